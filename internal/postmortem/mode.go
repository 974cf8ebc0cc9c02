package postmortem

import (
	"slices"
	"time"

	"github.com/remedybot/remedy/prompts"
)

// Mode is whether a review is one sitting, goes on over days, or changes between
// the two: facts over days, causes together, actions over days again.
type Mode string

// The modes. A log of before there were any has none, and was held live.
const (
	Live   Mode = "live"
	Async  Mode = "async"
	Hybrid Mode = "hybrid"
)

// Modes lists them, as they are offered.
func Modes() []Mode { return []Mode{Live, Async, Hybrid} }

// ModeFor is the mode that a severity asks for: the gravest incidents have too
// many witnesses, and too much to find out, for one sitting.
func ModeFor(severity string) Mode {
	if severity == "SEV1" {
		return Hybrid
	}
	return Live
}

// OverDays reports whether a phase is held over days in a review of this mode.
func (m Mode) OverDays(p Phase) bool {
	switch m {
	case Async:
		return true
	case Hybrid:
		return p != RootCause && p != Remedy
	}
	return false
}

// async reports whether the present phase is held over days.
func (s *Session) async() bool { return s.Mode.OverDays(s.Phase) }

// An open phase counts from when it began, was turned async, or went on after a
// pause: a day that people had elsewhere is none they had here.
func (s *Session) openSince() time.Time {
	return latest(latest(s.Phased, s.ResumedAt), s.TurnedAt)
}

// sittingSince is when the people who sit together now came together.
func (s *Session) sittingSince() time.Time {
	since := latest(s.StartedAt, s.TurnedAt)
	from := Opening
	for _, m := range s.Moves {
		if s.Mode.OverDays(from) && !s.Mode.OverDays(m.To) {
			since = latest(since, m.At)
		}
		from = m.To
	}
	return since
}

// ModeLine says how the review is held, and until when its phase is open.
func (s *Session) ModeLine(w *prompts.Words) string {
	if s.Mode != Async && s.Mode != Hybrid {
		return w.Say("days/mode_live", nil)
	}
	how := w.Say("days/mode_"+string(s.Mode), nil)
	if s.Ripe[dayID(s.Phase)] && s.async() {
		return how + " " + w.Say("days/ripe", nil)
	}
	if until, ok := s.OpenUntil(); ok {
		return how + " " + w.Say("days/open_until", map[string]any{"until": prompts.Marked(deadline(until))})
	}
	return how + " " + w.Say("days/sitting", nil)
}

// longScript is what the opening words say besides, of a review over days.
func (s *Session) longScript(w *prompts.Words) string {
	if s.Mode != Async && s.Mode != Hybrid {
		return ""
	}
	return "\n\n" + w.Say("days/script_"+string(s.Mode), nil)
}

// turnTo changes the mode for the rest of the review.
func (t *turn) turnTo(b Turn) error {
	if err := t.steers(); err != nil {
		return err
	}
	switch {
	case !slices.Contains(Modes(), b.To):
		return t.refuse("mode", nil)
	case b.To == t.s.Mode || b.To == Live && t.s.Mode == "":
		t.d.Reply = t.g.Words.Say("days/mode_already", t.modeData())
		return nil
	}
	t.event(Turned(b))
	t.skipRound()
	if !t.s.async() {
		for _, p := range t.s.sealedIn() {
			t.unseal(p) // who sits together talks
		}
	}
	t.stale(SlotBoard(t.s.Phase))
	t.stale(SlotRoot)
	t.d.Reply = t.g.Words.Say("days/mode_now", t.modeData())
	return nil
}

func (t *turn) modeData() map[string]any { return map[string]any{"mode": string(t.s.Mode)} }
