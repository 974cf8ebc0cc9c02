package postmortem

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// polled is a review that five people took part in, and whose draft is posted.
func polled(t *testing.T) *stage {
	return opened(t, "10:01 ana: hello", "10:01 bo: hello", "10:01 cy: hello", "10:01 mo: hello", "10:01 sam: hello", "10:02 ana /finish")
}

// Whoever answers, in whatever order and at whatever times, leaves the same notes,
// and nothing else: no event, no text, no effect, no name.
func TestAnAnswerLeavesNoTrace(t *testing.T) {
	answers := []struct {
		who string
		b   Ballot
	}{
		{"ana", Ballot{"v-one", 5, true, true}}, {"bo", Ballot{"v-two", 1, false, false}}, {"cy", Ballot{"v-three", 3, true, false}},
		{"mo", Ballot{"v-four", 4, false, true}}, {"sam", Ballot{"v-five", 4, true, true}},
	}
	var want string
	rapid.Check(t, func(rt *rapid.T) {
		st := polled(t)
		before := st.s.Clone()
		for _, a := range rapid.Permutation(answers).Draw(rt, "order") {
			at := st.now.Add(time.Duration(rapid.IntRange(1, 3600).Draw(rt, "seconds")) * time.Second)
			st.now = at
			d, err := st.g.Decide(st.s, Input{At: at, By: cast[a.who], Session: st.s.ID, Body: a.b})
			if err != nil || len(d.Events)+len(d.Texts)+len(d.Effects) > 0 || d.Private == nil {
				rt.Fatalf("%+v, %v", d, err)
			}
			st.s.Private = *d.Private
		}
		b, err := json.Marshal(st.s.Private)
		if err != nil {
			rt.Fatal(err)
		}
		if want == "" {
			want = string(b)
		}
		if string(b) != want {
			rt.Fatalf("the order shows:\n%s\n%s", want, b)
		}
		for _, p := range cast {
			if strings.Contains(string(b), p.ID) {
				rt.Fatalf("%s stands in %s", p.ID, b)
			}
		}
		st.s.Private = before.Private
		if diff := cmp.Diff(before, st.s); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// What came of the poll is told by nobody's click but by time, without a name, and
// the answers are gone then.
func TestThePollEndsByItself(t *testing.T) {
	st := polled(t)
	for i, who := range []string{"ana", "bo", "cy", "mo", "sam"} {
		st.give(cast[who], Ballot{Voter: who, Spoke: []int{1, 2, 4, 5, 5}[i], Learnt: i > 1, Again: i > 3})
	}
	end, ok := st.s.pollEnds()
	st.now, _ = st.s.checkEnds()
	st.give(Person{}, Tick{})
	if due, soon := st.g.Due(st.s); !ok || !soon || !due.Equal(end) || end.Before(st.s.PollOpened.Add(24*time.Hour)) {
		t.Fatalf("due at %s, ends at %s, %t", due, end, ok)
	}
	st.now = end
	st.give(Person{}, Tick{})
	if diff := cmp.Diff(&Tally{Answers: 5, Spoke: 4, Learnt: 3, Again: 1}, st.s.Tally); diff != "" {
		t.Error(diff)
	}
	if !st.s.Private.Empty() || st.s.Polling() {
		t.Errorf("left: %+v", st.s.Private)
	}
	for _, e := range st.log {
		switch e.Body.(type) {
		case PollClosed:
			if e.By != "" {
				t.Errorf("%s closed it", e.By)
			}
		}
	}
	if _, soon := st.g.Due(st.s); soon {
		t.Error("something is due still")
	}
}

// With too few answers not even the log learns what they were, or how many.
func TestTooFewAnswersAreNotCountedAnywhere(t *testing.T) {
	st := polled(t)
	for _, who := range []string{"ana", "bo", "cy", "mo"} {
		st.give(cast[who], Ballot{Voter: who, Spoke: 1, Learnt: true})
	}
	st.now, _ = st.s.pollEnds()
	st.give(Person{}, Tick{})
	if diff := cmp.Diff(&Tally{}, st.s.Tally); diff != "" || !st.s.Private.Empty() {
		t.Errorf("%s%+v", diff, st.s.Private)
	}
}
