package postmortem

import (
	"fmt"
	"strings"
	"testing"
)

// What was only offered to somebody is not theirs when it is taken up again.
func TestAnOfferThatWasDroppedIsNobodys(t *testing.T) {
	st := newStage(t)
	st.play("10:00 ana /start the checkout outage")
	st.give(cast["bo"], Add{Kind: Action, Text: "Alert on the queue", Owner: cast["cy"].ID})
	st.play("10:03 ana /drop E1 it is switched off in May")
	st.play("10:04 ana /reopen E1")
	e, ok := st.s.Entry("E1")
	if !ok || e.Kind != Action || e.Action != Offered {
		t.Fatalf("%+v", e)
	}
	if e.Owner != "" {
		t.Errorf("it is %s's, who never took it", e.Owner)
	}
}

// Of what was left out nothing stays when the review ends, neither its sentence nor
// what was said about it.
func TestNothingStaysOfWhatWasLeftOut(t *testing.T) {
	st := newStage(t)
	for _, line := range []string{
		"10:00 ana /start the checkout outage", "10:01 bo /add action alert on the queue, done when it fires in a drill", "10:02 ana /drop E1 it is switched off in May",
		"10:03 bo /leaveout E1", "10:05 ana /finish",
	} {
		st.play(line)
	}
	for key := range st.s.Texts {
		if key == "E1" || key == "E1/done" || key == "E1/why" {
			t.Errorf("%s is still kept", key)
		}
	}
}

// However much is due on one day, all of it is told, and none twice.
func TestManyActionsAreRemindedOfInParts(t *testing.T) {
	st := newStage(t)
	st.play("10:00 ana /start the checkout outage")
	const n = 45
	for i := range n {
		st.play(fmt.Sprintf("10:01 bo /add action alert when queue number %d is full", i+1))
		st.play(fmt.Sprintf("10:01 bo /due E%d 2026-05-13", i+1))
		st.play(fmt.Sprintf("10:01 bo /accept E%d", i+1))
	}
	st.play("10:05 ana /finish")
	st.play("2026-05-13")
	st.play("10:00 .")
	told := map[string]int{}
	for slot, ids := range st.s.Reminders {
		if len(ids) > inOne {
			t.Errorf("%s is about %d actions", slot, len(ids))
		}
		for _, id := range ids {
			told[id]++
		}
		text := st.g.Render(st.s, slot).Plain()
		for _, id := range ids {
			if !strings.Contains(text, st.s.Text(id)) {
				t.Errorf("%s does not say %q", slot, st.s.Text(id))
			}
		}
	}
	if len(told) != n || len(st.s.Reminders) != 3 {
		t.Errorf("%d of %d actions in %d messages", len(told), n, len(st.s.Reminders))
	}
	for id, k := range told {
		if k != 1 {
			t.Errorf("%s is told %d times", id, k)
		}
	}
	if again := st.play("10:01 ."); len(again) > 0 {
		t.Errorf("and again: %v", again)
	}
}
