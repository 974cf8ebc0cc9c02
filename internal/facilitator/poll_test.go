package facilitator_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

// The store keeps of an answer to the poll neither who gave it nor when: no input,
// no event, and only a name that nobody else can make. It is erased with the poll.
func TestTheStoreKeepsNobodysAnswer(t *testing.T) {
	meet(t, func(r *room) {
		r.starts()
		r.pass(time.Minute)
		people := []postmortem.Person{ana, bo}
		for i := range 3 {
			people = append(people, postmortem.Person{ID: fmt.Sprintf("U000000%d", 3+i), Name: "Somebody"})
		}
		for _, p := range people {
			r.says(p, "hello")
		}
		r.pass(time.Minute)
		if _, err := r.does(ana, postmortem.Finish{}); err != nil {
			t.Fatal(err)
		}
		r.pass(5 * time.Minute)
		seq := r.session().Seq
		for i, p := range slices.Concat(people, people[:1]) {
			in := postmortem.Input{ID: fmt.Sprintf("view/V%d", i), At: time.Now(), By: p, Place: channel, Session: "PM-1",
				Body: postmortem.Ballot{Spoke: 4, Learnt: true, Again: true}}
			a, err := r.f.Handle(t.Context(), in)
			if err != nil || strings.Contains(a.Text, "already") != (i == len(people)) {
				t.Fatalf("%s: %q, %v", p.ID, a.Text, err)
			}
			if seen, err := r.store.Seen(in.ID); seen || err != nil {
				t.Errorf("the store knows that %s was filled in: %v", in.ID, err)
			}
		}
		s := r.session()
		if s.Seq != seq || len(s.Private.Ballots.Voters) != len(people) {
			t.Errorf("%d events more, and %d voters", s.Seq-seq, len(s.Private.Ballots.Voters))
		}
		for _, v := range s.Private.Ballots.Voters {
			if slices.ContainsFunc(people[2:], func(p postmortem.Person) bool { return strings.Contains(v, p.ID) }) || len(v) < 20 {
				t.Errorf("%q tells who answered", v)
			}
		}
		r.pass(9 * 24 * time.Hour)
		if s := r.session(); s.Tally == nil || s.Tally.Answers != len(people) || !s.Private.Empty() {
			t.Errorf("%+v, with %+v kept", s.Tally, s.Private)
		}
	})
}
