package postmortem

import (
	"fmt"
	"slices"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
)

// MostActions is how many actions a review ends with before it is asked to choose.
const MostActions = 7

func (g *gate) prevention() {
	actions := g.s.plan()
	g.answered(actions)
	for _, e := range actions {
		owner, date := e.lacks()
		wants := g.s.wants(e)
		g.add(fmt.Sprintf("P2-%d", e.Number), true, len(wants) == 0, Want{"P2", map[string]any{"action": e.Tag(), "owner": owner, "date": date,
			"done": slices.Contains(wants, "done"), "cause": slices.Contains(wants, "cause")}, e.ID + " " + fmt.Sprint(wants)})
	}
	if n := len(actions); n > 0 {
		count := func(test func(Entry) bool) (k int) {
			for _, e := range actions {
				if test(e) {
					k++
				}
			}
			return k
		}
		g.must("P3", count(func(e Entry) bool { return e.Strength >= 3 }) > 0)
		g.must("P4", count(func(e Entry) bool { return e.Type == "prevent" || e.Type == "detect" }) > 0)
		g.must("P5", count(func(e Entry) bool { return e.Strength == 0 }) == 0 && count(func(e Entry) bool { return e.Strength == 1 })*2 <= n)
		g.add("P6", true, n <= MostActions, Want{Key: "P6", Data: map[string]any{"most": MostActions}})
		days := 30
		if g.s.Severity == "SEV1" {
			days = 15
		}
		soon := g.s.Phased.Add(time.Duration(days) * 24 * time.Hour)
		g.add("P7", false, count(func(e Entry) bool { return !e.Due.IsZero() && !e.Due.After(soon) }) > 0, Want{Key: "P7", Data: map[string]any{"days": days}})
		owns := map[string]int{}
		for _, e := range actions {
			if e.Owner != "" {
				owns[e.Owner]++
			}
		}
		loaded := false
		for _, k := range owns {
			loaded = loaded || k > mostOwned
		}
		g.add("P8", false, !loaded, Want{Key: "P8", Data: map[string]any{"most": mostOwned}})
		g.should("P9", func() bool { return g.s.wasAskedIn(Prevention, "new_risk", evidence.NewRisk) })
	}
	if g.s.count(Idea) > 0 {
		g.each("P10", true, g.s.Undecided())
	}
}

// mostOwned is how many actions of a review one person can keep.
const mostOwned = 3

// plan are the actions that are not dropped.
func (s *Session) plan() []Entry {
	return slices.DeleteFunc(s.Live(Action), func(e Entry) bool { return e.Action == Dropped })
}

// answered asks of each cause at which the story ends for an action, or for the
// decision to live with it.
func (g *gate) answered(actions []Entry) {
	leaves := g.s.Leaves()
	if len(leaves) == 0 {
		g.must("P1", len(actions) > 0 || g.s.count(Risk) > 0)
		return
	}
	if len(actions) == 0 && g.s.count(Risk) == 0 {
		wants := []Want{{Key: "P1"}}
		for _, e := range leaves {
			wants[0].Of += e.ID + " "
		}
		g.add("P1", true, false, wants...)
		return
	}
	g.each("P1_leaves", true, without(leaves, func(e Entry) bool { return len(g.s.AnswersTo(e)) > 0 }))
}

// causesOf are the causes that an action is about, or a risk is accepted for.
func (s *Session) causesOf(e Entry) []Entry {
	var out []Entry
	for _, id := range e.Addresses {
		if c, ok := s.Entry(id); ok && c.Live() && c.Kind == Cause {
			out = append(out, c)
		}
	}
	return out
}

// AnswersTo are the actions and accepted risks that are about a cause, or about
// one above it.
func (s *Session) AnswersTo(cause Entry) []Entry {
	var out []Entry
	for _, e := range s.Live(Action, Risk) {
		if e.Action != Dropped && slices.ContainsFunc(s.causesOf(e), func(c Entry) bool { return s.above(c.ID, cause.ID) }) {
			out = append(out, e)
		}
	}
	return out
}

// wants says what keeps an action from being a whole promise: "owner", "date",
// "done" and "cause". It is what publishing asks for, and asked for here first.
func (s *Session) wants(e Entry) []string {
	var out []string
	owner, date := e.lacks()
	if owner {
		out = append(out, "owner")
	}
	if date {
		out = append(out, "date")
	}
	if endless(e) {
		out = append(out, "done")
	}
	if loose(s, e) {
		out = append(out, "cause")
	}
	return out
}

func (g *gate) close() {
	g.must("L1", g.s.voices(Learning) >= 2)
	g.must("L2", g.item("helped") || g.cause("safeguard_that_worked"))
	if open := g.s.Live(Question); len(open) > 0 {
		g.each("L3", true, without(open, func(e Entry) bool { return e.State == Confirmed || e.Owner != "" }))
	}
	g.should("L4", func() bool { return g.s.wasSaidIn(Close, evidence.Audience) })
	spoke := map[string]bool{}
	for _, m := range g.s.Messages {
		if m.Phase == Close && !m.Gone && g.s.Counts(m.Author) {
			spoke[m.Author] = true
		}
	}
	g.should("L5", func() bool { return len(spoke)*5 >= len(g.s.Participants())*3 })
}
