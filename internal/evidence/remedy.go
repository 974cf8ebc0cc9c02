package evidence

import (
	"strings"
	"time"
)

// luck reads a statement about luck as something to note under Remedy and in the graph.
func (r *reader) luck(x sentence, ts []token) bool {
	if x.label != "luck" && x.label != "lucky" && !hasAny(ts, "luck luckily lucky") {
		return false
	}
	r.emit(Finding{Kind: KindRemedy, Item: "luck"}, ts, true)
	r.emit(Finding{Kind: KindCause, Cause: "luck", Stem: "recovery"}, ts, true)
	return true
}

// helping reports whether somebody says in Close what went well, rather than what they
// learned.
func helping(x sentence) bool {
	labelled := x.label != "" && itemOf(x.label, "", nil) == "helped"
	return labelled || hasAny(x.ts, "helped") && !hasAny(x.ts, "nobody nothing none learn learned learnt know knew") && !startsWith(x.ts, "that")
}

// remedy reads what restored service, what holds for now, and what helped or hindered.
func (r *reader) remedy(x sentence, c clause) {
	ts := c.ts
	item := itemOf(x.label, r.s.Question, ts)
	if c.has && !c.when.since && !c.when.ranged && item != "temporary" {
		if h := happeningOf(ts); h.likely(nonePassing) {
			f := Finding{Kind: KindTimeline, Event: h.event()}
			r.dated(&f, c, time.Time{})
			r.emit(f, ts, true)
		}
	}
	if item == "temporary" && asksMakeshift(strings.ToLower(r.s.Question)) && r.nothing() {
		item = "restored"
	}
	if item == "" {
		return
	}
	full := c.full
	if item == "restored" {
		full = untopiced(full)
	}
	if item == "temporary" || item == "restored" {
		full = passive(full)
	}
	if startsWith(full, "owner", "me") || startsWith(full, "owner", "is", "me") {
		for len(full) > 0 && full[0].low != "," {
			full = full[1:]
		}
		full = strip(full)
		if n := len(r.out); n > 0 && r.out[n-1].Item == "temporary" && (startsWith(full, "removed", "when") || startsWith(full, "until")) {
			if longer := strings.TrimSuffix(r.out[n-1].Text, ".") + ", " + lowerFirst(render(r.v.thirdPerson(full))); sound(longer) {
				r.out[n-1].Text, r.out[n-1].Span[1] = longer, full[len(full)-1].end
				return
			}
		}
	}
	f := Finding{Kind: KindRemedy, Item: item}
	if c.has {
		r.dated(&f, c, time.Time{})
	}
	r.emit(f, full, item != "temporary" && !hasAny(full, "today now currently still until"))
}

// nothing reports whether the message begins with a no.
func (r *reader) nothing() bool {
	text := strings.ToLower(strings.TrimSpace(r.s.Text))
	for _, honest := range []string{"honestly", "well", "hm", "hmm", "i think"} {
		text = strings.TrimLeft(strings.TrimPrefix(text, honest), " ,.")
	}
	word, _, _ := strings.Cut(text, " ")
	return oneOf(strings.Trim(word, ".,;:!"), "no nope nothing none")
}

// passive turns "I delete it by hand" into "it is deleted by hand".
func passive(ts []token) []token {
	if len(ts) < 3 || ts[0].low != "i" && ts[0].low != "we" || !isBase(ts[1].low) {
		return ts
	}
	obj := 2
	for obj < len(ts) && (determiners[ts[obj].low] || things[ts[obj].low] || ts[obj].kind == ident || ts[obj].kind == code) {
		obj++
	}
	if obj == 2 || determiners[ts[obj-1].low] && !anaphors[ts[obj-1].low] || things[ts[1].low] && verbs[ts[1].low] == nil {
		return ts
	}
	be := "is"
	if last := ts[obj-1].low; strings.HasSuffix(last, "s") && !strings.HasSuffix(last, "ss") || last == "them" || last == "those" {
		be = "are"
	}
	out := append([]token{}, ts[2:obj]...)
	out = append(out, tok(be, ts[1]), tok(verbs[ts[1].low].part, ts[1]))
	return append(out, ts[obj:]...)
}

// formula reports whether a learning is written as one: "configured != working".
func formula(ts []token) bool {
	for i := 1; i+1 < len(ts); i++ {
		if oneOf(ts[i].low, "!= = == ≠ <> →") || ts[i].low == "!" && at(ts, i+1).low == "=" && i+2 < len(ts) {
			return len(ts) <= 12 && !hasWord(ts, second) && !oneOf(ts[0].low, "i we")
		}
	}
	return false
}

// maxim reports whether a sentence of the last round says something in general, in words of no trade: "never trust a fax",
// "yellow is the new invisible".
func maxim(ts []token) bool {
	if wordCount(ts) < 4 || pointing(ts) || hasWord(ts, second) || holds(ts, unheard) || oneOf(ts[0].low, "i we it that this there thanks thank sorry if let all feels") {
		return false
	}
	if oneOf(ts[0].low, "never always") {
		return isBase(at(ts, 1).low)
	}
	for i := 1; i+1 < len(ts); i++ {
		if oneOf(ts[i].low, "is are was were") && !isPast(ts[i+1].low) && !oneOf(ts[i+1].low, "fine ok good great nice over done enough me here back off on") {
			return true
		}
		if startsWith(ts[i:], "none", "of", "us") || startsWith(ts[i:], "nobody") {
			return finite(ts[i+1:])
		}
	}
	return false
}

// learning reads one line of the last round.
func (r *reader) learning(x sentence) {
	ts := x.ts
	for {
		n := len(ts)
		for _, p := range []string{"that", "what i learned", "what i learnt", "what i take away", "my takeaway", "i learned", "i learnt", "we learned", "we learnt", "learned", "learnt", "i did not know", "did not know", "i know now", "now i know", "new to me", "for me it was", "i was surprised", "surprised"} {
			f := strings.Fields(p)
			if begins(ts, f) && len(ts) > len(f)+2 && !auxiliaries[ts[len(f)].low] {
				ts = strip(ts[len(f):])
				break
			}
		}
		if len(ts) == n {
			break
		}
	}
	for i := 3; i+2 < len(ts); i++ {
		if startsWith(ts[i:], "and", "that", "i") {
			ts = ts[:i] // What the speaker is going to do about it is no learning yet.
			break
		}
	}
	if formula(ts) || len(ts) > 3 && isIng(ts[0].low) && oneOf(ts[1].low, "is was") && (informative(ts) || maxim(ts)) {
		r.out = append(r.out, Finding{Kind: KindLearning, Text: render(r.v.thirdPerson(ts)), Span: spanOf(ts)})
		return // It has no subject to be given.
	}
	if chatter(ts) && !maxim(ts) || !finite(ts) && !condition(ts) || exhortation(ts) || hasAny(ts, "should") && ts[len(ts)-1].low == "more" {
		return
	}
	if isPast(ts[0].low) && !isBase(ts[0].low) && !things[ts[0].low] && determiners[at(ts, 1).low] {
		return // "Found the mail" tells what the speaker did.
	}
	if ts[0].low == "to" && isBase(at(ts, 1).low) {
		ts = ts[1:]
	}
	defer func(was voice) { r.v = was }(r.v)
	if ts[0].low == "i" && deed(ts[1:]) {
		r.v.role = the("team") // What somebody says of their own act is no sentence about them.
	}
	r.emit(Finding{Kind: KindLearning}, ts, false)
}
