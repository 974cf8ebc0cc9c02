package postmortem

import (
	"slices"
	"strconv"
	"time"
)

// Over days nobody wants to be called back for each question: what there is to
// ask is asked in one message, once in a working day.

// SlotDigest is the message that holds several questions, of which the first is
// the nth of the bot by itself.
func SlotDigest(n int) string { return "digest/" + strconv.Itoa(n) }

// remarks is how many messages the questions after a moment were.
func (s *Session) remarks(from time.Time) int {
	n := 0
	for i, q := range s.Inquiries {
		if q.At.After(from) && (i == 0 || !q.At.Equal(s.Inquiries[i-1].At)) {
			n++
		}
	}
	return n
}

// tomorrow is when the next working day begins for whoever facilitates.
func (s *Session) tomorrow(t time.Time) time.Time {
	p := s.People[s.Facilitator]
	p.ID = s.Facilitator
	p = s.zoneOf(p)
	l, off := p.Location(), s.off(p)
	day := dayOf(t, l).next()
	for n := 0; n < longestAway && (day.weekend() || free(day, off)); n++ {
		day = day.next()
	}
	return day.hour(opens, l)
}

// inquireTogether puts all that there is reason to ask by now into one message.
func (t *turn) inquireTogether() {
	first := len(t.s.Inquiries) + 1
	for _, a := range questions {
		if len(t.s.Inquiries)-first+1 == t.g.CapsOf(t.s).Together {
			break
		}
		about, since, reason := a.reason(t.s, t.g, func(about string) bool { return t.s.wasAsked(a, about) })
		if slices.Contains(a.phases, t.s.Phase) && reason && !t.in.At.Before(since) {
			t.event(Inquired{Name: a.name, About: about})
		}
	}
	t.frame(SlotDigest(first), t.in.At.Add(-framing))
	t.post(SlotDigest(first))
}

// posedWith are the questions that were put together with the nth of all.
func (s *Session) posedWith(n string) []posed {
	first, err := strconv.Atoi(n)
	if err != nil || first < 1 || first > len(s.Inquiries) {
		return nil
	}
	var out []posed
	for i, q := range s.Inquiries[first-1:] {
		if q.At.Equal(s.Inquiries[first-1].At) {
			out = append(out, s.posed(SlotAsk(q.Name, first+i))...)
		}
	}
	return out
}

// digestCard asks several things at once; not what was answered while it waited.
func (g Guide) digestCard(s *Session, slot string) Card {
	all := slices.DeleteFunc(s.posed(slot), func(p posed) bool { return g.moot(s, p) })
	parts := append(s.framePart(g.Words, slot), Part{Kind: Quiet, Text: g.Words.Say("days/digest", map[string]any{"n": len(all)})})
	for _, p := range all {
		text, buttons := p.said(g.Words, s)
		parts = append(parts, Part{Kind: Body, Text: "• " + text})
		if len(buttons) > 0 {
			parts = append(parts, Part{Kind: Buttons, Buttons: buttons})
		}
	}
	return Card{Parts: append(parts, Part{Kind: Buttons, Buttons: []Button{s.hushButton(g.Words)}})}
}
