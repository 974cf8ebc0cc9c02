package postmortem

import (
	"slices"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
)

// recordOf is the record of the incident channel that an event of the review tells again, and whether that tells it in full and more.
func (t *turn) recordOf(e Entry, text string) (into Entry, full, ok bool) {
	if e.Kind != Event || e.Phase == "" || e.At.IsZero() || !e.To.IsZero() {
		return Entry{}, false, false
	}
	for _, o := range t.s.Live(Event) {
		if o.Phase != "" || o.ID == e.ID || e.ID != "" && t.s.EverApart(o.ID, e.ID) || o.At.IsZero() || !o.To.IsZero() || o.Linked || o.At.Sub(e.At).Abs() > time.Hour {
			continue
		}
		rough := o.Precision == string(evidence.Approx) || e.Precision == string(evidence.Approx)
		same, more := evidence.Retold(evidence.Account{At: o.At, Event: o.Event, Text: t.s.Text(o.ID)}, evidence.Account{At: e.At, Event: e.Event, Text: text}, rough)
		if same {
			return o, more && o.State == Proposed && o.Hand == "", true
		}
	}
	return Entry{}, false, false
}

// joins takes one of two entries that tell the same into the other: its sources count for it, and its own words come back
// should the other lose its message.
func (t *turn) joins(into, e Entry) {
	for _, r := range e.Sources {
		if !slices.Contains(into.Sources, r) {
			into.Sources = append(slices.Clone(into.Sources), r)
		}
	}
	if into.Precision == string(evidence.Approx) && e.Precision == string(evidence.Exact) {
		into.At, into.Precision = e.At, e.Precision
	}
	t.event(Changed{into})
	e.Same = into.ID
	t.event(Changed{e})
	t.event(Judged{e.ID, LeftOut})
	t.stale(t.boardOf(e))
	t.stale(t.boardOf(into))
}
