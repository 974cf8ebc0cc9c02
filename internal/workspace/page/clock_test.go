package page_test

import (
	"sync"
	"time"
)

// handClock stands still until it is moved.
type handClock struct {
	mu      sync.Mutex
	now     time.Time
	waiting []wake
}

type wake struct {
	due time.Time
	at  chan time.Time
}

func (c *handClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *handClock) At(due time.Time) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	w := wake{due, make(chan time.Time, 1)}
	c.waiting = append(c.waiting, w)
	c.ring()
	return w.at
}

func (c *handClock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.ring()
}

// ring wakes those whose time has come.
func (c *handClock) ring() {
	later := c.waiting[:0]
	for _, w := range c.waiting {
		if w.due.After(c.now) {
			later = append(later, w)
			continue
		}
		w.at <- c.now
	}
	c.waiting = later
}
