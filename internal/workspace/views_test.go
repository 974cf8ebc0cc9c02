package workspace_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"github.com/remedybot/remedy/internal/workspace"
)

func plain(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject("plain_text", s, false, false)
}

func input(blockID, actionID string) *slack.InputBlock {
	return slack.NewInputBlock(blockID, plain("Label"), nil, slack.NewPlainTextInputBlockElement(nil, actionID))
}

func modal(title string, blocks ...slack.Block) slack.ModalViewRequest {
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: plain(title), Submit: plain("Send"), CallbackID: "form", PrivateMetadata: "pm",
		Blocks: slack.Blocks{BlockSet: blocks},
	}
}

// opened has Ann open a modal by a command and returns its id.
func (s *stage) opened(arrived <-chan got, v slack.ModalViewRequest) string {
	s.t.Helper()
	r, err := s.api.OpenView(s.trigger(arrived), v)
	if err != nil {
		s.t.Fatal(err, r)
	}
	return r.View.ID
}

// trigger has Ann type a command and returns what came with it.
func (s *stage) trigger(arrived <-chan got) string {
	s.t.Helper()
	_, c := s.command(arrived, "/postmortem start")
	return c.TriggerID
}

func TestB29Triggers(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		arrived := s.serve()
		view := modal("M", button("More", "more"))
		if _, err := s.api.OpenView("1.2.3", view); code(err) != "invalid_trigger_id" {
			t.Errorf("%v", err)
		}
		used := s.trigger(arrived)
		if _, err := s.api.OpenView(used, view); err != nil {
			t.Fatal(err)
		}
		if _, err := s.api.OpenView(used, view); code(err) != "exchanged_trigger_id" {
			t.Errorf("opening twice: %v", err)
		}
		if _, err := s.api.PushView(used, view); code(err) != "exchanged_trigger_id" {
			t.Errorf("opening, then pushing: %v", err)
		}
		pressed := func() string {
			t.Helper()
			if err := s.ann.PressView(s.ann.Views()[0].ID, workspace.Press{ActionID: "more"}); err != nil {
				t.Fatal(err)
			}
			return s.callback(s.next(arrived)).TriggerID
		}
		late := pressed()
		inTime := s.trigger(arrived)
		s.clock.Move(3 * time.Second)
		if _, err := s.api.OpenView(inTime, view); err != nil {
			t.Errorf("after 3 s: %v", err)
		}
		s.clock.Move(time.Millisecond)
		if _, err := s.api.PushView(late, view); code(err) != "expired_trigger_id" {
			t.Errorf("after more than 3 s: %v", err)
		}
		if n := len(s.ann.Views()); n != 1 {
			t.Errorf("%d modals are open", n)
		}
	})
}

func TestB31ViewsAreChecked(t *testing.T) {
	s := newStage(t)
	arrived := s.serve()
	many := make([]slack.Block, 101)
	for i := range many {
		many[i] = slack.NewDividerBlock()
	}
	with := func(change func(*slack.ModalViewRequest)) slack.ModalViewRequest {
		v := modal("M", input("b", "a"))
		change(&v)
		return v
	}
	long := func(n int) string { return strings.Repeat("ü", n) }
	for name, c := range map[string]struct {
		view    slack.ModalViewRequest
		pointer string
	}{
		"title":            {modal(long(25), input("b", "a")), "/view/title/text"},
		"no title":         {with(func(v *slack.ModalViewRequest) { v.Title = nil }), "/view"},
		"title in mrkdwn":  {with(func(v *slack.ModalViewRequest) { v.Title.Type = "mrkdwn" }), "/view/title/type"},
		"submit":           {with(func(v *slack.ModalViewRequest) { v.Submit = plain(long(25)) }), "/view/submit/text"},
		"no submit":        {with(func(v *slack.ModalViewRequest) { v.Submit = nil }), "/view"},
		"close":            {with(func(v *slack.ModalViewRequest) { v.Close = plain(long(25)) }), "/view/close/text"},
		"private_metadata": {with(func(v *slack.ModalViewRequest) { v.PrivateMetadata = long(3001) }), "/view/private_metadata"},
		"callback_id":      {with(func(v *slack.ModalViewRequest) { v.CallbackID = long(256) }), "/view/callback_id"},
		"type":             {with(func(v *slack.ModalViewRequest) { v.Type = "window" }), "/view/type"},
		"101 blocks":       {modal("M", many...), "/view/blocks"},
		"markdown":         {modal("M", slack.NewMarkdownBlock("", "x")), "/view/blocks/0/type"},
	} {
		r, err := s.api.OpenView(s.trigger(arrived), c.view)
		if code(err) != "invalid_arguments" || !strings.Contains(fmt.Sprint(r.ResponseMetadata.Messages), "[json-pointer:"+c.pointer+"]") {
			t.Errorf("%s: %v %v", name, err, r.ResponseMetadata.Messages)
		}
	}
	for name, fine := range map[string]slack.ModalViewRequest{
		"long": with(func(v *slack.ModalViewRequest) {
			v.Title, v.Submit, v.Close = plain(long(24)), plain(long(24)), plain(long(24))
			v.PrivateMetadata, v.CallbackID = long(3000), long(255)
		}),
		"100 blocks": modal("M", many[:100]...),
		"no inputs":  {Type: slack.VTModal, Title: plain("M"), Blocks: slack.Blocks{BlockSet: many[:1]}},
	} {
		if r, err := s.api.OpenView(s.trigger(arrived), fine); err != nil {
			t.Errorf("%s: %v %v", name, err, r.ResponseMetadata.Messages)
		}
	}
	if err := s.ann.CloseAll(); err != nil {
		t.Fatal(err)
	}
	first := modal("M", input("b", "a"))
	first.ExternalID = "ext"
	id := s.opened(arrived, first)
	if _, err := s.api.OpenView(s.trigger(arrived), first); code(err) != "duplicate_external_id" {
		t.Errorf("%v", err)
	}
	large := modal("M", input("b", "a"), slack.NewSectionBlock(plain(strings.Repeat("x", 260_000)), nil, nil))
	if _, err := s.api.UpdateView(large, "", "", id); code(err) != "view_too_large" {
		t.Errorf("%v", err)
	}
	r, err := s.api.UpdateView(modal("N", input("b", "a")), "ext", "stale", "")
	if code(err) != "hash_conflict" {
		t.Errorf("%v %v", err, r)
	}
	if _, err := s.api.UpdateView(modal("N", input("b", "a")), "", "", "V0NOWHERE00"); code(err) != "not_found" {
		t.Errorf("%v", err)
	}
	if r, err := s.api.UpdateView(modal("N", input("b", "a")), "", "", id); err != nil || r.View.Title.Text != "N" || r.View.ID != id {
		t.Errorf("%v", err)
	}
}

func TestB31StackOfThree(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		arrived := s.serve()
		s.opened(arrived, modal("1", button("More", "more")))
		for n, want := range []string{"", "", "push_limit_reached"} {
			views := s.ann.Views()
			if err := s.ann.PressView(views[len(views)-1].ID, workspace.Press{ActionID: "more"}); err != nil {
				t.Fatal(err)
			}
			cb := s.callback(s.next(arrived))
			if cb.View.Hash == "" || cb.ResponseURL != "" || cb.Container.Type != "view" {
				t.Errorf("%+v", cb)
			}
			if _, err := s.api.PushView(cb.TriggerID, modal(fmt.Sprint(n+2), button("More", "more"))); code(err) != want {
				t.Errorf("push %d: %v", n+1, err)
			}
		}
		if n := len(s.ann.Views()); n != 3 {
			t.Errorf("%d on the stack", n)
		}
	})
}

func TestB33Home(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		arrived := s.serve()
		if err := s.ann.OpenHome("home"); err != nil {
			t.Fatal(err)
		}
		e, ok := s.next(arrived).inner().Data.(*slackevents.AppHomeOpenedEvent)
		if !ok || e.Tab != "home" || e.User != s.ann.ID() || e.View != nil {
			t.Fatalf("%+v", e)
		}
		home := slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{button("Go", "go")}}}
		r, err := s.api.PublishView(s.ann.ID(), home, "")
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := s.ben.Home(); ok {
			t.Error("Ben has Ann's home")
		}
		if err := s.ben.PressView(r.View.ID, workspace.Press{ActionID: "go"}); refusal(err) != "view_not_found" {
			t.Errorf("Ben presses in Ann's home: %v", err)
		}
		if _, err := s.api.PublishView("U0NOBODY00", home, ""); code(err) != "user_not_found" {
			t.Errorf("%v", err)
		}
		if _, err := s.api.PublishView(s.ann.ID(), home, "stale"); code(err) != "hash_conflict" {
			t.Errorf("%v", err)
		}
		if again, err := s.api.PublishView(s.ann.ID(), home, r.View.Hash); err != nil || again.View.ID != r.View.ID || again.View.Hash == r.View.Hash {
			t.Errorf("%+v, %v", again, err)
		}
		if err := s.ann.OpenHome("home"); err != nil {
			t.Fatal(err)
		}
		if e := s.next(arrived).inner().Data.(*slackevents.AppHomeOpenedEvent); e.View == nil || e.View.ID != r.View.ID {
			t.Errorf("%+v", e)
		}
		if err := s.ann.OpenHome("messages"); err != nil {
			t.Fatal(err)
		}
		if e := s.next(arrived).inner().Data.(*slackevents.AppHomeOpenedEvent); e.Tab != "messages" || e.View != nil || e.Channel == "" {
			t.Errorf("%+v", e)
		}
		if err := s.ben.OpenHome("home"); err != nil {
			t.Fatal(err)
		}
		if e := s.next(arrived).inner().Data.(*slackevents.AppHomeOpenedEvent); e.User != s.ben.ID() || e.View != nil {
			t.Errorf("Ben's home: %+v", e)
		}
		if err := s.ann.PressView(r.View.ID, workspace.Press{ActionID: "go"}); err != nil {
			t.Fatal(err)
		}
		if cb := s.callback(s.next(arrived)); cb.View.ID != r.View.ID || cb.ResponseURL != "" || cb.View.Hash == "" {
			t.Errorf("%+v", cb)
		}
	})
}
