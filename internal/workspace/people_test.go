package workspace_test

import (
	"slices"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/workspace"
	"github.com/remedybot/remedy/internal/workspace/handclock"
)

// room is a channel as a person sees it in the list.
func (s *stage) room(p *workspace.Person, id string) workspace.ChannelView {
	s.t.Helper()
	for _, c := range p.Channels() {
		if c.ID == id {
			return c
		}
	}
	s.t.Fatalf("%s does not see %s", p.ID(), id)
	return workspace.ChannelView{}
}

func TestB46UnreadMarks(t *testing.T) {
	s := newStage(t)
	first := s.say("", "one")
	last := s.say("", "two")
	s.say(first, "a reply does not count")
	if n := s.room(s.ann, s.channel).Unread; n != 0 {
		t.Errorf("Ann has %d of her own unread", n)
	}
	if n := s.room(s.ben, s.channel).Unread; n != 2 {
		t.Errorf("Ben has %d unread", n)
	}
	if err := s.ben.MarkRead(s.channel, first); err != nil {
		t.Fatal(err)
	}
	if n := s.room(s.ben, s.channel).Unread; n != 1 {
		t.Errorf("%d unread after the first was read", n)
	}
	if err := s.ben.MarkRead(s.channel, last); err != nil {
		t.Fatal(err)
	}
	if err := s.ben.MarkRead(s.channel, first); err != nil { // marks never go back
		t.Fatal(err)
	}
	if n := s.room(s.ben, s.channel).Unread; n != 0 {
		t.Errorf("%d unread in the end", n)
	}
}

func TestB46DirectMessagesBetweenPeople(t *testing.T) {
	s := newStage(t)
	events := s.serve()
	dm := must(s.ann.Direct(s.ben.ID()))
	if again := must(s.ben.Direct(s.ann.ID())); again != dm {
		t.Errorf("%s and %s", dm, again)
	}
	must(s.ann.Say(dm, "", "between us"))
	if c := s.room(s.ben, dm); c.Name != "Ann" || !c.IsIM || c.User != s.ann.ID() || c.Unread != 1 {
		t.Errorf("%+v", c)
	}
	s.settle()
	if len(events) != 0 {
		t.Error("the bot hears what two people say to each other")
	}
	if _, _, err := s.api.PostMessage(dm, slack.MsgOptionText("x", false)); code(err) != "channel_not_found" {
		t.Errorf("the bot posts there: %v", err)
	}
	with := must(s.ann.Direct(s.Credentials().BotUserID))
	info, err := s.api.GetConversationInfo(&slack.GetConversationInfoInput{ChannelID: with, IncludeLocale: true})
	if err != nil || !info.IsIM || info.User != s.ann.ID() || info.Locale != "de-DE" {
		t.Errorf("%+v, %v", info, err)
	}
}

func TestB46JoinAndLeave(t *testing.T) {
	s := newStage(t)
	zed := s.As(s.AddUser(workspace.User{Name: "zed"}))
	if _, err := zed.Say(s.channel, "", "x"); refusal(err) != "not_in_channel" {
		t.Errorf("%v", err)
	}
	page := s.ann.Watch(t.Context())
	if err := zed.Join(s.channel); err != nil {
		t.Fatal(err)
	}
	if c := s.change(page, "member"); c.User != zed.ID() {
		t.Errorf("%+v", c)
	}
	must(zed.Say(s.channel, "", "x"))
	if err := zed.Leave(s.channel); err != nil {
		t.Fatal(err)
	}
	if err := zed.Leave(s.channel); refusal(err) != "not_in_channel" {
		t.Errorf("%v", err)
	}
	if err := zed.Invite(s.channel, s.ben.ID()); refusal(err) != "not_in_channel" {
		t.Errorf("%v", err)
	}
	if err := s.ann.Invite(s.channel, s.ben.ID()); refusal(err) != "already_in_channel" {
		t.Errorf("%v", err)
	}
	if _, err := s.As("U0NOBODY00").Say(s.channel, "", "x"); refusal(err) != "user_not_found" {
		t.Errorf("%v", err)
	}
}

func TestB41Lists(t *testing.T) {
	s := newStage(t)
	users, err := s.api.GetUsers(slack.GetUsersOptionLimit(2))
	if err != nil || len(users) != 3 || users[0].ID != s.Credentials().BotUserID || !users[0].IsBot {
		t.Errorf("%+v, %v", users, err)
	}
	channels, _, err := s.api.GetConversations(&slack.GetConversationsParameters{Types: []string{"public_channel", "private_channel"}})
	var names []string
	for _, c := range channels {
		names = append(names, c.Name)
	}
	if err != nil || !slices.Equal(names, []string{"incidents", "random"}) {
		t.Errorf("%v, %v", names, err)
	}
	if id, ok := s.ChannelByName("random"); !ok || id != s.foreign {
		t.Errorf("%q", id)
	}
	if _, ok := s.ChannelByName("nothing"); ok {
		t.Error("a channel that never was")
	}
	if u, ok := s.UserByID(s.ann.ID()); !ok || u.Name != "ann" || len(s.Users()) != 3 {
		t.Errorf("%+v", u)
	}
}

func TestPayloadsHidePrivateNames(t *testing.T) {
	s := newStage(t)
	arrived := s.serve()
	dm := must(s.ann.Direct(s.Credentials().BotUserID))
	for channel, want := range map[string]string{s.private: "privategroup", dm: "directmessage", s.foreign: "random"} {
		if err := s.ann.Command(channel, "", "/postmortem"); err != nil {
			t.Fatal(err)
		}
		if c := s.next(arrived).Data.(slack.SlashCommand); c.ChannelName != want || c.ChannelID != channel {
			t.Errorf("%q, want %q", c.ChannelName, want)
		}
	}
}

func TestPagesOfAThread(t *testing.T) {
	s := newStage(t)
	parent := s.say("", "parent")
	var replies []string
	for _, text := range []string{"1", "2", "3"} {
		replies = append(replies, s.say(parent, text))
	}
	page := must(s.ann.Messages(s.channel, parent, replies[2], 1))
	if len(page) != 2 || page[0].Text != "parent" || page[1].Text != "2" {
		t.Errorf("%+v", page)
	}
	if _, err := s.ann.Messages(s.channel, "1.1", "", 0); refusal(err) != "thread_not_found" {
		t.Errorf("%v", err)
	}
}

// A script plays the people on a clock of its own: it waits until nothing is under
// way before it moves the clock to the next line.
func ExampleWorkspace_Idle() {
	clock := handclock.New(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	w := workspace.New(workspace.Config{Clock: clock, App: workspace.App{Name: "Remedy"}})
	defer w.Close()
	ann := w.As(w.AddUser(workspace.User{Name: "ann"}))
	room := w.AddChannel(workspace.Channel{Name: "incidents", Members: []string{ann.ID()}})
	for _, line := range []string{"checkout is down", "rolling back", "it is up again"} {
		ann.Say(room, "", line)
		for !w.Idle() {
			time.Sleep(time.Millisecond)
		}
		clock.Move(time.Minute)
	}
	// Output:
}
