package postmortem

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// A reading of the thread leaves alone what the bot posted for somebody; when that
// was deleted, it counts no longer.
func TestALineForSomebodyIsReadAgain(t *testing.T) {
	st := newStage(t)
	st.play("10:00 ana /start the checkout outage")
	st.play("10:01 cy /say error rate rose to 12% at 09:12 UTC")
	st.play("10:02 bo: I saw it too")
	st.play("10:03 .")
	r := st.s.Posts[SlotSay(1)]
	lines := st.thread()
	for i := range lines {
		lines[i].Ours = lines[i].Ref == r
	}
	st.give(Person{}, ThreadRead{Lines: lines})
	if m := st.s.Messages[r]; m.Gone || m.Author != "UCY" || len(st.s.Live(Event)) != 1 {
		t.Fatalf("%+v, with %d entries", m, len(st.s.Live(Event)))
	}
	st.give(Person{}, ThreadRead{Lines: lines[1:]})
	if m := st.s.Messages[r]; !m.Gone || st.s.Text(r.Key()) != "" || len(st.s.Live(Event)) != 0 {
		t.Errorf("%+v still reads %q", m, st.s.Text(r.Key()))
	}
	if got := st.g.Render(st.s, SlotSay(1)).Plain(); strings.Contains(got, "12%") {
		t.Errorf("it shows %q", got)
	}
}

// What could not be posted, or never will be, is kept nowhere.
func TestALineThatNeverStandsIsErased(t *testing.T) {
	for name, end := range map[string]func(*stage){
		"refused":   func(st *stage) { st.give(Person{}, GaveUp{Effect: Post{SlotSay(1)}, Reason: "It is archived."}) },
		"cancelled": func(st *stage) { st.give(cast["ana"], Cancel{}) },
	} {
		st := newStage(t)
		st.play("10:00 ana /start the checkout outage")
		d, err := st.g.Decide(st.s, Input{At: st.now, By: cast["cy"], Session: st.s.ID, Body: SayFor{Text: "it was the queue"}})
		if err != nil {
			t.Fatal(err)
		}
		st.take(Input{At: st.now, By: cast["cy"], Session: st.s.ID}, d) // and not done yet
		if st.s.Text(SlotSay(1)) == "" {
			t.Fatal("nothing waits")
		}
		st.told = nil
		end(st)
		if text := st.s.Text(SlotSay(1)); text != "" {
			t.Errorf("%s: %q is kept", name, text)
		}
		if told := strings.Join(st.told, "\n"); strings.Contains(told, "whispers to Cy C.: What you wrote could not be posted: It is archived.") != (name == "refused") {
			t.Errorf("%s: %s", name, told)
		}
	}
}

// The line travels in a button, whose value Slack bounds at 2,000 characters.
func TestALineFitsIntoItsButton(t *testing.T) {
	st := newStage(t)
	st.play("10:00 ana /start the checkout outage")
	for _, text := range []string{strings.Repeat("a", 600), strings.Repeat("é", 600), strings.Repeat("漢", 600), strings.Repeat("a", 601), strings.Repeat("🙂", 600), strings.Repeat("&amp;", 500), " ", "\n"} {
		card, err := st.g.SayPreview(st.s, cast["bo"], text, Advice{Question: "What was seen?", Wording: text})
		if fits := err == nil; fits != (utf8.RuneCountInString(text) <= 600 && len(text) <= longestLine && strings.TrimSpace(text) != "") {
			t.Errorf("%.10q (%d): %v", text, len(text), err)
		}
		for _, p := range card.Parts {
			for _, b := range p.Buttons {
				if len(b.Value) > 2000 {
					t.Errorf("%.10q: the button %s carries %d bytes", text, b.Action, len(b.Value))
				}
			}
		}
	}
}
