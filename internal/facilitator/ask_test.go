package facilitator_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/slackapp"
)

// awaitsLink is a review whose timeline is about to ask Sam for a link, in a minute and
// on a morning on which Sam works.
func awaitsLink(r *room, mode postmortem.Mode) {
	r.t.Helper()
	r.at("2026-10-19 16:30:00") // half past nine in San Francisco
	began := time.Now().Add(-2 * time.Hour)
	r.must(ana, postmortem.Start{Title: "Checkout failed", Facilitator: ana.ID, Mode: mode, Began: began, Ended: began.Add(time.Hour)})
	r.pass(time.Minute)
	r.must(ana, postmortem.Advance{})
	if mode == postmortem.Async {
		r.must(ana, postmortem.Unseal{})
	}
	r.pass(10 * time.Second)
	r.says(sam, "At 14:40 UTC the search queue began to grow")
	r.pass(2 * time.Minute)
	if n := len(r.session().Live(postmortem.Event)); n != 1 {
		r.t.Fatalf("%d events were read", n)
	}
}

// asked are the messages in which Sam is asked.
func asked(r *room) []string {
	return slices.DeleteFunc(r.slack.said(), func(s string) bool { return !strings.HasPrefix(s, "PM-1 · ") })
}

func TestAsk(t *testing.T) {
	later := answer{err: slackapp.Later{After: time.Hour}}
	for _, c := range []struct {
		name   string
		mode   postmortem.Mode
		direct []answer
		post   []answer
		then   func(*room) // right after the first attempt
		stands int         // messages to Sam in the end
		tries  int         // of posting or opening the conversation
	}{
		{"is a message to them", postmortem.Async, nil, nil, nil, 1, 1},
		{"is a whisper in one sitting", postmortem.Live, nil, nil, nil, 0, 0},
		{"waits for the conversation", postmortem.Async, []answer{later}, nil, nil, 1, 2},
		{"is not repeated when it may stand", postmortem.Async, nil, []answer{{err: errUncertain, applied: true}}, nil, 1, 1},
		{"is not repeated when it may have been lost", postmortem.Async, nil, []answer{{err: errUncertain}}, nil, 0, 1},
		{"is not repeated after a restart", postmortem.Async, nil, []answer{{slow: 5 * time.Second, applied: true}}, func(r *room) {
			if err := r.stop(); err != nil {
				r.t.Error(err)
			}
			r.open()
		}, 1, 1},
		{"is whispered where they cannot be written to", postmortem.Async, []answer{{err: slackapp.Refused{Code: "user_disabled", Text: "No."}}}, nil, nil, 0, 1},
		{"is dropped when its step is over", postmortem.Async, []answer{later}, nil, func(r *room) { r.must(ana, postmortem.Advance{}) }, 0, 1},
		{"is dropped when it is answered", postmortem.Async, []answer{later}, nil, func(r *room) { r.must(sam, postmortem.Recalled{Entry: "E1"}) }, 0, 1},
		{"is dropped when the review is over", postmortem.Async, []answer{later}, nil, func(r *room) { r.must(ana, postmortem.Cancel{}) }, 0, 1},
		{"is dropped after a day", postmortem.Async, []answer{{err: slackapp.Later{After: 25 * time.Hour}}}, nil, nil, 0, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			meet(t, func(r *room) {
				awaitsLink(r, c.mode)
				r.slack.will("direct", c.direct...)
				r.slack.will("post", c.post...)
				r.pass(65 * time.Second)
				if c.then != nil {
					c.then(r)
				}
				r.pass(5 * time.Hour) // it is afternoon, and nothing else is asked that day
				if got := asked(r); len(got) != c.stands || r.slack.count("direct") != c.tries {
					t.Errorf("Sam reads %q, tried %d times", got, r.slack.count("direct"))
				}
				refused := len(c.direct) > 0 && errors.As(c.direct[0].err, new(slackapp.Refused))
				if n := len(r.slack.of("whisper")); n > 0 != (c.mode == postmortem.Live || refused) {
					t.Errorf("%d whispers", n)
				}
				if items, err := r.store.Outbox(); err != nil || len(items) > 0 {
					t.Errorf("%d items wait: %v", len(items), err)
				}
				if kept, err := r.store.Lost(); err != nil || len(kept) > 0 {
					t.Errorf("what was meant for one person is kept: %v, %v", kept, err)
				}
			})
		})
	}
}

// The log of a review tells nobody that somebody was asked for a line.
func TestAskIsNotInTheLog(t *testing.T) {
	meet(t, func(r *room) {
		awaitsLink(r, postmortem.Async)
		before := r.session().Seq
		r.pass(5 * time.Minute)
		if len(asked(r)) != 1 || r.session().Seq == before {
			t.Fatalf("Sam reads %q", asked(r))
		}
		log, err := r.store.Events("PM-1")
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range log[before:] {
			if b, err := json.Marshal(e); err != nil || strings.Contains(string(b), sam.ID) {
				t.Errorf("the log says %s, %v", b, err)
			}
		}
	})
}

// Whatever else is to be said does not wait for somebody's conversation.
func TestAskThatWaitsHoldsUpNobody(t *testing.T) {
	meet(t, func(r *room) {
		awaitsLink(r, postmortem.Async)
		r.slack.will("direct", answer{err: slackapp.Later{After: 3 * time.Hour}})
		r.pass(65 * time.Second)
		if r.slack.count("direct") != 1 {
			t.Fatal("nothing was asked")
		}
		r.must(ana, postmortem.Advance{})
		r.pass(10 * time.Second)
		if said := r.slack.said(); said[len(said)-1] != "*3. Root cause*" {
			t.Errorf("last: %q", said[len(said)-1])
		}
	})
}
