package evidence

import (
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/due"
)

var monthNames = set("january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec")

// earliest is the first year in which an incident may lie: a date before it is none.
const earliest = 1970

// weekday returns the day of the week that a word names.
func weekday(w string) (time.Weekday, bool) {
	w = strings.TrimSuffix(w, "s")
	for d := time.Sunday; d <= time.Saturday; d++ {
		if name := strings.ToLower(d.String()); w == name || w == strings.TrimSuffix(name, "s") || len(w) == 3 && w == name[:3] && w != "sat" && w != "sun" {
			return d, true
		}
	}
	return 0, false
}

// ordinalDay reads "20th"; 0 if w is none.
func ordinalDay(w string) int {
	n := 0
	for i := range len(w) {
		c := w[i]
		if c < '0' || c > '9' {
			switch w[i:] {
			case "st", "nd", "rd", "th":
				if n <= 31 {
					return n
				}
			}
			return 0
		}
		n = n*10 + int(c-'0')
		if n > 31 {
			return 0
		}
	}
	return 0
}

// dayAt returns how many tokens, ending with ts[k], name a day; 0 if they name none.
func dayAt(ts []token, k int, near due.Date) int {
	if k < 0 || k >= len(ts) {
		return 0
	}
	if ts[k].kind == number && strings.Contains(ts[k].low, "/") && !(k == 0 || ts[k-1].kind == mark || ts[k-1].low == "on" || at(ts, k+1).kind == clock) {
		return 0 // "3/4 of the nodes"
	}
	for n := 4; n >= 1; n-- {
		if k+1-n < 0 {
			continue
		}
		if _, ok := exactDay(ts[k+1-n:k+1], near); ok {
			return n
		}
	}
	return 0
}

// heads reads a day that stands at the beginning with a mark behind it, as in "next morning: …" or "on the 14th, …", and
// returns how many tokens it takes up; 0 if there is none.
func heads(ts []token, near due.Date) (due.Date, int) {
	i := 0
	for i < len(ts) && oneOf(ts[i].low, "on the") {
		i++
	}
	for n := 3; n >= 1; n-- {
		if i+n < len(ts) && ts[i+n].kind == mark && strings.Contains(":,", ts[i+n].low) {
			if d, ok := exactDay(ts[i:i+n], near); ok {
				return d, i + n + 1
			}
		}
	}
	return due.Date{}, 0
}

// dayIn finds a day named anywhere in the tokens.
func dayIn(ts []token, near due.Date) (due.Date, bool) {
	for k := range ts {
		if n := dayAt(ts, k, near); n > 0 {
			if k+1 < len(ts) && (monthNames[ts[k+1].low] || n == 1 && ordinalDay(ts[k].low) > 0 && ts[k+1].kind == word && !timePreps[ts[k+1].low] && !oneOf(at(ts, k-1).low, "the on since from")) {
				continue // "2nd attempt" names no day.
			}
			return exactDay(ts[k+1-n:k+1], near)
		}
	}
	return due.Date{}, false
}

// exactDay reads tokens that are a day and nothing else: "2019-10-20", "20th", "20 oct", "oct 20", "next morning", "yesterday",
// "monday". What names no month or week lies next to the day near.
func exactDay(ts []token, near due.Date) (due.Date, bool) {
	switch len(ts) {
	case 1:
		w := ts[0].low
		if len(w) == len(time.DateOnly) && w[4] == '-' {
			if t, err := time.Parse(time.DateOnly, w); err == nil && t.Year() >= earliest {
				return due.On(t), true
			}
		}
		if d, ok := numericDay(w, near); ok {
			return d, true
		}
		if n := ordinalDay(w); n > 0 {
			return nearestDayOfMonth(n, near)
		}
		if d, ok := weekday(w); ok && ts[0].kind == word {
			back := (int(near.Weekday()) - int(d) + 7) % 7
			return near.AddDays(-back), true
		}
	case 2:
		if t, ok := monthDay(ts[0].low, ts[1].low, near); ok {
			return t, true
		}
		if a, b := ts[0].low, ts[1].low; oneOf(a, "next following") && oneOf(b, "morning day evening night") || a == "day" && b == "after" {
			return near.AddDays(1), true
		}
		if a, b := ts[0].low, ts[1].low; a == "previous" && oneOf(b, "day evening night") || oneOf(a, "day evening night") && b == "before" {
			return near.AddDays(-1), true
		}
	case 3:
		if oneOf(ts[0].low, "a one") && ts[1].low == "day" && ts[2].low == "later" {
			return near.AddDays(1), true
		}
		if ts[1].low == "of" {
			return monthDay(ts[0].low, ts[2].low, near)
		}
		return ofYear(ts[:2], ts[2], near)
	case 4:
		if ts[2].low == "," {
			return ofYear(ts[:2], ts[3], near)
		}
		if ts[1].low == "of" {
			return ofYear([]token{ts[0], ts[2]}, ts[3], near)
		}
	}
	return due.Date{}, false
}

// ofYear reads "14 apr" and the year behind it.
func ofYear(ts []token, year token, near due.Date) (due.Date, bool) {
	d, ok := monthDay(ts[0].low, ts[1].low, near)
	y, err := time.Parse("2006", year.low)
	d.Year = y.Year()
	return d, ok && err == nil
}

// numericDay reads "2026/04/14", "14.04.2026", "14.4.", "4/14" and "14/04/2026". Where it is another day for those who write the
// month first, it is the one nearer to the day near.
func numericDay(w string, near due.Date) (due.Date, bool) {
	if len(w) < 3 || w[0] < '0' || w[0] > '9' {
		return due.Date{}, false
	}
	year := ""
	form := func(layout string) (due.Date, bool) {
		t, err := time.Parse(layout, w)
		d := due.On(t)
		if year == "" {
			d = inYear(d, near)
		}
		return d, err == nil
	}
	switch slashes := strings.Count(w, "/"); {
	case strings.HasSuffix(w, ".") && strings.Count(w, ".") == 2:
		return form("2.1.")
	case strings.Count(w, ".") == 2 && len(w) >= 8:
		year = "said"
		return form("2.1.2006")
	case slashes == 2 && w[min(4, len(w)-1)] == '/':
		year = "said"
		return form("2006/1/2")
	case slashes == 1 || slashes == 2 && len(w) >= 8:
		layouts := [2]string{"1/2", "2/1"}
		if slashes == 2 {
			year, layouts = "said", [2]string{"1/2/2006", "2/1/2006"}
		}
		a, okA := form(layouts[0])
		b, okB := form(layouts[1])
		if !okA || okB && apart(b, near) < apart(a, near) {
			return b, okB
		}
		return a, okA
	}
	return due.Date{}, false
}

// inYear is a day of the year in which it lies closest to the day near.
func inYear(d, near due.Date) due.Date {
	best := d
	for i, y := range [...]int{near.Year, near.Year - 1, near.Year + 1} {
		if d.Year = y; i == 0 || apart(d, near) < apart(best, near) {
			best = d
		}
	}
	return best
}

// monthDay reads "20 oct" or "oct 20" in the year of near.
func monthDay(a, b string, near due.Date) (due.Date, bool) {
	if monthNames[a] {
		a, b = b, a
	}
	if !monthNames[b] {
		return due.Date{}, false
	}
	a = strings.TrimRight(a, "stndrh")
	if b == "sept" {
		b = "sep"
	}
	for _, form := range []string{"2 January", "2 Jan"} {
		if t, err := time.Parse(form, a+" "+b); err == nil {
			return inYear(due.On(t), near), true
		}
	}
	return due.Date{}, false
}

// nearestDayOfMonth returns the day with that number which lies closest to near.
func nearestDayOfMonth(n int, near due.Date) (due.Date, bool) {
	best, found := due.Date{}, false
	for shift := -1; shift <= 1; shift++ {
		first := time.Date(near.Year, near.Month+time.Month(shift), 1, 0, 0, 0, 0, time.UTC)
		d := due.On(first.AddDate(0, 0, n-1))
		if d.Day != n {
			continue
		}
		if !found || apart(d, near) < apart(best, near) {
			best, found = d, true
		}
	}
	return best, found
}

func apart(a, b due.Date) time.Duration { return a.In(time.UTC).Sub(b.In(time.UTC)).Abs() }
