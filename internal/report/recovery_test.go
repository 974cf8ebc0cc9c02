package report

import (
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

// TestLastDone: what was done last before the recovery stands under Remedy, and nothing that came after it or long before.
func TestLastDone(t *testing.T) {
	back := time.Date(2025, 5, 14, 10, 30, 0, 0, time.UTC)
	event := func(kind, id, text string, before time.Duration) item {
		it := confirmedItem(postmortem.Event, id, text)
		it.Event, it.At = kind, back.Add(-before)
		return it
	}
	recovered := event("recovery", "r", "The alert resolved and search was back", 0)
	deed := func(id string, before time.Duration) item { return event("action", id, "Restarted "+id, before) }
	roughly := deed("x", time.Minute)
	roughly.Precision = approx
	for name, c := range map[string]struct {
		events []item
		want   []string
	}{
		"the last three": {[]item{deed("a", 50*time.Minute), deed("b", 40*time.Minute), deed("c", 9*time.Minute), deed("d", time.Minute), recovered},
			[]string{"2025-05-14 09:50 UTC: Restarted b.", "10:21: Restarted c.", "10:29: Restarted d."}},
		"long before, or after":  {[]item{deed("a", 3*time.Hour), deed("b", -time.Minute), recovered}, nil},
		"no deed, or not surely": {[]item{event("signal", "s", "The graph went up", time.Minute), roughly, recovered}, nil},
		"no recovery":            {[]item{deed("a", time.Minute)}, nil},
	} {
		b := &builder{s: &postmortem.Session{}, all: map[postmortem.Kind][]item{postmortem.Event: c.events}}
		got := b.lastDone()
		if len(got) != len(c.want) {
			t.Errorf("%s: %+v", name, got)
			continue
		}
		for i, s := range got {
			if s.Text != c.want[i] {
				t.Errorf("%s: %q, want %q", name, s.Text, c.want[i])
			}
		}
	}
}
