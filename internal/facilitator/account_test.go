package facilitator_test

import (
	"slices"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/slackapp"
)

// twoAccounts opens a review over days in which two people have told their own.
func twoAccounts(r *room) {
	r.must(eva, postmortem.Start{Title: "Checkout failed", Facilitator: eva.ID, Mode: postmortem.Async})
	r.pass(time.Minute)
	r.must(sam, postmortem.Account{Phase: postmortem.Opening, Text: "12% of the customers could not pay, from 09:12 to 09:58 UTC"})
	r.must(aro, postmortem.Account{Phase: postmortem.Opening, Text: "We noticed when a customer wrote to support at 09:20 UTC"})
	r.pass(time.Minute)
}

// heard are the accounts that count as messages of their authors.
func (r *room) heard() []string {
	var out []string
	for _, m := range r.session().Messages {
		if m.Account && m.Phase == postmortem.Opening {
			out = append(out, m.Author)
		}
	}
	slices.Sort(out)
	return out
}

// What happens while the accounts are being posted leaves each of them once in
// the thread, and heard.
func TestAccountsArePostedOnce(t *testing.T) {
	both := []string{sam.ID, aro.ID}
	for name, c := range map[string]struct {
		answers []answer
		restart bool
		want    []string
	}{
		"well":                       {want: both},
		"the answer is lost":         {answers: []answer{{err: errUncertain, applied: true}}, want: both},
		"the request is lost":        {answers: []answer{{err: errUncertain}}, want: both},
		"Slack asks for a pause":     {answers: []answer{{err: slackapp.Later{After: time.Minute}}}, want: both},
		"the bot dies, posted":       {answers: []answer{{slow: 20 * time.Second, applied: true}}, restart: true, want: both},
		"the bot dies, not posted":   {answers: []answer{{slow: 20 * time.Second, err: errUncertain}}, restart: true, want: both},
		"Slack refuses one of them":  {answers: []answer{{err: slackapp.Refused{Code: "msg_blocked", Text: "No."}}}, want: both[1:]},
		"Slack refuses both of them": {answers: []answer{{err: slackapp.Refused{Code: "msg_blocked"}}, {err: slackapp.Refused{Code: "msg_blocked"}}}},
	} {
		t.Run(name, func(t *testing.T) {
			meet(t, func(r *room) {
				twoAccounts(r)
				posts := len(r.slack.said())
				r.slack.will("post", c.answers...)
				r.must(eva, postmortem.Unseal{})
				if c.restart {
					r.pass(time.Second)
					if err := r.stop(); err != nil {
						t.Fatal(err)
					}
					r.open()
				}
				r.pass(5 * time.Minute)
				if got := r.heard(); len(got) != len(c.want) || c.answers == nil && !slices.Equal(got, both) {
					t.Errorf("heard from %v, not %v", got, c.want)
				}
				if n := len(r.slack.said()) - posts; n != len(c.want) {
					t.Errorf("%d messages: %q", n, r.since(posts))
				}
				r.nothingTwice()
				for _, p := range both {
					if r.session().Text(postmortem.SlotAccount(postmortem.Opening, p)) != "" {
						t.Errorf("the account of %s is still kept apart", p)
					}
				}
				// Whatever became of them, the review comes to its end.
				r.must(eva, postmortem.Finish{})
				r.pass(time.Minute)
				if s := r.session(); s.Status != postmortem.Draft {
					t.Errorf("the review is %s", s.Status)
				}
			})
		})
	}
}

// A draft that is asked for while accounts are on their way waits for them.
func TestTheDraftWaitsForAccounts(t *testing.T) {
	meet(t, func(r *room) {
		twoAccounts(r)
		r.slack.will("post", answer{slow: 8 * time.Second}, answer{slow: 8 * time.Second})
		r.must(eva, postmortem.Unseal{})
		r.must(eva, postmortem.Finish{})
		r.pass(5 * time.Second)
		if s := r.session(); s.Status != postmortem.Closing {
			t.Fatalf("the review is %s already", s.Status)
		}
		r.pass(time.Minute)
		s := r.session()
		if s.Status != postmortem.Draft {
			t.Fatalf("the review is %s", s.Status)
		}
		from := map[string]bool{}
		for _, e := range s.Live() {
			from[e.Author] = true
		}
		if !from[sam.ID] || !from[aro.ID] {
			t.Errorf("the draft holds the accounts of %v", from)
		}
	})
}
