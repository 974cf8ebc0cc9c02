package postmortem

import (
	"math"
	"time"
)

// How fast a phase goes: minutes where people sit together, working days where
// they do not.

// CapsOf are the caps of the present phase.
func (g Guide) CapsOf(s *Session) Caps {
	if s.async() {
		return g.Async
	}
	return g.Caps
}

func (t *turn) caps() Caps { return t.g.CapsOf(t.s) }

// boxDays is how many working days a phase held over days usually takes.
func boxDays(p Phase) int {
	if p == Timeline {
		return 2
	}
	return 1
}

// into is when a part of the present phase's time is over. Over days it is counted
// in whole working days of everybody: nobody is asked before they had one.
func (g Guide) into(s *Session, part float64) time.Time {
	if s.async() {
		return s.everybody(s.openSince(), max(1, int(math.Ceil(part*float64(boxDays(s.Phase))))))
	}
	return s.Phased.Add(time.Duration(part * float64(g.Boxes.Of(s.Phase))))
}

// stalled is when nothing has come since then for so long that it is stuck.
func (g Guide) stalled(s *Session, since time.Time) time.Time {
	if s.async() {
		return s.everybody(since, 1)
	}
	return since.Add(g.Stall)
}

// lull is how long nobody has said anything before the bot asks: a breath, or some
// hours where people do not sit together, in which they may see to it themselves.
func (g Guide) lull(s *Session) time.Duration {
	if s.async() {
		return g.Lull
	}
	return g.Quiet
}
