package postmortem

import (
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/prompts"
)

func (g *gate) opening() {
	g.must(seenID, g.s.Ripe[seenID] || g.s.welcomed())
	from, to := g.s.window()
	g.must("O2", !from.IsZero() && !to.IsZero())
	if outside := g.s.outside(); len(outside) > 0 {
		g.each("O2_moved", true, outside)
		g.join()
	}
	counted := g.has(Impact, func(e Entry) bool { return strings.ContainsAny(g.s.Text(e.ID), "0123456789") })
	g.must("O3", counted || slices.ContainsFunc(g.s.Live(Impact, Question), func(e Entry) bool { return evidence.Uncounted(g.s.Text(e.ID)) }))
	g.must("O4", g.s.count(Impact) > 0)
	timed := g.has(Detection, func(e Entry) bool { return !e.At.IsZero() }) ||
		g.has(Event, func(e Entry) bool { return e.Event == "signal" && !e.At.IsZero() })
	g.mustHave("O5", needs(g.s.count(Detection) > 0, "O5_source"), needs(timed, "O5_time"))
	g.must("O9", g.s.known())
	g.should("O6", func() bool { return g.told(evidence.StillWorked, Impact, Detection, Event) })
	g.should("O7", func() bool { return g.told(evidence.WroteIn, Impact, Detection) })
	g.should("O8", func() bool { return g.s.askers(Opening) >= min(2, g.s.spoke()) && g.s.askers(Opening) > 0 })
}

// outside are the harms told after the Opening, as the impact or in the timeline, that
// lie before the impact began or after it ended: which of the two holds is open again.
func (s *Session) outside() []Entry {
	return without(s.Live(Impact, Event), func(e Entry) bool { return e.Phase == "" || e.Phase == Opening || !e.harms() || s.moves(e) == "" })
}

// harms reports whether an entry tells what users met with.
func (e Entry) harms() bool { return e.Kind == Impact || e.Kind == Event && e.Event == "impact" }

// told reports whether an entry of some kinds shows a sign.
func (g *gate) told(sign evidence.Sign, kinds ...Kind) bool {
	return slices.ContainsFunc(g.s.Live(kinds...), func(e Entry) bool { return evidence.Shows(g.s.Text(e.ID), sign) })
}

// askers counts those who asked something in a phase, or said what they would like,
// other than who leads it.
func (s *Session) askers(p Phase) int {
	who := map[string]bool{}
	for r, m := range s.Messages {
		if m.Phase == p && !m.Gone && m.Author != s.Facilitator && s.Counts(m.Author) && (m.Wish || strings.Contains(s.Text(r.Key()), "?")) {
			who[m.Author] = true
		}
	}
	return len(who)
}

// wasAskedIn reports whether the bot has asked something in a phase, or somebody
// spoke of it.
func (s *Session) wasAskedIn(p Phase, question string, sign evidence.Sign) bool {
	return slices.ContainsFunc(s.Inquiries, func(q Inquiry) bool { return q.Phase == p && q.Name == question }) || s.wasSaidIn(p, sign)
}

// wasSaidIn reports whether something said in a phase shows a sign.
func (s *Session) wasSaidIn(p Phase, sign evidence.Sign) bool {
	for r, m := range s.Messages {
		if m.Phase == p && !m.Gone && evidence.Shows(s.Text(r.Key()), sign) {
			return true
		}
	}
	return false
}

func (g *gate) timeline() {
	from, to := g.s.window()
	n := g.s.few(5, 3)
	before := from.IsZero() || g.has(Event, func(e Entry) bool { return !e.At.IsZero() && e.At.Before(from) })
	detected := g.s.count(Detection) > 0
	g.mustHave("T1",
		atLeast(n, g.s.count(Event), "T1_entries"),
		needs(before, "T1_before"))
	g.mustHave("T2",
		needs(g.event("change"), "T2_change"),
		needs(g.event("signal") || detected, "T2_sign"),
		needs(g.event("action", "decision"), "T2_deed"),
		needs(g.event("recovery") || !to.IsZero(), "T2_recovery"))
	events := g.s.Live(Event)
	if len(events) > 0 {
		held := func(e Entry) bool { return !e.Held.At.IsZero() }
		g.each("T3", true, without(events, func(e Entry) bool { return held(e) || g.s.hasTime(e) }))
		if byWhich := without(events, func(e Entry) bool { return !held(e) }); len(byWhich) > 0 {
			g.each("T3_clock", true, byWhich)
			g.join()
		}
	}
	if !from.IsZero() && !to.IsZero() {
		g.gaps()
	}
	g.must("T5", g.s.perspectives())
	if len(events) > 0 {
		g.artefacts(events)
	}
	if told, found := g.s.toldDifferently(); found {
		g.each("T7", true, without(told, func(e Entry) bool { return e.State == Confirmed }))
	}
	g.should("T8", func() bool { return g.item("helped") || g.cause("safeguard_that_worked") })
	g.should("T9", func() bool { return g.s.answeredReady(Timeline) >= 2 })
	g.each("T10", false, without(events, func(e Entry) bool { return !evidence.Loaded(g.s.Text(e.ID)) }))
}

// toldDifferently are the entries of which the bot has said that they differ, but for
// those that people told apart, and whether there are any.
func (s *Session) toldDifferently() (all []Entry, found bool) {
	for _, q := range s.Inquiries {
		if q.Name != "conflict" || s.ToldApart(strings.Fields(q.About)) {
			continue
		}
		for id := range strings.FieldsSeq(q.About) {
			if e, ok := s.Entry(id); ok && e.Live() {
				all = append(all, e)
			}
		}
	}
	return all, len(all) > 0
}

// without are the entries for which has does not hold.
func without(all []Entry, has func(Entry) bool) []Entry {
	return slices.DeleteFunc(slices.Clone(all), has)
}

// gaps asks for what nobody has told of the impact, piece by piece.
func (g *gate) gaps() {
	silences := g.s.silences()
	var wants []Want
	for _, x := range silences {
		wants = append(wants, Want{"T4", x.plain(), x.key()})
	}
	if len(wants) == 0 {
		wants = []Want{{Key: "T4", Data: map[string]any{"from": prompts.Marked(""), "to": prompts.Marked(""), "utc": ""}}}
	}
	g.add("T4", true, len(silences) == 0, wants...)
}

// artefacts asks that half of the entries can be checked, and that decisions say
// what they rested on. It is only desirable where little was at stake.
func (g *gate) artefacts(events []Entry) {
	bare := without(events, g.s.checkable)
	g.add("T6", !g.s.low(), len(bare)*2 <= len(events), Want{Key: "T6_artefacts"})
	decisions := without(events, func(e Entry) bool { return e.Event != "decision" })
	if unfounded := without(decisions, g.s.founded); len(unfounded) > 0 {
		g.each("T6_decision", !g.s.low(), unfounded)
		g.join()
	}
}

// checkable reports whether an entry can be checked against something: a record of
// the incident channel, a link, a log line, the name of a change; or is said to be
// somebody's memory.
func (s *Session) checkable(e Entry) bool {
	if e.Linked || e.Memory || evidence.Checkable(s.Text(e.ID)) {
		return true
	}
	return slices.ContainsFunc(e.Sources, func(r Ref) bool {
		m, ok := s.Messages[r]
		return ok && (m.Phase == "" && !e.At.IsZero() && m.At.Sub(e.At).Abs() <= 30*time.Minute || evidence.Checkable(s.Text(r.Key())))
	})
}

// founded reports whether a decision says what was seen, expected or weighed, or another
// entry that tells of the same thing says so.
func (s *Session) founded(e Entry) bool {
	if s.reasoned(e) {
		return true
	}
	return slices.ContainsFunc(s.Live(Event), func(o Entry) bool {
		apart := !e.At.IsZero() && !o.At.IsZero() && o.At.Sub(e.At).Abs() > oneMoment
		return !apart && o.ID != e.ID && evidence.Shows(s.Text(o.ID), evidence.Reasoned) && evidence.Alike(s.Text(o.ID), s.Text(e.ID)) >= 2
	})
}

// oneMoment is how far apart two entries that tell of one thing give its time at most.
const oneMoment = 10 * time.Minute

func (s *Session) reasoned(e Entry) bool {
	return evidence.Shows(s.Text(e.ID), evidence.Reasoned) ||
		slices.ContainsFunc(e.Sources, func(r Ref) bool { return evidence.Shows(s.Text(r.Key()), evidence.Reasoned) })
}

// perspectives reports whether the timeline comes from two seats, or, where only
// one team takes part, from two people.
func (s *Session) perspectives() bool {
	seats, people, team := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, e := range s.Live(Event) {
		if s.Counts(e.Author) {
			people[e.Author] = true
			seats[seatOf(s.People[e.Author])] = true
		}
	}
	for _, m := range s.Messages {
		if m.Phase != "" && s.Counts(m.Author) && m.Author != s.Facilitator {
			team[seatOf(s.People[m.Author])] = true
		}
	}
	return len(seats) >= 2 || len(people) >= 2 && len(team) <= 1
}

// seatOf is from where a person looked: their role, or themselves where nobody knows it.
func seatOf(p Person) string {
	if p.Role != "" {
		return strings.ToLower(p.Role)
	}
	return p.ID
}

// answeredReady counts those who wrote something in a phase after the bot had asked
// what is missing.
func (s *Session) answeredReady(p Phase) int {
	asked, ok := TimeOf(s.Posts[SlotReady(p)].TS)
	if !ok {
		return 0
	}
	who := map[string]bool{}
	for _, m := range s.Messages {
		if m.Phase == p && !m.Gone && m.At.After(asked) && s.Counts(m.Author) {
			who[m.Author] = true
		}
	}
	return len(who)
}
