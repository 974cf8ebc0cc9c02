package evidence

import "time"

// over reports whether tokens tell when trouble ended for those who had it: "it was over", "the last refused payment was".
func over(ts []token) bool {
	for i, t := range ts {
		if t.low == "over" && oneOf(at(ts, i-1).low, "was is") || t.low == "last" && hasWord(ts[i+1:min(len(ts), i+4)], harms) {
			return true
		}
	}
	return false
}

// ended reports whether two accounts tell when it was over: a record of the recovery, and somebody for whom it took longer
// or less.
func ended(views []view, a, b *view) bool {
	if b.memory() {
		a, b = b, a
	}
	if b.memory() || !a.memory() || !a.ends || b.Event != "recovery" || !a.seat || a.At.IsZero() || b.At.IsZero() {
		return false
	}
	if a.class != "" && len(a.order) == 0 && !a.over {
		return false
	}
	for _, t := range a.order {
		if !impactful[t] && !impactful[t+"s"] && !a.over {
			return false // It is about one thing, and perhaps another than the record.
		}
	}
	apart := a.At.Sub(b.At).Abs()
	for i := range views {
		if o := &views[i]; o.Event == "recovery" && !o.memory() && !o.At.IsZero() && a.At.Sub(o.At).Abs() < apart {
			return false // Another record is closer.
		}
	}
	return apart >= time.Minute && apart <= time.Hour
}

// rebuts reports whether one of two accounts takes up the other's time and gives one of its own, as somebody who answers:
// "21:31 is when their page said so, the publishes broke at 21:17".
func rebuts(a, b *view) bool {
	if a.Written.Before(b.Written) {
		a, b = b, a
	}
	apart := a.At.Truncate(time.Minute).Sub(b.At.Truncate(time.Minute)).Abs()
	return !a.At.IsZero() && !b.At.IsZero() && a.denied[b.At.Format("15:04")] && a.Author != b.Author && b.memory() &&
		a.Written.Sub(b.Written) <= answer && apart > 0 && apart <= sameMoment
}

// deniedAt reports whether the time at i is said to be wrong: "not 08:18", "not at 08:18".
func deniedAt(ts []token, i int) bool {
	return at(ts, i-1).low == "not" || at(ts, i-2).low == "not" && oneOf(at(ts, i-1).low, "at around about")
}

// identified reports whether the time at i is said to be that of something else than what the account tells: "08:18 was when
// the mail came".
func identified(ts []token, i int) bool {
	if i == 0 || ts[i-1].kind != mark {
		return false // It opens the sentence, and so is the account's own.
	}
	k := i + 1
	if _, zone := zones[at(ts, k).low]; zone {
		k++
	}
	return oneOf(at(ts, k).low, "is was")
}

// bettered marks the accounts whose author has told the same again at once, with another time: what counts is the later one.
func bettered(views []view) []bool {
	out := make([]bool, len(views))
	for i := range views {
		for j := range views {
			a, b := &views[i], &views[j]
			if a.class == "" || a.class != b.class || a.Author != b.Author || !a.memory() || !b.memory() {
				continue
			}
			after := b.Written.Sub(a.Written)
			apart := b.At.Sub(a.At).Abs()
			if after > 0 && after <= answer && !a.At.IsZero() && !b.At.IsZero() && apart > 0 && apart <= sameMoment && sameTurn(a.ordinal, b.ordinal) && a.shares(b) != "" {
				out[i] = true
				break
			}
		}
	}
	return out
}
