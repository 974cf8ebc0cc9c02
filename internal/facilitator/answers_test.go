package facilitator_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

// What concerns no review is answered in words that say what to do.
func TestWhereThereIsNoReview(t *testing.T) {
	meet(t, func(r *room) {
		refused := func(in postmortem.Input, part string) {
			t.Helper()
			in.At, in.By = time.Now(), bo
			_, err := r.f.Handle(r.t.Context(), in)
			if no, ok := errors.AsType[postmortem.Refusal](err); !ok || !strings.Contains(no.Text, part) {
				t.Errorf("%T: %v, want %q", in.Body, err, part)
			}
		}
		refused(postmortem.Input{ID: "1", Place: channel, Body: postmortem.Advance{}}, "start")
		refused(postmortem.Input{ID: "2", Place: channel, Session: "PM-7", Body: postmortem.Advance{}}, "PM-7")
		if r.f.Listens(channel.Team, channel.Channel) {
			t.Error("it listens where no review runs")
		}
		r.starts()
		r.pass(10 * time.Second)
		refused(postmortem.Input{ID: "3", Place: channel, Body: postmortem.Start{Title: "Again"}}, "<https://slack/"+r.session().Place.Thread+"|PM-1, Checkout failed>")
		if !r.f.Listens(channel.Team, channel.Channel) || r.f.Listens(channel.Team, "C9") {
			t.Error("it listens elsewhere, or not here")
		}
		if _, err := r.f.Session("PM-9"); err == nil {
			t.Error("there is a PM-9")
		}
	})
}
