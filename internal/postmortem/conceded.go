package postmortem

import (
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/evidence"
)

// settlesRough gives what somebody else told just before with a rough time the exact one that a message gives for it. It
// reports whether there was such an entry.
func (t *turn) settlesRough(f evidence.Finding, r Ref, m Message) bool {
	var e Entry
	for _, o := range t.s.Live(Event) {
		if o.Author != m.Author && o.Phase != "" && o.Hand == "" && o.Precision == string(evidence.Approx) && m.At.Sub(o.Written) <= inOneBreath && !o.Written.Before(e.Written) {
			e = o
		}
	}
	if e.ID == "" {
		return false
	}
	e.Gave = append(slices.Clone(e.Gave), Gave{Ref: r, Was: e.Told().At})
	e.At, e.To, e.Held, e.Precision, e.Clock = utc(f.At), utc(f.To), Span{}, string(evidence.Exact), ""
	e = e.readAs(f, t.s.bareIn(t.s.People[m.Author]))
	e.Sources = append(slices.Clone(e.Sources), r)
	t.event(Changed{e})
	t.keep(e.ID, f.Text)
	t.stale(t.boardOf(e))
	return true
}

// concedes has what somebody told give way to what they tell instead, once they have agreed to the figure that another one
// has held against theirs: "19 of them", "wasn't it 14?", "yes, sorry: 14 were hit".
func (t *turn) concedes(r Ref, m Message, known int) {
	text := t.s.Text(r.Key())
	if m.Phase == "" || known == len(t.s.Entries) || !evidence.Concedes(text) {
		return
	}
	held := t.before(r)
	if len(held) == 0 || t.s.Messages[held[len(held)-1]].Author == m.Author {
		return
	}
	challenge := held[len(held)-1]
	for _, figure := range evidence.Figures(t.s.Text(challenge.Key())) {
		if !slices.Contains(evidence.Figures(text), figure) {
			continue
		}
		now := slices.IndexFunc(t.s.Entries[known:], func(e Entry) bool { return e.Live() && slices.Contains(evidence.Figures(t.s.Text(e.ID)), figure) })
		if now < 0 {
			continue
		}
		for _, e := range t.s.Live() {
			said := t.s.Text(e.ID)
			if e.Author != m.Author || e.Phase != m.Phase || e.Hand != "" || len(e.Sources) == 0 || strings.Compare(e.Sources[0].TS, challenge.TS) >= 0 || m.At.Sub(e.Written) > inOneBreath ||
				slices.Contains(evidence.Figures(said), figure) || len(evidence.Figures(said)) == 0 || evidence.Alike(said, t.s.Text(t.s.Entries[known+now].ID)) < 2 {
				continue
			}
			t.joins(t.s.Entries[known+now], e)
		}
	}
}
