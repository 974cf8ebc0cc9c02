package slackapp

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/postmortem"
)

const (
	personFor   = 5 * time.Minute  // how long a look-up is believed
	strangerFor = 15 * time.Second // how long a failed one is, so that an outage does not slow every message
	lookUp      = time.Second      // deadline of a look-up
)

// people remembers who is who for a while.
type people struct {
	clock clock.Clock
	mu    sync.Mutex
	known map[string]known
}

type known struct {
	person postmortem.Person
	until  time.Time
}

func (p *people) find(id string) (postmortem.Person, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	k, ok := p.known[id]
	if ok && !p.clock.Now().Before(k.until) {
		delete(p.known, id)
		return postmortem.Person{}, false
	}
	return k.person, ok
}

func (p *people) keep(person postmortem.Person, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.known == nil {
		p.known = map[string]known{}
	}
	p.known[person.ID] = known{person, p.clock.Now().Add(d)}
}

// Person resolves a user. When Slack does not answer within a second, nothing
// but the ID is known, and that it may be known soon.
func (c *Client) Person(ctx context.Context, id string) postmortem.Person {
	if id == "" {
		return postmortem.Person{}
	}
	if p, ok := c.people.find(id); ok {
		return p
	}
	ctx, cancel := context.WithTimeout(ctx, lookUp)
	defer cancel()
	u, err := c.api.GetUserInfoContext(ctx, id)
	if err != nil {
		err = c.told("users.info", err)
		c.log.Warn("a person could not be looked up", "method", "users.info", "err", err)
		_, never := errors.AsType[Refused](err) // as without the scope users:read: nobody is known then, and all are let in
		p := postmortem.Person{ID: id, Unsure: !never}
		c.people.keep(p, strangerFor)
		return p
	}
	p := c.personOf(u)
	c.people.keep(p, personFor)
	return p
}

func (c *Client) personOf(u *slack.User) postmortem.Person {
	team := c.self().team
	p := postmortem.Person{
		ID:       u.ID,
		Name:     cmp.Or(u.Profile.DisplayName, u.Profile.RealName, u.RealName, u.Name),
		Role:     u.Profile.Title,
		Zone:     u.TZ,
		Bot:      u.IsBot,
		Outsider: u.IsRestricted || u.IsUltraRestricted || u.IsStranger || u.TeamID != "" && team != "" && u.TeamID != team,
	}
	if full := cmp.Or(u.Profile.RealName, u.RealName); full != p.Name {
		p.RealName = full
	}
	return p
}
