package tone

import (
	"cmp"
	"context"
	_ "embed"
	"math"
	"slices"
	"sync"

	"github.com/remedybot/remedy/internal/tone/linear"
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
	l := Untaught()
	english, err := linear.Parse(weights)
	if err != nil {
		panic(err) // the weights are part of the program
	}
	others, err := linear.Parse(weightsOthers)
	if err != nil {
		panic(err)
	}
	for name, t := range l.tongues {
		t.model, t.bars = others, inOthers
		if name == readable[0] {
			t.model, t.bars = english, inEnglish
		}
	}
	return l
}

// Untaught returns a Local without weights. It tells the features of a message,
// so that weights can be learned, and judges none.
func Untaught() *Local {
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
	l.languages.learn(l.tongues)
	return l
}

// weights are what internal/tone/train has learned of English, and weightsOthers
// of the other languages: what is learned of them changes nothing in English.
var (
	//go:embed weights.bin
	weights []byte
	//go:embed weights_others.bin
	weightsOthers []byte
)

// readable are the languages that can be read.
var readable = [...]string{"en", "de", "es", "fr", "pt", "it"}

// Check reads m. It never returns an error.
func (l *Local) Check(_ context.Context, m Message) (Report, error) {
	s := l.sentences.Get().(*sentence)
	defer l.sentences.Put(s)
	r, _ := l.listen(m, s)
	return worded(r, s.factless), nil
}

// look reads m, and reports besides whether it could hold something that is not
// heard here: it is suspicious, or in a language that cannot be read.
func (l *Local) look(m Message) (r Report, worth bool) {
	s := l.sentences.Get().(*sentence)
	defer l.sentences.Put(s)
	return l.listen(m, s)
}

// listen does as look, in s.
func (l *Local) listen(m Message, s *sentence) (r Report, worth bool) {
	t := l.read(m, s)
	r, worth = Report{By: ByLocal}, said(s.out) >= 3
	if t != nil {
		r = l.report(t, m, s)
		worth = said(s.ts) >= 2 && r.Confidence >= t.model.Hunch()
	}
	if t.unsettled(r) {
		if r, t := l.apart(m, s, t); t != nil {
			return r, true
		}
	}
	return r, worth
}

// unsettled reports whether a message may hold something in another language that
// goes unheard in t, or in none.
func (t *tongue) unsettled(r Report) bool {
	return t == nil || (!r.Flag || r.Unsure) && t.name != readable[0]
}

// read reads m into s in the language it is in; nil if that cannot be told.
func (l *Local) read(m Message, s *sentence) *tongue {
	s.work, s.run.work = 0, 0
	s.read(m.Text)
	l.called(m, s)
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

// ofOthers are the categories of what is said about somebody else: who speaks of
// themselves alone owns their part, however it sounds.
var ofOthers = map[Category]bool{Blame: true, HumanError: true, Motive: true, CrossExam: true, Absolute: true, Hindsight: true, Threat: true}

// speaksOfOneself reports whether the writer is spoken of, and nobody else.
func (t *tongue) speaksOfOneself(ts []token) bool {
	oneself := false
	for i := range ts {
		if ts[i].class&t.others != 0 {
			return false
		}
		oneself = oneself || ts[i].class&t.oneself != 0
	}
	return oneself
}

// strongest returns which of what fired counts most, -1 for none, and how sure all
// of it together makes one that the message calls for a word.
func (t *tongue) strongest(m Message, s *sentence) (best int, certainty float64) {
	best, doubt := -1, 1.0
	words := said(s.ts)
	for i, f := range s.fired {
		r := &t.rules[f.rule]
		if r.category == Closure && m.Phase == "close" {
			continue // at the end of a review, closing is what one does
		}
		if words < 3 && r.severity != S3 {
			continue
		}
		doubt *= 1 - r.weight
		if best < 0 || t.compare(f, s.fired[best]) < 0 {
			best = i
		}
	}
	return best, 1 - doubt
}

// report chooses what to say of what was found.
func (l *Local) report(t *tongue, m Message, s *sentence) Report {
	best, certainty := t.strongest(m, s)
	heard := l.heard(t, s)
	r := Report{By: ByLocal, Language: t.name, Confidence: math.Round(max(certainty, heard.probability)*100) / 100}
	switch {
	case best >= 0 && certainty >= enough && t.counts(m, s, s.fired[best], heard):
		t.tell(&r, s, s.fired[best])
	case heard.probability >= t.bars.flagged(s, heard) && t.speaksOfSomebody(s, heard) && !s.hushes(heard) &&
		!(ofOthers[Categories[t.model.Kind(s.fs)]] && t.speaksOfOneself(s.ts[heard.lo:heard.hi])):
		r.Flag, r.Category = true, Categories[t.model.Kind(s.fs)]
		r.Unsure = heard.probability < t.bars.told(s, heard)
		if best >= 0 {
			t.tell(&r, s, s.fired[best])
			break
		}
		r.Severity = usualSeverity[r.Category]
		r.Span = [2]int{int(s.ts[heard.lo].start), int(s.ts[heard.hi-1].end)}
		r.Reason = reasons[r.Category]
		if s.factless() {
			r.Wording = t.usual(r.Category)
		}
	default:
		r.Confidence = min(r.Confidence, enough-.01)
	}
	return r
}

// counts reports whether a finding counts in a message of which so much is heard.
func (t *tongue) counts(m Message, s *sentence, f finding, heard part) bool {
	return heard.probability >= t.veto(s) || addressed(s.clause(m.Text, f))
}

// veto returns what the model has to say for what fired to count: nothing where one
// rule alone is sure enough, or somebody suffers.
func (t *tongue) veto(s *sentence) float64 {
	least := t.bars.doubt
	for _, f := range s.fired {
		if t.automaton.patterns[f.pattern].doubted {
			continue
		}
		switch r := &t.rules[f.rule]; {
		case r.id == distress, r.weight >= t.bars.beyond:
			return 0
		case r.weight >= enough:
			least = t.bars.veto
		}
	}
	return least
}

// speaksOfSomebody reports whether a part speaks of people, or is so likely to call
// for a word that it need not.
func (t *tongue) speaksOfSomebody(s *sentence, p part) bool {
	return t.speaksOfPeople(s.ts[p.lo:p.hi]) || p.probability >= t.bars.flagNobody
}

// clause returns the clause of a finding, as it stands in text.
func (s *sentence) clause(text string, f finding) string {
	lo, hi := f.from, f.to
	for lo > 0 && s.ts[lo-1].class&isStop == 0 {
		lo--
	}
	for hi < len(s.ts) && s.ts[hi].class&isStop == 0 {
		hi++
	}
	from := 0
	if lo > 0 {
		from = int(s.ts[lo-1].end)
	}
	return text[from:s.ts[hi-1].end]
}

// distress is the rule that hears that its writer suffers, in every language.
const distress = "self_blame.distress"

// tell fills in what one finding says.
func (t *tongue) tell(r *Report, s *sentence, f finding) {
	rule := &t.rules[f.rule]
	r.Flag, r.Category, r.Severity = true, rule.category, rule.severity
	r.Span = [2]int{int(s.ts[f.from].start), int(s.ts[f.to-1].end)}
	r.Reason = reasons[rule.category]
	r.Distress = r.Category == SelfBlame && slices.ContainsFunc(s.fired, func(f finding) bool { return t.rules[f.rule].id == distress })
	if rule.wording != "" && s.factless() {
		r.Wording = rule.wording
	}
}

// usual returns what can be asked instead of anything of a category, in a
// language other than English: the wording of the first rule that has one.
func (t *tongue) usual(c Category) string {
	for i := range t.rules {
		if r := &t.rules[i]; r.category == c && t.name != readable[0] && r.wording != "" {
			return r.wording
		}
	}
	return ""
}

// usualSeverity is that of what only the linear model hears.
var usualSeverity = map[Category]Severity{
	SelfBlame: Care, Threat: S3, Hostile: S2, Shutdown: S2, Dismissal: S2, Blame: S2, HumanError: S2, Defensive: S2, Motive: S2,
	CrossExam: S1, Absolute: S1, Hindsight: S1, Closure: S1,
}

// A part is some sentences of a message, and how likely they call for a word.
type part struct {
	lo, hi      int // tokens
	probability float64
}

// short is the most tokens of a message that is listened to as a whole.
const short = 25

// heard listens to each sentence of a message, and to all of a short one, and
// returns the worst part. It leaves the features of that part in s.fs.
func (l *Local) heard(t *tongue, s *sentence) part {
	s.parts = s.parts[:0]
	if len(s.ts) <= short {
		s.parts = append(s.parts, part{lo: 0, hi: len(s.ts)})
	}
	lo := 0
	for i := range s.ts {
		if s.ts[i].class&isStop == 0 && i+1 < len(s.ts) {
			continue
		}
		if i+1-lo >= 4 && (lo > 0 || i+1 < len(s.ts) || len(s.parts) == 0) {
			s.parts = append(s.parts, part{lo: lo, hi: i + 1})
		}
		lo = i + 1
	}
	worst, last := part{}, part{}
	for _, p := range s.parts {
		last = p
		p.probability = l.probability(t, s, p)
		if p.probability > worst.probability {
			worst = p
		}
	}
	if worst.lo != last.lo || worst.hi != last.hi {
		l.probability(t, s, worst)
	}
	return worst
}

func (l *Local) probability(t *tongue, s *sentence, p part) float64 {
	s.fs = s.fs[:0]
	t.features(s, p.lo, p.hi)
	return t.model.Probability(s.fs)
}

// hushes reports whether something in the part speaks against every rule.
func (s *sentence) hushes(p part) bool {
	for _, h := range s.hushed {
		if h.lo < p.hi && h.hi > p.lo {
			return true
		}
	}
	return false
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
		cmp.Compare(t.rules[a.rule].rank, t.rules[b.rule].rank),
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
