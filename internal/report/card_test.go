package report

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/postmortem"
)

func TestCardStaysWithinItsBounds(t *testing.T) {
	for name, s := range map[string]*postmortem.Session{"search": search(), "hostile": hostile()} {
		for _, limit := range []int{0, 12000, 4000, 1500} {
			c := build(s, options(), plainReading).Card(limit)
			total := 0
			for _, p := range c.Parts {
				n := utf8.RuneCountInString(p.Text)
				if total += n; n > partRunes {
					t.Errorf("%s, %d: a part has %d characters", name, limit, n)
				}
				if strings.Contains(p.Text, "<@") {
					t.Errorf("%s: somebody is pinged in %q", name, p.Text)
				}
			}
			if len(c.Parts) > cardParts || limit > 0 && total > limit {
				t.Errorf("%s: %d parts and %d characters, at most %d", name, len(c.Parts), total, limit)
			}
			if last := c.Parts[len(c.Parts)-1].Text; !strings.Contains(last, "What happens next") {
				t.Errorf("%s, %d: it ends with %q", name, limit, last)
			}
		}
	}
}
