package workspace_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"github.com/remedybot/remedy/internal/workspace"
)

func TestB01TokensInBodyOrHeader(t *testing.T) {
	s := newStage(t)
	if r, err := s.api.AuthTest(); err != nil || r.UserID != s.Credentials().BotUserID || r.BotID != s.Credentials().BotID {
		t.Errorf("auth.test: %+v, %v", r, err)
	}
	bot, user := s.Credentials().BotToken, s.ann.ID()
	const form, multipart, inJSON = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=utf-8"
	part := func(name, value string) string {
		return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n"
	}
	for name, c := range map[string]struct {
		verb, method, query, kind, bearer, body, want string
	}{
		"form":                 {"POST", "users.info", "", form, "", "token=" + bot + "&user=" + user, ""},
		"form, bearer":         {"POST", "users.info", "", form, bot, "user=" + user, ""},
		"multipart":            {"POST", "users.info", "", multipart, "", part("token", bot) + part("user", user) + "--x--\r\n", ""},
		"JSON, bearer":         {"POST", "users.info", "", inJSON, bot, `{"user":"` + user + `"}`, ""},
		"JSON, token within":   {"POST", "users.info", "", inJSON, "", `{"token":"` + bot + `","user":"` + user + `"}`, "not_authed"},
		"no JSON":              {"POST", "users.info", "", inJSON, bot, `{"user":`, "invalid_json"},
		"GET":                  {"GET", "users.info", "?user=" + user + "&token=" + bot, "", "", "", ""},
		"GET, bearer":          {"GET", "users.info", "?user=" + user, "", bot, "", ""},
		"GET that would write": {"GET", "chat.postMessage", "?text=x&channel=" + s.channel, "", bot, "", "invalid_post_type"},
		"app token, header":    {"POST", "apps.connections.open", "", form, s.Credentials().AppToken, "", ""},
		"app token, body":      {"POST", "apps.connections.open", "", form, "", "token=" + s.Credentials().AppToken, "not_authed"},
	} {
		req, _ := http.NewRequest(c.verb, s.srv.URL+"/api/"+c.method+c.query, strings.NewReader(c.body))
		req.Header.Set("Content-Type", c.kind)
		if c.bearer != "" {
			req.Header.Set("Authorization", "Bearer "+c.bearer)
		}
		a := s.answer(must(http.DefaultClient.Do(req)))
		if got, _ := a["error"].(string); got != c.want || a["ok"] != (c.want == "") {
			t.Errorf("%s: %v, want %q", name, a, c.want)
		}
	}
	if got := s.texts(s.ann, s.channel, ""); len(got) != 0 {
		t.Errorf("GET wrote %q", got)
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
	req, _ := http.NewRequest("POST", s.srv.URL+"/api/apps.connections.open", nil)
	req.Header.Set("Authorization", "Bearer "+s.Credentials().BotToken)
	if a := s.answer(must(http.DefaultClient.Do(req))); a["error"] != "not_allowed_token_type" {
		t.Errorf("a socket for a bot token: %v", a)
	}
	for method, missing := range map[string][]string{
		"users.info": {"user"}, "chat.update": {"channel", "ts"}, "reactions.add": {"channel", "timestamp", "name"},
	} {
		a, _ := s.ask(method, nil)
		meta, _ := a["response_metadata"].(map[string]any)
		messages, _ := meta["messages"].([]any)
		for _, name := range missing {
			if !slices.ContainsFunc(messages, func(m any) bool { return strings.HasSuffix(m.(string), name) }) {
				t.Errorf("%s: %v does not name %s", method, messages, name)
			}
		}
	}
}

func TestB03UnknownMethod(t *testing.T) {
	s := newStage(t)
	for _, method := range []string{"canvases.create", "pins.add", "bookmarks.add", "assistant.threads.setStatus", "chat.startStream", "no.such.thing"} {
		a, resp := s.ask(method, nil)
		if resp.StatusCode != 200 || a["ok"] != false || a["error"] != "unknown_method" || a["req_method"] != method {
			t.Errorf("%s: %d %v", method, resp.StatusCode, a)
		}
	}
}

func TestB05TimestampsRise(t *testing.T) {
	s := newStage(t)
	last := ""
	for range 5 {
		ts := s.say("", "x")
		if !regexp.MustCompile(`^[0-9]{10}\.[0-9]{6}$`).MatchString(ts) || ts <= last {
			t.Fatalf("ts %q after %q", ts, last)
		}
		last = ts
	}
	for method, want := range map[string]string{"conversations.replies": "thread_not_found", "chat.update": "message_not_found"} {
		body := `{"channel":"` + s.channel + `","text":"x","ts":` + last[:16] + `}`
		req, _ := http.NewRequest("POST", s.srv.URL+"/api/"+method, strings.NewReader(body))
		req.Header.Set("Authorization", "Bearer "+s.Credentials().BotToken)
		req.Header.Set("Content-Type", "application/json")
		if a := s.answer(must(http.DefaultClient.Do(req))); a["error"] != want {
			t.Errorf("%s: a ts that lost digits was found: %v", method, a)
		}
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
		if _, err := s.api.PostEphemeral(channel, s.ann.ID(), slack.MsgOptionText("x", false)); code(err) != "channel_not_found" {
			t.Errorf("ephemeral: %v", err)
		}
		if _, err := s.api.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: channel}); code(err) != "channel_not_found" {
			t.Errorf("history: %v", err)
		}
		if err := s.api.RemoveReaction("eyes", slack.NewRefToMessage(channel, "1.1")); code(err) != "channel_not_found" {
			t.Errorf("reaction away: %v", err)
		}
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
	outside := must(s.ann.Say(s.foreign, "", "x"))
	if _, _, _, err := s.api.GetConversationReplies(&slack.GetConversationRepliesParameters{ChannelID: s.foreign, Timestamp: outside}); code(err) != "not_in_channel" {
		t.Errorf("replies: %v", err)
	}
	if _, err := s.api.PostEphemeral(s.foreign, s.ann.ID(), slack.MsgOptionText("x", false)); code(err) != "not_in_channel" {
		t.Errorf("ephemeral: %v", err)
	}
	public := newStage(t, func(c *workspace.Config) { c.App.Scopes = append(c.App.Scopes, "chat:write.public") })
	if _, _, err := public.api.PostMessage(public.foreign, slack.MsgOptionText("x", false)); err != nil {
		t.Errorf("with chat:write.public: %v", err)
	}
}

func TestB08InfoAndJoin(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		info, err := s.api.GetConversationInfo(&slack.GetConversationInfoInput{ChannelID: s.foreign})
		if err != nil || info.IsMember || info.Name != "random" {
			t.Errorf("%+v, %v", info, err)
		}
		if _, err := s.api.GetConversationInfo(&slack.GetConversationInfoInput{ChannelID: s.private}); code(err) != "channel_not_found" {
			t.Errorf("private: %v", err)
		}
		archived := s.AddChannel(workspace.Channel{Name: "old"})
		if err := s.Archive(archived); err != nil {
			t.Fatal(err)
		}
		for channel, want := range map[string]string{
			s.private: "channel_not_found", archived: "is_archived",
			must(s.ann.Direct(s.Credentials().BotUserID)): "method_not_supported_for_channel_type",
		} {
			if _, _, _, err := s.api.JoinConversation(channel); code(err) != want {
				t.Errorf("%v, want %s", err, want)
			}
		}
		events := s.serve()
		if _, _, _, err := s.api.JoinConversation(s.foreign); err != nil {
			t.Fatal(err)
		}
		var joined *slackevents.MemberJoinedChannelEvent
		var said *slackevents.MessageEvent
		for _, g := range s.drain(events) {
			switch e := g.inner().Data.(type) {
			case *slackevents.MemberJoinedChannelEvent:
				joined = e
			case *slackevents.MessageEvent:
				said = e
			}
		}
		bot := s.Credentials().BotUserID
		if joined == nil || joined.User != bot || joined.Channel != s.foreign || joined.ChannelType != "C" || joined.Inviter != "" {
			t.Errorf("%+v", joined)
		}
		if said == nil || said.SubType != "channel_join" || said.User != bot {
			t.Errorf("%+v", said)
		}
		if info, _ := s.api.GetConversationInfo(&slack.GetConversationInfoInput{ChannelID: s.foreign}); !info.IsMember {
			t.Error("joined, and no member")
		}
		if _, warning, _, err := s.api.JoinConversation(s.foreign); err != nil || warning != "already_in_channel" {
			t.Errorf("once more: %q, %v", warning, err)
		}
		if more := s.drain(events); len(more) != 0 {
			t.Errorf("joining twice is told twice: %+v", more)
		}
	})
}

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
