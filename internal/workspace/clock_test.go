package workspace_test

import (
	"sync"
	"time"
)

// handClock stands still until it is moved.
type handClock struct {
	mu      sync.Mutex
	now     time.Time
	waiting map[chan time.Time]time.Time
}

func newHandClock(t time.Time) *handClock {
	return &handClock{now: t, waiting: make(map[chan time.Time]time.Time)}
}

func (c *handClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *handClock) At(due time.Time) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	ch := make(chan time.Time, 1)
	if !due.After(c.now) {
		ch <- c.now
		return ch
	}
	c.waiting[ch] = due
	return ch
}

func (c *handClock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	for ch, due := range c.waiting {
		if !due.After(c.now) {
			ch <- c.now
			delete(c.waiting, ch)
		}
	}
}
