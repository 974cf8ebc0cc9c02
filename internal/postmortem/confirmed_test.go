package postmortem

import (
	"fmt"
	"strings"
	"testing"
)

// However many entries nobody has confirmed, the end of the talk, the list below the draft
// and that of what publishing needs say the same number, of the same whole. A cause of
// which its author is sure is confirmed, a parked idea is no entry, and one press on what
// may be published as it is confirms as many as it says.
func TestOneNumberFromTheEndToPublishing(t *testing.T) {
	st := talk(t, "10:01 ana /next", "10:01 bo /confirm E1", "10:01 ana /next",
		"10:02 bo /add cause the limit was never set",
		"10:02 cy: hello", "10:02 mo: hello",
		"10:03 cy: the cache was cold, which made it worse",
		"10:04 cy: we noticed it only since a customer wrote in at 09:30",
		"10:05 cy: idea: let us put a limit on each client", "10:06 .", "10:06 .")
	finish := st.s.askToFinish(st.g.Words)
	unseen, told := len(st.s.Unseen()), len(st.s.Told())
	if unseen < 2 || told <= unseen || len(st.s.Live(Idea)) == 0 || len(st.s.Unseconded()) != 1 || len(st.s.Unconfirmed()) == 0 || len(st.s.Unconfirmed()) == unseen {
		t.Fatalf("%d of %d, %d ideas, %d causes of one person, %d needed: too little to tell numbers apart", unseen, told, len(st.s.Live(Idea)), len(st.s.Unseconded()), len(st.s.Unconfirmed()))
	}
	number := fmt.Sprintf("%d of %d entries", unseen, told)
	if !strings.Contains(finish, number) {
		t.Errorf("the end asks %q, without %q", finish, number)
	}
	st.play("10:07 ana /finish")
	check := st.g.Render(st.s, SlotCheck).Plain()
	others := fmt.Sprintf("The other %d ", unseen-len(st.s.Unconfirmed()))
	if unseen-len(st.s.Unconfirmed()) == 1 {
		others = "The other one "
	}
	for _, want := range []string{number, others} {
		if !strings.Contains(check, want) {
			t.Errorf("the draft says, without %q:\n%s", want, check)
		}
	}
	card := st.g.PublishCard(st.s, st.s.Carrier())
	if !strings.Contains(card.Plain(), others) {
		t.Errorf("publishing says, without %q:\n%s", others, card.Plain())
	}
	for _, p := range card.Parts {
		for _, b := range p.Buttons {
			_, phase, _ := strings.Cut(b.Value, "|")
			if b.Action != DoConfirmAll || phase == "" {
				continue
			}
			before := len(st.s.Unseen())
			st.play("10:08 ana /confirmall " + phase)
			if n := before - len(st.s.Unseen()); n == 0 || !strings.Contains(b.Label, fmt.Sprintf("all %d", n)) && (n != 1 || !strings.Contains(b.Label, "confirm it")) {
				t.Errorf("%q confirmed %d", b.Label, n)
			}
		}
	}
	if len(st.s.Unseen()) != len(st.s.Unconfirmed()) {
		t.Errorf("%d wait still, and %d of them are needed", len(st.s.Unseen()), len(st.s.Unconfirmed()))
	}
}
