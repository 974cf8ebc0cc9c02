package postmortem

import (
	"cmp"
	"maps"
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
	return cmp.Or(s.ZoneOf[by.ID], s.Reckoned[by.ID], s.clockFor(by, false))
}

// clockFor is the zone in which those of somebody are read by what people have said: they
// themselves, all together, or the start form. A time as it is spoken, "2:20pm", is that of
// the clock on the wall, whatever the form says.
func (s *Session) clockFor(by Person, spoken bool) string {
	if zone := s.ZoneOf[by.ID]; zone != "" {
		return zone
	}
	if s.Zone != "" && (s.ZoneSaid || !spoken || by.Zone == "") {
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
		if now, ok := t.readIn(e, t.s.clockFor(t.s.People[e.Author], e.Spoken), fixed{}); ok {
			t.event(Changed{now})
			t.stale(t.boardOf(now))
			n++
		}
	}
	t.reckon()
	t.stale(t.boardOf(Entry{Kind: Event})) // it says how times are read
	t.reply("zoned", map[string]any{"zone": said.Zone, "n": n, "own": b.Own})
	return nil
}

// readIn is an entry with its bare time read in another zone; false where that is the
// same, or it has none. One that was read as lying ahead of what told it has lost its
// time, and is read from its message. What was held back is not any more.
func (t *turn) readIn(e Entry, zone string, f fixed) (Entry, bool) {
	if e.Clock == "" || e.Timeless || e.Clock == zone && e.Held.At.IsZero() {
		return e, false
	}
	was, now := e, e
	if !e.Held.At.IsZero() {
		now.At, now.To, now.Held = e.Held.At, e.Held.To, Span{}
	}
	from, to := Person{Zone: e.Clock}.Location(), Person{Zone: zone}.Location()
	switch {
	case e.Clock == zone:
	case !now.At.IsZero():
		now.At, now.To = f.sameClock(now.At, from, to), sameClock(now.To, from, to)
		if !now.To.IsZero() {
			now.To = now.To.Add(now.At.Sub(sameClock(was.Told().At, from, to)))
		}
	case len(e.Sources) > 0:
		m := t.s.Messages[e.Sources[0]]
		st := t.statement(t.s.Text(e.Sources[0].Key()), t.s.People[m.Author], m.At)
		st.Phase, st.Clock = evidence.Phase(m.Phase), to
		for _, f := range evidence.Read(st) {
			if Kind(f.Kind) == e.Kind && f.Text == t.s.Text(e.ID) {
				now.At, now.To, now.Precision = utc(f.At), utc(f.To), string(f.Precision)
			}
		}
	}
	if e.Clock != zone {
		now.Clock, now.Ahead, now.Skipped = zone, time.Time{}, false
	}
	now = now.before(e.Written, t.s.day().IsZero())
	return now, !now.At.Equal(was.At) || !now.To.Equal(was.To)
}

// reckon reads the bare times that stand by the clock that is beyond doubt, and holds back
// those of which it is open which clock was meant. What people say of it goes before.
func (t *turn) reckon() {
	if t.s.ZoneSaid {
		return
	}
	seen := map[string]bool{}
	var who []string
	for e := range t.s.dated() {
		if e.Clock != "" && !seen[e.Author] {
			seen[e.Author], who = true, append(who, e.Author)
		}
	}
	for _, id := range who {
		for _, h := range t.s.habits(id) {
			if h.taken != "" && !h.spoken && t.s.Reckoned[id] != h.taken {
				t.event(Reckoned{id, h.taken})
			}
			open := h.open(t.s)
			for _, e := range h.mine {
				switch {
				case !e.Live():
				case h.taken != "" && !t.s.fits(e, h.fixed, h.base, h.taken):
					t.place(e, h.taken, false, h.fixed)
				case open && !t.s.fits(e, h.fixed, h.base, h.best):
					t.place(e, h.base, apartAt(e.Told().At, h.best, h.base) != 0, h.fixed)
				default:
					t.place(e, h.base, false, h.fixed)
				}
			}
		}
		t.notYet(id)
	}
}

// reckonAnew does so where what stands has changed.
func (t *turn) reckonAnew() {
	if t.s.Running() && slices.ContainsFunc(t.d.Events, func(b EventBody) bool {
		switch b.(type) {
		case Recorded, Changed, Judged, Restated, Revised, Unsaid:
			return true
		}
		return false
	}) {
		t.reckon()
	}
}

// notYet reads those times of somebody by their own clock, or the one they write by, that
// had not come yet by the one they were read by, where something was going on then.
func (t *turn) notYet(who string) {
	by := t.s.People[who]
	zone := cmp.Or(t.s.ZoneOf[who], t.s.Reckoned[who], by.Location().String())
	for _, e := range t.s.Live() {
		if e.Author != who || e.Clock == "" || e.Clock == zone || e.Ahead.IsZero() || e.Sure {
			continue
		}
		at := sameClock(e.Ahead, Person{Zone: e.Clock}.Location(), Person{Zone: zone}.Location())
		if f := t.s.fixedFor(who); (f.whole || len(f.minutes) >= enough) && f.busy(at) && !at.After(e.Written.Add(ahead)) {
			t.place(e, zone, false, f)
		}
	}
}

// place reads an entry's bare time in a zone, and holds it back where that is not certain.
func (t *turn) place(e Entry, zone string, hold bool, f fixed) {
	if e.Clock == zone && hold == !e.Held.At.IsZero() {
		return
	}
	now, _ := t.readIn(e, zone, f)
	if hold && !now.At.IsZero() {
		now.Held, now.At, now.To = Span{now.At, now.To}, time.Time{}, time.Time{}
	}
	if now.Clock == e.Clock && now.At.Equal(e.At) && now.Held == e.Held || now.At.IsZero() && now.Held.At.IsZero() {
		return
	}
	t.event(Changed{now})
	if e.State == Confirmed && !e.At.IsZero() && !now.At.IsZero() && !now.At.Equal(e.At) {
		t.event(Judged{e.ID, Proposed}) // It was confirmed at another time.
	}
	t.stale(t.boardOf(now))
	if into, _, ok := t.recordOf(now, t.s.Text(e.ID)); ok {
		now, _ = t.s.Entry(e.ID)
		t.joins(into, now)
	}
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
	var out []Part
	switch {
	case s.Zone == "":
		out = append(out, Part{Kind: Quiet, Text: w.Say("board/zones", map[string]any{"zones": listing(zones)})})
	case slices.ContainsFunc(s.Live(), s.otherClock): // else they all live by the clock of the start form
		out = append(out, Part{Kind: Quiet, Text: w.Say("board/zone_of_form", map[string]any{"zone": inWords(s.Zone)})})
	}
	for _, zone := range zones {
		var who []string
		for _, id := range slices.Sorted(maps.Keys(s.Reckoned)) {
			if s.Reckoned[id] == zone && s.Reckoned[id] != s.clockFor(s.People[id], false) {
				who = append(who, string(mention(id)))
			}
		}
		if len(who) > 0 {
			out = append(out, Part{Kind: Quiet, Text: w.Say("board/found", map[string]any{"who": prompts.Marked(listing(who)), "zone": inWords(zone)})})
		}
	}
	return out
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
