package postmortem

import "time"

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
	Caps     Caps
	Quiet    time.Duration // the bot proposes to move on when nobody has said anything for this long
	LookBack time.Duration // how much of the incident channel is read when nobody said when it began
}

// DefaultGuide has the figures of the facilitation protocol.
func DefaultGuide() Guide {
	return Guide{Settle: 8 * time.Second, Quiet: 20 * time.Second, Caps: LiveCaps(), LookBack: 14 * 24 * time.Hour}
}
