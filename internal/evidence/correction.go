package evidence

import "time"

// A Correction is what a message says of a time that its author told before.
type Correction struct {
	Old   time.Time // The time that was wrong; zero where the message does not name it.
	New   time.Time
	Said  string // The old time as the message writes it; "" where it does not.
	Now   string // The new one.
	Cedes bool   // It gives in to the time that somebody else has told: "ok then 11:03".
}

// corrigenda begin a message that takes back what its author has just said, or gives in to what another said.
var corrigenda = phrases(`no, nope, wait, no wait, sorry, correction, scratch that, make that, i meant, i mean, oops, ups, my mistake, my bad, ok, okay, ok then, ok ok, fine, right, true, yes, yea, yeah, yep, ah, hm, hmm, typo`)

// ceding are the last words of a beginning that gives in.
var ceding = set("ok okay then fine right true yes yea yeah yep ah")

// idleWords are the words that may stand around a time that does nothing but correct another.
var idleWords = set(`that was it is it's at on by the and then sorry no wait rather more like not but actually really make so about around of utc gmt cet cest bst est edt pst pdt ist jst local time my our clock
	meant mean i said say says log channel page graph ticket alert according to yes ok right instead then one read`)

// Corrects reads a message by which somebody corrects a time of their own: "no wait, 11:09, just scrolled up", "14:12 not
// 14:21", "12:50 was another call, the one about the shop is 13:08", "ok then 11:03, I take the log".
func Corrects(s Statement) (Correction, bool) {
	r, ts := newReader(s)
	var c Correction
	if len(ts) == 0 || len(ts) > 45 || unfitMessage(ts) {
		return c, false
	}
	cued, told := false, 0
	start := 0
	for i := 0; i <= len(ts); i++ {
		if i < len(ts) && ts[i].kind != stop && ts[i].low != "," && ts[i].low != ";" {
			continue
		}
		part := ts[start:i]
		start = i + 1
		if i < len(ts) && ts[i].low == "?" {
			return Correction{}, false
		}
		for n := cue(part); n > 0; n = cue(part) {
			c.Cedes = c.Cedes || !cued && told == 0 && ceding[part[n-1].low]
			cued, part = cued || told == 0, part[n:]
		}
		ws := r.whens(part)
		if len(ws) == 0 {
			continue
		}
		told++
		switch {
		case len(ws) > 2 || ws[0].ranged || ws[0].since:
			return Correction{}, false
		case len(ws) == 2: // "14:12 not 14:21", "not 14:21 but 14:12"
			denied := 0
			if deniedAt(part, clockAt(part, ws[1])) {
				denied = 1
			} else if !deniedAt(part, clockAt(part, ws[0])) {
				return Correction{}, false
			}
			if !onlyBare(part) || !c.disown(part, ws[denied]) || !c.settle(part, ws[1-denied]) {
				return Correction{}, false
			}
		case disowned(part, ws[0]):
			if !c.disown(part, ws[0]) {
				return Correction{}, false
			}
		case onlyBare(part), theOne(part, ws[0]):
			if theOne(part, ws[0]) && !onlyBare(part) && c.Old.IsZero() || !c.settle(part, ws[0]) {
				return Correction{}, false
			}
		default:
			return Correction{}, false
		}
	}
	return c, !c.New.IsZero() && !c.New.Equal(c.Old) && (cued || !c.Old.IsZero())
}

func (c *Correction) disown(part []token, w when) bool {
	if !c.Old.IsZero() {
		return false
	}
	c.Old, c.Said = w.at, part[clockAt(part, w)].text
	return true
}

func (c *Correction) settle(part []token, w when) bool {
	if !c.New.IsZero() {
		return false
	}
	c.New, c.Now = w.at, part[clockAt(part, w)].text
	return true
}

// cue is how many tokens at the beginning of a part only say that something is taken back or given in to.
func cue(part []token) int {
	best := 0
	for len(part) > best && part[best].kind == mark {
		best++
	}
	from := best
	if from < len(part) {
		for _, p := range corrigenda[part[from].low] {
			if begins(part[from:], p) {
				best = max(best, from+len(p))
			}
		}
	}
	return best
}

func clockAt(part []token, w when) int {
	for i := w.from; i < w.to; i++ {
		if part[i].kind == clock {
			return i
		}
	}
	return w.from
}

// onlyBare reports whether a part holds a time and nothing that tells of anything.
func onlyBare(part []token) bool {
	for _, t := range part {
		if t.kind != clock && t.kind != mark && !idleWords[t.low] {
			return false
		}
	}
	return true
}

// disowned reports whether a part says that its time is that of something else: "12:50 was a different call", "23:20 is when I
// closed the laptop", "not 14:21".
func disowned(part []token, w when) bool {
	i := clockAt(part, w)
	if deniedAt(part, i) {
		return onlyBare(part)
	}
	if w.from != 0 || !oneOf(at(part, w.to).low, "is was") {
		return false
	}
	for k := w.to + 1; k < len(part) && k <= w.to+3; k++ {
		switch {
		case oneOf(part[k].low, "different another wrong other something elsewhere"):
			return true
		case part[k].low == "when":
			return k == w.to+1 || oneOf(part[k-1].low, "only just")
		}
	}
	return false
}

// theOne reports whether a part gives the time of what was meant: "the one about the shop is 13:08", "the real one was 13:08".
func theOne(part []token, w when) bool {
	return len(part) > 3 && part[0].low == "the" && (part[1].low == "one" || at(part, 2).low == "one" && oneOf(part[1].low, "real right first other")) && w.to == len(part) && oneOf(at(part, clockAt(part, w)-1).low, "is was at")
}
