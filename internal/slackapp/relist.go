package slackapp

import (
	"context"
	"encoding/json"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
)

// Whoever carries a draft reads in private what keeps it from being published. That
// message follows what its own buttons do, so that no old copy of it stands there.

// listed is a form that remembers from which list it was opened.
func listed(view slack.ModalViewRequest, list string) slack.ModalViewRequest {
	var state formState
	if list == "" || json.Unmarshal([]byte(view.PrivateMetadata), &state) != nil {
		return view
	}
	state.List = list
	b, err := json.Marshal(state)
	if err != nil {
		panic(err) // strings and slices of strings only
	}
	view.PrivateMetadata = string(b)
	return view
}

// relisted shows the list anew after one of its buttons has mended something, below
// what is said of that.
func (l *Listener) relisted(q ask, verb string, id postmortem.SessionID, said string) (reply, bool) {
	if q.list == "" || verb != postmortem.DoConfirmAll && verb != postmortem.DoSettled {
		return reply{}, false
	}
	return l.listOf(q, id, said)
}

// listOf is the list as it stands now.
func (l *Listener) listOf(q ask, id postmortem.SessionID, said string) (reply, bool) {
	s, err := l.meeting.Session(id)
	if err != nil || !s.Drafted() {
		return reply{}, false
	}
	card := l.guide().PublishCard(s, q.by.ID)
	card.Parts = append(says(said).Parts, card.Parts...)
	return l.relist(q, card), true
}

// relist puts a card in the place of a private message, or takes that away where there
// is nothing more to say; where Slack takes no more answers there, it is said below.
func (l *Listener) relist(q ask, card postmortem.Card) reply {
	r := l.responseOf(card)
	r.Replace, r.Delete = len(card.Parts) > 0, len(card.Parts) == 0
	return reply{then: func(ctx context.Context) {
		if l.postResponse(ctx, q.list, r) != nil && len(card.Parts) > 0 {
			q.say(ctx, card)
		}
	}}
}
