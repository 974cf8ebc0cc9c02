package clock

import (
	"slices"
	"time"
)

// A queue is who waits for a clock, by due time, oldest request first among equals.
type queue []waiter

type waiter struct {
	due time.Time
	c   chan time.Time
}

// add lets somebody wait for a moment; what is not to come any more is due at once.
func (q *queue) add(now, due time.Time) <-chan time.Time {
	c := make(chan time.Time, 1) // so that waking never waits for a listener
	if !due.After(now) {
		c <- now
		return c
	}
	at, _ := slices.BinarySearchFunc(*q, due, func(w waiter, t time.Time) int {
		if w.due.After(t) {
			return 1
		}
		return -1 // equals go before, so that they fire in the order of asking
	})
	*q = slices.Insert(*q, at, waiter{due, c})
	return c
}

// wake tells everybody who is due by now.
func (q *queue) wake(now time.Time) {
	n := 0
	for n < len(*q) && !(*q)[n].due.After(now) {
		(*q)[n].c <- now
		n++
	}
	*q = slices.Delete(*q, 0, n)
}
