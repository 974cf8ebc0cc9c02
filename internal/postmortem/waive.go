package postmortem

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// maxReason is how long the reason of a waiver may be, in characters: a sentence
// or two.
const maxReason = 300

// waive leaves criteria open on purpose. They are still computed: one that is met
// later is met.
func (t *turn) waive(b Waive) error {
	if err := t.steers(); err != nil {
		return err
	}
	reason := strings.Join(strings.Fields(b.Reason), " ")
	switch n := utf8.RuneCountInString(reason); {
	case len(b.Criteria) == 0:
		return t.refuse("no_criteria", nil).at("criteria")
	case n == 0:
		return t.refuse("no_reason", nil).at("reason")
	case n > maxReason:
		return t.refuse("long_reason", map[string]any{"most": maxReason}).at("reason")
	}
	t.ripen()
	var left []string
	for _, id := range b.Criteria {
		c, ok := t.s.criterion(id)
		switch {
		case !ok:
			return t.refuse("unknown_criterion", map[string]any{"id": id}).at("criteria")
		case c.State == GateMet:
			return t.refuse("met_criterion", map[string]any{"id": c.ID, "what": c.phrase(t.g.Words)}).at("criteria")
		}
		left = append(left, c.phrase(t.g.Words))
		t.event(Waived{c.ID})
		t.keep(ReasonKey(c.ID), reason)
	}
	t.stale(SlotBoard(t.s.Phase))
	t.d.Reply = t.g.Words.Say("waived", map[string]any{"what": strings.Join(left, "; ")})
	return nil
}

// criterion finds one by its id, in any letter case.
func (s *Session) criterion(id string) (Criterion, bool) {
	for _, p := range Phases() {
		all := s.Gate(p)
		if i := slices.IndexFunc(all, func(c Criterion) bool { return strings.EqualFold(c.ID, id) }); i >= 0 {
			return all[i], true
		}
	}
	return Criterion{}, false
}
