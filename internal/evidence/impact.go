package evidence

import (
	"strings"
	"time"
)

func (r *reader) opening(x sentence, c clause) {
	ts := r.labelled(x, c.ts)
	quantity := hasQuantity(ts)
	detects := hasAny(ts, "alert alerts alarm paged noticed notice reported wrote mail mails ticket tickets monitor told heard learned learnt saw complained")
	missing := condition(ts) && !lossAnywhere(ts)
	if c.has && !c.when.ranged && !c.when.since && eventful(ts, r.v) {
		f := Finding{Kind: KindTimeline, Event: eventOf(ts, false)}
		r.dated(&f, c, time.Time{})
		r.emit(f, ts, true)
	}
	if !ours(ts) && !detects {
		return
	}
	f := Finding{Kind: KindImpact, Precision: Unknown}
	if detects {
		f.Kind = KindDetection
	} else if !missing && !asksImpact(r.s.Question) && !quantity && !hasWord(ts, impactful) && !hasWord(ts, harms) && !hasWord(ts, recoveries) && !hasAny(ts, "fine kept still lost ok") {
		if missing || causal(ts) {
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
		if missing && detects {
			r.condition(x, ts)
		}
	}
	if causal(ts) && !detects {
		r.condition(x, ts)
	}
}

func asksImpact(q string) bool {
	for _, t := range scan(Statement{Text: q}) {
		if oneOf(t.low, "affected impact impacted customers users outside notice noticed broken") {
			return true
		}
	}
	return false
}

func ours(ts []token) bool { return len(ts) > 0 && !actionByPerson(ts) }

func lossAnywhere(ts []token) bool {
	for i := range ts {
		if ts[i].low == "no" && lossOf(ts[i:]) {
			return true
		}
	}
	return false
}

func hasQuantity(ts []token) bool {
	for i, t := range ts {
		if t.kind != number {
			continue
		}
		n := at(ts, i+1)
		if strings.HasSuffix(t.low, "%") || measure(t.low) && ordinalDay(t.low) == 0 || durations[n.low] || impactful[n.low] || things[n.low] {
			return true
		}
	}
	return false
}

var durations = set("second seconds minute minutes min mins hour hours h day days week weeks percent % requests users customers orders tickets")
