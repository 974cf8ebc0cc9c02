package workspace_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"github.com/remedybot/remedy/internal/workspace"
)

func TestB06EventsOnlyFromOwnChannels(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		events := s.serve()
		there := must(s.ann.Say(s.foreign, "", "<@"+s.Credentials().BotUserID+"> are you there?"))
		for _, err := range []error{
			s.ann.Edit(s.foreign, there, "<@"+s.Credentials().BotUserID+"> hello?"), s.ben.React(s.foreign, there, "eyes"),
			s.ben.Leave(s.foreign), s.ann.Delete(s.foreign, there),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		must(s.ann.Say(s.private, "", "nor here"))
		must(s.ann.Say(must(s.ann.Direct(s.ben.ID())), "", "nor between us"))
		s.say("", "here")
		heard := s.drain(events) // mentions too
		if len(heard) != 1 {
			t.Fatalf("%d events were heard: %+v", len(heard), heard)
		}
		if m, ok := heard[0].inner().Data.(*slackevents.MessageEvent); !ok || m.Text != "here" {
			t.Errorf("heard %+v", heard[0])
		}
	})
}

func TestB06CommandsAndShortcutsWorkEverywhere(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		arrived := s.serve()
		dm := must(s.ann.Direct(s.ben.ID()))
		for _, room := range []string{s.foreign, s.private, dm} {
			if err := s.ann.Command(room, "", "/postmortem help"); err != nil {
				t.Fatal(err)
			}
			if c := s.next(arrived).Data.(slack.SlashCommand); c.ChannelID != room {
				t.Errorf("%+v", c)
			}
			if err := s.ann.Shortcut("add_to_review", room, must(s.ann.Say(room, "", "this"))); err != nil {
				t.Fatal(err)
			}
			if cb := s.callback(s.next(arrived)); cb.Channel.ID != room || cb.Message.Text != "this" {
				t.Errorf("%+v", cb)
			}
		}
	})
}

func TestB09InviteAndRemove(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		events := s.serve()
		bot := s.Credentials().BotUserID
		if err := s.ann.Invite(s.private, bot); err != nil {
			t.Fatal(err)
		}
		var joined *slackevents.MemberJoinedChannelEvent
		for _, g := range s.drain(events) {
			if e, ok := g.inner().Data.(*slackevents.MemberJoinedChannelEvent); ok {
				joined = e
			}
		}
		if joined == nil || joined.Inviter != s.ann.ID() || joined.User != bot || joined.ChannelType != "G" || joined.Channel != s.private {
			t.Fatalf("%+v", joined)
		}
		must(s.ann.Say(s.private, "", "you are with us"))
		if m := s.message(events); m.Text != "you are with us" {
			t.Errorf("%+v", m)
		}
		for room, want := range map[string]string{s.private: "channel_not_found", s.channel: "not_in_channel"} {
			ts := must(s.ann.Say(room, "", "the last it hears"))
			s.drain(events)
			if err := s.Remove(room, bot); err != nil {
				t.Fatal(err)
			}
			must(s.ann.Say(room, "", "<@"+bot+"> now we are alone"))
			if err := s.ann.React(room, ts, "eyes"); err != nil {
				t.Fatal(err)
			}
			if err := s.ann.Delete(room, ts); err != nil {
				t.Fatal(err)
			}
			if heard := s.drain(events); len(heard) > 0 {
				t.Errorf("the bot hears of a room after its removal: %+v", heard)
			}
			if _, _, err := s.api.PostMessage(room, slack.MsgOptionText("x", false)); code(err) != want {
				t.Errorf("%v, want %s", err, want)
			}
		}
	})
}

func TestB11Envelope(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		events := s.serve()
		ts := s.say("", "hi")
		g := s.next(events)
		var e struct {
			Token, Type, TeamID, AppID string
			EventID                    string `json:"event_id"`
			EventTime                  int64  `json:"event_time"`
			Team                       string `json:"team_id"`
			App                        string `json:"api_app_id"`
			Shared                     *bool  `json:"is_ext_shared_channel"`
			Authorizations             []struct {
				User  string `json:"user_id"`
				IsBot bool   `json:"is_bot"`
			}
			Event struct {
				Type, User, Text, TS, Channel string
				EventTS                       string `json:"event_ts"`
				ChannelType                   string `json:"channel_type"`
				ClientMsgID                   string `json:"client_msg_id"`
				Blocks                        []struct{ Type string }
			}
		}
		if err := json.Unmarshal(g.Request.Payload, &e); err != nil {
			t.Fatal(err)
		}
		c := s.Credentials()
		if e.Type != "event_callback" || e.Team != c.TeamID || e.App != c.AppID || e.Shared == nil || e.Token == "" ||
			!strings.HasPrefix(e.EventID, "Ev") || e.EventTime != s.clock.Now().Unix() {
			t.Errorf("envelope: %s", g.Request.Payload)
		}
		if len(e.Authorizations) != 1 || e.Authorizations[0].User != c.BotUserID || !e.Authorizations[0].IsBot {
			t.Errorf("authorizations: %s", g.Request.Payload)
		}
		if e.Event.TS != ts || e.Event.EventTS != ts || e.Event.ChannelType != "channel" || e.Event.ClientMsgID == "" ||
			e.Event.User != s.ann.ID() || len(e.Event.Blocks) != 1 || e.Event.Blocks[0].Type != "rich_text" {
			t.Errorf("event: %s", g.Request.Payload)
		}
		if *e.Shared {
			t.Error("the channel is shared with nobody")
		}
		shared := s.AddChannel(workspace.Channel{Name: "partners", Shared: true, Members: []string{s.ann.ID(), c.BotUserID}})
		must(s.ann.Say(shared, "", "hi"))
		g = s.next(events)
		if err := json.Unmarshal(g.Request.Payload, &e); err != nil || !*e.Shared {
			t.Errorf("not told that it is shared: %s", g.Request.Payload)
		}
	})
}

func TestB14MentionComesTwice(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		events := s.serve()
		ts := s.say("", "<@"+s.Credentials().BotUserID+"> help")
		a, b := s.next(events), s.next(events)
		if kinds := []string{a.inner().Type, b.inner().Type}; !slices.Contains(kinds, "app_mention") || !slices.Contains(kinds, "message") {
			t.Errorf("got %v", kinds)
		}
		if a.eventID() == b.eventID() {
			t.Error("both have one event id")
		}
		for _, g := range []got{a, b} {
			if m, ok := g.inner().Data.(*slackevents.AppMentionEvent); ok && (m.TimeStamp != ts || m.User != s.ann.ID()) {
				t.Errorf("%+v", m)
			}
		}
	})
}

func TestB15Edit(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		ts := s.say("", "one")
		s.forget()
		events := s.serve()
		s.settle()
		if err := s.ben.Edit(s.channel, ts, "mine"); refusal(err) != "cant_update_message" {
			t.Errorf("Ben edits Ann's message: %v", err)
		}
		if err := s.ann.Edit(s.channel, ts, "two"); err != nil {
			t.Fatal(err)
		}
		m := s.message(events)
		for m.SubType != "message_changed" {
			m = s.message(events)
		}
		var outer map[string]any
		g := s.records(workspace.Frame, "events_api")
		var envelope struct{ Event map[string]any }
		if err := json.Unmarshal(g[len(g)-1].Answer, &envelope); err != nil {
			t.Fatal(err)
		}
		outer = envelope.Event
		if outer["user"] != nil || outer["thread_ts"] != nil || outer["hidden"] != true || outer["ts"] == ts {
			t.Errorf("outer: %v", outer)
		}
		if m.Message.Text != "two" || m.PreviousMessage.Text != "one" || m.Message.Edited == nil || m.Message.Edited.User != s.ann.ID() {
			t.Errorf("%+v", m)
		}
	})
}

func TestB15FirstReplyChangesTheParent(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		events := s.serve()
		parent := s.say("", "parent")
		s.say(parent, "first")
		s.say(parent, "second")
		var kinds []string
		for _, m := range s.messages(events, 4) {
			kinds = append(kinds, m.SubType)
			if m.SubType == "message_changed" && (m.Message.Text != m.PreviousMessage.Text || m.Message.ReplyCount != 1 || m.Message.Edited != nil) {
				t.Errorf("%+v", m.Message)
			}
		}
		if !slices.Equal(kinds, []string{"", "", "message_changed", ""}) {
			t.Errorf("got %q", kinds)
		}
	})
}

func TestB15LinkPreview(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		events := s.serve()
		s.say("", "see https://example.org/graph")
		m := s.messages(events, 2)[1]
		if m.SubType != "message_changed" || m.Message.Text != m.PreviousMessage.Text || m.Message.Edited != nil || len(m.Message.Attachments) != 1 {
			t.Errorf("%+v", m.Message)
		}
	})
}

func TestB16Delete(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		events := s.serve()
		lone := s.say("", "lone")
		parent := s.say("", "parent")
		reply := s.say(parent, "reply")
		s.drain(events)
		for _, ts := range []string{lone, parent} {
			if err := s.ann.Delete(s.channel, ts); err != nil {
				t.Fatal(err)
			}
		}
		gone := s.messages(events, 2)
		if m := gone[0]; m.SubType != "message_deleted" || m.DeletedTimeStamp != lone || m.PreviousMessage.Text != "lone" || m.User != "" {
			t.Errorf("%+v", m)
		}
		if m := gone[1]; m.SubType != "message_changed" || m.Message.SubType != "tombstone" || m.PreviousMessage.Text != "parent" {
			t.Errorf("%+v", m)
		}
		if got := s.texts(s.ben, s.channel, parent); len(got) != 2 || got[1] != "reply" {
			t.Errorf("%q", got)
		}
		if err := s.ann.Delete(s.channel, reply); err != nil {
			t.Fatal(err)
		}
		if got := s.texts(s.ben, s.channel, ""); len(got) != 0 {
			t.Errorf("left: %q", got)
		}
		if err := s.ann.Delete(s.channel, lone); refusal(err) != "message_not_found" {
			t.Errorf("once more: %v", err)
		}
	})
}
