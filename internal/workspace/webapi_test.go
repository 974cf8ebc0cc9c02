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
	for _, method := range []string{"canvases.sections.lookup", "pins.add", "bookmarks.add", "assistant.threads.setStatus", "chat.startStream", "no.such.thing"} {
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

func TestB42Users(t *testing.T) {
	s := newStage(t)
	guest := s.AddUser(workspace.User{Name: "guest", Guest: true})
	left := s.AddUser(workspace.User{Name: "left", Deleted: true})
	bot := s.AddUser(workspace.User{Name: "deploys", Bot: true})
	ask := func(id, locale string) map[string]any {
		t.Helper()
		a, _ := s.ask("users.info", values("user", id, "include_locale", locale))
		if a["ok"] != true {
			t.Fatal(a)
		}
		return a["user"].(map[string]any)
	}
	u := ask(s.ann.ID(), "true")
	for name, want := range map[string]any{
		"id": s.ann.ID(), "name": "ann", "real_name": "Ann Lee", "tz": "Europe/Berlin", "tz_label": "CET", "tz_offset": 3600.0,
		"is_bot": false, "deleted": false, "is_restricted": false, "locale": "de-DE", "team_id": s.Credentials().TeamID,
	} {
		if u[name] != want {
			t.Errorf("%s: %v, want %v", name, u[name], want)
		}
	}
	if p := u["profile"].(map[string]any); p["display_name"] != "Ann" || p["real_name"] != "Ann Lee" {
		t.Errorf("%v", p)
	}
	if _, given := ask(s.ann.ID(), "")["locale"]; given {
		t.Error("the locale was given unasked")
	}
	if !ask(guest, "")["is_restricted"].(bool) || !ask(left, "")["deleted"].(bool) || !ask(bot, "")["is_bot"].(bool) || !ask(s.Credentials().BotUserID, "")["is_bot"].(bool) {
		t.Error("guest, former member and bots are not told apart")
	}
	s.clock.Move(180 * 24 * time.Hour) // in summer
	if u := ask(s.ann.ID(), ""); u["tz_offset"] != 7200.0 {
		t.Errorf("%v", u)
	}
	if _, err := s.api.GetUserInfo("U0NOBODY00"); code(err) != "user_not_found" {
		t.Errorf("unknown: %v", err)
	}
}

func TestB42Conversations(t *testing.T) {
	s := newStage(t)
	bot := s.Credentials().BotUserID
	ours := s.AddChannel(workspace.Channel{Name: "ours", Private: true, Shared: true, Topic: "tea", Members: []string{bot, s.ann.ID()}})
	if err := s.Archive(ours); err != nil {
		t.Fatal(err)
	}
	for room, want := range map[string]map[string]any{
		s.channel:               {"name": "incidents", "is_channel": true, "is_private": false, "is_member": true, "is_archived": false, "is_ext_shared": false, "locale": "en-US", "num_members": 3.0},
		s.foreign:               {"name": "random", "is_member": false},
		ours:                    {"name": "ours", "is_channel": false, "is_group": true, "is_private": true, "is_archived": true, "is_ext_shared": true},
		must(s.ann.Direct(bot)): {"is_im": true, "user": s.ann.ID(), "locale": "de-DE", "name": nil},
	} {
		a, _ := s.ask("conversations.info", values("channel", room, "include_locale", "true", "include_num_members", "true"))
		c, _ := a["channel"].(map[string]any)
		for name, v := range want {
			if c[name] != v {
				t.Errorf("%v: %s is %v, want %v", c["name"], name, c[name], v)
			}
		}
	}
	a, _ := s.ask("conversations.info", values("channel", s.channel))
	if _, given := a["channel"].(map[string]any)["locale"]; given {
		t.Error("the locale was given unasked")
	}
}
