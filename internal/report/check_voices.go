package report

import (
	"fmt"

	"github.com/remedybot/remedy/internal/postmortem"
)

// handed looks for causes, actions and learnings that nobody has confirmed: they are shown as proposed, and are not what a
// published review may say.
func (b *builder) handed() (open, met string) {
	n, first := 0, ""
	look := func(state, text string) {
		if state == proposed {
			if n++; first == "" {
				first = text
			}
		}
	}
	for _, c := range b.r.Causes {
		look(c.State, c.Text)
	}
	for _, a := range b.r.Actions {
		if a.proposed {
			look(proposed, a.Text)
		}
	}
	for _, st := range b.r.section(SectionLearnings).Sentences {
		if !st.Note {
			look(st.State, st.Text)
		}
	}
	if n > 0 {
		return fmt.Sprintf("%s for a hand, the first: %q", plural(n, "cause, action or learning waits", "causes, actions and learnings wait"), first), ""
	}
	return "", "every cause, action and learning was confirmed by somebody"
}

// public looks for sources that nobody may see any more.
func (b *builder) public() (open, met string) {
	for ref := range b.cited {
		if m, ok := b.s.Messages[ref]; ok && m.Gone {
			return "a message that was deleted is cited", ""
		}
	}
	return "", plural(len(b.cited), "source", "sources") + ", none of them private or deleted"
}

// most is the share of what is cited that one person may have said.
const most = 60

// manyVoices counts whose messages the statements rest on.
func (b *builder) manyVoices() (open, met string) {
	author := map[string]string{}
	for ref, src := range b.cited {
		author[src.id] = b.s.Messages[ref].Author
	}
	by, all, top := map[string]int{}, 0, 0
	b.statements(func(_ Section, st Sentence) bool {
		for _, id := range st.Cites {
			if who := author[id]; who != "" {
				by[who]++
				all++
			}
		}
		return true
	})
	for _, n := range by {
		top = max(top, n)
	}
	if all > 0 && top*100 > most*all {
		return fmt.Sprintf("one person said %d %% of what is cited", top*100/all), ""
	}
	return "", "what is cited was said by " + plural(len(by), "person", "people")
}

// wentWell weighs what helped against what hindered.
func (b *builder) wentWell() (open, met string) {
	n := map[string]int{}
	for _, it := range b.items(postmortem.RemedyItem) {
		n[it.Item]++
	}
	if n["helped"]*2 < n["hindered"] {
		return fmt.Sprintf("%d things helped and %d hindered; what else went well?", n["helped"], n["hindered"]), ""
	}
	return "", fmt.Sprintf("%d things helped and %d hindered", n["helped"], n["hindered"])
}
