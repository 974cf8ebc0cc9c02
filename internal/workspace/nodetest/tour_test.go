//go:build unix

package nodetest_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/workspace"
)

// everything is an app that may do all and wants to hear of all.
func everything(c *workspace.Config) {
	c.App.Scopes = append(c.App.Scopes, "canvases:write", "channels:join", "channels:manage", "groups:history", "groups:read", "groups:write",
		"im:read", "mpim:history", "mpim:read", "mpim:write", "reactions:read")
	c.App.Events = append(c.App.Events, "channel_archive", "member_joined_channel", "member_left_channel", "message.groups",
		"message.mpim", "reaction_added", "reaction_removed", "tokens_revoked")
	c.Rates.Off = true
}

// A tour makes the workspace answer everything that it can answer, and send
// everything that it can send.
type tour struct {
	*scene
	app                    *wireApp
	bot                    string
	deploys                *workspace.Person // another bot
	pantry, cellar, shared string            // channels: without the bot, private, with another organisation
}

func newTour(t *testing.T) *tour {
	s := newScene(t, everything)
	r := &tour{scene: s, app: &wireApp{s: s, base: s.api}, bot: s.Credentials().BotUserID}
	r.deploys = s.As(s.AddUser(workspace.User{Name: "deploys", RealName: "Deploys", Bot: true}))
	add := func(name string, private, shared bool, members ...string) string {
		return s.AddChannel(workspace.Channel{Name: name, Private: private, Shared: shared, Members: members})
	}
	r.pantry = add("pantry", false, false, s.ann.ID(), s.ben.ID())
	r.cellar = add("cellar", true, false, s.ann.ID(), r.bot)
	r.shared = add("with-partners", false, true, s.ann.ID(), r.bot, r.deploys.ID())
	r.app.join()
	return r
}

// all goes everywhere. What cannot be undone comes last.
func (r *tour) all() {
	r.reads()
	r.posts()
	r.people()
	r.files()
	r.elements()
	r.views()
	r.gallery()
	r.refusals()
	r.goodbye()
	r.until("everything is at rest", r.Idle)
}

func (r *tour) reads() {
	r.app.does("auth.test", nil)
	for _, channel := range []string{r.channel, r.pantry, r.cellar, r.shared, r.home} {
		r.app.does("conversations.info", args{"channel": channel})
	}
	r.app.does("conversations.info", args{"channel": r.home, "include_locale": true, "include_num_members": true})
	r.app.does("conversations.list", args{"types": "public_channel,private_channel,im", "limit": 2})
	for range 24 { // the end of a list has three forms
		r.app.does("conversations.members", args{"channel": r.channel})
	}
	r.app.does("conversations.join", args{"channel": r.pantry})
	r.app.does("conversations.join", args{"channel": r.pantry})
	r.app.does("conversations.leave", args{"channel": r.pantry})
	r.app.call("conversations.leave", args{"channel": r.pantry})
	r.app.does("conversations.open", args{"users": r.ben.ID()})
	r.app.does("conversations.open", args{"users": r.ben.ID(), "return_im": true})
	r.app.does("conversations.open", args{"channel": r.home})
	three := r.app.does("conversations.open", args{"users": r.ann.ID() + "," + r.ben.ID()})["channel"].(map[string]any)["id"].(string)
	r.app.does("conversations.info", args{"channel": three})
	r.app.does("conversations.list", args{"types": "mpim"})
	_, err := r.ann.Say(three, "", "The three of us")
	r.do(err)
	for _, user := range []string{r.ann.ID(), r.bot, r.deploys.ID()} {
		r.app.does("users.info", args{"user": user, "include_locale": true})
	}
	r.app.does("users.list", args{"limit": 2})
}

func (r *tour) posts() {
	dish := []any{
		args{"type": "header", "text": plainText("Soup")}, args{"type": "divider"},
		args{"type": "section", "text": args{"type": "mrkdwn", "text": "*Lentils*"}, "fields": []any{plainText("a"), plainText("b")}},
		args{"type": "context", "elements": []any{plainText("with care"), picture()}},
		args{"type": "image", "image_url": "https://example.com/soup.png", "alt_text": "a soup", "title": plainText("Soup")},
	}
	posted := r.app.does("chat.postMessage", args{"channel": r.channel, "text": "Soup", "blocks": dish,
		"metadata": args{"event_type": "dish", "event_payload": args{"id": "7"}}})
	ts := posted["ts"].(string)
	reply := args{"channel": r.channel, "thread_ts": ts, "text": "and bread"}
	r.app.does("chat.postMessage", reply)
	reply["reply_broadcast"] = true
	second := r.app.does("chat.postMessage", reply)
	r.app.does("chat.postMessage", args{"channel": r.channel, "markdown_text": "**stew**"})
	r.app.does("chat.postMessage", args{"channel": r.channel, "text": "old", "attachments": []any{args{"text": "grey", "fallback": "grey"}}})
	r.app.does("chat.postEphemeral", args{"channel": r.channel, "user": r.ann.ID(), "text": "psst"})
	r.app.does("chat.update", args{"channel": r.channel, "ts": ts, "text": "Soup, hot", "blocks": dish[:3]})
	r.app.does("chat.getPermalink", args{"channel": r.channel, "message_ts": second["ts"]})
	r.app.does("reactions.add", args{"channel": r.channel, "timestamp": ts, "name": "stew"})
	r.app.does("conversations.history", args{"channel": r.channel, "include_all_metadata": true})
	r.app.does("conversations.replies", args{"channel": r.channel, "ts": ts, "limit": 1})
	r.app.does("reactions.remove", args{"channel": r.channel, "timestamp": ts, "name": "stew"})
	r.app.does("chat.delete", args{"channel": r.channel, "ts": second["ts"]})
}

// people do in the channels whatever people do.
func (r *tour) people() {
	say := func(who *workspace.Person, channel, thread, text string) string {
		ts, err := who.Say(channel, thread, text)
		r.do(err)
		return ts
	}
	parent := say(r.ann, r.channel, "", "Who cooks, <@"+r.bot+">? See https://example.com/menu and <#"+r.pantry+"> :stew: <!here>")
	say(r.ann, r.channel, parent, "A thread for <@"+r.bot+">")
	broadcast, err := r.ben.Broadcast(r.channel, parent, "I do")
	r.do(err)
	r.do(r.ben.Edit(r.channel, broadcast, "I do, gladly"))
	r.do(r.ben.React(r.channel, parent, "wave"))
	r.do(r.ben.Unreact(r.channel, parent, "wave"))
	r.do(r.ann.SetTopic(r.channel, "Food"))
	say(r.ann, r.cellar, "", "Behind closed doors")
	say(r.ann, r.home, "", "Between us")
	say(r.deploys, r.shared, "", "v7 is out, <@"+r.bot+">")
	_, err = r.ann.Share(r.channel, parent, "list.txt", []byte("bread"), "The list")
	r.do(err)
	_, err = r.ann.Share(r.cellar, "", "cat.png", []byte("\x89PNG"), "")
	r.do(err)
	r.do(r.ann.Invite(r.pantry, r.bot))
	r.do(r.ann.Invite(r.pantry, r.deploys.ID()))
	r.do(r.ben.Leave(r.pantry))
	r.do(r.ben.Join(r.pantry))
	r.app.does("conversations.history", args{"channel": r.channel})
	r.app.does("conversations.history", args{"channel": r.pantry})
	r.app.does("conversations.history", args{"channel": r.shared})
	r.app.does("conversations.replies", args{"channel": r.channel, "ts": parent})
	r.do(r.ann.Delete(r.channel, parent)) // has replies: a tombstone stays
	r.do(r.ben.Delete(r.channel, broadcast))
	r.app.does("conversations.history", args{"channel": r.channel})
}

func (r *tour) files() {
	given := r.app.does("files.getUploadURLExternal", args{"filename": "menu.txt", "length": 4})
	response, err := http.Post(given["upload_url"].(string), "application/octet-stream", strings.NewReader("stew"))
	r.do(err)
	response.Body.Close()
	r.app.does("files.completeUploadExternal", args{"files": []any{args{"id": given["file_id"], "title": "Menu"}},
		"channel_id": r.channel, "initial_comment": "The menu"})
	r.app.does("conversations.history", args{"channel": r.channel, "limit": 1})
	r.app.does("files.delete", args{"file": given["file_id"]})

	canvas := r.app.does("canvases.create", args{"title": "recipes"})["canvas_id"]
	r.app.does("canvases.edit", args{"canvas_id": canvas, "changes": []any{args{
		"operation": "replace", "document_content": args{"type": "markdown", "markdown": "# Bread\n\n- flour"},
	}}})
	r.app.does("chat.postMessage", args{"channel": r.channel, "text": fmt.Sprintf("<https://potluck.example/docs/%s/%s|recipes>", r.Credentials().TeamID, canvas)})
	r.app.does("canvases.access.set", args{"canvas_id": canvas, "access_level": "read", "channel_ids": []any{r.channel}})
	r.app.does("canvases.delete", args{"canvas_id": canvas})
}

// views opens, pushes, changes, submits and closes modals, and the Home tab.
func (r *tour) views() {
	press := func(ts string) string { // a button, for its trigger
		at := r.app.now()
		r.do(r.ann.Press(r.channel, ts, workspace.Press{ActionID: "open"}))
		return r.app.latest("interactive/block_actions", at)["trigger_id"].(string)
	}
	button := args{"type": "button", "action_id": "open", "text": plainText("Open")}
	post := r.app.does("chat.postMessage", args{"channel": r.channel, "text": "A modal", "blocks": []any{actions(button)}})["ts"].(string)
	open := func() workspace.View {
		r.app.does("views.open", args{"trigger_id": press(post), "view": modal("outer", button, fields()...)})
		return r.shows("outer")
	}

	outer := open()
	at := r.app.now()
	r.do(r.ann.PressView(outer.ID, workspace.Press{ActionID: "open"}))
	trigger := r.app.latest("interactive/block_actions", at)["trigger_id"]
	r.app.does("views.push", args{"trigger_id": trigger, "view": modal("inner", button)})
	inner := r.shows("inner")
	r.app.does("views.update", args{"view_id": inner.ID, "view": modal("inner again", button)})
	r.do(r.ann.CloseView(inner.ID))

	entered := args{"a_text": "lentils", "a_number": "7", "an_email": "ann@example.com", "a_url": "https://example.com",
		"a_date": "2026-03-02", "a_time": "09:00", "a_moment": 1772442000, "one": "x", "many": []string{"x", "y"},
		"a_user": r.ann.ID(), "users": []string{r.ann.ID()}, "a_channel": r.channel, "channels": []string{r.channel},
		"a_conversation": r.channel, "conversations": []string{r.channel}, "a_radio": "x", "boxes": []string{"y"},
		"external": "x", "externals": []string{"y"}}
	for _, id := range []string{"external", "externals"} {
		_, err := r.ann.Suggest(r.t.Context(), workspace.Spot{View: outer.ID}, "", id, "soup")
		r.do(err)
	}
	r.app.answering("outer", args{"response_action": "errors", "errors": args{"a_text": "Really?"}})
	r.do(r.ann.Submit(outer.ID, entered))
	r.until("the error", func() bool {
		return r.told(func(c workspace.Change) bool { return c.Errors["a_text"] == "Really?" })
	})
	r.app.answering("outer", nil)
	r.do(r.ann.Submit(outer.ID, entered))
	r.until("the modal is gone", func() bool { return len(r.ann.Views()) == 0 })
	open()
	r.do(r.ann.CloseAll())

	r.do(r.ann.OpenHome("messages"))
	r.do(r.ann.OpenHome("home"))
	r.app.does("views.publish", args{"user_id": r.ann.ID(), "view": args{"type": "home", "blocks": []any{actions(button)}}})
	r.do(r.ann.OpenHome("home"))
	home, _ := r.ann.Home()
	r.do(r.ann.PressView(home.ID, workspace.Press{ActionID: "open"}))

	said, err := r.ben.Say(r.channel, "", "bread, too")
	r.do(err)
	r.do(r.ann.Shortcut("note", r.channel, said))
	r.do(r.ann.Shortcut("plan", "", ""))
	for _, channel := range []string{r.channel, r.pantry, r.cellar, r.home} {
		r.do(r.ann.Command(channel, "", "/potluck soup"))
	}
}

// refusals has the app make its mistakes.
func (r *tour) refusals() {
	for method, with := range map[string]args{
		"chat.postMessage":   {"channel": r.channel, "blocks": []any{args{"type": "section"}}},
		"chat.postEphemeral": {"channel": r.channel},
		"chat.update":        {"channel": r.channel, "ts": "1.000000", "text": "?"},
		"views.open":         {"trigger_id": "1.2.3", "view": args{"type": "modal", "blocks": []any{}}},
		"views.publish":      {"user_id": r.ann.ID(), "view": "{"},
		"reactions.add":      {"channel": r.channel, "timestamp": "1.000000", "name": "x"},
		"conversations.info": {"channel": "C0NOWHERE"},
		"users.info":         {"user": "U0NOBODY"},
		"pins.add":           {},
	} {
		if answer := r.app.call(method, with); answer["ok"] != false {
			r.t.Errorf("%s was not refused: %v", method, answer)
		}
	}
	r.Fault(workspace.Fault{Method: "auth.test", Kind: workspace.RateLimited, Times: 1, RetryAfter: 7})
	r.app.call("auth.test", nil)
}

// limited is what an app is sent when an hour has had its fill of events.
func limited(t *testing.T) sample {
	s := newScene(t, func(c *workspace.Config) { c.Rates.Events = 1 })
	app := &wireApp{s: s, base: s.api}
	app.join()
	for range 2 {
		_, err := s.ann.Say(s.channel, "", "once more")
		s.do(err)
	}
	return sample{"events_api/app_rate_limited", app.latest("events_api/app_rate_limited", 0)}
}

// unscoped is what an app is answered that may do nothing.
func unscoped(t *testing.T) sample {
	s := newScene(t, func(c *workspace.Config) { c.App.Scopes = nil })
	app := &wireApp{s: s, base: s.api}
	return sample{"users.info", app.call("users.info", args{"user": s.ann.ID()})}
}

// goodbye ends connections, channels and the token.
func (r *tour) goodbye() {
	r.until("everything is at rest", r.Idle)
	r.Disconnect("warning")
	r.Disconnect("refresh_requested")
	r.app.join()
	ts, err := r.ann.Say(r.channel, "", "a word that is not heard at once")
	r.do(err)
	r.until("everything is at rest", r.Idle)
	r.Cut()
	r.do(r.ann.Edit(r.channel, ts, "a word that is heard in a minute"))
	r.app.join()
	r.clock.Move(time.Minute)
	r.do(r.Archive(r.pantry))
	r.do(r.Remove(r.cellar, r.bot))
	r.Fault(workspace.Fault{Kind: workspace.Revoked, Times: 1})
	r.app.call("auth.test", nil)
}

func plainText(s string) args { return args{"type": "plain_text", "text": s} }

func picture() args {
	return args{"type": "image", "image_url": "https://example.com/soup.png", "alt_text": "a soup"}
}

func actions(elements ...any) args { return args{"type": "actions", "elements": elements} }

func options() []any {
	return []any{args{"text": plainText("X"), "value": "x"}, args{"text": plainText("Y"), "value": "y"}}
}

// fields are all elements in which something can be entered, by their action_id.
func fields() (all []any) {
	add := func(id, kind string, more args) {
		element := args{"type": kind, "action_id": id}
		for name, value := range more {
			element[name] = value
		}
		all = append(all, element)
	}
	chosen := args{"options": options()}
	add("a_text", "plain_text_input", nil)
	add("a_number", "number_input", args{"is_decimal_allowed": false})
	add("an_email", "email_text_input", nil)
	add("a_url", "url_text_input", nil)
	add("a_date", "datepicker", nil)
	add("a_time", "timepicker", nil)
	add("a_moment", "datetimepicker", nil)
	add("one", "static_select", chosen)
	add("many", "multi_static_select", chosen)
	add("a_user", "users_select", nil)
	add("users", "multi_users_select", nil)
	add("a_channel", "channels_select", nil)
	add("channels", "multi_channels_select", nil)
	add("a_conversation", "conversations_select", nil)
	add("conversations", "multi_conversations_select", nil)
	add("external", "external_select", args{"min_query_length": 0})
	add("externals", "multi_external_select", nil)
	add("a_radio", "radio_buttons", chosen)
	add("boxes", "checkboxes", chosen)
	return all
}

// modal has a button and an input block for each of the fields.
func modal(callbackID string, button args, fields ...any) args {
	blocks := []any{actions(button)}
	for _, f := range fields {
		id := f.(args)["action_id"]
		blocks = append(blocks, args{"type": "input", "block_id": id, "label": plainText(fmt.Sprint(id)), "element": f})
	}
	return args{"type": "modal", "callback_id": callbackID, "notify_on_close": true, "title": plainText("Dish"),
		"submit": plainText("Send"), "close": plainText("Cancel"), "blocks": blocks}
}

// elements uses everything in a message that can be used, also one that only ann
// sees.
func (r *tour) elements() {
	values := args{"open": nil, "more": "x"}
	elements := []any{
		args{"type": "button", "action_id": "open", "text": plainText("Open"), "value": "7", "style": "primary"},
		args{"type": "overflow", "action_id": "more", "options": options()},
	}
	for _, f := range fields() {
		switch id := f.(args)["action_id"].(string); id {
		case "a_text", "a_number", "an_email", "a_url": // stand in input blocks alone
		case "a_date":
			values[id], elements = "2026-03-02", append(elements, f)
		case "a_time":
			values[id], elements = "09:00", append(elements, f)
		case "a_moment":
			values[id], elements = 1772442000, append(elements, f)
		case "one", "a_radio", "external":
			values[id], elements = "x", append(elements, f)
		case "many", "boxes", "externals":
			values[id], elements = []string{"x"}, append(elements, f)
		case "a_user":
			values[id], elements = r.ben.ID(), append(elements, f)
		case "users":
			values[id], elements = []string{r.ben.ID()}, append(elements, f)
		case "a_channel", "a_conversation":
			values[id], elements = r.channel, append(elements, f)
		default:
			values[id], elements = []string{r.channel}, append(elements, f)
		}
	}
	blocks := []any{actions(elements...)}
	parent := r.app.does("chat.postMessage", args{"channel": r.channel, "text": "Choose", "blocks": blocks})["ts"].(string)
	reply := r.app.does("chat.postMessage", args{"channel": r.channel, "thread_ts": parent, "text": "Choose", "blocks": blocks})["ts"].(string)
	whisper := r.app.does("chat.postEphemeral", args{"channel": r.channel, "user": r.ann.ID(), "text": "Choose", "blocks": blocks})["message_ts"].(string)
	for _, id := range []string{"external", "externals"} {
		_, err := r.ann.Suggest(r.t.Context(), workspace.Spot{Channel: r.channel, TS: parent}, "", id, "soup")
		r.do(err)
	}
	for id, value := range values {
		r.do(r.ann.Press(r.channel, parent, workspace.Press{ActionID: id, Value: value}))
	}
	r.do(r.ann.Press(r.channel, reply, workspace.Press{ActionID: "open"}))
	at := r.app.now()
	r.do(r.ann.Press(r.channel, whisper, workspace.Press{ActionID: "open"}))
	address := r.app.latest("interactive/block_actions", at)["response_url"].(string)
	response, err := http.Post(address, "application/json", strings.NewReader(`{"text": "thank you"}`))
	r.do(err)
	response.Body.Close()
}
