// Package clock holds the one clock that is handed to everything that waits:
// the system's in production, one that is moved by hand in replays and tests,
// and one that goes at a pace of its own in rehearsals.
package clock

import (
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
	waiting queue
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
	return m.waiting.add(m.now, due)
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
	m.waiting.wake(m.now)
}

// Move moves the clock forward by d.
func (m *Manual) Move(d time.Duration) { m.MoveTo(m.Now().Add(d)) }
