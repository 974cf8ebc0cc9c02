package workspace

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maxText     = 40_000 // code points, as is maxMarkdown
	maxMarkdown = 12_000
	maxMetadata = 8_000 // bytes; Slack does not tell its limit
)

// room finds the conversation that an argument names, as far as the bot can see
// it: private ones that it is not in do not exist for it.
func (c *call) room(argument string) (*channel, error) {
	ch := c.channels[c.args.str(argument)]
	if ch == nil || !ch.visible(c.cred.BotUserID) {
		return nil, refuse("channel_not_found")
	}
	c.effect.Channel = ch.ID
	return ch, nil
}

// writable is room for what changes something in a conversation.
func (c *call) writable(argument string) (*channel, error) {
	ch, err := c.room(argument)
	switch {
	case err != nil:
		return nil, err
	case !ch.has(c.cred.BotUserID) && !c.granted([]string{"chat:write.public"}):
		return nil, refuse("not_in_channel")
	case ch.archived:
		return nil, refuse("is_archived")
	case ch.im && !c.config.App.MessagesTab:
		return nil, refuse("messages_tab_disabled")
	}
	return ch, nil
}

// content reads what a message is to say.
func (c *call) content() (*message, error) {
	m := &message{Message: Message{
		User: c.cred.BotUserID, BotID: c.cred.BotID, AppID: c.cred.AppID, Team: c.cred.TeamID,
		Text: cut(c.args.str("text"), maxText),
	}}
	if markdown := c.args.str("markdown_text"); markdown != "" {
		if c.args.has("text") || c.args.has("blocks") {
			return nil, refuse("markdown_text_conflict")
		}
		if utf8.RuneCountInString(markdown) > maxMarkdown {
			return nil, refuse("msg_too_long")
		}
		m.Text = markdown
	}
	blocks, list, err := c.messageBlocks(c.args.raw("blocks"))
	if err != nil {
		return nil, err
	}
	m.Blocks = blocks
	if m.Text == "" {
		m.Text = cut(spoken(list), maxText)
	}
	if raw := c.args.raw("attachments"); len(raw) > 0 {
		var attachments []object
		if decode(raw, &attachments) != nil {
			return nil, refuse("invalid_attachments")
		}
		for i, a := range attachments { // Slack numbers them, and says something in place of what is missing
			a["id"] = i + 1
			if text(a, "fallback") == "" {
				a["fallback"] = "[no preview available]"
			}
		}
		if len(attachments) > 0 {
			m.Attachments = mustJSON(attachments)
		}
	}
	if m.metadata, err = c.metadata(); err != nil {
		return nil, err
	}
	return m, nil
}

// empty tells that a message says nothing.
func (m *message) empty() bool {
	return strings.TrimSpace(m.Text) == "" && len(m.Blocks) == 0 && len(m.Attachments) == 0
}

// metadata reads what only apps see.
func (c *call) metadata() (json.RawMessage, error) {
	raw := c.args.raw("metadata")
	if len(raw) == 0 || string(raw) == "{}" {
		return nil, nil
	}
	if len(raw) > maxMetadata {
		return nil, refuse("metadata_too_large")
	}
	var m struct {
		Type    string `json:"event_type"`
		Payload object `json:"event_payload"`
	}
	if decode(raw, &m) != nil || m.Type == "" || m.Payload == nil || !shallow(m.Payload) {
		return nil, refuse("invalid_metadata_format")
	}
	return mustJSON(object{"event_type": m.Type, "event_payload": m.Payload}), nil
}

// shallow tells whether a payload of metadata holds no more than Slack's types allow
// (MessageMetadata in @slack/types): plain values, objects of them, and lists of
// such objects.
func shallow(payload object) bool {
	plain := func(v any) bool {
		switch v.(type) {
		case string, bool, json.Number:
			return true
		}
		return false
	}
	flat := func(v any) bool {
		o, ok := v.(object)
		for _, inner := range o {
			ok = ok && plain(inner)
		}
		return ok
	}
	for _, v := range payload {
		list, isList := v.([]any)
		if !plain(v) && !flat(v) && (!isList || slices.ContainsFunc(list, func(one any) bool { return !flat(one) })) {
			return false
		}
	}
	return true
}

func postMessage(c *call) (object, error) {
	ch, err := c.writable("channel")
	if err != nil {
		return nil, err
	}
	m, err := c.content()
	if err != nil {
		return nil, err
	}
	if m.empty() {
		return nil, refuse("no_text")
	}
	if err := c.limitPost(ch); err != nil {
		return nil, err
	}
	c.thread(ch, m)
	c.post(ch, m)
	c.effect.TS, c.effect.ThreadTS = m.TS, m.ThreadTS
	return object{"channel": ch.ID, "ts": m.TS, "message": c.wire(m, true)}, nil
}

// thread puts a message under the parent that it asks for. If there is no such
// parent it stays at top level, and nobody is told.
func (c *call) thread(ch *channel, m *message) {
	parent := c.parent(ch, c.args.str("thread_ts"))
	if parent == nil {
		return
	}
	m.ThreadTS = parent.TS
	if c.args.yes("reply_broadcast") {
		m.Subtype, m.Broadcast = "thread_broadcast", true
	}
}

func postEphemeral(c *call) (object, error) {
	ch, err := c.room("channel")
	if err != nil {
		return nil, err
	}
	user := c.args.str("user")
	switch {
	case !ch.has(c.cred.BotUserID):
		return nil, refuse("not_in_channel")
	case ch.archived:
		return nil, refuse("is_archived")
	case !ch.has(user):
		return nil, refuse("user_not_in_channel")
	}
	m, err := c.content()
	if err != nil {
		return nil, err
	}
	if m.empty() {
		return nil, refuse("no_text")
	}
	m.metadata = nil
	m.ThreadTS = c.args.str("thread_ts")
	if parent := c.parent(ch, m.ThreadTS); parent != nil {
		m.ThreadTS = parent.TS
	}
	c.effect.Shown = c.whisper(ch, user, m)
	c.effect.TS, c.effect.ThreadTS, c.effect.User = m.TS, m.ThreadTS, user
	return object{"message_ts": m.TS}, nil
}

// own finds a message of the bot's that is to be changed.
func (c *call) own(refusal string) (*channel, *message, error) {
	ch, err := c.writable("channel")
	if err != nil {
		return nil, nil, err
	}
	m := ch.find(c.args.str("ts"))
	switch {
	case m == nil || m.gone():
		return nil, nil, refuse("message_not_found")
	case m.BotID != c.cred.BotID:
		return nil, nil, refuse(refusal)
	}
	c.effect.TS, c.effect.ThreadTS = m.TS, m.ThreadTS
	return ch, m, nil
}

// updateMessage changes a message of the bot's. What is not given stays: a new
// text beside old blocks is seen by nobody but those who listen.
func updateMessage(c *call) (object, error) {
	ch, m, err := c.own("cant_update_message")
	if err != nil {
		return nil, err
	}
	if window := c.config.EditWindow; window > 0 && formatTS(c.clock.Now().Add(-window).UnixMicro()) > m.TS {
		return nil, refuse("edit_window_closed")
	}
	next, err := c.content()
	if err != nil {
		return nil, err
	}
	_, blocksGiven := c.args["blocks"]
	_, attachmentsGiven := c.args["attachments"]
	if next.empty() {
		return nil, refuse("no_text")
	}
	c.change(ch, m, func() {
		m.Text = next.Text
		if blocksGiven {
			m.Blocks = next.Blocks
		}
		if attachmentsGiven {
			m.Attachments = next.Attachments
		}
		if _, given := c.args["metadata"]; given {
			m.metadata = next.metadata
		}
		m.Edited = &Edited{User: c.cred.BotUserID, TS: c.nextTS(ch)}
	})
	return object{"channel": ch.ID, "ts": m.TS, "text": m.Text, "message": c.wire(m, true)}, nil
}

func deleteMessage(c *call) (object, error) {
	ch, m, err := c.own("cant_delete_message")
	if err != nil {
		return nil, err
	}
	c.erase(ch, m)
	return object{"channel": ch.ID, "ts": m.TS}, nil
}

func permalink(c *call) (object, error) {
	ch, err := c.room("channel")
	if err != nil {
		return nil, err
	}
	m := ch.find(c.args.str("message_ts"))
	if m == nil {
		return nil, refuse("message_not_found")
	}
	return object{"channel": ch.ID, "permalink": permalinkOf(c.base, ch, m)}, nil
}

func permalinkOf(base string, ch *channel, m *message) string {
	link := base + "/archives/" + ch.ID + "/p" + strings.Replace(m.TS, ".", "", 1)
	if m.isReply() {
		link += "?thread_ts=" + m.ThreadTS + "&cid=" + ch.ID
	}
	return link
}
