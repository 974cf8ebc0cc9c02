package slackapp

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
)

// Who is in a channel is asked for once in a while, and who they are a few at a time: a
// channel may have a thousand members, and most of them are never named.
const (
	membersFor  = time.Hour        // how long a list of members is believed
	faceFor     = 24 * time.Hour   // how long it is believed who somebody is
	mostMembers = 1000             // of a channel; conversations.members gives as many at once
	facesAtOnce = 8                // looked up in a row …
	betweenThem = 12 * time.Second // … and then a rest: 40 a minute, where Slack takes 100 of users.info
)

// A membership is who is in a channel, by user id.
type membership struct {
	ids   []string
	until time.Time
}

// members remembers who is in which channel, and who they are.
type members struct {
	mu       sync.Mutex
	channels map[string]membership
	faces    map[string]known
}

// Faces are the people in a channel who are known by now. It asks Slack nothing.
func (c *Client) Faces(channel string) []postmortem.Person {
	m := &c.crowd
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []postmortem.Person
	for _, id := range m.channels[channel].ids {
		if k, ok := m.faces[id]; ok && !k.person.Bot && k.person.Name != "" {
			out = append(out, k.person)
		}
	}
	return out
}

// Members learns who is in a channel, a few people at a time: it says [Later] until all of
// them are known, or as many as it looks at.
func (c *Client) Members(ctx context.Context, channel string) ([]postmortem.Person, error) {
	ids, err := c.idsIn(ctx, channel)
	if err != nil {
		return nil, err
	}
	asked := 0
	for _, id := range ids {
		if c.crowd.knows(id, c.clock.Now()) {
			continue
		}
		if asked == facesAtOnce {
			return nil, Later{After: betweenThem, What: "users.info"}
		}
		asked++
		if err := c.face(ctx, id); err != nil {
			return nil, err
		}
	}
	return c.Faces(channel), nil
}

// idsIn are the members of a channel.
func (c *Client) idsIn(ctx context.Context, channel string) ([]string, error) {
	m := &c.crowd
	m.mu.Lock()
	in, ok := m.channels[channel]
	m.mu.Unlock()
	if ok && c.clock.Now().Before(in.until) {
		return in.ids, nil
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	ids, _, err := c.api.GetUsersInConversationContext(ctx, &slack.GetUsersInConversationParameters{ChannelID: channel, Limit: mostMembers})
	if err != nil {
		return nil, c.told("conversations.members", err)
	}
	own := c.self().user
	ids = slices.DeleteFunc(ids, func(id string) bool { return id == own })
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.channels == nil {
		m.channels = map[string]membership{}
	}
	m.channels[channel] = membership{ids, c.clock.Now().Add(membersFor)}
	return ids, nil
}

// face looks one person up. Of whom Slack tells nothing, nothing is known for as long.
func (c *Client) face(ctx context.Context, id string) error {
	p, ok := c.people.find(id)
	if !ok || p.Name == "" {
		ctx, cancel := context.WithTimeout(ctx, callTimeout)
		defer cancel()
		u, err := c.api.GetUserInfoContext(ctx, id)
		switch err := c.told("users.info", err); {
		case err == nil && !u.Deleted:
			p = c.personOf(u)
		case err == nil:
			p = postmortem.Person{ID: id}
		default:
			if _, no := errors.AsType[Refused](err); !no {
				return err
			}
			p = postmortem.Person{ID: id}
		}
	}
	c.crowd.keep(p, c.clock.Now())
	return nil
}

func (m *members) knows(id string, now time.Time) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, ok := m.faces[id]
	return ok && now.Before(k.until)
}

func (m *members) keep(p postmortem.Person, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.faces == nil {
		m.faces = map[string]known{}
	}
	m.faces[p.ID] = known{p, now.Add(faceFor)}
}
