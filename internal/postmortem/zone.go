package postmortem

import (
	"slices"
	"strconv"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/prompts"
)

// A clock time such as 14:05 is read in its writer's zone, or in that of the review. An
// entry remembers the zone its time was read in for want of one, so that a time that was
// meant otherwise can be read again.

// bareIn is the zone in which the bare clock times of somebody are read.
func (s *Session) bareIn(by Person) string {
	if s.Zone != "" {
		return s.Zone
	}
	return by.Location().String()
}

// setZone says in which zone clock times are written, and reads those again that named
// none. What somebody put right by hand with a zone stays as it is.
func (t *turn) setZone(b SetZone) error {
	if err := t.takesPart(); err != nil {
		return err
	}
	if !t.s.Running() {
		return t.over()
	}
	if b.Zone != "" {
		if _, err := time.LoadLocation(b.Zone); err != nil || b.Zone == "Local" {
			return t.refuse("unknown_zone", nil)
		}
	}
	t.event(Zoned(b))
	n := 0
	for _, e := range t.s.Live() {
		if now, ok := t.readIn(e, t.s.bareIn(t.s.People[e.Author])); ok {
			t.event(Changed{now})
			t.stale(t.boardOf(now))
			n++
		}
	}
	t.stale(t.boardOf(Entry{Kind: Event})) // it says how times are read
	t.reply("zoned", map[string]any{"zone": b.Zone, "n": n})
	return nil
}

// readIn is an entry with its bare time read in another zone; false where that is the
// same, or it has none. One that was read as lying ahead of what told it has lost its
// time, and is read from its message.
func (t *turn) readIn(e Entry, zone string) (Entry, bool) {
	if e.Clock == "" || e.Clock == zone || e.Timeless {
		return e, false
	}
	was, now := e, e
	now.Clock = zone
	from, to := Person{Zone: e.Clock}.Location(), Person{Zone: zone}.Location()
	switch {
	case !e.At.IsZero():
		now.At, now.To = sameClock(e.At, from, to), sameClock(e.To, from, to)
	case len(e.Sources) > 0:
		m := t.s.Messages[e.Sources[0]]
		st := t.statement(t.s.Text(e.Sources[0].Key()), t.s.People[m.Author], m.At)
		st.Phase = evidence.Phase(m.Phase)
		for _, f := range evidence.Read(st) {
			if Kind(f.Kind) == e.Kind && f.Text == t.s.Text(e.ID) {
				now.At, now.To, now.Precision = utc(f.At), utc(f.To), string(f.Precision)
			}
		}
	}
	now = now.before(e.Written, t.s.day().IsZero())
	return now, !now.At.Equal(was.At) || !now.To.Equal(was.To)
}

// sameClock is the moment at which a clock in one zone shows what a clock in another
// showed.
func sameClock(at time.Time, from, to *time.Location) time.Time {
	if at.IsZero() {
		return at
	}
	l := at.In(from)
	return time.Date(l.Year(), l.Month(), l.Day(), l.Hour(), l.Minute(), l.Second(), l.Nanosecond(), to).UTC()
}

// zonesRead are the zones in which bare times were read, in the order of recording.
func (s *Session) zonesRead() []string {
	var out []string
	for _, e := range s.Live() {
		if e.Clock != "" && !slices.Contains(out, e.Clock) {
			out = append(out, e.Clock)
		}
	}
	return out
}

// zonePart says how bare times were read while nobody has said how they are meant.
func (s *Session) zonePart(w *prompts.Words) []Part {
	zones := s.zonesRead()
	if !s.Running() || s.Zone != "" || s.ZoneSaid || len(zones) == 0 {
		return nil
	}
	return []Part{{Kind: Quiet, Text: w.Say("board/zones", map[string]any{"zones": listing(zones)})}}
}

// enoughToAsk is how much has to speak for another zone: a time that falls on another
// to the minute counts twice, one that falls into the impact once.
const enoughToAsk = 3

// clashing is a zone in which the times of some would agree with those of the others,
// while they lie apart as they were read.
func clashing(s *Session, _ Guide) (string, time.Time, bool) {
	if s.Zone != "" || s.ZoneSaid {
		return "", time.Time{}, false
	}
	zones := s.zonesRead()
	best, most := "", 0
	for _, read := range zones {
		for _, zone := range append([]string{"UTC"}, zones...) {
			if n := s.agreeing(read, zone); n >= enoughToAsk && n > most && n > 3*s.agreeing(read, read) {
				best, most = zone, n
			}
		}
	}
	return best, s.lastEntry(), best != ""
}

// agreeing is how well the bare times that were read in one zone would fit the others,
// and the impact, in another.
func (s *Session) agreeing(read, zone string) (n int) {
	from, to := Person{Zone: read}.Location(), Person{Zone: zone}.Location()
	fixed := map[time.Time]bool{s.Began: true, s.Ended: true}
	for _, e := range s.Live(Event, Impact, Detection) {
		if e.Clock != read {
			fixed[e.At] = true
		}
	}
	delete(fixed, time.Time{})
	for _, e := range s.Live(Event, Impact, Detection) {
		if e.Clock != read || e.At.IsZero() {
			continue
		}
		at := sameClock(e.At, from, to)
		switch {
		case fixed[at]:
			n += 2
		case !s.Began.IsZero() && !at.Before(s.Began) && !at.After(s.Ended):
			n++
		}
	}
	return n
}

// hoursApart says how far the times of those who agree otherwise lie apart.
func hoursApart(_ *prompts.Words, s *Session, zone string) map[string]any {
	at, hours := latest(s.Began, s.day()), 0.0
	for _, read := range s.zonesRead() {
		_, from := at.In(Person{Zone: read}.Location()).Zone()
		_, to := at.In(Person{Zone: zone}.Location()).Zone()
		if n := s.agreeing(read, zone); n >= enoughToAsk && from != to {
			hours = max(hours, float64(max(from-to, to-from))/3600)
		}
	}
	return map[string]any{"hours": strconv.FormatFloat(hours, 'f', -1, 64)}
}

// zoneButtons are the zones that may be meant, the likeliest first.
func zoneButtons(w *prompts.Words, s *Session, likeliest string) []Button {
	zones := []string{likeliest}
	for _, z := range append([]string{"UTC"}, s.zonesRead()...) {
		if !slices.Contains(zones, z) && len(zones) < 4 {
			zones = append(zones, z)
		}
	}
	var out []Button
	for _, z := range zones {
		out = append(out, Button{Action: DoZone, Value: s.value(z), Label: w.Say("button/all_in", map[string]any{"zone": z})})
	}
	return append(out, s.button(w, DoZone, "each_own", ""))
}
