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

// The button in the review's own message does the same, in its channel alone.
func TestTheButtonToRead(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	s.l.Link = func(r *postmortem.Session, person string) (string, bool) {
		return "https://reviews.example.org/reviews/enter#" + string(r.ID) + person, true
	}
	s.presses(s.ben, r, postmortem.DoRead, string(r.ID))
	s.whispered(s.ben, r.Place.Thread, "#"+string(r.ID)+s.ben.ID())
	if got := s.whispers(s.ana, r.Place.Thread); len(got) != 0 {
		t.Errorf("somebody else reads %q", got)
	}
	elsewhere := *r
	elsewhere.ID, elsewhere.Place.Channel = "PM-2", s.outside
	s.meeting.mu.Lock()
	s.meeting.sessions = append(s.meeting.sessions, &elsewhere)
	s.meeting.mu.Unlock()
	s.presses(s.ana, r, postmortem.DoRead, "PM-2")
	if got := s.whispers(s.ana, r.Place.Thread); len(got) != 1 || strings.Contains(got[0], "#") {
		t.Errorf("the review of another channel is given away: %q", got)
	}
}
