package writeup

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

func (c *checker) moments() answer {
	if len(c.Entries) == 0 {
		return open(lineOf(c.line(Timeline)), "Add a timeline: what happened when, with times and their zone.")
	}
	var bare []int
	zones := map[string]int{}
	zoned, timed, dated, relative := 0, 0, !c.Day.IsZero(), 0
	first := ""
	for _, e := range c.Entries {
		switch {
		case e.Relative:
			relative++
			continue
		case e.timed():
			timed++
			if e.Zone != "" {
				zoned++
				if _, seen := zones[e.Zone]; !seen {
					zones[e.Zone] = e.Line
				}
			}
		case e.About || e.Blank:
		case e.Bare || e.dated():
			bare = append(bare, e.Line)
			if first == "" {
				first = e.Text
			}
		}
		dated = dated || e.dated()
	}
	switch {
	case relative > timed:
		return unclear("The timeline counts from a start of its own.")
	case timed == 0:
		return open(lineOf(c.clock), "Give the entries of the timeline a time with its zone, or mark it as unknown.")
	case c.zone == "" && zoned == 0:
		why := "Name the time zone of the timeline, best in one line above it: “All times in UTC.”"
		if c.half() {
			why = "Name the time zone of the timeline; its times have AM or PM and no zone."
		}
		return open(append(lineOf(c.clock), bare...), "%s", why)
	case !dated:
		return open(lineOf(c.clock), "Say on which day the timeline was; there is no date.")
	case len(bare) > 0:
		return open(bare, "Give each entry a time, or mark it as unknown; %s has none.", quote(first))
	case len(zones) > 1 && differ(zones):
		line := 0
		for _, l := range zones {
			line = max(line, l)
		}
		return open([]int{line}, "Keep the timeline to one zone; it changes here.")
	}
	return met("%s, each with its time, in one zone.", count(timed, "entry", "entries"))
}

func lineOf(n int) []int {
	if n == 0 {
		return nil
	}
	return []int{n}
}

// half reports whether times are written with AM and PM.
func (c *checker) half() bool {
	return slices.ContainsFunc(c.Entries, func(e Entry) bool { return e.Half })
}

// differ reports whether zones have different offsets, as far as that is known.
func differ(zones map[string]int) bool {
	seen := map[int]bool{}
	for z := range zones {
		if east, ok := minutesEast(z); ok {
			seen[east] = true
		}
	}
	return len(seen) > 1
}

// A placed entry has its moment, in seconds on a line of days that begins anywhere.
type placed struct {
	Entry
	at   int64
	year int
}

const daySeconds = 24 * 60 * 60

// rollover is how far an undated clock may jump back until it is taken for the next day. Rows that were swapped are
// minutes apart; nights are longer.
const rollover = 6 * 60 * 60

// place gives the entries of one chain their moments. An entry without a day is of the day before it, or of the next.
func (c *checker) place(chain []Entry) []placed {
	var out []placed
	day, year := int64(0), 0
	if !c.Day.IsZero() {
		day, year = c.Day.Unix()/daySeconds, c.Day.Year()
	}
	for _, e := range chain {
		if e.Bare || e.Blank || e.Relative || e.Wrong != "" || !e.timed() && !e.dated() {
			continue
		}
		p := placed{Entry: e, year: year}
		if e.dated() {
			y := e.Year
			if y == 0 {
				y = year
				if n := len(out); n > 0 && out[n-1].dated() && out[n-1].Month == 12 && e.Month == 1 {
					y++
				}
			}
			day = time.Date(y, time.Month(e.Month), e.Day, 0, 0, 0, 0, time.UTC).Unix() / daySeconds
			p.year = y
			year = y
		}
		east := 0
		if n, ok := minutesEast(e.Zone); ok && e.Zone != "" {
			east = n
		} else if n, ok := minutesEast(c.zone); ok {
			east = n
		}
		p.at = day * daySeconds
		if e.timed() {
			p.at += int64(e.Minute-east)*60 + int64(e.Second)
		} else if n := len(out); n > 0 && out[n-1].at/daySeconds == day {
			p.at = out[n-1].at // some time of that day
		}
		if n := len(out); n > 0 && !e.dated() && e.timed() && out[n-1].at-p.at > rollover {
			day++
			p.at += daySeconds
		}
		out = append(out, p)
	}
	return out
}

// chains splits the entries where another table or list begins.
func (c *checker) chains() [][]Entry {
	var out [][]Entry
	for i, e := range c.Entries {
		if i == 0 || e.Stage != c.Entries[i-1].Stage || e.Chain != c.Entries[i-1].Chain && !(e.Chain < 0 && c.Entries[i-1].Chain < 0) && !e.dated() {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], e)
	}
	return out
}

func (c *checker) inOrder() answer {
	if len(c.Entries) == 0 {
		return unclear("There is no timeline to put in order.")
	}
	var wrong, back, far []int
	var said string
	note := func(format string, args ...any) {
		if said == "" {
			said = fmt.Sprintf(format, args...)
		}
	}
	for _, e := range c.Entries {
		if e.Wrong != "" {
			wrong = append(wrong, e.Line)
			note("Correct %s: there is none, and the order cannot be told.", e.Wrong)
		}
	}
	steps, compared := 0, 0
	for _, chain := range c.chains() {
		row := c.place(chain)
		compared += len(row)
		if len(row) > 0 && row[0].Stage {
			for _, p := range row {
				if odd := c.otherYear(row, p); odd {
					far = append(far, p.Line)
					note("Check the year of %s: it is %d, and the others are of another year.", quote(p.Text), p.year)
				}
			}
			continue
		}
		for i := 1; i < len(row); i++ {
			a, b := row[i-1], row[i]
			if b.at != a.at {
				steps++
			}
			switch gap := b.at - a.at; {
			case gap < 0 && (a.About || b.About) && gap > -30*60, gap < 0 && a.slash != "" && b.slash != "" && a.slash != b.slash && swapped(b).at >= swapped(a).at:
			case gap < 0:
				back = append(back, b.Line)
				if said == "" || len(back) == 1 && len(wrong) == 0 {
					said = fmt.Sprintf("Put the timeline in order or correct a time: %s of line %d stands below %s of line %d.", b.written(), b.Line, a.written(), a.Line)
				}
			case gap > 180*daySeconds && b.Year > 0 && typo(a, b):
				odd := b
				if years(row, a.year) < years(row, b.year) {
					odd = a
				}
				far = append(far, odd.Line)
				note("Check the year of %s: it is %d, and what stands beside it is of another year.", quote(odd.Text), odd.year)
			}
		}
		if len(row) > 0 && row[0].Year > 0 && !c.Day.IsZero() {
			if p := c.incident(); p.year != row[0].year && years(row, p.year) == 0 && typo(p, row[0]) && abs(p.at-row[0].at) > 180*daySeconds {
				far = append(far, row[0].Line)
				note("Check the year of the timeline: it is %d, and the incident was in %d.", row[0].year, p.year)
			}
		}
	}
	switch {
	case len(wrong)+len(back)+len(far) == 0 && compared == 0:
		return unclear("The entries have no time that could be compared.")
	case len(wrong)+len(back)+len(far) == 0:
		return met("%s, in order.", count(compared, "entry", "entries"))
	case len(back) > 2 && 2*len(back) > steps && len(wrong) == 0:
		return open(back[:1], "Turn the timeline round: it runs from the last entry to the first.")
	}
	return open(slices.Concat(wrong, back, far), "%s", said)
}

// otherYear reports whether an entry would stand near another one, or near the day of the incident, if it were of the same
// year as they.
func (c *checker) otherYear(row []placed, p placed) bool {
	if p.Year == 0 || !c.Day.IsZero() && p.year == c.Day.Year() {
		return false
	}
	if !c.Day.IsZero() && typo(c.incident(), p) {
		return true
	}
	return slices.ContainsFunc(row, func(q placed) bool {
		return q.year != p.year && typo(q, p) && (years(row, q.year) > years(row, p.year) || !c.Day.IsZero() && q.year == c.Day.Year())
	})
}

// incident is the day of the incident as an entry.
func (c *checker) incident() placed {
	d := c.Day
	return placed{at: d.Unix(), year: d.Year(), Entry: Entry{Stamp: Stamp{Year: d.Year(), Month: int(d.Month()), Day: d.Day()}}}
}

// swapped is an entry whose date is read the other way round.
func swapped(p placed) placed {
	p.at -= time.Date(p.year, time.Month(p.Month), p.Day, 0, 0, 0, 0, time.UTC).Unix()
	p.at += time.Date(p.year, time.Month(p.Day), p.Month, 0, 0, 0, 0, time.UTC).Unix()
	return p
}

// typo reports whether b would stand near a if it were of the same year.
func typo(a, b placed) bool {
	day := func(p placed) time.Time {
		return time.Date(2001, time.Month(p.Month), p.Day, 0, 0, 0, 0, time.UTC)
	}
	return a.Month > 0 && b.Month > 0 && a.year != b.year && abs(int64(day(a).Sub(day(b))/time.Second)) <= 31*daySeconds
}

func years(row []placed, year int) int {
	n := 0
	for _, p := range row {
		if p.year == year {
			n++
		}
	}
	return n
}

func abs(n int64) int64 { return max(n, -n) }

// written is the moment as it may be found in the text.
func (p placed) written() string {
	s := ""
	if p.dated() {
		s = fmt.Sprintf("%02d-%02d ", p.Month, p.Day)
		if p.Year > 0 {
			s = fmt.Sprintf("%04d-%s", p.Year, s)
		}
	}
	if p.timed() {
		s += fmt.Sprintf("%02d:%02d", p.Minute/60, p.Minute%60)
	}
	return strings.TrimSpace(s)
}

// A stage of an incident, in the order in which stages follow each other.
var stages = []struct {
	name  string
	shape *regexp.Regexp
}{
	{"the start", regexp.MustCompile(`^(?:incident |impact |outage )?(?:start|started|began|begin|start time)(?: time| at)?$`)},
	{"detection", regexp.MustCompile(`^(?:first |incident |time )?(?:detected|noticed|detection time)(?: at)?$`)},
	{"the declaration", regexp.MustCompile(`^(?:incident )?(?:declared|acknowledged)(?: at)?$`)},
	{"repair", regexp.MustCompile(`^(?:incident )?(?:repaired|mitigated)(?: at)?$`)},
	{"resolution", regexp.MustCompile(`^(?:incident |impact |outage )?(?:resolved|end|ended|end time|resolution time|closed)(?: time| at)?$`)},
}

func (c *checker) addsUp() answer {
	var last placed
	lastName := ""
	lastStage := -1
	for i, st := range stages {
		for _, f := range c.Fields {
			if !st.shape.MatchString(f.Name) {
				continue
			}
			s, n := readStamp(f.Value)
			if n == 0 || s.Wrong != "" || !s.timed() || !s.dated() && last.dated() || s.dated() && lastStage >= 0 && !last.dated() || s.slash != "" {
				continue
			}
			row := c.place([]Entry{{Stamp: s, Line: f.Line}})
			if len(row) == 0 {
				continue
			}
			if lastStage >= 0 && row[0].at < last.at && (s.dated() || last.at-row[0].at < rollover) {
				return open([]int{f.Line}, "Check these times: %s, %s, is earlier than %s, %s.", st.name, row[0].written(), lastName, last.written())
			}
			last, lastName, lastStage = row[0], st.name, i
			break
		}
	}
	if a, ok := c.stated(); ok {
		return a
	}
	if lastStage > 0 {
		return met("The times that are given for its stages follow each other.")
	}
	return unclear("Start, detection, response and end are not marked as such, so nothing can be added up.")
}

var (
	stat     = regexp.MustCompile(`^(?:mean )?(?:time to (?:detect|detection|recover|recovery|repair|resolve|resolution|mitigate|mitigation|restore|acknowledge)|tt[dr]|mtt[dr])\b`)
	interval = regexp.MustCompile(`(?i)(\d+(?:[.,]\d+)?)\s*(hours?|hrs?|h|minutes?|mins?|m|days?|d)\b`)
)

// stated compares durations such as "Time to recovery: 25 minutes" with the timeline: they have to lie between two of
// its entries, whichever these are.
func (c *checker) stated() (answer, bool) {
	var at []int64
	for _, chain := range c.chains() {
		for _, p := range c.place(chain) {
			if p.timed() {
				at = append(at, p.at)
			}
		}
	}
	const most = 500 // entries; each is compared with each
	if len(at) < 3 || len(at) > most {
		return answer{}, false
	}
	ok := false
	var amiss []Field
	for _, f := range c.Fields {
		if !stat.MatchString(f.Name) || strings.ContainsAny(f.Value, "~≈<>") || strings.Contains(f.Value, "about") {
			continue
		}
		seconds, coarse := int64(0), int64(60)
		for _, m := range interval.FindAllStringSubmatch(f.Value, 3) {
			n, _ := strconv.ParseFloat(strings.Replace(m[1], ",", ".", 1), 64)
			unit := int64(60)
			switch m[2][0] | 0x20 {
			case 'h':
				unit, coarse = 3600, 1800
			case 'd':
				unit, coarse = daySeconds, daySeconds/2
			default:
				coarse = 60
			}
			seconds += int64(n * float64(unit))
		}
		if seconds == 0 {
			continue
		}
		fits := slices.ContainsFunc(at, func(a int64) bool {
			return slices.ContainsFunc(at, func(b int64) bool { return abs(b-a-seconds) <= coarse })
		})
		if !fits {
			amiss = append(amiss, f)
		}
		ok = true
	}
	if len(amiss) > 0 {
		var lines []int
		for _, f := range amiss {
			lines = append(lines, f.Line)
		}
		return open(lines, "Make durations and timeline agree: no two entries are as far apart as %s says, %s.", quote(amiss[0].Name), amiss[0].Value), true
	}
	return met("The durations lie between entries of the timeline."), ok
}

// signal is a first entry with which people were told of what had already begun.
var signal = regexp.MustCompile(`(?i)^\W*(?:(?:the |an? |our |first |several |multiple |automated |automatic |monitoring )*(?:alert|alerts|alarm|alarms|page|pager|pagerduty|opsgenie)\b.{0,60}?\b(?:fire[sd]?|firing|triggered|triggers|received|went off|goes off|raised|sent|pages|paged|page)\b|(?:received|got) (?:an? |the |first |several )*(?:alert|alarm|page|report|complaint)|(?:on-?call|engineer|team) (?:\w+ ){0,2}(?:is |was |gets |got )?paged\b|(?:the |an? |our |first |some |several |multiple )*(?:customers?|users?) (?:\w+ )?(?:reports?|reported|reporting|complains?|complained|notices?|noticed)\b)`)

func (c *checker) startsBefore() answer {
	if len(c.Entries) < 2 || c.Entries[0].Text == "" {
		return unclear("There is no timeline that shows where it begins.")
	}
	if e := c.Entries[0]; signal.MatchString(e.Text) {
		return open([]int{e.Line}, "Begin the timeline before the first alert or report, with what had changed or was building up.")
	}
	return unclear("Its first entry is no alert; whether it lies before the impact is for a reader.")
}
