package workspace_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"github.com/remedybot/remedy/internal/workspace"
)

func TestB06EventsOnlyFromOwnChannels(t *testing.T) {
	s := newStage(t)
	events := s.serve()
	must(s.ann.Say(s.foreign, "", "<@"+s.Credentials().BotUserID+"> are you there?"))
	must(s.ann.Say(s.private, "", "nor here"))
	s.say("", "here")
	if m := s.message(events); m.Text != "here" {
		t.Errorf("heard %q", m.Text)
	}
	s.settle()
	if len(events) > 0 {
		t.Error("more was heard")
	}
}

func TestB09InviteAndRemove(t *testing.T) {
	s := newStage(t)
	events := s.serve()
	bot := s.Credentials().BotUserID
	if err := s.ann.Invite(s.private, bot); err != nil {
		t.Fatal(err)
	}
	var joined *slackevents.MemberJoinedChannelEvent
	for joined == nil {
		joined, _ = s.next(events).inner().Data.(*slackevents.MemberJoinedChannelEvent)
	}
	if joined.Inviter != s.ann.ID() || joined.User != bot || joined.ChannelType != "G" {
		t.Errorf("%+v", joined)
	}
	s.settle()
	for len(events) > 0 {
		<-events
	}
	if err := s.Remove(s.private, bot); err != nil {
		t.Fatal(err)
	}
	must(s.ann.Say(s.private, "", "now we are alone"))
	s.settle()
	if len(events) > 0 {
		t.Error("the bot hears what is said after its removal")
	}
	if _, _, err := s.api.PostMessage(s.private, slack.MsgOptionText("x", false)); code(err) != "channel_not_found" {
		t.Errorf("%v", err)
	}
	if err := s.Remove(s.channel, bot); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.api.PostMessage(s.channel, slack.MsgOptionText("x", false)); code(err) != "not_in_channel" {
		t.Errorf("%v", err)
	}
}

func TestB11Envelope(t *testing.T) {
	s := newStage(t)
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
}

func TestB12RedeliversUnackedEvents(t *testing.T) {
	s := newStage(t)
	arrived := s.connect()
	s.say("", "hi")
	first := s.next(arrived)
	if s.Idle() {
		t.Error("idle with an unacked delivery")
	}
	envelopes := map[string]bool{first.Request.EnvelopeID: true}
	for attempt, wait := range []time.Duration{3 * time.Second, time.Minute, 5 * time.Minute} {
		if due, ok := s.NextDue(); !ok || due.Sub(s.clock.Now()) != 3*time.Second {
			t.Errorf("attempt %d: the ack is due at %v, %v", attempt, due, ok)
		}
		if attempt > 0 {
			s.clock.move(3 * time.Second)
			s.settle() // put off until later
			if due, _ := s.NextDue(); due.Sub(s.clock.Now()) != wait {
				t.Errorf("attempt %d: retried after %v, want %v", attempt, due.Sub(s.clock.Now()), wait)
			}
		}
		s.clock.move(wait)
		g := s.next(arrived)
		if g.eventID() != first.eventID() || g.Request.RetryAttempt != attempt+1 || g.Request.RetryReason != "timeout" {
			t.Errorf("retry %d: attempt %d, reason %q", attempt+1, g.Request.RetryAttempt, g.Request.RetryReason)
		}
		if envelopes[g.Request.EnvelopeID] {
			t.Error("the envelope id is an old one")
		}
		envelopes[g.Request.EnvelopeID] = true
	}
	s.clock.move(3 * time.Second)
	s.settle()
	if _, more := s.NextDue(); more || len(s.records(workspace.Dropped, "events_api")) != 1 {
		t.Error("not given up after three retries")
	}
}

func TestB12LateAckUndoesNothing(t *testing.T) {
	s := newStage(t)
	arrived := s.connect()
	s.say("", "hi")
	first := s.next(arrived)
	s.clock.move(3 * time.Second)
	retry := s.next(arrived)
	first.ack()
	s.wait("the ack", func() bool { return len(s.records(workspace.Ack, "unknown")) == 1 })
	if s.Idle() {
		t.Error("a late ack settled the retry")
	}
	retry.ack()
	s.settle()
}

func TestB12NoSocketCountsAsFailed(t *testing.T) {
	s := newStage(t)
	s.say("", "hi")
	s.settle()
	if due, ok := s.NextDue(); !ok || due.Sub(s.clock.Now()) != time.Minute {
		t.Fatalf("next due in %v", due.Sub(s.clock.Now()))
	}
	events := s.serve()
	s.clock.move(time.Minute)
	if g := s.next(events); g.Request.RetryAttempt != 2 {
		t.Errorf("attempt %d", g.Request.RetryAttempt)
	}
}

func TestB13Disorder(t *testing.T) {
	s := newStage(t, func(c *workspace.Config) { c.Disorder = true })
	events := s.serve()
	var said, heard []string
	for range 40 {
		said = append(said, s.say("", "x"))
	}
	s.clock.move(time.Second) // lets go of what has no neighbour
	s.settle()
	seen := make(map[string]int)
	for len(seen) < len(said) {
		m := s.message(events)
		seen[m.TimeStamp]++
		heard = append(heard, m.TimeStamp)
	}
	for len(events) > 0 {
		seen[s.message(events).TimeStamp]++
	}
	if slices.IsSorted(heard) {
		t.Error("all came in order")
	}
	twice := 0
	for _, n := range seen {
		if n == 2 {
			twice++
		}
	}
	if twice == 0 {
		t.Error("none came twice")
	}
}

func TestB14MentionComesTwice(t *testing.T) {
	s := newStage(t)
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
}

func TestB15Edit(t *testing.T) {
	s := newStage(t)
	ts := s.say("", "one")
	s.clock.move(time.Hour) // no socket: all is given up
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
}

func TestB15FirstReplyChangesTheParent(t *testing.T) {
	s := newStage(t)
	events := s.serve()
	parent := s.say("", "parent")
	s.say(parent, "first")
	s.say(parent, "second")
	var kinds []string
	for range 4 {
		m := s.message(events)
		kinds = append(kinds, m.SubType)
		if m.SubType == "message_changed" && (m.Message.Text != m.PreviousMessage.Text || m.Message.ReplyCount != 1 || m.Message.Edited != nil) {
			t.Errorf("%+v", m.Message)
		}
	}
	if !slices.Equal(kinds, []string{"", "", "message_changed", ""}) {
		t.Errorf("got %q", kinds)
	}
}

func TestB15LinkPreview(t *testing.T) {
	s := newStage(t)
	events := s.serve()
	s.say("", "see https://example.org/graph")
	s.message(events)
	m := s.message(events)
	if m.SubType != "message_changed" || m.Message.Text != m.PreviousMessage.Text || m.Message.Edited != nil || len(m.Message.Attachments) != 1 {
		t.Errorf("%+v", m.Message)
	}
}

func TestB16Delete(t *testing.T) {
	s := newStage(t)
	events := s.serve()
	lone := s.say("", "lone")
	parent := s.say("", "parent")
	reply := s.say(parent, "reply")
	for range 4 {
		s.message(events)
	}
	for _, ts := range []string{lone, parent} {
		if err := s.ann.Delete(s.channel, ts); err != nil {
			t.Fatal(err)
		}
	}
	if m := s.message(events); m.SubType != "message_deleted" || m.DeletedTimeStamp != lone || m.PreviousMessage.Text != "lone" {
		t.Errorf("%+v", m)
	}
	if m := s.message(events); m.SubType != "message_changed" || m.Message.SubType != "tombstone" || m.PreviousMessage.Text != "parent" {
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
}

func TestB17Echo(t *testing.T) {
	s := newStage(t)
	events := s.serve()
	ts := s.post("", "mine")
	c := s.Credentials()
	if m := s.message(events); m.TimeStamp != ts || m.BotID != c.BotID || m.User != c.BotUserID || m.SubType != "" {
		t.Errorf("%+v", m)
	}
	if _, _, _, err := s.api.UpdateMessage(s.channel, ts, slack.MsgOptionText("changed", false)); err != nil {
		t.Fatal(err)
	}
	if m := s.message(events); m.SubType != "message_changed" || m.Message.BotID != c.BotID {
		t.Errorf("%+v", m)
	}
	if err := s.api.AddReaction("eyes", slack.NewRefToMessage(s.channel, ts)); err != nil {
		t.Fatal(err)
	}
	if r, ok := s.next(events).inner().Data.(*slackevents.ReactionAddedEvent); !ok || r.User != c.BotUserID || r.Item.Timestamp != ts {
		t.Errorf("%+v", r)
	}
	if _, err := s.api.PostEphemeral(s.channel, s.ann.ID(), slack.MsgOptionText("whisper", false)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.api.DeleteMessage(s.channel, ts); err != nil {
		t.Fatal(err)
	}
	if m := s.message(events); m.SubType != "message_deleted" {
		t.Errorf("the whisper came back, or the deletion did not: %+v", m)
	}
}

func TestB18OtherKindsOfMessages(t *testing.T) {
	s := newStage(t)
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
	for len(seen) < 7 {
		if m, ok := s.next(events).inner().Data.(*slackevents.MessageEvent); ok {
			seen[m.SubType] = m
			if m.SubType == "channel_topic" {
				break
			}
		}
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
}

func TestB18Reactions(t *testing.T) {
	s := newStage(t)
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
	if err := s.api.RemoveReaction("eyes", slack.NewRefToMessage(s.channel, ts)); code(err) != "no_reaction" {
		t.Errorf("%v", err)
	}
}

func TestB19TextIsEscaped(t *testing.T) {
	s := newStage(t)
	for typed, want := range map[string]string{
		"a < b && c > d":                        "a &lt; b &amp;&amp; c &gt; d",
		"see https://example.org/a?b=1&c=2, ok": "see <https://example.org/a?b=1&amp;c=2>, ok",
		"hi <@" + s.ben.ID() + ">!":             "hi <@" + s.ben.ID() + ">!",
		"<@U0NOBODY00> & <#C0NOWHERE00>":        "&lt;@U0NOBODY00&gt; &amp; &lt;#C0NOWHERE00&gt;",
		"in <#" + s.foreign + ">":               "in <#" + s.foreign + "|random>",
		"it was 5xx :eyes: &amp;":               "it was 5xx :eyes: &amp;amp;",
	} {
		ts := s.say("", typed)
		all := must(s.ann.Messages(s.channel, "", "", 1))
		if all[0].TS != ts || all[0].Text != want {
			t.Errorf("%q became %q, want %q", typed, all[0].Text, want)
		}
	}
}
