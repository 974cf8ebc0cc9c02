package workspace_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/workspace"
)

func TestB01TokensInBodyOrHeader(t *testing.T) {
	s := newStage(t)
	if r, err := s.api.AuthTest(); err != nil || r.UserID != s.Credentials().BotUserID || r.BotID != s.Credentials().BotID {
		t.Errorf("auth.test: %+v, %v", r, err)
	}
	req, _ := http.NewRequest("POST", s.srv.URL+"/api/users.info", strings.NewReader(`{"user":"`+s.ann.ID()+`"}`))
	req.Header.Set("Authorization", "Bearer "+s.Credentials().BotToken)
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	if a := s.answer(must(http.DefaultClient.Do(req))); a["ok"] != true {
		t.Errorf("JSON with a header: %v", a)
	}
	resp := must(http.Get(s.srv.URL + "/api/users.info?user=" + s.ann.ID() + "&token=" + s.Credentials().BotToken))
	if a := s.answer(resp); a["ok"] != true {
		t.Errorf("GET: %v", a)
	}
	a, _ := s.ask("apps.connections.open", values("token", s.Credentials().AppToken))
	if a["error"] != "not_authed" {
		t.Errorf("an app token in the body: %v", a)
	}
}

func TestB02ErrorsAreAnswers(t *testing.T) {
	s := newStage(t)
	for _, c := range []struct{ name, method, token, want string }{
		{"no token", "auth.test", "", "not_authed"},
		{"unknown token", "auth.test", "xoxb-nobody", "invalid_auth"},
		{"wrong kind", "auth.test", s.Credentials().AppToken, "not_allowed_token_type"},
		{"missing argument", "users.info", s.Credentials().BotToken, "invalid_arguments"},
		{"gone", "files.upload", s.Credentials().BotToken, "method_deprecated"},
	} {
		a, resp := s.ask(c.method, values("token", c.token))
		if resp.StatusCode != 200 || a["ok"] != false || a["error"] != c.want {
			t.Errorf("%s: %d %v, want %s", c.name, resp.StatusCode, a, c.want)
		}
	}
	a, _ := s.ask("users.info", nil)
	if meta, _ := a["response_metadata"].(map[string]any); meta == nil || len(meta["messages"].([]any)) != 1 {
		t.Errorf("a missing argument is not named: %v", a)
	}
}

func TestB03UnknownMethod(t *testing.T) {
	s := newStage(t)
	a, resp := s.ask("canvases.create", nil)
	if resp.StatusCode != 200 || a["error"] != "unknown_method" || a["req_method"] != "canvases.create" {
		t.Errorf("%d %v", resp.StatusCode, a)
	}
}

func TestB04Scopes(t *testing.T) {
	s := newStage(t, func(c *workspace.Config) { c.App.Scopes = []string{"users:read", "app_mentions:read", "im:write"} })
	a, _ := s.ask("chat.postMessage", values("channel", s.channel, "text", "x"))
	if a["error"] != "missing_scope" || a["needed"] != "chat:write" || !strings.Contains(a["provided"].(string), "users:read") {
		t.Errorf("%v", a)
	}
	events := s.serve()
	s.say("", "nobody may tell you this")
	s.say("", "<@"+s.Credentials().BotUserID+"> but this")
	g := s.next(events)
	if g.inner().Type != "app_mention" {
		t.Errorf("an event without its scope was sent: %s", g.inner().Type)
	}
	s.settle()
	if len(events) > 0 {
		t.Errorf("more than the mention was sent: %s", s.next(events).inner().Type)
	}
}

func TestB05TimestampsRise(t *testing.T) {
	s := newStage(t)
	last := ""
	for range 5 {
		ts := s.say("", "x")
		if len(ts) != 17 || ts[10] != '.' || ts <= last {
			t.Fatalf("ts %q after %q", ts, last)
		}
		last = ts
	}
	body := `{"channel":"` + s.channel + `","ts":` + last[:16] + `}`
	req, _ := http.NewRequest("POST", s.srv.URL+"/api/conversations.replies", strings.NewReader(body))
	req.Header.Set("Authorization", "Bearer "+s.Credentials().BotToken)
	req.Header.Set("Content-Type", "application/json")
	resp := must(http.DefaultClient.Do(req))
	if a := s.answer(resp); a["error"] != "thread_not_found" {
		t.Errorf("a ts that lost digits was found: %v", a)
	}
}

func TestB07PostingWithoutMembership(t *testing.T) {
	s := newStage(t)
	archived := s.AddChannel(workspace.Channel{Name: "old", Members: []string{s.Credentials().BotUserID}})
	if err := s.Archive(archived); err != nil {
		t.Fatal(err)
	}
	for channel, want := range map[string]string{
		s.foreign: "not_in_channel", s.private: "channel_not_found", "C0NOWHERE00": "channel_not_found",
		archived: "is_archived", s.channel: "",
	} {
		if _, _, err := s.api.PostMessage(channel, slack.MsgOptionText("x", false)); code(err) != want {
			t.Errorf("%s: %v, want %q", channel, err, want)
		}
	}
	for _, channel := range []string{s.private, "C0NOWHERE00"} {
		if _, _, _, err := s.api.UpdateMessage(channel, "1.1", slack.MsgOptionText("x", false)); code(err) != "channel_not_found" {
			t.Errorf("update: %v", err)
		}
		if _, _, err := s.api.DeleteMessage(channel, "1.1"); code(err) != "channel_not_found" {
			t.Errorf("delete: %v", err)
		}
		if err := s.api.AddReaction("eyes", slack.NewRefToMessage(channel, "1.1")); code(err) != "channel_not_found" {
			t.Errorf("reaction: %v", err)
		}
		if _, _, err := s.api.GetUsersInConversation(&slack.GetUsersInConversationParameters{ChannelID: channel}); code(err) != "channel_not_found" {
			t.Errorf("members: %v", err)
		}
		if _, _, _, err := s.api.GetConversationReplies(&slack.GetConversationRepliesParameters{ChannelID: channel, Timestamp: "1.1"}); code(err) != "channel_not_found" {
			t.Errorf("replies: %v", err)
		}
	}
	if _, err := s.api.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: s.foreign}); code(err) != "not_in_channel" {
		t.Errorf("history: %v", err)
	}
	public := newStage(t, func(c *workspace.Config) { c.App.Scopes = append(c.App.Scopes, "chat:write.public") })
	if _, _, err := public.api.PostMessage(public.foreign, slack.MsgOptionText("x", false)); err != nil {
		t.Errorf("with chat:write.public: %v", err)
	}
}

func TestB08InfoAndJoin(t *testing.T) {
	s := newStage(t)
	info, err := s.api.GetConversationInfo(&slack.GetConversationInfoInput{ChannelID: s.foreign})
	if err != nil || info.IsMember || info.Name != "random" {
		t.Errorf("%+v, %v", info, err)
	}
	if _, err := s.api.GetConversationInfo(&slack.GetConversationInfoInput{ChannelID: s.private}); code(err) != "channel_not_found" {
		t.Errorf("private: %v", err)
	}
	events := s.serve()
	if _, _, _, err := s.api.JoinConversation(s.foreign); err != nil {
		t.Fatal(err)
	}
	if g := s.next(events); g.inner().Type != "member_joined_channel" {
		t.Errorf("got %s", g.inner().Type)
	}
	if m := s.message(events); m.SubType != "channel_join" || m.User != s.Credentials().BotUserID {
		t.Errorf("got %+v", m)
	}
	if info, _ := s.api.GetConversationInfo(&slack.GetConversationInfoInput{ChannelID: s.foreign}); !info.IsMember {
		t.Error("joined, and no member")
	}
}

func TestB10DirectMessages(t *testing.T) {
	s := newStage(t)
	other := s.AddUser(workspace.User{Name: "deploys", Bot: true})
	open := func(user string) (string, error) {
		c, _, _, err := s.api.OpenConversation(&slack.OpenConversationParameters{Users: []string{user}})
		if err != nil {
			return "", err
		}
		return c.ID, nil
	}
	first, err := open(s.ann.ID())
	again, _ := open(s.ann.ID())
	if err != nil || first == "" || first[0] != 'D' || first != again {
		t.Errorf("%q, %q, %v", first, again, err)
	}
	if _, err := open("U0NOBODY00"); code(err) != "user_not_found" {
		t.Errorf("unknown: %v", err)
	}
	if _, err := open(other); code(err) != "cannot_dm_bot" {
		t.Errorf("bot: %v", err)
	}
	events := s.serve()
	if _, err := s.ann.Say(first, "", "hello"); err != nil {
		t.Fatal(err)
	}
	if m := s.message(events); m.ChannelType != "im" || m.Text != "hello" {
		t.Errorf("%+v", m)
	}
	if _, err := s.ben.Messages(first, "", "", 0); refusal(err) != "channel_not_found" {
		t.Errorf("Ben reads Ann's messages: %v", err)
	}
	off := newStage(t, func(c *workspace.Config) { c.App.MessagesTab = false })
	c, _, _, err := off.api.OpenConversation(&slack.OpenConversationParameters{Users: []string{off.ann.ID()}})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := off.api.PostMessage(c.ID, slack.MsgOptionText("x", false)); code(err) != "messages_tab_disabled" {
		t.Errorf("messages tab off: %v", err)
	}
}

func TestB42UsersAndLocale(t *testing.T) {
	s := newStage(t)
	u, err := s.api.GetUserInfo(s.ann.ID())
	if err != nil || u.TZ != "Europe/Berlin" || u.TZOffset != 3600 || u.Profile.DisplayName != "Ann" || u.IsBot || u.Locale != "de-DE" {
		t.Errorf("%+v, %v", u, err) // slack-go always asks for the locale
	}
	a, _ := s.ask("users.info", values("user", s.ann.ID()))
	if _, given := a["user"].(map[string]any)["locale"]; given {
		t.Error("the locale was given unasked")
	}
	if _, err := s.api.GetUserInfo("U0NOBODY00"); code(err) != "user_not_found" {
		t.Errorf("unknown: %v", err)
	}
}

func TestB43RateBuckets(t *testing.T) {
	s := newStage(t)
	limited := func(method string, form ...string) string {
		_, resp := s.ask(method, values(form...))
		if resp.StatusCode == http.StatusTooManyRequests {
			return resp.Header.Get("Retry-After")
		}
		return ""
	}
	for range 5 {
		s.post("", "burst")
	}
	if wait := limited("chat.postMessage", "channel", s.channel, "text", "x"); wait != "1" {
		t.Errorf("the sixth post at once: Retry-After %q", wait)
	}
	if wait := limited("users.info", "user", s.ann.ID()); wait != "" {
		t.Error("one method blocks another")
	}
	s.clock.move(time.Second)
	if wait := limited("chat.postMessage", "channel", s.channel, "text", "x"); wait != "" {
		t.Error("a second later it is still blocked")
	}
	for range 50 {
		if wait := limited("conversations.info", "channel", s.channel); wait != "" {
			t.Fatal("limited within the tier")
		}
	}
	if wait := limited("conversations.info", "channel", s.channel); wait != "2" {
		t.Errorf("beyond the tier: Retry-After %q", wait)
	}
}
