package tone

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// An Explanation says how Local came to its report: for people who mend a
// pattern, not for the author of a message.
type Explanation struct {
	Report
	Why         string   `json:"why"`      // it is flagged, or not
	Need        Need     `json:"need"`     // what a model would be asked for
	Language    string   `json:"language"` // "" if it cannot be told
	Read        []string `json:"read"`     // the message as words, each in the spelling that patterns are written in
	Fired       []Fired  `json:"fired"`
	Held        []Fired  `json:"held"`        // what would have fired, and what spoke against it
	Hushed      []string `json:"hushed"`      // patterns that silence the linear model, and every rule in their clause
	Certainty   float64  `json:"certainty"`   // of what fired, all together
	Probability float64  `json:"probability"` // of the worst part, as the linear model has it
	Part        string   `json:"part"`        // that part
	Weights     []Weight `json:"weights"`     // what weighed most in it, the heaviest first
}

// A Fired is a rule that matched.
type Fired struct {
	Rule    string  `json:"rule"`
	Weight  float64 `json:"weight"`
	Pattern string  `json:"pattern"`
	Span    string  `json:"span"`
	By      string  `json:"by,omitempty"` // the pattern that held it back
}

// A Weight is what the score would lose without one word.
type Weight struct {
	Word string  `json:"word"`
	Adds float64 `json:"adds"`
}

// heaviest is how many weights an explanation shows.
const heaviest = 8

// Explain reads m as Check does.
func (l *Local) Explain(m Message) Explanation {
	s := new(sentence)
	t := l.read(m, s)
	r := Report{By: ByLocal}
	if t != nil {
		r = l.report(t, m, s)
	}
	if t.unsettled(r) {
		other := new(sentence)
		other.read(m.Text)
		if found, in := l.apart(m, other, t); in != nil {
			r, t, s = found, in, other
		}
	}
	_, need := l.Triage(m)
	e := Explanation{Report: worded(r, s.factless), Need: need}
	if t == nil {
		e.Why = "its language cannot be told, or is none that can be read"
		return e
	}
	e.Language = t.name
	_, e.Certainty = t.strongest(m, s)
	e.Why = l.why(t, m, s, r)
	for i := range s.ts {
		e.Read = append(e.Read, t.spelling(s, &s.ts[i]))
	}
	span := func(f finding) string { return m.Text[s.ts[f.from].start:s.ts[f.to-1].end] }
	for _, f := range s.fired {
		e.Fired = append(e.Fired, Fired{Rule: t.rules[f.rule].id, Weight: t.rules[f.rule].weight, Pattern: t.automaton.patterns[f.pattern].text, Span: span(f)})
	}
	for _, b := range s.held {
		f := Fired{Rule: t.rules[b.rule].id, Weight: t.rules[b.rule].weight, Pattern: t.automaton.patterns[b.pattern].text, Span: span(b.finding)}
		if b.by >= 0 {
			f.By = t.automaton.patterns[b.by].text
		}
		e.Held = append(e.Held, f)
	}
	for _, h := range s.hushed {
		e.Hushed = append(e.Hushed, t.automaton.patterns[h.by].text)
	}
	if p := l.heard(t, s); p.hi > p.lo {
		e.Probability = p.probability
		e.Part = m.Text[s.ts[p.lo].start:s.ts[p.hi-1].end]
		e.Weights = l.weigh(t, s, p)
	}
	return e
}

// why says in words how report decided.
func (l *Local) why(t *tongue, m Message, s *sentence, r Report) string {
	best, certainty := t.strongest(m, s)
	p := l.heard(t, s)
	least := t.bars.flagged(s, p)
	switch {
	case r.Flag && certainty >= enough:
		return fmt.Sprintf("what fired is sure enough: %.2f, and %.2f is asked for", certainty, enough)
	case r.Unsure:
		return fmt.Sprintf("the linear model hears it alone: %.2f; its author is told from %.2f", p.probability, t.bars.told(s, p))
	case r.Flag:
		return fmt.Sprintf("the linear model is sure enough alone: %.2f, and %.2f is asked for", p.probability, t.bars.told(s, p))
	case best >= 0 && certainty >= enough:
		return fmt.Sprintf("what fired is sure enough (%.2f), but the linear model hears too little of the kind: %.2f, and %.2f is asked for", certainty, p.probability, t.veto(s))
	case len(s.fired) > 0 && best < 0:
		return "what fired does not count in this phase, or in so few words"
	case best >= 0:
		return fmt.Sprintf("what fired is not sure enough: %.2f, and %.2f is asked for", certainty, enough)
	case p.probability >= least && s.hushes(p):
		return "the linear model is sure enough alone, but a pattern silences it"
	case p.probability >= least:
		return "the linear model is sure enough alone, but nobody is spoken of"
	}
	fired := "no pattern fired"
	if math.IsInf(least, 1) {
		return fired + ", and the linear model is not asked about so few words"
	}
	if len(s.held) > 0 {
		fired = "what would have fired was held back"
	}
	return fmt.Sprintf("%s, and the linear model is not sure enough alone: %.2f, and %.2f is asked for", fired, p.probability, least)
}

// weigh returns what the score of a part would lose without each of its words.
func (l *Local) weigh(t *tongue, s *sentence, p part) []Weight {
	whole := t.model.Score(s.fs)
	all := slices.Clone(s.ts)
	var ws []Weight
	for i := p.lo; i < p.hi; i++ {
		s.ts = slices.Delete(slices.Clone(all), i, i+1)
		s.fs = s.fs[:0]
		t.features(s, p.lo, p.hi-1)
		ws = append(ws, Weight{t.spelling(s, &all[i]), whole - t.model.Score(s.fs)})
	}
	s.ts = all
	slices.SortStableFunc(ws, func(a, b Weight) int { return cmp.Compare(max(b.Adds, -b.Adds), max(a.Adds, -a.Adds)) })
	return ws[:min(len(ws), heaviest)]
}

// spelling returns a token as patterns would write it.
func (t *tongue) spelling(s *sentence, w *token) string {
	switch c := w.class; {
	case w.word != 0:
		return t.dictionary[w.word].word
	case c&isAsk != 0:
		return "?"
	case c&isStop != 0:
		return "/"
	case c&isComma != 0:
		return ","
	case c&isMention != 0:
		return "MENTION"
	case c&isTime != 0:
		return "TIME"
	case c&isNumber != 0:
		return "NUM"
	case c&isQuote != 0:
		return "QUOTE"
	case c&isThing != 0:
		return "THING"
	}
	return string(s.letters[w.from:w.to])
}
