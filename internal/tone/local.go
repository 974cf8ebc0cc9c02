package tone

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// How sure a finding has to be: to be told at all, and to stand whatever a model
// says of the message.
const (
	enough = .7
	sure   = .8
)

// Local reads messages with rules alone. It needs no network, is safe for
// concurrent use, and takes time in proportion to a message's length.
//
// It reads English; of a language it cannot judge it says nothing.
type Local struct {
	rules *rules
}

// NewLocal returns a Local.
func NewLocal() *Local {
	return &Local{rules: prepare(meta, tables()...)}
}

// tables returns all rules.
func tables() [][]rule {
	return [][]rule{
		blameRules, hindsightRules, closureRules, humanErrorRules, motiveRules, defensiveRules, crossExamRules, hostileRules, threatRules,
		shutdownRules, selfBlameRules, dismissalRules, absoluteRules,
	}
}

// Check reads m. It never returns an error.
func (l *Local) Check(_ context.Context, m Message) (Report, error) {
	return worded(m, l.read(m, tokens(m.Text))), nil
}

func (l *Local) read(m Message, ts []token) Report {
	if !english(ts) {
		return Report{By: ByLocal}
	}
	return report(m, ts, l.rules.find(ts))
}

// report chooses what to say of what was found.
func report(m Message, ts []token, found []finding) Report {
	best, doubt := -1, 1.0
	for i, f := range found {
		if f.rule.category == Closure && m.Phase == "close" {
			continue // at the end of a review, closing is what one does
		}
		if said(ts) < 3 && f.rule.severity != S3 {
			continue
		}
		doubt *= 1 - f.rule.weight
		if best < 0 || compare(f, found[best]) < 0 {
			best = i
		}
	}
	if best < 0 {
		return Report{By: ByLocal}
	}
	f := found[best]
	r := Report{By: ByLocal, Confidence: math.Round((1-doubt)*100) / 100}
	if r.Confidence < enough {
		return r
	}
	r.Flag, r.Category, r.Severity = true, f.rule.category, f.rule.severity
	r.Span = [2]int{ts[f.from].start, ts[f.to-1].end}
	r.Reason = reasons[f.rule.category]
	if f.rule.wording != "" && keepsFacts(m.Text, f.rule.wording) {
		r.Wording = f.rule.wording
	}
	return r
}

// compare orders findings: what is sure enough alone, then by category, then by
// weight.
func compare(a, b finding) int {
	alone := func(f finding) int {
		if f.rule.weight >= enough {
			return 0
		}
		return 1
	}
	return cmp.Or(
		cmp.Compare(alone(a), alone(b)),
		cmp.Compare(slices.Index(Categories[:], a.rule.category), slices.Index(Categories[:], b.rule.category)),
		cmp.Compare(b.rule.weight, a.rule.weight),
	)
}

// said counts the words of a message that were not masked.
func said(ts []token) int {
	n := 0
	for i := range ts {
		if ts[i].class&(isStop|isComma|isEmoji) == 0 {
			n++
		}
	}
	return n
}

// reasons say, for a reader, what in each category is heard.
var reasons = map[Category]string{
	SelfBlame:  "condemns the writer, or tells of distress",
	Threat:     "holds out consequences for people, which makes it safer to keep quiet",
	Hostile:    "mocks or insults, which invites the same in return",
	Shutdown:   "closes the question to others who may have seen something",
	Dismissal:  "waves away how it was for somebody",
	Blame:      "places fault on somebody rather than on what made it possible",
	HumanError: "takes people's attention or care as the cause or the cure, where the enquiry would begin",
	Defensive:  "protects a position instead of telling what was seen",
	Motive:     "ascribes an intention, which nobody can check",
	CrossExam:  "asks for a justification rather than a description",
	Absolute:   "generalises about people where an example would help",
	Hindsight:  "measures what was done against what is known now",
	Closure:    "settles on the first explanation",
}
