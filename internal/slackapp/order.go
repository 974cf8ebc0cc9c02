package slackapp

import (
	"context"
	"errors"
	"strings"

	"github.com/remedybot/remedy/internal/postmortem"
)

// An order is a command that somebody gave: by the slash command, by mentioning
// the bot, or in a direct message.
type order struct {
	id     string // of the input it becomes
	by     postmortem.Person
	place  postmortem.Place
	text   string
	source postmortem.Ref // the message that held it, if any
}

// slash is a slash command as both transports bring it.
type slash struct {
	TeamID      string `json:"team_id"`
	ChannelID   string `json:"channel_id"`
	UserID      string `json:"user_id"`
	Command     string `json:"command"`
	Text        string `json:"text"`
	ResponseURL string `json:"response_url"`
	TriggerID   string `json:"trigger_id"`
}

// command works on a slash command. It is always acknowledged: Slack does not
// send commands again, and somebody is waiting for a word.
func (l *Listener) command(ctx context.Context, c slash) reply {
	if c.UserID == "" || c.ChannelID == "" {
		l.unreadable("command", errors.New("no user or channel"))
		return reply{}
	}
	o := order{
		id: "cmd/" + c.TriggerID, by: l.Person(ctx, c.UserID), text: c.Text,
		place: postmortem.Place{Team: c.TeamID, Channel: c.ChannelID},
	}
	s, err := l.understand(c.Text, l.clock.Now(), o.by.Location())
	if no, ok := errors.AsType[postmortem.Refusal](err); ok {
		return l.answer(c.ResponseURL, says(no.Text))
	}
	if s.word == wordStart {
		return l.startForm(ask{trigger: c.TriggerID, by: o.by, place: o.place, say: l.responds(c.ResponseURL)}, s.title)
	}
	q := ask{trigger: c.TriggerID, by: o.by, place: o.place, say: l.responds(c.ResponseURL)}
	switch s.word {
	case wordDraft:
		return l.draft(q, s.line)
	case wordSay:
		return l.forMe(q, s.line)
	}
	card, err := l.obey(ctx, o, s)
	if err != nil {
		l.failed("command", err)
	}
	return l.answer(c.ResponseURL, card)
}

// mentioned works on a command that was given by mentioning the bot. An error
// means that Slack is to send it again.
func (l *Listener) mentioned(ctx context.Context, o order) (reply, error) {
	s, err := l.understand(o.text, l.clock.Now(), o.by.Location())
	if no, ok := errors.AsType[postmortem.Refusal](err); ok {
		return l.whisperTo(o.place, o.by.ID, no.Text), nil
	}
	if s.word == wordStart {
		return l.startButton(o, s.title), nil
	}
	card, err := l.obey(ctx, o, s)
	if err != nil {
		return reply{}, err
	}
	return l.whisperCard(o.place, o.by.ID, card), nil
}

// direct answers what is written to the bot alone.
func (l *Listener) direct(ctx context.Context, team string, e event) (reply, error) {
	if e.BotID != "" || e.Subtype == "bot_message" {
		return reply{}, nil
	}
	text, ok := addressed(e.Text, l.self().user)
	if !ok {
		text = e.Text
	}
	by := l.Person(ctx, e.User)
	place := postmortem.Place{Team: team, Channel: e.Channel, Thread: e.ThreadTS}
	s, err := l.understand(text, l.clock.Now(), by.Location())
	card := l.help(s)
	switch {
	case err != nil:
		if no, ok := errors.AsType[postmortem.Refusal](err); ok {
			card = says(no.Text)
		}
	case s.word == wordStart || s.word == wordSay || s.body != nil:
		card = says(l.say("answer/in_channels", map[string]any{"command": l.config.Command, "word": s.word}))
	case s.word == wordDraft && s.line != "":
		card = l.considered(ctx, "", s.line)
	case s.word == wordDraft:
		card = says(l.say("refusal/no_line", nil))
	case s.word != wordHelp:
		card, err = l.obey(ctx, order{by: by, place: place}, s)
		if err != nil {
			return reply{}, err
		}
	}
	return reply{then: func(ctx context.Context) {
		if _, err := l.Post(ctx, place, card, ""); err != nil {
			l.failed("direct message", err)
		}
	}}, nil
}

// obey does what a command says. The card is for whoever gave it; an error means
// that it was neither done nor refused, and the card says so too.
func (l *Listener) obey(ctx context.Context, o order, s said) (postmortem.Card, error) {
	switch s.word {
	case wordHelp:
		card := l.help(s)
		if draft, ok := l.draftAtHand(o); ok {
			card.Parts = append(draft.Parts[:1:1], card.Parts...)
		}
		return card, nil
	case wordNext, wordBack, wordFinish:
		if card, ok := l.draftAtHand(o); ok {
			return card, nil
		}
	case wordStatus:
		return l.status(o)
	case wordActions:
		return l.actions(o)
	case wordPublish:
		return l.publication(o), nil
	case wordHello:
		return l.prompt("hello"), nil
	case wordDraft, wordSay:
		return l.inPrivate(o, s), nil
	case wordPeople:
		return l.roster(o), nil
	case wordList:
		return l.list(o), nil
	case wordRead:
		return l.pageFor(o), nil
	}
	in := postmortem.Input{ID: o.id, By: o.by, Place: o.place, Body: s.body}
	if add, ok := s.body.(postmortem.Add); ok {
		add.Source, add.Thread, add.Author = o.source, o.place.Thread, o.by
		in.Body = add
	}
	switch b := s.body.(type) { // whom it names is looked up
	case postmortem.HandOver:
		in.Body = postmortem.HandOver{To: l.Person(ctx, b.To.ID)}
	case postmortem.Entrust:
		in.Body = postmortem.Entrust{To: l.Person(ctx, b.To.ID)}
	case postmortem.Narrate:
		in.Body = postmortem.Narrate{To: l.Person(ctx, b.To.ID)}
	}
	if away, ok := s.body.(postmortem.Away); ok && away.Who.ID != "" {
		away.Who = l.Person(ctx, away.Who.ID)
		in.Body = away
	}
	if _, running := l.meeting.Running(o.place.Team, o.place.Channel); s.ofDraft() && !running {
		if review, ok := l.lastHere(o.place); ok && review.Drafted() {
			in.Session = review.ID
		}
	}
	if s.ofAction() {
		if review, ok := l.lastHere(o.place); ok {
			in.Session = review.ID // also of one that is over
		}
	}
	if o.source.TS != "" { // said in a message, not by the slash command: the thread is meant
		review, ok := l.reviewAt(o.place)
		if !ok {
			return says(l.say("answer/in_thread", nil)), nil
		}
		in.Session = review.ID
	}
	told, err := l.tell(ctx, in)
	if told.Seen && o.source.TS != "" {
		return postmortem.Card{}, err // they are in the thread, which shows it
	}
	return says(told.Text), err
}

// help is the few words that most people need, or all of them.
func (l *Listener) help(s said) postmortem.Card {
	if s.more {
		return l.prompt("help_more")
	}
	return l.prompt("help")
}

// reviewAt is the review whose thread this is, running or ended.
func (l *Listener) reviewAt(p postmortem.Place) (*postmortem.Session, bool) {
	if p.Thread == "" {
		return nil, false
	}
	return l.meeting.Newest(p.Team, func(s *postmortem.Session) bool {
		return s.Place.Channel == p.Channel && s.Place.Thread == p.Thread
	})
}

// reviewOf is the running review that a channel belongs to: it is held there, or
// is about the incident that was handled there.
func (l *Listener) reviewOf(team, channel string) (*postmortem.Session, bool) {
	if s, ok := l.meeting.Running(team, channel); ok {
		return s, true
	}
	return l.about(team, channel)
}

// about is the running review of the incident that was handled in a channel.
func (l *Listener) about(team, channel string) (*postmortem.Session, bool) {
	return l.meeting.Newest(team, func(s *postmortem.Session) bool { return s.Running() && s.Incident == channel })
}

// says is a card of one paragraph; no text gives an empty card.
func says(text string) postmortem.Card {
	if strings.TrimSpace(text) == "" {
		return postmortem.Card{}
	}
	return postmortem.Card{Parts: []postmortem.Part{{Kind: postmortem.Body, Text: text}}}
}

func (l *Listener) failed(kind string, err error) {
	l.note(func(h *Health) { h.Failed++ })
	l.log.Error("something could not be done", "kind", kind, "err", err)
}
