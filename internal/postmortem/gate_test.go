package postmortem

import "testing"

func TestHave(t *testing.T) {
	s := &Session{}
	if got := s.have(Timeline); got != 0 {
		t.Errorf("an empty phase has %d", got)
	}
	s.Entries = append(s.Entries, Entry{ID: "E1", Kind: Event, Phase: Timeline, State: Proposed})
	if got := s.have(Timeline); got != 1 {
		t.Errorf("a phase with one entry has %d", got)
	}
}
