package slackapp

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
)

// homeOpened draws the Home tab for whoever opened it.
func (l *Listener) homeOpened(_ context.Context, team string, e event) (reply, error) {
	if e.Tab != "home" || e.User == "" {
		return reply{}, nil
	}
	return reply{then: func(ctx context.Context) { l.drawHome(ctx, team, e.User) }}, nil
}

// drawHome shows somebody their Home tab as things stand.
func (l *Listener) drawHome(ctx context.Context, team, user string) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, err := l.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: user, View: slack.HomeTabViewRequest{
		Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: blocksOf(l.config.Words, l.home(team, user), maxHome)},
	}})
	if err = l.told("views.publish", err); err != nil {
		if no, ok := errors.AsType[Refused](err); ok && no.Code == "hash_conflict" {
			return // a newer one was drawn meanwhile
		}
		l.failed("home", err)
	}
}

// redrawn is a reply to what was done somewhere; where that was the Home tab, it is
// drawn again first.
func (l *Listener) redrawn(p postmortem.Place, user string, r reply) reply {
	if p.Channel != "" {
		return r
	}
	tell := r.then
	r.then = func(ctx context.Context) {
		l.drawHome(ctx, p.Team, user)
		if tell != nil {
			tell(ctx)
		}
	}
	return r
}

// home says what the bot is for, and where the person's own reviews run.
func (l *Listener) home(team, user string) postmortem.Card {
	card := l.prompt("home")
	all := l.meeting.Find(team, func(s *postmortem.Session) bool { return ofHome(s, user) })
	card.Parts = append(card.Parts, l.ownActions(all, user)...)
	card.Parts = append(card.Parts, l.ownDrafts(all, user)...)
	var lines []string
	for _, s := range all {
		if s.Running() && tookPart(s, user) && len(lines) < shownAtOnce {
			lines = append(lines, l.reviewLine(s))
		}
	}
	if len(lines) > 0 {
		card.Parts = append(card.Parts,
			postmortem.Part{Kind: postmortem.Header, Text: l.say("status/own_reviews", nil)},
			postmortem.Part{Kind: postmortem.Body, Text: strings.Join(lines, "\n")})
	}
	return card
}

// ofHome reports whether a review has something on somebody's Home tab.
func ofHome(s *postmortem.Session, user string) bool {
	return s.Running() && tookPart(s, user) || carries(s, user) || slices.ContainsFunc(s.Entries, func(e postmortem.Entry) bool { return owns(s, e, user) })
}

// owns reports whether somebody took an action on and has not ended it yet.
func owns(s *postmortem.Session, e postmortem.Entry, user string) bool {
	return s.Status != postmortem.Cancelled && e.Kind == postmortem.Action && e.Live() && e.OpenAction() && e.Owner == user
}

// carries reports whether somebody carries a draft to its publication.
func carries(s *postmortem.Session, user string) bool {
	return !s.Publication.Opened.IsZero() && s.Carrier() == user && (!s.Published() || s.Pending())
}

// ownActions are what somebody took on and has not ended yet, in all reviews.
func (l *Listener) ownActions(all []*postmortem.Session, user string) []postmortem.Part {
	var parts []postmortem.Part
	n := 0
	for _, s := range all {
		for _, e := range s.Live(postmortem.Action) {
			if !owns(s, e, user) || n == shownAtOnce {
				continue
			}
			n++
			parts = append(parts, s.ActionParts(l.config.Words, e)...)
		}
	}
	if n == 0 {
		return nil
	}
	return append([]postmortem.Part{{Kind: postmortem.Header, Text: l.say("status/own_actions", nil)}}, parts...)
}

// shownDrafts is how many drafts the Home tab shows with what is missing.
const shownDrafts = 3

// ownDrafts are the drafts that somebody carries to their publication.
func (l *Listener) ownDrafts(all []*postmortem.Session, user string) []postmortem.Part {
	var parts []postmortem.Part
	n := 0
	for _, s := range all {
		if !carries(s, user) || n == shownDrafts {
			continue
		}
		n++
		parts = append(parts, l.guide().PublishCard(s, user).Parts...)
	}
	if n == 0 {
		return nil
	}
	return append([]postmortem.Part{{Kind: postmortem.Header, Text: l.say("status/own_drafts", nil)}}, parts...)
}
