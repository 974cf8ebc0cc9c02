package postmortem

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/prompts"
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

// shown is the span by the reader's own clock, which Slack puts in, and in UTC beside it.
func (x span) shown() map[string]any {
	const form = "<!date^%d^{time}|%s>"
	from, to := x.from.UTC().Format("15:04"), x.to.UTC().Format("15:04")
	return map[string]any{
		"from": prompts.Marked(fmt.Sprintf(form, x.from.Unix(), from)), "to": prompts.Marked(fmt.Sprintf(form, x.to.Unix(), to)),
		"utc": from + " to " + to,
	}
}

// plain is the span in UTC, for a document and for what shows no date of Slack's.
func (x span) plain() map[string]any {
	return map[string]any{"from": prompts.Marked(x.from.UTC().Format("15:04")), "to": prompts.Marked(x.to.UTC().Format("15:04")), "utc": ""}
}

// shown is the criterion with its spans as Slack can show them.
func (c Criterion) shown() Criterion {
	c.Wants = slices.Clone(c.Wants)
	for i, want := range c.Wants {
		if x, ok := spanOf(want.Of); ok && want.Key == "T4" {
			c.Wants[i].Data = x.shown()
		}
	}
	return c
}

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
