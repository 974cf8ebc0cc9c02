package slackapp

import (
	"context"
	"strings"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
)

// corrected works on what does not end with the form that was sent off: an entry
// that was chosen is changed in the next one, and words that something comes to mind
// about are shown once more. ok is false for any other form.
func (l *Listener) corrected(ctx context.Context, p interaction, state formState, by postmortem.Person) (r reply, ok bool) {
	switch p.View.CallbackID {
	case formChoose:
		return l.chosen(ctx, p, state)
	case formWrite:
		means, notDone := p.field(postmortem.SectionMeans).Value, p.field(postmortem.SectionNotDone).Value
		card := l.comesToMind(ctx, state, means, notDone)
		if len(card.Parts) == 0 {
			return reply{}, false
		}
		state.Considered = true
		return update(l.forms().write(state, means, notDone, card)), true
	case formDoubt:
		s, err := l.meeting.Session(state.Session)
		if err != nil {
			return l.refuse(ctx, p, "remark", err), true
		}
		remark := p.field("remark").Value
		card := l.comesToMind(ctx, state, remark)
		if len(card.Parts) == 0 || p.field("own").Option.Value != "" {
			return reply{}, false
		}
		state.Considered = true
		return update(l.formsFor(by).doubt(s, by.ID, state, remark, card)), true
	}
	return reply{}, false
}

func update(view slack.ModalViewRequest) reply {
	return reply{payload: slack.NewUpdateViewSubmissionResponse(&view)}
}

// comesToMind looks at what somebody wrote into a form, once: who sends it off again
// has read it.
func (l *Listener) comesToMind(ctx context.Context, state formState, texts ...string) postmortem.Card {
	if state.Considered {
		return postmortem.Card{}
	}
	var all []postmortem.Advice
	for _, text := range texts {
		if text = escaped(strings.TrimSpace(text)); text == "" {
			continue
		}
		a, err := l.meeting.Consider(ctx, state.Session, text)
		if err != nil {
			l.failed("form", err) // it can be saved all the same
			continue
		}
		all = append(all, a)
	}
	return l.forms().considered(all...)
}

// chosen opens the form of the entry that is to be changed; one that is to be taken
// out is a deed like any other.
func (l *Listener) chosen(ctx context.Context, p interaction, state formState) (reply, bool) {
	if p.field("correct_how").Option.Value == asLeftOut {
		return reply{}, false
	}
	s, err := l.meeting.Session(state.Session)
	if err != nil {
		return l.refuse(ctx, p, "entry", err), true
	}
	e, ok := s.Entry(p.field("entry").Option.Value)
	if !ok || !e.Live() {
		return l.refuse(ctx, p, "entry", l.refusal("gone", nil)), true
	}
	if !s.MayChange(p.User.ID, e) {
		if s.Running() {
			return l.refuse(ctx, p, "entry", l.refusal("changes_not", map[string]any{"facilitator": mentionOf(s.Facilitator)})), true
		}
		return l.refuse(ctx, p, "entry", l.refusal("corrects_not", map[string]any{"owner": mentionOf(s.Carrier())})), true
	}
	return update(listed(l.forms().edit(s, e, state.Place), state.List)), true
}

// published gives what the forms of a draft ask for, and the field at which a
// refusal is shown.
func (p interaction) published(in postmortem.Input) (first string, out []postmortem.Input) {
	text := func(name string) string { return escaped(strings.TrimSpace(p.field(name).Value)) }
	switch p.View.CallbackID {
	case formDoubt:
		if own := p.field("own").Option.Value; own != "" {
			out = append(out, with(in, "/own", postmortem.Uncite{Entry: own, Text: text("own_words")}))
		}
		if remark := text("remark"); remark != "" || len(out) == 0 {
			out = append(out, with(in, "", postmortem.MakeRemark{Text: remark}))
		}
		return "remark", out
	case formChoose:
		return "entry", []postmortem.Input{with(in, "", postmortem.LeaveOut{Entries: []string{p.field("entry").Option.Value}})}
	case formWrite:
		for _, name := range postmortem.OwnSections() {
			out = append(out, with(in, "/"+name, postmortem.Write{Section: name, Text: text(name)}))
		}
		return postmortem.SectionMeans, out
	case formWaiveQ:
		return "reason", []postmortem.Input{with(in, "", postmortem.Waive{Criteria: p.ticked("left_open"), Reason: text("reason")})}
	case formDismiss:
		return "reason", []postmortem.Input{with(in, "", postmortem.Dismiss{Finding: p.field("finding").Option.Value, Reason: text("reason")})}
	case formFacts:
		return "title", []postmortem.Input{with(in, "/times", postmortem.Restate{Severity: p.field("severity").Option.Value,
			Began: p.field("began").time(), Ended: p.field("ended").time()}), with(in, "", postmortem.Retitle{Title: p.field("title").Value})}
	case formPublish:
		return "audience", []postmortem.Input{with(in, "", postmortem.Publish{Audience: postmortem.Audience(p.field("audience").Option.Value)})}
	}
	return "", nil
}
