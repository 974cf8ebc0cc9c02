package clock

import (
	"sync"
	"time"
)

// Paced is a clock that stands at a time of its own and goes at a multiple of
// the machine's pace: a rehearsal of an old incident happens days after it, not
// years, and can be watched in a tenth of the time it took.
type Paced struct {
	mu      sync.Mutex
	shown   time.Time // what it showed when the pace was set
	at      time.Time // when that was, by the machine's clock
	times   float64
	waiting queue
	timer   *time.Timer // for the first who waits; nil: nobody has waited yet
}

// NewPaced returns a clock that shows start now and goes at the machine's pace.
func NewPaced(start time.Time) *Paced {
	return &Paced{shown: start.UTC(), at: time.Now(), times: 1}
}

// Now is what the clock shows, in UTC.
func (p *Paced) Now() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.now()
}

// The caller holds the lock.
func (p *Paced) now() time.Time {
	return p.shown.Add(time.Duration(float64(time.Since(p.at)) * p.times))
}

// At returns a channel that receives once the clock shows due, whatever its pace
// is meanwhile.
func (p *Paced) At(due time.Time) <-chan time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.waiting.add(p.now(), due)
	p.arm()
	return c
}

// Pace makes the clock go times as fast as the machine's from now on. Times is
// above zero: a clock that stands still would leave the workspace without answers.
func (p *Paced) Pace(times float64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.shown, p.at, p.times = p.now(), time.Now(), times
	p.arm()
}

func (p *Paced) wake() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting.wake(p.now())
	p.arm()
}

// arm sets the timer for the first who waits. The caller holds the lock.
func (p *Paced) arm() {
	if len(p.waiting) == 0 {
		return
	}
	// Rounded up, since a timer that fires early would find nobody due.
	d := time.Duration(float64(p.waiting[0].due.Sub(p.now()))/p.times) + time.Nanosecond
	if p.timer == nil {
		p.timer = time.AfterFunc(d, p.wake)
		return
	}
	p.timer.Reset(d)
}
