package slackapp

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
)

// field is what was filled into one field of a form.
type field struct {
	Value        string   `json:"value"`
	User         string   `json:"selected_user"`
	Users        []string `json:"selected_users"`
	Conversation string   `json:"selected_conversation"`
	DateTime     int64    `json:"selected_date_time"`
	Option       option   `json:"selected_option"`
	Options      []option `json:"selected_options"`
}

type option struct {
	Value string `json:"value"`
}

func (f field) time() time.Time {
	if f.DateTime == 0 {
		return time.Time{}
	}
	return time.Unix(f.DateTime, 0).UTC()
}

// field returns what was filled in, or the zero field.
func (p interaction) field(name string) field { return p.View.State.Values[name][value] }

// submit works on a form that was sent off. A refusal appears at its field and
// the form stays open.
func (l *Listener) submit(ctx context.Context, p interaction) reply {
	var state formState
	if err := json.Unmarshal([]byte(p.View.PrivateMetadata), &state); err != nil {
		l.unreadable("form", err)
		return reply{}
	}
	in := postmortem.Input{
		ID: p.formKey(), By: l.Person(ctx, p.User.ID), Session: state.Session,
		Place: postmortem.Place{Team: p.Team.ID, Channel: state.Place.Channel, Thread: state.Place.Thread},
	}
	if r, ok := l.written(ctx, p, state, in.By); ok {
		return r
	}
	if r, ok := l.corrected(ctx, p, state, in.By); ok {
		return r
	}
	var inputs []postmortem.Input
	var first string // the field at which a refusal without one is shown
	switch p.View.CallbackID {
	case formStart:
		first, inputs = "title", []postmortem.Input{with(in, "", l.startOf(ctx, p))}
	case formAdd:
		first, inputs = "text", []postmortem.Input{with(in, "", p.add(l.authorOf(ctx, state, in.By), state.Source))}
	case formSort, formHand:
		first, inputs = "entries", p.sorted(in, state.Entries)
	case formEdit:
		first, inputs = "text", p.edited(in, state.Entries, l.textOf)
	case formView:
		first, inputs = "view", []postmortem.Input{with(in, "", postmortem.Dispute{Entry: state.entry(), Text: escaped(p.field("view").Value)})}
	case formPoll:
		first, inputs = fieldSpoke, []postmortem.Input{with(in, "", p.ballot())}
	case formSeat, formOwnSeat:
		if first = fieldAim; p.View.CallbackID == formOwnSeat {
			first = postmortem.RoleField(p.User.ID)
		}
		s, err := l.meeting.Session(state.Session)
		if err != nil {
			return l.refuse(ctx, p, first, err)
		}
		inputs = p.seats(in, s, state.Entries, func(id string) postmortem.Person { return l.Person(ctx, id) })
	case formTell:
		text := escaped(strings.TrimSpace(p.field("account").Value))
		first, inputs = "account", []postmortem.Input{with(in, "", postmortem.Account{Phase: state.Phase, Text: text})}
	case formStay:
		reason := p.field("objection").Value
		first, inputs = "objection", []postmortem.Input{with(in, "", postmortem.Object{Phase: state.Phase, Reason: reason})}
	case formLater:
		first, inputs = "new_due", []postmortem.Input{with(in, "", postmortem.Postpone{Entry: state.entry(), Due: p.field("new_due").Value})}
	case formDrop:
		first, inputs = "why_dropped", []postmortem.Input{with(in, "", postmortem.Drop{Entry: state.entry(), Reason: escaped(p.field("why_dropped").Value)})}
	case formDoubt, formChoose, formWrite, formWaiveQ, formDismiss, formPublish, formFacts:
		first, inputs = p.published(in)
	case formLook, formWeigh, formRisk, formIdeas, formEnds:
		first, inputs = p.planned(in, state.Entries)
	case formWaive:
		first, inputs = "criteria", []postmortem.Input{with(in, "", p.waive())}
	}
	var said []string
	last := ""
	for _, in := range inputs {
		in.At = l.clock.Now()
		answer, err := l.meeting.Handle(ctx, in)
		if err != nil {
			return l.refuse(ctx, p, first, err)
		}
		last = cmp.Or(answer.Text, last)
		if answer.Text != "" && !answer.Seen && !slices.Contains(said, answer.Text) {
			said = append(said, answer.Text)
		}
	}
	text := strings.Join(said, "\n")
	if q := (ask{by: in.By, place: in.Place, say: l.whispers(in.Place, in.By.ID), list: state.List}); q.list != "" {
		switch p.View.CallbackID {
		case formPublish:
			return l.relist(q, says(text)) // what comes of it is said in the thread, or in a new list
		case formEdit, formLater:
			if s, err := l.meeting.Session(state.Session); err == nil && s.Running() && last != "" {
				return l.relist(q, says(last)) // a question in private, which is answered
			}
		}
		if r, ok := l.listOf(q, state.Session, text); ok {
			return r
		}
	}
	if state.Answer == "" || text == "" {
		return l.redrawn(in.Place, in.By.ID, l.whisperTo(in.Place, in.By.ID, text))
	}
	return reply{then: func(ctx context.Context) {
		if l.postResponse(ctx, state.Answer, l.responseOf(says(text))) != nil { // too late for it, most likely
			l.whispers(in.Place, in.By.ID)(ctx, says(text))
		}
	}}
}

// formKey is the same for every delivery of one form as it was filled in. A form that
// was refused comes back under the id of its view, with other words.
func (p interaction) formKey() string {
	b, err := json.Marshal(p.View.State.Values)
	if err != nil {
		panic(err) // maps of strings
	}
	sum := sha256.Sum256(b)
	return fmt.Sprintf("view/%s/%x", p.View.ID, sum[:8])
}

func with(in postmortem.Input, suffix string, body postmortem.InputBody) postmortem.Input {
	in.ID += suffix
	in.Body = body
	return in
}

// startOf is what the start form asks for, by whoever is to facilitate.
func (l *Listener) startOf(ctx context.Context, p interaction) postmortem.Start {
	s := p.start()
	s.Host = l.Person(ctx, s.Facilitator)
	return s
}

func (p interaction) start() postmortem.Start {
	s := postmortem.Start{
		Title:       strings.TrimSpace(p.field("title").Value),
		Severity:    p.field("severity").Option.Value,
		Began:       p.field("began").time(),
		Ended:       p.field("ended").time(),
		Facilitator: p.field("facilitator").User,
		Incident:    p.field("incident").Conversation,
		Zone:        p.field("zone").Option.Value,
	}
	if mode := p.field("mode").Option.Value; mode != asSeverity {
		s.Mode = postmortem.Mode(mode)
	}
	if s.Zone == eachOwn {
		s.Zone = ""
	}
	return s
}

func (p interaction) add(author postmortem.Person, source postmortem.Ref) postmortem.Add {
	a := postmortem.Add{
		Kind:   postmortem.Kind(p.field("kind").Option.Value),
		Text:   escaped(strings.TrimSpace(p.field("text").Value)),
		When:   plain(strings.TrimSpace(p.field("when").Value)),
		Source: source, Author: author,
	}
	if exactly := p.field("exactly").Option.Value; a.Kind == postmortem.Event || a.Kind == postmortem.RemedyItem {
		a.Sort = exactly
	}
	if a.Kind == postmortem.Action {
		a.Owner, a.Due = p.field("owner").User, strings.TrimSpace(p.field("due").Value)
		a.Done = escaped(strings.TrimSpace(p.field("done").Value))
	}
	return a
}

// textOf is how an entry of a review reads now; "" when that cannot be told.
func (l *Listener) textOf(id postmortem.SessionID, entry string) string {
	s, err := l.meeting.Session(id)
	if err != nil {
		return ""
	}
	return s.Text(entry)
}

// edited gives what the form of an entry asks for. Who adds another view changes
// nothing else, so that it stands even where the entry itself is not theirs to
// change; unless they wrote other words as well, which are not to be lost.
func (p interaction) edited(in postmortem.Input, shown []string, textOf func(postmortem.SessionID, string) string) []postmortem.Input {
	if len(shown) != 1 {
		return nil
	}
	id := shown[0]
	if view := p.field("view").Value; strings.TrimSpace(view) != "" {
		out := []postmortem.Input{with(in, "", postmortem.Dispute{Entry: id, Text: escaped(view)})}
		now, words := textOf(in.Session, id), strings.TrimSpace(p.field("text").Value)
		if now != "" && words != "" && words != cut(now, maxInput) { // first, since it may be refused
			out = append([]postmortem.Input{with(in, "/text", postmortem.Edit{Entry: id, Text: escaped(words)})}, out...)
		}
		return out
	}
	if same := p.field("same").Option.Value; same != "" {
		return []postmortem.Input{with(in, "", postmortem.Merge{Entry: id, Into: same})}
	}
	if apart := p.ticked("apart"); len(apart) > 0 {
		var out []postmortem.Input
		for _, group := range apart {
			out = append(out, with(in, "/"+group, postmortem.TellApart{Entries: strings.Fields(group)}))
		}
		return out
	}
	if other, ok := p.instead(id); ok {
		return []postmortem.Input{with(in, "", other)}
	}
	return []postmortem.Input{with(in, "", p.detailed(postmortem.Edit{
		Entry: id, Text: escaped(strings.TrimSpace(p.field("text").Value)), Under: p.field("under").Option.Value,
		Cause: p.field("cause").Option.Value, Sure: postmortem.Confidence(p.field("sure").Option.Value),
	}))}
}

func (p interaction) waive() postmortem.Waive {
	return postmortem.Waive{Criteria: p.ticked("criteria"), Reason: p.field("reason").Value}
}

// authorOf is who wrote the message that is added, or whoever fills in the form.
func (l *Listener) authorOf(ctx context.Context, state formState, by postmortem.Person) postmortem.Person {
	switch {
	case state.Source.TS == "":
		return by
	case state.Author.Bot:
		return state.Author
	}
	return l.Person(ctx, state.Author.ID)
}

// sorted gives what the sort form asks for. Leaving out comes first: it is the
// one that may be refused, and then nothing has been done yet.
func (p interaction) sorted(in postmortem.Input, shown []string) []postmortem.Input {
	var ticked []string
	for name, block := range p.View.State.Values {
		if name == "entries" || strings.HasPrefix(name, "entries_") {
			for _, o := range block[value].Options {
				ticked = append(ticked, o.Value)
			}
		}
	}
	var confirm, rest []string // in the order shown, and nothing that was not
	for _, id := range shown {
		if slices.Contains(ticked, id) {
			confirm = append(confirm, id)
		} else {
			rest = append(rest, id)
		}
	}
	var out []postmortem.Input
	if len(rest) > 0 && p.field("others").Option.Value == othersOut {
		out = append(out, with(in, "/rest", postmortem.LeaveOut{Entries: rest}))
	}
	if len(confirm) > 0 {
		out = append(out, with(in, "", postmortem.Confirm{Entries: confirm}))
	}
	return out
}

// refuse shows at a field of the form why it was not accepted. An error at a field
// that the form does not have is shown by Slack as trouble with the connection.
func (l *Listener) refuse(ctx context.Context, p interaction, first string, err error) reply {
	at, text := first, l.say("answer/sorry", nil)
	if no, ok := errors.AsType[postmortem.Refusal](err); ok {
		text = no.Text
		if _, shown := p.View.State.Values[no.Field]; shown {
			at = no.Field
		}
	} else {
		l.failed(p.View.CallbackID, err)
	}
	return reply{payload: slack.NewErrorsViewSubmissionResponse(map[string]string{at: l.unmarked(ctx, text)})}
}

var mention = regexp.MustCompile(`<@([A-Z0-9]+)>`)

// unmarked turns mentions into names: the errors of a form are plain text.
func (l *Listener) unmarked(ctx context.Context, text string) string {
	return plain(mention.ReplaceAllStringFunc(text, func(m string) string {
		if name := l.Person(ctx, m[2:len(m)-1]).Name; name != "" {
			return name
		}
		return l.say("answer/somebody", nil)
	}))
}
