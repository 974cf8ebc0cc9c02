package workspace_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"github.com/remedybot/remedy/internal/workspace"
)

func TestB12RedeliversUnackedEvents(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		arrived := s.connect()
		s.say("", "hi")
		first := s.next(arrived)
		if s.Idle() {
			t.Error("idle with an unacked delivery")
		}
		envelopes := map[string]bool{first.Request.EnvelopeID: true}
		for attempt, wait := range []time.Duration{3 * time.Second, time.Minute, 5 * time.Minute} {
			if due, ok := s.NextDue(); !ok || due.Sub(s.clock.Now()) != 3*time.Second {
				t.Errorf("attempt %d: the ack is due at %v, %v", attempt, due, ok)
			}
			if attempt > 0 {
				s.clock.Move(3 * time.Second)
				s.settle() // put off until later
				if due, _ := s.NextDue(); due.Sub(s.clock.Now()) != wait {
					t.Errorf("attempt %d: retried after %v, want %v", attempt, due.Sub(s.clock.Now()), wait)
				}
			}
			s.clock.Move(wait)
			g := s.next(arrived)
			if g.eventID() != first.eventID() || g.Request.RetryAttempt != attempt+1 || !strings.HasSuffix(g.Request.RetryReason, "timeout") {
				t.Errorf("retry %d: attempt %d, reason %q", attempt+1, g.Request.RetryAttempt, g.Request.RetryReason)
			}
			if envelopes[g.Request.EnvelopeID] {
				t.Error("the envelope id is an old one")
			}
			envelopes[g.Request.EnvelopeID] = true
		}
		s.clock.Move(3 * time.Second)
		s.settle()
		if _, more := s.NextDue(); more || len(s.records(workspace.Dropped, "events_api")) != 1 {
			t.Error("not given up after three retries")
		}
	})
}

func TestB12LateAckUndoesNothing(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		arrived := s.connect()
		s.say("", "hi")
		first := s.next(arrived)
		s.clock.Move(3 * time.Second)
		retry := s.next(arrived)
		first.ack()
		if !s.http { // there the request has been given up, and nobody takes its answer
			s.wait("the ack", func() bool { return len(s.records(workspace.Ack, "unknown")) == 1 })
		}
		if s.Idle() {
			t.Error("a late ack settled the retry")
		}
		retry.ack()
		s.settle()
	})
}

func TestB12NobodyListeningCountsAsFailed(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		s.away()
		s.say("", "hi")
		s.settle()
		if due, ok := s.NextDue(); !ok || due.Sub(s.clock.Now()) != time.Minute {
			t.Fatalf("next due in %v", due.Sub(s.clock.Now()))
		}
		events := s.serve()
		s.clock.Move(time.Minute)
		if g := s.next(events); g.Request.RetryAttempt != 2 || g.Request.RetryReason != "connection_failed" {
			t.Errorf("attempt %d, %s", g.Request.RetryAttempt, g.Request.RetryReason)
		}
	})
}

// An app that has had its share of an hour hears that it is limited, and not what
// it missed. Commands come all the same.
func TestB12CeilingOfAnHour(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		arrived := s.serve()
		kinds := func() (events, limited, others int) {
			for _, g := range s.drain(arrived) {
				switch {
				case g.Type != socketmode.EventTypeEventsAPI:
					others++
				case g.Data.(slackevents.EventsAPIEvent).Type == slackevents.AppRateLimited:
					limited++
					var e map[string]any
					json.Unmarshal(g.Request.Payload, &e)
					minute, _ := e["minute_rate_limited"].(float64)
					if int64(minute) != s.clock.Now().Truncate(time.Minute).Unix() || e["team_id"] != s.Credentials().TeamID ||
						e["api_app_id"] != s.Credentials().AppID || e["event"] != nil {
						t.Errorf("%s", g.Request.Payload)
					}
				default:
					events++
				}
			}
			return events, limited, others
		}
		for range 7 {
			s.say("", "x")
		}
		if err := s.ann.Command(s.channel, "", "/postmortem help"); err != nil {
			t.Fatal(err)
		}
		if e, l, o := kinds(); e != 5 || l != 1 || o != 1 {
			t.Errorf("%d events, limited %d times, %d commands", e, l, o)
		}
		s.clock.Move(30 * time.Minute)
		s.say("", "x")
		s.say("", "x")
		if e, l, _ := kinds(); e != 0 || l != 1 {
			t.Errorf("half an hour later %d events, limited %d times", e, l)
		}
		s.clock.Move(30 * time.Minute)
		s.say("", "x")
		if e, l, _ := kinds(); e != 1 || l != 0 {
			t.Errorf("an hour later %d events, limited %d times", e, l)
		}
		if n := len(s.records(workspace.Dropped, "events_api/message")); n != 4 {
			t.Errorf("%d were dropped", n)
		}
	}, func(c *workspace.Config) { c.Rates.Events = 5 })
}

func TestB13Disorder(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		events := s.serve()
		var said, heard []string
		for range 40 {
			said = append(said, s.say("", "x"))
		}
		s.clock.Move(time.Second) // lets go of what has no neighbour
		s.settle()
		seen := make(map[string]int)
		for len(seen) < len(said) {
			m := s.message(events)
			seen[m.TimeStamp]++
			heard = append(heard, m.TimeStamp)
		}
		for len(events) > 0 {
			seen[s.message(events).TimeStamp]++
		}
		if slices.IsSorted(heard) {
			t.Error("all came in order")
		}
		twice := 0
		for _, n := range seen {
			if n == 2 {
				twice++
			}
		}
		if twice == 0 {
			t.Error("none came twice")
		}
	}, func(c *workspace.Config) { c.Disorder = true })
}
