package facilitator

import (
	"iter"
	"slices"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/store"
)

// A due is when a review needs its next tick, as long as it stays as it is.
type due struct {
	of    *postmortem.Session
	at    time.Time
	ok    bool
	vain  int       // ticks for this moment after which it was due all the same
	again time.Time // not before then, after those
}

// dues are the reviews that need a tick, and when. That follows from the review
// alone, so it is worked out once for each state of it.
func (f *Facilitator) dues() iter.Seq2[*postmortem.Session, time.Time] {
	held := f.c.Store.Held()
	return func(yield func(*postmortem.Session, time.Time) bool) {
		for _, s := range held {
			if d := f.dueOf(s); d.ok && !yield(s, latest(d.at, d.again)) {
				return
			}
		}
	}
}

// dueOf is when one review needs its next tick. Where that cannot be worked out it is
// ticked now and then, and does what is due.
func (f *Facilitator) dueOf(s *postmortem.Session) due {
	f.mu.Lock()
	d := f.due[s.ID]
	f.mu.Unlock()
	if d.of == s {
		return d
	}
	next := due{of: s}
	var err error
	next.at, next.ok, err = f.workOut(s)
	if err != nil {
		now := f.c.Clock.Now()
		next.at, next.again, next.ok = now, now.Add(time.Minute), true
	}
	if next.at.Equal(d.at) {
		next.vain = d.vain // what changed may help: it is tried at once, and counted on
	}
	f.mu.Lock()
	f.due[s.ID] = next
	f.mu.Unlock()
	return next
}

// workOut is Guide.Due with a net under it.
func (f *Facilitator) workOut(s *postmortem.Session) (at time.Time, ok bool, err error) {
	defer f.net("working out what is due", &err)
	at, ok = f.dueAt(s)
	return at, ok, nil
}

// tick ticks the reviews that are due.
func (f *Facilitator) tick() error {
	now := f.c.Clock.Now()
	for s, at := range f.dues() {
		if at.After(now) {
			continue
		}
		was := f.dueOf(s).at
		in := postmortem.Input{At: now, Session: s.ID, Place: s.Place, Body: postmortem.Tick{}}
		if _, err := f.c.Store.Commit(in, 0, f.decide); err != nil && !isFault(err) {
			return err
		}
		f.tickedInVain(s.ID, was)
	}
	return nil
}

// tickedInVain has a review wait whose tick changed nothing, or was at fault: it would
// come again at once, for ever. It comes again all the same, since a fault may pass.
func (f *Facilitator) tickedInVain(id postmortem.SessionID, was time.Time) {
	for s := range f.dues() {
		d := f.dueOf(s)
		if s.ID != id || !d.at.Equal(was) {
			continue
		}
		f.c.Log.Error("a tick changed nothing", "session", id)
		d.vain++
		d.again = f.c.Clock.Now().Add(min(time.Minute<<min(d.vain-1, 6), time.Hour))
		f.mu.Lock()
		f.due[id] = d
		f.mu.Unlock()
	}
}

// latest is the later of two moments.
func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// heads returns the first item of each lane.
func (f *Facilitator) heads() ([]store.Item, error) {
	items, err := f.c.Store.Outbox()
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(items, func(i store.Item) bool {
		later := seen[i.Lane()]
		seen[i.Lane()] = true
		return later
	}), nil
}

// ripe is when an item may be done.
func (f *Facilitator) ripe(i store.Item) time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	at := i.NotBefore
	if channel := f.c.Store.PlaceOf(i.Session).Channel; paced(i.Effect) && f.pace[channel].After(at) {
		at = f.pace[channel]
	}
	return at
}

// paced reports whether an effect says something in a channel.
func paced(e postmortem.Effect) bool {
	switch e.(type) {
	case postmortem.Post, postmortem.Upload, postmortem.Refresh:
		return true
	}
	return false
}

// NextDue is the earliest moment at which the loop has something to do, and
// whether there is one. What is under way does not count.
func (f *Facilitator) NextDue() (time.Time, bool) {
	var next time.Time
	sooner := func(t time.Time) {
		if next.IsZero() || t.Before(next) {
			next = t
		}
	}
	for _, at := range f.dues() {
		sooner(at)
	}
	heads, err := f.heads()
	if err != nil {
		return next, !next.IsZero()
	}
	for _, i := range heads {
		f.mu.Lock()
		busy := f.busy[i.Lane()]
		f.mu.Unlock()
		if !busy {
			at := f.ripe(i)
			if at.IsZero() {
				at = i.At
			}
			sooner(at)
		}
	}
	return next, !next.IsZero()
}

// Idle reports that nothing is under way and nothing is due now.
func (f *Facilitator) Idle() bool {
	f.mu.Lock()
	quiet := len(f.busy) == 0 && !f.woken
	f.mu.Unlock()
	if !quiet {
		return false
	}
	at, ok := f.NextDue()
	return !ok || at.After(f.c.Clock.Now())
}
