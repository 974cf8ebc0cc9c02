package postmortem

import "slices"

// stillOpen are the phases in which the first explanation can be settled on too soon.
func stillOpen() []Phase { return []Phase{Opening, Timeline, RootCause} }

// enoughCauses is how many causes stand beside one another where nobody settles on one.
const enoughCauses = 3

// closes takes in that a message would settle on the first explanation. That concerns
// the process: the first time of anybody leads to a question to all. Who does so again,
// is asked alone; once in a review.
func (t *turn) closes(m Message, b ToneRead, before bool) {
	key, p := b.Ref.Key(), t.private()
	a := p.Authors[m.Author]
	if a.Hurried == "" {
		a.Hurried = key
		p.Authors[m.Author] = a
	}
	switch {
	case a.Hurried == key || !slices.Contains(stillOpen(), m.Phase) || len(t.s.Live(Cause)) >= enoughCauses:
		t.d.Held = HeldProcess
		t.event(Hurried{})
	case before:
		t.d.Held = HeldTwice
	case a.ByKind[b.Category] > 0:
		t.d.Held = HeldKind
	default:
		t.askAuthor(m, b)
	}
}
