package postmortem

import (
	"time"

	"github.com/remedybot/remedy/prompts"
)

// A Decision is what follows from an input. The zero Decision means: nothing.
type Decision struct {
	Events  []EventBody
	Effects []Effect
	Texts   map[string]string // to keep; "" erases
	Private *Private          // nil: unchanged
	Reply   string            // for the person who asked, in the answer to their click or command
	Seen    bool              // the thread will show what Reply says, so a click needs no answer
	Held    Held              // why nothing was whispered about a finding; for rehearsals only, never stored
}

// A Guide says how meetings are run.
type Guide struct {
	Settle   time.Duration // a message is read once it was left alone this long
	Caps     Caps          // where people sit together
	Async    Caps          // where a phase is held over days
	Quiet    time.Duration // the bot proposes to move on when nobody has said anything for this long
	Boxes    Boxes
	Stall    time.Duration  // talk that brings nothing new for this long is stuck
	Longest  time.Duration  // of a sitting
	Lull     time.Duration  // over days: for so long nobody has said anything before the bot speaks up
	LookBack time.Duration  // how much of the incident channel is read when nobody said when it began
	Rewords  bool           // a language model is asked to word the draft, section by section
	Words    *prompts.Words // what is said; nil: our words
	Contact  string         // who takes over where deliberate harm comes up; empty: nobody is named
	Command  string         // the slash command, as people type it
}

// Boxes say how long each phase usually takes.
type Boxes struct {
	Opening, Timeline, RootCause, Remedy, Prevention, Close time.Duration
}

// Of is the box of a phase.
func (b Boxes) Of(p Phase) time.Duration {
	switch p {
	case Opening:
		return b.Opening
	case Timeline:
		return b.Timeline
	case RootCause:
		return b.RootCause
	case Remedy:
		return b.Remedy
	case Prevention:
		return b.Prevention
	}
	return b.Close
}

// sum is how long a whole sitting usually takes.
func (b Boxes) sum() (all time.Duration) {
	for _, p := range Phases() {
		all += b.Of(p)
	}
	return all
}

// DefaultGuide has the figures of the facilitation protocol.
func DefaultGuide() Guide {
	return Guide{Command: "/postmortem", Settle: 8 * time.Second, Quiet: 20 * time.Second, Caps: LiveCaps(), Async: AsyncCaps(), LookBack: 14 * 24 * time.Hour,
		Boxes: Boxes{5 * time.Minute, 22 * time.Minute, 14 * time.Minute, 6 * time.Minute, 7 * time.Minute, 6 * time.Minute},
		Stall: 8 * time.Minute, Longest: 90 * time.Minute, Lull: 4 * time.Hour,
	}
}
