package writeup

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

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
			case gap < -180*daySeconds && b.Year > 0 && typo(a, b):
				odd := b
				if years(row, a.year) < years(row, b.year) {
					odd = a
				}
				far = append(far, odd.Line)
				note("Check the year of %s: it is %d, and what stands beside it is of another year.", quote(odd.Text), odd.year)
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
		s += p.clockTime()
	}
	return strings.TrimSpace(s)
}

// clockTime is the time of the day, as it may be found in the text.
func (e Entry) clockTime() string { return fmt.Sprintf("%02d:%02d", e.Minute/60, e.Minute%60) }
