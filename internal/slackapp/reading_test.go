package slackapp

import (
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/postmortem"
)

// A page is offered to whoever asks, of the review of the channel in which they ask.
func TestReadingAReview(t *testing.T) {
	s := newStage(t).listen()
	s.command("read")
	s.whispered(s.ana, "", "/postmortem start")
	r := s.review()
	s.command("read")
	s.whispered(s.ana, "", "There are no pages to read here", string(r.ID))
	asked := ""
	s.l.Link = func(r *postmortem.Session, person string) (string, bool) {
		asked = string(r.ID) + "/" + person
		return "https://reviews.example.org/reviews/enter#pass", true
	}
	s.command("read")
	s.whispered(s.ana, "", "<https://reviews.example.org/reviews/enter#pass|", "yours alone")
	if want := string(r.ID) + "/" + s.ana.ID(); asked != want {
		t.Errorf("the link is for %s, not %s", asked, want)
	}
	if got := s.whispers(s.ben, ""); len(got) != 0 {
		t.Errorf("somebody else reads %q", got)
	}
	if strings.Contains(s.log.String(), "#pass") {
		t.Error("the pass is in the log")
	}
}
