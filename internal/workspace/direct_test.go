package workspace_test

import (
	"testing"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/workspace"
)

func TestB10DirectMessages(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		other := s.AddUser(workspace.User{Name: "deploys", Bot: true})
		left := s.AddUser(workspace.User{Name: "left", Deleted: true})
		first, err := s.open(s.ann.ID())
		again, _ := s.open(s.ann.ID())
		if err != nil || first == "" || first[0] != 'D' || first != again {
			t.Errorf("%q, %q, %v", first, again, err)
		}
		for user, want := range map[string]string{
			"U0NOBODY00": "user_not_found", other: "cannot_dm_bot", left: "user_disabled", "": "users_list_not_supplied",
		} {
			if _, err := s.open(user); code(err) != want {
				t.Errorf("%q: %v, want %s", user, err, want)
			}
		}
		events := s.serve()
		if _, err := s.ann.Say(first, "", "hello"); err != nil {
			t.Fatal(err)
		}
		if m := s.message(events); m.ChannelType != "im" || m.Text != "hello" || m.Channel != first {
			t.Errorf("%+v", m)
		}
		if _, err := s.ben.Messages(first, "", "", 0); refusal(err) != "channel_not_found" {
			t.Errorf("Ben reads Ann's messages: %v", err)
		}
	})
}

func TestB10MessagesTabOff(t *testing.T) {
	s := newStage(t, func(c *workspace.Config) { c.App.MessagesTab = false })
	direct := must(s.open(s.ann.ID()))
	if _, _, err := s.api.PostMessage(direct, slack.MsgOptionText("x", false)); code(err) != "messages_tab_disabled" {
		t.Errorf("the bot: %v", err)
	}
	if _, err := s.ann.Say(direct, "", "x"); refusal(err) != "messages_tab_disabled" {
		t.Errorf("Ann: %v", err)
	}
	if err := s.ann.OpenHome("messages"); refusal(err) != "messages_tab_disabled" {
		t.Errorf("the tab: %v", err)
	}
	if got := s.texts(s.ann, direct, ""); len(got) != 0 {
		t.Errorf("%q", got)
	}
}

// open has the bot open a direct message with one person or with some.
func (s *stage) open(users ...string) (string, error) {
	c, _, _, err := s.api.OpenConversation(&slack.OpenConversationParameters{Users: users})
	if err != nil {
		return "", err
	}
	return c.ID, nil
}

func TestB10DirectMessagesOfMoreThanTwo(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		zed := s.As(s.AddUser(workspace.User{Name: "zed"}))
		id := must(s.open(s.ann.ID(), s.ben.ID()))
		if again := must(s.open(s.ben.ID(), s.ann.ID())); id[0] != 'G' || id != again {
			t.Errorf("%s, then %s", id, again)
		}
		if other := must(s.open(s.ann.ID(), zed.ID())); other == id {
			t.Error("other people share it")
		}
		events := s.serve()
		must(s.ann.Say(id, "", "the three of us"))
		if m := s.message(events); m.ChannelType != "mpim" || m.Text != "the three of us" {
			t.Errorf("%+v", m)
		}
		if _, err := zed.Messages(id, "", "", 0); refusal(err) != "channel_not_found" {
			t.Errorf("Zed reads it: %v", err)
		}
		if err := s.ann.Invite(id, zed.ID()); refusal(err) != "method_not_supported_for_channel_type" {
			t.Errorf("%v", err)
		}
		info, err := s.api.GetConversationInfo(&slack.GetConversationInfoInput{ChannelID: id})
		if err != nil || !info.IsMpIM || !info.IsPrivate || info.Name != "mpdm-remedy--ann--ben-1" {
			t.Errorf("%+v, %v", info, err)
		}
		if r, err := s.api.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: id}); err != nil || len(r.Messages) != 1 {
			t.Errorf("%+v, %v", r, err)
		}
		if _, err := s.api.LeaveConversation(id); code(err) == "" {
			t.Error("the bot left it")
		}
		var crowd []string
		for range 9 {
			crowd = append(crowd, s.AddUser(workspace.User{Name: "p"}))
		}
		if _, err := s.open(crowd...); code(err) != "too_many_users" {
			t.Errorf("%v", err)
		}
		if _, err := s.open(s.ann.ID(), "U0NOBODY00"); code(err) != "user_not_found" {
			t.Errorf("%v", err)
		}
	})
}
