package slackapp

import (
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
	if l.Link == nil {
		return says(l.say("answer/no_pages", map[string]any{"review": string(s.ID)}))
	}
	url, alone := l.Link(s, o.by.ID)
	page := prompts.Marked("<" + url + "|" + l.say("status/page", nil) + ">")
	return says(l.say("answer/page", map[string]any{"review": string(s.ID), "page": page, "alone": alone}))
}
