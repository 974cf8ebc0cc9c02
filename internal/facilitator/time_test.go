package facilitator_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

// A week of silence gives one question, not one for every second of it.
func TestWeekOfDowntime(t *testing.T) {
	meet(t, func(r *room) {
		began := time.Now().Add(-2 * time.Hour)
		start := postmortem.Start{Title: "Checkout failed", Facilitator: ana.ID, Began: began, Ended: began.Add(time.Hour)}
		if _, err := r.does(ana, start); err != nil {
			t.Fatal(err)
		}
		r.pass(10 * time.Second)
		for _, add := range []postmortem.Add{
			{Kind: postmortem.Impact, Text: "12% of checkouts failed"},
			{Kind: postmortem.Detection, Text: "09:20 UTC an alert woke us"},
		} {
			if _, err := r.does(bo, add); err != nil {
				t.Fatal(err)
			}
		}
		r.says(bo, "that is all from me") // it proposes nothing where nobody has spoken
		r.pass(10 * time.Second)
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		before := r.slack.count("post")
		time.Sleep(7 * 24 * time.Hour)
		r.open()
		r.pass(time.Minute)
		if n := r.slack.count("post") - before; n != 1 {
			t.Errorf("after a week the bot says %d things: %q", n, r.slack.said())
		}
		calls := len(r.slack.done())
		r.pass(24 * time.Hour)
		if late := r.slack.done()[calls:]; len(late) > 0 {
			t.Errorf("and then: %v", late)
		}
		log, err := r.store.Events("PM-1")
		if err != nil {
			t.Fatal(err)
		}
		suggested := 0
		for _, e := range log {
			if _, ok := e.Body.(postmortem.Suggested); ok {
				suggested++
			}
		}
		if suggested != 1 {
			t.Errorf("it proposed %d times to move on", suggested)
		}
	})
}

// Idle and NextDue are what a rehearsal moves its clock by: nothing may happen
// before NextDue once it is idle, and something must then.
func TestIdle(t *testing.T) {
	meet(t, func(r *room) {
		r.slack.will("post", answer{}, answer{err: errUncertain})
		r.starts()
		r.pass(0)
		r.tone.slow = time.Second
		for step := range 40 {
			switch step {
			case 6:
				r.says(bo, "at 09:12 the error rate rose to 12%")
			case 15:
				if _, err := r.does(ana, postmortem.Advance{}); err != nil {
					t.Fatal(err)
				}
			}
			synctest.Wait()
			next, ok := r.f.NextDue()
			if !r.f.Idle() {
				time.Sleep(time.Second) // the checker is at work
				continue
			}
			if !ok {
				if items, err := r.store.Outbox(); err != nil || len(items) > 0 {
					t.Fatalf("step %d: nothing is due, and %d items wait: %v", step, len(items), err)
				}
				continue
			}
			if !next.After(time.Now()) {
				t.Fatalf("step %d: it is idle, and something is due", step)
			}
			seq, calls := r.session().Seq, len(r.slack.done())
			time.Sleep(time.Until(next) - time.Millisecond)
			synctest.Wait()
			if r.session().Seq != seq || len(r.slack.done()) != calls || !r.f.Idle() {
				t.Fatalf("step %d: something happened before it was due", step)
			}
			time.Sleep(time.Millisecond)
			synctest.Wait()
			if again, ok := r.f.NextDue(); ok && again.Equal(next) && r.f.Idle() {
				t.Fatalf("step %d: nothing happened at %s, when it was due", step, next)
			}
		}
		if s := r.session(); s.Phase != postmortem.Timeline || len(s.Live()) == 0 {
			t.Errorf("the review came to %s with %d entries", s.Phase, len(s.Live()))
		}
	})
}

// A lane that comes free while the loop looks at the outbox must not be given
// what has just been done once more.
func TestInputsWhileLanesWork(t *testing.T) {
	meet(t, func(r *room) {
		r.starts()
		r.pass(10 * time.Second)
		const messages = 40
		for range messages {
			r.says(bo, "at 09:12 the error rate rose to 12%")
		}
		time.Sleep(8 * time.Second) // all are read now, one after the other
		for n := 0; n < 1000 && r.tone.read.Load() < messages; n++ {
			r.says(ana, "and then?")
		}
		r.pass(time.Minute)
		if err := r.stop(); err != nil {
			t.Errorf("the loop stopped: %v", err)
		}
	})
}
