package proof

import "strings"

// units says what the words for a unit are, one unit a line.
var units = func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(`
		percent % pct
		ms msec msecs millisecond milliseconds
		s sec secs second seconds
		min m mins minute minutes
		h hr hrs hour hours
		day d days
		week w weeks
		month months
		year years
		byte bytes
		kb kilobyte kilobytes kib
		mb megabyte megabytes mib
		gb gigabyte gigabytes gib g
		tb terabyte terabytes tib t
		usd $ dollar dollars
		eur € euro euros
		gbp £ pound pounds
		x times
		rps
		qps
		`) {
		words := strings.Fields(line)
		for _, w := range words {
			m[w] = words[0]
		}
	}
	return m
}()

// scales are the words that multiply, as a power of ten.
var scales = map[string]int{"k": 3, "thousand": 3, "million": 6, "mio": 6, "billion": 9}

// spelled are numbers in words. One is left out, for it mostly counts nothing.
var spelled = map[string]string{"zero": "0", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
	"eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50",
	"sixty": "60", "ninety": "90"}

var months = map[string]int{"january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5, "june": 6, "jun": 6,
	"july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sep": 9, "sept": 9, "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12}

// zones are how far the zones that people name are ahead of UTC, in minutes.
var zones = map[string]int{"utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 60, "cet": 60, "mez": 60, "cest": 120, "eet": 120, "eest": 180, "ist": 330, "jst": 540,
	"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420}

// unitOf reads what stands behind a number; none is known too.
func unitOf(s string) (unit string, scale int, known bool) {
	if s == "" {
		return "", 0, true
	}
	if n, ok := scales[s]; ok {
		return "", n, true
	}
	unit, known = units[s]
	return unit, 0, known
}

// joined puts together what stands in several words: a number and its unit, a day and its month, a time and its zone.
func joined(ts []token) []token {
	var out []token
	for i := 0; i < len(ts); i++ {
		t, next := ts[i], after(ts, i)
		switch {
		case (t.kind == number && t.unit == "" || t.kind == date && t.month == 0) && months[next.low] > 0 && dayOf(t) > 0 && next.kind <= name:
			t = token{kind: date, text: t.text + " " + next.text, moment: moment{minute: -1, day: dayOf(t), month: months[next.low]}}
			i++
			i += t.takeYear(ts, i)
		case months[t.low] > 0 && t.kind <= name && dayOf(next) > 0 && (t.low != "may" && t.low != "march" || t.kind == name):
			t = token{kind: date, text: t.text + " " + next.text, moment: moment{minute: -1, day: dayOf(next), month: months[t.low]}}
			i++
			i += t.takeYear(ts, i)
		case t.kind == number && t.unit == "" && (next.low == "am" || next.low == "pm" || next.low == "a.m" || next.low == "p.m") && !strings.Contains(t.value, ".") && atoi(t.value) <= 12:
			t = token{kind: clock, text: t.text + " " + next.text, moment: moment{minute: atoi(t.value) * 60}}
			t.half(strings.ReplaceAll(next.low, ".", ""))
			i++
		case t.kind == clock && (next.low == "am" || next.low == "pm" || next.low == "a.m" || next.low == "p.m"):
			t.half(strings.ReplaceAll(next.low, ".", ""))
			t.text += " " + next.text
			i++
		case t.kind == number && t.unit == "" && scales[next.low] > 0:
			t.value, t.text = digits(t.value, scales[next.low]), t.text+" "+next.text
			i++
			if unit := units[after(ts, i).low]; unit != "" {
				t.unit, t.text = unit, t.text+" "+ts[i+1].text
				i++
			}
		case t.kind == number && t.unit == "" && next.low != "t" && next.low != "g" && units[next.low] != "":
			t.unit, t.text = units[next.low], t.text+" "+next.text
			i++
		}
		if zone := after(ts, i); t.kind == clock {
			if ahead, ok := zones[zone.low]; ok && zone.kind != mark {
				t.utc, t.zoned, t.offset, t.text = ahead == 0, true, ahead, t.text+" "+zone.text
				i++
			}
		}
		if t.kind == date || t.kind == clock || t.kind == number {
			t.low = ""
		}
		out = append(out, t)
	}
	return out
}

// after is the token behind the ith, unless a mark stands between.
func after(ts []token, i int) token {
	if i+1 < len(ts) {
		return ts[i+1]
	}
	return token{kind: mark}
}

// dayOf is a number or an ordinal that can be a day of a month; else 0.
func dayOf(t token) int {
	switch {
	case t.kind == date && t.month == 0:
		return t.day
	case t.kind == number && t.unit == "" && len(t.value) <= 2 && spelled[t.low] == "":
		if n := atoi(t.value); n >= 1 && n <= 31 {
			return n
		}
	}
	return 0
}

// takeYear reads the year behind the ith token, if one stands there, and returns how many tokens that took.
func (t *token) takeYear(ts []token, i int) int {
	n := 1
	year := after(ts, i)
	if year.kind == mark && year.low == "," {
		year, n = after(ts, i+1), 2
	}
	if year.kind == number && year.unit == "" && len(year.value) == 4 && (year.value[0] == '2' || year.value[:2] == "19") {
		t.year, t.text = atoi(year.value), t.text+" "+year.text
		return n
	}
	return 0
}
