package workspace

import (
	"cmp"
	"slices"
)

// ThreadView is a thread that a person takes part in: they wrote its parent or a
// reply, or are mentioned in it.
type ThreadView struct {
	Channel  string  `json:"channel"`
	Parent   Message `json:"parent"`
	Latest   Message `json:"latest"` // the newest reply
	LastRead string  `json:"last_read"`
	Unread   int     `json:"unread"`   // what others replied since
	Mentions int     `json:"mentions"` // how many of those call on the person
}

// threadMark says whose mark it is, and in which thread of a channel.
type threadMark struct{ user, thread string }

// Threads are those the person takes part in, the one with the newest reply
// first. Slack follows threads for the same reasons, and like Slack it counts
// what was said before the person came as unread.
func (p *Person) Threads() []ThreadView {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	all := []ThreadView{}
	for _, id := range p.w.order {
		if c := p.w.channels[id]; c.has(p.id) {
			all = append(all, c.threadsOf(p.id)...)
		}
	}
	slices.SortStableFunc(all, func(a, b ThreadView) int { return cmp.Compare(b.Latest.TS, a.Latest.TS) })
	return all
}

// threadsOf reads a channel once, parents before their replies.
func (c *channel) threadsOf(user string) []ThreadView {
	type reading struct {
		ThreadView
		parent, latest *message
		follows        bool
	}
	threads := make(map[string]*reading)
	var order []*reading
	for _, m := range c.messages {
		switch {
		case m.ReplyCount > 0:
			r := &reading{parent: m, follows: m.User == user || mentions(m.Text, user)}
			r.LastRead = c.readThread[threadMark{user, m.TS}]
			threads[m.TS] = r
			order = append(order, r)
		case m.isReply():
			r := threads[m.ThreadTS]
			if r == nil {
				continue
			}
			r.latest = m
			if m.User == user { // whoever answers has read
				r.follows, r.Unread, r.Mentions = true, 0, 0
				r.LastRead = max(r.LastRead, m.TS)
				continue
			}
			called := mentions(m.Text, user)
			r.follows = r.follows || called
			if m.TS <= r.LastRead {
				continue
			}
			r.Unread++
			if called {
				r.Mentions++
			}
		}
	}
	var all []ThreadView
	for _, r := range order {
		if r.follows && r.latest != nil {
			r.Channel, r.Parent, r.Latest = c.ID, *r.parent.copied(), *r.latest.copied()
			all = append(all, r.ThreadView)
		}
	}
	return all
}

// MarkThreadRead puts the person's mark in a thread behind ts.
func (p *Person) MarkThreadRead(channel, thread, ts string) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	c, err := p.seen(channel)
	if err != nil {
		return err
	}
	if c.find(thread) == nil {
		return errNoThread
	}
	mark := threadMark{p.id, thread}
	if ts > c.readThread[mark] {
		c.readThread[mark] = ts
		p.w.tellUser(p.id, Change{Type: "read", Channel: c.ID, Thread: thread, TS: ts})
	}
	return nil
}
