package facilitator_test

import (
	"bytes"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/store"
)

// secret stands in everything that panics, and must stand in no log.
const secret = "the error rate rose to 12%"

// bugs are in the program: what a test names panics, so many times.
type bugs struct {
	mu    sync.Mutex
	on    func(postmortem.InputBody) bool // deciding on these
	times int
	dues  int // working out what is due
	wrote bytes.Buffer
}

func (b *bugs) strikes(body postmortem.InputBody) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.on == nil || b.times == 0 || !b.on(body) {
		return false
	}
	b.times--
	return true
}

func (b *bugs) decide(next store.Decide) store.Decide {
	return func(s *postmortem.Session, in postmortem.Input) (postmortem.Decision, error) {
		if b.strikes(in.Body) {
			panic(secret)
		}
		return next(s, in)
	}
}

func (b *bugs) due(next func(*postmortem.Session) (time.Time, bool)) func(*postmortem.Session) (time.Time, bool) {
	return func(s *postmortem.Session) (time.Time, bool) {
		b.mu.Lock()
		b.dues--
		strikes := b.dues >= 0
		b.mu.Unlock()
		if strikes {
			panic(secret)
		}
		return next(s)
	}
}

// has a bug strike from now on.
func (b *bugs) has(times int, on func(postmortem.InputBody) bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.on, b.times = on, times
}

func (b *bugs) left() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.times
}

func (b *bugs) log() *slog.Logger {
	if b == nil {
		return nil
	}
	return slog.New(slog.NewTextHandler(b, nil))
}

func (b *bugs) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.wrote.Write(p)
}

// faulty runs a test in a room whose program has bugs, and sees that they stand in the
// log without a word of anybody.
func faulty(t *testing.T, test func(*room, *bugs)) {
	t.Helper()
	meet(t, func(r *room) {
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		r.bugs = &bugs{}
		r.open()
		test(r, r.bugs)
		logged := r.bugs.wrote.String()
		if !strings.Contains(logged, "a fault") || !strings.Contains(logged, "_test.go:") {
			t.Errorf("no fault with its place was logged: %q", logged)
		}
		if strings.Contains(logged, secret) {
			t.Errorf("what was said stands in the log: %q", logged)
		}
	})
}

// entries are what the review took from what was said.
func (r *room) entries() int {
	return len(slices.DeleteFunc(r.session().Entries, func(e postmortem.Entry) bool { return len(e.Sources) == 0 }))
}

func is[T postmortem.InputBody](body postmortem.InputBody) bool { _, ok := body.(T); return ok }

func TestFaultInAnInput(t *testing.T) {
	faulty(t, func(r *room, b *bugs) {
		r.starts()
		r.pass(10 * time.Second)
		ref := r.slack.ref()
		in := postmortem.Input{ID: "msg/C1/" + ref.TS, At: time.Now(), By: bo, Place: r.session().Place,
			Body: postmortem.Heard{Ref: ref, Text: "at 09:12 " + secret}}
		b.has(1, is[postmortem.Heard])
		if _, err := r.f.Handle(r.t.Context(), in); err == nil {
			t.Fatal("it was acknowledged, and is not on disk")
		} else if strings.Contains(err.Error(), secret) {
			t.Error(err)
		}
		if _, err := r.f.Handle(r.t.Context(), in); err != nil { // as Slack offers it again
			t.Fatal(err)
		}
		r.pass(10 * time.Second)
		if r.entries() == 0 {
			t.Error("the message is lost")
		}
	})
}

// A change of a message that two reviews rest on reaches the second, whatever becomes of it
// in the first; offered again, it reaches the first.
func TestFaultInAnEdit(t *testing.T) {
	faulty(t, func(r *room, b *bugs) {
		r.starts()
		r.pass(10 * time.Second)
		ref := r.says(bo, "at 09:12 "+secret)
		other := channel
		other.Channel = "C2"
		for _, in := range []postmortem.Input{
			{ID: "start/2", Body: postmortem.Start{Title: "Search failed", Facilitator: ana.ID}},
			{ID: "add/2", Body: postmortem.Add{Kind: postmortem.Event, Text: "At 09:12 " + secret, Source: ref, Author: bo}},
		} {
			in.At, in.By, in.Place = time.Now(), ana, other
			if _, err := r.f.Handle(r.t.Context(), in); err != nil {
				t.Fatal(err)
			}
		}
		r.pass(10 * time.Second)
		stands := func() (n int) {
			for _, s := range r.store.Sessions("", nil) {
				n += len(s.Live(postmortem.Event))
			}
			return n
		}
		if n := stands(); n != 2 {
			t.Fatalf("%d entries rest on it", n)
		}
		gone := postmortem.Input{ID: "del", At: time.Now(), By: bo, Place: r.session().Place, Body: postmortem.Retracted{Ref: ref}}
		b.has(1, is[postmortem.Retracted])
		for n, want := range []int{1, 0} {
			if _, err := r.f.Handle(r.t.Context(), gone); (err == nil) != (n == 1) || stands() != want {
				t.Errorf("given for the %d. time: %v, %d entries stand", n+1, err, stands())
			}
		}
	})
}

func TestFaultInATick(t *testing.T) {
	for name, strike := range map[string]func(*bugs){
		"deciding on it":         func(b *bugs) { b.has(1, is[postmortem.Tick]) },
		"working out its moment": func(b *bugs) { b.mu.Lock(); b.dues = 1; b.mu.Unlock() },
	} {
		t.Run(name, func(t *testing.T) {
			faulty(t, func(r *room, b *bugs) {
				r.starts()
				r.pass(10 * time.Second)
				strike(b)
				r.says(bo, "at 09:12 "+secret)
				r.pass(2 * time.Minute)
				if r.entries() == 0 {
					t.Error("the message was never read")
				}
			})
		})
	}
}

// A tick that is at fault for ever stops nothing else, and comes again ever more rarely.
func TestFaultInEveryTick(t *testing.T) {
	faulty(t, func(r *room, b *bugs) {
		r.starts()
		r.pass(10 * time.Second)
		b.has(1000, is[postmortem.Tick])
		r.says(bo, "at 09:12 "+secret)
		r.pass(5 * time.Hour)
		if ticks := 1000 - b.left(); ticks < 6 || ticks > 12 {
			t.Errorf("it was ticked %d times in five hours", ticks)
		}
		b.has(0, nil)
		r.says(bo, "we rolled back at 09:40")
		r.pass(10 * time.Second)
		if r.entries() < 2 {
			t.Errorf("%d entries were read once all was well", r.entries())
		}
	})
}

func TestFaultInADeed(t *testing.T) {
	t.Run("a message is read", func(t *testing.T) {
		for _, times := range []int64{1, 1000} {
			faulty(t, func(r *room, _ *bugs) {
				r.starts()
				r.pass(10 * time.Second)
				r.tone.panics.Store(times)
				r.says(bo, "at 09:12 "+secret)
				r.pass(time.Minute)
				if r.entries() == 0 {
					t.Errorf("%d faults of the checker: the message was never read", times)
				}
			})
		}
	})
	for _, c := range []struct {
		name    string
		applied bool
		posts   int
	}{{"a post that was made", true, 3}, {"a post that was not made", false, 4}} {
		t.Run(c.name, func(t *testing.T) {
			faulty(t, func(r *room, _ *bugs) {
				r.slack.will("post", answer{}, answer{applied: c.applied, panics: secret})
				r.starts()
				r.pass(2 * settle)
				opened(t, r)
				if n := r.slack.count("post"); n != c.posts {
					t.Errorf("%d posts were asked for", n)
				}
			})
		})
	}
	t.Run("a whisper", func(t *testing.T) {
		faulty(t, func(r *room, _ *bugs) {
			r.starts()
			r.pass(10 * time.Second)
			r.says(bo, "we saw it at nine") // a first message is left alone
			r.pass(10 * time.Second)
			r.slack.will("whisper", answer{applied: true, panics: secret})
			r.says(bo, "your fault, "+secret)
			r.pass(3 * time.Hour)
			once(t, r, "U2: ")
		})
	})
}

// once sees that somebody was asked once about what they wrote.
func once(t *testing.T, r *room, who string) {
	t.Helper()
	n := 0
	for _, d := range r.slack.of("whisper") {
		if strings.HasPrefix(d.what, who) {
			n++
		}
	}
	if n != 1 {
		t.Errorf("they were whispered to %d times: %v", n, r.slack.of("whisper"))
	}
}

// A result that cannot be taken in is looked for again, and given up after three
// faults, in words where any can be found; what stands behind it goes on.
func TestFaultInAResult(t *testing.T) {
	script := func(body postmortem.InputBody) bool {
		d, ok := body.(postmortem.Delivered)
		p, post := d.Effect.(postmortem.Post)
		return ok && post && p.Slot == postmortem.SlotScript
	}
	for _, c := range []struct {
		name  string
		times int
		on    func(postmortem.InputBody) bool
		lost  int
	}{
		{"once", 1, script, 0},
		{"always", 1000, script, 1},
		{"also of what follows from giving it up", 1000, func(b postmortem.InputBody) bool { return script(b) || is[postmortem.GaveUp](b) }, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			faulty(t, func(r *room, b *bugs) {
				b.has(c.times, c.on)
				r.starts()
				r.pass(12 * time.Hour)
				opened(t, r)
				if n := r.slack.count("post"); n != 3 {
					t.Errorf("%d posts were asked for, of three", n)
				}
				lost := r.lost()
				if len(lost) != c.lost || c.lost > 0 && !strings.HasPrefix(lost[0], "script: A fault in the program") {
					t.Errorf("lost: %q", lost)
				}
				if kept, err := r.store.Lost(); err != nil || len(kept) != c.lost {
					t.Errorf("%d items are kept among the lost: %v", len(kept), err)
				}
			})
		})
	}
	t.Run("of a whisper", func(t *testing.T) {
		for _, times := range []int{1, 1000} {
			faulty(t, func(r *room, b *bugs) {
				r.starts()
				r.pass(10 * time.Second)
				r.says(bo, "we saw it at nine")
				r.pass(10 * time.Second)
				b.has(times, func(body postmortem.InputBody) bool {
					d, ok := body.(postmortem.Delivered)
					_, whisper := d.Effect.(postmortem.Whisper)
					return ok && whisper
				})
				r.says(bo, "your fault, "+secret)
				r.pass(3 * time.Hour)
				once(t, r, "U2: ")
				if len(r.lost()) > 0 {
					t.Errorf("the log tells who was spoken to: %q", r.lost())
				}
			})
		}
	})
	t.Run("of a reading", func(t *testing.T) {
		for _, times := range []int{1, 1000} {
			faulty(t, func(r *room, b *bugs) {
				r.starts()
				r.pass(10 * time.Second)
				b.has(times, func(body postmortem.InputBody) bool {
					return is[postmortem.ToneRead](body) || times > 1 && is[postmortem.GaveUp](body)
				})
				r.says(bo, "at 09:12 "+secret)
				r.pass(time.Minute)
				if times == 1 && r.entries() == 0 {
					t.Error("the message is lost")
				}
				if lost := r.lost(); times > 1 && (len(lost) != 1 || !strings.HasPrefix(lost[0], "message: ")) {
					t.Errorf("nobody is told that it was not read: %q", lost)
				}
			})
		}
	})
}
