package slackapp

import (
	"context"
	"errors"
	"strings"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
)

// ShortcutDraft is the callback of the global shortcut "Help me word it". It knows
// of no channel, and needs none.
const ShortcutDraft = "word_it"

// What somebody writes here is seen by nobody else, and is kept nowhere.

// fieldLine is the field in which somebody writes a line of theirs.
const fieldLine = "line"

// guide says things in our configured words, and names our command.
func (l *Listener) guide() postmortem.Guide {
	return postmortem.Guide{Words: l.config.Words, Command: l.config.Command}
}

// reviewID is the running review that a place belongs to; "" for none.
func (l *Listener) reviewID(p postmortem.Place) postmortem.SessionID {
	if s, ok := l.meeting.Running(p.Team, p.Channel); ok {
		return s.ID
	}
	return ""
}

// considered shows somebody what could be asked about words of theirs. text is as
// Slack sends messages.
func (l *Listener) considered(ctx context.Context, review postmortem.SessionID, text string) postmortem.Card {
	a, err := l.meeting.Consider(ctx, review, text)
	if err != nil {
		l.failed("draft", err)
		return says(l.say("answer/sorry", nil))
	}
	return l.guide().DraftCard(review, text, a)
}

// draft answers the command: with what could be asked about the words that came
// with it, or with the form for them.
func (l *Listener) draft(q ask, text string) reply {
	review := l.reviewID(q.place)
	if strings.TrimSpace(text) == "" {
		return q.open(l, l.forms().draft(formState{Place: q.place, Session: review}, "", postmortem.Card{}), nil)
	}
	return reply{then: func(ctx context.Context) { q.say(ctx, l.considered(ctx, review, text)) }}
}

// forMe opens the form for a line that the bot is to post, or, where the line is
// there already, shows how it would stand.
func (l *Listener) forMe(q ask, text string) reply {
	s, ok := l.meeting.Running(q.place.Team, q.place.Channel)
	switch {
	case !ok:
		return reply{then: func(ctx context.Context) { q.say(ctx, l.noReview()) }}
	case strings.TrimSpace(text) == "":
		return q.open(l, l.forms().say(formState{Place: q.place, Session: s.ID}, ""), nil)
	}
	return reply{then: func(ctx context.Context) {
		card, err := l.preview(ctx, s.ID, q.by, text)
		if err != nil {
			card = says(l.sayNo(err))
		}
		q.say(ctx, card)
	}}
}

// preview shows somebody how their line would stand, and what could be asked about
// it. An error may be a postmortem.Refusal.
func (l *Listener) preview(ctx context.Context, id postmortem.SessionID, by postmortem.Person, text string) (postmortem.Card, error) {
	s, err := l.meeting.Session(id)
	if err != nil {
		return postmortem.Card{}, err
	}
	a, err := l.meeting.Consider(ctx, id, text)
	if err != nil {
		l.failed("draft", err) // it can be posted all the same
	}
	return l.guide().SayPreview(s, by, text, a)
}

// sayNo is what a person is told of an error.
func (l *Listener) sayNo(err error) string {
	if no, ok := errors.AsType[postmortem.Refusal](err); ok {
		return no.Text
	}
	l.failed("line", err)
	return l.say("answer/sorry", nil)
}

// inPrivate answers a mention that asks for the form of draft or say: a mention
// cannot open one, and is read by everybody, so what came with it is not looked at.
func (l *Listener) inPrivate(o order, s said) postmortem.Card {
	card := l.prompt("in_private")
	button := postmortem.Button{Action: postmortem.DoDraft, Value: string(l.reviewID(o.place)), Label: l.say("button/draft", nil)}
	if s.word == wordSay {
		button.Action, button.Label = postmortem.DoSay, l.say("button/say", nil)
	}
	card.Parts = append(card.Parts, postmortem.Part{Kind: postmortem.Buttons, Buttons: []postmortem.Button{button}})
	return card
}

// privately works on the buttons below which somebody writes for themselves first;
// ok is false for any other.
func (l *Listener) privately(q ask, verb string, id postmortem.SessionID, text string) (r reply, ok bool) {
	state := formState{Place: q.place, Session: id}
	switch verb {
	case postmortem.DoHello:
		return l.whisperCard(q.place, q.by.ID, l.prompt("hello")), true
	case postmortem.DoDraft:
		return q.open(l, l.forms().draft(state, plain(text), postmortem.Card{}), nil), true
	case postmortem.DoSay:
		s, no := l.review(q, id)
		if s != nil && !s.Running() {
			no = l.say("answer/over", map[string]any{"review": string(s.ID)})
		}
		if no != "" {
			return q.no(no), true
		}
		return q.open(l, l.forms().say(state, plain(text)), nil), true
	}
	return reply{}, false
}

// written works on the forms of draft and of a line for the bot to post. Neither
// changes anything yet; ok is false for any other form.
func (l *Listener) written(ctx context.Context, p interaction, state formState, by postmortem.Person) (r reply, ok bool) {
	text := escaped(strings.TrimSpace(p.field(fieldLine).Value))
	switch p.View.CallbackID {
	case formDraft:
		a, err := l.meeting.Consider(ctx, state.Session, text)
		if err != nil {
			return l.refuse(ctx, p, fieldLine, err), true
		}
		view := l.forms().draft(state, p.field(fieldLine).Value, l.guide().DraftCard("", text, a))
		return reply{payload: slack.NewUpdateViewSubmissionResponse(&view)}, true
	case formSay:
		card, err := l.preview(ctx, state.Session, by, text)
		if err != nil {
			return l.refuse(ctx, p, fieldLine, err), true
		}
		return l.whisperCard(state.Place, by.ID, card), true
	}
	return reply{}, false
}

// draft is the form in which somebody tries how to say something. Once they have,
// it shows above what could be asked about it.
func (f forms) draft(state formState, text string, found postmortem.Card) slack.ModalViewRequest {
	d := drawing{used: map[string]int{}, words: f.words}
	for _, p := range found.Parts {
		if p.Kind != postmortem.Buttons {
			d.part(p)
		}
	}
	return f.modal(formDraft, "look", state, nil, append(d.blocks, f.hinted(fieldLine, textInput(text, true)))...)
}

// say is the form for a line that the bot is to post.
func (f forms) say(state formState, text string) slack.ModalViewRequest {
	line := textInput(text, true)
	if len([]rune(text)) <= postmortem.LongestEntry {
		line.MaxLength = postmortem.LongestEntry
	}
	b := f.hinted(fieldLine, line)
	b.Label, b.Hint = plainText(f.words.Say("form/line_for_all", nil)), plainText(f.words.Say("form/line_for_all_hint", nil))
	return f.modal(formSay, "look", state, nil, b)
}
