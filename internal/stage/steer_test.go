package stage

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/remedybot/remedy/internal/clock"
)

// TestSteer rests for ten seconds of the play's time while somebody steers, and
// tells how long that takes by the machine's clock.
func TestSteer(t *testing.T) {
	for _, c := range []struct {
		name  string
		speed float64
		steer func(s *Steer) // while it rests; the machine's time passes in it
		want  time.Duration
	}{
		{"as people do", 1, func(*Steer) {}, 10 * time.Second},
		{"five times as fast", 5, func(*Steer) {}, 2 * time.Second},
		{"faster on the way", 1, func(s *Steer) { time.Sleep(5 * time.Second); s.Speed(10) }, 5500 * time.Millisecond},
		{"a pause does not count", 2, func(s *Steer) {
			time.Sleep(2 * time.Second)
			s.Pause()
			s.Speed(1) // takes effect later
			time.Sleep(time.Minute)
			s.Speed(2)
			s.Play()
		}, time.Minute + 5*time.Second},
		{"a step out of a pause", 1, func(s *Steer) { s.Pause(); time.Sleep(time.Second); s.Step() }, 1500 * time.Millisecond},
		{"a step without one", 1, func(s *Steer) { time.Sleep(2 * time.Second); s.Step() }, 2400 * time.Millisecond},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				now := clock.NewPaced(time.Date(2019, 10, 23, 15, 0, 0, 0, time.UTC))
				s := NewSteer(c.speed, now.Pace)
				began := time.Now()
				go c.steer(s)
				if err := s.rest(t.Context(), now, 10*time.Second); err != nil {
					t.Fatal(err)
				}
				if got := time.Since(began).Round(time.Millisecond); got != c.want {
					t.Errorf("it took %s, want %s", got, c.want)
				}
			})
		})
	}
}

func TestAStepEndsWithWhatIsSaid(t *testing.T) {
	pace := 0.0
	s := NewSteer(10, func(times float64) { pace = times })
	at := func(what string, held bool, want float64) {
		t.Helper()
		if s.held() != held || pace != want {
			t.Errorf("%s: held %t at the pace %v, want %t at %v", what, s.held(), pace, held, want)
		}
	}
	at("at first", false, 10)
	s.Pause()
	at("paused", true, 1)
	s.Step()
	at("stepping", false, stepPace)
	s.passed(false)
	at("after a line that was left out", false, stepPace)
	s.passed(true)
	at("after one that was said", true, 1)
	s.Play()
	s.waits(ForNext)
	at("waiting for the visitor", false, 1)
	s.waits(ForNobody)
	at("going on", false, 10)
	s.end()
	at("over", false, 1)
	if got := s.Progress(); got.Said != 2 || !got.Over {
		t.Errorf("the progress is %+v", got)
	}
}

func TestAPauseEndsWithThePlay(t *testing.T) {
	ctx, stop := context.WithCancelCause(t.Context())
	s := NewSteer(1, func(float64) {})
	s.Pause()
	gone := errors.New("gone")
	stop(gone)
	if err := s.rest(ctx, clock.System{}, time.Second); !errors.Is(err, gone) {
		t.Errorf("it ends with %v", err)
	}
}

// What a play was waiting for may come in a pause: it does nothing about it until it goes on.
func TestAPauseWhileThePlayWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewSteer(1, func(float64) {})
		v := &Live{Clock: clock.System{}, Steer: s}
		var came atomic.Bool
		gone := make(chan bool, 1)
		go func() { gone <- v.until(t.Context(), came.Load) }()
		time.Sleep(time.Second)
		s.Pause()
		came.Store(true)
		time.Sleep(time.Minute)
		select {
		case <-gone:
			t.Fatal("it goes on in the pause")
		default:
		}
		s.Play()
		if !<-gone {
			t.Error("what came is not seen")
		}
	})
}
