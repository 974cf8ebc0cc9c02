package slackapp

import (
	"context"
	"errors"
	"strings"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/prompts"
)

// startForm opens the start form, unless a review runs here already or the bot
// could not speak in the channel.
func (l *Listener) startForm(q ask, title string) reply {
	if s, ok := l.meeting.Running(q.place.Team, q.place.Channel); ok {
		return q.no(l.runsAlready(s))
	}
	if strings.HasPrefix(q.place.Channel, "D") {
		return q.no(l.say("answer/in_channels", map[string]any{"command": l.config.Command, "word": wordStart}))
	}
	return q.open(l, l.forms().start(q.place, q.by, title, l.config.Mode, l.config.Zone), func(ctx context.Context) string { return l.outside(ctx, q.place.Channel) })
}

// startButton answers a mention, which has no trigger to open a form with.
func (l *Listener) startButton(o order, title string) reply {
	if s, ok := l.meeting.Running(o.place.Team, o.place.Channel); ok {
		return l.whisperTo(o.place, o.by.ID, l.runsAlready(s))
	}
	card := says(l.say("answer/questions_first", nil))
	card.Parts = append(card.Parts, postmortem.Part{Kind: postmortem.Buttons, Buttons: []postmortem.Button{
		{Action: doStart, Value: cut(title, maxHeader), Label: l.say("button/start_review", nil), Style: "primary"},
	}})
	return l.whisperCard(o.place, o.by.ID, card)
}

func (l *Listener) runsAlready(s *postmortem.Session) string {
	return l.say("answer/runs_already", map[string]any{"review": string(s.ID), "link": l.linkTo(s)})
}

// outside says what to do when the bot is not in a channel. When Slack does not
// tell, the form is opened all the same.
func (l *Listener) outside(ctx context.Context, channel string) string {
	info, err := l.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: channel})
	no, refused := errors.AsType[Refused](l.told("conversations.info", err))
	switch {
	case err == nil && info.IsArchived:
		return sentence(l.config.Words, "is_archived")
	case err == nil && !info.IsMember, refused && no.Code == "channel_not_found":
		return l.say("answer/invite", map[string]any{"bot": l.handle()})
	case err != nil:
		l.log.Warn("a channel could not be looked at", "method", "conversations.info", "channel", channel, "err", l.told("conversations.info", err))
	}
	return ""
}

func (l *Listener) handle() string {
	if n := l.self().name; n != "" {
		return n
	}
	return "Remedy"
}

// openForm opens the form that a button asks for, about a phase, a kind or an entry of
// its review.
func (l *Listener) openForm(q ask, verb string, id postmortem.SessionID, args []string) reply {
	s, no := l.review(q, id)
	if s == nil {
		return q.no(no)
	}
	if view, instead, ok := l.publishing(s, verb, q); ok {
		if len(instead.Parts) > 0 && q.list != "" && verb == postmortem.DoPublish {
			return l.relist(q, instead)
		}
		if len(instead.Parts) > 0 {
			return reply{then: func(ctx context.Context) { q.say(ctx, instead) }}
		}
		return q.open(l, listed(view, q.list), nil)
	}
	about := string(s.Phase)
	if len(args) > 0 && args[0] != "" {
		about = args[0]
	}
	view, no := l.viewFor(s, verb, about, q)
	if no != "" {
		return q.no(no)
	}
	return q.open(l, listed(view, q.list), nil)
}

func (l *Listener) forms() forms { return forms{words: l.config.Words} }

// formsFor are forms whose lists write times in somebody's own zone, as Slack writes those of messages.
func (l *Listener) formsFor(by postmortem.Person) forms {
	return forms{words: l.config.Words, zone: by.Location()}
}

// viewFor is the form itself, or why there is nothing to fill in.
func (l *Listener) viewFor(s *postmortem.Session, verb, about string, q ask) (view slack.ModalViewRequest, no string) {
	phase, place := postmortem.Phase(about), q.place
	switch verb {
	case postmortem.DoSort:
		entries := s.Waiting(phase)
		if len(entries) == 0 {
			return view, l.say("answer/none_to_sort", nil)
		}
		return l.formsFor(q.by).sort(s, phase, entries, place), ""
	case postmortem.DoPick:
		entries := s.Shown(phase)
		if len(entries) == 0 {
			return view, l.say("answer/none_to_sort", nil)
		}
		return l.formsFor(q.by).chooseEntry(s, entries, formState{Place: place, Session: s.ID}), ""
	case postmortem.DoWaive:
		if len(s.Open(phase)) == 0 {
			return view, l.say("answer/none_to_leave_open", nil)
		}
		return l.forms().waive(s, phase, place), ""
	case postmortem.DoPoll:
		if !s.Polling() {
			return view, l.say("refusal/poll_over", nil)
		}
		return l.forms().poll(formState{Place: place, Session: s.ID}), ""
	case postmortem.DoSeat:
		if !s.Running() {
			return view, l.say("answer/over", map[string]any{"review": string(s.ID)})
		}
		return l.forms().seats(s, q.by, place), ""
	case postmortem.DoAccount:
		if phase != s.Phase || !s.Sealed() {
			return view, l.say("refusal/round_over", nil)
		}
		return l.forms().account(s, q.by.ID, place), ""
	case postmortem.DoObject:
		return l.forms().object(s, phase, place), ""
	case postmortem.DoLook:
		return l.forms().look(s, place), ""
	case postmortem.DoWeigh:
		return l.forms().weigh(s, place), ""
	case postmortem.DoRisk:
		return l.forms().risk(s, place), ""
	case postmortem.DoIdeas:
		if len(s.Undecided()) == 0 {
			return view, l.say("answer/none_parked", nil)
		}
		return l.forms().ideas(s, place), ""
	case postmortem.DoEnds:
		if len(s.Endless()) == 0 {
			return view, l.say("answer/none_endless", nil)
		}
		return l.forms().ends(s, place), ""
	case postmortem.DoEdit:
		e, ok := s.Entry(about)
		if !ok || !e.Live() {
			return view, l.say("refusal/gone", nil)
		}
		if !s.MayChange(q.by.ID, e) {
			if e.Kind != postmortem.Cause {
				return view, l.say("refusal/changes_not", map[string]any{"facilitator": prompts.Marked("<@" + s.Facilitator + ">")})
			}
			return l.forms().view(s, e, place), ""
		}
		return l.forms().edit(s, e, place), ""
	case postmortem.DoPostpone, postmortem.DoDrop:
		e, ok := s.Entry(about)
		if !ok || !e.Live() {
			return view, l.say("refusal/action_gone", nil)
		}
		if verb == postmortem.DoDrop {
			return l.forms().drop(s, e, place), ""
		}
		return l.forms().postpone(s, e, place), ""
	}
	return l.forms().add(formState{Place: place, Session: s.ID}, kindOf(about), ""), ""
}

// review is the one that a button is about; a review of another workspace does
// not exist for this one.
func (l *Listener) review(q ask, id postmortem.SessionID) (*postmortem.Session, string) {
	s, err := l.meeting.Session(id)
	if no, ok := errors.AsType[postmortem.Refusal](err); ok {
		return nil, no.Text
	}
	if err != nil {
		l.failed("review", err)
		return nil, l.say("answer/sorry", nil)
	}
	if s.Place.Team != q.place.Team {
		return nil, l.say("answer/unknown_review", nil)
	}
	return s, ""
}

// anywhere works on a global shortcut, which knows of no channel.
func (l *Listener) anywhere(ctx context.Context, p interaction) reply {
	if p.CallbackID != ShortcutDraft || p.User.ID == "" {
		return reply{}
	}
	by := l.Person(ctx, p.User.ID)
	q := ask{trigger: p.TriggerID, by: by, say: func(context.Context, postmortem.Card) {}} // nowhere to say it but in the form
	return q.open(l, l.forms().draft(formState{}, "", postmortem.Card{}), nil)
}

// shortcut opens the add form for a message.
func (l *Listener) shortcut(ctx context.Context, p interaction) reply {
	if p.CallbackID != ShortcutAdd || p.User.ID == "" {
		return reply{}
	}
	place := p.place()
	q := ask{trigger: p.TriggerID, by: l.Person(ctx, p.User.ID), place: place, say: l.responds(p.ResponseURL)}
	s, ok := l.reviewOf(place.Team, place.Channel)
	if !ok {
		return q.no(l.say("answer/no_review_of", map[string]any{"command": l.config.Command}))
	}
	if l.self().isOurs(p.Message.User, p.Message.BotID) {
		return q.no(l.say("answer/own_message", nil))
	}
	state := formState{
		Place: place, Session: s.ID,
		Source: postmortem.Ref{Channel: place.Channel, TS: p.Message.TS},
		Author: l.author(ctx, p.Message),
		Answer: p.ResponseURL,
	}
	kind := postmortem.Event
	if place.Channel == s.Place.Channel && place.Thread == s.Place.Thread {
		kind = kindOf(string(s.Phase))
	}
	return q.open(l, l.forms().add(state, kind, plain(p.Message.words())), nil)
}
