package facilitator

import (
	"slices"
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/postmortem"
)

// A review's message offers its page where there are pages, and only there.
func TestTheReviewOffersItsPage(t *testing.T) {
	s := &postmortem.Session{Opened: postmortem.Opened{ID: "PM-1", Title: "Login was slow"}, Status: postmortem.Draft, Phase: postmortem.Close}
	for _, pages := range []bool{true, false} {
		f := New(Config{Pages: pages})
		offered := slices.ContainsFunc(f.card(s, postmortem.SlotReview).Parts, func(p postmortem.Part) bool {
			return slices.ContainsFunc(p.Buttons, func(b postmortem.Button) bool {
				return b.Action == postmortem.DoRead && strings.HasPrefix(b.Value, "PM-1|")
			})
		})
		if offered != pages {
			t.Errorf("with pages %v it is offered: %v", pages, offered)
		}
	}
}
