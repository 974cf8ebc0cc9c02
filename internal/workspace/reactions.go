package workspace

import (
	"regexp"
	"slices"
)

var emojiName = regexp.MustCompile(`^[a-z0-9_+'-]+(::skin-tone-[2-6])?$`)

// react adds somebody's emoji to a message, and lets everybody know.
func (w *Workspace) react(c *channel, m *message, user, name string) (refusal string) {
	if !emojiName.MatchString(name) {
		return "invalid_name"
	}
	at := slices.IndexFunc(m.Reactions, func(r Reaction) bool { return r.Name == name })
	if at < 0 {
		m.Reactions = append(m.Reactions, Reaction{Name: name})
		at = len(m.Reactions) - 1
	}
	r := &m.Reactions[at]
	if slices.Contains(r.Users, user) {
		return "already_reacted"
	}
	r.Users = append(r.Users, user)
	r.Count = len(r.Users)
	w.reacted(c, m, "reaction_added", user, name)
	return ""
}

// unreact takes somebody's emoji away.
func (w *Workspace) unreact(c *channel, m *message, user, name string) (refusal string) {
	at := slices.IndexFunc(m.Reactions, func(r Reaction) bool { return r.Name == name && slices.Contains(r.Users, user) })
	if at < 0 {
		return "no_reaction"
	}
	r := &m.Reactions[at]
	r.Users = slices.DeleteFunc(r.Users, func(u string) bool { return u == user })
	if r.Count = len(r.Users); r.Count == 0 {
		m.Reactions = slices.Delete(m.Reactions, at, at+1)
	}
	w.reacted(c, m, "reaction_removed", user, name)
	return ""
}

func (w *Workspace) reacted(c *channel, m *message, event, user, name string) {
	w.tell(c, Change{Type: "changed", Message: m.copied()})
	w.emit(c, event, object{
		"type": event, "user": user, "reaction": name, "item_user": m.User,
		"item":     object{"type": "message", "channel": c.ID, "ts": m.TS},
		"event_ts": w.nextTS(c),
	})
}

// reactable finds the message that a reaction of the bot's is for.
func (c *call) reactable() (*channel, *message, error) {
	ch, err := c.writable("channel")
	if err != nil {
		return nil, nil, err
	}
	m := ch.find(c.args.str("timestamp"))
	if m == nil || m.gone() {
		return nil, nil, refuse("message_not_found")
	}
	c.effect.TS, c.effect.ThreadTS = m.TS, m.ThreadTS
	return ch, m, nil
}

func reactionAdd(c *call) (object, error) {
	ch, m, err := c.reactable()
	if err != nil {
		return nil, err
	}
	if refusal := c.react(ch, m, c.cred.BotUserID, c.args.str("name")); refusal != "" {
		return nil, refuse(refusal)
	}
	return object{}, nil
}

func reactionRemove(c *call) (object, error) {
	ch, m, err := c.reactable()
	if err != nil {
		return nil, err
	}
	if refusal := c.unreact(ch, m, c.cred.BotUserID, c.args.str("name")); refusal != "" {
		return nil, refuse(refusal)
	}
	return object{}, nil
}
