package report

import (
	"fmt"
	"regexp"
)

// The word lists of a review's own wording. They are short on purpose: a list that calls "read only" a judgement is soon
// switched off. The tone checker, which reads people's messages, knows far more.
var (
	counterfactual = regexp.MustCompile(`(?i)\b((should|could|would|might|ought to)(n'?t| not)? have|(should|could|would)'ve|shoulda|coulda|` +
		`failed to|neglected to|if only|obvious(ly)?|had (they|he|she|we|you|i) \w+ed)\b`)
	accusing = regexp.MustCompile(`(?i)\b(human error|user error|operator error|careless(ness|ly)?|incompeten(t|ce)|neglig(ent|ence)|lazy|laziness|` +
		`sloppy|stupid(ity)?|idiot(s|ic)?|reckless(ly)?|clueless|at fault|(his|her|their|your|my|whose) fault|to blame|blames?|blamed|culprits?|` +
		`guilty|didn'?t (bother|care)|did not (bother|care)|lack of (attention|care|discipline))\b`)
	normative = regexp.MustCompile(`(?i)\b((im)?properly|(in)?correctly|(un)?fortunately|simply|needlessly|inexcusabl[ey]|catastroph(e|ic|ically)|` +
		`ridiculous(ly)?|disastrous|nightmare|horribl[ey]|terribl[ey]|insane(ly)?|shocking(ly)?|embarrassing(ly)?)\b|[\p{L}\d)]!+(\s|$)|!!`)
)

// wording looks for words of a list in every statement. Code and quotations are left alone.
func (b *builder) wording(list *regexp.Regexp, absent string) (open, met string) {
	n := 0
	b.statements(func(sec Section, st Sentence) bool {
		n++
		if word := list.FindString(prose(st.Text)); word != "" {
			open = fmt.Sprintf("%q stands in the section %s: %q", word, sec.ID, st.Text)
		}
		return open == ""
	})
	return open, absent + " in " + plural(n, "statement", "statements")
}
