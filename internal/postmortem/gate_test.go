package postmortem

import "testing"

// What a phase has gathered stands in the middle of a sentence.
func TestHave(t *testing.T) {
	s := &Session{}
	if got := s.have(Timeline); got != "0 entries" {
		t.Errorf("an empty phase has %q", got)
	}
	s.Entries = append(s.Entries, Entry{ID: "E1", Kind: Event, Phase: Timeline, State: Proposed})
	if got := s.have(Timeline); got != "one entry" {
		t.Errorf("a phase with one entry has %q", got)
	}
}
