package postmortem

import "testing"

func TestBoards(t *testing.T) {
	for _, c := range []struct {
		kind  Kind
		said  Phase
		shown Phase
	}{
		{Impact, Timeline, Opening},
		{Detection, Timeline, Opening},
		{Event, Remedy, Timeline},
		{Cause, Timeline, RootCause},
		{RemedyItem, Timeline, Remedy},
		{Action, Timeline, Prevention},
		{Idea, Timeline, Prevention},
		{Learning, Timeline, Close},
		{Question, Remedy, Remedy},
		{Question, "", Timeline},
	} {
		if got := (Entry{Kind: c.kind, Phase: c.said}).Board(); got != c.shown {
			t.Errorf("%s said in %q is shown under %s, want %s", c.kind, c.said, got, c.shown)
		}
	}
}
