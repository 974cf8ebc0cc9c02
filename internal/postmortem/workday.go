package postmortem

import (
	"time"
)

// A Day is a day of the calendar, such as "2026-12-24". It is nobody's day in
// particular: when it begins depends on where somebody lives.
type Day string

// ParseDay reads a day as people type it, and reports whether there is such a day.
func ParseDay(s string) (Day, bool) {
	_, err := time.Parse(time.DateOnly, s)
	return Day(s), err == nil
}

func dayOf(t time.Time, l *time.Location) Day { return Day(t.In(l).Format(time.DateOnly)) }

// date is the day as a date, at midnight UTC.
func (d Day) date() time.Time {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

func (d Day) next() Day { return Day(d.date().AddDate(0, 0, 1).Format(time.DateOnly)) }

// hour is when the clocks of a place show a full hour of the day. It counts on
// the calendar, not in hours since midnight: a day has 23 of them, or 25, when
// the clocks change.
func (d Day) hour(h int, l *time.Location) time.Time {
	y, m, n := d.date().Date()
	return time.Date(y, m, n, h, 0, 0, 0, l)
}

func (d Day) weekend() bool {
	w := d.date().Weekday()
	return w == time.Saturday || w == time.Sunday
}

// A working day lasts from nine to five, Monday to Friday, where somebody lives.
const opens, closes = 9, 17

// longestAway is how many days in a row somebody may be away and still be waited
// for. Who is away for longer is not: no review lasts that long.
const longestAway = 31

// DaysOff are days on which somebody does not work, both ends included.
type DaysOff struct {
	Who  string `json:"who,omitempty"`  // a user id; empty: everybody
	Zone string `json:"zone,omitempty"` // IANA name: of everybody, only those who live by this clock
	From Day    `json:"from"`
	To   Day    `json:"to"`
}

func (o DaysOff) concerns(p Person) bool {
	return (o.Who == "" || o.Who == p.ID) && (o.Zone == "" || o.Zone == p.Zone)
}

func (o DaysOff) holds(d Day) bool { return o.From <= d && d <= o.To }

// worked is when somebody has had n full working days since then, and at least
// 24 hours; ok is false if they are away for too long to be waited for.
func worked(since time.Time, n int, l *time.Location, off []DaysOff) (at time.Time, ok bool) {
	day := dayOf(since, l)
	if day.hour(opens, l).Before(since) {
		day = day.next() // it has begun: the first whole one is another
	}
	for range longestAway * n {
		if !day.weekend() && !free(day, off) {
			if n--; n == 0 {
				return latest(day.hour(closes, l), since.Add(24*time.Hour)).UTC(), true
			}
		}
		day = day.next()
	}
	return time.Time{}, false
}

func free(d Day, off []DaysOff) bool {
	for _, o := range off {
		if o.holds(d) {
			return true
		}
	}
	return false
}

// awaits are the people whom the review waits for: those who spoke in it,
// were seen near the incident, or hold it, and do not only read along.
func (s *Session) awaits() []Person {
	all := make([]Person, 0, len(s.People)+1)
	for _, p := range s.People {
		if s.Counts(p.ID) {
			all = append(all, p)
		}
	}
	if _, known := s.People[s.Facilitator]; !known && s.Facilitator != "" {
		all = append(all, Person{ID: s.Facilitator})
	}
	return all
}

// zoneOf is the zone somebody lives in, as far as it is known: that of the
// review where Slack did not tell.
func (s *Session) zoneOf(p Person) Person {
	if p.Zone == "" {
		p.Zone = s.Zone
	}
	return p
}

// had is when somebody has had n full working days since then.
func (s *Session) had(p Person, since time.Time, n int) (time.Time, bool) {
	p = s.zoneOf(p)
	return worked(since, n, p.Location(), s.off(p))
}

// off are the days on which somebody does not work.
func (s *Session) off(p Person) []DaysOff {
	var out []DaysOff
	for _, o := range s.DaysOff {
		if o.concerns(p) {
			out = append(out, o)
		}
	}
	return out
}

// all is when each of these people has had n full working days since then; at
// the earliest at once, where nobody is left to wait for.
func (s *Session) all(who []Person, since time.Time, n int) time.Time {
	last := since
	seen := map[string]bool{} // people of one zone who are not away have the same days
	for _, p := range who {
		p = s.zoneOf(p)
		off := s.off(p)
		if len(off) == 0 {
			if seen[p.Zone] {
				continue
			}
			seen[p.Zone] = true
		}
		if at, ok := worked(since, n, p.Location(), off); ok {
			last = latest(last, at)
		}
	}
	return last
}

// everybody is when each who takes part has had n full working days since then.
func (s *Session) everybody(since time.Time, n int) time.Time {
	return s.all(s.awaits(), since, n)
}
