package postmortem

import (
	"strings"
	"unicode/utf8"
)

// AimKey is where the aim of a review is kept in Session.Texts.
const AimKey = "aim"

// LongestAim is how long an aim may be, in characters: one sentence.
const LongestAim = 200

// aim takes in, in one sentence, what customers and the people on call shall have
// after the review.
func (t *turn) aim(b SetAim) error {
	if err := t.arranges(); err != nil {
		return err
	}
	text := t.plain(strings.Join(strings.Fields(b.Text), " "))
	switch n := utf8.RuneCountInString(text); {
	case n == 0:
		return t.refuse("no_aim", nil).at("aim")
	case n > LongestAim:
		return t.refuse("long_aim", map[string]any{"most": LongestAim}).at("aim")
	case text == t.s.Text(AimKey):
		return nil
	}
	t.event(Aimed{})
	t.keep(AimKey, text)
	for _, slot := range []string{SlotRoot, SlotScript, SlotBoard(Prevention)} {
		if t.s.Posts[slot].TS != "" {
			t.stale(slot)
		}
	}
	t.d.Reply = t.g.Words.Say("seats/aim", map[string]any{"aim": text})
	return nil
}

// aimPart shows the aim of the review, if it has one.
func (g Guide) aimPart(s *Session) []Part {
	if s.Text(AimKey) == "" {
		return nil
	}
	return []Part{{Kind: Body, Text: g.Words.Say("aim", map[string]any{"aim": s.Text(AimKey)})}}
}
