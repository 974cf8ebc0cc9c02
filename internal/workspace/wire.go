package workspace

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// An object is a JSON object on its way out, or one of unknown shape that came in.
type object = map[string]any

// mustJSON marshals what we built ourselves.
func mustJSON(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("workspace: %T does not marshal: %v", v, err)) // a fault of this package
	}
	return b
}

// decode reads one JSON value. Numbers keep their digits, so that a ts that was
// sent as a number is compared as it was written.
func decode(raw []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return fmt.Errorf("more than one value")
	}
	return nil
}

// asObject is a value as the object that it marshals to.
func asObject(v any) object {
	var o object
	if err := decode(mustJSON(v), &o); err != nil {
		panic(fmt.Sprintf("workspace: %T is no object: %v", v, err))
	}
	return o
}

// wire is a message as apps see it. Of the metadata only the type is shown
// unless all of it was asked for.
func (w *Workspace) wire(m *message, allMetadata bool) object {
	page := *m.copied()
	page.Ephemeral, page.Broadcast = false, false
	o := asObject(page)
	if m.BotID == w.cred.BotID {
		bot := w.users[w.cred.BotUserID]
		o["bot_profile"] = object{
			"id": w.cred.BotID, "app_id": w.cred.AppID, "name": w.config.App.Name, "deleted": false,
			"updated": bot.since.Unix(), "team_id": w.cred.TeamID, "icons": w.pictures(bot, iconSizes),
		}
	}
	if len(m.metadata) > 0 {
		var meta object
		if decode(m.metadata, &meta) == nil {
			if !allMetadata {
				delete(meta, "event_payload")
			}
			o["metadata"] = meta
		}
	}
	return o
}

// eventScopes are the scopes of which one is needed to be told of an event.
var eventScopes = map[string][]string{
	"message.channels":      {"channels:history"},
	"message.groups":        {"groups:history"},
	"message.im":            {"im:history"},
	"message.mpim":          {"mpim:history"},
	"app_mention":           {"app_mentions:read"},
	"reaction_added":        {"reactions:read"},
	"reaction_removed":      {"reactions:read"},
	"member_joined_channel": {"channels:read", "groups:read"},
	"member_left_channel":   {"channels:read", "groups:read"},
	"channel_archive":       {"channels:read"},
}

// emit sends an event about a conversation, or about none, to the app: if it has
// subscribed to it, holds the scope, and its bot is there.
func (w *Workspace) emit(c *channel, subscription string, event object) {
	if c != nil && !c.has(w.cred.BotUserID) {
		return
	}
	w.emitAnywhere(c, subscription, event)
}

func (w *Workspace) emitAnywhere(c *channel, subscription string, event object) {
	if w.over || !slices.Contains(w.config.App.Events, subscription) {
		return
	}
	if needed := eventScopes[subscription]; needed != nil && !w.granted(needed) {
		return
	}
	now := w.clock.Now()
	if event["event_ts"] == nil {
		event["event_ts"] = formatTS(now.UnixMicro())
	}
	id := "Ev" + w.random.id("0")
	w.deliver(&delivery{
		kind: "events_api", name: text(event, "type"), eventID: id,
		body: object{
			"token": w.token, "team_id": w.cred.TeamID, "context_team_id": w.cred.TeamID, "context_enterprise_id": nil,
			"api_app_id": w.cred.AppID, "event": event, "type": "event_callback", "event_id": id, "event_time": now.Unix(),
			"authorizations": []any{object{
				"enterprise_id": nil, "team_id": w.cred.TeamID, "user_id": w.cred.BotUserID,
				"is_bot": true, "is_enterprise_install": false,
			}},
			"is_ext_shared_channel": c != nil && c.Shared, "event_context": "4-" + w.random.secret(40),
		},
	})
}

// announce tells the app of a new message, and of a mention in an event of its
// own, before or after.
func (w *Workspace) announce(c *channel, m *message) {
	event := w.wire(m, false)
	delete(event, "metadata") // which is for events of their own, message_metadata_posted
	event["channel"], event["channel_type"], event["event_ts"] = c.ID, c.kind(), m.TS
	mention := func() {
		if c.im || m.BotID == w.cred.BotID || !mentions(m.Text, w.cred.BotUserID) || m.Subtype == "channel_join" {
			return
		}
		call := object{
			"type": "app_mention", "text": m.Text, "ts": m.TS, "channel": c.ID, "event_ts": m.TS, "team": w.cred.TeamID,
		}
		for _, name := range []string{"user", "bot_id", "client_msg_id", "thread_ts", "blocks", "files"} {
			if v, ok := event[name]; ok {
				call[name] = v
			}
		}
		if c.has(w.cred.BotUserID) || w.config.Lenient.MentionsOutside && !c.Private {
			w.emitAnywhere(c, "app_mention", call)
		}
	}
	if w.random.chance(2) {
		mention()
		mention = func() {}
	}
	w.emit(c, c.subscription(), event)
	mention()
}

// announceChanged tells the app that a message is not what it was.
func (w *Workspace) announceChanged(c *channel, m, before *message) {
	ts := w.nextTS(c)
	w.emit(c, c.subscription(), object{
		"type": "message", "subtype": "message_changed", "hidden": true, "channel": c.ID, "channel_type": c.kind(),
		"ts": ts, "event_ts": ts, "message": w.wire(m, false), "previous_message": w.wire(before, false),
	})
}

// announceDeleted tells the app that a message is gone.
func (w *Workspace) announceDeleted(c *channel, m *message) {
	ts := w.nextTS(c)
	w.emit(c, c.subscription(), object{
		"type": "message", "subtype": "message_deleted", "hidden": true, "channel": c.ID, "channel_type": c.kind(),
		"ts": ts, "event_ts": ts, "deleted_ts": m.TS, "previous_message": w.wire(m, false),
	})
}

// subscription is the name under which apps subscribe to a channel's messages.
func (c *channel) subscription() string {
	switch {
	case c.im:
		return "message.im"
	case c.mpim:
		return "message.mpim"
	case c.Private:
		return "message.groups"
	}
	return "message.channels"
}

// granted tells whether the bot token holds one of the scopes.
func (w *Workspace) granted(anyOf []string) bool {
	return len(anyOf) == 0 || slices.ContainsFunc(anyOf, func(s string) bool {
		return slices.Contains(w.config.App.Scopes, s)
	})
}
