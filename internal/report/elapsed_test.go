package report

import (
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

func TestElapsed(t *testing.T) {
	for d, want := range map[time.Duration]string{
		26*time.Hour + 3*time.Minute: "26 h 3 min", 46 * time.Minute: "46 min", 2 * time.Hour: "2 h", 20 * time.Second: "0 min", 90 * time.Second: "2 min",
	} {
		if got := elapsed(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

// TestDelay: how long a harm went unnoticed is told of the two times that one message holds, also before the impact as a
// whole, and only where both are known.
func TestDelay(t *testing.T) {
	day := time.Date(2025, 5, 14, 0, 0, 0, 0, time.UTC)
	entryAt := func(kind postmortem.Kind, id, text, cite string, from, to time.Duration) item {
		it := confirmedItem(kind, id, text)
		if from >= 0 {
			it.At = day.Add(from)
		}
		if to > 0 {
			it.To = day.Add(to)
		}
		it.cites = []string{cite}
		return it
	}
	old := entryAt(postmortem.Impact, "a", "No backups since 06:00.", "m1", 6*time.Hour, 0)
	seen := entryAt(postmortem.Detection, "b", "The team saw it at 09:30.", "m1", 9*time.Hour+30*time.Minute, 0)
	whole := entryAt(postmortem.Impact, "c", "Checkout failed from 09:12 to 10:04.", "m2", 9*time.Hour+12*time.Minute, 10*time.Hour+4*time.Minute)
	alarm := entryAt(postmortem.Detection, "d", "The alert came at 09:20.", "m3", 9*time.Hour+20*time.Minute, 0)
	fix := entryAt(postmortem.Detection, "e", "The fix was out at 09:40.", "m4", 9*time.Hour+40*time.Minute, 0)
	before := entryAt(postmortem.Detection, "f", "The alert came at 09:00.", "m5", 9*time.Hour, 0)
	untimed := entryAt(postmortem.Detection, "g", "Support got calls.", "m6", -1, 0)
	b := &builder{s: &postmortem.Session{}, from: whole.At, to: whole.To}
	for name, c := range map[string]struct {
		impacts, noticed []item
		want             string
	}{
		"of one message":     {[]item{whole, old}, []item{alarm, seen}, "What began at 2025-05-14 06:00 UTC was noticed 3 h 30 min later."},
		"of the whole":       {[]item{whole}, []item{alarm}, "It was noticed 8 min after it began."},
		"not a noticing":     {[]item{whole}, []item{fix}, ""},
		"before it began":    {[]item{whole}, []item{before}, ""},
		"no time":            {[]item{whole}, []item{untimed}, ""},
		"of another message": {[]item{old}, []item{alarm}, ""},
	} {
		s, ok := b.delay(c.impacts, c.noticed)
		if ok != (c.want != "") || s.Text != c.want {
			t.Errorf("%s: %q, want %q", name, s.Text, c.want)
		}
	}
}
