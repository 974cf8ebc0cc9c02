package evidence

import (
	"slices"
	"strings"
)

// moderating are turns of phrase by which somebody leads the talk.
var moderating = phrases(`one line each, last round, noted for later, for later, parked, parking lot, from the parking lot, let us stay, let us first, let us go, let us move, first the path, whole path, both go in, that goes into, goes into impact,
	hold the frame, come back to it, we come back, anything else, anyone else, what is missing, what else, review of, welcome to, question to the room, next phase, next question, to sum up, sum up, in one sentence each, please write, write both, both then`)

// moderators are words of roles that say that somebody leads the talk; what they promise is still theirs.
var moderators = set("facilitator moderator")

// moderates reports whether a message of the review leads the talk rather than telling what happened: it thanks and asks,
// parks, or opens a round.
func (r *reader) moderates(xs []sentence) bool {
	if r.s.Phase == History || r.s.Hand || len(xs) == 0 {
		return false
	}
	if r.leads() && !slices.ContainsFunc(xs, firstHand) {
		return true
	}
	asks, thanks := false, false
	for _, x := range xs {
		asks = asks || x.asks
		if holds(x.all, moderating) && !hasClock(x.all) {
			return true
		}
		thanks = thanks || len(x.all) > 0 && oneOf(x.all[0].low, "thanks thank noted parked welcome")
	}
	return thanks && asks
}

// witnessed leaves of a message of whoever leads the talk by their role what they tell first-hand, what has a time, and what
// follows either: "thanks. I have the start in my notes, 10:31".
func (r *reader) witnessed(xs []sentence) []sentence {
	if r.s.Phase == History || !r.leads() {
		return xs
	}
	for i, x := range xs {
		if firstHand(x) || hasClock(x.all) {
			return xs[i:]
		}
	}
	return xs
}

// leads reports whether the speaker leads the talk by their role.
func (r *reader) leads() bool {
	role := strings.ToLower(r.s.Role)
	for w := range strings.FieldsSeq(role) {
		if moderators[w] {
			return true
		}
	}
	return strings.HasPrefix(role, "review lead")
}

// firstHand reports whether a sentence tells what its speaker saw or did, or answers a question by its heading: whoever
// leads the talk may have been there, too.
func firstHand(x sentence) bool {
	switch {
	case x.asks || len(x.ts) < 3:
		return false
	case x.label == "luck" || strings.Contains(x.label, "helped") || strings.Contains(x.label, "hindered"):
		return true
	}
	ts := x.ts
	for len(ts) > 3 && (ts[0].kind == clock || ts[0].kind == mark || timePreps[ts[0].low] || ts[0].low == "utc" || zones[ts[0].low] != 0) {
		ts = ts[1:] // "At 10:31 I restarted the proxy."
	}
	if ts[0].low == "my" {
		return len(ts) < len(x.ts) || hasClock(ts)
	}
	return oneOf(ts[0].low, "i we") && (wasDone(ts[1].low) && !aboutTalk(ts) || oneOf(ts[1].low, "was were had could did"))
}

// wasDone reports whether a verb right behind its subject is in the past: "ran", and not "run".
func wasDone(w string) bool {
	if v := verbs[w]; v != nil {
		return w == v.past
	}
	return isPast(w)
}

func hasClock(ts []token) bool {
	for _, t := range ts {
		if t.kind == clock {
			return true
		}
	}
	return false
}
