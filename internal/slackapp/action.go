package slackapp

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
)

// doStart is the button that opens the start form where a mention cannot.
const doStart = "start"

// interaction is what we use of the payloads of clicks, forms and shortcuts.
type interaction struct {
	Type        string `json:"type"`
	TriggerID   string `json:"trigger_id"`
	ResponseURL string `json:"response_url"`
	CallbackID  string `json:"callback_id"`
	User        struct {
		ID string `json:"id"`
	} `json:"user"`
	Team struct {
		ID string `json:"id"`
	} `json:"team"`
	Channel struct {
		ID string `json:"id"`
	} `json:"channel"`
	Container struct {
		ChannelID string `json:"channel_id"`
		ThreadTS  string `json:"thread_ts"`
		Ephemeral bool   `json:"is_ephemeral"`
	} `json:"container"`
	Message speech   `json:"message"`
	Actions []action `json:"actions"`
	View    struct {
		ID              string `json:"id"`
		CallbackID      string `json:"callback_id"`
		PrivateMetadata string `json:"private_metadata"`
		State           struct {
			Values map[string]map[string]field `json:"values"`
		} `json:"state"`
	} `json:"view"`
}

type action struct {
	ActionID string `json:"action_id"`
	Value    string `json:"value"`
	TS       string `json:"action_ts"`
}

// interact works on a click, a form or a shortcut. It is always acknowledged:
// Slack does not send these again.
func (l *Listener) interact(ctx context.Context, raw json.RawMessage) reply {
	var p interaction
	if err := json.Unmarshal(raw, &p); err != nil {
		l.unreadable("interaction", err)
		return reply{}
	}
	p.Team.ID = cmp.Or(p.Team.ID, l.self().team)
	switch p.Type {
	case "block_actions":
		return l.click(ctx, p)
	case "shortcut":
		return l.anywhere(ctx, p)
	case "message_action":
		return l.shortcut(ctx, p)
	case "view_submission":
		return l.submit(ctx, p)
	}
	return reply{}
}

// place is where the click happened.
func (p interaction) place() postmortem.Place {
	return postmortem.Place{
		Team: p.Team.ID, Channel: cmp.Or(p.Channel.ID, p.Container.ChannelID),
		Thread: cmp.Or(p.Container.ThreadTS, p.Message.ThreadTS),
	}
}

// click works on a button.
func (l *Listener) click(ctx context.Context, p interaction) reply {
	if len(p.Actions) == 0 || p.User.ID == "" {
		return reply{}
	}
	a := p.Actions[0]
	by, place := l.Person(ctx, p.User.ID), p.place()
	q := ask{trigger: p.TriggerID, by: by, place: place, say: l.whispers(place, by.ID)}
	verb := verbOf(a.ActionID)
	id, args := about(a.Value)
	if p.Container.Ephemeral {
		q.list = p.ResponseURL
	}
	switch verb {
	case doStart:
		return l.startForm(q, a.Value)
	case postmortem.DoRead:
		return l.readButton(q, id)
	case postmortem.DoStatus:
		return l.statusButton(q)
	case postmortem.DoAdd, postmortem.DoSort, postmortem.DoWaive, postmortem.DoEdit, postmortem.DoPick, postmortem.DoPoll, postmortem.DoSeat, postmortem.DoAccount, postmortem.DoObject,
		postmortem.DoDoubt, postmortem.DoCorrect, postmortem.DoWrite, postmortem.DoWaiveCheck, postmortem.DoDismiss, postmortem.DoPublish, postmortem.DoHand, postmortem.DoFacts,
		postmortem.DoPostpone, postmortem.DoDrop, postmortem.DoLook, postmortem.DoWeigh, postmortem.DoRisk, postmortem.DoIdeas, postmortem.DoEnds:
		return l.openForm(q, verb, id, args)
	}
	if r, ok := l.privately(q, verb, id, strings.Join(args, "|")); ok {
		return r
	}
	if verb == postmortem.DoDiscard {
		return l.replace(p.ResponseURL, "", false, nil)
	}
	body, ok := deed(verb, args)
	if !ok {
		return reply{} // a link, or a button of a version that is gone
	}
	said, err := l.tell(ctx, postmortem.Input{ID: p.key(a), By: by, Place: place, Session: id, Body: body})
	if err != nil {
		l.failed(verb, err)
	}
	direct := strings.HasPrefix(place.Channel, "D")
	if (p.Container.Ephemeral || direct) && slices.Contains([]string{postmortem.DoUse, postmortem.DoNotNow, postmortem.DoMute, postmortem.DoCarry, postmortem.DoVoice, postmortem.DoAbstain,
		postmortem.DoTimeless, postmortem.DoRecalled, postmortem.DoPass, postmortem.DoAccept, postmortem.DoZone, postmortem.DoRetime}, verb) {
		return l.replace(p.ResponseURL, said.Text, direct, err)
	}
	if r, ok := l.relisted(q, verb, id, said.Text); ok && err == nil {
		return r
	}
	if said.Seen {
		return reply{} // the thread shows it; one message less
	}
	return l.redrawn(place, by.ID, l.whisperTo(place, by.ID, said.Text))
}

// key is the same for every delivery of one click.
func (p interaction) key(a action) string {
	if p.TriggerID != "" {
		return "act/" + p.TriggerID
	}
	return fmt.Sprintf("act/%s/%s/%s", a.TS, a.ActionID, p.User.ID)
}

// replace puts the answer in the place of the question: of a whisper, or of a
// message in the bot's conversation with somebody. After a failure the question
// stays, since its buttons may work the next time.
func (l *Listener) replace(address, text string, direct bool, failed error) reply {
	r := l.responseOf(says(text))
	if direct && failed == nil {
		r.Type = slack.ResponseTypeInChannel // as what it replaces
	}
	r.Replace, r.Delete = failed == nil, failed == nil && text == ""
	return reply{then: func(ctx context.Context) { l.respond(ctx, address, r) }}
}

// verbOf undoes what drawing.actionID does.
func verbOf(actionID string) string {
	verb, _, _ := strings.Cut(actionID, ":")
	return verb
}

// about reads a button's value: the review, then what the verb needs.
func about(value string) (postmortem.SessionID, []string) {
	parts := strings.Split(value, "|")
	return postmortem.SessionID(parts[0]), parts[1:]
}

// deed is what a button asks of the meeting.
func deed(verb string, args []string) (postmortem.InputBody, bool) {
	arg := func(i int) string {
		if i < len(args) {
			return args[i]
		}
		return ""
	}
	message := postmortem.Ref{Channel: arg(0), TS: arg(1)}
	switch verb {
	case postmortem.DoNext:
		return postmortem.Advance{From: postmortem.Phase(arg(0))}, true
	case postmortem.DoBack:
		return postmortem.GoBack{From: postmortem.Phase(arg(0)), To: postmortem.Phase(arg(1))}, true
	case postmortem.DoFinish:
		return postmortem.Finish{}, true
	case postmortem.DoPause:
		return postmortem.Pause{}, true
	case postmortem.DoStub:
		return postmortem.Stub{Entry: arg(0)}, true
	case postmortem.DoGraft:
		return postmortem.Graft{Entry: arg(0)}, true
	case postmortem.DoRetime:
		return postmortem.Retime{Entry: arg(0), At: moment(arg(1)), To: moment(arg(2))}, true
	case postmortem.DoTimeless:
		return postmortem.Timeless{Entry: arg(0)}, true
	case postmortem.DoApart:
		return postmortem.TellApart{Entries: args}, true
	case postmortem.DoRecalled:
		return postmortem.Recalled{Entry: arg(0)}, true
	case postmortem.DoPass:
		return postmortem.Pass{Entry: arg(0)}, true
	case postmortem.DoResume:
		return postmortem.Resume{}, true
	case postmortem.DoTurn:
		return postmortem.Turn{To: postmortem.Mode(arg(0))}, true
	case postmortem.DoNothing:
		return postmortem.NothingToAdd{Phase: postmortem.Phase(arg(0))}, true
	case postmortem.DoVoice:
		return postmortem.SayFor{Text: strings.Join(args, "|")}, true
	case postmortem.DoAbstain:
		return postmortem.Abstain{Phase: postmortem.Phase(arg(0))}, true
	case postmortem.DoCarry:
		return postmortem.Carry{Who: arg(0)}, true
	case postmortem.DoUnseal:
		return postmortem.Unseal{}, true
	case postmortem.DoTakeBack:
		return postmortem.TakeBack{Slot: arg(0)}, true
	case postmortem.DoZone:
		return postmortem.SetZone{Zone: arg(0), Own: arg(1) == "mine"}, true
	case postmortem.DoHush:
		return postmortem.Hush{On: true}, true
	case postmortem.DoConfirm:
		return postmortem.Confirm{Entries: args}, true
	case postmortem.DoConfirmAll:
		return postmortem.ConfirmAll{Phase: postmortem.Phase(arg(0))}, true
	case postmortem.DoAccept:
		return postmortem.Accept{Entry: arg(0)}, true
	case postmortem.DoComplete:
		return postmortem.Complete{Entry: arg(0)}, true
	case postmortem.DoReopen:
		return postmortem.Reopen{Entry: arg(0)}, true
	case postmortem.DoAgree:
		return postmortem.Agree{}, true
	case postmortem.DoSettled:
		n, _ := strconv.Atoi(arg(0)) // 0 is refused
		return postmortem.SettleRemark{Number: n}, true
	case postmortem.DoUse:
		return postmortem.UseWording{Message: message}, true
	case postmortem.DoNotNow:
		return postmortem.NotNow{Message: message}, true
	case postmortem.DoAcceptWording:
		return postmortem.AcceptWording{Section: arg(0)}, true
	case postmortem.DoUseAssembled:
		return postmortem.UseAssembled{Section: arg(0)}, true
	case postmortem.DoMute:
		return postmortem.Mute{Message: message}, true
	}
	return nil, false
}

// openWithin is how long opening a form may take: Slack's trigger lives for
// three seconds.
const openWithin = 2500 * time.Millisecond

// An ask is somebody waiting for a form.
type ask struct {
	trigger string
	by      postmortem.Person
	place   postmortem.Place
	say     func(context.Context, postmortem.Card) // tells them what went wrong
	list    string                                 // where the private message is replaced whose button they pressed, if it was one
}

func (l *Listener) whispers(p postmortem.Place, user string) func(context.Context, postmortem.Card) {
	return func(ctx context.Context, card postmortem.Card) {
		if err := l.tellAlone(ctx, p, user, card); err != nil {
			l.failed("answer", err)
		}
	}
}

func (l *Listener) responds(address string) func(context.Context, postmortem.Card) {
	return func(ctx context.Context, card postmortem.Card) { l.respond(ctx, address, l.responseOf(card)) }
}

// open opens a form, once: a trigger serves a single time. check may say that
// there is nothing to open it for.
func (q ask) open(l *Listener, view slack.ModalViewRequest, check func(context.Context) string) reply {
	return reply{then: func(ctx context.Context) {
		text := q.tryOpen(ctx, l, view, check)
		if text != "" {
			q.say(ctx, says(text))
		}
	}}
}

func (q ask) tryOpen(ctx context.Context, l *Listener, view slack.ModalViewRequest, check func(context.Context) string) (text string) {
	ctx, cancel := context.WithTimeout(ctx, openWithin)
	defer cancel()
	if check != nil {
		if text := check(ctx); text != "" {
			return text
		}
	}
	_, err := l.api.OpenViewContext(ctx, q.trigger, view)
	if err == nil {
		return ""
	}
	err = l.told("views.open", err)
	l.failed("form", err)
	if no, ok := errors.AsType[Refused](err); ok {
		return no.Text
	}
	if _, ok := errors.AsType[Later](err); ok || errors.Is(err, context.DeadlineExceeded) {
		return l.say("slack/form_late", nil)
	}
	return l.say("answer/sorry", nil)
}

// no is an answer instead of a form.
func (q ask) no(text string) reply {
	return reply{then: func(ctx context.Context) { q.say(ctx, says(text)) }}
}

// moment is a time as a button carries it; the zero time where it carries none.
func moment(seconds string) time.Time {
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(n, 0).UTC()
}
