package postmortem

import (
	"testing"
	"time"
)

// reads has the thread read, as it stood some time before, with other words in one message.
func (st *stage) reads(ago time.Duration, ref Ref, text string) {
	lines := st.thread()
	for i := range lines {
		if lines[i].Ref == ref {
			lines[i].Text = text
		}
	}
	st.give(Person{}, ThreadRead{Lines: lines, AskedAt: st.now.Add(-ago)})
}

// An edit that is heard while the thread is being read is newer than what was read.
func TestAnEditHeardWhileTheThreadIsReadStands(t *testing.T) {
	st := opened(t, "10:01 ana /next", "10:02 bo: the error rate rose to 12% at 09:12 UTC", "10:02:08 .")
	ref := st.refs["m1"]
	was := st.s.Text(ref.Key())
	st.now = st.now.Add(time.Minute)
	st.give(cast["bo"], Edited{Ref: ref, Text: "the error rate rose to 21% at 09:21 UTC"})
	st.now = st.now.Add(2 * time.Second)
	st.reads(3*time.Second, ref, was)
	st.play("10:05 .")
	if !st.text("21%") || st.text("12%") || len(st.s.Live(Event)) != 1 {
		t.Errorf("the older words are back: %q, %d entries", st.s.Text(ref.Key()), len(st.s.Live(Event)))
	}
	// What was read later than heard is newer.
	st.reads(0, ref, "the error rate rose to 30% at 09:30 UTC")
	st.play("10:08 .")
	if !st.text("30%") || st.text("21%") {
		t.Errorf("an edit that was missed is not heard: %q", st.s.Text(ref.Key()))
	}
}

// An edit that the reading finds does what an edit does that is heard.
func TestAnEditFoundInTheThreadIsAnEdit(t *testing.T) {
	play := func() (*stage, Ref) {
		st := opened(t, "10:01 bo: I would like to understand why nobody was paged at all", "10:01:08 .")
		for range 4 {
			st.play("10:02 ana /next")
		}
		ref := st.refs["m1"]
		if !st.s.Messages[ref].Wish || st.s.Posts[SlotBoard(Prevention)].TS == "" {
			t.Fatalf("no wish is on the board of %s", st.s.Phase)
		}
		st.log = nil
		return st, ref
	}
	stales := func(st *stage) bool {
		for _, e := range st.log {
			if b, ok := e.Body.(Stale); ok && b.Slot == SlotBoard(Prevention) {
				return true
			}
		}
		return false
	}
	st, ref := play()
	st.give(cast["bo"], Edited{Ref: ref, Text: "good morning"})
	if !stales(st) {
		t.Fatal("an edit that is heard leaves the wish on the board")
	}
	st, ref = play()
	st.reads(0, ref, "good morning")
	if !stales(st) {
		t.Error("an edit that is found leaves the wish on the board")
	}
}

// A message that nobody could judge counts for what it says; its author hears nothing.
func TestAMessageThatCannotBeJudgedIsRead(t *testing.T) {
	st := opened(t, "10:01 ana /next", "10:02 bo: the error rate rose to 12% at 09:12 UTC")
	ref := st.refs["m1"]
	st.s.Apply(EventRecord{Seq: st.s.Seq + 1, At: st.now, Body: Settled{ref}})
	st.log = append(st.log, EventRecord{Seq: st.s.Seq, At: st.now, Body: Settled{ref}})
	st.told = nil
	st.give(Person{}, GaveUp{Effect: CheckTone{Ref: ref}, Reason: "silence"})
	if len(st.s.Live(Event)) != 1 || len(st.s.Private.Whispers) != 0 {
		t.Errorf("%d entries, whispers %v", len(st.s.Live(Event)), st.s.Private.Whispers)
	}
	// One that reads otherwise by now is looked at again anyway.
	st.give(Person{}, GaveUp{Effect: CheckTone{Ref: ref, Version: 7}, Reason: "silence"})
	if len(st.s.Live(Event)) != 1 {
		t.Error("it is read twice")
	}
}

// Where a fault leaves unknown what follows from giving something up, that is told all the
// same, and nobody waits for it.
func TestWhatIsGivenUpByAFaultIsTold(t *testing.T) {
	for _, c := range []struct {
		effect Effect
		lost   string
	}{
		{Post{Slot: SlotScript}, SlotScript}, {Upload{Format: "html"}, Upload{Format: "html"}.Slot()}, {CheckTone{}, "message"},
		{ReadHistory{}, "history"}, {CatchUp{}, "thread"}, {Examine{}, "deed"}, {Whisper{To: "UBO"}, ""}, {Refresh{Slot: SlotRoot}, ""},
	} {
		st := opened(t, "10:01 bo: hello")
		for _, b := range []EventBody{Asked{}, Stale{SlotRoot}} {
			st.s.Apply(EventRecord{Seq: st.s.Seq + 1, At: st.now, Body: b})
		}
		d, err := DecideLost(st.s, Input{At: st.now, Body: GaveUp{Key: "k", Effect: c.effect, Reason: "a fault"}})
		if err != nil || len(d.Effects) > 0 {
			t.Fatal(d, err)
		}
		for _, b := range d.Events {
			st.s.Apply(EventRecord{Seq: st.s.Seq + 1, At: st.now, Body: b})
		}
		if c.lost == "" != (len(st.s.Lost) == 0) || c.lost != "" && st.s.Lost[0].What != c.lost {
			t.Errorf("%T: lost %+v", c.effect, st.s.Lost)
		}
		if _, reading := c.effect.(CatchUp); reading && st.s.Asking != 0 {
			t.Error("the reading of the thread is waited for")
		}
		if _, refresh := c.effect.(Refresh); refresh && st.s.Stale[SlotRoot] {
			t.Error("the message is never refreshed again")
		}
	}
}
