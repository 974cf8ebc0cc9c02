package workspace

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Channel is a conversation that is to be added.
type Channel struct {
	ID      string // empty: one is made
	Name    string // without the #
	Topic   string
	Private bool
	Shared  bool     // with another organisation, by Slack Connect
	Members []string // user ids; the bot is in it if its user id is listed
}

// ChannelView is a conversation as one person sees it.
type ChannelView struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"` // of the other person in a direct message
	Topic      string   `json:"topic"`
	IsPrivate  bool     `json:"is_private"`
	IsIM       bool     `json:"is_im"`
	IsArchived bool     `json:"is_archived"`
	IsMember   bool     `json:"is_member"`
	IsShared   bool     `json:"is_ext_shared"`
	User       string   `json:"user,omitempty"` // the other person in a direct message
	Members    []string `json:"members"`
	LastRead   string   `json:"last_read"`
	Unread     int      `json:"unread"`
	Mentions   int      `json:"mentions"` // how many unread messages call on the person; all of a direct message
}

// A channel is a conversation with what was said in it.
type channel struct {
	Channel
	im         bool
	mpim       bool // a direct message of more than two; private
	archived   bool
	created    time.Time
	messages   []*message            // by ts
	last       int64                 // the newest ts in microseconds
	read       map[string]string     // by user, the ts of what they read last
	readThread map[threadMark]string // the same in a thread
}

// AddChannel adds a channel without events and returns its id.
func (w *Workspace) AddChannel(c Channel) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if c.ID == "" {
		c.ID = w.random.id("C")
	}
	c.Members = slices.Clone(c.Members)
	w.addChannel(&channel{Channel: c})
	return c.ID
}

func (w *Workspace) addChannel(c *channel) {
	w.random.taken(c.ID)
	c.created = w.clock.Now()
	c.read, c.readThread = make(map[string]string), make(map[threadMark]string)
	w.channels[c.ID] = c
	w.order = append(w.order, c.ID)
}

// ChannelByName finds the id of a channel by its name without the #.
func (w *Workspace) ChannelByName(name string) (id string, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range w.order {
		if c := w.channels[id]; !c.im && c.Name == name {
			return id, true
		}
	}
	return "", false
}

// Archive closes a channel for posting, as an admin would.
func (w *Workspace) Archive(channel string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.channels[channel]
	if c == nil {
		return errNoChannel
	}
	c.archived = true
	w.tell(c, Change{Type: "channel", Channel: c.ID})
	w.emit(c, "channel_archive", object{"type": "channel_archive", "channel": c.ID, "user": c.creator(), "is_moved": 0})
	return nil
}

// Remove takes somebody out of a channel, as an admin would. The app's bot can
// be removed too, and then hears nothing more from it.
func (w *Workspace) Remove(channel, user string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.channels[channel]
	if c == nil {
		return errNoChannel
	}
	w.leave(c, user)
	return nil
}

func (c *channel) has(user string) bool { return slices.Contains(c.Members, user) }

// creator is who is said to have made the channel: its first member.
func (c *channel) creator() string {
	if len(c.Members) == 0 {
		return ""
	}
	return c.Members[0]
}

// visible tells whether somebody may read a conversation.
func (c *channel) visible(user string) bool { return c.has(user) || !c.Private && !c.im }

// kind is Slack's channel_type.
func (c *channel) kind() string {
	switch {
	case c.im:
		return "im"
	case c.mpim:
		return "mpim"
	case c.Private:
		return "group"
	}
	return "channel"
}

// nameInPayload is what commands and interactions tell of the name: nothing for
// private conversations.
func (c *channel) nameInPayload() string {
	switch {
	case c.im:
		return "directmessage"
	case c.Private:
		return "privategroup"
	}
	return c.Name
}

// join makes somebody a member, with the event and the message that follow.
func (w *Workspace) join(c *channel, user, inviter string) {
	if c.has(user) {
		return
	}
	c.Members = append(c.Members, user)
	w.tell(c, Change{Type: "member", Channel: c.ID, User: user})
	event := object{
		"type": "member_joined_channel", "user": user, "channel": c.ID,
		"channel_type": strings.ToUpper(c.kind()[:1]), "team": w.cred.TeamID,
	}
	if inviter != "" {
		event["inviter"] = inviter
	}
	w.emit(c, "member_joined_channel", event)
	m := &message{Message: Message{
		Subtype: "channel_join", User: user, Inviter: inviter, Team: w.cred.TeamID,
		Text: fmt.Sprintf("<@%s> has joined the channel", user),
	}}
	w.post(c, m)
}

// leave ends a membership. The one who leaves hears nothing of it but the
// channel's disappearance.
func (w *Workspace) leave(c *channel, user string) {
	if !c.has(user) {
		return
	}
	w.tell(c, Change{Type: "member", Channel: c.ID, User: user})
	c.Members = slices.DeleteFunc(slices.Clone(c.Members), func(m string) bool { return m == user })
	w.emit(c, "member_left_channel", object{
		"type": "member_left_channel", "user": user, "channel": c.ID,
		"channel_type": strings.ToUpper(c.kind()[:1]), "team": w.cred.TeamID,
	})
}

// direct is the conversation of two, made when it is first asked for.
func (w *Workspace) direct(a, b string) *channel {
	for _, id := range w.order {
		if c := w.channels[id]; c.im && c.has(a) && c.has(b) && (a != b || len(c.Members) == 1) {
			return c
		}
	}
	members := []string{a, b}
	if a == b {
		members = members[:1]
	}
	c := &channel{Channel: Channel{ID: w.random.id("D"), Members: members}, im: true}
	w.addChannel(c)
	w.tell(c, Change{Type: "channel", Channel: c.ID})
	return c
}

// group is the direct message of some people, made when it is first asked for.
func (w *Workspace) group(members []string) *channel {
	for _, id := range w.order {
		c := w.channels[id]
		if c.mpim && len(c.Members) == len(members) && !slices.ContainsFunc(members, func(m string) bool { return !c.has(m) }) {
			return c
		}
	}
	var names []string
	for _, m := range members {
		names = append(names, w.users[m].Name)
	}
	c := &channel{mpim: true, Channel: Channel{
		ID: w.random.id("G"), Name: "mpdm-" + strings.Join(names, "--") + "-1", Private: true, Members: members,
	}}
	w.addChannel(c)
	w.tell(c, Change{Type: "channel", Channel: c.ID})
	return c
}

// other is the partner of somebody in a direct message.
func (c *channel) other(user string) string {
	for _, m := range c.Members {
		if m != user {
			return m
		}
	}
	return user
}

// seenBy is the channel as a person sees it.
func (w *Workspace) seenBy(c *channel, user string) ChannelView {
	v := ChannelView{
		ID: c.ID, Name: c.Name, Topic: c.Topic, IsPrivate: c.Private, IsIM: c.im, IsArchived: c.archived,
		IsMember: c.has(user), IsShared: c.Shared, Members: slices.Clone(c.Members), LastRead: c.read[user],
	}
	if c.im {
		v.User = c.other(user)
		if m := w.users[v.User]; m != nil {
			v.Name = cmp.Or(m.DisplayName, m.RealName)
		}
	}
	if !v.IsMember {
		return v // nothing waits for somebody who only looks in
	}
	for _, m := range slices.Backward(c.messages) {
		if m.TS <= v.LastRead {
			break
		}
		if m.User != user && (!m.isReply() || m.Subtype == "thread_broadcast") && m.Subtype != "channel_join" {
			v.Unread++
			if c.im || mentions(m.Text, user) || everybody.MatchString(m.Text) {
				v.Mentions++
			}
		}
	}
	return v
}
