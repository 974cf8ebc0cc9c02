package llm

import (
	"sync"
	"time"
)

// How an endpoint in trouble is left alone.
const (
	tripsAfter   = 3                // failures in a row
	firstRest    = 30 * time.Second // doubles while it stays in trouble
	longestRest  = 10 * time.Minute
	longestAsked = time.Hour // the longest rest a server may ask for
)

// A breaker keeps questions from an endpoint in trouble, so that nobody waits
// for an answer that will not come. After a rest one question is let through; the
// others go on resting until it has come back. The zero breaker lets all through.
type breaker struct {
	mu     sync.Mutex
	failed int           // in a row
	rest   time.Duration // the last one
	until  time.Time     // it rests until then
	trying bool          // the one question after a rest is on its way
}

// enter asks to be let through; the duration is how long to wait if not.
func (b *breaker) enter(now time.Time) (time.Duration, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.rest == 0:
		return 0, true
	case now.Before(b.until):
		return b.until.Sub(now), false
	case b.trying:
		return time.Second, false
	}
	b.trying = true
	return 0, true
}

// leave tells what became of a question that was let through; nil is well. It
// reports whether the endpoint is left alone from now on.
func (b *breaker) leave(now time.Time, e *Error) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	again := b.trying
	b.trying = false
	switch {
	case e != nil && e.Reason == Stopped: // says nothing about the endpoint
		return false
	case e == nil || !e.down():
		b.failed, b.rest, b.until = 0, 0, time.Time{}
		return false
	}
	b.failed++
	hopeless := e.Reason == Denied || e.Reason == NoQuota
	if !hopeless && !again && b.failed < tripsAfter && e.After <= firstRest {
		return false
	}
	b.rest = min(max(firstRest, 2*b.rest), longestRest)
	if hopeless {
		b.rest = longestRest
	}
	b.until = now.Add(max(b.rest, min(e.After, longestAsked)))
	return true
}
