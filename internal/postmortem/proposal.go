package postmortem

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
)

// propose records a finding as an entry that waits for a human's hand.
func (t *turn) propose(f evidence.Finding, r Ref, before []Ref, m Message, known int) {
	if f.Refines && t.refine(f, r, before, m) {
		return
	}
	if f.Text == "" || t.repeats(f, r, known) {
		return // "Me, friday", of nothing that stands.
	}
	if f.Settles && t.settlesRough(f, r, m) {
		return
	}
	e := entryOf(f, m.Author).readAs(f, t.s.bareIn(t.s.People[m.Author])).before(m.At, t.s.day().IsZero())
	e.State, e.Phase, e.Author, e.Written, e.Sources = Proposed, m.Phase, m.Author, m.At, []Ref{r}
	into, full, ok := t.recordOf(e, f.Text)
	e = t.record(e, f.Text, f.DoneWhen)
	switch {
	case ok && full:
		if e.Precision != into.Precision && into.Precision == string(evidence.Exact) || e.At.Equal(into.At.Truncate(time.Minute)) {
			e.At, e.Precision = into.At, into.Precision
		}
		t.joins(e, into)
	case ok:
		t.joins(into, e)
	}
}

// repeats reports whether the message has already given an entry of that kind
// and text: what was confirmed by hand is not proposed again. Two things that it tells
// of one moment are two: only the entries before this reading, the first known ones, count by their time.
func (t *turn) repeats(f evidence.Finding, r Ref, known int) bool {
	for i, e := range t.s.Entries {
		if e.Live() && e.Kind == Kind(f.Kind) && slices.Contains(e.Sources, r) &&
			(t.s.Text(e.ID) == f.Text || i < known && e.At.Equal(f.At) && !f.At.IsZero()) {
			return true
		}
	}
	return false
}

// ahead is how far a time may lie after the message that tells it: clocks differ.
const ahead = 5 * time.Minute

// before is an entry without the times that lie after the moment at which it was
// told: they were read in another zone than they were meant in, or are a slip. Their
// author is asked when it was. Where nobody knows the day, it was the one before.
func (e Entry) before(told time.Time, anyDay bool) Entry {
	late := func(t time.Time) bool { return !told.IsZero() && t.After(told.Add(ahead)) }
	if anyDay && (late(e.At) || late(e.To)) {
		e.At, e.To = dayBefore(e.At), dayBefore(e.To)
	}
	if late(e.To) {
		e.To = time.Time{}
	}
	if late(e.At) {
		e.Ahead, e.At, e.To, e.Precision = e.At, time.Time{}, time.Time{}, "unknown"
	}
	return e
}

func dayBefore(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.AddDate(0, 0, -1)
}

// entryOf carries over what a finding says.
func entryOf(f evidence.Finding, author string) Entry {
	e := Entry{
		Kind: Kind(f.Kind), At: utc(f.At), To: utc(f.To), Precision: string(f.Precision),
		Event: f.Event, Cause: f.Cause, Stem: f.Stem, Item: f.Item,
		Owner: f.Owner, Type: f.Type, Strength: f.Strength, HasDone: f.DoneWhen != "",
	}
	if f.Owner == evidence.OwnerAuthor {
		e.Owner = author
	}
	if !f.Due.IsZero() {
		e.Due = f.Due.In(time.UTC)
	}
	if e.Kind == Action {
		e.Action = Offered
	}
	return e
}

// readAs is an entry that remembers the zone in which a bare time of it was read.
func (e Entry) readAs(f evidence.Finding, zone string) Entry {
	if f.Bare {
		e.Clock, e.Skipped, e.Spoken = zone, f.Skipped, f.Spoken
	}
	return e
}

// record gives an entry its number and keeps its words apart from it.
func (t *turn) record(e Entry, text, done string) Entry {
	e.ID = fmt.Sprintf("E%d", len(t.s.Entries)+1)
	switch e.Kind {
	case Action:
		e.Number = t.s.nextAction()
		if len(e.Addresses) == 0 {
			e.Addresses = t.s.likeliest(text)
		}
	case Cause:
		e.Lens, e.Act = evidence.LensesOf(text), t.s.personal(text)
	}
	t.event(Recorded{e})
	t.keep(e.ID, text)
	if done != "" {
		t.keep(e.DoneKey(), done)
	}
	t.stale(t.boardOf(e))
	return e
}

// refine completes an action that was proposed before: "I take that one, by
// Friday". It reports whether there was one to complete.
func (t *turn) refine(f evidence.Finding, r Ref, before []Ref, m Message) bool {
	e, ok := t.meant(f, before, m)
	if !f.Instead.IsZero() {
		if e, ok = t.s.promisedFor(m.Author, f.Instead.In(time.UTC)); !ok {
			return true // Nobody can tell which promise that moves.
		}
	}
	if !ok {
		return false
	}
	switch f.Owner {
	case "":
	case evidence.OwnerAuthor:
		e.Owner = m.Author
	default:
		e.Owner = f.Owner
	}
	if !f.Due.IsZero() {
		e.Due = f.Due.In(time.UTC)
	}
	if f.DoneWhen != "" {
		e.HasDone = true
		t.keep(e.DoneKey(), f.DoneWhen)
	}
	if e.Kind == Idea { // somebody promises what was only suggested
		e = t.s.asAction(e, t.s.nextAction())
	}
	if !slices.Contains(e.Sources, r) {
		e.Sources = append(slices.Clone(e.Sources), r)
		e.Gave = append(slices.Clone(e.Gave), Gave{Ref: r, Owner: f.Owner != "", Due: !f.Due.IsZero(), Done: f.DoneWhen != ""})
	}
	t.event(Changed{e})
	t.stale(t.boardOf(e))
	return true
}

// meant is the open proposal that a promise speaks of: that of the message it
// answers, or the one that names the same thing, or the newest that is free.
func (t *turn) meant(f evidence.Finding, before []Ref, m Message) (Entry, bool) {
	var open []Entry
	for _, e := range t.s.Live(Action, Idea) {
		// Who has just pressed "I take it" often says by when in the same breath.
		if e.Kind == Idea || e.Action == Offered || e.Action == Owned && e.Owner == m.Author && e.Due.IsZero() {
			open = append(open, e)
		}
	}
	slices.Reverse(open)
	if f.Refers >= 0 && f.Refers < len(before) {
		for _, e := range open {
			if slices.Contains(e.Sources, before[f.Refers]) {
				return e, true
			}
		}
	}
	if f.Subject != "" {
		for _, e := range open {
			if strings.Contains(t.s.Text(e.ID), f.Subject) || slices.ContainsFunc(e.Sources, func(r Ref) bool {
				return strings.Contains(t.s.Text(r.Key()), f.Subject)
			}) {
				return e, true
			}
		}
		return Entry{}, false
	}
	for _, e := range open {
		if e.Kind == Action && (e.Owner == "" || e.Owner == m.Author) {
			return e, true
		}
	}
	return Entry{}, false
}

// promisedFor is the last action that somebody promised, or offered, for a day.
func (s *Session) promisedFor(who string, day time.Time) (found Entry, ok bool) {
	for e := range s.each(Action) {
		if e.Owner == who && e.Due.Equal(day) && (e.Action == Offered || e.Action == Owned) {
			found, ok = *e, true
		}
	}
	return found, ok
}

// nextAction is the number of the next action item.
func (s *Session) nextAction() int {
	n := 0
	for _, e := range s.Entries {
		n = max(n, e.Number)
	}
	return n + 1
}
