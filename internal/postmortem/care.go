package postmortem

import (
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/evidence"
)

// aboutCare begins what such a question is about: it names the message.
const aboutCare = "care/"

// noteUrging takes note, for nobody to read, that somebody offered care instead of a
// change. It becomes no entry, so without a question it would vanish without a word.
func (t *turn) noteUrging(r Ref, st evidence.Statement) {
	m := t.s.Messages[r]
	a := t.s.Private.Authors[m.Author]
	again := a.Urged == r.Key() && !t.s.Private.Asides["care "+aboutCare+a.Urged] // not asked yet, and edited
	if m.Phase != Prevention || m.Account || a.Urged != "" && !again {
		return
	}
	if a.Urged = ""; evidence.Urged(st) != "" {
		a.Urged = r.Key()
	}
	if p := t.private(); p.Authors[m.Author].Urged != a.Urged {
		p.Authors[m.Author] = a
	}
}

// urgedToCare are those who offered care instead of a change: each is asked about the
// first time alone, and nobody of whom all were asked that already.
func urgedToCare(s *Session, _ Guide) []matter {
	if slices.ContainsFunc(s.Inquiries, func(q Inquiry) bool { return q.Name == "only_care" }) {
		return nil
	}
	var out []matter
	for id, a := range s.Private.Authors {
		channel, ts, _ := strings.Cut(a.Urged, "/")
		if m := s.Messages[Ref{channel, ts}]; m.Phase == s.Phase && m.Settled && !m.Gone {
			out = append(out, matter{id, aboutCare + a.Urged, m.At.Add(timeToMend)})
		}
	}
	slices.SortFunc(out, func(a, b matter) int { return strings.Compare(a.to, b.to) })
	return out
}
