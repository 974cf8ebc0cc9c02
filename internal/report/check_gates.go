package report

import (
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rubric"
)

// gated are the rules that ask of the document what a phase asks of the meeting: they stand as its criteria do, so that
// the two never disagree. A criterion such as "T6_decision" is one part of T6.
var gated = []struct {
	rule     string
	criteria []string
	instead  string // asked of the meeting where there is nothing yet that the others are about
}{
	{"Q19", []string{"T5"}, ""},
	{"Q28", []string{"O3"}, ""},
	{"Q29", []string{"O2", "O4"}, ""},
	{"Q31", []string{"O2", "O5", "T2"}, ""},
	{"Q34", []string{"T4"}, "O2"},
	{"Q35", []string{"T6_decision"}, "T1_entries"},
	{"Q36", []string{"C1", "C2", "C3"}, ""},
	{"Q37", []string{"C4"}, "C1_factors"},
	{"Q38", []string{"C5"}, "C1_factors"},
	{"Q39", []string{"O5", "R1"}, ""},
	{"Q42", []string{"C9"}, "C1_factors"},
	{"Q43", []string{"R3", "R4", "L2"}, ""},
	{"Q46", []string{"R2"}, ""},
	{"Q51", []string{"P3", "P5"}, "P1"},
	{"Q52", []string{"P4"}, "P1"},
	{"Q54", []string{"P1"}, ""},
	{"Q57", []string{"P7"}, "P1"},
}

// criteria are those of all phases, as they stand.
func (b *builder) criteria() []postmortem.Criterion {
	var all []postmortem.Criterion
	for _, p := range postmortem.Phases() {
		all = append(all, b.s.Gate(p)...)
	}
	return all
}

// standing is how a rule stands by criteria; ok is false where the meeting has none of them. What a phase was left without,
// with a reason or by moving on, was left open by people, and stands in section 10; what is missing beside that is open.
func (b *builder) standing(rule string, specs ...string) (v rubric.Verdict, ok bool) {
	var open, left, met []string
	for _, c := range b.gates {
		for _, spec := range specs {
			if of, _, _ := strings.Cut(spec, "_"); of != c.ID {
				continue
			}
			missing := c.State != postmortem.GateMet
			if spec != c.ID {
				c.Wants = slices.DeleteFunc(slices.Clone(c.Wants), func(w postmortem.Want) bool { return w.Key != spec })
				missing = missing && len(c.Wants) > 0
			}
			switch {
			case !missing:
				met = append(met, c.Phase.Title())
			case c.State == postmortem.GateWaived:
				left = append(left, c.What(b.o.Words)+" ("+b.text(b.s.Text(postmortem.ReasonKey(c.ID)))+")")
			case slices.ContainsFunc(b.s.Gaps, func(g postmortem.Gap) bool { return g.ID == c.ID }):
				left = append(left, c.What(b.o.Words)+" (open when the phase "+c.Phase.Title()+" ended)")
			default:
				open = append(open, c.Phase.Title()+" asks for this: "+c.What(b.o.Words))
			}
		}
	}
	v = rubric.Verdict{ID: rule, Result: rubric.Met}
	switch {
	case len(open) > 0:
		v.Result, v.Why, v.Where = rubric.Open, strings.Join(open, "; "), b.s.Mended(b.o.Words, rule)
	case len(left) > 0:
		v.Result, v.Why = rubric.Waived, "left open: "+strings.Join(left, "; ")
	case len(met) > 0:
		v.Why = "nothing of it is missing in " + strings.Join(slices.Compact(met), " and ")
	default:
		return v, false
	}
	return v, true
}
