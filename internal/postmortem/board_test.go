package postmortem

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestBoards(t *testing.T) {
	for _, c := range []struct {
		kind  Kind
		said  Phase
		shown Phase
	}{
		{Impact, Timeline, Opening},
		{Detection, Timeline, Opening},
		{Event, Remedy, Timeline},
		{Cause, Timeline, RootCause},
		{RemedyItem, Timeline, Remedy},
		{Action, Timeline, Prevention},
		{Idea, Timeline, Prevention},
		{Learning, Timeline, Close},
		{Question, Remedy, Remedy},
		{Question, "", Timeline},
	} {
		if got := (Entry{Kind: c.kind, Phase: c.said}).Board(); got != c.shown {
			t.Errorf("%s said in %q is shown under %s, want %s", c.kind, c.said, got, c.shown)
		}
	}
}

// Much that would be left behind is said, with numbers, before anybody moves on; little
// is no reason to ask. The end is always asked about.
func TestWhatIsAskedBeforeLeaving(t *testing.T) {
	st := talk(t, "10:01 ana /next", "10:01 ana /next", "10:01 ana /next", "10:01 ana /next", "10:01 ana /next")
	ask := func(p Phase, proposed int) string {
		s := st.s.Clone()
		for n := range proposed {
			e := Entry{ID: fmt.Sprintf("N%d", n), Kind: Question, Phase: p, State: Proposed}
			s.Entries, s.Texts[e.ID] = append(s.Entries, e), "Who knows?"
		}
		return s.askToLeave(st.g.Words, p)
	}
	for range len(st.s.Open(Timeline)) - 1 {
		st.s.Waivers[st.s.Open(Timeline)[0].ID] = Waiver{Whole: true}
	}
	for _, c := range []struct {
		phase    Phase
		proposed int
		want     string
	}{
		{Timeline, 0, ""},
		{Timeline, 7, ""},
		{Timeline, 38, "One thing is still open here, and 38 entries are not confirmed."},
		{RootCause, 0, " things are still open here."},
		{Close, 0, "Finish the review?"},
	} {
		if got := ask(c.phase, c.proposed); (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s with %d proposed asks %q, want %q", c.phase, c.proposed, got, c.want)
		}
	}
	// What is confirmed elsewhere is counted here at once.
	st.play("10:02 bo: I learned that the queue has no limit")
	st.play("10:03 .")
	before := st.s.askToFinish(st.g.Words)
	if !strings.Contains(before, "1 of 1 entries of the review is not confirmed; one of them is a cause, action or learning") {
		t.Errorf("the end asks %q", before)
	}
	d, err := st.g.Decide(st.s, Input{ID: "x", At: st.now, By: cast["ana"], Place: st.s.Place, Body: Add{Kind: Impact, Text: "4% of checkouts failed"}})
	if err != nil || !slices.Contains(d.Events, EventBody(Stale{SlotBoard(Close)})) {
		t.Errorf("the end counts one more entry, and its board stays as it was: %v, %v", d.Events, err)
	}
}

// An action that is done says so, with whose it is, and can be taken back.
func TestADoneActionSaysSo(t *testing.T) {
	st := talk(t, "10:02 mo /add action add an alert on the error rate by 2026-04-10", "10:02 mo /accept E1", "10:03 mo /done AI-1")
	e, _ := st.s.Entry("E1")
	part := st.s.entryPart(st.g.Words, e)
	if !strings.Contains(part.Text, "<@UMO> · _done_") || strings.Contains(part.Text, "not accepted") || part.Side == nil || part.Side.Action != DoReopen {
		t.Errorf("it is shown as %q, with %+v", part.Text, part.Side)
	}
}

// A tree of forty causes stands whole on the board, each below what it belongs to: the
// latest with a button, and a way to change the others, in no more parts than a message has.
func TestATreeOfFortyIsWhole(t *testing.T) {
	st := talk(t, "10:01 ana /next", "10:01 ana /next")
	for n := range 40 {
		st.play(fmt.Sprintf("10:02 bo /add cause the limit of pool %d was never set", n+1))
	}
	for n := range 30 { // the latest stand below the first, and so between the others
		st.play(fmt.Sprintf("10:03 ana /under E%d E%d", 40-n, n/4+1))
	}
	var want, got []string
	for _, stem := range append(Stems(), "") {
		for _, n := range st.s.Tree(stem) {
			want = append(want, strings.TrimSuffix(st.s.Text(n.ID), "."))
		}
	}
	card, buttons := st.g.Render(st.s, SlotBoard(RootCause)), 0
	for _, p := range card.Parts {
		for line := range strings.Lines(p.Text) {
			if i, j := strings.Index(line, "The limit of"), strings.Index(line, " was never set"); i >= 0 && p.Kind == Body {
				got = append(got, line[i:j]+" was never set")
			}
		}
		if p.Side != nil {
			buttons++
		}
	}
	if !slices.Equal(want, got) || len(want) != 40 {
		t.Errorf("the tree is\n%s\nand the board shows\n%s", strings.Join(want, "\n"), strings.Join(got, "\n"))
	}
	pick := slices.ContainsFunc(st.s.boardButtons(st.g.Words, RootCause, 0), func(b Button) bool { return b.Action == DoPick })
	if buttons != treeButton || !pick || len(card.Parts) > 46 {
		t.Errorf("%d causes have a button, others can be chosen: %t, in %d parts", buttons, pick, len(card.Parts))
	}
}
