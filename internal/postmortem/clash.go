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
// seen from the rest, see reckon.go. Where that is beyond doubt, their times are read so.
// Where it only speaks for another clock than the one their times were read by, they are
// asked, alone; where it is several people, all are. Until they have answered, those times
// stand in the document as they were written, and count for nothing.

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
	for _, h := range s.habits(who) {
		if !h.open(s) {
			continue
		}
		c := clash{who: who, read: h.base, zone: h.best}
		for _, e := range h.mine {
			c.at, c.entry = latest(c.at, e.Written), e
		}
		c.entry.At = c.entry.Told().At
		return c, true
	}
	return clash{}, false
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
