package postmortem

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// maxSection is how long a section of the owner's may be, in characters.
const maxSection = 2800

// write takes in a section that the owner writes; without a text it is empty again.
func (t *turn) write(b Write) error {
	if err := t.owns(); err != nil {
		return err
	}
	text, was := t.lines(b.Text), t.s.Text(b.Section)
	switch {
	case !slices.Contains(OwnSections(), b.Section):
		return t.refuse("gone", nil)
	case utf8.RuneCountInString(text) > maxSection:
		return t.refuse("long_text", map[string]any{"most": maxSection}).at(b.Section)
	case text == was:
		return nil
	}
	t.meet(t.in.By)
	t.event(Wrote{Section: b.Section, Erased: text == ""})
	t.keep(b.Section, text)
	if t.s.Published() {
		t.amend(Entry{ID: b.Section}, HowReworded, was)
	}
	t.staleDraft()
	t.reply("wrote", nil)
	return nil
}

// lines is a text of several lines with roles in the place of mentions.
func (t *turn) lines(text string) string {
	var out []string
	for line := range strings.Lines(text) {
		out = append(out, t.plain(strings.TrimSpace(line)))
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}

// waiveChecks leaves checks of the document open, for a reason that stands in it. The
// reason of what was left open before, in the talk as well, is written anew that way.
func (t *turn) waiveChecks(b Waive) error {
	if err := t.owns(); err != nil {
		return err
	}
	if len(b.Criteria) == 0 {
		return t.refuse("no_checks", nil).at("left_open")
	}
	reason, err := t.reason(b.Reason, "no_reason", "reason")
	if err != nil {
		return err
	}
	for _, id := range b.Criteria {
		id = strings.ToUpper(id)
		if _, waived := t.s.Waivers[id]; !waived && !slices.Contains(t.s.WaivableChecks(), id) {
			return t.refuse("no_waiver", map[string]any{"id": id}).at("left_open")
		}
	}
	for _, id := range b.Criteria {
		id = strings.ToUpper(id)
		t.keep(ReasonKey(id), sentence(t.plain(reason)))
		t.event(Waived{Criterion: id, Of: t.s.Waivers[id].Of})
	}
	t.staleDraft()
	t.reply("waived_checks", map[string]any{"n": len(b.Criteria)})
	return nil
}

// WaivableChecks are the checks that are open and may be left so.
func (s *Session) WaivableChecks() []string {
	var out []string
	if _, waived := s.Waivers[confirmation]; s.Status == Draft && !waived {
		out = append(out, confirmation)
	}
	for _, f := range s.findings() {
		if f.Waivable && !slices.Contains(out, f.Check) {
			out = append(out, f.Check)
		}
	}
	return out
}

// dismiss says of a finding about wording that it is a false alarm.
func (t *turn) dismiss(b Dismiss) error {
	if err := t.owns(); err != nil {
		return err
	}
	reason, err := t.reason(b.Reason, "no_reason", "reason")
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(t.s.Alarms(), func(f Finding) bool { return f.ID() == b.Finding }) {
		return t.refuse("no_finding", nil).at("finding")
	}
	t.keep(ReasonKey(b.Finding), sentence(t.plain(reason)))
	t.event(Dismissed{Finding: b.Finding})
	t.staleDraft()
	t.reply("dismissed", nil)
	return nil
}
