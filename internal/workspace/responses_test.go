package workspace_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/workspace"
)

func TestB28ResponseURLEnds(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		arrived := s.serve()
		word := func(address string) (int, any) {
			resp := must(http.Post(address, "application/json", strings.NewReader(`{"text":"x"}`)))
			return resp.StatusCode, s.answer(resp)["error"]
		}
		_, c := s.command(arrived, "/postmortem help")
		for use := range 5 {
			if status, _ := word(c.ResponseURL); status != 200 {
				t.Errorf("use %d: %d", use+1, status)
			}
		}
		if status, code := word(c.ResponseURL); status != 404 || code != "used_url" {
			t.Errorf("the sixth use: %d %v", status, code)
		}
		_, c = s.command(arrived, "/postmortem help")
		s.clock.Move(30 * time.Minute)
		if status, code := word(c.ResponseURL); status != 200 {
			t.Errorf("after 30 minutes: %d %v", status, code)
		}
		s.clock.Move(time.Second)
		if status, code := word(c.ResponseURL); status != 404 || code != "expired_url" {
			t.Errorf("after more than 30 minutes: %d %v", status, code)
		}
		if status, _ := word(c.ResponseURL + "x"); status != 404 {
			t.Errorf("another address: %d", status)
		}
	})
}

func TestB28ResponseURLIsEphemeralByDefault(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		page := s.ann.Watch(t.Context())
		s.ben.Open()
		arrived := s.serve()
		_, c := s.command(arrived, "/postmortem help")
		for _, body := range []map[string]any{
			{"text": "yours"}, {"text": "yours", "response_type": "ephemeral"},
			{"text": "yours", "thread_ts": s.say("", "parent"), "replace_original": false}, {"text": "yours", "replace_original": true},
		} {
			if got := s.respond(c.ResponseURL, body); got != 200 {
				t.Errorf("%v: %d", body, got)
			}
			if m := s.change(page, "ephemeral"); m.Message.Text != "yours" || m.Thread != "" {
				t.Errorf("%v: %+v", body, m)
			}
		}
		if got := s.texts(s.ben, s.channel, ""); len(got) != 1 || len(s.ben.Ephemerals(s.channel, "")) != 0 {
			t.Errorf("Ben sees %q", got)
		}
		if got := s.respond(c.ResponseURL, map[string]any{"delete_original": true}); got == 200 {
			t.Error("what was typed for a command was deleted")
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

// The response_url of a shortcut on somebody's message gives no power over it.
func TestB28MessagesOfOthersStay(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		ts := s.say("", "Ann's own")
		s.forget()
		arrived := s.serve()
		if err := s.ben.Shortcut("add_to_review", s.channel, ts); err != nil {
			t.Fatal(err)
		}
		cb := s.callback(s.next(arrived))
		for _, body := range []map[string]any{{"text": "mine now", "replace_original": true}, {"delete_original": true}} {
			if got := s.respond(cb.ResponseURL, body); got == 200 {
				t.Errorf("%v: %d", body, got)
			}
		}
		if got := s.texts(s.ann, s.channel, ""); len(got) != 1 || got[0] != "Ann's own" {
			t.Errorf("%q", got)
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
