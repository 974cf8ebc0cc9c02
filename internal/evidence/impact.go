package evidence

import (
	"strings"
	"time"
)

// opening reads what was noticed outside and how it was found.
func (r *reader) opening(x sentence, c clause) {
	ts := r.labelled(x, c.ts)
	if len(ts) == 0 {
		return
	}
	detects := noticing(ts) && !lossAnywhere(ts)
	missing := condition(ts) && !lossAnywhere(ts)
	if c.has && !c.when.ranged && !c.when.since && (mainVerb(ts) || acting(ts)) {
		if h := happeningOf(ts); h.likely(nonePassing) {
			f := Finding{Kind: KindTimeline, Event: h.event()}
			r.dated(&f, c, time.Time{})
			r.emit(f, ts, true)
		}
	}
	if !ours(ts) && !detects || r.s.Leads && !c.has && !hasWord(ts, outsiders) && !hasWord(ts, harms) && !(stillFine(ts) && hasThing(ts)) {
		return // "Thirty minutes today, one hour at most" is how long the meeting is.
	}
	ts = r.labelled(x, c.full)
	f := Finding{Kind: KindImpact, Precision: Unknown}
	switch {
	case detects:
		f.Kind = KindDetection
	case causal(ts) && mainVerb(ts) && !hasQuantity(ts):
		r.condition(x, ts)
		return
	case repairing(ts) && !hasQuantity(ts), !affects(ts, r.s.Question):
		if missing && mainVerb(ts) {
			r.condition(x, ts)
		}
		return
	}
	if c.has {
		r.dated(&f, c, time.Time{})
	}
	told := r.settled(ts)
	if told == nil && detects && len(ts) > 2 && (ts[0].low == "we" || ts[0].low == "i") {
		told = ts // Who noticed is what detection is about.
	}
	if ts = told; ts != nil {
		r.emit(f, ts, true)
		if missing && detects && mainVerb(ts) && !c.has {
			r.condition(x, ts)
		}
	}
}

// noticing reports whether a clause tells how it was found: an alert or page, somebody who saw it, a report that came in.
func noticing(ts []token) bool {
	for i, t := range ts {
		prev, next := at(ts, i-1), at(ts, i+1)
		switch w := t.low; {
		case oneOf(w, "alert alerts alarm alarms alerting alerted paged pager noticed notice unnoticed spotted detected complained complaint complaints"):
			return true
		case oneOf(w, "saw heard learned learnt") || oneOf(w, "knew found") && prev.low != "i" && hasAny(ts[i:], "from through by"):
			if !(oneOf(prev.low, "we i support team nobody only") || prev.kind == person || prev.low == "") {
				continue
			}
			if next.low == "nothing" {
				continue
			}
			return true
		case w == "first" && reporters[next.low] && !oneOf(at(ts, i+2).low, "to on that who"),
			w == "first" && impactful[next.low] && (oneOf(at(ts, i+2).low, "was came called wrote reported complained mailed asked told said noticed at") || at(ts, i+2).kind == mark || at(ts, i+2).kind == clock):
			return true
		case oneOf(w, "ticket tickets report reports mail mails email emails call calls message tweet tweets"):
			if prev.kind == number || oneOf(prev.low, "first second no error") || oneOf(next.low, "came come arrived from said says reached") || next.low == "in" && (i+2 >= len(ts) || ts[i+2].kind == mark || ts[i+2].kind == clock || timePreps[ts[i+2].low]) || hasAny(ts, "got received had came") && i > 0 {
				return true
			}
		case oneOf(w, "reported wrote called mailed told") && (oneOf(next.low, "to us it that in the support") || oneOf(prev.low, "users customers customer user partner author authors client clients somebody someone first")):
			return true
		case oneOf(w, "page pages") && oneOf(next.low, "us me nobody the"), w == "tweet", startsWith(ts[i:], "social", "media"):
			return true
		case oneOf(w, "monitor monitoring probe") && hasAny(ts, "noticed caught showed red fired through"):
			return true
		}
	}
	return false
}

// reporters are the ways in which people make themselves heard first.
var reporters = set("caller callers chat chats call calls complaint complaints ticket tickets report reports mail mails tweet message messages alert alarm page")

// repairing reports whether a clause is about the mending, which is told elsewhere.
func repairing(ts []token) bool {
	return len(ts) > 0 && hasAny(ts[:min(len(ts), 3)], "fix merged merge deploy deployed review reviewed live hotfix patch mailbox clock pr")
}

// affects reports whether a clause tells what people outside met with, or what they were spared.
func affects(ts []token, question string) bool {
	if len(ts) == 0 {
		return false
	}
	if lossAnywhere(ts) || stillFine(ts) {
		return true
	}
	harmed := hasWord(ts, harms) || says(ts, "could not, cannot, unable to, not able to, not possible, not reach, got no, had no, without, twice, did not get, did not arrive, did not work, never on, never arrived")
	harmed = harmed || oneOf(ts[0].low, "no nobody nothing") && len(ts) > 2
	switch {
	case hasQuantity(ts):
		return harmed || hasWord(ts, impactful) || hasWord(ts, durations) || mainVerb(ts)
	case harmed:
		return hasThing(ts) || hasWord(ts, impactful) || asksImpact(question)
	}
	return hasClock(ts) && asksImpact(question) && hasAny(ts, "until since from between") && (mainVerb(ts) || hasThing(ts)) || hasWord(ts, impactful) && mainVerb(ts) && hasAny(ts, "affected saw got only")
}

// wentOn are the ways to say that something did not stop.
const wentOn = "went on, kept on, carried on, stayed up, ran on, never stopped, as usual, as normal, the whole time"

// stillFine reports whether a clause tells what kept working.
func stillFine(ts []token) bool {
	if says(ts[1:], wentOn) && mainVerb(ts) && !hasWord(ts, harms) && (!hasWord(ts, negations) || says(ts, "never stopped")) && !hasAny(ts, "i talk meeting discussion review conversation") {
		return true
	}
	return (hasAny(ts, "kept still worked works fine unaffected ok") || says(ts, "not touched, not affected, not hit, not involved")) && mainVerb(ts)
}

// asksImpact reports whether a question asks what people outside met with.
func asksImpact(q string) bool {
	for _, t := range scan(Statement{Text: q}) {
		if oneOf(t.low, "affected impact impacted customers users outside notice noticed broken") {
			return true
		}
	}
	return false
}

// ours reports whether a clause is about what happened rather than what the speaker did.
func ours(ts []token) bool { return len(ts) > 0 && !actionByPerson(ts) }

// lossAnywhere reports whether tokens deny a loss.
func lossAnywhere(ts []token) bool {
	for i := range ts {
		if ts[i].low == "no" && lossOf(ts[i:]) {
			return true
		}
	}
	return false
}

// hasQuantity reports whether a number with something counted stands in the tokens.
func hasQuantity(ts []token) bool {
	for i, t := range ts {
		if t.kind != number {
			continue
		}
		n := at(ts, i+1)
		if strings.HasSuffix(t.low, "%") || measure(t.low) && ordinalDay(t.low) == 0 || durations[n.low] || impactful[n.low] || things[n.low] || oneOf(n.low, "gb mb tb kb gib mib percent") || n.low == "of" && oneOf(at(ts, i+2).low, "them those these the our us all") {
			return true
		}
	}
	return false
}

var durations = set("second seconds minute minutes min mins hour hours h day days week weeks percent % requests users customers orders tickets")
