package postmortem

import (
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/prompts"
)

// Two things that happened may read like one that is told twice. Whoever knows says
// so, and the review asks no more about it.

// tellApart says that what is told by some entries are different things: accounts that
// were held to differ, or an entry and what was merged into it, which stands by itself again.
func (t *turn) tellApart(b TellApart) error {
	ids := slices.Compact(slices.Sorted(slices.Values(b.Entries)))
	if len(ids) < 2 {
		return t.refuse("gone", nil)
	}
	if err := t.tellsApart(ids); err != nil {
		return err
	}
	for _, id := range ids {
		t.unmerge(id, ids)
	}
	times := make([]time.Time, 0, len(ids))
	for _, id := range ids {
		e, _ := t.s.Entry(id)
		times = append(times, e.At)
	}
	if !t.s.ToldApart(ids) {
		t.event(ToldApart{Entries: ids, Times: times})
		e, _ := t.s.Entry(ids[0])
		t.stale(t.boardOf(e))
		t.amend(e, HowApart, "")
	}
	t.reply("told_apart", nil)
	return nil
}

// tellsApart refuses whoever may not say so of these entries: while people talk whoever takes
// part may, and after it those who correct the document.
func (t *turn) tellsApart(ids []string) error {
	if err := t.takesPart(); err != nil {
		return err
	}
	if !t.s.Running() && !t.s.Drafted() {
		return t.over()
	}
	for _, id := range ids {
		e, ok := t.s.Entry(id)
		merged := e.State == LeftOut && e.Same != "" && slices.Contains(ids, e.Same) && t.s.Text(id) != ""
		if !ok || !e.Live() && !merged || e.Live() && !disputable(e) && e.Kind != Cause && !slices.ContainsFunc(t.s.twins(e), func(o Entry) bool { return slices.Contains(ids, o.ID) }) {
			return t.refuse("gone", nil)
		}
		if t.s.Drafted() {
			if err := t.corrects(e); err != nil {
				return err
			}
		}
	}
	return nil
}

// unmerge gives an entry back that was merged into one of those that it is told apart from:
// it waits for somebody's hand again, and its messages are its own.
func (t *turn) unmerge(id string, ids []string) {
	e, _ := t.s.Entry(id)
	into, ok := t.s.Entry(e.Same)
	if e.State != LeftOut || !ok || !slices.Contains(ids, into.ID) {
		return
	}
	e.Same = ""
	t.event(Changed{e})
	t.event(Judged{e.ID, Proposed})
	if rest := slices.DeleteFunc(slices.Clone(into.Sources), func(r Ref) bool { return slices.Contains(e.Sources, r) }); len(rest) > 0 {
		into.Sources = rest
		t.event(Changed{into})
	}
	t.stale(t.boardOf(e))
	t.stale(t.boardOf(into))
	t.amend(e, HowAdded, "")
}

// oneLine reports whether the document may tell two entries of one kind as one: events of the
// same minute, and causes that read alike.
func (s *Session) oneLine(a, b Entry) bool {
	switch a.Kind {
	case Event:
		return !a.At.IsZero() && a.At.Truncate(time.Minute).Equal(b.At.Truncate(time.Minute))
	case Cause:
		return evidence.Alike(s.Text(a.ID), s.Text(b.ID)) >= 4
	}
	return false
}

// disputable are the kinds of which accounts can differ.
func disputable(e Entry) bool { return e.Kind == Event || e.Kind == Impact }

// twins are what was merged into an entry and can stand by itself again.
func (s *Session) twins(into Entry) []Entry {
	return without(s.Entries, func(e Entry) bool { return e.State != LeftOut || e.Same != into.ID || s.Text(e.ID) == "" })
}

// Together are the entries, as groups of ids, with which one is held to tell the same: those
// merged into it and those that the document may tell in one line, one by one, and those
// whose accounts are held to differ.
func (s *Session) Together(e Entry) [][]string {
	var out [][]string
	for _, o := range s.twins(e) {
		out = append(out, []string{e.ID, o.ID})
	}
	for o := range s.each(e.Kind) {
		if o.ID != e.ID && s.oneLine(e, *o) && !s.EverApart(e.ID, o.ID) {
			out = append(out, []string{e.ID, o.ID})
		}
	}
	if !disputable(e) {
		return out
	}
	var all []evidence.Account
	for _, o := range s.Live(Event, Impact) {
		all = append(all, evidence.Account{ID: o.ID, Text: s.Text(o.ID), At: o.At, Event: o.Event, Author: o.Author, Written: o.Written})
	}
	for _, c := range evidence.Conflicts(all) {
		if slices.Contains(c.Accounts, e.ID) && !s.ToldApart(c.Accounts) {
			out = append(out, c.Accounts)
		}
	}
	return out
}

// shownDiffering is how many contradictions a board names.
const shownDiffering = 3

// differParts say on the board of the timeline of what accounts differ, each with the button
// that says that they are different things.
func (s *Session) differParts(w *prompts.Words) (parts []Part) {
	if !s.Running() {
		return nil
	}
	all := s.conflicts()
	for _, c := range all[:min(len(all), shownDiffering)] {
		about := strings.Join(c.Accounts, " ")
		parts = append(parts, Part{Kind: Quiet, Text: w.Say("board/differ", accounts(w, s, about))}, Part{Kind: Buttons, Buttons: apartButton(w, s, about)})
	}
	return parts
}

// ToldApart reports whether people have said of entries that each tells a different
// thing. Once the time of one of them is corrected, that is to be said again.
func (s *Session) ToldApart(ids []string) bool {
	return slices.ContainsFunc(s.Apart, func(a ToldApart) bool {
		return !slices.ContainsFunc(ids, func(id string) bool {
			e, ok := s.Entry(id)
			i := slices.Index(a.Entries, id)
			return !ok || i < 0 || !a.Times[i].Equal(e.At)
		})
	})
}

// EverApart reports whether people have said of two entries, whatever their times were then,
// that they are different things.
func (s *Session) EverApart(a, b string) bool {
	return slices.ContainsFunc(s.Apart, func(x ToldApart) bool { return slices.Contains(x.Entries, a) && slices.Contains(x.Entries, b) })
}

// apartButton settles a question that is asked of two things as if they were one.
func apartButton(w *prompts.Words, s *Session, about string) []Button {
	ids := strings.Fields(about)
	n := map[string]any{"n": len(ids)}
	return []Button{{Action: DoApart, Value: s.value(ids...), Label: w.Say("button/told_apart", n), Reader: w.Say("button/told_apart_reader", n)}}
}
