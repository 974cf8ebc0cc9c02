package postmortem

import (
	"strings"
	"time"
)

// Given is when the impact began and ended as the start form says. An end in the same
// minute as the beginning, which older logs hold, is none.
func (s *Session) Given() (from, to time.Time) {
	if s.Ended.Sub(s.Began).Abs() < time.Minute {
		return s.Began, time.Time{}
	}
	return s.Began, s.Ended
}

// window is when the impact began and ended: as the start form says, else as an
// entry does.
func (s *Session) window() (from, to time.Time) {
	from, to = s.Given()
	for e := range s.each(Impact) {
		if from.IsZero() && !e.At.IsZero() {
			from = e.At
		}
		if to.IsZero() && !e.To.IsZero() {
			to = e.To
		}
	}
	return from, to
}

// A span is a time within the impact of which nothing is known.
type span struct{ from, to time.Time }

// key tells it from others, and lets a waiver of a longer one be recognised.
func (x span) key() string { return x.from.Format(time.RFC3339) + "/" + x.to.Format(time.RFC3339) }

// spanOf undoes key.
func spanOf(key string) (span, bool) {
	a, b, found := strings.Cut(key, "/")
	from, err := time.Parse(time.RFC3339, a)
	to, wrong := time.Parse(time.RFC3339, b)
	return span{from, to}, found && err == nil && wrong == nil
}

// silences are the times within the impact of which nothing is known, where they
// are longer than a quarter of an hour and than a fifth of the whole.
func (s *Session) silences() []span {
	began, ended := s.window()
	if began.IsZero() || !ended.After(began) {
		return nil
	}
	var out []span
	least := max(15*time.Minute, ended.Sub(began)/5)
	last := began
	look := func(t time.Time) {
		if t.Sub(last) > least {
			out = append(out, span{last, t})
		}
	}
	for _, e := range s.Timeline() {
		if e.At.IsZero() || e.At.Before(began) || e.At.After(ended) {
			continue
		}
		look(e.At)
		if last = e.At; e.To.After(last) {
			last = e.To
		}
	}
	look(ended)
	return out
}
