package postmortem

import (
	"slices"
	"strings"
)

// firstVoices is how many others are heard in a phase before a lead concludes, where
// so many take part.
const firstVoices = 2

// goLast asks somebody who leads others, privately and once in a phase, to let them
// go first: when they evaluated or concluded before two others had spoken. What
// they ask is welcome at any time.
func (t *turn) goLast(r Ref) {
	m, p := t.s.Messages[r], t.s.Private
	a := p.Authors[m.Author]
	first := firstVoices
	if place(m.Phase) > place(Timeline) { // by then it is known how many there are
		first = min(first, max(1, t.s.othersThan(m.Author)))
	}
	switch {
	case t.s.Seat(m.Author) != SeatLead || m.Phase != t.s.Phase || !t.s.Running() || t.s.OnPause || t.s.Hushed:
		return
	case a.Muted || t.in.At.Before(a.Paused) || t.in.At.After(m.At.Add(t.caps().Latest)):
		return
	case t.in.At.Before(a.spokenTo().Add(t.caps().PerChannel)):
		return // one thing at a time
	case slices.Contains(a.Yielded, m.Phase) || t.s.heardBefore(r) >= first:
		return
	case strings.HasSuffix(strings.TrimSpace(t.s.Text(r.Key())), "?"):
		return
	}
	a.Yielded, a.Aside = append(a.Yielded, m.Phase), t.in.At
	t.private().Authors[m.Author] = a
	t.event(Whispered{})
	t.tell(m.Author, t.g.Words.Say("lead", map[string]any{"n": first}))
}

// othersThan counts those who take part besides somebody and the facilitator.
func (s *Session) othersThan(id string) int {
	n := 0
	for _, other := range s.Participants() {
		if other != id && other != s.Facilitator {
			n++
		}
	}
	return n
}

// concludes reports whether a message gave an entry that says how it came about or
// what to do about it; in Close, where everybody takes a turn, also what was learnt.
func (s *Session) concludes(r Ref) bool {
	kinds := []Kind{Cause, Action, Idea}
	if s.Messages[r].Phase == Close {
		kinds = append(kinds, Learning)
	}
	return slices.ContainsFunc(s.Live(kinds...), func(e Entry) bool { return len(e.Sources) > 0 && e.Sources[0] == r })
}

// heardBefore counts the others who have spoken before a message in its phase,
// besides the facilitator.
func (s *Session) heardBefore(r Ref) int {
	m, others := s.Messages[r], map[string]bool{}
	for q, o := range s.Messages {
		if o.Phase == m.Phase && !o.Gone && compareRefs(q, r) < 0 && o.Author != m.Author && o.Author != s.Facilitator && s.Counts(o.Author) {
			others[o.Author] = true
		}
	}
	return len(others)
}
