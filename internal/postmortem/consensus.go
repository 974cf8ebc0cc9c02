package postmortem

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/remedybot/remedy/prompts"
)

// Over days nobody need be called to press a button: a proposal of the bot to go
// on stands if nobody objects within a working day of everybody. It is made, and
// stands, only while all that a phase must establish is there or was left open
// on purpose. The meeting itself is closed by a human hand, always.

// maxObjection is how long an objection may be, in characters: one line.
const maxObjection = 200

// objectionKey is where the nth objection in a phase is kept in Session.Texts.
func objectionKey(p Phase, n int) string { return fmt.Sprintf("objection/%s/%d", p, n) }

// proposing reports whether a proposal to go on stands, that nobody has to press.
func (s *Session) proposing() bool {
	_, more := s.Phase.step(1)
	return more && s.Running() && s.async() && !s.OnPause && !s.Hushed && s.Suggested[s.Phase] &&
		s.Posts[SlotReady(s.Phase)].TS != "" && len(s.Open(s.Phase)) == 0
}

// consents is when a proposal to go on is taken as agreed. Who has nothing to add
// is not waited for. After a start of the bot some hours pass first: nobody could
// object while it was away. Talk that goes on puts it off.
func (s *Session) consents(g Guide) (time.Time, bool) {
	if !s.proposing() {
		return time.Time{}, false
	}
	at := s.agreedAt()
	for _, t := range []time.Time{s.AskedAt, s.lastWord()} {
		at = latest(at, t.Add(g.Lull))
	}
	return at, true
}

// agreedAt is when everybody has had a working day to object.
func (s *Session) agreedAt() time.Time {
	return s.all(s.waitedFor(), latest(s.SuggestedAt, s.openSince()), 1)
}

// consent moves on where a proposal stood for long enough, and reports whether it did.
func (t *turn) consent() bool {
	at, ok := t.s.consents(t.g)
	if !ok || t.in.At.Before(at) {
		return false
	}
	to, _ := t.s.Phase.step(1)
	t.leave(to)
	t.d.Reply, t.d.Seen = "", false // there is nobody to be told
	return true
}

// object keeps a phase open.
func (t *turn) object(b Object) error {
	if err := t.takesPart(); err != nil {
		return err
	}
	if !t.s.Running() {
		return t.over()
	}
	reason := strings.Join(strings.Fields(b.Reason), " ")
	switch n := utf8.RuneCountInString(reason); {
	case b.Phase != t.s.Phase || !t.s.async():
		t.d.Reply = t.g.Words.Say("days/moved_on", map[string]any{"phase": t.s.Phase.Title()})
		return nil
	case !t.s.Suggested[b.Phase]:
		t.d.Reply = t.g.Words.Say("days/stays", map[string]any{"phase": b.Phase.Title()})
		return nil
	case n == 0:
		return t.refuse("no_objection", nil).at("objection")
	case n > maxObjection:
		return t.refuse("long_objection", map[string]any{"most": maxObjection}).at("objection")
	}
	t.meet(t.in.By)
	t.event(Objected{b.Phase})
	t.keep(objectionKey(b.Phase, t.s.Objected[b.Phase]), reason)
	t.stale(SlotReady(b.Phase))
	t.d.Reply = t.g.Words.Say("days/objecting", map[string]any{"phase": b.Phase.Title()})
	return nil
}

// readyOverDays is the proposal to go on, and what became of it.
func (s *Session) readyOverDays(w *prompts.Words, p, next Phase) Card {
	objection := s.Text(objectionKey(p, s.Objected[p]))
	switch {
	case !s.Running() || s.Phase != p || !s.async():
		return Card{Parts: []Part{{Kind: Quiet, Text: w.Say("days/went_on", map[string]any{"phase": p.Title()})}}}
	case !s.Suggested[p] && s.ObjectedAt.After(s.Phased):
		return Card{Parts: []Part{{Kind: Body, Text: w.Say("days/objected", map[string]any{"phase": p.Title(), "reason": objection})}}}
	}
	parts := []Part{{Kind: Body, Text: w.Say("ready", map[string]any{"phase": p.Title(), "next": next.Title(), "have": s.have(p)})}}
	if s.Suggested[p] && !s.Hushed && !s.OnPause && len(s.Open(p)) == 0 {
		parts = append(parts, Part{Kind: Body, Text: w.Say("days/consent", map[string]any{"next": next.Title(), "at": prompts.Marked(deadline(s.agreedAt()))})})
	}
	return Card{Parts: append(parts, Part{Kind: Buttons, Buttons: []Button{
		s.nextButton(w, p, next), s.button(w, DoObject, "object", string(p)),
	}})}
}

// consented says, at the head of a phase, that nobody pressed for it.
func (s *Session) consented(w *prompts.Words, p Phase) []Part {
	if n := len(s.Moves); n > 0 && s.Moves[n-1].To == p && s.Moves[n-1].Consent {
		return []Part{{Kind: Quiet, Text: w.Say("days/consented", nil)}}
	}
	return nil
}
