package postmortem

import "github.com/remedybot/remedy/prompts"

// How many entries a review has, and of how many of them nobody has confirmed yet, is the
// same wherever it is told: at the end of the talk, in the draft, and before publishing. A
// cause that only its author stands behind is confirmed; that it waits for somebody else
// is said beside it.

// Told are the entries of the review. What becomes of a parked idea is a question of its own.
func (s *Session) Told() []Entry {
	return without(s.Live(), func(e Entry) bool { return e.Kind == Idea || s.Text(e.ID) == "" })
}

// Unseen are those of them that nobody has confirmed yet: the document marks them as proposed.
func (s *Session) Unseen() []Entry {
	return without(s.Told(), func(e Entry) bool { return e.State != Proposed })
}

// Unseconded are the causes that only their own author has confirmed though others take part.
func (s *Session) Unseconded() []Entry {
	return without(s.Told(), func(e Entry) bool { return e.State == Proposed || !s.Waits(e) })
}

// secondParts are for causes that stand on their author's word alone: anybody else who took
// part can confirm them at once, and they may be published as they are.
func (s *Session) secondParts(w *prompts.Words) []Part {
	alone := s.Unseconded()
	if len(alone) == 0 || s.Published() {
		return nil
	}
	n := map[string]any{"n": len(alone)}
	return []Part{{Kind: Quiet, Text: w.Say("publish/second", n)}, {Kind: Buttons, Buttons: []Button{
		{Action: DoConfirm, Value: s.value(idsOf(alone)...), Label: w.Say("button/confirm_second", n), Reader: w.Say("button/confirm_second_reader", n)}}}}
}

// unneeded are the entries of a part of the document that nobody has confirmed, and that
// may be published so.
func (s *Session) unneeded(p Phase) []Entry {
	return without(s.Unseen(), func(e Entry) bool { return e.Board() != p || needed(e) })
}

// needed reports whether an entry has to be confirmed before the review is published.
func needed(e Entry) bool { return e.Kind == Cause || e.Kind == Action || e.Kind == Learning }

// Unconfirmed are the causes, actions and learnings that nobody has confirmed. Other
// entries may be published as proposed.
func (s *Session) Unconfirmed() []Entry {
	return without(s.Unseen(), func(e Entry) bool { return !needed(e) })
}
