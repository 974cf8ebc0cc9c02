package postmortem

import (
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
)

const (
	// inOneBreath is how long after a time was told its author is still correcting it when they do not say which they mean.
	inOneBreath = 5 * time.Minute
	// nearby is how far a time that nobody names may be moved by its correction.
	nearby = 3 * time.Hour
)

// correctsOwn has a message by which somebody corrects a time of their own move the entries that tell it. The old time stays
// in the thread. It reports whether the message was one.
func (t *turn) correctsOwn(st evidence.Statement, r Ref, m Message) bool {
	if m.Phase == "" || m.Phase == Prevention || m.Phase == Close {
		return false
	}
	c, ok := evidence.Corrects(st)
	if !ok {
		return false
	}
	moved := t.disowned(c, r, m)
	for _, e := range moved {
		was := e.At
		e.At = e.At.Add(c.New.Sub(was))
		if !c.Old.IsZero() {
			e.At = was.Add(c.New.Sub(c.Old))
		}
		if e.At.Sub(was).Abs() > 12*time.Hour { // it is read on the day of the incident, and what it corrects is of another
			e.At = e.At.AddDate(0, 0, int(was.Sub(e.At).Round(24*time.Hour)/(24*time.Hour)))
		}
		if !e.To.IsZero() && !e.To.After(e.At) {
			continue
		}
		e.Precision = string(evidence.Exact)
		e.Sources = append(slices.Clone(e.Sources), r)
		e.Gave = append(slices.Clone(e.Gave), Gave{Ref: r, Was: was})
		t.event(Changed{e})
		if e.State == Confirmed {
			t.event(Judged{e.ID, Proposed}) // it was confirmed at another time
		}
		said := c.Said
		if said == "" {
			said = was.UTC().Format("15:04")
		}
		if text := t.s.Text(e.ID); strings.Contains(text, said) {
			t.keep(e.ID, strings.Replace(text, said, c.Now, 1))
		}
		t.stale(t.boardOf(e))
		if into, _, ok := t.recordOf(e, t.s.Text(e.ID)); ok {
			e, _ = t.s.Entry(e.ID)
			t.joins(into, e)
		}
	}
	return len(moved) > 0
}

// disowned are the entries whose time a message corrects: those of its author with the time it names, else what they told
// last, just before.
func (t *turn) disowned(c evidence.Correction, r Ref, m Message) []Entry {
	var own []Entry
	for _, e := range t.s.Live(Event, Impact, Detection) {
		if !e.Held.At.IsZero() {
			e.At, e.To, e.Held = e.Held.At, e.Held.To, Span{}
		}
		if e.Phase != "" && e.Author == m.Author && e.Hand == "" && !e.At.IsZero() && len(e.Sources) > 0 && e.Sources[0].Channel == r.Channel && e.Sources[0].TS < r.TS {
			own = append(own, e)
		}
	}
	if !c.Old.IsZero() {
		return slices.DeleteFunc(own, func(e Entry) bool {
			told := slices.Contains(strings.Fields(strings.TrimSuffix(t.s.Text(e.ID), ".")), c.Said) // read by another clock: "our time"
			return !told && !e.At.Truncate(time.Minute).Equal(c.Old.Truncate(time.Minute))
		})
	}
	slices.SortStableFunc(own, func(a, b Entry) int { return compareRefs(a.Sources[0], b.Sources[0]) })
	if len(own) == 0 {
		return nil
	}
	last := own[len(own)-1]
	apart := last.At.Sub(c.New).Abs()
	if m.At.Sub(last.Written) > inOneBreath || apart < time.Minute || apart > nearby || !last.To.IsZero() || t.between(last.Sources[0], r, m.Author, c.Now) != c.Cedes {
		return nil
	}
	return []Entry{last}
}

// between reports whether somebody else told a time between two messages of the thread. A question in between counts as one:
// what follows it answers it.
func (t *turn) between(from, to Ref, author, clock string) bool {
	for _, q := range t.s.Refs {
		m := t.s.Messages[q]
		if q.Channel != from.Channel || q.TS <= from.TS || q.TS >= to.TS || m.Author == author || m.Gone {
			continue
		}
		if text := t.s.Text(q.Key()); strings.Contains(text, clock) || strings.Contains(text, "?") {
			return true
		}
	}
	return false
}
