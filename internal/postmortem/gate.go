package postmortem

import (
	"fmt"
	"slices"
	"strings"
)

// Open lists what a phase has not established yet, as people would say it. A
// phase can always be left; what is open then stands in the review as a gap.
func (s *Session) Open(p Phase) []string {
	var open []string
	need := func(met bool, what string) {
		if !met {
			open = append(open, what)
		}
	}
	has := func(k Kind, test func(Entry) bool) bool {
		return slices.ContainsFunc(s.Live(k), test)
	}
	item := func(names ...string) bool {
		return has(RemedyItem, func(e Entry) bool { return slices.Contains(names, e.Item) })
	}
	switch p {
	case Opening:
		window := !s.Began.IsZero() && !s.Ended.IsZero() ||
			has(Impact, func(e Entry) bool { return !e.At.IsZero() && !e.To.IsZero() })
		need(window, "When the impact began and ended")
		need(has(Impact, func(e Entry) bool { return strings.ContainsAny(s.Text(e.ID), "0123456789") }), "How many, how long, or what share")
		need(len(s.Live(Detection)) > 0, "How we came to know of it")
	case Timeline:
		need(len(s.Live(Event)) >= s.few(5, 3), fmt.Sprintf("At least %d timeline entries", s.few(5, 3)))
		need(s.voices(Event) >= 2, "A second point of view on what happened")
	case RootCause:
		need(len(s.Live(Cause)) >= s.few(3, 2), fmt.Sprintf("At least %d contributing factors", s.few(3, 2)))
		stems := map[string]bool{}
		for _, e := range s.Live(Cause) {
			stems[e.Stem] = true
		}
		need(len(stems) >= 2, "More than one side of it: how it started, spread, stayed unnoticed, was recovered from")
	case Remedy:
		need(item("restored"), "What brought the service back")
		need(item("temporary"), "What only holds for now, or that nothing does")
		need(item("helped", "luck"), "What helped, and where we were lucky")
	case Prevention:
		need(len(s.Live(Action)) > 0, "At least one action, or the decision to take none")
		for _, e := range s.Live(Action) {
			switch {
			case e.Action != Owned && e.Due.IsZero():
				need(false, fmt.Sprintf("AI-%d has no owner who accepted it and no date", e.Number))
			case e.Action != Owned:
				need(false, fmt.Sprintf("AI-%d has no owner who accepted it", e.Number))
			case e.Due.IsZero():
				need(false, fmt.Sprintf("AI-%d has no date", e.Number))
			}
		}
	case Close:
		need(s.voices(Learning) >= 2, "What two people know now that they did not know before")
	}
	return open
}

// few is the number needed: less is asked of an incident of low severity.
func (s *Session) few(usual, low int) int {
	if s.Severity == "SEV4" || s.Severity == "SEV5" {
		return low
	}
	return usual
}

// voices counts the people whom entries of a kind come from.
func (s *Session) voices(k Kind) int {
	who := map[string]bool{}
	for _, e := range s.Live(k) {
		who[e.Author] = true
	}
	return len(who)
}

// have says in words what a phase has gathered, as the middle of a sentence.
func (s *Session) have(p Phase) string {
	n := 0
	for _, e := range s.Live() {
		if e.Board() == p {
			n++
		}
	}
	return strings.ToLower(plural(n, "entry", "entries"))
}
