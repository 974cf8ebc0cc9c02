package evidence

import (
	"strconv"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/due"
)

// spokenTimes makes clocks of times that are written in words or in several pieces: "at noon", "half past two", "2 o'clock", "12
// minutes later" behind another time, a Unix time, and, where the beginning of the impact is known, "T+12m".
func spokenTimes(ts []token, s Statement) []token {
	out := make([]token, 0, len(ts))
	told := false // There is a time before.
	for i := 0; i < len(ts); i++ {
		t := ts[i]
		if t.kind == code || t.kind == clock || t.kind == mark {
			told = told || t.kind == clock
			if t.kind == clock && noMoment(ts, i) {
				t.kind = number
			}
			out = append(out, t)
			continue
		}
		n := 0
		switch {
		case oneOf(t.low, "noon midday midnight") && (i > 0 && (timePreps[ts[i-1].low] || approxWords[ts[i-1].low]) || opensSentence(ts, i) && oneOf(at(ts, i+1).low, ": , - –")):
			n = 1
		case !s.From.IsZero() && countedFrom(ts[i:]) > 0:
			n = countedFrom(ts[i:])
		case unixTime(ts, i, s):
			n = 1
		default:
			if n = phrasedClock(ts, i); n == 0 && told {
				n = laterBy(ts[i:])
			}
		}
		if n == 0 {
			out = append(out, t)
			continue
		}
		out = append(out, merged(ts[i:i+n]))
		told = true
		i += n - 1
	}
	return out
}

// opensSentence reports whether a sentence begins with ts[i].
func opensSentence(ts []token, i int) bool { return i == 0 || ts[i-1].kind == stop }

// merged is one clock made of several tokens.
func merged(ts []token) token {
	out := ts[0]
	out.kind = clock
	for _, t := range ts[1:] {
		out.text, out.low, out.end = out.text+" "+t.text, out.low+" "+t.low, t.end
	}
	return out
}

// noMoment reports whether a clock is a length, a ratio or a number of something: "for 14:02 min", "took 14:02", "release 14:02".
func noMoment(ts []token, i int) bool {
	before, next := at(ts, i-1).low, at(ts, i+1).low
	if oneOf(next, "min mins minutes sec secs seconds hours hrs h") {
		return true
	}
	if strings.ContainsAny(ts[i].low, "apz") && strings.Trim(ts[i].low, "0123456789:., ") != "" {
		return false // "2pm", "14:02Z"
	}
	if oneOf(before, "took takes lasted lasts version release build line port ratio score verse chapter") {
		return true
	}
	for k := max(0, i-6); k < i; k++ {
		if oneOf(ts[k].low, "ratio ratios odds scored") {
			return true
		}
	}
	return before == "for" && oneOf(at(ts, i-2).low, "ran run down out up lasted failed waited")
}

// countedFrom is how many tokens say a time counted from the beginning: "t+12m", "t + 12 min".
func countedFrom(ts []token) int {
	if _, ok := sinceStart(ts[0].low); ok {
		return 1
	}
	if ts[0].low == "t" && len(ts) > 2 && oneOf(ts[1].low, "+ -") {
		for _, n := range [...]int{4, 3} {
			if len(ts) >= n {
				if _, ok := sinceStart(strings.ReplaceAll(merged(ts[:n]).low, " ", "")); ok {
					return n
				}
			}
		}
	}
	return 0
}

// unixTime reports whether ts[i] counts seconds or milliseconds since 1970, within a year of the telling, and stands where a time
// does.
func unixTime(ts []token, i int, s Statement) bool {
	told, ok := unix(ts[i].low)
	if !ok || ts[i].kind != number {
		return false
	}
	if d := told.Sub(s.At); d > 0 || d < -400*24*time.Hour {
		return false
	}
	prev, next := at(ts, i-1), at(ts, i+1)
	return (opensSentence(ts, i) || timePreps[prev.low]) && (next.kind == mark || determiners[next.low] || oneOf(next.low, "i we"))
}

func unix(s string) (time.Time, bool) {
	if len(s) != 10 && len(s) != 13 {
		return time.Time{}, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 1e9 {
		return time.Time{}, false
	}
	if len(s) == 13 {
		n /= 1000
	}
	return time.Unix(n, 0).UTC(), true
}

// hours are the hours of a clock in words.
var hours = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"quarter": 15, "twenty": 20, "half": 30}

// small reads a number of at most most, in words or digits; 0 if it is none.
func small(w string, most int) int {
	n, ok := hours[w]
	if !ok {
		n, _ = strconv.Atoi(w)
	}
	if n < 1 || n > most {
		return 0
	}
	return n
}

// phrasedClock is how many tokens at i say a time of day in words: "quarter past two", "ten to 3", "half 7", "2 o'clock".
func phrasedClock(ts []token, i int) int {
	if small(ts[i].low, 30) == 0 {
		return 0
	}
	led := false // By "at", which tells "at ten to three" from "up from ten to three".
	for k := i - 1; k >= 0; k-- {
		if approxWords[ts[k].low] || ts[k].low == "a" {
			continue
		}
		led = oneOf(ts[k].low, "at since by until")
		break
	}
	if small(ts[i].low, 12) > 0 && at(ts, i+1).low == "o'clock" {
		return 2
	}
	for _, n := range [...]int{3, 2} {
		if i+n > len(ts) {
			continue
		}
		low := merged(ts[i : i+n]).low
		if _, ok := phrased(low); !ok || durations[at(ts, i+n).low] || oneOf(at(ts, i+n).low, "percent %") {
			continue
		}
		if led || n == 3 && ts[i+1].low == "past" && oneOf(ts[i].low, "quarter half") {
			return n
		}
	}
	return 0
}

// phrased reads such a time as minutes of half a day, in which an hour of the morning is the same as one of the evening.
func phrased(low string) (minutes int, ok bool) {
	w := strings.Fields(low)
	switch {
	case len(w) == 2 && w[1] == "o'clock":
		if h := small(w[0], 12); h > 0 {
			return h % 12 * 60, true
		}
	case len(w) == 2 && w[0] == "half":
		if h := small(w[1], 12); h > 0 {
			return h%12*60 + 30, true
		}
	case len(w) == 3 && (w[1] == "past" || w[1] == "to"):
		m, h := small(w[0], 30), small(w[2], 12)
		if m == 0 || h == 0 || w[0] == "half" && w[1] == "to" {
			return 0, false
		}
		if w[1] == "to" {
			m = -m
		}
		return (h*60 + m + 720) % 720, true
	}
	return 0, false
}

// halfDay puts a time that may be of the morning or the evening where the impact was; the zero time where that says neither.
func (r *reader) halfDay(minutes int, base due.Date, zone *time.Location) time.Time {
	if r.s.From.IsZero() {
		return time.Time{}
	}
	var best time.Time
	tied := false
	for half := range 4 { // From the morning of the day to the evening of the next.
		m := minutes + 720*half
		at := time.Date(base.Year, base.Month, base.Day, 0, m, 0, 0, zone).UTC()
		switch a, b := r.outside(at), r.outside(best); {
		case best.IsZero() || a < b:
			best, tied = at, false
		case a == b:
			tied = true
		}
	}
	if tied || r.outside(best) > 6*time.Hour {
		return time.Time{}
	}
	return best
}

// outside is how far a moment lies from the impact; 0 within it.
func (r *reader) outside(at time.Time) time.Duration {
	end := r.s.To
	if end.IsZero() {
		end = r.s.From
	}
	return max(0, r.s.From.Sub(at), at.Sub(end))
}

// laterBy is how many tokens say how much later than the time before something was: "12 minutes later", "half an hour later".
func laterBy(ts []token) int {
	for n := 2; n <= 5 && n <= len(ts); n++ {
		if ts[n-1].low != "later" {
			continue
		}
		if next := at(ts, n); next.low == "than" || next.kind == clock || next.low == "," && at(ts, n+1).kind == clock {
			return 0 // "20 minutes later, 09:34"
		}
		if _, ok := delay(merged(ts[:n]).low); ok {
			return n
		}
		return 0
	}
	return 0
}

// delay reads how much later.
func delay(low string) (time.Duration, bool) {
	low, ok := strings.CutSuffix(low, " later")
	if !ok {
		return 0, false
	}
	switch low {
	case "half an hour":
		return 30 * time.Minute, true
	case "an hour", "one hour":
		return time.Hour, true
	case "a minute":
		return time.Minute, true
	}
	count, unit, two := strings.Cut(low, " ")
	if !two {
		unit = strings.TrimLeft(low, "0123456789")
		count = strings.TrimSuffix(low, unit)
	}
	n := small(count, 600)
	if n == 0 || oneOf(count, "half quarter") {
		return 0, false
	}
	switch unit {
	case "s", "sec", "secs", "second", "seconds":
		return time.Duration(n) * time.Second, true
	case "m", "min", "mins", "minute", "minutes":
		return time.Duration(n) * time.Minute, true
	case "h", "hour", "hours", "hrs":
		return time.Duration(n) * time.Hour, n <= 24
	}
	return 0, false
}
