package postmortem

import "slices"

// A Reaction is an emoji that somebody has put below a message. One person may put several.
type Reaction struct {
	By   string // user id
	With string // the emoji's name; empty in logs of before it was noted
}

// takenFrom are the reactions without one that was taken back, and without one of the
// same person of which nobody noted the emoji.
func (r Reaction) takenFrom(all []Reaction) []Reaction {
	return slices.DeleteFunc(slices.Clone(all), func(o Reaction) bool { return o.By == r.By && (o.With == r.With || o.With == "") })
}

// greet notes that somebody has seen the opening.
func (t *turn) greet(b Greet) error {
	by := t.in.By
	if !t.s.Running() || by.ID == "" || by.Bot || slices.Contains(t.s.Greeted, Reaction{by.ID, b.With}) {
		return nil
	}
	seen := t.s.present()[by.ID]
	t.meet(by)
	t.event(Greeted(b))
	if !seen {
		t.staleOpening()
	}
	return nil
}

// nod notes that somebody has reacted to a question of somebody else: it was seen,
// and nobody needs to be asked for it again.
func (t *turn) nod(b Nod) error {
	by, m := t.in.By, t.s.Messages[b.Message]
	if !t.s.Running() || by.ID == "" || by.Bot || by.ID == m.Author || slices.Contains(m.Nods, Reaction{by.ID, b.With}) || !t.s.Asks(b.Message) {
		return nil
	}
	t.event(Nodded{b.Message, b.With})
	return nil
}

// unreact has a reaction count no longer that was taken back.
func (t *turn) unreact(b Unreact) error {
	by := t.in.By
	if !t.s.Running() || by.ID == "" {
		return nil
	}
	if b.Kind != "" {
		t.takeHandOff(b)
		return nil
	}
	noted := t.s.Greeted
	if b.Message != (Ref{}) {
		noted = t.s.Messages[b.Message].Nods
	}
	if len(Reaction{by.ID, b.With}.takenFrom(noted)) == len(noted) {
		return nil
	}
	t.event(Unreacted{b.Message, b.With})
	if b.Message == (Ref{}) {
		t.staleOpening()
	}
	return nil
}

// takeHandOff has what somebody added by a reaction wait for a hand again, unless
// somebody else stands behind it by now.
func (t *turn) takeHandOff(b Unreact) {
	for _, e := range t.s.Live(b.Kind) {
		if e.State == Confirmed && e.By == t.in.By.ID && len(e.Sources) > 0 && e.Sources[0] == b.Message {
			t.event(Judged{e.ID, Proposed})
			t.stale(t.boardOf(e))
		}
	}
}

// staleOpening refreshes what says who is still to be heard of.
func (t *turn) staleOpening() {
	if t.s.Phase == Opening {
		t.stale(SlotBoard(Opening))
	}
}
