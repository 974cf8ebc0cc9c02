package evidence

import (
	"strings"
	"time"
)

// cause reads a clause of the root cause phase.
func (r *reader) cause(x sentence, c clause) {
	ts := c.ts
	if r.luck(x, ts) {
		return
	}
	q := strings.ToLower(r.s.Question)
	if says(ts, "go home, write that, write it down and") || strings.Contains(q, "cost time") && r.nothing() || r.wishing(q) && !condition(ts) {
		return // It answers, and tells no cause.
	}
	if says(ts, "would be better, would have been better") {
		r.emit(Finding{Kind: KindIdea}, ts, false)
		return
	}
	if ts[0].low == "that" && len(ts) > 2 && !auxiliaries[ts[1].low] {
		ts = ts[1:]
	}
	if strings.Contains(q, "went well") || strings.Contains(q, "lucky") || strings.Contains(q, "luck?") || strings.Contains(q, "helped") && !strings.Contains(q, "have helped") || wentWell[x.label] || praised(ts) {
		label := x.label
		if label == "" && praised(ts) {
			label = "good"
		}
		if item := itemOf(label, q, ts); item != "" && item != "hindered" && item != "communication" {
			if item == "restored" || item == "temporary" {
				item = "helped"
			}
			if told := r.settled(ts); told != nil || ts[0].kind == person { // Of what went well people tell who did it.
				if told != nil {
					ts = told
				}
				r.emit(Finding{Kind: KindRemedy, Item: item}, ts, true)
				if item == "luck" {
					r.emit(Finding{Kind: KindCause, Cause: "luck", Stem: "recovery"}, ts, true)
				}
			}
			return
		}
	}
	if c.has && !c.when.since && !c.when.ranged && !condition(ts) {
		if h := happeningOf(ts); h.likely(nonePassing) {
			f := Finding{Kind: KindTimeline, Event: h.event()}
			r.dated(&f, c, time.Time{})
			r.emit(f, ts, true)
		}
	}
	if !finite(ts) && x.label == "" && !condition(ts) && !hasWord(ts, harms) {
		return
	}
	if wishes(q) && !mainVerb(ts) {
		if informative(ts) && wordCount(ts) > 3 {
			r.emit(Finding{Kind: KindIdea}, ts, false)
		}
		return
	}
	if c.has && c.full[0].start == ts[0].start {
		ts = c.full
	}
	r.condition(x, r.labelled(x, ts))
}

// spared reports whether a sentence tells of what went on working, which is no cause.
func spared(ts []token) bool {
	return says(ts, "went through the whole time, went through all the time, worked the whole time, worked all the time, kept working, was never affected, were never affected, was not affected, were not affected, was unaffected, were unaffected") &&
		!hasAny(ts, "because so although therefore until")
}

// praised reports whether a sentence says of something that it was good.
func praised(ts []token) bool {
	return says(ts, "was a good one, was a good idea, was a good call, was a good decision, was the right call, was the right decision, went well, worked well, was well prepared") && !hasWord(ts, negations) && !hasAny(ts, "but until if")
}

// wishing reports whether the message has already answered a question for what would have been of help: what follows says
// more of that wish.
func (r *reader) wishing(q string) bool {
	return wishes(q) && len(r.out) > 0 && r.out[len(r.out)-1].Kind == KindIdea
}

// wishes reports whether a question asks what would have been of help: the answers are wishes, not causes.
func wishes(q string) bool {
	return strings.Contains(q, "have helped") || strings.Contains(q, "would help") || strings.Contains(q, "would have made") || strings.Contains(q, "have needed") || strings.Contains(q, "have wanted")
}

// condition adds a cause for the clause, told as a condition and not as somebody's act; none where that cannot be done.
func (r *reader) condition(x sentence, ts []token) {
	if spared(ts) || at(ts, 0).low == "no" && oneOf(at(ts, 2).low, "asked said told wanted wrote") {
		return // "No, marketing asked for …" answers somebody.
	}
	if ts = r.settled(ts); ts == nil || !informative(ts) || wordCount(ts) < 3 {
		return
	}
	asked := ""
	if r.s.Phase == RootCause {
		if asked = r.s.Stem; asked == "" {
			asked = stemAsked(r.s.Question)
		}
	}
	stem, kind := causeOf(x.label, asked, ts)
	r.emit(Finding{Kind: KindCause, Stem: stem, Cause: kind}, ts, false)
}

// settled turns what people could not do or did not know into what was not possible or not known. It returns nil for what
// somebody did.
func (r *reader) settled(ts []token) []token {
	ts = withoutAsides(ts)
	if len(ts) < 2 {
		return nil
	}
	if done := byHand(ts); done != nil {
		return done
	}
	if startsWith(ts, "owner", "me") {
		return nil
	}
	if w := ts[0].low; w != "i" && w != "we" && w != "they" && w != "he" && w != "she" && w != "people" && w != "everyone" && w != "everybody" && w != "nobody" && ts[0].kind != person {
		return ts
	}
	who := ts[0]
	rest := ts[1:]
	for len(rest) > 0 && oneOf(rest[0].low, "also even still both all just only honestly then") && !startsWith(rest, "only", "have") && !startsWith(rest, "only", "had") {
		rest = rest[1:]
	}
	make := func(words string, n int) []token {
		var out []token
		for w := range strings.FieldsSeq(words) {
			out = append(out, tok(w, who))
		}
		return append(out, rest[n:]...)
	}
	switch {
	case len(rest) < 2:
		return nil
	case oneOf(rest[0].low, "had got received") && rest[1].kind == number:
		return make("there were", 1)
	case startsWith(rest, "cannot") && !isBase(rest[1].low) && rest[1].low != "be", startsWith(rest, "could", "not") && !isBase(at(rest, 2).low) && at(rest, 2).low != "be":
		return nil
	case startsWith(rest, "cannot"):
		rest = withoutReflexive(rest)
		return forWhom(make("it is not possible to", 1), who)
	case startsWith(rest, "could", "not"):
		rest = withoutReflexive(rest)
		return forWhom(make("it was not possible to", 2), who)
	case startsWith(rest, "did", "not", "know"), startsWith(rest, "do", "not", "know"):
		if len(rest) < 5 || !oneOf(rest[3].low, "that how what whether where who why which when there if") && !mainVerb(rest[3:]) {
			return nil
		}
		return make("it was not known", 3)
	case startsWith(rest, "knew") && who.low == "nobody":
		if !oneOf(rest[1].low, "that how what whether where who why which when") {
			return ts
		}
		return make("it was not known", 1)
	case who.low == "we" && r.s.Phase == RootCause && oneOf(rest[0].low, "found learned learnt heard noticed") && says(rest[:min(3, len(rest))], "found out, learned from, learned of, learnt from, heard from, heard of, noticed only, noticed when, noticed from, noticed it only"):
		return ts
	case who.low == "we" && rest[0].low == "lost" && hasQuantity(rest[:min(4, len(rest))]) && rest[1].kind == number && durations[at(rest, 2).low]:
		return append(append(append([]token{}, rest[1:3]...), tok("were", who), tok("lost", who)), rest[3:]...)
	case who.low == "we" && rest[0].low == "had" && rest[1].low == "to" && isBase(at(rest, 2).low) && (oneOf(rest[2].low, "wait") || says(rest, "by hand, manually, one by one, from scratch, without, first, again, to find out")):
		return make("it was necessary to", 2)
	case oneOf(rest[0].low, "believed thought assumed expected supposed"):
		n := 1
		words := "it was " + rest[0].low + " that"
		if rest[0].low == "thought" {
			words = "it was believed that"
		}
		if at(rest, 1).low == "that" {
			n = 2
		}
		if at(rest, 1).low == "to" || at(rest, 1).low == "it" && len(rest) < 4 {
			return nil
		}
		return make(words, n)
	case oneOf(rest[0].low, "have had") && rest[1].low == "no" && oneOf(at(rest, 2).low, idle):
		return nil
	case startsWith(rest, "have", "no"), startsWith(rest, "had", "no"), startsWith(rest, "do", "not", "have"), startsWith(rest, "did", "not", "have"), startsWith(rest, "never", "had"),
		startsWith(rest, "do", "not", "even", "have"), startsWith(rest, "have", "only"), startsWith(rest, "had", "only"):
		if who.low == "i" {
			return append(existence(ts), tok("for", who), r.v.subject(who))
		}
		if who.low == "we" {
			return existence(ts)
		}
		return ts
	case who.low == "we" && (oneOf(rest[0].low, "depend rely need use run have keep store host share")):
		return ts
	case who.low == "nobody" || who.low == "people" || who.low == "they" || who.low == "everyone" || who.low == "everybody":
		return ts
	}
	return nil
}

// withoutReflexive drops "ourselves".
func withoutReflexive(ts []token) []token {
	for i, t := range ts {
		if t.low == "ourselves" || t.low == "myself" {
			return append(ts[:i:i], ts[i+1:]...)
		}
	}
	return ts
}

// forWhom leaves the person out where the team is meant, and names the seat otherwise.
func forWhom(ts []token, who token) []token {
	if who.low != "i" || len(ts) < 6 {
		return ts
	}
	out := append([]token{}, ts[:4]...)
	out = append(out, tok("for", who), tok("me", who))
	return append(out, ts[4:]...)
}

// withoutAsides drops the parts after a comma in which somebody speaks of themselves.
func withoutAsides(ts []token) []token {
	for i := 1; i+1 < len(ts); i++ {
		if ts[i].low == "," && (ts[i+1].low == "i" || ts[i+1].low == "me") {
			return ts[:i]
		}
	}
	return ts
}

// actionByPerson reports whether a clause tells what the speaker or another person did, and not how things stood.
func actionByPerson(ts []token) bool {
	if len(ts) < 2 || !(oneOf(ts[0].low, "i he she") || ts[0].kind == person) {
		return false
	}
	for _, t := range ts[1:min(len(ts), 5)] {
		if t.low == "no" || t.low == "cannot" || t.low == "not" || t.low == "never" {
			return false
		}
	}
	return true
}

// causal reports whether a clause gives a reason.
func causal(ts []token) bool {
	return hasAny(ts, "because therefore caused causes causing triggered although") || says(ts, "due to, led to, so that, as a result, which is why, took it for, that is why, so nobody, so it, so the, took for")
}
