package postmortem

import (
	"fmt"
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
		return Refusal{Field: "criteria", Text: "Choose what to leave open; `status` lists it."}
	case n == 0:
		return Refusal{Field: "reason", Text: "Say why it stays open, such as: the logs of that hour are gone."}
	case n > maxReason:
		return Refusal{Field: "reason", Text: fmt.Sprintf("Give the reason in fewer than %d characters.", maxReason)}
	}
	var left []string
	for _, id := range b.Criteria {
		c, ok := t.s.criterion(id)
		switch {
		case !ok:
			return Refusal{Field: "criteria", Text: fmt.Sprintf("There is no “%s” to leave open; `status` lists what there is.", Escape(id))}
		case c.State == GateMet:
			return Refusal{Field: "criteria", Text: fmt.Sprintf("%s is there already: %s.", c.ID, lower(c.What))}
		}
		left = append(left, lower(c.What))
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
