package evidence

import (
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/due"
)

// clockForms are the ways a time of day is written; an "h" between the digits and a trailing "Z" are read before.
var clockForms = []string{"15:04", "15:04:05", "3pm", "3:04pm", "15:04Z", "15:04:05Z"}

// readClock reads a time of day.
func readClock(s string) (time.Time, bool) {
	switch s {
	case "noon", "midday":
		s = "12:00"
	case "midnight", "24:00":
		s = "00:00"
	}
	if len(s) < 3 || len(s) > 15 || s[0] < '0' || s[0] > '9' {
		return time.Time{}, false
	}
	s = strings.ReplaceAll(strings.ToLower(s), " ", "")
	if half, dotted := strings.CutSuffix(strings.TrimSuffix(s, "."), ".m"); dotted {
		s = half + "m" // "2:02p.m." is "2:02pm".
	}
	s = strings.TrimSuffix(strings.TrimSuffix(s, "ish"), "-")
	if i := strings.IndexByte(s, 'h'); i > 0 && i == len(s)-3 {
		s = s[:i] + ":" + s[i+1:]
	}
	for _, form := range clockForms {
		if t, err := time.Parse(strings.ToLower(form), s); err == nil {
			return t, true
		}
	}
	if t, err := time.Parse("1504z", s); err == nil {
		return t, true
	}
	return time.Time{}, false
}

// sinceStart reads a time that counts from the beginning of the impact: "t+12m", "t-1h30m", and "t+90" in minutes.
func sinceStart(low string) (time.Duration, bool) {
	if len(low) < 3 || low[0] != 't' || low[1] != '+' && low[1] != '-' {
		return 0, false
	}
	span := strings.TrimSuffix(low[1:], "in")
	if last := span[len(span)-1]; last >= '0' && last <= '9' {
		span += "m"
	}
	d, err := time.ParseDuration(span)
	return d, err == nil && d.Abs() < 7*24*time.Hour
}

func isClock(s string) bool {
	_, ok := readClock(s)
	return ok
}

// clockRange splits "01:38-02:06" and "2-3pm", whose beginning is read as "2 pm".
func clockRange(s string) (from, to, read string, ok bool) {
	for _, dash := range []string{"-", "–", "—"} {
		a, b, found := strings.Cut(s, dash)
		if !found {
			continue
		}
		if half, ok := sameHalf(strings.ToLower(a), strings.ToLower(b)); ok {
			return a, b, half, true
		}
		if isClock(a) && isClock(b) && strings.ContainsAny(b, ":mM") {
			return a, b, strings.ToLower(a), true
		}
	}
	return "", "", "", false
}

// A when is a time expression: the tokens it takes up and what it says.
type when struct {
	from, to int // Tokens.
	at, end  time.Time
	approx   bool
	since    bool // It bounds a state ("since 21:31") rather than dating an event.
	day      due.Date
	ranged   bool
	bare     bool // Told without a zone.
	spoken   bool // As people say it: "2pm", "half past two".
	skipped  bool // Clocks were put forward over it.
}

var approxWords = set("around about roughly circa ca ca. ~ gegen vers etwa approx approximately maybe probably like near some ish shortly almost nearly somewhere perhaps")

var timePreps = set("at from since by until till between on @ after before the")

// whens finds the time expressions of a sentence, in order.
func (r *reader) whens(ts []token) []when {
	var out []when
	carried := r.context
	for i := 0; i < len(ts); i++ {
		if ts[i].kind != clock || i > 1 && ts[i-1].low == "to" {
			continue // "Moved to 02:00" tells no moment.
		}
		w := when{from: i, to: i + 1}
		low := 0
		if len(out) > 0 {
			low = out[len(out)-1].to
		}
		r.leftOf(ts, &w, low, carried)
		zone := r.rightOf(ts, &w)
		endAt := -1
		if j := w.to; j+1 < len(ts) && (ts[j].low == "to" || ts[j].low == "until" || ts[j].low == "till" || ts[j].low == "and" && between(ts, w.from) || ts[j].low == "-" || ts[j].low == "–") {
			if k := rangeEnd(ts, j+1, between(ts, w.from)); k > 0 {
				endAt, w.ranged, w.since = k, true, false
				first := w.to
				w.to = k + 1
				day := w.day
				w.day = due.Date{}
				if z := r.rightOf(ts, &w); z != nil {
					zone = z
				}
				if d, ok := dayIn(ts[first:k], r.day); ok {
					w.day = d
				}
				later := w.day
				if day.IsZero() {
					day = later
				}
				if later.IsZero() {
					later = day
				}
				w.day = day
				w.end = r.place(ts[k].low, later, zone)
			}
		}
		if w.day.IsZero() {
			w.day = carried
		} else {
			carried = w.day
		}
		if zone == nil && bare(ts[i].low) && r.translated(r.place(ts[i].low, w.day, r.s.Zone)) {
			zone = r.s.Zone
		}
		w.at, w.bare = r.place(ts[i].low, w.day, zone), zone == nil && bare(ts[i].low)
		if c, ok := readClock(ts[i].low); ok && w.bare {
			w.skipped = w.at.In(r.clock).Format("15:04") != c.Format("15:04")
		}
		_, inWords := phrased(ts[i].low)
		w.approx = w.approx || inWords
		w.spoken = w.bare && (inWords || halved(ts[i].low))
		if by, is := delay(ts[i].low); is && !r.prior.at.IsZero() {
			w.at, w.bare, w.approx, w.day = latest(r.prior.at, r.prior.end).Add(by), r.prior.bare, true, r.prior.day
		}
		if n := len(out); n > 0 && w.day.IsZero() && !w.at.IsZero() && !out[n-1].at.IsZero() && out[n-1].at.Sub(w.at) > 12*time.Hour {
			w.at = w.at.AddDate(0, 0, 1)
		}
		if endAt >= 0 {
			if !w.end.IsZero() && w.end.Before(w.at) {
				w.end = w.end.AddDate(0, 0, 1)
			}
			i = w.to - 1
		}
		if strings.HasSuffix(ts[i].low, "ish") {
			w.approx = true
		}
		r.prior = w
		out = append(out, w)
	}
	return out
}

func between(ts []token, i int) bool {
	for k := max(0, i-3); k <= i && k < len(ts); k++ {
		if ts[k].low == "between" {
			return true
		}
	}
	return false
}

// rangeEnd returns the index of the clock that ends a range which begins before j, allowing for a date in between and, after
// "between", for what happened then: "and the cleanup at 02:00"; 0 if none.
func rangeEnd(ts []token, j int, named bool) int {
	reach := 5
	if named {
		reach = 9
	}
	for k := j; k < len(ts) && k < j+reach; k++ {
		if ts[k].kind == clock {
			return k
		}
		if ts[k].kind == mark || !named && !(timePreps[ts[k].low] || approxWords[ts[k].low] || dateish(ts[k].low)) {
			return 0
		}
	}
	return 0
}

func dateish(w string) bool {
	_, isDay := weekday(w)
	return w != "" && w[0] >= '0' && w[0] <= '9' || monthNames[w] || isDay
}

// nearby are words that make a moment of "after 14:02": shortly after it.
const nearby = "shortly just right soon bit little moments directly"

// leftOf takes prepositions, dates and words of doubt before the clock into the expression.
func (r *reader) leftOf(ts []token, w *when, low int, told due.Date) {
	first := w.from
	for k := w.from - 1; k >= low; k-- {
		t, before := ts[k], at(ts, k-1).low
		near := r.day
		if !told.IsZero() && oneOf(t.low, "later day morning evening") {
			near = told
		}
		if n := dayAt(ts, k, near); n > 0 && (!timePreps[t.low] || n > 1) && t.kind != mark {
			w.day, _ = exactDay(ts[k+1-n:k+1], near)
			if n == 1 && t.kind == word {
				w.day = r.orNext(w.day)
			}
			k -= n - 1
			w.from = k
			continue
		}
		switch {
		case approxWords[t.low]:
			w.approx = true
		case t.low == "more" && k+1 < len(ts) && ts[k+1].low == "like":
			w.approx = true
		case oneOf(t.low, "after before") && oneOf(before, nearby):
			w.approx = true
		case oneOf(t.low, nearby) && oneOf(ts[k+1].low, "after before"), t.low == "a" && oneOf(ts[k+1].low, "bit little"):
		case t.low == "since" || t.low == "from" || t.low == "until" || t.low == "till" || t.low == "after" || t.low == "before" || t.low == "by":
			w.since = true
		case timePreps[t.low]:
		case oneOf(t.low, "yesterday today tonight"):
			w.day = due.On(r.s.At.In(r.clock))
			if t.low == "yesterday" {
				w.day = w.day.AddDays(-1)
			}
		case oneOf(t.low, "night morning") && oneOf(before, "last this"):
			w.day = due.On(r.s.At.In(r.clock))
			if c, ok := readClock(ts[first].low); ok && before == "last" && c.Hour() >= 12 {
				w.day = w.day.AddDays(-1)
			}
			k--
		case t.kind == mark && t.low == "," && k > low && dayAt(ts, k-1, r.day) > 0:
		default:
			return
		}
		w.from = k
	}
}

// orNext is the day of the week that a word named, where the impact lasted until then, or it lies nearer and had come when it was
// told: on a Tuesday night "Wednesday 00:10" is not six days ago.
func (r *reader) orNext(d due.Date) due.Date {
	next := d.AddDays(7)
	if !r.s.To.IsZero() && !due.On(r.s.To.In(r.clock)).Before(next) {
		return next
	}
	ahead, back := apart(next, r.day), apart(d, r.day)
	if told := due.On(r.s.At.In(r.clock)); next.Before(told) && ahead < back || next == told && 2*ahead < back {
		return next // "Back on tuesday 09:12", of a monday: it is told later, and lies nearer. Of the same day people say "today".
	}
	return d
}

// rightOf takes a zone, a date and "or so" after the clock into the expression, and returns the zone.
func (r *reader) rightOf(ts []token, w *when) *time.Location {
	var zone *time.Location
	for w.to < len(ts) {
		t := ts[w.to]
		if z, n := r.zoneAt(ts[w.to:]); z != nil {
			zone, w.to = z, w.to+n
			if oneOf(at(ts, w.to).low, "/ =") && at(ts, w.to+1).kind == clock { // The same by another clock: "10:30 lisbon / 15:00 pune".
				_, n := r.zoneAt(ts[min(w.to+2, len(ts)):])
				w.to += 2 + n
			}
			continue
		}
		if t.low == "or" && w.to+1 < len(ts) && ts[w.to+1].low == "so" {
			w.approx, w.to = true, w.to+2
			continue
		}
		if startsWith(ts[w.to:], "more", "or", "less") {
			w.approx, w.to = true, w.to+3
			continue
		}
		if oneOf(t.low, "my our local") && w.to+1 < len(ts) && ts[w.to+1].low == "time" {
			w.to += 2
			continue
		}
		if t.low == "ish" || t.low == "sharp" {
			w.approx, w.to = w.approx || t.low == "ish", w.to+1
			continue
		}
		if n, days := sameOrNext(ts[w.to:]); n > 0 {
			if days > 0 {
				w.day = r.base().AddDays(days)
			}
			w.to += n
			continue
		}
		if t.low == "on" || t.low == "the" {
			if k, d, ok := r.dayAfter(ts, w.to+1); ok {
				w.day, w.to = d, k
				continue
			}
		}
		break
	}
	return zone
}

// base is the day that times without one belong to.
func (r *reader) base() due.Date {
	if !r.context.IsZero() {
		return r.context
	}
	return r.day
}

// sameOrNext reads "same day", "that night", "the next morning" at the beginning of the tokens: how many they are, and how
// many days later they are.
func sameOrNext(ts []token) (n, days int) {
	i := 0
	for i < len(ts) && oneOf(ts[i].low, "the on") {
		i++
	}
	if i+1 >= len(ts) || !oneOf(ts[i+1].low, "day night evening morning afternoon") {
		return 0, 0
	}
	switch ts[i].low {
	case "same", "that":
		return i + 2, 0
	case "next", "following":
		return i + 2, 1
	}
	return 0, 0
}

// dayAfter reads a day that begins within the next few tokens, and returns where it ends.
func (r *reader) dayAfter(ts []token, from int) (int, due.Date, bool) {
	for k := from; k < len(ts) && k < from+4; k++ {
		if ts[k].kind == mark || ts[k].kind == clock {
			break
		}
		n := dayAt(ts, k, r.day)
		if n == 0 || k+1 < len(ts) && (monthNames[ts[k+1].low] || ts[k+1].low == "of") {
			continue
		}
		d, ok := exactDay(ts[k+1-n:k+1], r.day)
		return k + 1, d, ok
	}
	return 0, due.Date{}, false
}

// bare reports whether a time of day names no zone and counts from nothing: "14:05", not "1405Z" or "t+5m".
func bare(low string) bool {
	_, counts := sinceStart(low)
	_, counted := unix(low)
	return !counts && !counted && !strings.HasSuffix(low, "z")
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// halved reports whether a time of day counts to twelve: "2pm", "2:20 a.m.".
func halved(low string) bool {
	digits := strings.TrimRight(low, "apm. ")
	return len(digits) < len(low) && strings.Contains(low[len(digits):], "m")
}

// place puts a time of day on the calendar.
func (r *reader) place(low string, day due.Date, zone *time.Location) time.Time {
	if d, ok := sinceStart(strings.ReplaceAll(low, " ", "")); ok {
		if r.s.From.IsZero() {
			return time.Time{}
		}
		return r.s.From.Add(d).UTC()
	}
	if at, ok := unix(low); ok {
		return at
	}
	if zone == nil {
		zone = r.clock
		if strings.HasSuffix(low, "z") {
			zone = time.UTC
		}
	}
	base := day
	if base.IsZero() {
		base = r.day
	}
	if m, ok := phrased(low); ok {
		return r.halfDay(m, base, zone)
	}
	t, ok := readClock(low)
	if !ok {
		return time.Time{}
	}
	if strings.HasPrefix(low, "24:") {
		t = t.AddDate(0, 0, 1)
	}
	at := time.Date(base.Year, base.Month, base.Day+t.Day()-1, t.Hour(), t.Minute(), t.Second(), 0, zone)
	at = r.seasonal(at).UTC()
	if !day.IsZero() || r.s.From.IsZero() {
		return at
	}
	return r.nearest(at)
}

// nearest is that moment of the day before, the same day or the next that people mean who name none: far before the beginning but
// nearer to the end of the impact it was the morning after, and far after the end the evening before.
func (r *reader) nearest(at time.Time) time.Time {
	next, last := at.AddDate(0, 0, 1), at.AddDate(0, 0, -1)
	switch off := r.outside(at); {
	case at.Before(r.s.From) && off > 3*time.Hour && r.outside(next) < off:
		return next
	case !at.Before(r.s.From) && off > 12*time.Hour && r.outside(last) < min(8*time.Hour, off/2):
		return last
	}
	return at
}
