package workspace_test

import (
	"slices"
	"testing"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/workspace"
)

// whispers counts the whispers that a person sees in the channel and in a thread.
func (s *stage) whispers(p *workspace.Person, threads ...string) int {
	n := len(p.Ephemerals(s.channel, ""))
	for _, thread := range threads {
		n += len(p.Ephemerals(s.channel, thread))
	}
	return n
}

func TestB30Whispers(t *testing.T) {
	s := newStage(t)
	outsider := s.AddUser(workspace.User{Name: "zed"})
	whisper := func(user, thread string) string {
		t.Helper()
		ts, err := s.api.PostEphemeral(s.channel, user, slack.MsgOptionText("psst", false), slack.MsgOptionTS(thread))
		if err == nil && ts == "" {
			t.Error("no message_ts")
		}
		return code(err)
	}
	for _, nobody := range []string{outsider, "U0NOBODY00"} {
		if got := whisper(nobody, ""); got != "user_not_in_channel" {
			t.Errorf("%s: %s", nobody, got)
		}
	}
	parent := s.say("", "parent")
	alone := s.say("", "a message without replies")
	s.ben.Open()
	if got := whisper(s.ann.ID(), ""); got != "" {
		t.Errorf("nobody is looking: %s", got)
	}
	closePage := s.ann.Open()
	if s.whispers(s.ann, parent) != 0 {
		t.Error("a whisper from before the page was opened")
	}
	for _, thread := range []string{alone, "1700000000.000100"} {
		if got := whisper(s.ann.ID(), thread); got != "" || s.whispers(s.ann, thread) != 0 {
			t.Errorf("a whisper in a thread without a reply: %s, %d shown", got, s.whispers(s.ann, thread))
		}
	}
	s.say(parent, "reply")
	whisper(s.ann.ID(), parent)
	whisper(s.ann.ID(), "")
	seen := append(s.ann.Ephemerals(s.channel, parent), s.ann.Ephemerals(s.channel, "")...)
	if len(seen) != 2 || !seen[0].Ephemeral || seen[0].Text != "psst" || seen[0].ThreadTS != parent {
		t.Fatalf("%+v", seen)
	}
	if s.whispers(s.ben, parent) != 0 {
		t.Error("Ben sees it")
	}
	for _, w := range seen {
		if _, _, _, err := s.api.UpdateMessage(s.channel, w.TS, slack.MsgOptionText("x", false)); code(err) != "message_not_found" {
			t.Errorf("update: %v", err)
		}
		if _, _, err := s.api.DeleteMessage(s.channel, w.TS); code(err) != "message_not_found" {
			t.Errorf("delete: %v", err)
		}
	}
	second := s.ann.Open()
	closePage()
	if s.whispers(s.ann, parent) != 0 {
		t.Error("it is shown in a page that was opened later")
	}
	second()
	third := s.ann.Open()
	defer third()
	if s.whispers(s.ann, parent) != 0 {
		t.Error("it survived a reload")
	}
	var shown []bool
	for _, r := range s.records(workspace.Request, "chat.postEphemeral")[2:] {
		shown = append(shown, r.Effect.Shown)
	}
	if want := []bool{false, false, false, true, true}; !slices.Equal(shown, want) {
		t.Errorf("shown according to the journal: %v, want %v", shown, want)
	}
}

// A whisper is in nothing that can be read, searched or counted.
func TestB30WhispersAreNowhereElse(t *testing.T) {
	s := newStage(t)
	for _, p := range []*workspace.Person{s.ann, s.ben} {
		p.Open()
	}
	parent := s.say("", "parent")
	s.say(parent, "reply")
	others := s.ann.Watch(t.Context())
	for _, thread := range []string{"", parent} {
		if _, err := s.api.PostEphemeral(s.channel, s.ben.ID(), slack.MsgOptionText("a whispered zebra", false), slack.MsgOptionTS(thread)); err != nil {
			t.Fatal(err)
		}
	}
	if n := s.whispers(s.ben, parent); n != 2 {
		t.Fatalf("%d whispers", n)
	}
	s.say("", "the last")
	for c := range others {
		if c.Message.Text == "the last" {
			break
		}
		t.Errorf("Ann's page was told of a %s: %q", c.Type, c.Message.Text)
	}
	history, err := s.api.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: s.channel, Limit: 100})
	if err != nil || len(history.Messages) != 2 || history.Messages[1].ReplyCount != 1 {
		t.Errorf("history: %+v, %v", history, err)
	}
	replies, _, _, err := s.api.GetConversationReplies(&slack.GetConversationRepliesParameters{ChannelID: s.channel, Timestamp: parent})
	if err != nil || len(replies) != 2 {
		t.Errorf("replies: %+v, %v", replies, err)
	}
	for _, p := range []*workspace.Person{s.ann, s.ben} {
		for _, thread := range []string{"", parent} {
			if got := s.texts(p, s.channel, thread); slices.Contains(got, "a whispered zebra") {
				t.Errorf("it is among the messages: %q", got)
			}
		}
		if got, _ := p.Search("zebra", 10); len(got) != 0 {
			t.Errorf("it is found: %+v", got)
		}
	}
	if n := s.room(s.ben, s.channel).Unread; n != 2 {
		t.Errorf("Ben has %d unread", n)
	}
}
