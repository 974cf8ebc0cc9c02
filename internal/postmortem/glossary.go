package postmortem

import (
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/evidence"
)

// explains proposes a line of the glossary from a message that says what an acronym
// means which was asked about, and reports whether it is one.
func (t *turn) explains(r Ref, m Message) bool {
	text := t.plain(t.s.Text(r.Key()))
	short, meaning, ok := evidence.Term(text)
	asked := slices.ContainsFunc(t.s.Inquiries, func(q Inquiry) bool { return q.Name == "jargon" && q.About == short })
	if !ok || !asked {
		return false
	}
	words := term(short, meaning)
	if slices.ContainsFunc(t.s.Live(Term), func(e Entry) bool { return t.s.Text(e.ID) == words }) {
		return true
	}
	t.record(Entry{Kind: Term, State: Proposed, Phase: m.Phase, Author: m.Author, Written: m.At, Sources: []Ref{r}}, words, "")
	return true
}

// term is a line of the glossary.
func term(short, meaning string) string {
	return short + ": " + strings.TrimRight(meaning, ".") + "."
}
