package postmortem

import (
	"math"
	"slices"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
)

// By which clock somebody writes is reckoned from what stands fast: the messages of the
// incident's channel, the ends of the impact, and times that name their zone. Read by the
// clock that was meant, times fall on such minutes; by another they fall between them, or
// where nothing was going on.

// What speaks for a clock, and against it, in halves of a bit: two make it twice as likely.
const (
	alikeCounts   = 4   // the message of that minute tells of the same
	missed        = -1  // nobody wrote anything in that minute
	outsideCounts = -4  // nothing was going on then
	unborn        = -16 // it had not come yet when it was told
	othersCount   = 4   // it is a minute that somebody else tells without a zone
	company       = 6   // somebody who lives by the same clock writes by that one, or somebody who lives by another
)

// The bounds of what is reckoned.
const (
	sure      = 14 // by how much a clock has to lead to be taken without a question: a hundred to one
	doubtful  = 6  // by how much another leads where it is asked
	oddPlace  = 4  // the same, where they do not live by the clock their times are read by
	aboutThen = 45 * time.Minute
	justThen  = 15 * time.Minute
	lull      = 3 * time.Hour // how long nobody may write anything while it is going on
	several   = 2
	enough    = 5
)

// A habit is by which clock somebody writes their bare times: one for those they read off
// the wall ("2:20pm"), and one for all others, which may be copied from a log.
type habit struct {
	who    string
	spoken bool
	mine   []Entry
	fixed  fixed
	base   string // the zone they are read in by what people have said, an IANA name
	best   string // that in which they fit best, besides base
	lead   int    // by how much it fits better
	taken  string // the zone that is beyond doubt; "" if none is
}

// open reports whether it is open by which clock the times were told.
func (h habit) open(s *Session) bool {
	if h.taken != "" || len(h.mine) == 0 {
		return false
	}
	own := s.People[h.who].Location().String()
	if apartAt(h.mine[len(h.mine)-1].Told().At, own, h.base) != 0 {
		return h.lead >= oddPlace
	}
	return h.lead >= doubtful
}

// Told is the moment an entry tells of as it was read, whether or not it counts.
func (e Entry) Told() Span {
	if e.At.IsZero() {
		return e.Held
	}
	return Span{e.At, e.To}
}

// Face is what the clock showed by which an entry is told whose time is held back, as its
// author wrote it; "" where it is not.
func (e Entry) Face() string {
	if e.Held.At.IsZero() {
		return ""
	}
	zone := Person{Zone: e.Clock}.Location()
	if e.Held.To.IsZero() {
		return e.Held.At.In(zone).Format("15:04")
	}
	return e.Held.At.In(zone).Format("15:04") + " to " + e.Held.To.In(zone).Format("15:04")
}

// habits are those of somebody of whom bare times stand.
func (s *Session) habits(who string) []habit {
	if s.ZoneOf[who] != "" {
		return nil // They have said so.
	}
	var out []habit
	var f *fixed
	for _, spoken := range [...]bool{false, true} {
		h := habit{who: who, spoken: spoken, base: s.clockFor(s.People[who], spoken)}
		for _, e := range s.Entries {
			if at := e.Told().At; e.Timed() && (e.Live() || e.Same != "") && e.Author == who && e.Clock != "" && e.Spoken == spoken && e.Hand == "" && !e.Sure && !e.Timeless && !at.IsZero() && !at.Equal(s.Began) && !at.Equal(s.Ended) {
				h.mine = append(h.mine, e) // What was found to tell a record again speaks, too.
			}
		}
		if len(h.mine) == 0 {
			continue
		}
		if f == nil {
			f = new(s.fixedFor(who))
		}
		h.fixed = *f
		s.weigh(&h)
		out = append(out, h)
	}
	return out
}

// weigh finds the clock that a habit fits.
func (s *Session) weigh(h *habit) {
	own := s.People[h.who].Location().String()
	zones := []string{h.base}
	others := []string{own, "UTC"}
	if h.spoken {
		others = []string{own, s.Zone}
	}
	for _, z := range append(others, s.zonesRead()...) {
		if z != "" && !slices.Contains(zones, z) && apartAt(h.mine[len(h.mine)-1].Told().At, z, h.base) != 0 {
			zones = append(zones, z)
		}
	}
	type fit struct {
		score
		zone  string
		known bool // by others
	}
	var fits []fit
	for _, z := range zones {
		x := fit{s.score(h.mine, h.fixed, z), z, !h.spoken && s.inCompany(h.who, z)}
		if x.known && (x.hits > 0 || apartAt(h.mine[0].Told().At, own, h.base) != 0) { // By itself it does not speak against their own clock.
			x.sum += company
		}
		fits = append(fits, x)
	}
	base := fits[0]
	h.lead = unborn * len(h.mine)
	for _, x := range fits[1:] {
		if by := x.sum + x.soft - base.sum - base.soft; by > h.lead {
			h.best, h.lead = x.zone, by
		}
	}
	for _, x := range fits {
		ahead := !slices.ContainsFunc(fits, func(y fit) bool {
			return y.zone != x.zone && apartAt(h.mine[0].Told().At, x.zone, y.zone) != 0 && x.sum-y.sum < sure
		})
		fallsOn := x.hits >= several || x.hits > 0 && (x.within >= several && x.zone == own || x.known)
		if ahead && len(fits) > 1 && fallsOn && !x.unborn {
			h.taken = x.zone
		}
	}
}

// inCompany reports whether somebody has been found to write by the clock of a zone, or
// somebody else has who lives by the same as they do, or does not live by that one.
func (s *Session) inCompany(who, zone string) bool {
	home := func(id string) string { return s.People[id].Location().String() }
	for other, z := range s.Reckoned {
		if z == zone && (other == who || home(other) == home(who) || home(other) != zone) {
			return true
		}
	}
	return false
}

// fits reports whether a time of a habit is an exception: by itself it fits the first zone,
// on the minute, and not the second.
func (s *Session) fits(e Entry, f fixed, zone, than string) bool {
	x := s.score([]Entry{e}, f, zone)
	return x.hits > 0 && x.sum > s.score([]Entry{e}, f, than).sum
}

// A score is how well bare times fit, read in a zone.
type score struct {
	sum, soft    int
	hits, within int  // of different minutes
	unborn       bool // one had not come yet when it was told
}

func (s *Session) score(mine []Entry, f fixed, zone string) score {
	var x score
	to := Person{Zone: zone}.Location()
	worth := map[time.Time]int{}
	read, from := "", time.UTC // Looked up anew only where it changes: that takes its time.
	for _, e := range mine {
		if e.Clock != read {
			read, from = e.Clock, Person{Zone: e.Clock}.Location()
		}
		for _, face := range [...]time.Time{e.Told().At, e.Told().To} {
			if face.IsZero() {
				continue
			}
			at := f.sameClock(face, from, to).Truncate(time.Minute)
			if was, told := worth[at]; told && was > 0 && e.Precision == string(evidence.Approx) {
				continue
			}
			switch {
			case !e.Written.IsZero() && at.After(e.Written.Add(ahead)):
				worth[at], x.unborn = unborn, true
			case e.Precision != string(evidence.Approx) && len(f.firm[at]) > 0:
				n := f.surprise(at)
				if slices.ContainsFunc(f.firm[at], func(key string) bool { return evidence.Alike(s.Text(key), s.Text(e.ID)) >= several }) {
					n += alikeCounts
				}
				worth[at] = max(worth[at], n)
			case !f.busy(at):
				worth[at] = min(worth[at], outsideCounts)
			case worth[at] == 0:
				worth[at] = missed
			}
			if f.soft[at] {
				x.soft += othersCount
			}
		}
	}
	for _, n := range worth {
		x.sum += n
		if n > 0 {
			x.hits++
		}
		if n >= missed {
			x.within++
		}
	}
	return x
}

// fixed are the minutes that times of somebody may fall on.
type fixed struct {
	firm    map[time.Time][]string // the keys of what was told of each
	minutes []time.Time            // of firm, in order
	soft    map[time.Time]bool     // what others tell without a zone
	whole   bool                   // the ends of the impact are known
}

// fixedFor leaves out of soft those who live by the same clock and were read by the same
// other one, since they may have copied from the same kind of screen.
func (s *Session) fixedFor(who string) fixed {
	f := fixed{firm: map[time.Time][]string{}, soft: map[time.Time]bool{}, whole: !s.Began.IsZero() && !s.Ended.IsZero()}
	add := func(at time.Time, key string) {
		if !at.IsZero() {
			at = at.Truncate(time.Minute)
			f.firm[at] = append(f.firm[at], key)
		}
	}
	add(s.Began, "")
	add(s.Ended, "")
	base := s.clockFor(s.People[who], false)
	for e := range s.dated() {
		switch {
		case e.Clock == "":
			add(e.At, e.ID)
		case e.Author != who && (e.Clock != base || s.People[e.Author].Zone != s.People[who].Zone):
			f.soft[e.Told().At.Truncate(time.Minute)] = true
		}
	}
	for r, m := range s.Messages {
		if m.Phase == "" && !m.Gone {
			add(m.At, r.Key())
		}
	}
	delete(f.soft, time.Time{})
	for at := range f.firm {
		f.minutes = append(f.minutes, at)
	}
	slices.SortFunc(f.minutes, time.Time.Compare)
	return f
}

// sameClock is the moment at which a clock in one zone shows what a clock in another showed, on
// the day before or after where something was going on then, and not on the same: few people name
// the day, and it is another one far away.
func (f fixed) sameClock(at time.Time, from, to *time.Location) time.Time {
	same := sameClock(at, from, to)
	if same.Equal(at) || f.busy(same) {
		return same
	}
	for _, other := range [...]time.Time{same.AddDate(0, 0, 1), same.AddDate(0, 0, -1)} {
		if f.busy(other) {
			return other
		}
	}
	return same
}

// around is how many of its minutes lie within d of a time.
func (f fixed) around(at time.Time, d time.Duration) int {
	return f.index(at.Add(d+1)) - f.index(at.Add(-d))
}

// index is how many of its minutes lie before a time.
func (f fixed) index(at time.Time) int {
	i, _ := slices.BinarySearchFunc(f.minutes, at, time.Time.Compare)
	return i
}

// surprise is how much it says that a time falls on one of its minutes: little where they
// lie close together.
func (f fixed) surprise(at time.Time) int {
	share := float64(f.around(at, aboutThen)) / (2 * aboutThen).Minutes()
	return max(1, min(8, int(math.Round(-2*math.Log2(share)))))
}

// busy reports whether something was going on at a time, as far as is known: a few minutes
// do not tell when nothing was.
func (f fixed) busy(at time.Time) bool {
	return !f.whole && len(f.minutes) < enough || f.around(at, justThen) > 0 || f.index(at.Add(lull)) > f.index(at) && f.index(at) > f.index(at.Add(-lull))
}
