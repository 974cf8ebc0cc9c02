package due

import (
	"strings"
	"time"
	"unicode"
)

// A word is a lower-case word of a phrase and the bytes it came from.
type word struct {
	text       string
	start, end int
}

// split cuts a text into words. Commas, brackets and closing marks belong to no word; the dots inside "25.10.2019" do.
func split(s string) []word {
	var words []word
	for i := 0; i < len(s); {
		if isGap(s[i]) {
			i++
			continue
		}
		j := i
		for j < len(s) && !isGap(s[j]) {
			j++
		}
		end := j
		for end > i && strings.IndexByte(".!:'", s[end-1]) >= 0 && !dotted(s[i:end]) {
			end--
		}
		if end > i {
			words = append(words, word{text: strings.ToLower(s[i:end]), start: i, end: end})
		}
		i = j
	}
	return words
}

func isGap(b byte) bool { return strings.IndexByte(" \t\r\n,;?()[]\"*_~<>|", b) >= 0 }

// dotted reports whether s is a date such as "25.10.", the last dot of which belongs to it.
func dotted(s string) bool {
	return strings.Count(s, ".") == 2 && strings.TrimLeft(s, "0123456789.") == "" && strings.HasSuffix(s, ".")
}

var months = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
	"october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

var weekdays = map[string]time.Weekday{
	"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
	"sun": 0, "mon": 1, "tue": 2, "tues": 2, "wed": 3, "weds": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6,
}

var numbers = map[string]int{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12,
}

// count reads "3", "three" or "a" as a number of units; -1 if it is none.
func count(w string) int {
	if n, ok := numbers[w]; ok {
		return n
	}
	return digits(w, 3)
}

// digits reads at most max digits; -1 if w is anything else.
func digits(w string, max int) int {
	if w == "" || len(w) > max {
		return -1
	}
	n := 0
	for _, c := range w {
		if !unicode.IsDigit(c) || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// ordinal reads "25", "25th" or "1st" as the day of a month; 0 if it is none.
func ordinal(w string) int {
	for _, end := range []string{"st", "nd", "rd", "th"} {
		if cut, ok := strings.CutSuffix(w, end); ok {
			w = cut
			break
		}
	}
	if n := digits(w, 2); n >= 1 {
		return n
	}
	return 0
}
