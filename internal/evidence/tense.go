package evidence

import "strings"

// pastOf are the pasts of auxiliaries.
var pastOf = map[string]string{"is": "was", "are": "were", "am": "was", "has": "had", "does": "did", "cannot": "could not", "can": "could"}

// stating are verbs of what somebody sees, has or thinks. Whoever writes one of them in the present tells how it is; any other
// in the present announces what is to come: "I make the rollback".
var stating = set("see have know think need want get hear feel believe expect notice suspect guess lose miss own mean love like say count depend rely")

// ahead reports whether a clause tells what lies ahead: what is planned, and in a live channel what the speaker is about to
// do. It is told in the present, for nobody knows yet whether it came so.
func (v voice) ahead(ts []token) bool {
	for i, t := range ts {
		if oneOf(t.low, "tomorrow tonight") && !t.said || oneOf(t.low, "planned scheduled due") && oneOf(at(ts, i-1).low, "is are") {
			return true
		}
	}
	i := 0
	for i < len(ts) && oneOf(ts[i].low, "ok then so now also just first") {
		i++
	}
	if !v.live || !oneOf(at(ts, i).low, "i we") {
		return false
	}
	for i++; i < len(ts) && oneOf(ts[i].low, "also just now then first quickly"); i++ {
	}
	w := at(ts, i).low
	return isBase(w) && !isPast(w) && !stating[w]
}

// intents are verbs behind which somebody tells what is to be done: "decided that we patch tonight".
const intents = "decided decide agreed agree proposed propose planned plan suggested suggest promised promise want wanted hope hoped"

// severals stand before several things, never before a verb: "three probes".
var severals = set("two three four five six seven eight nine ten eleven twelve several few many some both all more most other")

// pastTense reports the present as past. What lies ahead, what follows "to", what was only thought of ("if …") and what
// somebody said in so many words stay.
func pastTense(ts []token) []token {
	out := make([]token, 0, len(ts))
	done, open, intent := false, false, false // open: it is thought of, or intended.
	for i, t := range ts {
		prev := at(ts, i-1)
		if oneOf(t.low, "which that because and") || t.kind == mark {
			done = false
		}
		switch {
		case t.kind == mark:
			open, intent = false, false
		case oneOf(t.low, "if unless") || t.low == "that" && intent:
			open = true
		case oneOf(t.low, intents):
			intent = true
		}
		if t.said || open || t.kind != word || future[prev.low] {
			out = append(out, t)
			continue
		}
		switch to, ok := pastOf[t.low]; {
		case ok:
			for w := range strings.FieldsSeq(to) {
				out = append(out, tok(w, t))
			}
			done = true
			continue
		case t.low == "have" && i > 0 && !auxiliaries[prev.low]:
			t = tok("had", t)
			done = true
		case t.low == "do" && i+1 < len(ts) && ts[i+1].low == "not":
			t = tok("did", t)
			done = true
		case isBase(t.low) && !done && oneOf(subjectOf(ts[:i]), "they people users customers everybody") && !isPast(t.low):
			t = tok(verbs[t.low].past, t)
			done = true
		case isThird(t.low) && !done && i > 0 && !things[t.low] && verbal(ts, i):
			t = tok(verbs[t.low].past, t)
			done = true
		case isPast(t.low):
			done = true
		}
		out = append(out, t)
	}
	return out
}

// verbal reports whether the word at i, which has the form of a verb in the present, is the verb of what stands before it.
func verbal(ts []token, i int) bool {
	prev := ts[i-1]
	if at(ts, i+1).low == "in" && at(ts, i+2).kind == number || ts[i].low == "times" || prev.kind == number || severals[prev.low] {
		return false // "Expires in 3 days", "six times", "three probes".
	}
	return named(prev) && (i == 1 || ts[i-2].kind == mark) || i > 1 && prev.low == "then" || (prev.low == "it" || !determiners[prev.low]) && nounish(prev)
}

// subjectOf returns the word before a verb, past the adverbs.
func subjectOf(ts []token) string {
	i := len(ts) - 1
	for i > 0 && oneOf(ts[i].low, "just still also only") {
		i--
	}
	return at(ts, i).low
}

var future = set("to will would should could may might must shall not let")

// undone writes "did not saw" as "did not see".
func undone(ts []token) []token {
	for i := 2; i < len(ts); i++ {
		v := verbs[ts[i].low]
		if v == nil || ts[i].said || ts[i-1].low != "not" || !oneOf(ts[i-2].low, "did does do") || ts[i].low == v.base || ts[i].low != v.past {
			continue
		}
		ts[i].text, ts[i].low = v.base, v.base
	}
	return ts
}
