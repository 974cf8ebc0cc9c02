package stage

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/slackapp"
	"github.com/remedybot/remedy/internal/workspace"
)

// What people of a script do in a live play that takes the bot a while to
// answer: commands, forms and buttons. Nothing here stops the clock, and all of
// it looks first whether a visitor was quicker.

// attempts is how often something is pressed that had no effect: a message that
// is refreshed under the cursor swallows a click.
const attempts = 3

// command types a slash command, and fills in the form where it starts a review.
func (v *Live) command(ctx context.Context, l rehearsal.Line) bool {
	who, line := v.Stage.As(l.User), "/postmortem "+l.Text
	if !strings.HasPrefix(l.Text, "start") {
		return who.Command(v.Stage.Channel(l.Channel), "", line) == nil
	}
	for range attempts {
		if v.session() != nil {
			return true
		}
		if who.Command(v.Stage.Channel(l.Channel), "", line) != nil {
			return false
		}
		form, ok := v.form(ctx, who)
		if !ok || who.Submit(form.ID, v.p.answers()) != nil {
			continue
		}
		if v.until(ctx, v.opened) {
			return true
		}
	}
	return false
}

// form waits for the bot's form, and leaves the visitor time to see it.
func (v *Live) form(ctx context.Context, who *workspace.Person) (workspace.View, bool) {
	var form workspace.View
	ok := v.until(ctx, func() bool {
		views := who.Views()
		if len(views) > 0 {
			form = views[len(views)-1]
		}
		return len(views) > 0
	})
	return form, ok && v.Steer.rest(ctx, v.Clock, 2*time.Second) == nil
}

// click uses the control a line stands for.
func (v *Live) click(ctx context.Context, l rehearsal.Line) bool {
	switch l.Text {
	case "next", "back", "finish":
		return v.Watch && v.move(ctx, l)
	case "accept":
		v.p.waiting = append(v.p.waiting, l)
		v.takeActions()
		return true
	case "add-to-timeline":
		who, at := v.Stage.As(l.User), v.p.refs[l.Ref]
		if !v.opened() || who.Shortcut(slackapp.ShortcutAdd, at.Channel, at.TS) != nil {
			return false
		}
		form, ok := v.form(ctx, who)
		return ok && who.Submit(form.ID, map[string]any{slackapp.FieldKind: string(postmortem.Event)}) == nil
	}
	return false
}

// move presses next, back or finish until it has had its effect, or finds that it
// has had it already. Before moving on, the facilitator confirms what is unread.
func (v *Live) move(ctx context.Context, l rehearsal.Line) bool {
	if !v.until(ctx, v.opened) {
		return false
	}
	there := func() bool {
		s := v.session()
		switch {
		case !s.Running():
			return true
		case l.Text == "back":
			return phaseOf(s) <= v.phase
		}
		return l.Text == "next" && phaseOf(s) >= v.phase
	}
	for range attempts {
		if there() {
			return true
		}
		if l.Text != "back" {
			v.confirmAll(ctx, l.User)
		}
		if v.p.press(l.User, l.Text, "") == nil && v.until(ctx, there) {
			return true
		}
	}
	return false
}

// confirmAll presses "confirm all" where it is offered.
func (v *Live) confirmAll(ctx context.Context, role string) {
	if v.p.press(role, postmortem.DoConfirmAll, "") != nil {
		return
	}
	v.until(ctx, func() bool {
		s := v.session()
		return !slices.ContainsFunc(s.Entries, func(e postmortem.Entry) bool {
			return e.State == postmortem.Proposed && e.Kind != postmortem.Idea && e.Board() == s.Phase
		})
	})
}

// takeActions presses "I take it" where somebody has said so and it is offered by now.
func (v *Live) takeActions() {
	v.p.waiting = slices.DeleteFunc(v.p.waiting, func(w rehearsal.Line) bool {
		id := v.p.actionFrom(v.p.refs[w.Ref])
		return id != "" && v.p.press(w.User, postmortem.DoAccept, id) == nil
	})
}
