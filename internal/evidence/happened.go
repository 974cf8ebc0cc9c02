package evidence

import (
	"strings"
	"time"
)

// history reads a clause of the incident channel.
func (r *reader) history(x sentence, c clause) {
	ts := c.ts
	if x.label == wordsToSay {
		return // Nobody has said it yet, nor that it is so.
	}
	if x.label == "proposal" || x.label == "proposed" || x.label == "idea" || x.label == "plan" {
		if isBase(ts[0].low) {
			ts = append([]token{r.v.subject(ts[0]), tok("proposed", ts[0]), tok("to", ts[0])}, ts...)
		} else if oneOf(ts[0].low, "i we") && isBase(at(ts, 1).low) {
			ts = append([]token{r.v.subject(ts[0]), tok("proposed", ts[0]), tok("to", ts[0])}, ts[1:]...)
		} else {
			ts = append([]token{r.v.subject(ts[0]), tok("proposed", ts[0]), tok("this", ts[0]), {kind: mark, text: ":", low: ":"}}, ts...)
		}
	}
	ts = r.labelled(x, ts)
	h := happeningOf(ts)
	if !h.likely(noneSaid) && !condition(ts) && !finite(ts) && !(hasQuantity(ts) && hasThing(ts) && wordCount(ts) >= 3) && !counted(ts) {
		return
	}
	if oneOf(ts[0].low, "will going") || hasAny(ts, "will") && hasAny(ts, "i we") || ts[0].low == "need" || ts[0].low == "i" && at(ts, 1).low == "need" {
		return
	}
	f := Finding{Kind: KindTimeline, Event: h.event()}
	if ordered(ts) && f.Event != "comms" || oneOf(x.label, "proposal proposed idea plan") {
		f.Event = "decision"
	}
	live := r.v
	live.live = true
	if r.dated(&f, c, r.s.At); !c.has && longLasting(ts) {
		f.At, f.Precision = time.Time{}, Unknown
	} else if f.At.After(r.s.At) && live.ahead(ts) {
		ts, f.At, f.To, f.Precision, f.Bare = c.full, r.s.At, time.Time{}, Exact, false // It was said then, and is to come.
	}
	if oneOf(f.Event, "action signal change recovery") && live.ahead(ts) {
		f.Event = "decision" // It was announced: nobody knows yet whether it came so.
	}
	if h.likely(noneSaid) {
		r.emit(f, ts, true)
	}
	if lasting(x, ts) {
		r.condition(x, ts)
		return
	}
	x.label = "recovery" // What is told in passing while one waits for it.
	for _, p := range passing(ts) {
		r.condition(x, p)
	}
}

// lasting reports whether a clause of the incident channel tells what held before and after: who may do what, what no alarm
// looks at, a reason. How things stood in that minute is for the timeline alone.
func lasting(x sentence, ts []token) bool {
	switch {
	case ts[0].kind == code && isThird(at(ts, 1).low) && condition(ts):
		return true
	case actionByPerson(ts) || !mainVerb(ts) || hasAny(ts, "new now"):
		return false
	case strings.HasSuffix(x.label, "cause") || hasAny(ts, "because caused causes"):
		return true
	case !condition(ts) || !negations[ts[0].low] && (isPast(at(ts, 1).low) || isPast(at(ts, 2).low)):
		return false
	}
	return hasAny(ts, "rights access permission permissions login role account credentials runbook alert alarm monitor monitoring monitored never")
}

// labelled puts a heading that carries doubt back in front: a possible cause is not a cause.
func (r *reader) labelled(x sentence, ts []token) []token {
	switch x.label {
	case "possible cause", "likely cause", "hypothesis", "theory":
		head := []token{tok("a", ts[0])}
		for w := range strings.FieldsSeq(x.label) {
			head = append(head, tok(w, ts[0]))
		}
		return append(append(head, token{kind: mark, text: ":", low: ":"}), ts...)
	case "normal":
		return append([]token{tok(x.label, ts[0]), {kind: mark, text: ":", low: ":"}}, ts...)
	case "detection", "spread", "recovery", "symptom", "context":
		if !finite(ts) {
			return append([]token{tok(x.label, ts[0]), {kind: mark, text: ":", low: ":"}}, ts...)
		}
	}
	return ts
}

// timeline reads what happened when.
func (r *reader) timeline(x sentence, c clause) {
	ts := r.labelled(x, c.ts)
	h := happeningOf(ts)
	if c.has && !c.when.since && len(ts) > 0 {
		if !h.likely(noneTimed) || !h.likely(noneSaid) && !informative(ts) {
			return
		}
		f := Finding{Kind: KindTimeline, Event: h.event()}
		r.dated(&f, c, time.Time{})
		r.emit(f, ts, true)
		r.luck(x, ts)
		if standing(ts) {
			if c.full[0].start == ts[0].start {
				ts = r.labelled(x, c.full)
			}
			r.condition(x, ts)
		}
		return
	}
	if x.label == "normal" || ordinary(ts, r.s.Question) {
		r.emit(Finding{Kind: KindTimeline, Event: "signal", Precision: Unknown}, ts, true)
		return
	}
	if standing(ts) || causal(ts) && !actionByPerson(ts) && mainVerb(ts) {
		r.condition(x, ts)
		return
	}
	if r.luck(x, ts) {
		return
	}
	if !acting(ts) && !hasAny(ts, "until since") || !h.likely(nonePassing) || usual(ts) || !hasThing(object(ts)) || opinion(ts) || hearsay(ts) || !mainVerb(ts) && !actionByPerson(ts) || hasAny(ts, "yesterday today tomorrow") {
		return
	}
	r.emit(Finding{Kind: KindTimeline, Event: h.event(), Precision: Unknown}, ts, true)
}

// longLasting reports whether a clause tells of more than a day, so that the minute in which it was said is not when it was.
func longLasting(ts []token) bool {
	return says(ts, "for days, for weeks, for months, for years, over weeks, over months, since spring, since summer, since autumn, since fall, since winter, since last week, since last month, since last year, since the weekend")
}

// usual reports whether a clause says what is normal, which is no event.
func usual(ts []token) bool {
	for i, t := range ts {
		if i > 0 && oneOf(ts[i-1].low, "is are was were quite perfectly completely") && oneOf(t.low, "normal usual expected common routine") {
			return true
		}
	}
	return false
}

// standing reports whether a clause of the timeline states a condition: "never joined" is what happened, "was never set" is
// how things stood.
func standing(ts []token) bool {
	if !condition(ts) || actionByPerson(ts) || !mainVerb(ts) || hasAny(ts, "left") || hasWord(ts, impactful) && says(ts, "users could not, customers could not, clients could not, people could not, visitors could not, orders could not") {
		return false
	}
	for i, t := range ts {
		if t.low == "did" && at(ts, i+1).low == "not" && oneOf(at(ts, i+2).low, "come start answer respond join return finish boot restart recover") {
			return false // "Three hosts did not come back" is what happened.
		}
		if t.low == "never" && i > 0 && !auxiliaries[ts[i-1].low] {
			return false
		}
	}
	return true
}

// object is a clause of one's own without its subject and verb: what one read is no thing by having been read.
func object(ts []token) []token {
	if len(ts) > 2 && oneOf(ts[0].low, "i we") && ts[1].kind == word && ts[1].low != "had" {
		return ts[2:]
	}
	return ts
}

// hasThing reports whether tokens name a thing of the trade or an identifier.
func hasThing(ts []token) bool {
	for _, t := range ts {
		if things[t.low] || things[strings.TrimSuffix(t.low, "s")] || t.kind == ident || t.kind == code || compound(t.low) {
			return true
		}
	}
	return false
}

// opinion reports whether a clause weighs rather than tells.
func opinion(ts []token) bool {
	return says(ts, "i think, i guess, i believe, in my opinion, my opinion, it seems, must be, has to be, may be, could be, can be, maybe, probably") || says(ts, guesses) || hasAny(ts, "better worse best worst easy hard great terrible")
}
