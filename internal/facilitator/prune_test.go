package facilitator_test

import (
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/slackapp"
)

// A bot that runs for months forgets what it need not remember, without a start.
func TestForgettingWhileItRuns(t *testing.T) {
	meet(t, func(r *room) {
		r.slack.will("post", answer{err: slackapp.Refused{Code: "no", Text: "No."}}) // so there is no review, which would go on
		if _, err := r.f.Handle(r.t.Context(), postmortem.Input{ID: "start", At: time.Now(), By: ana, Place: channel,
			Body: postmortem.Start{Title: "Checkout failed", Facilitator: ana.ID}}); err != nil {
			t.Fatal(err)
		}
		if err := r.store.AddTokens(time.Now(), 5, "PM-1"); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			after time.Duration
			kept  bool
		}{{6 * 24 * time.Hour, true}, {2 * 24 * time.Hour, false}} {
			r.pass(c.after)
			seen, err := r.store.Seen("start")
			tokens, err2 := r.store.Tokens("PM-1")
			lost, err3 := r.store.Lost()
			if err != nil || err2 != nil || err3 != nil {
				t.Fatal(err, err2, err3)
			}
			if seen != c.kept || tokens > 0 != c.kept || len(lost) > 0 != c.kept {
				t.Errorf("%s later: the input is known: %v; %d tokens; %d lost", c.after, seen, tokens, len(lost))
			}
		}
	})
}
