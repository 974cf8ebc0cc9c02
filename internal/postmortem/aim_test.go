package postmortem

import (
	"slices"
	"strings"
	"testing"
)

// The aim is read at the Opening, before Prevention and where the thread begins;
// until one is set nothing is said of it.
func TestTheAimIsShown(t *testing.T) {
	st := newStage(t)
	st.play("10:00 ana /start the checkout outage")
	shown := func(slot string) bool {
		return strings.Contains(st.g.Render(st.s, slot).Plain(), "aim: *We hear of it first &lt;!here&gt;*")
	}
	slots := map[string]bool{SlotRoot: true, SlotScript: true, SlotBoard(Prevention): true, SlotBoard(Timeline): false}
	for slot := range slots {
		if shown(slot) {
			t.Errorf("%s has an aim that nobody set", slot)
		}
	}
	st.play("10:01 ana /aim We hear  of it first &lt;!here&gt;")
	for slot, want := range slots {
		if shown(slot) != want {
			t.Errorf("%s: %q", slot, st.g.Render(st.s, slot).Plain())
		}
	}
	for range 4 {
		st.play("10:01 ana /next")
	}
	d, err := st.g.Decide(st.s, Input{At: st.now, By: cast["ana"], Session: st.s.ID, Body: SetAim{Text: "We hear of it soon"}})
	if err != nil || !slices.Contains(d.Effects, Effect(Refresh{Slot: SlotScript})) || !slices.Contains(d.Effects, Effect(Refresh{Slot: SlotBoard(Prevention)})) {
		t.Errorf("it is shown anew by %+v, %v", d.Effects, err)
	}
	st.play("10:02 ana /aim We hear of it in time")
	if got := st.s.Text(AimKey); got != "We hear of it in time" {
		t.Errorf("the aim is %q", got)
	}
}
