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
	// After returns a channel that receives the time once d has passed. A d of
	// zero or less is due at once.
	After(d time.Duration) <-chan time.Time
}

// System is the machine's clock.
type System struct{}

// Now is the current time in UTC.
func (System) Now() time.Time { return time.Now().UTC() }

// After is time.After.
func (System) After(d time.Duration) <-chan time.Time { return time.After(d) }

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

// After returns a channel that receives once the clock has been moved past d.
func (m *Manual) After(d time.Duration) <-chan time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := make(chan time.Time, 1) // so that moving the clock never waits for a listener
	due := m.now.Add(d)
	if d <= 0 {
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

// After is time.After, with the shifted time.
func (s Shifted) After(d time.Duration) <-chan time.Time {
	c := make(chan time.Time, 1)
	time.AfterFunc(d, func() { c <- s.Now() })
	return c
}
