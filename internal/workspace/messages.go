package workspace

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Message is a message in Slack's JSON, with two fields that only pages get.
type Message struct {
	Type            string          `json:"type"`
	Subtype         string          `json:"subtype,omitempty"`
	Hidden          bool            `json:"hidden,omitempty"`
	User            string          `json:"user,omitempty"`
	BotID           string          `json:"bot_id,omitempty"`
	AppID           string          `json:"app_id,omitempty"`
	Username        string          `json:"username,omitempty"` // of another bot
	Inviter         string          `json:"inviter,omitempty"`
	Topic           string          `json:"topic,omitempty"`
	ClientMsgID     string          `json:"client_msg_id,omitempty"`
	Team            string          `json:"team,omitempty"`
	Text            string          `json:"text"`
	TS              string          `json:"ts"`
	ThreadTS        string          `json:"thread_ts,omitempty"`
	ParentUserID    string          `json:"parent_user_id,omitempty"`
	Blocks          json.RawMessage `json:"blocks,omitempty"`
	Attachments     json.RawMessage `json:"attachments,omitempty"`
	Files           []File          `json:"files,omitempty"`
	Upload          bool            `json:"upload,omitempty"`
	ReplyCount      int             `json:"reply_count,omitempty"`
	ReplyUsersCount int             `json:"reply_users_count,omitempty"`
	ReplyUsers      []string        `json:"reply_users,omitempty"`
	LatestReply     string          `json:"latest_reply,omitempty"`
	Reactions       []Reaction      `json:"reactions,omitempty"`
	Edited          *Edited         `json:"edited,omitempty"`
	Root            *Message        `json:"root,omitempty"` // of a thread_broadcast

	Ephemeral bool `json:"ephemeral,omitempty"` // only visible to the person who asks
	Broadcast bool `json:"broadcast,omitempty"` // a reply that is also shown in the channel
}

// Reaction is an emoji with those who chose it, oldest first.
type Reaction struct {
	Name  string   `json:"name"`
	Users []string `json:"users"`
	Count int      `json:"count"`
}

// Edited tells who changed a message last, and when.
type Edited struct {
	User string `json:"user"`
	TS   string `json:"ts"`
}

// File is an uploaded file. Its bytes are behind URLPrivate, for members only.
type File struct {
	ID           string   `json:"id"`
	Created      int64    `json:"created"`
	Timestamp    int64    `json:"timestamp"`
	Name         string   `json:"name"`
	Title        string   `json:"title"`
	Mimetype     string   `json:"mimetype"`
	Filetype     string   `json:"filetype"`
	PrettyType   string   `json:"pretty_type"`
	User         string   `json:"user"`
	UserTeam     string   `json:"user_team"`
	Username     string   `json:"username"` // empty, as is ExternalType: no other service is imitated
	Size         int      `json:"size"`
	Mode         string   `json:"mode"`
	Editable     bool     `json:"editable"`
	IsExternal   bool     `json:"is_external"`
	ExternalType string   `json:"external_type"`
	IsPublic     bool     `json:"is_public"`
	PublicURL    bool     `json:"public_url_shared"`
	DisplayAsBot bool     `json:"display_as_bot"`
	URLPrivate   string   `json:"url_private"`
	Download     string   `json:"url_private_download"`
	Permalink    string   `json:"permalink"`
	Channels     []string `json:"channels"` // public ones in which it was posted
	Groups       []string `json:"groups"`   // private ones
	IMs          []string `json:"ims"`
	AltText      string   `json:"alt_txt,omitempty"`    // what a picture shows
	OriginalW    int      `json:"original_w,omitempty"` // of a picture, in pixels
	OriginalH    int      `json:"original_h,omitempty"`
}

// Seeded is a message of the past.
type Seeded struct {
	User      string
	Text      string // literal, as somebody typed it
	ThreadTS  string // of the parent, empty at top level
	At        time.Time
	Reactions map[string][]string // emoji to user ids
}

// A message is a Message with what only its author's app may see.
type message struct {
	Message
	metadata json.RawMessage // {event_type, event_payload}
}

func (m *message) isReply() bool { return m.ThreadTS != "" && m.ThreadTS != m.TS }

// gone tells that only a tombstone is left.
func (m *message) gone() bool { return m.Subtype == "tombstone" }

// copied is the message as it stands, for those who look at it later.
func (m *message) copied() *Message {
	c := m.Message
	c.ReplyUsers = slices.Clone(m.ReplyUsers)
	c.Reactions = slices.Clone(m.Reactions)
	for i := range c.Reactions {
		c.Reactions[i].Users = slices.Clone(c.Reactions[i].Users)
	}
	return &c
}

// find is the message with a ts, or nil.
func (c *channel) find(ts string) *message {
	if i, ok := c.position(ts); ok {
		return c.messages[i]
	}
	return nil
}

func (c *channel) position(ts string) (int, bool) {
	return slices.BinarySearchFunc(c.messages, ts, func(m *message, ts string) int {
		return strings.Compare(m.TS, ts)
	})
}

// parent is the message that a reply with this thread_ts goes under: what is
// deleted, never was, or is itself a reply, has no thread.
func (w *Workspace) parent(c *channel, threadTS string) *message {
	m := c.find(threadTS)
	if m != nil && m.isReply() {
		if !w.config.Lenient.ReplyToReply {
			return nil
		}
		m = c.find(m.ThreadTS)
	}
	if m != nil && m.gone() && !w.config.Lenient.ReplyToTombstone {
		return nil
	}
	return m
}

// replies are a thread's, oldest first, without the parent.
func (c *channel) replies(parent string) []*message {
	var all []*message
	for _, m := range c.messages {
		if m.isReply() && m.ThreadTS == parent {
			all = append(all, m)
		}
	}
	return all
}

// formatTS writes microseconds as Slack does: ten digits, a dot, six digits.
func formatTS(micros int64) string { return fmt.Sprintf("%010d.%06d", micros/1e6, micros%1e6) }

// nextTS is a ts that is later than all others in a channel.
func (w *Workspace) nextTS(c *channel) string {
	c.last = max(w.clock.Now().UnixMicro(), c.last+1)
	return formatTS(c.last)
}

// post puts a message into a channel, under its parent if it has a thread_ts,
// and lets everybody know.
func (w *Workspace) post(c *channel, m *message) {
	m.Type, m.TS = "message", w.nextTS(c)
	var parent, before *message
	if m.ThreadTS != "" {
		parent = c.find(m.ThreadTS)
		if parent.ReplyCount == 0 {
			before = &message{Message: *parent.copied(), metadata: parent.metadata}
		}
		m.ParentUserID = parent.User
	}
	c.messages = append(c.messages, m)
	if parent != nil {
		w.recount(c, parent)
		if m.Broadcast {
			m.Root = parent.copied()
		}
	}
	if m.User != "" {
		c.read[m.User] = m.TS
	}
	w.tell(c, Change{Type: "message", Message: m.copied()})
	if parent != nil {
		w.tell(c, Change{Type: "changed", Message: parent.copied()})
	}
	w.announce(c, m)
	if before != nil {
		w.announceChanged(c, parent, before)
	}
}

// recount brings a parent's reply count, repliers and latest reply up to date.
func (w *Workspace) recount(c *channel, parent *message) {
	parent.ThreadTS = parent.TS
	parent.ReplyCount, parent.LatestReply, parent.ReplyUsers = 0, "", nil
	for _, r := range c.replies(parent.TS) {
		parent.ReplyCount++
		parent.LatestReply = r.TS
		if who := cmp.Or(r.User, r.BotID); !slices.Contains(parent.ReplyUsers, who) {
			parent.ReplyUsers = append(parent.ReplyUsers, who)
		}
	}
	parent.ReplyUsersCount = len(parent.ReplyUsers)
	if parent.ReplyCount == 0 {
		parent.ThreadTS = ""
	}
}

// change lets edit change a message, and everybody know.
func (w *Workspace) change(c *channel, m *message, edit func()) {
	before := &message{Message: *m.copied(), metadata: m.metadata}
	edit()
	w.tell(c, Change{Type: "changed", Message: m.copied()})
	w.announceChanged(c, m, before)
}

// erase deletes a message. A parent with replies stays as a tombstone, until the
// last reply is deleted too.
func (w *Workspace) erase(c *channel, m *message) {
	if m.ReplyCount > 0 {
		w.bury(c, m)
		return
	}
	at, _ := c.position(m.TS)
	c.messages = slices.Delete(c.messages, at, at+1)
	w.tell(c, Change{Type: "deleted", TS: m.TS, Thread: m.ThreadTS, Message: m.copied()})
	w.announceDeleted(c, m)
	if parent := c.find(m.ThreadTS); m.isReply() && parent != nil {
		w.recount(c, parent)
		if parent.gone() && parent.ReplyCount == 0 {
			parent.ThreadTS = ""
			w.erase(c, parent)
			return
		}
		w.tell(c, Change{Type: "changed", Message: parent.copied()})
	}
}

// bury leaves a tombstone in place of a message.
func (w *Workspace) bury(c *channel, m *message) {
	before := &message{Message: *m.copied(), metadata: m.metadata}
	m.metadata = nil
	m.Message = Message{
		Type: "message", Subtype: "tombstone", Hidden: true, User: "USLACKBOT", Text: "This message was deleted.",
		TS: m.TS, ThreadTS: m.ThreadTS, ReplyCount: m.ReplyCount, ReplyUsers: m.ReplyUsers,
		ReplyUsersCount: m.ReplyUsersCount, LatestReply: m.LatestReply,
	}
	w.tell(c, Change{Type: "changed", Message: m.copied()})
	if w.config.Lenient.PlainDeletions {
		w.announceDeleted(c, before)
	} else {
		w.announceChanged(c, m, before)
	}
}

// Seed puts a message into a channel's history without any event. The ts is
// that of m.At, moved on by microseconds while it is taken.
func (w *Workspace) Seed(channel string, s Seeded) (ts string, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	c, who := w.channels[channel], w.users[s.User]
	if c == nil {
		return "", errNoChannel
	}
	if who == nil {
		return "", errNoUser
	}
	m := w.typed(who, s.Text)
	var parent *message
	if s.ThreadTS != "" {
		if parent = w.parent(c, s.ThreadTS); parent == nil {
			return "", errNoThread
		}
		m.ThreadTS, m.ParentUserID = parent.TS, parent.User
	}
	micros := s.At.UnixMicro()
	at, taken := c.position(formatTS(micros))
	for ; taken; at, taken = c.position(formatTS(micros)) {
		micros++
	}
	m.Type, m.TS = "message", formatTS(micros)
	c.last = max(c.last, micros)
	for _, name := range slices.Sorted(maps.Keys(s.Reactions)) {
		users := slices.Clone(s.Reactions[name])
		m.Reactions = append(m.Reactions, Reaction{name, users, len(users)})
	}
	c.messages = slices.Insert(c.messages, at, m)
	if parent != nil {
		w.recount(c, parent)
	}
	w.tell(c, Change{Type: "message", Message: m.copied()})
	return m.TS, nil
}
