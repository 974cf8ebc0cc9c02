package postmortem

import (
	"time"

	"github.com/remedybot/remedy/prompts"
)

// timed echoes how the time of an entry was understood, so that a slip is noticed
// at once; "" where it has none.
func (s *Session) timed(w *prompts.Words, e Entry) string {
	if e.At.IsZero() || e.Kind != Event && e.Kind != Impact && e.Kind != Detection {
		return ""
	}
	return s.clock(w, e)
}

// far is how far from the impact a moment may lie before a slip of the day or the
// year is more likely.
const far = 48 * time.Hour

// doubt says why a time may be a slip: "before" or "after" the impact by days; or "".
func (s *Session) doubt(e Entry) string {
	from, to := s.window()
	if e.Kind == Impact { // it may be the window itself
		from, to = s.Began, s.Ended
	}
	switch {
	case e.At.IsZero() || from.IsZero():
	case from.Sub(e.At) > far:
		return "before"
	case !to.IsZero() && e.At.Sub(to) > far:
		return "after"
	}
	return ""
}
