// Package clock holds the one clock that is handed to everything that waits:
// the system's in production, and one that is moved by hand in rehearsals,
// replays and tests.
package clock

import (
	"slices"
	"sync"
	"time"
)

// Clock tells the time and wakes those who wait for it.
type Clock interface {
	Now() time.Time
	// At returns a channel that receives the time as soon as it is t, or later. It
	// takes a moment and no duration: a clock that is moved between a look at it and
	// the request would make a duration end too late, and never if it is not moved
	// again.
	At(t time.Time) <-chan time.Time
}

// System is the machine's clock.
type System struct{}

// Now is the current time in UTC.
func (System) Now() time.Time { return time.Now().UTC() }

// At is time.After, until t.
func (System) At(t time.Time) <-chan time.Time { return time.After(time.Until(t)) }

// Manual is a clock that stands still until it is moved.
type Manual struct {
	mu      sync.Mutex
	now     time.Time
	waiting []waiter // by due time, oldest request first among equals
}

type waiter struct {
	due time.Time
	c   chan time.Time
}

// NewManual returns a clock that stands at start.
func NewManual(start time.Time) *Manual { return &Manual{now: start.UTC()} }

// Now is where the clock stands.
func (m *Manual) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

// At returns a channel that receives once the clock has been moved to due.
func (m *Manual) At(due time.Time) <-chan time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := make(chan time.Time, 1) // so that moving the clock never waits for a listener
	if !due.After(m.now) {
		c <- m.now
		return c
	}
	at, _ := slices.BinarySearchFunc(m.waiting, due, func(w waiter, t time.Time) int {
		if w.due.After(t) {
			return 1
		}
		return -1 // equals go before, so that they fire in the order of asking
	})
	m.waiting = slices.Insert(m.waiting, at, waiter{due, c})
	return c
}

// MoveTo sets the clock to t and wakes everybody who is due by then. A clock is
// never moved backwards: an earlier t changes nothing.
func (m *Manual) MoveTo(t time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !t.After(m.now) {
		return
	}
	m.now = t.UTC()
	n := 0
	for n < len(m.waiting) && !m.waiting[n].due.After(m.now) {
		m.waiting[n].c <- m.now
		n++
	}
	m.waiting = slices.Delete(m.waiting, 0, n)
}

// Move moves the clock forward by d.
func (m *Manual) Move(d time.Duration) { m.MoveTo(m.Now().Add(d)) }

// Shifted is a clock that goes at the pace of the machine's, but stands
// elsewhere: a rehearsal of an old incident happens days after it, not years.
type Shifted struct{ by time.Duration }

// NewShifted returns a clock that shows start now.
func NewShifted(start time.Time) Shifted { return Shifted{by: time.Until(start)} }

// Now is the shifted time in UTC.
func (s Shifted) Now() time.Time { return time.Now().Add(s.by).UTC() }

// At is time.After, until t on the shifted clock.
func (s Shifted) At(t time.Time) <-chan time.Time {
	c := make(chan time.Time, 1)
	time.AfterFunc(t.Sub(s.Now()), func() { c <- s.Now() })
	return c
}
