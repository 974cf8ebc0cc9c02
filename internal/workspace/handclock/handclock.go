// Package handclock has the clock of the workspace's tests: it stands still until it
// is moved by hand. It is the workspace's own, which imports nothing from elsewhere.
package handclock

import (
	"slices"
	"sync"
	"time"
)

// Clock is a workspace.Clock.
type Clock struct {
	mu      sync.Mutex
	now     time.Time
	waiting []wake
}

type wake struct {
	due time.Time
	at  chan time.Time
}

// New returns a clock that stands at t.
func New(t time.Time) *Clock { return &Clock{now: t} }

// Now is where the clock stands.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// At returns a channel that receives once the clock has been moved to due.
func (c *Clock) At(due time.Time) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	w := wake{due, make(chan time.Time, 1)}
	c.waiting = append(c.waiting, w)
	c.ring()
	return w.at
}

// Move moves the clock on and wakes those whose time has come.
func (c *Clock) Move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.ring()
}

func (c *Clock) ring() {
	c.waiting = slices.DeleteFunc(c.waiting, func(w wake) bool {
		if w.due.After(c.now) {
			return false
		}
		w.at <- c.now
		return true
	})
}
