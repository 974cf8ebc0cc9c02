package evidence

import (
	"strings"
	"time"
)

// A Moment is a time as somebody wrote it into a field of its own.
type Moment struct {
	At, To    time.Time // UTC; To is zero unless it is a span
	Precision Precision
	Bare      bool // It names no zone, and was read in that of Statement.Clock.
}

// MomentOf reads the text of a statement as a time and nothing else, such as "14:05 UTC", "about 14:05" or "2026-03-25
// 14:05 UTC"; false where it is none, or says more.
func MomentOf(s Statement) (Moment, bool) {
	r, ts := newReader(s)
	found := r.whens(ts)
	if len(found) != 1 || found[0].from != 0 || found[0].to != len(ts) || found[0].at.IsZero() {
		return Moment{}, false
	}
	w := found[0]
	m := Moment{At: w.at.UTC(), Precision: Exact, Bare: w.bare && !r.own}
	if !w.end.IsZero() {
		m.To = w.end.UTC()
	}
	if w.approx {
		m.Precision = Approx
	}
	return m, true
}

// NoTime is what a text has where a time should be and cannot be one, such as "25:99"; "" where there is nothing of
// the kind.
func NoTime(text string) string {
	for _, word := range strings.Fields(text) {
		word = strings.Trim(word, ".,;!?()\"“”")
		hours, minutes, ok := strings.Cut(word, ":")
		if ok && digits(hours) && digits(minutes) && len(minutes) == 2 && !isClock(word) {
			return word
		}
	}
	return ""
}

// digits reports whether a text is one or two digits, as on a clock.
func digits(s string) bool {
	return (len(s) == 1 || len(s) == 2) && strings.Trim(s, "0123456789") == ""
}
