package postmortem

import (
	"cmp"
	"slices"
	"time"

	"github.com/remedybot/remedy/prompts"
)

// mostOff is how many spans of days off a review remembers; it lasts weeks, not years.
const mostOff = 100

// away takes note of days on which somebody does not work, so that the review
// waits for them.
func (t *turn) away(b Away) error {
	if !t.s.Running() {
		return t.over()
	}
	who := b.Who
	if who.ID == "" || who.ID == t.in.By.ID {
		who = t.in.By
	} else if err := t.steers(); err != nil {
		return err
	}
	if who.Bot {
		return t.refuse("away_bot", nil)
	}
	t.meet(who)
	return t.daysOff(DaysOff{Who: who.ID, From: b.From, To: b.To}, b.None)
}

// holiday takes note of days on which nobody works, or nobody in a zone.
func (t *turn) holiday(b Holiday) error {
	if err := t.steers(); err != nil {
		return err
	}
	if b.Zone != "" {
		if _, err := time.LoadLocation(b.Zone); err != nil || b.Zone == "Local" {
			return t.refuse("holiday_zone", nil)
		}
	}
	return t.daysOff(DaysOff{Zone: b.Zone, From: b.From, To: b.To}, b.None)
}

func (t *turn) daysOff(o DaysOff, none bool) error {
	if none {
		t.event(AtWork{Who: o.Who, Zone: o.Zone})
		t.d.Reply = t.g.Words.Say("days/off_none", map[string]any{"who": o.whose()})
	} else {
		o.To = cmp.Or(o.To, o.From)
		switch {
		case o.From == "" || o.From.date().IsZero() || o.To.date().IsZero():
			return t.refuse("days_unread", nil)
		case o.To < o.From:
			return t.refuse("days_backwards", nil)
		case o.To.date().Before(t.in.At.AddDate(0, 0, -2)):
			return t.refuse("days_past", nil)
		case len(t.s.DaysOff) >= mostOff:
			return t.refuse("days_many", nil)
		}
		if !slices.Contains(t.s.DaysOff, o) {
			t.event(o)
		}
		t.d.Reply = o.line(t.g.Words)
	}
	t.staleTimes()
	return nil
}

// line says who does not work when.
func (o DaysOff) line(w *prompts.Words) string {
	if o.Zone != "" {
		return w.Say("days/off_zone", map[string]any{"zone": o.Zone, "days": o.span()})
	}
	return w.Say("days/off", map[string]any{"who": o.whose(), "days": o.span()})
}

// whose names the person whom days off concern, if it is one.
func (o DaysOff) whose() prompts.Marked {
	if o.Who == "" {
		return ""
	}
	return mention(o.Who)
}

func (o DaysOff) span() string {
	from, to := o.From.date(), o.To.date()
	if o.From == o.To {
		return from.Format("Mon 2 Jan 2006")
	}
	return from.Format("Mon 2 Jan") + " to " + to.Format("Mon 2 Jan 2006")
}

// Ahead reports whether days off lie ahead of now, at least in part.
func (o DaysOff) Ahead(now time.Time) bool {
	return o.To.date().AddDate(0, 0, 2).After(now) // two days: it is over in every zone
}

// OffLines list who is away when, in mrkdwn, as far as it lies ahead of now and is
// about somebody of this review.
func (s *Session) OffLines(w *prompts.Words, now time.Time) []string {
	var out []string
	for _, o := range s.DaysOff {
		if _, here := s.People[o.Who]; o.Ahead(now) && (here || o.Who == "") {
			out = append(out, o.line(w))
		}
	}
	return out
}
