package postmortem

import (
	"iter"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
)

// Timed reports whether an entry has a moment of its own, which can be given or
// corrected.
func (e Entry) Timed() bool { return e.Kind == Event || e.Kind == Impact || e.Kind == Detection }

// dated are the entries that stand and have, or lack, a moment, in the order of recording.
func (s *Session) dated() iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		for i := range s.Entries {
			if e := &s.Entries[i]; e.Timed() && e.Live() && !yield(e) {
				return
			}
		}
	}
}

// When is the moment of an entry in words that are read as the same again; "" where it
// has none.
func (e Entry) When() string {
	if e.At.IsZero() {
		return ""
	}
	const form = "2006-01-02 15:04"
	out := e.At.UTC().Format(form)
	if !e.To.IsZero() {
		out += " to " + e.To.UTC().Format(form)
	}
	if out += " UTC"; e.Precision == string(evidence.Approx) {
		out = "about " + out
	}
	return out
}

// moved gives an entry the moment that somebody wrote into its field. As it was shown,
// or empty, it changes nothing.
func (t *turn) moved(e Entry, when string) (Entry, error) {
	when = strings.TrimSpace(when)
	if !e.Timed() || when == "" || when == e.When() {
		return e, nil
	}
	m, ok := evidence.MomentOf(t.statement(when, t.in.By, t.in.At))
	switch {
	case !ok:
		return e, t.refuse("no_time", map[string]any{"text": when}).at("when")
	case m.At.After(t.in.At):
		return e, t.refuse("in_future", map[string]any{"time": m.At.Format("2006-01-02 15:04 UTC")}).at("when")
	}
	e.At, e.To, e.Precision, e.Timeless, e.Clock = m.At, m.To, string(m.Precision), false, ""
	e.Ahead, e.Skipped, e.Spoken, e.Held = time.Time{}, false, false, Span{}
	if m.Bare {
		e.Clock = t.s.bareIn(t.in.By)
	}
	return e, nil
}
