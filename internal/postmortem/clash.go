package postmortem

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/remedybot/remedy/prompts"
)

// People copy the times that Slack shows them, which are their own, and the times of
// logs, which are in UTC, into one and the same review. Which of both somebody did is
// seen from the rest: the hour of the impact, the messages of the incident's channel,
// and the times that named their zone. Where that speaks for another clock than the one
// their times were read by, they are asked, alone; where it is several people, all are.

// enoughToAsk is how much has to speak for another zone: a time that falls on another
// to the minute counts twice, one that falls into the impact once, and twice where the
// zones are so far apart that this is no chance.
const enoughToAsk = 3

// farApart is how far zones lie apart so that a moment seldom falls into a short impact
// in both by chance.
const farApart, shortImpact = 4 * time.Hour, 6 * time.Hour

// A clash is somebody whose bare times would agree with the rest in another zone.
type clash struct {
	who, read, zone string // user id; IANA names
	entry           Entry  // the last of their times
	at              time.Time
}

// clashes are those who mean another clock than the one their times were read by, as
// far as the rest tells, in the order in which they spoke.
func (s *Session) clashes() []clash {
	var out []clash
	asked := map[string]bool{}
	for e := range s.dated() {
		if e.Clock == "" || asked[e.Author] {
			continue
		}
		asked[e.Author] = true
		if c, ok := s.clashOf(e.Author); ok {
			out = append(out, c)
		}
	}
	return out
}

func (s *Session) clashOf(who string) (clash, bool) {
	if s.ZoneOf[who] != "" {
		return clash{}, false // They have said so.
	}
	c, mine := clash{who: who}, []Entry(nil)
	for e := range s.dated() {
		if e.Author == who && e.Clock != "" && !e.At.IsZero() && !e.At.Equal(s.Began) && !e.At.Equal(s.Ended) {
			mine = append(mine, *e)
			c.at, c.entry, c.read = latest(c.at, e.Written), *e, e.Clock
		}
	}
	if len(mine) == 0 {
		return c, false
	}
	fixed, most, asRead := s.anchors(c), 0, 0
	tried := map[string]bool{}
	for i, zone := range append([]string{c.read, s.People[who].Location().String(), "UTC"}, s.zonesRead()...) {
		if tried[zone] {
			continue
		}
		tried[zone] = true
		n := s.agreeing(mine, fixed, zone)
		if i == 0 {
			asRead = n
		} else if n > most && apartAt(c.entry.At, zone, c.read) != 0 {
			c.zone, most = zone, n
		}
	}
	return c, most >= enoughToAsk && most > 3*asRead
}

// anchors are the minutes that times of somebody may fall on: the ends of the impact,
// the messages of the incident's channel, and what others tell, but for those who live
// in the same zone and were read in the same other one, since they may have copied from
// the same kind of screen.
func (s *Session) anchors(c clash) map[time.Time]bool {
	fixed := map[time.Time]bool{}
	add := func(at time.Time) { fixed[at.Truncate(time.Minute)] = true }
	add(s.Began)
	add(s.Ended)
	for e := range s.dated() {
		if e.Clock == "" || e.Author != c.who && (e.Clock != c.read || s.People[e.Author].Zone != s.People[c.who].Zone) {
			add(e.At)
		}
	}
	for _, m := range s.Messages {
		if m.Phase == "" && !m.Gone {
			add(m.At)
		}
	}
	delete(fixed, time.Time{})
	return fixed
}

// agreeing is how well bare times would fit what stands fast, and the impact, in a zone.
func (s *Session) agreeing(mine []Entry, fixed map[time.Time]bool, zone string) (n int) {
	read, to := mine[0].Clock, Person{Zone: zone}.Location()
	from := Person{Zone: read}.Location() // Looked up anew only where it changes: that takes its time.
	for _, e := range mine {
		if e.Clock != read {
			read, from = e.Clock, Person{Zone: e.Clock}.Location()
		}
		at := sameClock(e.At, from, to)
		if fixed[at.Truncate(time.Minute)] {
			n += 2
		}
		if !s.Began.IsZero() && !at.Before(s.Began) && !at.After(s.Ended) {
			n++
			if s.Ended.Sub(s.Began) <= shortImpact && at.Sub(e.At).Abs() >= farApart {
				n++
			}
		}
	}
	return n
}

// eachOwn is what clashing is about where each means their own clock.
const eachOwn = "own"

// clashing is a zone that several people mean, or each their own, while their times were
// read in another and nobody has said so.
func clashing(s *Session, _ Guide) (string, time.Time, bool) {
	all := s.clashes()
	if s.ZoneSaid || len(all) < 2 {
		return "", time.Time{}, false
	}
	own := !slices.ContainsFunc(all, func(c clash) bool { return c.zone != s.People[c.who].Location().String() })
	if own && s.Zone != "" {
		return eachOwn, s.lastEntry(), true
	}
	return all[0].zone, s.lastEntry(), true
}

// hoursApart says how far the times of those who agree otherwise lie apart.
func hoursApart(_ *prompts.Words, s *Session, _ string) map[string]any {
	hours, read := 0.0, ""
	for _, c := range s.clashes() {
		hours = max(hours, math.Abs(apartAt(c.entry.At, c.zone, c.read).Hours()))
		read = cmp.Or(read, c.read)
	}
	if s.Zone == "" {
		read = ""
	}
	return map[string]any{"hours": strconv.FormatFloat(hours, 'f', -1, 64), "read": inWords(read)}
}

// zoneButtons are the zones that may be meant, the likeliest first.
func zoneButtons(w *prompts.Words, s *Session, likeliest string) []Button {
	each := s.button(w, DoZone, "each_own", "")
	var zones []string
	for _, z := range append([]string{likeliest, "UTC"}, s.zonesRead()...) {
		if z != eachOwn && !slices.Contains(zones, z) && len(zones) < 4 {
			zones = append(zones, z)
		}
	}
	var out []Button
	for _, z := range zones {
		out = append(out, Button{Action: DoZone, Value: s.value(z), Label: w.Say("button/all_in", map[string]any{"zone": z})})
	}
	if likeliest == eachOwn {
		return append([]Button{each}, out...)
	}
	return append(out, each)
}

// ownClocks are those who are asked alone by which clock they write: all together are
// asked where it is several and nobody has said so.
func ownClocks(s *Session, _ Guide) []matter {
	var out []matter
	all := s.clashes()
	if len(all) > 1 && !s.ZoneSaid {
		return nil
	}
	for _, c := range all {
		out = append(out, matter{c.who, aboutClock + c.who + "|" + c.zone, c.at.Add(timeToMend)})
	}
	return out
}

// aboutClock begins what such a question is about.
const aboutClock = "clock/"

// clockOf is the clash that a question to somebody alone is about.
func (s *Session) clockOf(about string) (clash, bool) {
	who, _, _ := strings.Cut(strings.TrimPrefix(about, aboutClock), "|")
	return s.clashOf(who)
}

func clockButtons(w *prompts.Words, s *Session, about string) []Button {
	c, _ := s.clockOf(about)
	var out []Button
	for _, zone := range []string{c.zone, c.read} {
		out = append(out, Button{Action: DoZone, Value: s.value(zone, "mine"), Label: w.Say("button/mine_in", map[string]any{"zone": inWords(zone)})})
	}
	return out
}
