package report

import (
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

// Two entries that read alike are one line of the document, until people say that they are
// two things.
func TestWhatIsToldApartIsTwoLines(t *testing.T) {
	at := time.Date(2026, 3, 25, 9, 31, 0, 0, time.UTC)
	s := meeting(nil)
	s.Entries = append(s.Entries,
		postmortem.Entry{ID: "X1", Kind: postmortem.Event, At: at, State: postmortem.Confirmed},
		postmortem.Entry{ID: "X2", Kind: postmortem.Event, At: at.Add(20 * time.Second), State: postmortem.Confirmed},
		postmortem.Entry{ID: "X3", Kind: postmortem.Cause, Stem: "spread", State: postmortem.Confirmed},
		postmortem.Entry{ID: "X4", Kind: postmortem.Cause, Stem: "spread", State: postmortem.Confirmed})
	s.Texts["X1"], s.Texts["X2"] = "The ledger service was restarted.", "The ledger service of the second region was restarted."
	s.Texts["X3"], s.Texts["X4"] = "The retry limit of the ledger client was never set.", "Nobody had set the retry limit of the ledger client."
	lines := func() (events, causes int) {
		r := Build(s, Options{})
		for _, m := range r.Timeline {
			if m.At != nil && m.At.Truncate(time.Minute).Equal(at) {
				events++
			}
		}
		for _, c := range r.Causes {
			if c.ID == "X3" || c.ID == "X4" {
				causes++
			}
		}
		return events, causes
	}
	if events, causes := lines(); events != 1 || causes != 1 {
		t.Fatalf("what is alike stands in %d and %d lines", events, causes)
	}
	s.Apart = []postmortem.ToldApart{{Entries: []string{"X1", "X2"}}, {Entries: []string{"X3", "X4"}}}
	if events, causes := lines(); events != 2 || causes != 2 {
		t.Errorf("what is told apart stands in %d and %d lines", events, causes)
	}
}
