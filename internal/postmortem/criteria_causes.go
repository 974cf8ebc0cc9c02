package postmortem

import (
	"maps"
	"slices"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
)

func (g *gate) rootCause() {
	n := g.s.few(3, 2)
	causes := g.s.Live(Cause)
	stem := func(name string) bool { return g.has(Cause, func(e Entry) bool { return g.s.SideOf(e) == name }) }
	g.mustHave("C1",
		atLeast(n, len(without(causes, func(e Entry) bool { return !g.s.evidenced(e) || g.s.against(e) != "" })), "C1_factors"),
		needsStem(stem("start"), "start"), needsStem(stem("spread"), "spread"),
		needsStem(stem("unnoticed") || g.s.timely(), "unnoticed"), needsStem(stem("recovery"), "recovery"))
	g.mustHave("C2",
		needs(g.cause("trigger"), "C2_trigger"),
		needs(g.cause("condition", "amplifier"), "C2_condition"),
		needs(g.cause("detection_gap") || stem("unnoticed") || g.s.timely(), "C2_detection"))
	if len(causes) == 0 {
		return
	}
	g.must("C3", g.s.branches())
	g.each("C4", true, without(g.s.Leaves(), func(e Entry) bool { return !e.Act }))
	g.each("C5", true, without(causes, func(e Entry) bool { return g.s.evidenced(e) || e.Hypothesis || g.s.against(e) != "" }))
	if silenced := g.s.silenced(); len(silenced) > 0 {
		g.each("C5_views", true, silenced)
		g.join()
	}
	seen := g.s.Seen()
	g.mustOr(g.s.severe(), "C6",
		needs(len(seen) >= 3, "C6_lenses"),
		needs(slices.ContainsFunc([]string{"process", "knowledge", "pressure", "handover"}, func(l string) bool { return seen[l] }), "C6_people"))
	if g.s.several() {
		g.add("C7", !g.s.low(), g.s.thoughtOn() >= 2, Want{Key: "C7"})
	}
	g.should("C8", func() bool { return g.s.wasAskedIn(RootCause, "elsewhere", evidence.Elsewhere) })
	g.should("C9", func() bool { return g.s.wasSaidIn(RootCause, evidence.Similar) })
	g.each("C10", true, without(causes, func(e Entry) bool { return e.Hypothesis || !g.s.Waits(e) }))
	g.all[len(g.all)-1].Wants[0].Data["yours"] = 0
}

// silenced are the causes that stand alone since another view, or what it differed
// from, was left out by somebody else than who told it: neither wins by that.
func (s *Session) silenced() []Entry {
	out := func(e Entry) bool { return e.Kind == Cause && e.State == LeftOut && e.Same == "" && e.By != e.Author }
	var all []Entry
	for _, e := range s.Entries {
		switch of, ok := s.Entry(e.Against); {
		case !ok:
		case e.Live() && out(of):
			all = append(all, e)
		case out(e) && of.Live() && s.Confidence(of) != Disputed && !slices.ContainsFunc(all, func(x Entry) bool { return x.ID == of.ID }):
			all = append(all, of)
		}
	}
	return all
}

// mustOr is mustHave where must holds, and only desirable elsewhere.
func (g *gate) mustOr(must bool, id string, parts ...part) {
	g.mustHave(id, parts...)
	g.all[len(g.all)-1].Must = must
}

// inTime is how soon a detection counts as timely.
const inTime = 5 * time.Minute

// timely reports whether it was noticed so soon that nothing kept it unnoticed.
func (s *Session) timely() bool {
	from, _ := s.window()
	return !from.IsZero() && slices.ContainsFunc(s.Live(Detection), func(e Entry) bool {
		return !e.At.IsZero() && !e.At.After(from.Add(inTime))
	})
}

// Seen are the lenses through which the causes were looked at: those that people
// ticked, and those that the causes themselves show.
func (s *Session) Seen() map[string]bool {
	seen := maps.Clone(s.Lenses)
	if seen == nil {
		seen = map[string]bool{}
	}
	for _, e := range s.Live(Cause) {
		for _, l := range e.Lens {
			seen[l] = true
		}
	}
	return seen
}

// thoughtOn counts the people who had a part in the causes: who told one, stood
// behind another's, or said something while they were asked for.
func (s *Session) thoughtOn() int {
	who := map[string]bool{}
	for _, e := range s.Live(Cause) {
		if s.Counts(e.Author) {
			who[e.Author] = true
		}
		if e.State == Confirmed && e.By != s.Facilitator && s.Counts(e.By) {
			who[e.By] = true
		}
	}
	for _, m := range s.Messages {
		if m.Phase == RootCause && !m.Gone && m.Author != s.Facilitator && s.Counts(m.Author) {
			who[m.Author] = true
		}
	}
	return len(who)
}

func (g *gate) remedy() {
	_, to := g.s.window()
	restored := g.item("restored")
	timed := !to.IsZero() || g.event("recovery") || g.has(RemedyItem, func(e Entry) bool { return e.Item == "restored" && !e.At.IsZero() })
	shown := g.event("recovery") || g.told(evidence.Measured, RemedyItem, Event)
	g.mustHave("R1", needs(restored, "R1_restored"), needs(timed, "R1_time"), needs(shown, "R1_signal"))
	g.temporary()
	g.mustHave("R3", needs(g.item("helped"), "R3_helped"), needs(g.item("hindered"), "R3_hindered"))
	g.must("R4", g.item("luck") || g.cause("luck"))
	g.must("R5", g.s.Recurs != "")
	g.should("R6", func() bool { return g.item("communication") })
	if items := g.s.Live(RemedyItem); len(items) > 0 {
		g.each("R7", true, without(items, g.s.evidenced))
	}
}

// temporary asks what only holds for now, and of each such measure when it ends
// and who sees to that.
func (g *gate) temporary() {
	measures := slices.DeleteFunc(g.s.Live(RemedyItem), func(e Entry) bool { return e.Item != "temporary" })
	if len(measures) == 0 {
		g.must("R2", false)
		return
	}
	lacking := without(measures, g.s.keptToItsEnd)
	g.each("R2_end", true, without(lacking, func(e Entry) bool {
		return slices.ContainsFunc(measures, func(o Entry) bool { return g.s.keptToItsEnd(o) && g.s.endsIt(o, e, lacking) })
	}))
}

// keptToItsEnd reports whether a temporary measure, or a message that it rests on, says
// when it ends and who sees to that; or that there is none.
func (s *Session) keptToItsEnd(e Entry) bool {
	text := s.Text(e.ID)
	shows := func(sign evidence.Sign) bool {
		return evidence.Shows(text, sign) || slices.ContainsFunc(e.Sources, func(r Ref) bool { return evidence.Shows(s.Text(r.Key()), sign) })
	}
	kept := e.Owner != "" || shows(evidence.Kept) || slices.ContainsFunc(s.plan(), func(a Entry) bool { return a.Owner != "" && evidence.Alike(s.Text(a.ID), text) >= 2 })
	return evidence.Shows(text, evidence.Nothing) || shows(evidence.Ends) && kept
}

// endsIt reports whether the end that one entry tells is that of another: by its words,
// or since whoever told of the other said it later and has told of no other that lacks one.
func (s *Session) endsIt(end, of Entry, lacking []Entry) bool {
	theirs := without(lacking, func(e Entry) bool { return e.Author != of.Author })
	return evidence.Alike(s.Text(end.ID), s.Text(of.ID)) >= 2 || end.Author == of.Author && end.Written.After(of.Written) && len(theirs) == 1
}
