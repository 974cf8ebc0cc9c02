package postmortem

import "github.com/remedybot/remedy/prompts"

// Whoever moves on is asked once more where much would be left behind: with fewer of
// both it is one press.
const muchOpen, muchProposed = 2, 8

// askToLeave is what is to be confirmed before a phase is left, with what is left
// behind then; "" where that is little. The end is always asked about.
func (s *Session) askToLeave(w *prompts.Words, p Phase) string {
	if _, more := p.step(1); !more {
		return s.askToFinish(w)
	}
	open, proposed := len(s.Open(p)), len(without(s.Unseen(), func(e Entry) bool { return e.Board() != p }))
	if open < muchOpen && proposed < muchProposed {
		return ""
	}
	return w.Say("board/leave", map[string]any{"open": open, "proposed": proposed})
}

// askToFinish is what is to be confirmed before the talk ends.
func (s *Session) askToFinish(w *prompts.Words) string {
	open := 0
	for _, p := range Phases() {
		open += len(s.Open(p))
	}
	return w.Say("board/finish", map[string]any{"open": open, "all": len(s.Told()), "proposed": len(s.Unseen()), "hands": len(s.Unconfirmed())})
}

// staleEnd has the last board say anew what would be left behind, where that is
// otherwise than before.
func (t *turn) staleEnd(before *Session) {
	slot := SlotBoard(Close)
	if t.s.Running() && t.s.Phase == Close && before.Phase == Close && t.s.Posts[slot].TS != "" && t.s.askToFinish(t.g.Words) != before.askToFinish(t.g.Words) {
		t.stale(slot)
	}
}
