package postmortem

import (
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
)

// What a form shows of a moment is read as the same moment.
func TestWhenIsReadAsItStands(t *testing.T) {
	at := time.Date(2026, 3, 25, 23, 50, 0, 0, time.UTC)
	for _, e := range []Entry{
		{Kind: Event, At: at, Precision: "exact"},
		{Kind: Event, At: at, Precision: "approx"},
		{Kind: Impact, At: at, To: at.Add(28 * time.Minute), Precision: "exact"},
	} {
		m, ok := evidence.MomentOf(evidence.Statement{Text: e.When(), At: at.AddDate(0, 0, 3)})
		if !ok || !m.At.Equal(e.At) || !m.To.Equal(e.To) || string(m.Precision) != e.Precision || m.Bare {
			t.Errorf("%q is read as %+v, %t", e.When(), m, ok)
		}
	}
}
