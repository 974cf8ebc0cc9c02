package postmortem

import "github.com/remedybot/remedy/prompts"

// pause gives everybody a break. Whoever needs one gets it, and nobody is told who.
func (t *turn) pause() error {
	if err := t.takesPart(); err != nil {
		return err
	}
	if !t.s.Running() {
		return t.over()
	}
	t.d.Seen = true
	if t.s.OnPause {
		t.reply("paused_already", nil)
		return nil
	}
	t.event(Paused{})
	t.post(SlotPause(t.s.Pauses))
	t.reply("paused", nil)
	return nil
}

// resume ends a pause.
func (t *turn) resume() error {
	if err := t.takesPart(); err != nil {
		return err
	}
	if !t.s.Running() {
		return t.over()
	}
	t.d.Seen = true
	if !t.s.OnPause {
		t.reply("no_pause", nil)
		return nil
	}
	t.goOn()
	t.reply("resumed", map[string]any{"phase": t.s.Phase.Title()})
	return nil
}

// goOn ends a pause, if it is one.
func (t *turn) goOn() {
	if t.s.OnPause {
		t.event(Resumed{})
		if t.s.async() {
			t.staleTimes() // everybody has another day
		}
		t.stale(SlotPause(t.s.Pauses))
	}
}

// pauseCard is the message of a pause; once that is over it says so.
func (s *Session) pauseCard(w *prompts.Words, slot string) Card {
	if !s.Running() {
		return Card{Parts: []Part{{Kind: Quiet, Text: w.Say("board/pause_over", nil)}}}
	}
	if !s.OnPause || slot != SlotPause(s.Pauses) {
		return Card{Parts: []Part{{Kind: Quiet, Text: w.Say("resumed", map[string]any{"phase": s.Phase.Title()})}}}
	}
	return Card{Parts: []Part{
		{Kind: Body, Text: w.Say("pause", nil)},
		{Kind: Buttons, Buttons: []Button{{Action: DoResume, Value: s.value(), Label: w.Say("button/go_on", nil), Style: "primary"}}},
	}}
}

// handOver makes somebody else the facilitator.
func (t *turn) handOver(b HandOver) error {
	if err := t.steers(); err != nil {
		return err
	}
	switch to := b.To; {
	case to.ID == "":
		return t.refuse("whom_to_hand_to", nil)
	case to.Bot || to.Outsider || t.s.People[to.ID].Outsider:
		return t.refuse("facilitates_not", nil)
	case t.unsure(to) != nil:
		return t.unsure(to)
	case to.ID == t.s.Facilitator:
		t.reply("handed_already", map[string]any{"facilitator": mention(to.ID)})
		return nil
	}
	t.meet(b.To)
	if t.s.Seat(b.To.ID) == SeatObserver {
		t.event(Seated{Person: b.To.ID, Seat: SeatParticipant}) // who facilitates does not only read along
	}
	t.event(HandedOver{b.To.ID})
	t.stale(SlotRoot)
	if b.To.ID != t.in.By.ID {
		t.tell(b.To.ID, t.g.Words.Say("handed_over", map[string]any{"title": t.s.Title}))
	}
	t.reply("handed_over", map[string]any{"facilitator": mention(b.To.ID)})
	return nil
}
