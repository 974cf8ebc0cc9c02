package report

import (
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/postmortem"
)

// The aim stands at the top of every form of the review, by role like the rest,
// and so does who carries it; where neither was said nothing is.
func TestAimAndOwnerStandAtTheTop(t *testing.T) {
	s := search()
	for _, text := range []string{string(Build(s, options()).Markdown()), Build(s, options()).Card(0).Plain()} {
		if strings.Contains(text, "aim") || strings.Contains(text, "Owner:") {
			t.Errorf("nobody set one:\n%s", text)
		}
	}
	s.Texts[postmortem.AimKey] = "Shoppers and Tariq hear of it from us first"
	s.Owner = "U3"
	r := Build(s, options())
	for name, text := range map[string]string{"Markdown": string(r.Markdown()), "HTML": string(r.HTML()), "card": r.Card(0).Plain()} {
		at := strings.Index(text, "Shoppers and On-call engineer, search hear of it from us first")
		if impact := strings.Index(text, "31%"); at < 0 || at > impact {
			t.Errorf("the aim is at %d and the impact at %d in the %s:\n%s", at, impact, name, text[:min(len(text), 2000)])
		}
	}
	if md := string(r.Markdown()); !strings.Contains(md, "Owner") || !strings.Contains(md, "Data engineer (1)") {
		t.Errorf("the owner is missing:\n%s", md[:800])
	}
}
