package workspace

import (
	"cmp"
	"fmt"
	"slices"
)

// Channels are those that the person can see, by name, direct messages last.
func (p *Person) Channels() []ChannelView {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	var all []ChannelView
	for _, id := range p.w.order {
		if c := p.w.channels[id]; c.visible(p.id) {
			all = append(all, p.w.seenBy(c, p.id))
		}
	}
	slices.SortStableFunc(all, func(a, b ChannelView) int {
		if a.IsIM != b.IsIM {
			if a.IsIM {
				return 1
			}
			return -1
		}
		return cmp.Compare(a.Name, b.Name)
	})
	return all
}

// Join joins a public channel.
func (p *Person) Join(channel string) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	c, err := p.seen(channel)
	switch {
	case err != nil:
		return err
	case c.archived:
		return errArchived
	}
	p.w.join(c, p.id, "")
	return nil
}

// Leave leaves a channel.
func (p *Person) Leave(channel string) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	c, err := p.seen(channel)
	switch {
	case err != nil:
		return err
	case c.im, c.mpim:
		return &Refusal{"method_not_supported_for_channel_type", "A direct message cannot be left."}
	case !c.has(p.id):
		return errNotIn
	}
	p.w.leave(c, p.id)
	return nil
}

// Invite brings somebody, or the app's bot, into a channel.
func (p *Person) Invite(channel, user string) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	c, err := p.writing(channel)
	switch {
	case err != nil:
		return err
	case c.im, c.mpim:
		return &Refusal{"method_not_supported_for_channel_type", "Nobody can be added to a direct message."}
	case p.w.users[user] == nil:
		return errNoUser
	case c.has(user):
		return &Refusal{"already_in_channel", "They are in the channel already."}
	}
	p.w.join(c, user, p.id)
	return nil
}

// SetTopic changes a channel's topic.
func (p *Person) SetTopic(channel, topic string) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	c, err := p.writing(channel)
	if err != nil {
		return err
	}
	c.Topic = escaper.Replace(topic)
	p.w.tell(c, Change{Type: "channel"})
	p.w.post(c, &message{Message: Message{
		Subtype: "channel_topic", User: p.id, Topic: c.Topic,
		Text: fmt.Sprintf("<@%s> set the channel topic: %s", p.id, c.Topic),
	}})
	return nil
}

// Direct opens the direct message with somebody and returns its id.
func (p *Person) Direct(user string) (channel string, err error) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	if p.w.users[p.id] == nil || p.w.users[user] == nil {
		return "", errNoUser
	}
	return p.w.direct(p.id, user).ID, nil
}

// MarkRead puts the person's unread mark behind ts.
func (p *Person) MarkRead(channel, ts string) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	c, err := p.seen(channel)
	if err != nil {
		return err
	}
	if ts > c.read[p.id] {
		c.read[p.id] = ts
		p.w.tellUser(p.id, Change{Type: "read", Channel: c.ID, TS: ts})
	}
	return nil
}
