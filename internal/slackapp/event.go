package slackapp

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/remedybot/remedy/internal/postmortem"
)

// callback is the envelope of the Events API. We read what we use of it and no
// more, so that an unknown block or field never costs us a message.
type callback struct {
	Type      string          `json:"type"`
	TeamID    string          `json:"team_id"`
	Challenge string          `json:"challenge"`
	Event     json.RawMessage `json:"event"`
}

// event is what we use of the events that we know.
type event struct {
	speech
	Type        string  `json:"type"`
	Channel     string  `json:"channel"`
	ChannelType string  `json:"channel_type"`
	EventTS     string  `json:"event_ts"`
	DeletedTS   string  `json:"deleted_ts"`
	Message     *edited `json:"message"`
	Previous    *edited `json:"previous_message"`
	Reaction    string  `json:"reaction"`
	ItemUser    string  `json:"item_user"`
	Tab         string  `json:"tab"`
	Item        struct {
		Type    string `json:"type"`
		Channel string `json:"channel"`
		TS      string `json:"ts"`
	} `json:"item"`
}

// edited is a message inside the event that says that it changed.
type edited struct {
	speech
	Edited struct {
		TS string `json:"ts"`
	} `json:"edited"`
}

// missed has the running reviews read their threads: Slack sends no events for the
// rest of a minute in which there were too many
// (https://docs.slack.dev/reference/events/app_rate_limited).
func (l *Listener) missed(ctx context.Context, team string) error {
	for _, s := range l.meeting.Find(cmp.Or(team, l.self().team), (*postmortem.Session).Running) {
		in := postmortem.Input{At: l.clock.Now(), Session: s.ID, Place: s.Place, Body: postmortem.Woke{}}
		if _, err := l.meeting.Handle(ctx, in); err != nil {
			return err
		}
	}
	return nil
}

// event works on a payload of the Events API. An error means that Slack is to
// send it again.
func (l *Listener) event(ctx context.Context, raw json.RawMessage) (reply, error) {
	var cb callback
	if err := json.Unmarshal(raw, &cb); err != nil {
		l.unreadable("event", err)
		return reply{}, nil
	}
	if cb.Type == "app_rate_limited" {
		return reply{}, l.missed(ctx, cb.TeamID)
	}
	// The type first: in events that we do not know, a channel may be an object.
	var kind struct {
		Type string `json:"type"`
	}
	if cb.Type != "event_callback" || json.Unmarshal(cb.Event, &kind) != nil {
		return reply{}, nil
	}
	work, ok := map[string]func(context.Context, string, event) (reply, error){
		"message":               l.message,
		"reaction_added":        l.reaction,
		"reaction_removed":      l.unreaction,
		"member_joined_channel": l.joined,
		"app_home_opened":       l.homeOpened,
	}[kind.Type] // an app_mention is a message too, and is heard as one
	if !ok {
		return reply{}, nil
	}
	var e event
	if err := json.Unmarshal(cb.Event, &e); err != nil {
		l.unreadable(kind.Type, err)
		return reply{}, nil
	}
	return work(ctx, cmp.Or(cb.TeamID, l.self().team), e)
}

// message takes in what was said, changed or deleted.
func (l *Listener) message(ctx context.Context, team string, e event) (reply, error) {
	own := l.self()
	switch {
	case e.Subtype == "message_changed":
		return reply{}, l.changed(ctx, team, e)
	case e.Subtype == "message_deleted":
		return reply{}, l.deleted(ctx, team, e)
	case !e.spoken() || own.isOurs(e.User, e.BotID) || e.TS == "" || e.Channel == "":
		return reply{}, nil
	case e.ChannelType == "im":
		return l.direct(ctx, team, e)
	case e.ChannelType == "mpim":
		return reply{}, nil
	}
	place := postmortem.Place{Team: team, Channel: e.Channel, Thread: e.ThreadTS}
	if place.Thread == e.TS {
		place.Thread = "" // the message that opens a thread stands in the channel
	}
	// Most messages of a workspace are nobody's review: nothing is looked up for them.
	if _, ok := addressed(e.Text, own.user); !ok && (place.Thread == "" || e.words() == "" || !l.meeting.Listens(team, place.Channel)) {
		return reply{}, nil
	}
	who := l.author(ctx, e.speech)
	if text, ok := addressed(e.Text, own.user); ok && !who.Bot {
		return l.mentioned(ctx, order{id: "msg/" + e.Channel + "/" + e.TS, by: who, place: place, text: text,
			source: postmortem.Ref{Channel: e.Channel, TS: e.TS}})
	}
	return reply{}, l.listen(ctx, postmortem.Input{
		ID: "msg/" + e.Channel + "/" + e.TS, By: who, Place: place,
		Body: postmortem.Heard{Ref: postmortem.Ref{Channel: e.Channel, TS: e.TS}, Text: e.words()},
	})
}

// changed takes in an edit. Slack also sends it for link previews, reply counts
// and tombstones.
func (l *Listener) changed(ctx context.Context, team string, e event) error {
	m := e.Message
	if m == nil || m.TS == "" || l.self().isOurs(m.User, m.BotID) {
		return nil
	}
	if m.Subtype == "tombstone" {
		if e.Previous == nil || l.self().isOurs(e.Previous.User, e.Previous.BotID) {
			return nil
		}
		return l.retract(ctx, team, e.Channel, m.TS, e.Previous.speech)
	}
	if !m.spoken() || e.Previous != nil && m.words() == e.Previous.words() {
		return nil
	}
	return l.listen(ctx, postmortem.Input{
		ID: fmt.Sprintf("edit/%s/%s/%s", e.Channel, m.TS, cmp.Or(m.Edited.TS, e.EventTS)),
		By: l.author(ctx, m.speech), Place: postmortem.Place{Team: team, Channel: e.Channel, Thread: m.ThreadTS},
		Body: postmortem.Edited{Ref: postmortem.Ref{Channel: e.Channel, TS: m.TS}, Text: m.words()},
	})
}

// deleted takes in that a message is gone. Slack does not say who deleted it, so
// it is put down to its author.
func (l *Listener) deleted(ctx context.Context, team string, e event) error {
	var was speech
	if e.Previous != nil {
		was = e.Previous.speech
	}
	ts := cmp.Or(e.DeletedTS, was.TS)
	if ts == "" || l.self().isOurs(was.User, was.BotID) {
		return nil
	}
	return l.retract(ctx, team, e.Channel, ts, was)
}

func (l *Listener) retract(ctx context.Context, team, channel, ts string, was speech) error {
	return l.listen(ctx, postmortem.Input{
		ID: "del/" + channel + "/" + ts, By: l.author(ctx, was),
		Place: postmortem.Place{Team: team, Channel: channel, Thread: was.ThreadTS},
		Body:  postmortem.Retracted{Ref: postmortem.Ref{Channel: channel, TS: ts}},
	})
}

// listen passes on what was said to everybody: nobody asked, so a refusal is
// nobody's concern.
func (l *Listener) listen(ctx context.Context, in postmortem.Input) error {
	_, err := l.tell(ctx, in)
	return err
}

// reaction takes in that somebody has seen the opening or a question, and adds a
// message to the review when it gets one of the agreed emoji.
func (l *Listener) reaction(ctx context.Context, team string, e event) (reply, error) {
	here, held := l.meeting.Running(team, e.Item.Channel)
	if held && l.opens(here, e) {
		return reply{}, l.listen(ctx, postmortem.Input{
			ID: fmt.Sprintf("greet/%s/%s/%s/%s", e.Item.Channel, e.Item.TS, e.User, e.EventTS), By: l.Person(ctx, e.User),
			Place: postmortem.Place{Team: team, Channel: e.Item.Channel}, Body: postmortem.Greet{With: e.Reaction},
		})
	}
	kind, ok := l.config.Reactions[e.Reaction]
	ref := postmortem.Ref{Channel: e.Item.Channel, TS: e.Item.TS}
	if !ok && held && l.nods(here, e) {
		return reply{}, l.listen(ctx, postmortem.Input{
			ID: fmt.Sprintf("nod/%s/%s/%s/%s", ref.Channel, ref.TS, e.User, e.EventTS), By: l.Person(ctx, e.User),
			Place: postmortem.Place{Team: team, Channel: ref.Channel}, Body: postmortem.Nod{Message: ref, With: e.Reaction},
		})
	}
	if !ok || e.Item.Type != "message" || ref.TS == "" || l.self().isOurs(e.User, "") {
		return reply{}, nil
	}
	if !held {
		if here, held = l.about(team, ref.Channel); !held {
			return reply{}, nil
		}
	}
	by := l.Person(ctx, e.User)
	m, found, err := l.lookAt(ctx, here, ref)
	if err != nil || !found || by.Bot {
		return reply{}, err
	}
	place := postmortem.Place{Team: team, Channel: ref.Channel, Thread: m.thread}
	said, err := l.tell(ctx, postmortem.Input{
		ID: fmt.Sprintf("react/%s/%s/%s/%s/%s", ref.Channel, ref.TS, e.User, e.Reaction, e.EventTS),
		By: by, Place: place, Session: here.ID,
		Body: postmortem.Add{Kind: kind, Text: m.text, Source: ref, Thread: m.thread, Author: m.author},
	})
	if err != nil {
		return reply{}, err
	}
	return l.whisperTo(place, by.ID, said.Text), nil
}

// unreaction takes in that somebody has taken a reaction back.
func (l *Listener) unreaction(ctx context.Context, team string, e event) (reply, error) {
	ref := postmortem.Ref{Channel: e.Item.Channel, TS: e.Item.TS}
	kind, adds := l.config.Reactions[e.Reaction]
	body := postmortem.Unreact{Message: ref, With: e.Reaction}
	s, ok := l.meeting.Running(team, ref.Channel)
	switch {
	case ok && l.opens(s, e):
		body.Message = postmortem.Ref{}
	case adds:
		body.Kind = kind
	case !ok || !l.nods(s, e):
		return reply{}, nil
	}
	if !ok {
		s, ok = l.about(team, ref.Channel)
	}
	if !ok || e.Item.Type != "message" || ref.TS == "" || l.self().isOurs(e.User, "") {
		return reply{}, nil
	}
	return reply{}, l.listen(ctx, postmortem.Input{
		ID: fmt.Sprintf("unreact/%s/%s/%s/%s/%s", ref.Channel, ref.TS, e.User, e.Reaction, e.EventTS), By: l.Person(ctx, e.User),
		Place: postmortem.Place{Team: team, Channel: ref.Channel}, Session: s.ID, Body: body,
	})
}

// opens reports whether a reaction is to the message that opened a review, or to its
// opening words.
func (l *Listener) opens(s *postmortem.Session, e event) bool {
	if e.Item.Type != "message" || e.User == "" || l.self().isOurs(e.User, "") {
		return false
	}
	ref := postmortem.Ref{Channel: e.Item.Channel, TS: e.Item.TS}
	return ref.TS != "" && (ref == s.Posts[postmortem.SlotRoot] || ref == s.Posts[postmortem.SlotScript])
}

// nods reports whether a reaction is to a question that somebody has put to the review.
func (l *Listener) nods(s *postmortem.Session, e event) bool {
	if e.Item.Type != "message" || e.User == "" || l.self().isOurs(e.User, "") {
		return false
	}
	return s.Asks(postmortem.Ref{Channel: e.Item.Channel, TS: e.Item.TS})
}

// seen is a message that somebody points at.
type seen struct {
	text   string
	author postmortem.Person
	thread string
}

// lookAt finds a message that a reaction points at: in the review, which has
// heard it, or in Slack. false: it is gone, or is nobody's words.
func (l *Listener) lookAt(ctx context.Context, s *postmortem.Session, ref postmortem.Ref) (seen, bool, error) {
	if m, ok := s.Messages[ref]; ok && !m.Gone && s.Text(ref.Key()) != "" {
		who, ok := s.People[m.Author]
		if !ok {
			who = l.Person(ctx, m.Author)
		}
		thread := s.Place.Thread
		if ref.Channel != s.Place.Channel {
			thread = ""
		}
		return seen{text: s.Text(ref.Key()), author: who, thread: thread}, true, nil
	}
	m, err := l.oneMessage(ctx, ref)
	if no, ok := errors.AsType[Refused](err); ok {
		l.log.Warn("a message with a reaction cannot be read", "channel", ref.Channel, "code", no.Code)
		return seen{}, false, nil
	}
	if err != nil || m == nil {
		return seen{}, false, err
	}
	line, ok := l.line(ctx, ref.Channel, *m)
	if !ok || line.Ours {
		return seen{}, false, nil
	}
	return seen{text: line.Text, author: line.Author, thread: m.ThreadTimestamp}, true, nil
}

// joined says once, when the bot is invited, what it is for.
func (l *Listener) joined(ctx context.Context, team string, e event) (reply, error) {
	if e.User != l.self().user || e.Channel == "" {
		return reply{}, nil
	}
	place := postmortem.Place{Team: team, Channel: e.Channel}
	key := l.meeting.Opaque("joined/" + e.Channel + "/" + e.EventTS)
	// Slack may tell us twice. The message itself is the record.
	if _, said, err := l.Find(ctx, place, key, l.clock.Now()); err != nil || said {
		return reply{}, gone(err)
	}
	_, err := l.Post(ctx, place, l.prompt("joined"), key)
	return reply{}, gone(err)
}

// gone drops a refusal: what Slack will not do, it will not do the next time either.
func gone(err error) error {
	if _, ok := errors.AsType[Refused](err); ok {
		return nil
	}
	return err
}
