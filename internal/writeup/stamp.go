package writeup

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A Stamp is a moment as somebody wrote it: any part of it may be missing.
type Stamp struct {
	Year, Month, Day int // 0 where not written
	Minute           int // of the day, in the zone written; -1 without a clock time
	Second           int
	Zone             string // "" where not written
	Half             bool   // written with AM or PM
	About            bool   // marked as approximate or unknown
	Relative         bool   // counted from some start, such as T+5
	Wrong            string // why it can be no moment, or ""
	Blank            bool   // what a template left to be filled in

	slash string // a date of two readings, such as 03/04/2020
}

// dated reports whether the stamp names a day.
func (s Stamp) dated() bool { return s.Month > 0 && s.Day > 0 }

// timed reports whether it has a clock time.
func (s Stamp) timed() bool { return s.Minute >= 0 }

const dayNames = `(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?`

var (
	isoDate  = regexp.MustCompile(`^(\d{4,6})([-/.])(\d{1,2})([-/.])(\d{1,2})(?:\D|$)`)
	isoName  = regexp.MustCompile(`(?i)^(\d{4,6})[- ](` + monthNames + `)[- ](\d{1,2})\b`)
	localDay = regexp.MustCompile(`^(\d{1,2})([./-])(\d{1,2})[./-](\d{4,6}|\d{2})(?:\D|$)`)
	monthDay = regexp.MustCompile(`(?i)^(` + monthNames + `)\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(\d{4,6})\b)?`)
	dayMonth = regexp.MustCompile(`(?i)^(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[ -](?:of\s+|de\s+)?(` + monthNames + `)\b\.?,?(?:[ -](?:de\s+)?(\d{4,6})\b)?`)
	weekday  = regexp.MustCompile(`(?i)^` + dayNames + `\b[.,]?\s*`)
	clock12  = regexp.MustCompile(`(?i)^(\d{1,2})(?:[:.](\d{2}))?(?::(\d{2}))?\s*([ap])\.?m\b\.?`)
	clock24  = regexp.MustCompile(`^(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\D|$)`)
	clockDot = regexp.MustCompile(`^(\d{1,2})\.(\d{2})\s*(?:h\b|hrs?\b|UTC|GMT|CES?T)`)
	clockRun = regexp.MustCompile(`^(\d{2})(\d{2})\s*(?:h\b|hrs\b|Z\b|UTC|GMT|CES?T|[ECMP][SD]T)`)
	unknown  = regexp.MustCompile(`(?i)^(?:(?:--?|\?\?|xx|\d{1,2})[:h](?:--?|\?{1,2}|xx)|\?{2,}|tb[dc]\b|unknown\b|n/a\b|–|—|-{1,2}$|time unknown)`)
	blank    = regexp.MustCompile(`^[\[<({]*(?:hh?|HH?)[:h](?:mm|MM)(?:[:](?:ss|SS))?|^[\[<({]*(?:XX:XX|xx:xx|YYYY-MM-DD|yyyy-mm-dd)`)
	relative = regexp.MustCompile(`(?i)^(?:t|h|d)\s?[+-]\s?\d`)
	zoneMark = regexp.MustCompile(`^\(?(UTC|GMT|utc|Z|[A-Z]{1,4}[SD]T|CET|MEZ|EET|WET|MSK|SGT|HKT|NZT|PT|ET|CT|MT)\b(\s?[+-]\d{1,2}(?::?\d{2})?)?\)?`)
	offset   = regexp.MustCompile(`^([+-])(\d{2}):?(\d{2})\b`)
	about    = regexp.MustCompile(`(?i)^(?:~|≈|ca\.?\s|circa\s|approx(?:\.|imately)?\s|about\s|around\s|roughly\s|c\.\s|est\.\s)\s*`)
	leading  = regexp.MustCompile(`(?i)^(?:[\s*_\[("'|>+,;]+|at\s|on\s|by\s|from\s|between\s|before\s|after\s|shortly\s|just\s|time:|as of\s|since\s)`)
	between  = regexp.MustCompile(`(?i)^(?:\s*(?:,|@|at\b|on\b|[-–—]|/|\(|\[|to\b|until\b|till\b|\*\*|__|T)\s*|\s+)`)
)

// readStamp reads a moment at the beginning of a text and returns how many bytes it takes; 0 if there is none.
func readStamp(text string) (Stamp, int) {
	s := Stamp{Minute: -1}
	at := 0
	for range 6 {
		n := len(leading.FindString(text[at:]))
		if m := about.FindString(text[at+n:]); m != "" {
			s.About = true
			n += len(m)
		}
		if n == 0 {
			break
		}
		at += n
	}
	switch head := text[at:]; {
	case blank.MatchString(head):
		s.Blank = true
		return s, at + len(blank.FindString(head))
	case relative.MatchString(head):
		s.Relative = true
		return s, at + len(relative.FindString(head))
	}
	end, zoned := 0, false
	for range 7 {
		n := 0
		switch {
		case !s.dated() && s.Wrong == "":
			n = s.date(text[at:])
		case s.timed() && end > 0: // a second date ends a range
			var t Stamp
			n = t.date(text[at:])
		}
		if n == 0 {
			n = s.clock(text[at:])
		}
		if n == 0 && s.timed() && !zoned {
			n = s.zoneAt(text[at:])
			zoned = n > 0
		}
		if n > 0 {
			at += n
			end = at
		}
		gap := len(between.FindString(text[at:]))
		if n == 0 && (gap == 0 || end == 0) || at+gap >= len(text) {
			break
		}
		at += gap
	}
	if end == 0 {
		if m := unknown.FindString(text[min(at, len(text)):]); m != "" {
			s.About = true
			return s, at + len(m)
		}
		return s, 0
	}
	if !s.timed() {
		rest := strings.TrimLeft(text[end:], " \tT*_")
		if m := unknown.FindString(rest); m != "" && m != "–" && m != "—" {
			s.About = true
			end = len(text) - len(rest) + len(m)
		} else if m := blank.FindString(rest); m != "" {
			s.Blank = true
			end = len(text) - len(rest) + len(m)
		}
	}
	return s, end
}

// date reads a date and returns how many bytes it takes.
func (s *Stamp) date(text string) int {
	day := len(weekday.FindString(text))
	text = text[day:]
	set := func(y, m, d string, n int) int {
		s.Year, s.Month, s.Day = number(y), month(m), number(d)
		s.judge(y)
		return day + n
	}
	if m := isoDate.FindStringSubmatch(text); m != nil && m[2] == m[4] {
		return set(m[1], m[3], m[5], len(m[1])+len(m[3])+len(m[5])+2)
	}
	if m := isoName.FindStringSubmatch(text); m != nil {
		return set(m[1], m[2], m[3], len(m[0]))
	}
	if m := localDay.FindStringSubmatch(text); m != nil {
		n := len(m[1]) + len(m[3]) + len(m[4]) + 2
		y := m[4]
		if len(y) == 2 {
			y = "20" + y
		}
		switch a, b := number(m[1]), number(m[3]); {
		case a > 12 || m[2] == ".":
			return set(y, m[3], m[1], n)
		case b > 12:
			return set(y, m[1], m[3], n)
		default:
			s.slash = m[0][:n]
			return set(y, m[1], m[3], n)
		}
	}
	if m := monthDay.FindStringSubmatch(text); m != nil {
		return set(m[3], m[1], m[2], len(m[0]))
	}
	if m := dayMonth.FindStringSubmatch(text); m != nil {
		return set(m[3], m[2], m[1], len(m[0]))
	}
	if day > 0 && len(weekday.FindString(text)) == 0 && clock24.MatchString(text) {
		return day // "Monday 14:02"
	}
	return 0
}

// judge notes why a date can be none.
func (s *Stamp) judge(year string) {
	switch {
	case len(year) > 4:
		s.Wrong = "the year " + year
	case year != "" && (s.Year < 1970 || s.Year > 2099):
		s.Wrong = "the year " + year
	case s.Month < 1 || s.Month > 12:
		s.Wrong = "a month " + strconv.Itoa(s.Month)
	case s.Day < 1 || s.Day > daysIn(s.Year, s.Month):
		s.Wrong = "a day " + strconv.Itoa(s.Day) + " of " + time.Month(s.Month).String()
	}
}

func daysIn(year, month int) int {
	if year == 0 {
		year = 2024 // any leap year: the day may exist
	}
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// clock reads a clock time; of a range the first counts.
func (s *Stamp) clock(text string) int {
	set := func(h, m, sec string, half byte, n int) int {
		hour, minute := number(h), number(m)
		if s.timed() {
			return n
		}
		switch {
		case half != 0 && (hour < 1 || hour > 12), hour > 24, hour == 24 && minute > 0, minute > 59, number(sec) > 59:
			if s.Wrong == "" {
				s.Wrong = "the time " + strings.TrimSpace(text[:n])
			}
			hour, minute = min(hour, 23), min(minute, 59)
		case half == 'p' && hour < 12:
			hour += 12
		case half == 'a' && hour == 12:
			hour = 0
		}
		s.Minute, s.Second, s.Half = hour*60+minute, min(number(sec), 59), half != 0
		return n
	}
	if m := clock12.FindStringSubmatch(text); m != nil {
		return set(m[1], m[2], m[3], m[4][0]|0x20, len(m[0]))
	}
	for _, shape := range []*regexp.Regexp{clock24, clockDot, clockRun} {
		m := shape.FindStringSubmatchIndex(text)
		if m == nil {
			continue
		}
		sec, n := "", m[5]
		if len(m) > 6 && m[6] >= 0 {
			sec, n = text[m[6]:m[7]], m[7]
			for n < len(text) && (text[n] == '.' || text[n] == ',') && n+1 < len(text) && digit(text[n+1]) || n < len(text) && n > m[7] && digit(text[n]) {
				n++ // fractions of a second
			}
		}
		return set(text[m[2]:m[3]], text[m[4]:m[5]], sec, 0, n)
	}
	return 0
}

// zoneAt reads the zone behind a clock time.
func (s *Stamp) zoneAt(text string) int {
	trimmed := strings.TrimLeft(text, " \t(")
	skipped := len(text) - len(trimmed)
	if m := zoneMark.FindString(trimmed); m != "" {
		s.Zone = strings.ToUpper(strings.Trim(m, "() "))
		return skipped + len(m)
	}
	if m := offset.FindString(trimmed); m != "" && skipped == 0 {
		s.Zone = m
		return len(m)
	}
	if m := localZone.FindString(trimmed); m != "" && strings.Index(trimmed, m) == 0 {
		s.Zone = m
		return skipped + len(m)
	}
	return 0
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
