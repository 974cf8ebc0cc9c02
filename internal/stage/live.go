package stage

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/workspace"
)

// Pace bounds how long a scripted participant takes over a message.
type Pace struct{ Least, Most time.Duration }

// HumanPace is that of people who type while somebody watches.
var HumanPace = Pace{Least: 1500 * time.Millisecond, Most: 7 * time.Second}

// Live lets the participants of a script take part in a review that a human
// facilitates: they answer in the phase in which the script has them answer, and
// wait until the human has moved there. What the script's facilitator says and
// presses is left to the human.
type Live struct {
	Stage  *Stage
	Script *rehearsal.Script
	Clock  workspace.Clock
	Bot    Bot
	Pace   Pace
}

// Play returns when the script or ctx ends, or the review does.
func (v *Live) Play(ctx context.Context) error {
	p := &Player{Stage: v.Stage, Script: v.Script, Bot: func() Bot { return v.Bot },
		refs: map[string]postmortem.Ref{}, lines: map[postmortem.Ref]string{}, said: map[string]string{}}
	facilitator := v.Script.Cast.Review.Facilitator
	phase, last := 0, time.Duration(0)
	for _, l := range v.Script.Lines {
		if !l.Review {
			continue
		}
		if l.Kind == "click" && l.Text == "next" {
			phase++
		} else if l.Kind == "click" && l.Text == "back" {
			phase--
		}
		if l.User == facilitator {
			last = l.Offset
			continue
		}
		pace := min(max(l.Offset-last, v.Pace.Least), v.Pace.Most)
		last = l.Offset
		if l.Kind == "join" {
			pace = 0
		} else if behind, err := v.phase(ctx, p, phase); err != nil {
			return err
		} else if behind {
			continue // the human has moved on; it would be out of place
		}
		if err := v.wait(ctx, pace); err != nil {
			return err
		}
		v.act(ctx, p, l)
	}
	return nil
}

// phase waits until the review has reached the nth phase, and reports whether it has left it behind.
func (v *Live) phase(ctx context.Context, p *Player, n int) (behind bool, err error) {
	for {
		s, err := p.session()
		if err == nil && !s.Running() {
			return false, errors.New("the review is over")
		}
		if err == nil && s.Place.Thread != "" {
			switch at := slices.Index(postmortem.Phases(), s.Phase); {
			case at == n:
				return false, nil
			case at > n:
				return true, nil
			}
		}
		if err := v.wait(ctx, 300*time.Millisecond); err != nil {
			return false, err
		}
	}
}

// act does what a line says; what it refers to may never have been said, and
// then it is left out.
func (v *Live) act(ctx context.Context, p *Player, l rehearsal.Line) {
	if l.Ref != "" && p.refs[l.Ref] == (postmortem.Ref{}) {
		return
	}
	if l.Kind == "click" {
		if l.Text == "accept" {
			p.waiting = append(p.waiting, l)
		}
		return
	}
	// A refusal, such as of a channel that was left meanwhile, ends nothing.
	if err := p.act(ctx, l); err != nil {
		return
	}
	p.waiting = slices.DeleteFunc(p.waiting, func(w rehearsal.Line) bool {
		id := p.actionFrom(p.refs[w.Ref])
		return id != "" && p.press(w.User, postmortem.DoAccept, id) == nil
	})
}

func (v *Live) wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-v.Clock.At(v.Clock.Now().Add(d)):
		return nil
	}
}
