package postmortem

import (
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/prompts"
)

const (
	// unheard is after how many messages a question counts as unanswered.
	unheard = 10
	// listed is how many open questions are put together at most.
	listed = 3
	// often is in how many messages an acronym stands before somebody asks for a
	// newcomer what it means, and acronymsAsked how many are asked about in a review.
	often         = 3
	acronymsAsked = 2
)

// unanswered are questions that somebody has put to the thread and nobody has taken
// up. Each is named once, without saying whose it is.
func unanswered(s *Session, g Guide) (about string, at time.Time, ok bool) {
	refs := s.spoken()
	var open []string
	for i, r := range refs {
		m := s.Messages[r]
		if m.Phase != s.Phase || !m.Settled || s.listed(r) || len(open) == listed {
			continue
		}
		if _, found := s.Private.Whispers[r.Key()]; found {
			continue // nobody's words are held up that were better said otherwise
		}
		text := s.Text(r.Key())
		q := evidence.Asked(text)
		if q == "" || strings.Contains(text, "<@") || s.takenUp(r, q, refs[i+1:]) || s.namesSomebody(q) {
			continue
		}
		due := g.stalled(s, m.At)
		if later := refs[i+1:]; len(later) >= unheard {
			if t := s.Messages[later[unheard-1]].At; t.Before(due) {
				due = t
			}
		}
		if at.IsZero() || due.Before(at) {
			at = due
		}
		open = append(open, r.Key())
	}
	return strings.Join(open, " "), at, len(open) > 0
}

// listed reports whether a question was named already.
func (s *Session) listed(r Ref) bool {
	return slices.ContainsFunc(s.Inquiries, func(q Inquiry) bool {
		return q.Name == "unanswered" && slices.Contains(strings.Fields(q.About), r.Key())
	})
}

// takenUp reports whether somebody has answered a question, or its asker let it go.
func (s *Session) takenUp(r Ref, q string, later []Ref) bool {
	if len(s.Messages[r].Nods) > 0 {
		return true
	}
	asker := s.Messages[r].Author
	others := 0
	for _, l := range later {
		m, text := s.Messages[l], s.Text(l.Key())
		if m.Author == asker {
			if evidence.Shows(text, evidence.Settled) {
				return true
			}
			continue
		}
		others++
		switch shared, link := evidence.Alike(q, text), strings.Contains(text, "<http"); {
		case evidence.Asked(text) != "":
		case others == 1 && (asker == s.Facilitator || shared > 0 || link || len(strings.Fields(text)) <= 8 || strings.ContainsAny(text, "0123456789")):
			return true // what follows at once is most likely the answer
		case shared >= 2, strings.Contains(text, "<@"+asker):
			return true
		}
	}
	return slices.ContainsFunc(s.Live(), func(e Entry) bool {
		return e.Written.After(s.Messages[r].At) && e.Author != asker && evidence.Alike(q, s.Text(e.ID)) >= 2
	})
}

// Asks reports whether a message of the review puts a question to the others.
func (s *Session) Asks(r Ref) bool {
	m, ok := s.Messages[r]
	return ok && m.Phase != "" && !m.Gone && evidence.Asked(s.Text(r.Key())) != ""
}

// namesSomebody reports whether a text names one of those who take part: it is not
// for the bot to repeat that.
func (s *Session) namesSomebody(text string) bool {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ' ' || r == ',' || r == '?' || r == '\'' || r == '’' })
	for _, p := range s.People {
		for name := range strings.FieldsSeq(strings.ToLower(p.Name)) {
			if name = strings.Trim(name, "."); len(name) > 1 && slices.Contains(words, name) {
				return true
			}
		}
	}
	return false
}

func openQuestions(w *prompts.Words, s *Session, about string) map[string]any {
	list := []string{}
	for key := range strings.FieldsSeq(about) {
		if q := evidence.Asked(s.Text(key)); q != "" {
			list = append(list, s.plain(q))
		}
	}
	return map[string]any{"questions": list, "n": len(list)}
}

// conflicting are entries of the timeline that tell one event differently. All of
// them stand.
func conflicting(s *Session, _ Guide) (string, time.Time, bool) {
	for _, c := range s.conflicts() {
		about := strings.Join(c.Accounts, " ")
		asked := slices.ContainsFunc(s.Inquiries, func(q Inquiry) bool { return q.Name == "conflict" && q.About == about })
		if !asked {
			return about, s.lastEntry().Add(time.Minute), true
		}
	}
	return "", time.Time{}, false
}

// conflicts are the events of which the timeline holds accounts that differ. What
// one person alone tells in the review, once so and then otherwise, is their correction.
func (s *Session) conflicts() []evidence.Conflict {
	var all []evidence.Account
	told := false // in the review: what the channel recorded at its time is no memory
	for _, e := range s.Live(Event) {
		told = told || e.Phase != "" && !e.At.IsZero()
		all = append(all, evidence.Account{ID: e.ID, Text: s.Text(e.ID), At: e.At, Event: e.Event, Author: e.Author, Written: e.Written})
	}
	if !told {
		return nil
	}
	return slices.DeleteFunc(evidence.Conflicts(all), func(c evidence.Conflict) bool { return s.oneTells(c.Accounts) || s.ToldApart(c.Accounts) })
}

// oneTells reports whether some entries were all said in the review by one person.
func (s *Session) oneTells(ids []string) bool {
	first, _ := s.Entry(ids[0])
	return !slices.ContainsFunc(ids, func(id string) bool {
		e, _ := s.Entry(id)
		return e.Phase == "" || e.Author != first.Author
	})
}

func accounts(w *prompts.Words, s *Session, about string) map[string]any {
	times := []string{}
	for id := range strings.FieldsSeq(about) {
		if e, ok := s.Entry(id); ok && !e.At.IsZero() {
			if t := e.At.UTC().Format("15:04"); !slices.Contains(times, t) {
				times = append(times, t)
			}
		}
	}
	what := ""
	for _, c := range s.conflicts() {
		if strings.Join(c.Accounts, " ") == about {
			what = lowered(c.About)
		}
	}
	return map[string]any{"what": what, "times": listing(times), "n": len(times)}
}

// jargon is an acronym that many use and nobody has explained.
func jargon(s *Session, _ Guide) (string, time.Time, bool) {
	asked := 0
	for _, q := range s.Inquiries {
		if q.Name == "jargon" {
			asked++
		}
	}
	if asked >= acronymsAsked {
		return "", time.Time{}, false
	}
	count := map[string]int{}
	for _, r := range s.spoken() {
		for _, a := range evidence.Acronyms(s.Text(r.Key())) {
			if count[a]++; count[a] == often && !s.explained(a) {
				return a, s.Messages[r].At, true
			}
		}
	}
	return "", time.Time{}, false
}

// explained reports whether an acronym is in the glossary, or was asked about.
func (s *Session) explained(short string) bool {
	return slices.ContainsFunc(s.Live(Term), func(e Entry) bool { return strings.HasPrefix(s.Text(e.ID), short+":") }) ||
		slices.ContainsFunc(s.Inquiries, func(q Inquiry) bool { return q.Name == "jargon" && q.About == short })
}

func acronym(w *prompts.Words, _ *Session, about string) map[string]any {
	return map[string]any{"short": about}
}

// heated is how many messages of at least two people, within warmth, make a talk tense.
const (
	heated = 3
	warmth = 10 * time.Minute
	// breather is how long after one break another is offered at the earliest.
	breather = 30 * time.Minute
)

// tense is talk in which several people have grown sharp. It says nothing of whom.
// Over days everybody has a break already.
func tense(s *Session, _ Guide) (string, time.Time, bool) {
	who := map[string]bool{}
	n, last := 0, time.Time{}
	for _, t := range s.Private.Tense {
		if t.At.Add(warmth).After(s.lastWord()) {
			who[t.Author] = true
			n++
			last = t.At
		}
	}
	offered := slices.ContainsFunc(s.Inquiries, func(q Inquiry) bool { return q.Name == "heat" && q.At.Add(breather).After(last) })
	return string(s.Phase), last, n >= heated && len(who) >= 2 && !offered && !s.async()
}

func goingOn(w *prompts.Words, s *Session, _ string) map[string]any {
	return map[string]any{"phase": s.Phase.Title()}
}

func aBreak(w *prompts.Words, s *Session, _ string) []Button {
	return []Button{{Action: DoPause, Value: s.value(), Label: w.Say("button/pause", nil), Reader: w.Say("button/pause_reader", nil)}}
}
