package slackapp

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/workspace"
)

// buttons is a card with all the buttons of a kind.
func buttons(all ...postmortem.Button) postmortem.Card {
	return postmortem.Card{Parts: []postmortem.Part{
		{Kind: postmortem.Body, Text: "Choose."}, {Kind: postmortem.Buttons, Buttons: all},
	}}
}

func TestButtonsBecomeInputs(t *testing.T) {
	s := newStage(t, func(c *workspace.Config) { c.Rates.Off = true }).listen()
	r := s.review()
	s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) { return postmortem.Answer{Text: "Noted."}, nil })
	for i, c := range []struct {
		verb, value string
		want        postmortem.InputBody
	}{
		{postmortem.DoNext, "PM-1|timeline", postmortem.Advance{From: postmortem.Timeline}},
		{postmortem.DoBack, "PM-1|remedy", postmortem.GoBack{From: postmortem.Remedy}},
		{postmortem.DoFinish, "PM-1", postmortem.Finish{}},
		{postmortem.DoConfirm, "PM-1|E7", postmortem.Confirm{Entries: []string{"E7"}}},
		{postmortem.DoConfirmAll, "PM-1|timeline", postmortem.ConfirmAll{Phase: postmortem.Timeline}},
		{postmortem.DoAccept, "PM-1|E9", postmortem.Accept{Entry: "E9"}},
	} {
		card := buttons(postmortem.Button{Action: c.verb, Value: "PM-1|other", Label: "First"}, postmortem.Button{Action: c.verb, Value: c.value, Label: "Second"})
		ref, err := s.client.Post(t.Context(), r.Place, card, fmt.Sprint(i))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.ana.Press(s.channel, ref.TS, workspace.Press{ActionID: c.verb + ":2"}); err != nil {
			t.Fatal(err)
		}
		s.settle()
		all := s.meeting.heard()
		if len(all) != i+1 {
			t.Fatalf("%s: %d inputs\n%s", c.verb, len(all), s.log)
		}
		in := all[i]
		if diff := cmp.Diff(c.want, in.Body); diff != "" {
			t.Errorf("%s: %s", c.verb, diff)
		}
		if in.Session != "PM-1" || in.By.Name != "Ana" || !strings.HasPrefix(in.ID, "act/") || in.Place != r.Place || in.At != noon {
			t.Errorf("%s: %+v", c.verb, in)
		}
		s.whispered(s.ana, r.Place.Thread, "Noted.")
	}
}

func TestRefusedClicksAreExplainedInTheThread(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	ref, err := s.client.Post(t.Context(), r.Place, buttons(postmortem.Button{Action: postmortem.DoNext, Value: "PM-1|opening", Label: "Next"}), "k")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		err  error
		want string
	}{{postmortem.Refusal{Text: "Only the facilitator can do this."}, "Only the facilitator"}, {errDisk, "It has been logged."}} {
		s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) { return postmortem.Answer{}, c.err })
		if err := s.ana.Press(s.channel, ref.TS, workspace.Press{ActionID: "next"}); err != nil {
			t.Fatal(err)
		}
		s.settle()
		s.whispered(s.ana, r.Place.Thread, c.want)
	}
}

// nudge whispers the three answers to somebody and returns the ephemeral's ts.
func (s *stage) nudge(r *postmortem.Session, p *workspace.Person) string {
	s.t.Helper()
	value := "PM-1|" + s.channel + "|1700000000.000100"
	card := buttons(
		postmortem.Button{Action: postmortem.DoUse, Value: value, Label: "Use this wording"},
		postmortem.Button{Action: postmortem.DoNotNow, Value: value, Label: "Not now"},
		postmortem.Button{Action: postmortem.DoMute, Value: value, Label: "Mute"})
	if err := s.client.Whisper(s.t.Context(), r.Place, p.ID(), card); err != nil {
		s.t.Fatal(err)
	}
	all := p.Ephemerals(s.channel, r.Place.Thread)
	return all[len(all)-1].TS
}

func TestWhispersAreReplacedByTheirAnswer(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	s.say(s.ana, r.Place.Thread, "x")
	ref := postmortem.Ref{Channel: s.channel, TS: "1700000000.000100"}
	for verb, want := range map[string]postmortem.InputBody{
		postmortem.DoUse:    postmortem.UseWording{Message: ref},
		postmortem.DoNotNow: postmortem.NotNow{Message: ref},
		postmortem.DoMute:   postmortem.Mute{Message: ref},
	} {
		for _, c := range []struct {
			answer postmortem.Answer
			err    error
			left   string // what stands there afterwards; "": nothing
		}{
			{postmortem.Answer{Text: "Here it is: “the queue grew”."}, nil, "Here it is"},
			{postmortem.Answer{}, postmortem.Refusal{Text: "This is no longer open."}, "no longer open"},
			{postmortem.Answer{}, nil, ""},
		} {
			s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) { return c.answer, c.err })
			ts := s.nudge(r, s.ana)
			before := len(s.whispers(s.ana, r.Place.Thread))
			if err := s.ana.Press(s.channel, ts, workspace.Press{ActionID: verb}); err != nil {
				t.Fatal(err)
			}
			s.settle()
			all := s.meeting.heard()
			if diff := cmp.Diff(want, all[len(all)-1].Body); diff != "" {
				t.Error(diff)
			}
			left := s.whispers(s.ana, r.Place.Thread)
			if c.left == "" {
				if len(left) != before-1 {
					t.Errorf("%s: nothing to say, yet there are %q", verb, left)
				}
				continue
			}
			if len(left) != before || !strings.Contains(left[len(left)-1], c.left) {
				t.Errorf("%s: %q", verb, left)
			}
		}
	}
}

func TestAWhisperStaysWhenItsAnswerFails(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	s.say(s.ana, r.Place.Thread, "x")
	s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) { return postmortem.Answer{}, errDisk })
	ts := s.nudge(r, s.ana)
	if err := s.ana.Press(s.channel, ts, workspace.Press{ActionID: postmortem.DoMute}); err != nil {
		t.Fatal(err)
	}
	s.settle()
	if err := s.ana.Press(s.channel, ts, workspace.Press{ActionID: postmortem.DoMute}); err != nil {
		t.Errorf("its buttons are gone: %v", err)
	}
	s.settle()
}

func TestClicksOfNoKnownVerb(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	ref, err := s.client.Post(t.Context(), r.Place, buttons(postmortem.Button{Action: "dance", Value: "PM-1", Label: "Dance"}), "k")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ana.Press(s.channel, ref.TS, workspace.Press{ActionID: "dance"}); err != nil {
		t.Fatal(err)
	}
	s.settle()
	if all := s.meeting.heard(); len(all) != 0 {
		t.Errorf("%+v", all)
	}
	s.l.interact(t.Context(), []byte(`{`))
	s.l.interact(t.Context(), []byte(`{"type":"block_actions"}`))
	s.l.interact(t.Context(), []byte(`{"type":"view_submission","view":{"private_metadata":"x"}}`))
	s.l.interact(t.Context(), []byte(`{"type":"view_closed"}`))
	if n := s.l.Health().Unreadable; n != 2 {
		t.Errorf("%d unreadable", n)
	}
}

func TestKeysOfClicks(t *testing.T) {
	p := interaction{TriggerID: "1.2.x"}
	p.User.ID = "U1"
	if got := p.key(action{}); got != "act/1.2.x" {
		t.Error(got)
	}
	p.TriggerID = ""
	if got := p.key(action{ActionID: "next:2", TS: "5.000001"}); got != "act/5.000001/next:2/U1" {
		t.Error(got)
	}
}

func TestTwoClicksAreTwoDeeds(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	ref, err := s.client.Post(t.Context(), r.Place, buttons(postmortem.Button{Action: postmortem.DoNext, Value: "PM-1|opening", Label: "Next"}), "k")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.ana.Press(s.channel, ref.TS, workspace.Press{ActionID: "next"}); err != nil {
			t.Fatal(err)
		}
	}
	s.settle()
	all := s.meeting.heard()
	if len(all) != 2 || all[0].ID == all[1].ID {
		t.Errorf("%+v", all)
	}
}

func TestOnlySlackIsAnswered(t *testing.T) {
	s := newStage(t)
	for address, want := range map[string]bool{
		"https://hooks.slack.com/actions/T1/1/x":          true,
		s.url + "/response/x":                             true,
		"http://hooks.slack.com/actions/T1":               false,
		"https://hooks.slack.com.evil.example/":           false,
		"https://hooks.slack.com:8443/x":                  false,
		"https://evil.example/hooks.slack.com":            false,
		"https://hooks.slack.com@evil.example/":           false,
		"http://169.254.169.254/":                         false,
		"file:///etc/passwd":                              false,
		"":                                                false,
		"://":                                             false,
		strings.Replace(s.url, "http", "https", 1) + "/x": false,
	} {
		if got := s.l.mayRespond(address); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
	if err := s.l.postResponse(t.Context(), "https://evil.example/x", response{Text: "x"}); err == nil {
		t.Error("posted to a stranger")
	}
}

func TestASlowFormDoesNotHoldUpTheNextClick(t *testing.T) {
	s := newStage(t)
	gate := &gate{path: "/api/views.open", open: make(chan struct{})}
	s.client.http.Transport = gate
	s.listen()
	r := s.review()
	ref, err := s.client.Post(t.Context(), r.Place, buttons(
		postmortem.Button{Action: postmortem.DoAdd, Value: "PM-1|timeline", Label: "Add"},
		postmortem.Button{Action: postmortem.DoNext, Value: "PM-1|timeline", Label: "Next"}), "k")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ana.Press(s.channel, ref.TS, workspace.Press{ActionID: "add"}); err != nil {
		t.Fatal(err)
	}
	if err := s.ana.Press(s.channel, ref.TS, workspace.Press{ActionID: "next"}); err != nil {
		t.Fatal(err)
	}
	s.wait("the second click", func() bool { return len(s.meeting.heard()) == 1 })
	if s.l.Idle() {
		t.Error("idle while a form is being opened")
	}
	close(gate.open)
	s.settle()
	s.form(s.ana)
}

// A gate holds back the requests for one path until it is opened.
type gate struct {
	path string
	open chan struct{}
}

func (g *gate) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Path == g.path {
		<-g.open
	}
	return http.DefaultTransport.RoundTrip(r)
}

// What somebody was asked in their conversation with the bot is replaced by what
// came of it, too: as an answer below it, it would seem to be open still.
func TestDirectQuestionsAreReplacedByTheirAnswer(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	direct, err := s.client.Direct(t.Context(), s.ana.ID())
	if err != nil {
		t.Fatal(err)
	}
	card := buttons(postmortem.Button{Action: postmortem.DoRecalled, Value: "PM-1|E1", Label: "It is memory"})
	ref, err := s.client.Post(t.Context(), postmortem.Place{Team: r.Place.Team, Channel: direct}, card, "k")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		err   error
		reads string // what stands there afterwards
	}{
		{errDisk, card.Plain()}, // said apart, since the button may work the next time
		{nil, "Marked as memory."},
	} {
		s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) {
			return postmortem.Answer{Text: "Marked as memory."}, c.err
		})
		if err := s.ana.Press(direct, ref.TS, workspace.Press{ActionID: postmortem.DoRecalled}); err != nil {
			t.Fatal(err)
		}
		s.settle()
		all, err := s.ana.Messages(direct, "", "", 10)
		if err != nil || len(all) != 1 || !strings.Contains(all[0].Text, c.reads) {
			t.Errorf("there stand %+v, %v", all, err)
		}
		if apart := s.ana.Ephemerals(direct, ""); len(apart) != 1 || !strings.Contains(apart[0].Text, "It has been logged.") {
			t.Errorf("apart from it: %+v", apart)
		}
	}
}

// A question in private that is answered in a form does not stand there as if it were
// still open.
func TestAQuestionGoesOnceItsFormIsSent(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	r.Entries = []postmortem.Entry{{ID: "E1", Kind: postmortem.Event, State: postmortem.Proposed, Author: s.ana.ID()}}
	r.Texts["E1"] = "The alert fired."
	s.say(s.ana, r.Place.Thread, "x")
	card := buttons(postmortem.Button{Action: postmortem.DoEdit, Value: "PM-1|E1", Label: "Give a time…"})
	if err := s.client.Whisper(t.Context(), r.Place, s.ana.ID(), card); err != nil {
		t.Fatal(err)
	}
	all := s.ana.Ephemerals(s.channel, r.Place.Thread)
	if err := s.ana.Press(s.channel, all[len(all)-1].TS, workspace.Press{ActionID: postmortem.DoEdit}); err != nil {
		t.Fatal(err)
	}
	s.settle()
	s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) {
		return postmortem.Answer{Text: "Changed.", Seen: true}, nil
	})
	s.submit(s.ana, map[string]any{"when/value": "14:05 UTC"})
	left := s.whispers(s.ana, r.Place.Thread)
	if len(left) != len(all) || left[len(left)-1] != "Changed." {
		t.Errorf("there stands %q", left)
	}
}
