package stage

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/workspace"
)

// Pace bounds how long a scripted participant takes over a message.
type Pace struct{ Least, Most time.Duration }

// HumanPace is that of people who type while somebody waits for them.
var HumanPace = Pace{Least: 1500 * time.Millisecond, Most: 7 * time.Second}

// Live plays a script before the eyes of a visitor.
//
// Either the visitor facilitates: the others answer in the phase in which the
// script has them answer, and wait until the visitor has moved there; what the
// script's facilitator says and presses is left to the visitor. Or the visitor
// watches: all of it is played, at the script's own times.
//
// Visitors may take part in both, and do what the script does not expect. What
// it then refers to in vain is left out, and where the review is further than
// the script, nothing is pressed.
type Live struct {
	Stage  *Stage
	Script *rehearsal.Script
	Clock  workspace.Clock
	Bot    Bot
	Steer  *Steer
	Watch  bool

	p     *Player
	known int // reviews that were there before
	phase int // in which the script is
}

// errOver says that the review ended before the script.
var errOver = errors.New("the review is over")

// Play returns when the script or ctx ends, or the review does.
func (v *Live) Play(ctx context.Context) error {
	v.known, _ = Newest(v.Bot, 0)
	v.p = &Player{Stage: v.Stage, Script: v.Script, Bot: func() Bot { return v.Bot },
		refs: v.Stage.seen(v.Script), lines: map[postmortem.Ref]string{}, said: map[string]string{}}
	for _, u := range v.Script.Cast.Users {
		if !u.Bot {
			// Whispers reach those who are there, and can be looked at when the play is over.
			context.AfterFunc(ctx, v.Stage.As(u.ID).Open())
		}
	}
	messages := 0
	for _, l := range v.Script.Lines {
		if v.counts(l) {
			messages++
		}
	}
	v.Steer.begin(messages)
	defer v.Steer.end()
	last := time.Duration(0)
	for _, l := range v.Script.Lines {
		if !l.Review {
			continue
		}
		said, err := v.line(ctx, l, l.Offset-last)
		if err != nil {
			return err
		}
		if v.counts(l) {
			v.Steer.passed(said)
		}
		last = l.Offset
	}
	return nil
}

// counts reports whether a line is a message that the play has to say.
func (v *Live) counts(l rehearsal.Line) bool {
	return l.Review && l.Kind == "message" && (v.Watch || l.User != v.Script.Cast.Review.Facilitator)
}

// line plays one line after a pause, and reports whether it was played. An error
// ends the play.
func (v *Live) line(ctx context.Context, l rehearsal.Line, pause time.Duration) (bool, error) {
	v.phase += moves(l)
	s := v.session()
	if s != nil && !s.Running() {
		return false, errOver
	}
	if !v.Watch {
		if l.User == v.Script.Cast.Review.Facilitator {
			return false, nil
		}
		if l.Kind == "join" {
			return v.act(ctx, l), nil
		}
		if behind, err := v.moved(ctx); behind || err != nil {
			return false, err // the visitor has moved on; it would be out of place
		}
		pause = min(max(pause, HumanPace.Least), HumanPace.Most)
	}
	if err := v.Steer.rest(ctx, v.Clock, pause); err != nil {
		return false, err
	}
	v.takeActions()
	return v.act(ctx, l), ctx.Err()
}

// moved waits until the visitor has moved the review to the script's phase, and
// reports whether it has left it behind.
func (v *Live) moved(ctx context.Context) (behind bool, err error) {
	defer v.Steer.waits(ForNobody)
	for {
		s := v.session()
		switch {
		case s == nil:
			v.Steer.waits(ForStart)
		case !s.Running():
			return false, errOver
		case s.Place.Thread == "":
			v.Steer.waits(ForNobody) // the bot is about to open it
		case phaseOf(s) < v.phase:
			v.Steer.waits(ForNext)
		default:
			return phaseOf(s) > v.phase, nil
		}
		if err := v.wait(ctx, lookEvery); err != nil {
			return false, err
		}
	}
}

// act does what a line says, and reports whether it could.
func (v *Live) act(ctx context.Context, l rehearsal.Line) bool {
	if l.Ref != "" && v.p.refs[l.Ref] == (postmortem.Ref{}) {
		return false
	}
	switch l.Kind {
	case "command":
		return v.command(ctx, l)
	case "click":
		return v.click(ctx, l)
	case "message":
		if l.Thread && l.Ref == "" && !v.until(ctx, v.opened) {
			return false
		}
		if moves(l) != 0 {
			if phaseOf(v.session()) >= v.phase {
				return false // a visitor was quicker
			}
			v.confirmAll(ctx, l.User)
		}
	}
	// A refusal, such as of a channel that was left meanwhile, ends nothing.
	return v.p.act(ctx, l) == nil
}

// lookEvery is how often the play looks whether something has happened, and
// patience how long it looks for what must come: the bot's posts are a second
// apart.
const (
	lookEvery = 300 * time.Millisecond
	patience  = 20 * time.Second
)

// until waits for something to hold, and for the end of a pause that has come
// meanwhile. It reports whether it held in time.
func (v *Live) until(ctx context.Context, holds func() bool) bool {
	end := v.Clock.Now().Add(patience)
	for !holds() {
		if v.Clock.Now().After(end) || v.wait(ctx, lookEvery) != nil {
			return false
		}
	}
	return v.Steer.rest(ctx, v.Clock, 0) == nil
}

func (v *Live) wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-v.Clock.At(v.Clock.Now().Add(d)):
		return nil
	}
}

// session is the review of this play, or nil while nobody has started it.
func (v *Live) session() *postmortem.Session {
	_, s := Newest(v.Bot, v.known)
	if s != nil {
		v.p.review = s.ID
	}
	return s
}

// opened reports whether the review has its thread.
func (v *Live) opened() bool {
	s := v.session()
	return s != nil && s.Place.Thread != ""
}

// moves is by how many phases a line moves the review on.
func moves(l rehearsal.Line) int {
	switch {
	case l.Kind == "click" && l.Text == "next", l.Kind == "message" && l.Text == "@Remedy next":
		return 1
	case l.Kind == "click" && l.Text == "back":
		return -1
	}
	return 0
}

// phaseOf counts the phases before the one a review is in.
func phaseOf(s *postmortem.Session) int { return slices.Index(postmortem.Phases(), s.Phase) }

// Newest is the newest review after the first n, which it counts; nil if there is none.
func Newest(b Bot, n int) (int, *postmortem.Session) {
	var newest *postmortem.Session
	for {
		s, err := b.Session(postmortem.SessionID(fmt.Sprintf("PM-%d", n+1)))
		if err != nil {
			return n, newest
		}
		n, newest = n+1, s
	}
}

// seen are the lines that Seed has put into the channels.
func (s *Stage) seen(script *rehearsal.Script) map[string]postmortem.Ref {
	refs := map[string]postmortem.Ref{}
	for _, l := range script.Lines {
		if ts := s.seeded[l.ID]; ts != "" {
			refs[l.ID] = postmortem.Ref{Channel: s.channels[l.Channel], TS: ts}
		}
	}
	return refs
}
