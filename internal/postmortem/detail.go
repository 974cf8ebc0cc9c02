package postmortem

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Events are the kinds of an event of the timeline, and Items those of what is
// noted under Remedy.
func Events() []string {
	return []string{"change", "signal", "action", "decision", "comms", "impact", "recovery"}
}
func Items() []string {
	return []string{"restored", "temporary", "helped", "hindered", "luck", "communication"}
}

// Causes are the kinds of causes.
func Causes() []string {
	return []string{"trigger", "condition", "amplifier", "detection_gap", "recovery_hindrance", "safeguard_that_worked", "luck"}
}

// Sorts are the kinds that an entry of kind k may be of; none for most.
func Sorts(k Kind) []string {
	switch k {
	case Event:
		return Events()
	case Cause:
		return Causes()
	case RemedyItem:
		return Items()
	}
	return nil
}

// sorted makes an entry one of a sort, where it has sorts.
func (t *turn) sorted(e Entry, sort string) (Entry, error) {
	switch {
	case sort == "":
	case !slices.Contains(Sorts(e.Kind), sort):
		return e, t.refuse("wrong_sort", nil).at("sort")
	case e.Kind == Event:
		e.Event = sort
	case e.Kind == Cause:
		e.Cause = sort
	default:
		e.Item = sort
	}
	return e, nil
}

// DueDay is the day by which an action is due, in words that are read as the same
// again; "" where it has none.
func (e Entry) DueDay() string {
	if e.Due.IsZero() {
		return ""
	}
	return e.Due.Format(time.DateOnly)
}

// detailed fills in what a form asks for beside the words of an entry.
func (t *turn) detailed(e Entry, b Edit) (Entry, error) {
	e, err := t.sorted(e, b.Sort)
	if err != nil {
		return e, err
	}
	if link := strings.TrimSpace(b.Link); link != "" && (e.Kind == Event || e.Kind == Cause) {
		if utf8.RuneCountInString(link) > maxReason {
			return e, t.refuse("long_link", map[string]any{"most": maxReason}).at("link")
		}
		e.Linked, e.Memory = true, false
		t.keep(e.LinkKey(), link)
	}
	if e.Kind == RemedyItem && b.Owner != "" {
		e.Owner = b.Owner
	}
	if e.Kind != Action {
		return e, nil
	}
	if b.Owner != "" && b.Owner != e.Owner {
		e.Owner, e.Action = b.Owner, Offered // nobody is volunteered by others
	}
	if due := strings.TrimSpace(b.Due); due != "" && due != e.DueDay() { // as it was shown it changes nothing, though the day may be over
		day, err := dueDay(b.Due, "due", t.in)
		if err != nil {
			return e, err
		}
		e.Due = day
	}
	if done := strings.TrimSpace(b.Done); done != "" {
		if utf8.RuneCountInString(done) > LongestEntry {
			return e, t.refuse("long_text", map[string]any{"most": LongestEntry}).at("done")
		}
		e.HasDone = true
		t.keep(e.DoneKey(), t.plain(done))
	}
	if b.About != nil {
		e.Addresses = nil
		for _, id := range b.About {
			if c, ok := t.s.Entry(id); ok && c.Live() && c.Kind == Cause || id == TheHarm {
				e.Addresses = append(e.Addresses, id)
			}
		}
	}
	return e, nil
}

// depth is how many causes stand above one.
func (s *Session) depth(e Entry) int {
	n := 0
	for len(e.Parents) > 0 && n < len(s.Entries) {
		up, ok := s.Entry(e.Parents[0])
		if !ok || !up.Live() {
			break
		}
		e = up
		n++
	}
	return n
}
