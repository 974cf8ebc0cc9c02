package evidence

import (
	"strings"

	"github.com/remedybot/remedy/internal/due"
)

// A draft is an action while its message is being read.
type draft struct {
	ts       []token // What is to be done; empty when the message only answers an earlier proposal.
	subject  string  // An identifier or number that names an earlier proposal: "I can take 2227".
	owner    string
	day      due.Date
	doneWhen string
	refines  bool
	instead  due.Date // The day that day stands instead of: "the 16th rather than the 9th".
	same     bool     // It says that what was proposed just before is an action.
	pronoun  bool     // What is to be done is "it" or "that".
	verb     bool     // What is to be done begins with what is done.
	thing    []token  // What the speaker put first: "the counter I can try".
	from, to int
}

// actions reads promises and wishes of the prevention phase.
func (r *reader) actions(xs []sentence) {
	var all []*draft
	var cur, said *draft // said is the sentence right before, where that is no proposal by itself.
	for _, x := range r.gathered(xs) {
		if len(x.ts) == 0 {
			continue
		}
		if d := r.redated(x); d != nil {
			all = append(all, d)
			continue
		}
		next, kind := r.part(x, cur)
		before := said
		said = nil
		switch kind {
		case partNone:
			if more := r.continued(x, cur); more != nil {
				cur.ts = append(cur.ts[:len(cur.ts):len(cur.ts)], more...)
				cur.to = next.to
				continue
			}
			if taken(cur) && determiners[x.ts[0].low] && isThing(x.ts) && !r.adds(next) {
				cur.ts, cur.to = x.ts, next.to
				continue
			}
			said = plainTask(x)
		case partNew:
			if taken(cur) && next.owner == "" && isThing(next.ts[:firstComma(next.ts)]) && !r.adds(next) {
				cur.ts, cur.day, cur.doneWhen, cur.verb, cur.to = next.ts, later(cur.day, next.day), next.doneWhen, next.verb, next.to
				continue // "I take that. a second approver at night": so that is what is taken.
			}
			if more := r.detailed(next, cur); more != nil {
				cur.ts, cur.to = append(cur.ts[:len(cur.ts):len(cur.ts)], more...), next.to
				continue
			}
			if cur != nil && !cur.pronoun && len(cur.ts) > 0 && next.pronoun && cur.owner == "" {
				cur.ts = mended(next.ts, cur.ts)
				cur.owner, cur.day, cur.same = next.owner, later(cur.day, next.day), cur.same || next.same
				cur.to = next.to
				continue
			}
			cur = next
			all = append(all, cur)
		case partIdea:
			r.emit(Finding{Kind: KindIdea}, next.ts, false)
		case partMore:
			if cur == nil {
				cur = &draft{refines: true, from: next.from}
				if before != nil && next.owner == OwnerAuthor && next.subject == "" {
					cur = before // "Bridge both racks. me, friday"
				}
				all = append(all, cur)
			}
			if next.owner != "" {
				cur.owner = next.owner
			}
			if next.subject != "" {
				cur.subject = next.subject
			}
			cur.day = later(cur.day, next.day)
			if next.doneWhen != "" {
				cur.doneWhen = next.doneWhen
			}
			cur.to = max(cur.to, next.to)
		}
	}
	for _, d := range all {
		r.promise(d)
	}
}

// later keeps the day that was read, or the new one.
func later(a, b due.Date) due.Date {
	if b.IsZero() {
		return a
	}
	return b
}

// promises reads what somebody promises in Remedy: only a promise of the speaker with a day.
func (r *reader) promises(xs []sentence) {
	kept := r.out
	r.out = nil
	r.actions(xs)
	for _, f := range r.out {
		if f.Kind == KindAction && f.Owner != "" && !f.Due.IsZero() {
			kept = append(kept, f)
		}
	}
	r.out = kept
}

type partKind uint8

const (
	partNone partKind = iota
	partNew           // A new action.
	partMore          // An owner, a day or a done-when of the action before.
	partIdea          // A suggestion nobody promised.
)

var doneWhens = phrases(`done when, done once, done if, finished when, finished once, complete when, completed when, ready when, accepted when, it is done when, closed when, done as soon as`)

// part reads one sentence.
func (r *reader) part(x sentence, cur *draft) (*draft, partKind) {
	span := spanOf(x.ts)
	d := &draft{same: x.label == "that is an action", from: span[0], to: span[1]}
	ts := x.ts
	if n := opening(ts, doneWhens); n > 0 || x.label == "done when" || x.label == "done" {
		d.doneWhen = lowerFirst(strings.TrimSuffix(render(r.v.thirdPerson(ts[n:])), "."))
		return d, partMore
	}
	for i := range ts {
		if n := opening(ts[i:], doneWhens); n > 0 && i > 0 {
			d.doneWhen = lowerFirst(strings.TrimSuffix(render(r.v.thirdPerson(ts[i+n:])), "."))
			ts = strip(ts[:i])
			break
		}
	}
	ts = undated(ts)
	ts, d.day = r.days(ts)
	ts, d.day = r.dayParts(ts, d.day)
	ts = monthly(ts)
	if says(ts, "same date, same day, same deadline") {
		d.day = later(d.day, r.lastDay())
	}
	ts, d.owner = r.owners(ts)
	ts = strip(ts)
	if x.label == "owner" && d.owner == "" && len(ts) > 0 && ts[0].low == "me" {
		d.owner, ts = OwnerAuthor, nil
	}
	if says(ts, declining) || hasAny(ts, "yes") && hasAny(ts, "no") && !mainVerb(ts) || startsWith(ts, "open", "for") || startsWith(ts, "open", "until") || len(ts) <= 3 && len(ts) > 1 && ts[len(ts)-1].low == "open" {
		return d, partNone
	}
	if x.asks {
		if d.day.IsZero() || len(ts) > 0 {
			return r.suggestion(d, ts)
		}
	}
	if len(ts) > 1 && oneOf(ts[0].low, "need needs") && oneOf(at(ts, 1).low, "somebody someone anybody anyone help volunteers input people") {
		return d, partNone
	}
	if r.whose() && d.owner != "" && wordCount(ts) <= 5 && !hasThing(ts) {
		ts = nil // "Robin and me, date later": whoever else is named has promised nothing.
	}
	if task := r.fronted(ts); task != nil {
		if cur != nil && len(cur.ts) > 0 && d.day.IsZero() && lastComma(ts) < 0 {
			return d, partNone // "Exceptions I sign" is how it is going to be done.
		}
		d.owner, d.ts, d.verb, d.thing = OwnerAuthor, task, true, task[1:]
		return r.acceptable(d)
	}
	if n := selfTail(ts); n > 0 {
		d.owner, ts = OwnerAuthor, strip(ts[:len(ts)-n])
	}
	if i := lastComma(ts); i > 0 && !d.day.IsZero() && len(ts)-i <= 4 && hasAny(ts[i:], results) {
		d.doneWhen = lowerFirst(strings.TrimSuffix(render(ts[i+1:]), "."))
		ts = strip(ts[:i])
	}
	if wish := wished(ts); wish != nil {
		if len(wish) <= 3 && hasWord(wish, anaphors) {
			return d, partNone
		}
		d.ts = wish
		d.verb = d.verb || wish[0] == ts[0] // As it was said: "the tool needs a login".
		return r.acceptable(d)
	}
	if len(ts) > 2 && ts[0].low == "we" && isBase(ts[1].low) && !auxiliaries[ts[1].low] && (d.owner != "" || !d.day.IsZero()) {
		ts = ts[1:] // "We switch it off, tomorrow, me."
	}
	if len(ts) > 1 && (oneOf(ts[0].low, "can will") && isBase(ts[1].low) || ts[0].low == "take" && d.owner == "" && !d.day.IsZero()) {
		ts = append([]token{tok("i", ts[0])}, ts...) // "Can take that one."
	}
	task, promised := promised(ts)
	if promised {
		d.owner = OwnerAuthor
		ts = strip(task)
		if n := len(ts); n > 3 && d.day.IsZero() && ts[n-2].low == "on" {
			if day, err := due.Parse(ts[n-1].low, r.s.At, r.s.Zone); err == nil {
				d.day, ts = day, strip(ts[:n-2]) // "I tell them on thursday": it is to come, for it is promised.
			}
		}
	}
	if x.label == "owner" {
		d.owner = OwnerAuthor
	}
	switch {
	case len(ts) == 0 || emptyTask(ts), promised && len(ts) == 1 && oneOf(ts[0].low, "ask check look try see start"):
		if d.owner == "" && d.day.IsZero() {
			return d, partNone
		}
		return d, partMore
	case len(ts) <= 2 && (ts[len(ts)-1].kind == number || ts[len(ts)-1].kind == ident) && !isBase(ts[0].low):
		d.subject = ts[len(ts)-1].text
		return d, partMore
	case promised:
		d.pronoun = hasWord(ts[:min(3, len(ts))], anaphors)
		d.ts = ts
		return r.acceptable(d)
	}
	if cur != nil && len(cur.ts) > 0 && !d.day.IsZero() && len(ts) <= 4 && hasAny(ts, results) {
		d.doneWhen = lowerFirst(strings.TrimSuffix(render(ts), "."))
		return d, partMore
	}
	if oneOf(ts[0].low, "nobody nothing none same") || ts[0].kind == number && hasWord(ts, negations) {
		return d, partNone // "5 min, not 10" corrects what was said.
	}
	if x.label == "please" && !(r.s.Leads && !isBase(ts[0].low) && d.owner == "" && d.day.IsZero()) {
		d.ts = ts
		return r.acceptable(d)
	}
	if d.owner == "" && d.day.IsZero() && hasWord(ts, second) || ts[0].low == "that" || ts[0].low == "it" || ts[0].low == "there" || ts[0].low == "i" || ts[0].low == "they" || chatter(ts) && (d.owner == "" || d.day.IsZero() || !isBase(ts[0].low) || len(ts) > 3) {
		return d, partNone
	}
	if r.s.Leads && !r.s.Hand && !taken(cur) && !oneOf(x.label, "action idea todo owner") && x.label != "action item" && x.label != "that is an action" && d.owner == "" && d.day.IsZero() {
		return d, partNone // Who leads asks for actions, and says what an answer holds.
	}
	d.verb = d.verb || len(ts) > 2 && oneOf(ts[1].low, "need needs") // As it was said, with its own verb.
	if oneOf(x.label, "action idea todo") || x.label == "action item" || x.label == "that is an action" || ts[0].kind == number && isBase(at(ts, 1).low) || isBase(ts[0].low) && !auxiliaries[ts[0].low] && !auxiliaries[at(ts, 1).low] || d.owner != "" || !d.day.IsZero() || !finiteMain(ts) && (hasThing(ts) || hasQuantity(ts) && wordCount(ts) >= 4 && ts[0].kind == word && !hasWord(ts, negations)) && (cur == nil || oneOf(ts[0].low, "a an another")) {
		if oneOf(ts[0].low, "drop skip forget leave") && d.owner == "" {
			return d, partNone
		}
		d.ts = ts
		return r.acceptable(d)
	}
	return d, partNone
}

// results are what a promise with a day may end in, so that it can be seen that it was kept.
const results = "answer proposal plan written writing result draft report summary note"

// lastComma is the index of the last comma; -1 if there is none.
func lastComma(ts []token) int {
	for i := len(ts) - 1; i >= 0; i-- {
		if ts[i].low == "," {
			return i
		}
	}
	return -1
}

// finiteMain reports whether tokens hold a verb before the first subordinate word: a noun phrase holds none.
func finiteMain(ts []token) bool {
	for i, t := range ts {
		if oneOf(t.low, "when that which if so because while until once where to after before whoever whatever whichever") {
			return false
		}
		if t.kind == word && i > 0 && (auxiliaries[t.low] || !things[t.low] && (isPast(t.low) || isThird(t.low) && !(i == len(ts)-1 && ts[i-1].kind == number))) {
			return true
		}
	}
	return false
}

var anaphors = set("it that this them those")

// emptyTask reports whether what is left of a sentence names no task.
func emptyTask(ts []token) bool {
	for _, t := range ts {
		if t.kind != mark && !oneOf(t.low, "it that this one them those also too same from then date day deadline yes ok me i do will can by then with and a the latest due on us please take have") {
			return false
		}
	}
	return true
}

// acceptable refuses exhortations, which are no actions.
func (r *reader) acceptable(d *draft) (*draft, partKind) {
	if exhortation(d.ts) || holds(d.ts, sanctions) || says(d.ts, "look closer, slow down, to be careful, the team to") || len(d.ts) == 0 || negations[d.ts[0].low] {
		return d, partNone
	}
	return d, partNew
}

// suggestion reads "could we …", "can the desk get …", "what about …" as an idea.
func (r *reader) suggestion(d *draft, ts []token) (*draft, partKind) {
	for _, p := range [][]string{{"could", "we"}, {"can", "we"}, {"should", "we"}, {"shall", "we"}, {"what", "about"}, {"how", "about"}, {"why", "not"}, {"what", "if", "we"}, {"could", "you"}, {"would", "it", "help", "to"}} {
		if begins(ts, p) && len(ts) > len(p)+1 {
			d.ts = ts[len(p):]
			if !informative(d.ts) || hasWord(d.ts, second) {
				return d, partNone
			}
			return d, partIdea
		}
	}
	if len(ts) > 4 && (ts[0].low == "can" || ts[0].low == "could") && informative(ts) && !hasWord(ts, second) && !pronouns[ts[1].low] {
		for i := 2; i < len(ts)-1; i++ {
			if isBase(ts[i].low) && !things[ts[i].low] {
				d.ts = append(append([]token{tok("let", ts[0])}, ts[1:i]...), ts[i:]...)
				return d, partIdea
			}
		}
	}
	return d, partNone
}

func opening(ts []token, list map[string][][]string) int {
	if len(ts) == 0 {
		return 0
	}
	for _, p := range list[ts[0].low] {
		if begins(ts, p) {
			return len(p)
		}
	}
	return 0
}

// days takes the due phrases out of a sentence and returns the last day they name.
func (r *reader) days(ts []token) ([]token, due.Date) {
	var day due.Date
	for range 3 {
		if len(ts) == 0 {
			break
		}
		body := spanOf(ts)
		from := body[0]
		d, span, ok := due.Find(r.s.Text[from:max(from, body[1])], r.s.At, r.s.Zone)
		if !ok {
			break
		}
		day = d
		kept := make([]token, 0, len(ts))
		for _, t := range ts {
			if t.end <= from+span[0] || t.start >= from+span[1] || t.kind == mark && t.start == t.end {
				kept = append(kept, t)
			}
		}
		if len(kept) == len(ts) {
			break
		}
		ts = strip(kept)
	}
	return ts, day
}

// lastDay returns the last day named in the messages before.
func (r *reader) lastDay() due.Date {
	for i := len(r.s.Before) - 1; i >= 0; i-- {
		if d, _, ok := due.Find(r.s.Before[i], r.s.At, r.s.Zone); ok {
			return d
		}
	}
	return due.Date{}
}

// promised reads what the speaker says they will do; it reports whether they do.
func promised(ts []token) ([]token, bool) {
	if len(ts) == 0 {
		return ts, false
	}
	i := 0
	for i < len(ts) && i < 3 && oneOf(ts[i].low, "then so and yes that will be from me : , ok") {
		i++
	}
	if i >= len(ts) || ts[i].low != "i" {
		return ts, false
	}
	ts = ts[i+1:]
	aside := 0
	for aside < len(ts) && oneOf(ts[aside].low, "will can would could shall am also going to gladly happily happy then already volunteer") {
		aside++
	}
	modal := aside > 0
	ts = ts[aside:]
	if len(ts) == 0 {
		return nil, modal
	}
	w := ts[0].low
	if w == "do" && (len(ts) == 1 || ts[1].kind == mark) {
		return ts[1:], true
	}
	if w == "not" || !isBase(w) && w != "do" || oneOf(w, "think guess know believe see want wish mean hope agree hear need like understand suppose remember feel read help") && !modal {
		return ts, false
	}
	if w == "help" || modal && oneOf(w, "say argue bet vote prefer") {
		return ts, false
	}
	if w == "read" || verbs[w] != nil && verbs[w].past == w && !modal && !oneOf(w, "put set cut let") {
		return ts, false
	}
	if oneOf(w, "take own handle do drive pick grab have cover") {
		rest := ts[1:]
		if len(rest) > 0 && (rest[0].low == "on" || rest[0].low == "over" || rest[0].low == "up" || rest[0].low == "care") {
			rest = rest[1:]
			if len(rest) > 0 && rest[0].low == "of" {
				rest = rest[1:]
			}
		}
		if len(rest) == 0 || hasWord(rest[:1], anaphors) {
			if len(rest) > 0 {
				rest = rest[1:]
			}
			if carries(ts) != nil {
				return ts, true
			}
			return rest, true
		}
		for _, t := range rest {
			if t.low == "to" && w == "take" {
				return ts, true
			}
		}
		return rest, true
	}
	return ts, true
}
