package postmortem

import (
	"cmp"
	"slices"
)

// Carrier is the user who carries the review to its publication: its owner. Until
// somebody accepted that, it is the facilitator. It is no punishment, and nobody
// is volunteered.
func (s *Session) Carrier() string { return cmp.Or(s.Owner, s.Facilitator) }

// An OwnerOffer is a review that waits for somebody to carry it.
type OwnerOffer struct {
	To      string // user id
	Willing bool   // they offered it themselves, so the facilitator may accept
}

// entrust asks somebody to carry the review, or the facilitator to let somebody.
func (t *turn) entrust(b Entrust) error {
	if err := t.takesPart(); err != nil {
		return err
	}
	if !t.s.Running() && !t.s.Drafted() {
		return t.over()
	}
	to := b.To
	willing := to.ID == t.in.By.ID
	switch err := t.arranges(); {
	case err != nil && !willing:
		return err
	case to.ID == "":
		return t.refuse("whom_to_entrust", nil)
	case to.Bot || to.Outsider || t.s.People[to.ID].Outsider:
		return t.refuse("carries_not", nil)
	case t.unsure(to) != nil:
		return t.unsure(to)
	case to.ID == t.s.Carrier():
		t.d.Reply = t.g.Words.Say("seats/carries", map[string]any{"owner": mention(to.ID)})
		return nil
	}
	t.meet(to)
	if to.ID == t.s.Facilitator && willing {
		t.carry(to.ID)
		return nil
	}
	t.event(OwnerAsked{To: to.ID, Willing: willing})
	who, words, button := to.ID, askOwner, "button/carry"
	if willing {
		who, words, button = t.s.Facilitator, askAgree, "button/agree"
	}
	t.ask(who, Ask{Name: words, About: to.ID}, Part{Kind: Body, Text: t.g.Words.Say(words, map[string]any{"who": mention(to.ID), "title": t.s.Title})},
		Part{Kind: Buttons, Buttons: []Button{{Action: DoCarry, Value: t.s.value(to.ID), Label: t.g.Words.Say(button, nil), Style: "primary"}}})
	t.d.Reply = t.g.Words.Say("seats/owner_asked", map[string]any{"asked": mention(who), "owner": mention(t.s.Carrier())})
	return nil
}

// carries is somebody accepting: for themselves, or the facilitator for somebody
// who offered.
func (t *turn) carries(b Carry) error {
	if err := t.takesPart(); err != nil {
		return err
	}
	if !t.s.Running() && !t.s.Drafted() {
		return t.over()
	}
	o := t.s.Offer
	switch {
	case b.Who != "" && b.Who == t.s.Owner:
		t.d.Reply = t.g.Words.Say("seats/carries", map[string]any{"owner": mention(b.Who)})
		return nil
	case b.Who == "" || b.Who != o.To:
		return t.refuse("answered", nil)
	case t.in.By.ID != o.To && !(o.Willing && t.in.By.ID == t.s.Facilitator):
		return t.refuse("not_yours_to_accept", map[string]any{"who": mention(o.To)})
	}
	t.carry(b.Who)
	return nil
}

// handsOn asks a facilitator who was near the incident, privately, whether somebody
// else could hold the frame: whoever has a part to tell is not free to ask.
func (t *turn) handsOn() {
	near := slices.ContainsFunc(t.s.Live(), func(e Entry) bool { return e.Phase == "" && e.Author == t.s.Facilitator })
	if near && !t.s.Private.Authors[t.s.Facilitator].Muted {
		t.event(Whispered{})
		t.tell(t.s.Facilitator, t.g.Words.Say("hands_on", nil))
	}
}

func (t *turn) carry(id string) {
	told := t.s.Posts[SlotPublish(t.s.Carrier())].TS != ""
	t.event(Carried{id})
	t.stale(SlotRoot)
	if t.s.Drafted() {
		t.takesOver(told)
	}
	t.d.Reply = t.g.Words.Say("seats/carries", map[string]any{"owner": mention(id)})
}

// takesOver is a change of owner after the draft: what the new one has confirmed
// themselves was confirmed by nobody else, and they hear what the old one did.
func (t *turn) takesOver(told bool) {
	p := t.s.Publication
	if t.s.Status == Checked && !slices.ContainsFunc(t.s.checkers(), func(id string) bool { return !p.Agreed[id].IsZero() }) {
		t.event(Became{Status: Draft})
		t.stale(SlotReview)
	}
	if slot := SlotPublish(t.s.Carrier()); told && !t.s.Published() && t.s.Posts[slot].TS == "" {
		t.post(slot)
	}
	t.staleCheck()
}
