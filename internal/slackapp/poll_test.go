package slackapp

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/workspace"
)

func TestThePoll(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	ref, err := s.client.Post(t.Context(), r.Place, buttons(postmortem.Button{Action: postmortem.DoPoll, Value: "PM-1|", Label: "Answer…"}), "poll")
	if err != nil {
		t.Fatal(err)
	}
	press := func() {
		if err := s.ben.Press(s.channel, ref.TS, workspace.Press{ActionID: postmortem.DoPoll}); err != nil {
			t.Fatal(err)
		}
		s.settle()
	}
	press()
	s.whispered(s.ben, r.Place.Thread, "nothing to answer") // it still runs
	for _, body := range []postmortem.EventBody{postmortem.Drafted{}, postmortem.PollOpened{}} {
		r.Apply(postmortem.EventRecord{Seq: r.Seq + 1, At: noon, Body: body})
	}
	press()
	s.submit(s.ben, map[string]any{"poll_spoke/value": "2", "poll_learnt/value": "poll_no", "poll_again/value": "poll_yes"})
	if diff := cmp.Diff(postmortem.Ballot{Spoke: 2, Again: true}, s.only().Body); diff != "" {
		t.Error(diff)
	}
}
