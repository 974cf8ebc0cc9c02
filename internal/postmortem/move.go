package postmortem

import "strings"

func (t *turn) advance(b Advance) error {
	if err := t.steers(); err != nil {
		return err
	}
	if b.From != "" && b.From != t.s.Phase {
		return nil // a second click on a button that has done its work
	}
	t.ripen()
	to, ok := t.s.Phase.step(1)
	if !ok {
		return t.refuse("last_phase", nil)
	}
	t.leave(to)
	return nil
}

// leave goes on to a phase. A sealed round ends with its phase.
func (t *turn) leave(to Phase) {
	if t.s.Sealed() {
		t.unseal(t.s.Phase)
	}
	t.move(to, t.s.Missing(t.g.Words, t.s.Phase))
}

func (t *turn) goBack(b GoBack) error {
	if err := t.steers(); err != nil {
		return err
	}
	if b.From != "" && b.From != t.s.Phase {
		return nil
	}
	to, ok := t.s.Phase.step(-1)
	if b.To != "" {
		if to = b.To; place(to) == 0 || place(to) >= place(t.s.Phase) {
			return t.refuse("not_before", map[string]any{"phase": t.s.Phase.Title(), "to": to.Title(), "ahead": place(to) > place(t.s.Phase)})
		}
	}
	if !ok {
		return t.refuse("first_phase", nil)
	}
	t.move(to, nil)
	return nil
}

func (t *turn) move(to Phase, left []Gap) {
	t.goOn()
	from, began := t.s.Phase, t.s.Phased
	t.event(Moved{From: from, To: to, Left: left})
	t.skipRound()
	if t.s.Posts[SlotBoard(to)].TS == "" {
		t.frame(SlotBoard(to), began)
		t.post(SlotBoard(to))
	} else {
		t.stale(SlotBoard(to)) // its buttons work again
		t.post(SlotAgain(to))
	}
	t.staleButtons(from)
	t.stale(SlotRoot)
	t.reply("moved", map[string]any{"phase": to.Title(), "back": place(to) < place(from)})
	t.d.Seen = t.in.Place.Channel == t.s.Place.Channel
}

// staleButtons takes the buttons of a phase away that have done their work: those of its
// board, of the proposal to go on, and of the message that came back to it.
func (t *turn) staleButtons(p Phase) {
	t.stale(SlotBoard(p))
	for _, slot := range []string{SlotReady(p), SlotAgain(p)} {
		if t.s.Posts[slot].TS != "" {
			t.stale(slot)
		}
	}
}

// finish ends the talk. What was said last is still read, then the thread is
// read once more for what was missed, and then the draft is written.
func (t *turn) finish() error {
	if err := t.steers(); err != nil {
		return err
	}
	if sealed := t.s.sealedIn(); len(sealed) > 0 {
		return t.refuse("sealed", nil)
	}
	t.ripen()
	t.goOn()
	t.event(Wrapping{})
	t.readOut()
	t.staleButtons(t.s.Phase)
	t.stale(SlotRoot)
	t.reply("finishing", nil)
	t.d.Seen = t.in.Place.Channel == t.s.Place.Channel
	return nil
}

func (t *turn) cancel() error {
	if t.s.Status == Closing && t.in.By.ID != t.s.Facilitator && t.in.By.ID != t.s.Starter {
		return t.over()
	}
	if err := t.steers(); err != nil && t.s.Status != Closing {
		return err
	}
	t.goOn()
	t.event(CalledOff{})
	t.forget()
	t.staleButtons(t.s.Phase)
	t.stale(SlotRoot)
	t.reply("cancelled", map[string]any{"review": string(t.s.ID)})
	t.d.Seen = true
	return nil
}

// readOut has everything read that was said so far, and then the thread for what
// was missed. It stands behind the reading of each message in its lane, so its
// result comes last.
func (t *turn) readOut() {
	t.settle(true)
	t.event(Asked{})
	t.effect(CatchUp{})
}

// draft posts the review. Everything that was said has been read by now.
func (t *turn) draft() {
	drafted := Drafted{Open: t.s.Missing(t.g.Words, Phases()...)}
	if t.g.Rewords {
		drafted.Wording = Wordable()
	}
	t.event(drafted)
	t.forget()
	t.post(SlotReview)
	for _, section := range drafted.Wording {
		t.effect(Reword{section})
	}
	t.wordingDone()
	t.openCheck()
	t.openPoll()
	t.stale(SlotBoard(t.s.Phase))
	t.stale(SlotRoot)
}

// forget erases what the review needs no longer: the private notes, and the
// texts of messages that no entry rests on.
func (t *turn) forget() {
	t.s.Private = Private{}
	t.d.Private = &t.s.Private
	if t.s.Status == Cancelled {
		for n := range t.s.Voices { // what waits to be posted never will be
			t.keep(SlotSay(n+1), "")
		}
	}
	cited := map[Ref]bool{}
	for _, e := range t.s.Entries {
		if !e.Live() && !t.s.merged(e) {
			for _, key := range []string{e.ID, e.DoneKey(), e.WhyKey(), e.LinkKey()} {
				if t.s.Texts[key] != "" {
					t.keep(key, "")
				}
			}
		}
		for _, r := range e.Sources {
			cited[r] = cited[r] || e.Live()
		}
	}
	for key := range t.s.Texts {
		if strings.HasPrefix(key, "account/") || strings.HasPrefix(key, "objection/") {
			t.keep(key, "")
		}
	}
	for r := range t.s.Messages {
		if key := r.Key(); !cited[r] && t.s.Texts[key] != "" {
			t.keep(key, "")
		}
	}
}

// tick does what has become due. Nothing is stored about it: what is due
// follows from the session, so a week of silence gives one question, not many.
func (t *turn) tick() error {
	if !t.s.Running() {
		t.followUp()
		t.closePoll()
		t.callOwner()
		t.refileDue()
		return nil
	}
	if t.settle(false) {
		return nil // what was said last may answer what would be asked
	}
	t.ripen()
	if t.consent() {
		return nil
	}
	if at, ok := t.s.suggests(t.g); ok && !t.in.At.Before(at) {
		t.event(Suggested{t.s.Phase})
		t.post(SlotReady(t.s.Phase))
	}
	t.inquire()
	t.invite()
	t.takeAside()
	t.holdBack()
	return nil
}
