package workspace

import (
	"encoding/json"
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
	ID         string `json:"id"`
	Created    int64  `json:"created"`
	Timestamp  int64  `json:"timestamp"`
	Name       string `json:"name"`
	Title      string `json:"title"`
	Mimetype   string `json:"mimetype"`
	Filetype   string `json:"filetype"`
	PrettyType string `json:"pretty_type"`
	User       string `json:"user"`
	Size       int    `json:"size"`
	Mode       string `json:"mode"`
	IsExternal bool   `json:"is_external"`
	IsPublic   bool   `json:"is_public"`
	URLPrivate string `json:"url_private"`
	Download   string `json:"url_private_download"`
	Permalink  string `json:"permalink"`
}

// Seeded is a message of the past.
type Seeded struct {
	User      string
	Text      string // literal, as somebody typed it
	ThreadTS  string // of the parent, empty at top level
	At        time.Time
	Reactions map[string][]string // emoji to user ids
}

// Seed puts a message into a channel's history without any event. The ts is
// that of m.At, moved on by microseconds while it is taken.
func (w *Workspace) Seed(channel string, m Seeded) (ts string, err error) { return "", nil }

// FileContent returns an uploaded file and its bytes.
func (w *Workspace) FileContent(id string) (File, []byte, bool) { return File{}, nil, false }
