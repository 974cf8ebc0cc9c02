package tone

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"
)

// How sure a finding has to be: to be told at all, and to stand whatever a model
// says of the message.
const (
	enough = .7
	sure   = .8
)

// Local reads messages alone. It needs no network, is safe for concurrent use,
// and takes time in proportion to a message's length.
type Local struct {
	tongues   map[string]*tongue
	languages languages
	sentences sync.Pool
}

// NewLocal returns a Local.
func NewLocal() *Local {
	l := &Local{tongues: make(map[string]*tongue), sentences: sync.Pool{New: func() any { return new(sentence) }}}
	var err error
	if l.languages, err = loadLanguages(files); err != nil {
		panic(err) // the files are part of the program
	}
	for _, name := range readable {
		if l.tongues[name], err = loadTongue(files, name); err != nil {
			panic(err)
		}
	}
	return l
}

// readable are the languages that can be read.
var readable = [...]string{"en"}

// Check reads m. It never returns an error.
func (l *Local) Check(_ context.Context, m Message) (Report, error) {
	r, _ := l.look(m)
	return worded(m, r), nil
}

// look reads m, and reports besides whether it could hold something that is not
// seen here: it speaks of people, or in a language that cannot be read.
func (l *Local) look(m Message) (r Report, worth bool) {
	s := l.sentences.Get().(*sentence)
	defer l.sentences.Put(s)
	t := l.read(m, s)
	if t == nil {
		return Report{By: ByLocal}, said(s.out) >= 3
	}
	return t.report(m, s), said(s.ts) >= 3 && t.speaksOfPeople(s.ts)
}

// read reads m into s in the language it is in; nil if that cannot be told.
func (l *Local) read(m Message, s *sentence) *tongue {
	s.read(m.Text)
	t := l.tongues[l.languages.of(s)]
	if t == nil {
		return nil
	}
	t.understand(s)
	t.find(s)
	return t
}

func (t *tongue) speaksOfPeople(ts []token) bool {
	for i := range ts {
		if ts[i].class&t.people != 0 {
			return true
		}
	}
	return false
}

// report chooses what to say of what was found.
func (t *tongue) report(m Message, s *sentence) Report {
	best, doubt := -1, 1.0
	for i, f := range s.fired {
		r := &t.rules[f.rule]
		if r.category == Closure && m.Phase == "close" {
			continue // at the end of a review, closing is what one does
		}
		if said(s.ts) < 3 && r.severity != S3 {
			continue
		}
		doubt *= 1 - r.weight
		if best < 0 || t.compare(f, s.fired[best]) < 0 {
			best = i
		}
	}
	if best < 0 {
		return Report{By: ByLocal}
	}
	f := s.fired[best]
	rule := &t.rules[f.rule]
	r := Report{By: ByLocal, Confidence: math.Round((1-doubt)*100) / 100}
	if r.Confidence < enough {
		return r
	}
	r.Flag, r.Category, r.Severity = true, rule.category, rule.severity
	r.Span = [2]int{int(s.ts[f.from].start), int(s.ts[f.to-1].end)}
	r.Reason = reasons[rule.category]
	if rule.wording != "" && keepsFacts(m.Text, rule.wording) {
		r.Wording = rule.wording
	}
	return r
}

// compare orders findings: what is sure enough alone, then by category, then by
// weight.
func (t *tongue) compare(a, b finding) int {
	alone := func(f finding) int {
		if t.rules[f.rule].weight >= enough {
			return 0
		}
		return 1
	}
	return cmp.Or(
		cmp.Compare(alone(a), alone(b)),
		cmp.Compare(slices.Index(Categories[:], t.rules[a.rule].category), slices.Index(Categories[:], t.rules[b.rule].category)),
		cmp.Compare(t.rules[b.rule].weight, t.rules[a.rule].weight),
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
