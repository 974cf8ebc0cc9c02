package postmortem

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"
	"time"
)

// The logs in testdata/older were written before a review had modes, seats or
// accounts. They are read for ever, and the reviews go on.
func TestOlderLogs(t *testing.T) {
	for name, want := range map[string]struct {
		status                                  Status
		entries, messages, posts, gaps, inquiry int
	}{
		"gates":             {Draft, 10, 5, 9, 13, 0},
		"questions_actions": {Running, 2, 33, 11, 13, 4},
	} {
		log, err := os.ReadFile("testdata/older/" + name + ".jsonl")
		if err != nil {
			t.Fatal(err)
		}
		st := newStage(t)
		st.s = &Session{}
		for line := range bytes.Lines(log) {
			var e EventRecord
			if err := json.Unmarshal(line, &e); err != nil {
				t.Fatal(err)
			}
			st.s.Apply(e)
		}
		got := want
		got.status, got.entries, got.messages, got.posts = st.s.Status, len(st.s.Entries), len(st.s.Messages), len(st.s.Posts)
		got.gaps, got.inquiry = len(st.s.Gaps), len(st.s.Inquiries)
		if got != want {
			t.Errorf("%s gives %+v, not %+v", name, got, want)
		}
		if st.s.Mode != "" || st.s.async() {
			t.Errorf("%s is held over days", name)
		}
		st.now = st.s.Latest
		for _, body := range []InputBody{
			Tick{}, Greet{}, Away{From: "2026-12-24"}, SayFor{Text: "the queue grew"}, SeatPeople{[]Seating{{Role: "second line"}}},
			Look{}, Turn{Async}, NothingToAdd{}, Advance{}, Account{Phase: st.s.Phase, Text: "it was quiet"}, Complete{"AI-1"}, Finish{}, Tick{},
		} {
			st.now = st.now.Add(time.Minute)
			st.give(cast["ana"], body)
			for slot := range st.s.Posts {
				st.g.Render(st.s, slot)
			}
		}
		if st.s.Status != Draft {
			t.Errorf("%s does not come to its end: it is %s", name, st.s.Status)
		}
		// A draft of before anybody checked one can be published all the same.
		st.now = st.now.AddDate(0, 0, 10)
		owner := Person{ID: st.s.Carrier()}
		for _, e := range st.s.loose() {
			st.give(owner, Drop{e.ID, "nobody is left to do it"})
		}
		for _, id := range st.s.checkers()[:1] {
			st.give(Person{ID: id}, Agree{})
		}
		for _, section := range OwnSections() {
			st.give(owner, Write{section, "We look at the error rate first."})
		}
		st.give(owner, Publish{})
		if st.s.Status != Published || st.s.Publication.Version() != 1 {
			t.Errorf("%s cannot be published: it is %s, %v", name, st.s.Status, st.publishable())
		}
	}
}
