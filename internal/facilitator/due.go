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
	of *postmortem.Session
	at time.Time
	ok bool
}

// dues are the reviews that need a tick, and when. That follows from the review
// alone, so it is worked out once for each state of it.
func (f *Facilitator) dues() iter.Seq2[*postmortem.Session, time.Time] {
	held := f.c.Store.Held()
	return func(yield func(*postmortem.Session, time.Time) bool) {
		for _, s := range held {
			f.mu.Lock()
			d := f.due[s.ID]
			f.mu.Unlock()
			if d.of != s {
				d.of = s
				d.at, d.ok = f.c.Guide.Due(s)
			}
			f.mu.Lock()
			f.due[s.ID] = d
			stuck := f.stuck[s.ID].Equal(d.at)
			f.mu.Unlock()
			if d.ok && !stuck && !yield(s, d.at) {
				return
			}
		}
	}
}

// tick ticks the reviews that are due.
func (f *Facilitator) tick() error {
	now := f.c.Clock.Now()
	for s, at := range f.dues() {
		if at.After(now) {
			continue
		}
		in := postmortem.Input{At: now, Session: s.ID, Place: s.Place, Body: postmortem.Tick{}}
		if _, err := f.c.Store.Commit(in, 0, f.decide); err != nil && !isFault(err) {
			return err
		}
		for after, again := range f.dues() {
			if after.ID == s.ID && again.Equal(at) {
				// A tick that changes nothing would come again at once, for ever.
				f.c.Log.Error("a tick changed nothing", "session", s.ID)
				f.mu.Lock()
				f.stuck[s.ID] = at
				f.mu.Unlock()
			}
		}
	}
	return nil
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
