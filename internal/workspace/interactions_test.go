package workspace_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/workspace"
)

func button(text, id string) *slack.ActionBlock {
	return slack.NewActionBlock("b_"+id, slack.NewButtonBlockElement(id, "v1", slack.NewTextBlockObject("plain_text", text, false, false)))
}

// change waits for a change of a type, all others passed over.
func (s *stage) change(from <-chan workspace.Change, kind string) workspace.Change {
	s.t.Helper()
	for {
		select {
		case c := <-from:
			if c.Type == kind {
				return c
			}
		case <-time.After(*patience):
			s.t.Fatalf("no change of type %s", kind)
		}
	}
}

func (s *stage) command(from <-chan got, line string) (got, slack.SlashCommand) {
	s.t.Helper()
	if err := s.ann.Command(s.channel, "", line); err != nil {
		s.t.Fatal(err)
	}
	g := s.next(from)
	return g, g.Data.(slack.SlashCommand)
}

func (s *stage) callback(g got) slack.InteractionCallback {
	s.t.Helper()
	return g.Data.(slack.InteractionCallback)
}

// respond posts to a response_url and returns the status.
func (s *stage) respond(address string, body map[string]any) int {
	s.t.Helper()
	b, _ := json.Marshal(body)
	resp := must(http.Post(address, "application/json", strings.NewReader(string(b))))
	resp.Body.Close()
	return resp.StatusCode
}

func TestB25SlashCommand(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		page := s.ann.Watch(t.Context())
		arrived := s.connect()
		if err := s.ann.Command(s.channel, "1.2", "/postmortem start"); refusal(err) != "thread_not_supported" {
			t.Errorf("in a thread: %v", err)
		}
		if n := s.change(page, "notice"); n.Level != "error" || !strings.Contains(n.Text, "/postmortem is not supported in threads") {
			t.Errorf("%+v", n)
		}
		if len(s.frames("slash_commands")) != 0 {
			t.Error("a command that was typed in a thread was sent")
		}
		if err := s.ann.Command(s.channel, "", "/nothing"); refusal(err) != "unknown_command" {
			t.Errorf("%v", err)
		}
		g, c := s.command(arrived, "/postmortem start  the outage")
		if c.Command != "/postmortem" || c.Text != "start  the outage" || c.ChannelID != s.channel || c.UserID != s.ann.ID() ||
			c.TriggerID == "" || c.ResponseURL == "" || !g.Request.AcceptsResponsePayload {
			t.Errorf("%+v", c)
		}
		if strings.Contains(string(g.Request.Payload), "thread_ts") {
			t.Error("the payload has a thread_ts")
		}
		g.ack(map[string]any{"text": "done"})
		if m := s.change(page, "ephemeral"); m.Message.Text != "done" || m.Thread != "" {
			t.Errorf("%+v", m)
		}
		g, _ = s.command(arrived, "/postmortem list")
		g.ack(map[string]any{"text": "for all", "response_type": "in_channel"})
		s.next(arrived).ack() // its echo
		s.settle()
		if got := s.texts(s.ben, s.channel, ""); len(got) != 1 || got[0] != "for all" {
			t.Errorf("%q", got)
		}
		if got := s.ben.Ephemerals(s.channel, ""); len(got) != 0 {
			t.Errorf("Ben sees what Ann was answered: %+v", got)
		}
		g, _ = s.command(arrived, "/postmortem list")
		g.ack() // an empty ack says nothing
		g, _ = s.command(arrived, "/postmortem list")
		g.ack(map[string]any{"text": "x", "blocks": []any{map[string]any{"type": "blink"}}})
		if n := s.change(page, "notice"); !strings.Contains(n.Text, "invalid_command_response") {
			t.Errorf("%+v", n)
		}
		if got := s.ann.Ephemerals(s.channel, ""); len(got) != 1 {
			t.Errorf("%+v", got)
		}
	})
}

func TestB25CommandsAreNeverRetried(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		page := s.ann.Watch(t.Context())
		arrived := s.connect()
		late, _ := s.command(arrived, "/postmortem help")
		s.clock.Move(3*time.Second - time.Millisecond)
		if s.Idle() {
			t.Error("given up before 3 s had passed")
		}
		s.clock.Move(time.Millisecond)
		s.settle()
		if n := s.change(page, "notice"); n.Level != "error" || !strings.Contains(n.Text, "operation_timeout") {
			t.Errorf("%+v", n)
		}
		late.ack(map[string]any{"text": "too late"})
		s.clock.Move(time.Hour)
		s.settle()
		if _, more := s.NextDue(); more || len(arrived) > 0 || len(s.frames("slash_commands")) != 1 {
			t.Error("it is retried")
		}
		if got := s.ann.Ephemerals(s.channel, ""); len(got) != 0 {
			t.Errorf("a late answer is shown: %+v", got)
		}
	})
}

func TestB25CommandsThatNeverArrive(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		s.away()
		page := s.ann.Watch(t.Context())
		if err := s.ann.Command(s.foreign, "", "/postmortem help"); err != nil {
			t.Fatal(err)
		}
		if n := s.change(page, "notice"); !strings.Contains(n.Text, "dispatch_failed") {
			t.Errorf("%+v", n)
		}
		s.clock.Move(time.Hour)
		s.settle()
		if len(s.frames("slash_commands")) != 1 {
			t.Error("it is retried")
		}
	})
}

// An app that is served over HTTP and answers with an error has failed, once.
func TestB25CommandsThatAreRefused(t *testing.T) {
	s := newStage(t)
	s.http = true
	app := s.listen()
	app.status.Store(500)
	page := s.ann.Watch(t.Context())
	s.command(app.arrived, "/postmortem help")
	if n := s.change(page, "notice"); n.Level != "error" {
		t.Errorf("%+v", n)
	}
	if err := s.ann.Shortcut("go", "", ""); err != nil {
		t.Fatal(err)
	}
	s.next(app.arrived)
	s.change(page, "notice")
	s.clock.Move(time.Hour)
	s.settle()
	if n := app.count.Load(); n != 2 {
		t.Errorf("%d requests for a command and a shortcut", n)
	}
}

func TestB25Escaping(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		arrived := s.serve()
		_, c := s.command(arrived, "/escaped ask <@"+s.ben.ID()+">")
		if c.Text != "ask <@"+s.ben.ID()+">" {
			t.Errorf("%q", c.Text)
		}
		_, c = s.command(arrived, "/postmortem ask <@"+s.ben.ID()+"> in <#"+s.foreign+">")
		if c.Text != "ask @ben in #random" {
			t.Errorf("%q", c.Text)
		}
		for who, want := range map[*workspace.Person]string{s.ann: "in #secret", s.ben: "in <#" + s.private + ">"} {
			if err := who.Command(s.channel, "", "/postmortem in <#"+s.private+">"); err != nil {
				t.Fatal(err)
			}
			if c := s.next(arrived).Data.(slack.SlashCommand); c.Text != want {
				t.Errorf("%q, want %q", c.Text, want)
			}
		}
	})
}

func TestB26Buttons(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		parent := s.say("", "parent")
		choice := slack.NewOptionsSelectBlockElement("static_select", nil, "choice", slack.NewOptionBlockObject("o1", plain("One"), nil))
		ts := s.post(parent, "choose", slack.MsgOptionBlocks(button("Go", "go"), slack.NewActionBlock("b_choice", choice)))
		s.forget()
		arrived := s.connect()
		press := workspace.Press{BlockID: "b_go", ActionID: "go", State: map[string]any{"choice": "o1"}}
		triggers := make(map[string]bool)
		for range 2 { // two quick clicks
			if err := s.ann.Press(s.channel, ts, press); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			g := s.next(arrived)
			cb := s.callback(g)
			a := cb.ActionCallback.BlockActions
			if cb.Type != slack.InteractionTypeBlockActions || cb.Container.MessageTs != ts || cb.Container.ThreadTs != parent ||
				cb.Container.ChannelID != s.channel || cb.Container.IsEphemeral || cb.Message.ThreadTimestamp != parent || cb.Message.Timestamp != ts ||
				cb.User.ID != s.ann.ID() || cb.Channel.ID != s.channel || cb.ResponseURL == "" || cb.TriggerID == "" || cb.Hash != "" ||
				len(a) != 1 || a[0].ActionID != "go" || a[0].BlockID != "b_go" || a[0].Value != "v1" || a[0].ActionTs == "" ||
				cb.BlockActionState.Values["b_choice"]["choice"].SelectedOption.Value != "o1" {
				t.Errorf("%s", g.Request.Payload)
			}
			triggers[cb.TriggerID] = true
			g.ack()
		}
		if len(triggers) != 2 {
			t.Error("both clicks have one trigger")
		}
		if err := s.ann.Press(s.channel, ts, workspace.Press{ActionID: "choice", Value: "o1"}); err != nil {
			t.Fatal(err)
		}
		if a := s.callback(s.next(arrived)).ActionCallback.BlockActions; a[0].SelectedOption.Value != "o1" {
			t.Errorf("%+v", a[0])
		}
		if err := s.ann.Press(s.channel, ts, workspace.Press{ActionID: "stop"}); refusal(err) != "action_not_found" {
			t.Errorf("%v", err)
		}
		if err := s.ann.Press(s.channel, parent, press); refusal(err) != "action_not_found" {
			t.Errorf("a message without buttons: %v", err)
		}
	})
}

func TestB26ButtonsWithAddressesTellToo(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		link := slack.NewButtonBlockElement("open", "", plain("Open"))
		link.URL = "https://example.org/graph"
		ts := s.post("", "see", slack.MsgOptionBlocks(slack.NewActionBlock("b", link)))
		s.forget()
		arrived := s.serve()
		if err := s.ann.Press(s.channel, ts, workspace.Press{ActionID: "open"}); err != nil {
			t.Fatal(err)
		}
		if cb := s.callback(s.next(arrived)); cb.ActionCallback.BlockActions[0].ActionID != "open" {
			t.Errorf("%+v", cb)
		}
	})
}

func TestB26InteractionsAreNeverRetried(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		page := s.ann.Watch(t.Context())
		ts := s.post("", "choose", slack.MsgOptionBlocks(button("Go", "go")))
		s.forget()
		arrived := s.connect()
		for name, use := range map[string]func() error{
			"button":          func() error { return s.ann.Press(s.channel, ts, workspace.Press{ActionID: "go"}) },
			"shortcut":        func() error { return s.ann.Shortcut("add_to_review", s.channel, ts) },
			"global shortcut": func() error { return s.ann.Shortcut("go", "", "") },
		} {
			before := len(s.frames("interactive"))
			if err := use(); err != nil {
				t.Fatal(err)
			}
			s.next(arrived)
			s.clock.Move(3*time.Second - time.Millisecond)
			if s.Idle() {
				t.Errorf("%s: given up before 3 s had passed", name)
			}
			s.clock.Move(time.Millisecond)
			if n := s.change(page, "notice"); n.Level != "error" || name != "global shortcut" && n.TS != ts {
				t.Errorf("%s: %+v", name, n)
			}
			s.clock.Move(time.Hour)
			s.settle()
			if n := len(s.frames("interactive")) - before; n != 1 || len(arrived) > 0 {
				t.Errorf("%s: sent %d times", name, n)
			}
		}
	})
}

func TestB27Shortcuts(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		ts := s.say("", "this one")
		s.forget()
		arrived := s.serve()
		if err := s.ben.Shortcut("add_to_review", s.channel, ts); err != nil {
			t.Fatal(err)
		}
		cb := s.callback(s.next(arrived))
		if cb.Type != slack.InteractionTypeMessageAction || cb.CallbackID != "add_to_review" || cb.Message.Text != "this one" ||
			cb.Message.Timestamp != ts || cb.ResponseURL == "" || cb.Channel.ID != s.channel {
			t.Errorf("%+v", cb)
		}
		if err := s.ben.Shortcut("go", "", ""); err != nil {
			t.Fatal(err)
		}
		cb = s.callback(s.next(arrived))
		if cb.Type != slack.InteractionTypeShortcut || cb.ResponseURL != "" || cb.Channel.ID != "" || cb.TriggerID == "" {
			t.Errorf("%+v", cb)
		}
		must(s.ann.Say(s.private, "", "x"))
		if err := s.ben.Shortcut("add_to_review", s.private, ts); refusal(err) != "channel_not_found" {
			t.Errorf("%v", err)
		}
	})
}
