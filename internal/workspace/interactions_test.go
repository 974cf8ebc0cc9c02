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
		case <-time.After(5 * time.Second):
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
		if n := s.change(page, "notice"); n.Level != "error" {
			t.Errorf("%+v", n)
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
	})
}

func TestB25CommandsAreNeverRetried(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		page := s.ann.Watch(t.Context())
		arrived := s.connect()
		s.command(arrived, "/postmortem help")
		s.clock.move(3 * time.Second)
		s.settle()
		if n := s.change(page, "notice"); !strings.Contains(n.Text, "operation_timeout") {
			t.Errorf("%+v", n)
		}
		if _, more := s.NextDue(); more || len(arrived) > 0 {
			t.Error("it is retried")
		}
	})
}

func TestB25CommandsThatNeverArrive(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		page := s.ann.Watch(t.Context())
		if err := s.ann.Command(s.foreign, "", "/postmortem help"); err != nil {
			t.Fatal(err)
		}
		if n := s.change(page, "notice"); !strings.Contains(n.Text, "dispatch_failed") {
			t.Errorf("%+v", n)
		}
	})
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
	})
}

func TestB26Buttons(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		page := s.ann.Watch(t.Context())
		parent := s.say("", "parent")
		ts := s.post(parent, "choose", slack.MsgOptionBlocks(button("Go", "go")))
		s.clock.move(time.Hour)
		s.settle()
		arrived := s.connect()
		s.settle()
		press := workspace.Press{BlockID: "b_go", ActionID: "go"}
		for range 2 {
			if err := s.ann.Press(s.channel, ts, press); err != nil {
				t.Fatal(err)
			}
		}
		var last got
		for range 2 {
			last = s.next(arrived)
			for last.Type != "interactive" {
				last.ack()
				last = s.next(arrived)
			}
			cb := s.callback(last)
			a := cb.ActionCallback.BlockActions
			if cb.Type != slack.InteractionTypeBlockActions || cb.Container.MessageTs != ts || cb.Container.ThreadTs != parent ||
				cb.Container.IsEphemeral || cb.Message.ThreadTimestamp != parent || cb.User.ID != s.ann.ID() ||
				cb.Channel.ID != s.channel || cb.ResponseURL == "" || cb.TriggerID == "" ||
				len(a) != 1 || a[0].ActionID != "go" || a[0].BlockID != "b_go" || a[0].Value != "v1" {
				t.Errorf("%s", last.Request.Payload)
			}
		}
		s.clock.move(3 * time.Second)
		if n := s.change(page, "notice"); n.Level != "error" {
			t.Errorf("%+v", n)
		}
		if err := s.ann.Press(s.channel, ts, workspace.Press{ActionID: "stop"}); refusal(err) != "action_not_found" {
			t.Errorf("%v", err)
		}
	})
}

func TestB27Shortcuts(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		ts := s.say("", "this one")
		s.clock.move(time.Hour)
		s.settle()
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

func TestB28ResponseURLEnds(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		arrived := s.serve()
		_, c := s.command(arrived, "/postmortem help")
		for use := range 6 {
			want := 200
			if use == 5 {
				want = 404
			}
			if got := s.respond(c.ResponseURL, map[string]any{"text": "x"}); got != want {
				t.Errorf("use %d: %d", use+1, got)
			}
		}
		_, c = s.command(arrived, "/postmortem help")
		s.clock.move(30*time.Minute + time.Second)
		if got := s.respond(c.ResponseURL, map[string]any{"text": "x"}); got != 404 {
			t.Errorf("after 30 minutes: %d", got)
		}
	})
}

func TestB28ResponseURLWorksWithoutMembership(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		arrived := s.serve()
		if err := s.ann.Command(s.foreign, "", "/postmortem"); err != nil {
			t.Fatal(err)
		}
		c := s.next(arrived).Data.(slack.SlashCommand)
		parent := must(s.ann.Say(s.foreign, "", "parent"))
		for _, body := range []map[string]any{
			{"text": "above", "response_type": "in_channel"},
			{"text": "lost", "response_type": "in_channel", "thread_ts": parent},
			{"text": "below", "response_type": "in_channel", "thread_ts": parent, "replace_original": false},
		} {
			if got := s.respond(c.ResponseURL, body); got != 200 {
				t.Errorf("%v: %d", body, got)
			}
		}
		if got := s.texts(s.ben, s.foreign, ""); len(got) != 3 || got[2] != "lost" {
			t.Errorf("channel: %q", got)
		}
		if got := s.texts(s.ben, s.foreign, parent); len(got) != 2 || got[1] != "below" {
			t.Errorf("thread: %q", got)
		}
		if got := s.respond(c.ResponseURL, map[string]any{"delete_original": true}); got == 200 {
			t.Error("what was typed for a command was deleted")
		}
	})
}

func TestB28ReplaceAndDeleteAlsoWhispers(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		page := s.ann.Watch(t.Context())
		arrived := s.serve()
		if _, err := s.api.PostEphemeral(s.channel, s.ann.ID(), slack.MsgOptionText("psst", false), slack.MsgOptionBlocks(button("Go", "go"))); err != nil {
			t.Fatal(err)
		}
		whisper := s.change(page, "ephemeral")
		if err := s.ben.Press(s.channel, whisper.TS, workspace.Press{ActionID: "go"}); refusal(err) != "message_not_found" {
			t.Errorf("Ben presses Ann's whisper: %v", err)
		}
		if err := s.ann.Press(s.channel, whisper.TS, workspace.Press{ActionID: "go"}); err != nil {
			t.Fatal(err)
		}
		cb := s.callback(s.next(arrived))
		if !cb.Container.IsEphemeral {
			t.Error("the container is not ephemeral")
		}
		s.respond(cb.ResponseURL, map[string]any{"text": "thanks", "replace_original": true})
		if c := s.change(page, "ephemeral_changed"); c.Message.Text != "thanks" || c.TS != whisper.TS {
			t.Errorf("%+v", c)
		}
		s.respond(cb.ResponseURL, map[string]any{"delete_original": true})
		if c := s.change(page, "ephemeral_deleted"); c.TS != whisper.TS {
			t.Errorf("%+v", c)
		}

		ts := s.post("", "choose", slack.MsgOptionBlocks(button("Go", "go")))
		s.next(arrived)
		if err := s.ann.Press(s.channel, ts, workspace.Press{ActionID: "go"}); err != nil {
			t.Fatal(err)
		}
		cb = s.callback(s.next(arrived))
		s.respond(cb.ResponseURL, map[string]any{"text": "chosen", "replace_original": true})
		if got := s.texts(s.ben, s.channel, ""); len(got) != 1 || got[0] != "chosen" {
			t.Errorf("%q", got)
		}
		s.respond(cb.ResponseURL, map[string]any{"delete_original": true})
		if got := s.texts(s.ben, s.channel, ""); len(got) != 0 {
			t.Errorf("%q", got)
		}
	})
}

func TestB30Whispers(t *testing.T) {
	s := newStage(t)
	outsider := s.AddUser(workspace.User{Name: "zed"})
	whisper := func(user, thread string) string {
		_, err := s.api.PostEphemeral(s.channel, user, slack.MsgOptionText("psst", false), slack.MsgOptionTS(thread))
		return code(err)
	}
	if got := whisper(outsider, ""); got != "user_not_in_channel" {
		t.Errorf("outsider: %s", got)
	}
	if got := whisper(s.ann.ID(), ""); got != "" {
		t.Errorf("nobody is looking: %s", got)
	}
	closePage := s.ann.Open()
	if got := s.ann.Ephemerals(s.channel, ""); len(got) != 0 {
		t.Error("a whisper from before the page was opened")
	}
	parent := s.say("", "parent")
	whisper(s.ann.ID(), parent)
	if got := s.ann.Ephemerals(s.channel, parent); len(got) != 0 {
		t.Error("a whisper in a thread without a reply was shown")
	}
	s.say(parent, "reply")
	whisper(s.ann.ID(), parent)
	whispers := s.ann.Ephemerals(s.channel, parent)
	if len(whispers) != 1 || !whispers[0].Ephemeral || whispers[0].Text != "psst" {
		t.Fatalf("%+v", whispers)
	}
	if len(s.ben.Ephemerals(s.channel, parent)) != 0 {
		t.Error("Ben sees it")
	}
	if got := s.texts(s.ann, s.channel, parent); len(got) != 2 {
		t.Errorf("it is among the messages: %q", got)
	}
	if _, _, _, err := s.api.UpdateMessage(s.channel, whispers[0].TS, slack.MsgOptionText("x", false)); code(err) != "message_not_found" {
		t.Errorf("update: %v", err)
	}
	if _, _, err := s.api.DeleteMessage(s.channel, whispers[0].TS); code(err) != "message_not_found" {
		t.Errorf("delete: %v", err)
	}
	closePage()
	reopened := s.ann.Open()
	defer reopened()
	if len(s.ann.Ephemerals(s.channel, parent)) != 0 {
		t.Error("it survived a reload")
	}
	var shown []bool
	for _, r := range s.records(workspace.Request, "chat.postEphemeral")[1:] {
		shown = append(shown, r.Effect.Shown)
	}
	if len(shown) != 3 || shown[0] || shown[1] || !shown[2] {
		t.Errorf("shown according to the journal: %v", shown)
	}
}
