package facilitator

import (
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/store"
)

// Decides has decisions and due moments worked out by others, which may be at fault.
// It comes before Run.
func (f *Facilitator) Decides(decide func(store.Decide) store.Decide, due func(func(*postmortem.Session) (time.Time, bool)) func(*postmortem.Session) (time.Time, bool)) {
	f.decision, f.dueAt = decide(f.decision), due(f.dueAt)
}
