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
	if t.s.Drafted() {
		return t.waiveChecks(b)
	}
	if err := t.steers(); err != nil {
		return err
	}
	if len(b.Criteria) == 0 {
		return t.refuse("no_criteria", nil).at("criteria")
	}
	reason, err := t.reason(b.Reason, "no_reason", "reason")
	if err != nil {
		return err
	}
	t.ripen()
	if len(b.Criteria) == 1 && strings.EqualFold(b.Criteria[0], "all") {
		b.Criteria = nil
		for _, c := range t.s.Open(t.s.Phase) {
			b.Criteria = append(b.Criteria, c.ID)
		}
	}
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
		t.keep(ReasonKey(c.ID), t.s.reasons(c.ID, reason))
		t.event(Waived{Criterion: c.ID, Of: c.Lacks})
	}
	t.stale(SlotBoard(t.s.Phase))
	t.d.Reply = t.g.Words.Say("waived", map[string]any{"what": strings.Join(left, "; ")})
	return nil
}

// reason reads why somebody decides something, as a form's field gives it. The
// refusal where there is none is the one under the key none.
func (t *turn) reason(text, none, field string) (string, error) {
	reason := strings.Join(strings.Fields(text), " ")
	switch n := utf8.RuneCountInString(reason); {
	case n == 0:
		return "", t.refuse(none, nil).at(field)
	case n > maxReason:
		return "", t.refuse("long_reason", map[string]any{"most": maxReason}).at(field)
	}
	return reason, nil
}

// criterion finds one by its id, in any letter case. Its first letter says where
// to look, but for those that belong to several phases.
func (s *Session) criterion(id string) (Criterion, bool) {
	for i, p := range Phases() {
		const letters = "OTCRPL"
		if id == "" || strings.ContainsAny(strings.ToUpper(id[:1]), letters) && !strings.EqualFold(id[:1], letters[i:i+1]) {
			continue
		}
		all := s.Gate(p)
		if i := slices.IndexFunc(all, func(c Criterion) bool { return strings.EqualFold(c.ID, id) }); i >= 0 {
			return all[i], true
		}
	}
	return Criterion{}, false
}

// reasons adds a reason to those that were given for the same criterion before,
// about other things that were missing.
func (s *Session) reasons(id, reason string) string {
	was := s.Text(ReasonKey(id))
	if was == "" || strings.Contains(was, reason) || len(s.Waivers[id].Of) == 0 {
		return reason
	}
	return strings.TrimRight(was, ".") + "; " + reason
}

// A Waiver is what people left open of a criterion on purpose.
type Waiver struct {
	By    string   // user id of who did so last
	Of    []string // what was missing then; what is missing beside it is open
	Whole bool     // in logs of before that was noted: all of it
}

// covers reports whether a waiver is about something that is missing: that very
// thing, or a part of the time that nobody could tell of.
func (w Waiver) covers(key string) bool {
	if w.Whole || slices.Contains(w.Of, key) {
		return true
	}
	x, ok := spanOf(key)
	return ok && slices.ContainsFunc(w.Of, func(of string) bool {
		y, ok := spanOf(of)
		return ok && !x.from.Before(y.from) && !x.to.After(y.to)
	})
}
