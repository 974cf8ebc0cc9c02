package workspace_test

import (
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"github.com/remedybot/remedy/internal/workspace"
)

func TestB17Echo(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		events := s.serve()
		ts := s.post("", "mine")
		c := s.Credentials()
		if m := s.message(events); m.TimeStamp != ts || m.BotID != c.BotID || m.User != c.BotUserID || m.SubType != "" {
			t.Errorf("%+v", m)
		}
		if _, _, _, err := s.api.UpdateMessage(s.channel, ts, slack.MsgOptionText("changed", false)); err != nil {
			t.Fatal(err)
		}
		if m := s.message(events); m.SubType != "message_changed" || m.Message.BotID != c.BotID || m.Message.User != c.BotUserID {
			t.Errorf("%+v", m)
		}
		if err := s.api.AddReaction("eyes", slack.NewRefToMessage(s.channel, ts)); err != nil {
			t.Fatal(err)
		}
		if r, ok := s.next(events).inner().Data.(*slackevents.ReactionAddedEvent); !ok || r.User != c.BotUserID || r.Item.Timestamp != ts {
			t.Errorf("%+v", r)
		}
		if err := s.api.RemoveReaction("eyes", slack.NewRefToMessage(s.channel, ts)); err != nil {
			t.Fatal(err)
		}
		if r, ok := s.next(events).inner().Data.(*slackevents.ReactionRemovedEvent); !ok || r.User != c.BotUserID {
			t.Errorf("%+v", r)
		}
		if _, _, err := s.api.DeleteMessage(s.channel, ts); err != nil {
			t.Fatal(err)
		}
		if m := s.message(events); m.SubType != "message_deleted" || m.PreviousMessage.BotID != c.BotID {
			t.Errorf("%+v", m)
		}
		if more := s.drain(events); len(more) > 0 {
			t.Errorf("more came back: %+v", more)
		}
	})
}

// Whispers and views are nobody's events, whichever way they are made and changed.
func TestB17WhispersAndViewsNeverComeBack(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		page := s.ann.Watch(t.Context())
		arrived := s.serve()
		_, command := s.command(arrived, "/postmortem start")
		whisper := []slack.MsgOption{slack.MsgOptionText("psst", false), slack.MsgOptionBlocks(button("Go", "go"))}
		if _, err := s.api.PostEphemeral(s.channel, s.ann.ID(), whisper...); err != nil {
			t.Fatal(err)
		}
		shown := s.change(page, "ephemeral")
		if err := s.ann.Press(s.channel, shown.TS, workspace.Press{ActionID: "go"}); err != nil {
			t.Fatal(err)
		}
		pressed := s.callback(s.next(arrived))
		s.respond(command.ResponseURL, map[string]any{"text": "yours alone"})
		s.respond(pressed.ResponseURL, map[string]any{"text": "replaced", "replace_original": true})
		s.respond(pressed.ResponseURL, map[string]any{"delete_original": true})
		opened, err := s.api.OpenView(command.TriggerID, modal("M", input("b", "a")))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.api.UpdateView(modal("N", input("b", "a")), "", "", opened.View.ID); err != nil {
			t.Fatal(err)
		}
		home := slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewDividerBlock()}}}
		for range 2 {
			if _, err := s.api.PublishView(s.ann.ID(), home, ""); err != nil {
				t.Fatal(err)
			}
		}
		s.settle()
		if told := s.frames("events_api"); len(told) > 0 {
			t.Errorf("the app was told: %s", told[0].Answer)
		}
	})
}

func TestB18OtherKindsOfMessages(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		deploys := s.As(s.AddUser(workspace.User{Name: "deploys", RealName: "Deploys", Bot: true}))
		events := s.serve()
		parent := s.say("", "parent")
		must(s.ann.Broadcast(s.channel, parent, "for all"))
		if err := deploys.Join(s.channel); err != nil {
			t.Fatal(err)
		}
		must(deploys.Say(s.channel, "", "v2 is out"))
		must(s.ann.Share(s.channel, parent, "graph.png", []byte("png"), "look"))
		if err := s.ann.SetTopic(s.channel, "a & b"); err != nil {
			t.Fatal(err)
		}
		seen := make(map[string]*slackevents.MessageEvent)
		for _, m := range s.messages(events, 7) {
			seen[m.SubType] = m
		}
		if m := seen["thread_broadcast"]; m == nil || m.ThreadTimeStamp != parent || m.Root == nil || m.Root.Text != "parent" {
			t.Errorf("broadcast: %+v", m)
		}
		if m := seen["bot_message"]; m == nil || m.BotID == "" || m.User != "" || m.Username != "Deploys" {
			t.Errorf("bot: %+v", m)
		}
		if m := seen["file_share"]; m == nil || len(m.Message.Files) != 1 || m.Message.Files[0].Name != "graph.png" || m.ThreadTimeStamp != parent {
			t.Errorf("file: %+v", m)
		}
		if seen["channel_join"] == nil || seen["channel_topic"] == nil {
			t.Errorf("missing among %v", seen)
		}
	})
}

func TestB18Reactions(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		events := s.serve()
		ts := s.say("", "x")
		s.next(events)
		if err := s.ben.React(s.channel, ts, "eyes"); err != nil {
			t.Fatal(err)
		}
		r, ok := s.next(events).inner().Data.(*slackevents.ReactionAddedEvent)
		if !ok || r.User != s.ben.ID() || r.ItemUser != s.ann.ID() || r.Reaction != "eyes" || r.Item.Channel != s.channel {
			t.Errorf("%+v", r)
		}
		if err := s.ben.React(s.channel, ts, "eyes"); refusal(err) != "already_reacted" {
			t.Errorf("%v", err)
		}
		if err := s.ben.Unreact(s.channel, ts, "eyes"); err != nil {
			t.Fatal(err)
		}
		if _, ok := s.next(events).inner().Data.(*slackevents.ReactionRemovedEvent); !ok {
			t.Error("no reaction_removed")
		}
		if err := s.ben.Unreact(s.channel, ts, "eyes"); refusal(err) != "no_reaction" {
			t.Errorf("%v", err)
		}
		if err := s.ben.React(s.channel, ts, "no such emoji"); refusal(err) != "invalid_name" {
			t.Errorf("%v", err)
		}
		if more := s.drain(events); len(more) > 0 {
			t.Errorf("what was refused is told: %+v", more)
		}
		for _, want := range []string{"", "already_reacted"} {
			if err := s.api.AddReaction("tada", slack.NewRefToMessage(s.channel, ts)); code(err) != want {
				t.Errorf("%v, want %q", err, want)
			}
		}
		if err := s.api.RemoveReaction("tada", slack.NewRefToMessage(s.channel, ts)); err != nil {
			t.Fatal(err)
		}
		if err := s.api.RemoveReaction("eyes", slack.NewRefToMessage(s.channel, ts)); code(err) != "no_reaction" {
			t.Errorf("%v", err)
		}
	})
}

func TestB19TextIsEscaped(t *testing.T) {
	s := newStage(t)
	events := s.serve()
	for typed, want := range map[string]string{
		"a < b && c > d":                        "a &lt; b &amp;&amp; c &gt; d",
		"see https://example.org/a?b=1&c=2, ok": "see <https://example.org/a?b=1&amp;c=2>, ok",
		"hi <@" + s.ben.ID() + ">!":             "hi <@" + s.ben.ID() + ">!",
		"<@U0NOBODY00> & <#C0NOWHERE00>":        "&lt;@U0NOBODY00&gt; &amp; &lt;#C0NOWHERE00&gt;",
		"in <#" + s.foreign + ">":               "in <#" + s.foreign + "|random>",
		"in <#" + s.private + ">":               "in <#" + s.private + "|>", // not all who read it know that one
		"it was 5xx :eyes: &amp;":               "it was 5xx :eyes: &amp;amp;",
	} {
		ts := s.say("", typed)
		all := must(s.ann.Messages(s.channel, "", "", 1))
		if all[0].TS != ts || all[0].Text != want {
			t.Errorf("%q became %q, want %q", typed, all[0].Text, want)
		}
		for _, g := range s.drain(events) {
			if m := g.inner().Data.(*slackevents.MessageEvent); m.TimeStamp == ts && m.Text != want {
				t.Errorf("%q was sent as %q, want %q", typed, m.Text, want)
			}
		}
	}
}
