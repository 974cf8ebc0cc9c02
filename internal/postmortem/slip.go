package postmortem

import (
	"strconv"
	"strings"
	"time"

	"github.com/remedybot/remedy/prompts"
)

// A slip is a time that is hardly meant as it stands, and the one that is likelier. There
// is one only where the likelier time fits the incident: what is merely unusual, such as
// a change of last spring, is nobody's mistake.
type slip struct {
	why    string // ahead, date, backwards, early, twice or never
	at, to time.Time
}

// Bounds of what fits.
const (
	hour     = time.Hour
	shut     = 2 * hour  // how far from the impact a day of another month may bring a time
	longSpan = 18 * hour // a span of more than this that went over midnight was written the wrong way round
)

// slipOf is the likeliest reason to doubt the time of an entry. What people have put right
// by hand, or stand by, is not doubted.
func (s *Session) slipOf(e Entry) (slip, bool) {
	if !e.Timed() || !e.Live() || e.Sure || e.Hand != "" || e.Phase == "" || e.Timeless {
		return slip{}, false
	}
	from, to := s.Given()
	if e.At.IsZero() {
		return s.ahead(e, from)
	}
	if back := e.To.Add(-24 * hour); !e.To.IsZero() && e.To.Sub(e.At) > longSpan && e.To.Sub(e.At) < 24*hour {
		return slip{"backwards", back, e.At}, true
	}
	if e.Clock != "" {
		if other, why := changing(e.At, Person{Zone: e.Clock}.Location(), e.Skipped); why != "" {
			return moving(e, why, other), true
		}
	}
	if from.IsZero() || to.IsZero() {
		return slip{}, false
	}
	if at, ok := otherDate(e.At, from, to); ok {
		return moving(e, "date", at), true
	}
	if later := e.At.Add(12 * hour); (e.Event == "recovery" || e.Kind == Impact) && e.At.Before(from.Add(-hour)) && !later.Before(from) && !later.After(to.Add(hour)) {
		return moving(e, "early", later), true
	}
	return slip{}, false
}

// moving is a slip of which both ends move.
func moving(e Entry, why string, at time.Time) slip {
	x := slip{why: why, at: at}
	if !e.To.IsZero() {
		x.to = e.To.Add(at.Sub(e.At))
	}
	return x
}

// ahead is for a time that had not come yet when it was told: it was the day before or the
// year before, if that lies near the impact.
func (s *Session) ahead(e Entry, from time.Time) (slip, bool) {
	if e.Ahead.IsZero() || from.IsZero() {
		return slip{}, false
	}
	for _, at := range []time.Time{e.Ahead.AddDate(0, 0, -1), inYear(e.Ahead, from.Year())} {
		if !at.After(e.Written) && at.Sub(from).Abs() <= 24*hour {
			return slip{why: "ahead", at: at}, true
		}
	}
	return slip{}, false
}

// inYear is the same day and time of another year.
func inYear(at time.Time, year int) time.Time { return at.AddDate(year-at.Year(), 0, 0) }

// otherDate is the date that somebody is likelier to mean who wrote one far from the
// impact: of the year of the impact, of its month, or with the day and the month changed
// over.
func otherDate(at, from, to time.Time) (time.Time, bool) {
	if from.Sub(at) <= far && at.Sub(to) <= far {
		return at, false
	}
	near := func(x time.Time, by time.Duration) bool { return from.Sub(x) <= by && x.Sub(to) <= by }
	if x := inYear(at, from.Year()); near(x, far) {
		return x, true
	}
	for _, month := range []time.Month{from.Month(), to.Month()} {
		if x := time.Date(from.Year(), month, at.Day(), at.Hour(), at.Minute(), at.Second(), 0, time.UTC); near(x, shut) {
			return x, true
		}
	}
	if at.Day() <= 12 {
		if x := time.Date(from.Year(), time.Month(at.Day()), int(at.Month()), at.Hour(), at.Minute(), at.Second(), 0, time.UTC); near(x, shut) {
			return x, true
		}
	}
	return at, false
}

// changing is the other moment that a time may be which clocks show twice in the night in
// which they are put back, or, skipped, never in the one in which they are put forward.
func changing(at time.Time, zone *time.Location, skipped bool) (other time.Time, why string) {
	_, off := at.In(zone).Zone()
	for _, by := range []time.Duration{hour, -hour} {
		x := at.Add(by)
		_, offX := x.In(zone).Zone()
		switch {
		case off-offX == int(by.Seconds()):
			return x, "twice"
		case skipped && off != offX:
			return x, "never"
		}
	}
	return other, ""
}

// slips are those who are asked alone about a time that is hardly meant.
func slips(s *Session, _ Guide) []matter {
	var out []matter
	for e := range s.dated() {
		if _, ok := s.slipOf(*e); ok {
			out = append(out, matter{e.Author, aboutSlip + e.ID, e.Written.Add(timeToMend)})
		}
	}
	return out
}

// aboutSlip begins what such a question is about.
const aboutSlip = "slip/"

// slipIn is what such a question says.
func (s *Session) slipIn(about string) map[string]any {
	e, _ := s.Entry(strings.TrimPrefix(about, aboutSlip))
	x, _ := s.slipOf(e)
	at := latest(e.At, e.Ahead)
	return map[string]any{"what": said(s.Text(e.ID)), "action": "", "why": x.why, "time": prompts.Marked(moment(at)), "fix": prompts.Marked(moment(x.at))}
}

func slipButtons(w *prompts.Words, s *Session, about string) []Button {
	id := strings.TrimPrefix(about, aboutSlip)
	e, _ := s.Entry(id)
	x, _ := s.slipOf(e)
	carries := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return strconv.FormatInt(t.Unix(), 10)
	}
	out := []Button{{Action: DoRetime, Value: s.value(id, carries(x.at), carries(x.to)), Label: w.Say("button/retime", nil), Reader: w.Say("button/retime_reader", nil)}}
	if x.why != "ahead" {
		out = append(out, s.button(w, DoRetime, "as_it_stands", id))
	}
	return append(out, s.button(w, DoEdit, "give_time", id))
}

// retime puts the time right that an entry has, or says that it is meant as it stands.
func (t *turn) retime(b Retime) error {
	e, err := t.editable(b.Entry)
	if err != nil {
		return err
	}
	if !e.Timed() {
		return t.refuse("gone", nil)
	}
	if b.At.After(t.in.At) {
		return t.refuse("in_future", map[string]any{"time": b.At.UTC().Format("2006-01-02 15:04 UTC")}).at("when")
	}
	if e.Sure = true; !b.At.IsZero() {
		read := t.s.reads(e)
		e.At, e.To, e.Clock, e.Skipped, e.Ahead, e.Held = utc(b.At), utc(b.To), "", false, time.Time{}, Span{}
		if e.Precision == "unknown" || e.Precision == "" {
			e.Precision = "exact"
		}
		t.event(Changed{e})
		t.amend(e, HowReworded, read)
	} else {
		t.event(Changed{e})
	}
	t.stale(t.boardOf(e))
	t.reply("marked", nil)
	return nil
}
