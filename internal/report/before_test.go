package report

import (
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

// TestChangedBefore: the last changes before the impact stand under the causes where nobody has named a trigger.
func TestChangedBefore(t *testing.T) {
	from := time.Date(2025, 5, 14, 9, 12, 0, 0, time.UTC)
	change := func(id string, before time.Duration) item {
		it := confirmedItem(postmortem.Event, id, "Deploy "+id)
		it.Event, it.At = "change", from.Add(-before)
		return it
	}
	signal := change("s", 5*time.Minute)
	signal.Event = "signal"
	proposal := change("p", 5*time.Minute)
	proposal.State = postmortem.Proposed
	trigger := confirmedItem(postmortem.Cause, "t", "The deploy removed the index")
	trigger.Cause = "trigger"
	for name, c := range map[string]struct {
		events, causes []item
		from           time.Time
		want           int
	}{
		"shortly before":       {[]item{change("a", 7*time.Minute)}, nil, from, 1},
		"the last three":       {[]item{change("a", 50*time.Minute), change("b", 40*time.Minute), change("c", 9*time.Minute), change("d", time.Minute)}, nil, from, 3},
		"long before, or then": {[]item{change("a", 3*time.Hour), change("b", -time.Minute), change("c", 0)}, nil, from, 0},
		"not a change":         {[]item{signal, proposal}, nil, from, 0},
		"a trigger is named":   {[]item{change("a", 7*time.Minute)}, []item{trigger}, from, 0},
		"begin unknown":        {[]item{change("a", 7*time.Minute)}, nil, time.Time{}, 0},
	} {
		b := &builder{s: &postmortem.Session{}, from: c.from, all: map[postmortem.Kind][]item{postmortem.Event: c.events, postmortem.Cause: c.causes}}
		got := b.changedBefore()
		if len(got) != c.want {
			t.Errorf("%s: %+v", name, got)
		}
		if name == "the last three" && (got[0].Text != "2025-05-14 08:32 UTC: Deploy b." || got[2].Text != "09:11: Deploy d.") {
			t.Errorf("%s: %q, %q", name, got[0].Text, got[2].Text)
		}
	}
}
