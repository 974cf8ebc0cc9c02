package postmortem

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/prompts"
)

// A clock time such as 14:05 is read in its writer's zone, or in that of the review. An
// entry remembers the zone its time was read in for want of one, so that a time that was
// meant otherwise can be read again.

// bareIn is the zone in which the bare clock times of somebody are read.
func (s *Session) bareIn(by Person) string {
	if zone := s.ZoneOf[by.ID]; zone != "" {
		return zone
	}
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
	said := Zoned{Zone: b.Zone}
	if b.Own {
		said = Zoned{cmp.Or(b.Zone, t.s.People[t.in.By.ID].Location().String()), t.in.By.ID}
	}
	t.event(said)
	n := 0
	for _, e := range t.s.Live() {
		if now, ok := t.readIn(e, t.s.bareIn(t.s.People[e.Author])); ok {
			t.event(Changed{now})
			t.stale(t.boardOf(now))
			n++
		}
	}
	t.stale(t.boardOf(Entry{Kind: Event})) // it says how times are read
	t.reply("zoned", map[string]any{"zone": said.Zone, "n": n, "own": b.Own})
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
	now.Clock, now.Ahead, now.Skipped = zone, time.Time{}, false
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
	for e := range s.dated() {
		if e.Clock != "" && !slices.Contains(out, e.Clock) {
			out = append(out, e.Clock)
		}
	}
	return out
}

// zonePart says how bare times were read while nobody has said how they are meant.
func (s *Session) zonePart(w *prompts.Words) []Part {
	zones := s.zonesRead()
	if !s.Running() || s.ZoneSaid || len(zones) == 0 {
		return nil
	}
	if s.Zone == "" {
		return []Part{{Kind: Quiet, Text: w.Say("board/zones", map[string]any{"zones": listing(zones)})}}
	}
	if !slices.ContainsFunc(s.Live(), s.otherClock) {
		return nil // They all live by the clock of the start form.
	}
	return []Part{{Kind: Quiet, Text: w.Say("board/zone_of_form", map[string]any{"zone": inWords(s.Zone)})}}
}

// otherClock reports whether the bare time of an entry was read in a zone whose clock
// showed something else than its author's own.
func (s *Session) otherClock(e Entry) bool {
	if e.Clock == "" || e.At.IsZero() {
		return false
	}
	own, known := s.People[e.Author]
	return known && own.Zone != "" && apartAt(e.At, e.Clock, own.Zone) != 0
}

// apartAt is how far the clock in one zone is ahead of that in another.
func apartAt(at time.Time, zone, other string) time.Duration {
	_, a := at.In(Person{Zone: zone}.Location()).Zone()
	_, b := at.In(Person{Zone: other}.Location()).Zone()
	return time.Duration(a-b) * time.Second
}

// inWords is a zone as people call it: "Kolkata time".
func inWords(zone string) string {
	_, city, ok := strings.Cut(zone, "/")
	if !ok || strings.HasPrefix(zone, "Etc/") {
		return strings.TrimPrefix(zone, "Etc/")
	}
	return strings.ReplaceAll(city[strings.LastIndexByte(city, '/')+1:], "_", " ") + " time"
}
