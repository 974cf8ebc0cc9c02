package postmortem

import (
	"strings"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/evidence"
)

// acceptRisk records the decision to live with causes. It is as good a result as
// an action, and says when it is looked at again.
func (t *turn) acceptRisk(b AcceptRisk) error {
	if err := t.takesPart(); err != nil {
		return err
	}
	if !t.s.Running() {
		return t.over()
	}
	reason, err := t.reason(b.Reason, "no_risk_reason", "risk_reason")
	if err != nil {
		return err
	}
	e := Entry{Kind: Risk, State: Confirmed, By: t.in.By.ID, Hand: t.in.By.ID, Phase: t.s.Phase, Author: t.in.By.ID, Written: utc(t.in.At)}
	for _, id := range b.Causes {
		if c, ok := t.s.Entry(id); !ok || !c.Live() || c.Kind != Cause {
			return t.refuse("cause_gone", nil).at("causes")
		}
		e.Addresses = append(e.Addresses, id)
	}
	if e.Due, err = dueDay(b.Review, "review", t.in); err != nil {
		return err
	}
	t.meet(t.in.By)
	t.record(e, sentence(t.plain(reason)), "")
	t.reply("risk", map[string]any{"day": e.Due.Format("2 January 2006")})
	t.d.Seen = true
	return nil
}

// What becomes of a parked idea.
const (
	AsAction     = "action"
	AsConsidered = "considered"
	AsDeclined   = "declined"
)

// settleIdea says what becomes of a parked idea: nothing that somebody thought of
// is lost, and nothing stays undecided.
func (t *turn) settleIdea(b Settle) error {
	e, err := t.standing(b.Entry, Idea)
	if err != nil {
		return err
	}
	reason := strings.Join(strings.Fields(b.Reason), " ")
	t.meet(t.in.By)
	switch b.As {
	case AsAction:
		e = t.s.asAction(e, t.s.nextAction())
	case AsConsidered:
	case AsDeclined:
		if reason == "" {
			return t.refuse("no_decline_reason", nil).at("why_not")
		}
		e.Declined = true
	default:
		return t.refuse("no_fate", nil).at("fate")
	}
	if n := utf8.RuneCountInString(reason); n > maxReason {
		return t.refuse("long_reason", map[string]any{"most": maxReason}).at("why_not")
	}
	if reason != "" && b.As != AsAction {
		t.keep(e.WhyKey(), sentence(t.plain(reason)))
	}
	e.State, e.By = Confirmed, t.in.By.ID
	t.event(Changed{e})
	t.stale(t.boardOf(e))
	t.reply("idea", nil)
	t.d.Seen = true
	return nil
}

// Undecided are the parked ideas of which nobody has said what becomes of them.
func (s *Session) Undecided() []Entry {
	return without(s.Live(Idea), func(e Entry) bool { return e.State == Confirmed })
}

// asAction is a parked idea that becomes something to be done.
func (s *Session) asAction(e Entry, number int) Entry {
	text := s.Text(e.ID)
	e.Kind, e.Action, e.Number = Action, Offered, number
	e.Type, e.Strength, e.Addresses = evidence.ActionType(text), evidence.Strength(text), s.likeliest(text)
	return e
}

// pass says that an action offered in somebody's name is not theirs.
func (t *turn) pass(b Pass) error {
	e, err := t.standing(b.Entry, Action)
	if err != nil {
		return err
	}
	if e.ended() {
		return t.refuse("action_ended", map[string]any{"action": e.Tag()})
	}
	if e.Owner != t.in.By.ID {
		return t.refuse("not_yours", map[string]any{"action": e.Tag()})
	}
	e.Owner, e.Action = "", Offered
	t.event(Changed{e})
	t.stale(t.boardOf(e))
	t.reply("passed", map[string]any{"action": e.Tag()})
	return nil
}

// timeless says that nobody knows when an event was.
func (t *turn) timeless(b Timeless) error {
	return t.mark(b.Entry, func(e *Entry) { e.Timeless, e.Held = true, Span{} })
}

// recalled says that an event is somebody's memory, with nothing to hold it against.
func (t *turn) recalled(b Recalled) error { return t.mark(b.Entry, func(e *Entry) { e.Memory = true }) }

// mark changes what people say about an event, without touching its words.
func (t *turn) mark(id string, set func(*Entry)) error {
	e, err := t.standing(id, Event)
	if err != nil {
		return err
	}
	set(&e)
	t.event(Changed{e})
	t.stale(t.boardOf(e))
	t.reply("marked", nil)
	return nil
}
