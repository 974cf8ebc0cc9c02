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

// Where not all fits, the actions and what was learnt are there, and no line is cut.
func TestACardKeepsWhatPeopleOpenItFor(t *testing.T) {
	s := search()
	for i := range 30 {
		e := entry{ID: "F" + strings.Repeat("1", i+1), Kind: postmortem.Impact, State: postmortem.Confirmed, Sources: s.Entries[0].Sources}
		s.Texts[e.ID] = strings.Repeat("Searches failed for somebody in shard ", 6) + e.ID
		s.Entries = append(s.Entries, e)
	}
	r := build(s, options(), plainReading)
	for _, limit := range []int{2500, 3500, 12000} {
		all := r.Card(limit).Plain()
		for _, want := range []string{"*AI-1*", "*Learnings*\n• A reindex"} {
			if !strings.Contains(all, want) {
				t.Errorf("%d characters have no room for %q:\n%s", limit, want, all)
			}
		}
		for line := range strings.Lines(all) {
			line = strings.TrimSpace(line)
			if strings.HasPrefix(line, "_…") && !strings.HasSuffix(line, "more in the document_") || strings.HasPrefix(line, "•") && strings.HasSuffix(line, "…") {
				t.Errorf("%d: a line is cut: %q", limit, line)
			}
		}
	}
}
