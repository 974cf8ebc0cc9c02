package stage

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/slackapp"
	"github.com/remedybot/remedy/internal/workspace"
	"github.com/remedybot/remedy/prompts"
)

// A Bot is what a player needs to know of the bot: when it has nothing to do,
// and what its reviews hold, so that a click finds the control it stands for.
type Bot interface {
	Idle() bool
	NextDue() (time.Time, bool)
	Session(postmortem.SessionID) (*postmortem.Session, error)
}

// A Player plays a script to the end on a clock of its own.
type Player struct {
	Stage   *Stage
	Script  *rehearsal.Script
	Clock   *clock.Manual
	Confirm bool           // the facilitator presses "confirm all" at the end of each phase
	Words   *prompts.Words // what the review is told in; nil: ours
	// Bot is asked for anew at each step, since a crash test replaces it.
	Bot func() Bot
	// Died reports whether the bot has died in this play; nil: it does not. What
	// had no effect then is pressed once more, as a person would.
	Died func() bool

	review  postmortem.SessionID      // empty: PM-1
	refs    map[string]postmortem.Ref // line id → where it stands
	lines   map[postmortem.Ref]string
	said    map[string]string // line id → what the message says in the end
	waiting []rehearsal.Line  // clicks on something that is not offered yet
	late    time.Duration     // how far the play is behind the script
}

// Play plays all lines. When it returns nil the review is a draft and
// everything the bot had to say has been said.
func (p *Player) Play(ctx context.Context) error {
	p.refs, p.lines, p.said = map[string]postmortem.Ref{}, map[postmortem.Ref]string{}, map[string]string{}
	for _, u := range p.Script.Cast.Users {
		if !u.Bot {
			defer p.Stage.As(u.ID).Open()()
		}
	}
	for _, l := range p.Script.Lines {
		if err := p.Until(ctx, l.At.Add(p.late)); err != nil {
			return fmt.Errorf("before line %s: %w", l.ID, err)
		}
		if late := p.Clock.Now().Sub(l.At); late > p.late {
			p.late = late
		}
		p.retry(ctx)
		if err := p.act(ctx, l); err != nil {
			return fmt.Errorf("line %d (%s, %s of %s): %w", l.Number, l.ID, l.Kind, l.User, err)
		}
		if err := p.quiet(ctx); err != nil {
			return fmt.Errorf("after line %s: %w", l.ID, err)
		}
	}
	return p.Finish(ctx)
}

// Finish lets the bot say what it still has to say: up to ten minutes of its clock.
func (p *Player) Finish(ctx context.Context) error {
	end := p.Clock.Now().Add(10 * time.Minute)
	for {
		if err := p.quiet(ctx); err != nil {
			return err
		}
		next, ok := p.next()
		if !ok || next.After(end) {
			return nil
		}
		p.Clock.MoveTo(next)
	}
}

// next is when the workspace or the bot has something to do.
func (p *Player) next() (time.Time, bool) {
	at, ok := p.Stage.Workspace.NextDue()
	if b, due := p.Bot().NextDue(); due && (!ok || b.Before(at)) {
		at, ok = b, true
	}
	return at, ok
}

// Until moves the clock to t, and stops on the way wherever something is due.
func (p *Player) Until(ctx context.Context, t time.Time) error {
	for {
		if err := p.quiet(ctx); err != nil {
			return err
		}
		next, ok := p.next()
		if !ok || next.After(t) {
			p.Clock.MoveTo(t)
			return p.quiet(ctx)
		}
		p.Clock.MoveTo(next)
	}
}

func (p *Player) died() bool { return p.Died != nil && p.Died() }

// patience is how long, in real time, an answer is waited for: long where nobody
// has died, since there the machine is slow and nothing is lost.
func (p *Player) patience() time.Duration {
	if p.died() {
		return 200 * time.Millisecond
	}
	return 20 * time.Second
}

// quiet waits until neither the workspace nor the bot has anything to do now.
// Real time passes while they work; the clock stands still.
func (p *Player) quiet(ctx context.Context) error {
	calm, since := 0, time.Now()
	for {
		if err := ctx.Err(); err != nil {
			return context.Cause(ctx)
		}
		// An answer that got lost, or that a dead bot owes, never comes; the workspace
		// gives up on it by the clock, and offers the event again, as Slack does.
		if time.Since(since) > p.patience() {
			if at, ok := p.Stage.Workspace.NextDue(); ok && p.Bot().Idle() {
				p.Clock.MoveTo(at)
			}
			since = time.Now()
		}
		// Seen twice, since work may pass from one to the other between the looks.
		if p.Stage.Workspace.Idle() && p.Bot().Idle() {
			if calm++; calm == 2 {
				return nil
			}
			continue
		}
		calm = 0
		time.Sleep(100 * time.Microsecond)
	}
}

// act does what a line says.
func (p *Player) act(ctx context.Context, l rehearsal.Line) error {
	who, channel := p.Stage.As(l.User), p.Stage.Channel(l.Channel)
	at := p.refs[l.Ref]
	switch l.Kind {
	case "join":
		return ignoreRefusal(who.Join(channel), "already_in_channel", "method_not_supported_for_channel_type")
	case "message":
		if p.Confirm && l.Text == "@Remedy next" {
			if err := p.confirmAll(ctx, l.User); err != nil {
				return err
			}
		}
		thread, err := p.thread(ctx, l)
		if err != nil {
			return err
		}
		ts, err := who.Say(channel, thread, p.Stage.mentions(l.Text))
		if err != nil {
			return err
		}
		p.refs[l.ID] = postmortem.Ref{Channel: channel, TS: ts}
		p.lines[p.refs[l.ID]] = l.ID
		p.said[l.ID] = l.Text
		return nil
	case "edit":
		p.said[l.Ref] = l.Text
		return who.Edit(at.Channel, at.TS, p.Stage.mentions(l.Text))
	case "delete":
		delete(p.said, l.Ref)
		return who.Delete(at.Channel, at.TS)
	case "reaction":
		return ignoreRefusal(who.React(at.Channel, at.TS, l.Text), "already_reacted")
	case "command":
		return p.command(ctx, l)
	case "click":
		return p.click(ctx, l)
	}
	return fmt.Errorf("nothing is known to do for %q", l.Kind)
}

func ignoreRefusal(err error, codes ...string) error {
	if r, ok := errors.AsType[*workspace.Refusal](err); ok && slices.Contains(codes, r.Code) {
		return nil
	}
	return err
}

// thread is the ts of the thread a line is said in, or "".
func (p *Player) thread(ctx context.Context, l rehearsal.Line) (string, error) {
	switch {
	case !l.Thread:
		return "", nil
	case l.Ref != "":
		return p.refs[l.Ref].TS, nil
	}
	var thread string
	err := p.insist(ctx, func() (bool, error) {
		s, err := p.session()
		if err != nil {
			return false, err
		}
		if thread = s.Place.Thread; thread == "" {
			return false, errors.New("the bot has not opened its thread")
		}
		return true, nil
	})
	return thread, err
}

// session is the review that the script is about: in a play there is one.
func (p *Player) session() (*postmortem.Session, error) {
	return p.Bot().Session(cmp.Or(p.review, "PM-1"))
}

// command types a slash command, and fills in the form where it starts a review.
func (p *Player) command(ctx context.Context, l rehearsal.Line) error {
	who := p.Stage.As(l.User)
	start := strings.HasPrefix(l.Text, "start")
	return p.insist(ctx, func() (bool, error) {
		if err := who.Command(p.Stage.Channel(l.Channel), "", "/postmortem "+l.Text); err != nil {
			return false, err
		}
		if err := p.quiet(ctx); err != nil || !start {
			return true, err
		}
		views := who.Views()
		if len(views) == 0 {
			return false, errors.New("the bot opened no form")
		}
		if err := who.Submit(views[len(views)-1].ID, p.answers()); err != nil {
			return false, err
		}
		if err := p.quiet(ctx); err != nil {
			return false, err
		}
		_, err := p.session()
		return err == nil, err
	})
}

// answers are what the start form is filled in with.
func (p *Player) answers() map[string]any {
	review := p.Script.Cast.Review
	return map[string]any{
		slackapp.FieldSeverity:    review.Severity,
		slackapp.FieldFacilitator: p.Stage.User(review.Facilitator),
		slackapp.FieldIncident:    p.Stage.Channel(review.IncidentChannel),
		slackapp.FieldZone:        review.Timezone,
		slackapp.FieldMode:        string(postmortem.Live), // a script is one sitting
	}
}

// insist does something again, three times at most, when a crash has swallowed it.
func (p *Player) insist(ctx context.Context, try func() (bool, error)) error {
	done, err := try()
	for n := 0; p.died() && n < 3 && !done; n++ {
		if err := p.Until(ctx, p.Clock.Now().Add(2*time.Minute)); err != nil {
			return err
		}
		done, err = try()
	}
	if !done && err == nil {
		return errors.New("it had no effect")
	}
	return err
}

// click uses the control a line stands for.
func (p *Player) click(ctx context.Context, l rehearsal.Line) error {
	switch l.Text {
	case "next", "finish":
		if p.Confirm {
			if err := p.confirmAll(ctx, l.User); err != nil {
				return err
			}
		}
		return p.move(ctx, l)
	case "back":
		return p.move(ctx, l)
	case "accept":
		p.waiting = append(p.waiting, l)
		p.retry(ctx)
		return nil
	case "add-to-timeline":
		return p.addToTimeline(ctx, l)
	}
	return nil // the bot offers nothing of the kind
}

// confirmAll presses "confirm all" where it is offered, and sees that it helped.
func (p *Player) confirmAll(ctx context.Context, role string) error {
	return p.insist(ctx, func() (bool, error) {
		err := p.press(role, postmortem.DoConfirmAll, "")
		if err != nil && !errors.Is(err, errNotOffered) {
			return false, err
		}
		offered := err == nil
		if err := p.confirmLate(role); err != nil {
			return false, err
		}
		if err := p.quiet(ctx); err != nil {
			return false, err
		}
		s, err := p.session()
		if err != nil {
			return false, err
		}
		waits := slices.ContainsFunc(s.Entries, func(e postmortem.Entry) bool {
			return e.State == postmortem.Proposed && e.Kind != postmortem.Idea && e.Board() == s.Phase
		})
		// A board that shows what is new in a second is not waited for, unless a
		// crash holds it up.
		return !waits || !offered && !p.died(), nil
	})
}

// confirmLate confirms one by one what was told after its phase, and waits on a board that has no "confirm all" any more.
func (p *Player) confirmLate(role string) error {
	s, err := p.session()
	if err != nil {
		return err
	}
	for _, e := range s.Entries {
		if e.State != postmortem.Proposed || e.Kind == postmortem.Idea || e.Board() == s.Phase {
			continue
		}
		if err := p.press(role, postmortem.DoConfirm, e.ID); err != nil && !errors.Is(err, errNotOffered) {
			return err
		}
	}
	return nil
}

// move presses next, back or finish.
func (p *Player) move(ctx context.Context, l rehearsal.Line) error {
	before, err := p.session()
	if err != nil {
		return err
	}
	return p.insist(ctx, func() (bool, error) {
		if err := p.press(l.User, l.Text, ""); err != nil {
			return false, err
		}
		if err := p.quiet(ctx); err != nil {
			return false, err
		}
		after, err := p.session()
		if err != nil {
			return false, err
		}
		return after.Phase != before.Phase || after.Status != before.Status, nil
	})
}

// retry presses what was not offered when it was wanted: a person waits for the
// button.
func (p *Player) retry(ctx context.Context) {
	p.waiting = slices.DeleteFunc(p.waiting, func(l rehearsal.Line) bool {
		id := p.actionFrom(p.refs[l.Ref])
		if id == "" {
			return false
		}
		if p.press(l.User, postmortem.DoAccept, id) != nil || p.quiet(ctx) != nil {
			return false
		}
		s, err := p.session()
		if err != nil {
			return false
		}
		e, _ := s.Entry(id)
		return e.Action == postmortem.Owned
	})
}

// actionFrom is the action that came out of a message and waits for its owner.
func (p *Player) actionFrom(r postmortem.Ref) string {
	s, err := p.session()
	if err != nil {
		return ""
	}
	for _, e := range s.Live(postmortem.Action) {
		if e.Action == postmortem.Offered && slices.Contains(e.Sources, r) {
			return e.ID
		}
	}
	return ""
}

func (p *Player) addToTimeline(ctx context.Context, l rehearsal.Line) error {
	who, at := p.Stage.As(l.User), p.refs[l.Ref]
	return p.insist(ctx, func() (bool, error) {
		if err := who.Shortcut(slackapp.ShortcutAdd, at.Channel, at.TS); err != nil {
			return false, err
		}
		if err := p.quiet(ctx); err != nil {
			return false, err
		}
		views := who.Views()
		if len(views) == 0 {
			return false, errors.New("the bot opened no form")
		}
		err := who.Submit(views[len(views)-1].ID, map[string]any{slackapp.FieldKind: string(postmortem.Event)})
		if err != nil {
			return false, err
		}
		return true, p.quiet(ctx)
	})
}

// errNotOffered says that no message of the bot has the control.
var errNotOffered = errors.New("the bot offers no such control")

// press uses the newest control with that verb; about is an entry's id, or "".
func (p *Player) press(role, verb, about string) error {
	for looks := 1; ; looks++ {
		ref, b, err := p.find(role, verb, about)
		if err != nil {
			return err
		}
		err = p.Stage.As(role).Press(ref.Channel, ref.TS, workspace.Press{BlockID: b.Block, ActionID: b.ActionID})
		if no, ok := errors.AsType[*workspace.Refusal](err); !ok || no.Code != "action_not_found" || looks == 3 {
			return err // Else the message was made anew between the look and the press: people look again.
		}
	}
}

// find is the newest control with that verb that somebody can see.
func (p *Player) find(role, verb, about string) (postmortem.Ref, button, error) {
	s, err := p.session()
	if err != nil {
		return postmortem.Ref{}, button{}, err
	}
	messages, err := p.Stage.As(role).Messages(s.Place.Channel, s.Place.Thread, "", 1000)
	if err != nil {
		return postmortem.Ref{}, button{}, err
	}
	for _, m := range slices.Backward(messages) {
		for _, b := range buttons(m.Blocks) {
			if b.Verb() == verb && (about == "" || strings.HasSuffix(b.Value, "|"+about)) {
				return postmortem.Ref{Channel: s.Place.Channel, TS: m.TS}, b, nil
			}
		}
	}
	return postmortem.Ref{}, button{}, fmt.Errorf("%w: %s", errNotOffered, verb)
}

// button is a control as it stands in a message's blocks.
type button struct {
	Block    string `json:"-"`
	Type     string `json:"type"`
	ActionID string `json:"action_id"`
	Value    string `json:"value"`
}

// Verb is the button's verb: an action_id is unique in a message, so it may carry more.
func (b button) Verb() string {
	verb, _, _ := strings.Cut(b.ActionID, ":")
	return verb
}

func buttons(blocks json.RawMessage) []button {
	var all []struct {
		ID        string   `json:"block_id"`
		Elements  []button `json:"elements"`
		Accessory *button  `json:"accessory"`
	}
	if len(blocks) == 0 || json.Unmarshal(blocks, &all) != nil {
		return nil
	}
	var out []button
	for _, b := range all {
		if b.Accessory != nil {
			b.Elements = append(b.Elements, *b.Accessory)
		}
		for _, e := range b.Elements {
			if e.Type == "button" {
				e.Block = b.ID
				out = append(out, e)
			}
		}
	}
	return out
}
