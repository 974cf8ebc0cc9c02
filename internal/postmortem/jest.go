package postmortem

import (
	"time"

	"github.com/remedybot/remedy/internal/evidence"
)

// takenBack is how long after a proposal its author says that it was none.
const takenBack = 5 * time.Minute

// jested leaves out what somebody proposed last, and nobody has taken, where they say that it was a joke. It reports whether
// the message says nothing else.
func (t *turn) jested(r Ref, m Message) bool {
	if m.Phase == "" || !evidence.Jest(t.s.Text(r.Key())) {
		return false
	}
	var last Entry
	for _, e := range t.s.Live(Action, Idea) {
		if e.Author == m.Author && e.Hand == "" && e.Action != Owned && m.At.Sub(e.Written) <= takenBack && !e.Written.Before(last.Written) {
			last = e
		}
	}
	if last.ID != "" {
		t.event(Judged{last.ID, LeftOut})
		t.stale(t.boardOf(last))
	}
	return true
}
