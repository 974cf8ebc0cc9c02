package postmortem

import (
	"slices"
	"strings"
	"testing"
)

// pressable are the buttons of a card, as "verb: label"; those beside a paragraph, too.
func pressable(c Card) []string {
	var out []string
	for _, p := range c.Parts {
		if p.Side != nil {
			out = append(out, p.Side.Action+": "+p.Side.Label)
		}
		for _, b := range p.Buttons {
			out = append(out, b.Action+": "+b.Label)
		}
	}
	return out
}

// A message that proposes to go on, or came back to a phase, loses its buttons once that
// is left, and keeps its words: however it is left, and as often as that happens.
func TestButtonsThatHaveDoneTheirWork(t *testing.T) {
	st := newStage(t)
	drawn := func(line string, slot string) bool {
		before := len(st.log)
		st.play(line)
		return slices.ContainsFunc(st.log[before:], func(e EventRecord) bool { return e.Body == EventBody(Stale{slot}) })
	}
	has := func(slot string) bool { return len(pressable(st.g.Render(st.s, slot))) > 0 }
	for _, l := range []string{"10:00 ana /start the outage", "10:00 ana: hello", "10:01 bo: about 4% of the customers, from 09:12 to 09:58 UTC checkout was down for them",
		"10:01 bo: we noticed when a customer wrote to support at 09:20 UTC", "10:01 ana /confirmall opening", "10:03 .", "10:04 ana /waive all nobody knows", "10:05 .", "10:06 ."} {
		st.play(l)
	}
	ready, again := SlotReady(Opening), SlotAgain(Opening)
	if st.s.Posts[ready].TS == "" || !has(ready) {
		t.Fatal("nothing is proposed")
	}
	words := st.g.Render(st.s, ready).Plain()
	for _, c := range []struct {
		line, slot   string
		drawn, after bool
	}{
		{"10:07 ana /next", ready, true, false},
		{"10:08 ana /back", again, false, true},
		{"10:09 ana /next", again, true, false},
		{"10:10 ana /back", again, false, true},
		{"10:11 ana /finish", again, true, false},
	} {
		if got := drawn(c.line, c.slot); got != c.drawn || has(c.slot) != c.after {
			t.Errorf("%s: drawn again %t, it has buttons %t", c.line, got, has(c.slot))
		}
	}
	if has(ready) || st.g.Render(st.s, ready).Plain() != words {
		t.Errorf("the proposal became %q with %q", st.g.Render(st.s, ready).Plain(), pressable(st.g.Render(st.s, ready)))
	}
}

// What is missing is named as long as that can be read; all of it is one press away.
func TestWhatIsMissingCanBeSeen(t *testing.T) {
	st := talk(t, "10:01 ana /next", "10:01 ana /next")
	open := st.s.Open(RootCause)
	for range open {
		var got []string
		parts := st.s.stillOpen(st.g.Words, RootCause)
		for _, p := range parts {
			got = append(got, pressable(Card{Parts: []Part{p}})...)
		}
		open = st.s.Open(RootCause)
		if many := len(open) > shownMissing+fewMore; many != (len(got) == 1) || many != strings.Contains(parts[0].Text, " more.") {
			t.Errorf("%d are open: %q, %q", len(open), parts[0].Text, got)
		}
		st.s.Waivers[open[0].ID] = Waiver{Whole: true}
	}
}

// A cause that only its author stands behind says so, and has the button for the others.
func TestACauseWaitsForASecondPerson(t *testing.T) {
	st := talk(t, "10:01 bo: hello", "10:01 cy: hello", "10:02 bo /add cause the pool of connections was never limited")
	part := func() Part { e, _ := st.s.Entry("E1"); return st.s.entryPart(st.g.Words, e) }
	if p := part(); !strings.Contains(p.Text, "besides its author") || p.Side == nil || p.Side.Action != DoConfirm {
		t.Errorf("it stands as %q with %+v", p.Text, p.Side)
	}
	for user, want := range map[string]string{
		"UBO": "A confirmation of one factor by somebody who did not tell it: you told it, so somebody else has to press Confirm there",
		"UCY": "A confirmation of one factor by somebody who did not tell it",
	} {
		for _, c := range st.s.Gate(RootCause) {
			if got := st.s.NamedFor(st.g.Words, c, user); c.ID == "C10" && got != want {
				t.Errorf("%s reads %q", user, got)
			}
		}
	}
	st.play("10:03 cy /confirm E1")
	if p := part(); strings.Contains(p.Text, "besides") || p.Side != nil && p.Side.Action == DoConfirm {
		t.Errorf("then as %q with %+v", p.Text, p.Side)
	}
}

// After the talk each part of the document that holds proposed facts has one button, and the
// causes of one person have one.
func TestPartsAreConfirmedAtOnce(t *testing.T) {
	st := talk(t, "10:01 cy: hello", "10:01 bo: 09:12 the error rate rose to 12%", "10:01 bo: 09:20 the queue filled", "10:02 bo /add cause the queue has no limit",
		"10:03 .", "10:04 ana /finish")
	want := []string{"confirm_all: Impact: confirm it", "confirm_all: Timeline: confirm all 2", "confirm: I see it like that", "hand: Look at them…"}
	for _, card := range []Card{st.g.checkCard(st.s), st.g.publishCard(st.s)} {
		for _, w := range want {
			if !slices.Contains(pressable(card), w) {
				t.Errorf("%q is not among %q", w, pressable(card))
			}
		}
	}
	st.play("10:05 ana /confirmall timeline")
	if got := pressable(st.g.checkCard(st.s)); slices.Contains(got, want[1]) || !slices.Contains(got, want[2]) {
		t.Errorf("then there is %q", got)
	}
	st.play("10:06 cy /confirm E1") // what that button does
	if got := pressable(st.g.checkCard(st.s)); slices.Contains(got, want[2]) {
		t.Errorf("somebody else stands behind the cause, and there is %q", got)
	}
}

// A form that shows the day by which an action is due changes nothing when it is saved
// as it was, even where that day is over.
func TestADayAsItWasShown(t *testing.T) {
	st := talk(t, "10:01 bo /add action limit the pool by 2026-04-10")
	st.play("2026-05-01")
	e, _ := st.s.Entry("E1")
	if e.DueDay() != "2026-04-10" {
		t.Fatalf("it is due %q", e.DueDay())
	}
	st.now = st.now.AddDate(0, 2, 0)
	for due, refused := range map[string]bool{e.DueDay(): false, "": false, "2026-04-11": true} {
		d, err := st.g.Decide(st.s, Input{ID: "x" + due, At: st.now, By: cast["bo"], Place: st.s.Place, Body: Edit{Entry: "E1", Text: "Limit the pool.", Due: due}})
		changed := slices.ContainsFunc(d.Events, func(b EventBody) bool { c, ok := b.(Changed); return ok && !c.Due.Equal(e.Due) })
		if (err != nil) != refused || changed {
			t.Errorf("%q: %v, %v", due, err, d.Events)
		}
	}
}
