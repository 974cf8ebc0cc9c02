package postmortem

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The message that proposes to go on says whether that would happen by itself, also
// when something comes to be missing, or is there again.
func TestAProposalSaysWhetherItStands(t *testing.T) {
	st := newStage(t)
	for _, l := range []string{"2026-10-19", "07:00 ana /start-async the outage", "07:01 ana /unseal", "07:01 bo: checkout was down for customers",
		"07:01 bo: about 4% of the customers, from 09:12 to 09:58 UTC", "07:01 bo: we noticed when a customer wrote to support at 09:20 UTC", "07:02 .",
		"2026-10-20", "15:00 ."} {
		st.play(l)
	}
	slot := SlotReady(Opening)
	if st.s.Posts[slot].TS == "" {
		t.Fatal("nothing is proposed")
	}
	for _, c := range []struct {
		line    string
		itself  bool
		changed bool
	}{
		{"15:01 ana /leaveout E4", false, true}, {"15:02 ana /add timeline 09:10 a release went out", false, false},
		{"15:03 ana /add detection a customer wrote to support at 09:20 UTC", true, true},
		{"15:04 bo /pause", false, true}, {"15:05 bo /resume", true, true}, {"15:06 bo /hush", false, true},
	} {
		before := len(st.log)
		st.play(c.line)
		changed := slices.ContainsFunc(st.log[before:], func(e EventRecord) bool { return e.Body == EventBody(Stale{slot}) })
		if got := strings.Contains(st.g.Render(st.s, slot).Plain(), "by itself"); got != c.itself || changed != c.changed {
			t.Errorf("%s: by itself %t, drawn again %t", c.line, got, changed)
		}
	}
}

// Whenever in a year a proposal is made, it is taken as agreed, and never before
// each who takes part had nine to five of a weekday to object, by their own clock
// and on a day they worked.
func TestConsentIsNeitherHastyNorStuck(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		st := newStage(t)
		at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 365*24*60).Draw(rt, "minute of the year")) * time.Minute)
		play := func(line string) {
			at = at.Add(time.Minute)
			st.play(at.Format(time.DateOnly))
			st.play(at.Format("15:04:05") + " " + line)
		}
		play("ana /start-async the outage")
		for _, who := range []string{"bo", "cy", "aro", "sam"} {
			if rapid.Bool().Draw(rt, who+" is there") {
				play(who + ": hello")
			}
		}
		play("bo: hello")
		if rapid.Bool().Draw(rt, "somebody is away") {
			from := at.AddDate(0, 0, rapid.IntRange(0, 5).Draw(rt, "from"))
			play("bo /away " + from.Format(time.DateOnly) + " to " + from.AddDate(0, 0, rapid.IntRange(0, 9).Draw(rt, "days")).Format(time.DateOnly))
		}
		if rapid.Bool().Draw(rt, "somebody has nothing to add") {
			play("bo /nothing")
		}
		play("ana /unseal")
		for _, c := range st.s.Open(Opening) {
			if !c.byTime() {
				play("ana /waive " + c.ID + " nobody can say")
			}
		}
		var suggested time.Time
		for n := 0; st.s.Phase == Opening; n++ {
			due, ok := st.g.Due(st.s)
			if !ok || n > 30 {
				rt.Fatalf("it is stuck since %s", st.now)
			}
			if due.After(st.now) {
				st.now = due
			}
			suggested = st.s.SuggestedAt
			st.give(Person{}, Tick{})
		}
		for _, p := range st.s.awaits() {
			if slices.Contains(st.s.Content[Opening], p.ID) {
				continue
			}
			for _, since := range []time.Time{st.s.StartedAt, suggested} {
				if !hadADay(p, since, st.now, st.s.DaysOff) {
					rt.Fatalf("between %s and %s %s had no working day in %s", since, st.now, p.Name, p.Zone)
				}
			}
		}
	})
}

// hadADay looks hour by hour for a whole working day of somebody.
func hadADay(p Person, from, to time.Time, off []DaysOff) bool {
	l := p.Location()
	for h := from; !h.After(to); h = h.Add(time.Hour) {
		d := h.In(l)
		y, m, n := d.Date()
		nine, five := time.Date(y, m, n, 9, 0, 0, 0, l), time.Date(y, m, n, 17, 0, 0, 0, l)
		away := slices.ContainsFunc(off, func(o DaysOff) bool {
			return o.Who == p.ID && string(o.From) <= d.Format(time.DateOnly) && d.Format(time.DateOnly) <= string(o.To)
		})
		if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday && !away && !nine.Before(from) && !five.After(to) {
			return true
		}
	}
	return false
}
