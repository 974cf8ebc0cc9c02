package slackapp

import (
	"cmp"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/prompts"
)

// pageFor gives somebody an address at which they, and nobody else, can read the review of the channel they ask in. Only
// who is in a channel can ask there, so no other review is looked for.
func (l *Listener) pageFor(o order) postmortem.Card {
	s, ok := l.lastHere(o.place)
	if !ok {
		return l.noReview()
	}
	return l.pageOf(s, o.by.ID)
}

// readButton is pageFor by the button in a review's own channel.
func (l *Listener) readButton(q ask, id postmortem.SessionID) reply {
	s, no := l.review(q, id)
	if s == nil || s.Place.Channel != q.place.Channel {
		return q.no(cmp.Or(no, l.say("answer/unknown_review", nil)))
	}
	return l.whisperCard(q.place, q.by.ID, l.pageOf(s, q.by.ID))
}

func (l *Listener) pageOf(s *postmortem.Session, person string) postmortem.Card {
	if l.Link == nil {
		return says(l.say("answer/no_pages", map[string]any{"review": string(s.ID)}))
	}
	url, alone := l.Link(s, person)
	page := prompts.Marked("<" + url + "|" + l.say("status/page", nil) + ">")
	return says(l.say("answer/page", map[string]any{"review": string(s.ID), "page": page, "alone": alone}))
}
