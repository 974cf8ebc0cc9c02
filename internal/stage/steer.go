package stage

import (
	"context"
	"sync"
	"time"

	"github.com/remedybot/remedy/internal/workspace"
)

// A Progress is how far a play is, and how it goes on.
type Progress struct {
	Said, Of int     // messages that the play has to say, those left out among them
	Speed    float64 // how many times as fast as people
	Paused   bool
	Waits    Wait
	Over     bool
}

// A Wait is what the play waits for.
type Wait string

// What a play waits for. A watched play waits for nobody.
const (
	ForNobody Wait = ""
	ForStart  Wait = "start" // the visitor starts the review
	ForNext   Wait = "next"  // the visitor moves it on
)

// stepPace is how fast the time to the next message passes in a step. It leaves
// the three seconds that Slack gives an app for an answer long enough.
const stepPace = 20

// A Steer is how somebody steers a play while it goes on: pause, one message at
// a time, faster. The play itself tells it how far it is.
type Steer struct {
	pace func(times float64) // of the clock that workspace and bot go by

	mu       sync.Mutex
	now      Progress
	stepping bool // until the next message is said
	changed  chan struct{}
}

// NewSteer returns the steer of a play at some speed. It sets the pace of the
// play's clock, which goes like the machine's wherever people act: in a pause,
// while the play waits for somebody, and once it is over.
func NewSteer(speed float64, pace func(times float64)) *Steer {
	pace(speed)
	return &Steer{pace: pace, now: Progress{Speed: speed}, changed: make(chan struct{})}
}

// Progress is how far the play is.
func (s *Steer) Progress() Progress {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// Changed returns a channel that is closed at the next change.
func (s *Steer) Changed() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed
}

// Pause lets nobody of the script do anything until Play or Step.
func (s *Steer) Pause() { s.change(func() { s.now.Paused, s.stepping = true, false }) }

// Play goes on after a pause.
func (s *Steer) Play() { s.change(func() { s.now.Paused, s.stepping = false, false }) }

// Step goes on until one more message is said, at once, and pauses.
func (s *Steer) Step() { s.change(func() { s.stepping = true }) }

// Speed sets how many times as fast as people the play goes.
func (s *Steer) Speed(times float64) { s.change(func() { s.now.Speed = times }) }

func (s *Steer) begin(of int) { s.change(func() { s.now.Of = of }) }
func (s *Steer) waits(w Wait) { s.change(func() { s.now.Waits = w }) }
func (s *Steer) end()         { s.change(func() { s.now.Over, s.now.Waits = true, ForNobody }) }

// held reports whether nobody of the script may do anything now.
func (s *Steer) held() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now.Paused && !s.stepping
}

// passed counts a message: one that was said ends a step, one that was left out
// does not.
func (s *Steer) passed(said bool) {
	s.change(func() {
		s.now.Said++
		if s.stepping && said {
			s.stepping, s.now.Paused = false, true
		}
	})
}

// change does something to the state, and lets everybody know if it is another now.
func (s *Steer) change(do func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	before, stepping := s.now, s.stepping
	do()
	if s.now == before && s.stepping == stepping {
		return
	}
	s.pace(s.times())
	close(s.changed)
	s.changed = make(chan struct{})
}

// times is the pace of the clock. The caller holds the lock.
func (s *Steer) times() float64 {
	switch {
	case s.now.Over || s.now.Waits != ForNobody:
		return 1
	case s.stepping:
		return max(stepPace, s.now.Speed)
	case s.now.Paused:
		return 1
	}
	return s.now.Speed
}

// rest lets d of the play's time pass; pauses do not count.
func (s *Steer) rest(ctx context.Context, now workspace.Clock, d time.Duration) error {
	for d > 0 || s.held() {
		changed, held := s.Changed(), s.held()
		began := now.Now()
		var passed <-chan time.Time
		if !held {
			passed = now.At(began.Add(d))
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-passed:
			return nil
		case <-changed:
			if !held {
				d -= now.Now().Sub(began)
			}
		}
	}
	return ctx.Err()
}
