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
	case "midnight":
		s = "00:00"
	}
	if len(s) < 3 || len(s) > 9 || s[0] < '0' || s[0] > '9' {
		return time.Time{}, false
	}
	s = strings.ReplaceAll(strings.ToLower(s), " ", "")
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

// clockRange splits "01:38-02:06".
func clockRange(s string) (from, to string, ok bool) {
	for _, dash := range []string{"-", "–", "—"} {
		if a, b, found := strings.Cut(s, dash); found && isClock(a) && isClock(b) && strings.Contains(b, ":") {
			return a, b, true
		}
	}
	return "", "", false
}

// abbreviations of zones, with their offset from UTC in minutes.
var zones = map[string]int{
	"utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180, "ist": 330, "sgt": 480, "jst": 540, "aest": 600,
	"aedt": 660, "nzst": 720, "nzdt": 780, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
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
}

var approxWords = set("around about roughly circa ca approx approximately maybe probably like near some ish shortly almost nearly somewhere perhaps")

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
				w.end = r.place(ts[k].text, later, zone)
			}
		}
		if w.day.IsZero() {
			w.day = carried
		} else {
			carried = w.day
		}
		w.at, w.bare = r.place(ts[i].text, w.day, zone), zone == nil && bare(ts[i].low)
		if n := len(out); n > 0 && w.day.IsZero() && !out[n-1].at.IsZero() && out[n-1].at.Sub(w.at) > 12*time.Hour {
			w.at = w.at.AddDate(0, 0, 1)
		}
		if endAt >= 0 {
			if w.end.Before(w.at) {
				w.end = w.end.AddDate(0, 0, 1)
			}
			i = w.to - 1
		}
		if strings.HasSuffix(ts[i].low, "ish") {
			w.approx = true
		}
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

// leftOf takes prepositions, dates and words of doubt before the clock into the expression.
func (r *reader) leftOf(ts []token, w *when, low int, told due.Date) {
	for k := w.from - 1; k >= low; k-- {
		t := ts[k]
		switch {
		case approxWords[t.low]:
			w.approx = true
		case t.low == "more" && k+1 < len(ts) && ts[k+1].low == "like":
			w.approx = true
		case t.low == "since" || t.low == "from" || t.low == "until" || t.low == "till" || t.low == "after" || t.low == "before" || t.low == "by":
			w.since = true
		case timePreps[t.low]:
		case oneOf(t.low, "yesterday today"):
			w.day = due.On(r.s.At.In(r.clock))
			if t.low == "yesterday" {
				w.day = w.day.AddDays(-1)
			}
		case t.kind == mark && t.low == "," && k > low && dayAt(ts, k-1, r.day) > 0:
		default:
			near := r.day
			if !told.IsZero() && oneOf(t.low, "later day morning evening") {
				near = told
			}
			n := dayAt(ts, k, near)
			if n == 0 {
				return
			}
			d, _ := dayIn(ts[k+1-n:k+1], near)
			w.day = d
			k -= n - 1
			w.from = k
			continue
		}
		w.from = k
	}
}

// rightOf takes a zone, a date and "or so" after the clock into the expression, and returns the zone.
func (r *reader) rightOf(ts []token, w *when) *time.Location {
	var zone *time.Location
	for w.to < len(ts) {
		t := ts[w.to]
		if off, ok := zones[t.low]; ok && t.kind != mark {
			zone = time.FixedZone(strings.ToUpper(t.low), off*60)
			w.to++
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
		if oneOf(t.low, "my local") && w.to+1 < len(ts) && ts[w.to+1].low == "time" {
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
	return !counts && !strings.HasSuffix(low, "z")
}

// place puts a time of day on the calendar.
func (r *reader) place(text string, day due.Date, zone *time.Location) time.Time {
	if d, ok := sinceStart(strings.ToLower(text)); ok {
		return r.s.From.Add(d).UTC()
	}
	t, ok := readClock(strings.ToLower(text))
	if !ok {
		return time.Time{}
	}
	if zone == nil {
		zone = r.clock
		if strings.HasSuffix(strings.ToLower(text), "z") {
			zone = time.UTC
		}
	}
	base := day
	if base.IsZero() {
		base = r.day
	}
	at := time.Date(base.Year, base.Month, base.Day, t.Hour(), t.Minute(), t.Second(), 0, zone).UTC()
	if !day.IsZero() || r.s.From.IsZero() {
		return at
	}
	end := r.s.To
	if end.IsZero() {
		end = r.s.From
	}
	// Far before the beginning but nearer to the end of the impact: the morning after.
	if next := at.AddDate(0, 0, 1); r.s.From.Sub(at) > 3*time.Hour && next.Sub(end) < r.s.From.Sub(at) {
		return next
	}
	return at
}
