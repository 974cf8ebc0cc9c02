package workspace_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/workspace"
)

// without takes one scope, or one subscription, away.
func without(list []string, one string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == one })
}

func TestB04MethodsNeedTheirScopes(t *testing.T) {
	s := newStage(t, func(c *workspace.Config) { c.App.Scopes = []string{"pins:read"} })
	for method, c := range map[string]struct{ scope, args string }{
		"chat.postMessage":             {"chat:write", "channel=C&text=x"},
		"chat.postEphemeral":           {"chat:write", "channel=C&user=U&text=x"},
		"chat.update":                  {"chat:write", "channel=C&ts=1&text=x"},
		"chat.delete":                  {"chat:write", "channel=C&ts=1"},
		"conversations.history":        {"channels:history", "channel=C"},
		"conversations.replies":        {"channels:history", "channel=C&ts=1"},
		"conversations.info":           {"channels:read", "channel=C"},
		"conversations.members":        {"channels:read", "channel=C"},
		"conversations.list":           {"channels:read", ""},
		"conversations.open":           {"im:write", "users=U"},
		"conversations.join":           {"channels:join", "channel=C"},
		"users.info":                   {"users:read", "user=U"},
		"users.list":                   {"users:read", ""},
		"reactions.add":                {"reactions:write", "channel=C&timestamp=1&name=eyes"},
		"reactions.remove":             {"reactions:write", "channel=C&timestamp=1&name=eyes"},
		"files.getUploadURLExternal":   {"files:write", "filename=x&length=1"},
		"files.completeUploadExternal": {"files:write", "files=[]"},
		"files.delete":                 {"files:write", "file=F"},
		"canvases.create":              {"canvases:write", "title=x"},
		"canvases.edit":                {"canvases:write", "canvas_id=F&changes=[]"},
		"canvases.access.set":          {"canvases:write", "canvas_id=F&access_level=read"},
		"canvases.delete":              {"canvases:write", "canvas_id=F"},
	} {
		form := values()
		for pair := range strings.SplitSeq(c.args, "&") {
			name, value, _ := strings.Cut(pair, "=")
			form.Set(name, value)
		}
		a, resp := s.ask(method, form)
		needed, _ := a["needed"].(string)
		if resp.StatusCode != 200 || a["error"] != "missing_scope" || !slices.Contains(strings.Split(needed, ","), c.scope) || a["provided"] != "pins:read" {
			t.Errorf("%s: %v, want a missing %s", method, a, c.scope)
		}
	}
	for _, method := range []string{"auth.test", "chat.getPermalink", "views.open", "views.push", "views.update", "views.publish"} {
		if a, _ := s.ask(method, nil); a["error"] == "missing_scope" {
			t.Errorf("%s needs no scope: %v", method, a)
		}
	}
}

// In private channels and direct messages each type has scopes of its own.
func TestB04ScopesGoWithTheTypeOfConversation(t *testing.T) {
	for scope, method := range map[string]string{
		"groups:history": "conversations.history", "groups:read": "conversations.info",
		"im:history": "conversations.replies", "im:read": "conversations.members",
		"mpim:history": "conversations.history", "mpim:read": "conversations.info",
	} {
		s := newStage(t, func(c *workspace.Config) { c.App.Scopes = without(allScopes, scope) })
		rooms := map[string]string{
			"groups": s.AddChannel(workspace.Channel{Name: "ours", Private: true, Members: []string{s.ann.ID(), s.Credentials().BotUserID}}),
			"im":     must(s.ann.Direct(s.Credentials().BotUserID)),
			"mpim":   must(s.open(s.ann.ID(), s.ben.ID())),
		}
		for kind, room := range rooms {
			a, _ := s.ask(method, values("channel", room, "ts", "1.1"))
			if refused := a["error"] == "missing_scope"; refused != strings.HasPrefix(scope, kind+":") || refused && a["needed"] != scope {
				t.Errorf("without %s, %s in a room of type %s: %v", scope, method, kind, a)
			}
		}
	}
}

// everything does what each event tells of, and returns what the app was told: the
// type of each event, with that of the conversation.
func everything(t *testing.T, adjust func(*workspace.App)) []string {
	s := newStage(t, func(c *workspace.Config) { adjust(&c.App) })
	s.AddUser(workspace.User{Name: "deploys", Bot: true})
	bot := s.Credentials().BotUserID
	group := s.AddChannel(workspace.Channel{Name: "ours", Private: true, Members: []string{s.ann.ID(), bot}})
	old := s.AddChannel(workspace.Channel{Name: "old", Members: []string{bot}})
	ts := s.say("", "<@"+bot+"> hello")
	must(s.ann.Say(group, "", "x"))
	must(s.ann.Say(must(s.ann.Direct(bot)), "", "x"))
	for _, err := range []error{
		s.ann.React(s.channel, ts, "eyes"), s.ann.Unreact(s.channel, ts, "eyes"), s.ben.Leave(s.channel), s.ben.Join(s.channel),
		s.ann.OpenHome("home"), s.Archive(old),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	told := make(map[string]bool)
	for _, r := range s.frames("events_api") {
		var e struct {
			Event struct {
				Type    string
				Channel string `json:"channel_type"`
			}
		}
		if err := json.Unmarshal(r.Answer, &e); err != nil {
			t.Fatal(err)
		}
		if e.Event.Type == "message" {
			e.Event.Type += "." + e.Event.Channel
		}
		told[e.Event.Type] = true
	}
	return slices.Sorted(maps.Keys(told))
}

func TestB04EventsNeedTheirScopes(t *testing.T) {
	all := everything(t, func(*workspace.App) {})
	if len(all) != 10 {
		t.Fatalf("with all scopes: %q", all)
	}
	for scope, lost := range map[string]string{
		"channels:history": "message.channel", "groups:history": "message.group", "im:history": "message.im",
		"app_mentions:read": "app_mention", "reactions:read": "reaction_added,reaction_removed",
	} {
		got := everything(t, func(a *workspace.App) { a.Scopes = without(a.Scopes, scope) })
		var missing []string
		for _, kind := range all {
			if !slices.Contains(got, kind) {
				missing = append(missing, kind)
			}
		}
		if strings.Join(missing, ",") != lost {
			t.Errorf("without %s the app misses %q, want %s", scope, missing, lost)
		}
	}
	for subscription, lost := range map[string]string{
		"message.channels": "message.channel", "app_mention": "app_mention", "member_joined_channel": "member_joined_channel",
		"app_home_opened": "app_home_opened", "channel_archive": "channel_archive",
	} {
		if got := everything(t, func(a *workspace.App) { a.Events = without(a.Events, subscription) }); slices.Contains(got, lost) {
			t.Errorf("not subscribed to %s, and told of %s", subscription, lost)
		}
	}
}

func TestB04Ids(t *testing.T) {
	s := newStage(t)
	c := s.Credentials()
	for id, first := range map[string]string{
		s.ann.ID(): "U", c.BotUserID: "U", c.BotID: "B", s.channel: "C", s.private: "C", c.TeamID: "T", c.AppID: "A",
		must(s.ann.Direct(s.ben.ID())): "D", must(s.open(s.ann.ID(), s.ben.ID())): "G",
	} {
		if !strings.HasPrefix(id, first) || len(id) < 9 || strings.ToUpper(id) != id {
			t.Errorf("%s does not begin with %s", id, first)
		}
	}
}
