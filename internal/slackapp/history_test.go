package slackapp

import (
	"fmt"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

// What is copied of the reviews for one deed does not grow with how many were held.
func TestNothingIsCopiedOfOldReviews(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	s.meeting.mu.Lock()
	for n := range 50 {
		old := &postmortem.Session{}
		old.ID, old.Status, old.StartedAt = postmortem.SessionID(fmt.Sprintf("PM-%d", n+2)), postmortem.Draft, r.StartedAt.Add(-time.Hour)
		old.Place = postmortem.Place{Team: r.Place.Team, Channel: s.outside, Thread: "1"}
		s.meeting.sessions = append(s.meeting.sessions, old)
	}
	s.meeting.mu.Unlock()
	here := order{by: postmortem.Person{ID: s.ben.ID()}, place: r.Place}
	elsewhere := order{by: here.by, place: postmortem.Place{Team: r.Place.Team, Channel: "C0ELSEWHERE"}}
	react := func(emoji, channel, ts string) {
		e := event{Reaction: emoji}
		e.User, e.Item.Type, e.Item.Channel, e.Item.TS = s.ben.ID(), "message", channel, ts
		if _, err := s.l.reaction(t.Context(), r.Place.Team, e); err != nil {
			t.Error(err)
		}
	}
	for _, c := range []struct {
		name string
		most int
		does func()
	}{
		{"a pushpin elsewhere", 0, func() { react("pushpin", "C0ELSEWHERE", "1.000001") }},
		{"an emoji in the channel of a review", 1, func() { react("smile", r.Place.Channel, "1.000001") }},
		{"the Home tab of somebody who has nothing to do with any", 0, func() { s.l.home(r.Place.Team, "U0NOBODY") }},
		{"status here", 3, func() { s.l.status(here) }},
		{"status where many were held", 1, func() {
			s.l.lastHere(postmortem.Place{Team: r.Place.Team, Channel: s.outside})
		}},
		{"help elsewhere", 0, func() { s.l.obey(t.Context(), elsewhere, said{word: wordHelp}) }},
		{"too many events at once", 1, func() { s.l.missed(t.Context(), r.Place.Team) }},
	} {
		s.meeting.mu.Lock()
		s.meeting.copied = 0
		s.meeting.mu.Unlock()
		c.does()
		s.settle()
		if n := s.meeting.copied; n > c.most {
			t.Errorf("%s: %d reviews are copied, and %d will do", c.name, n, c.most)
		}
	}
}
