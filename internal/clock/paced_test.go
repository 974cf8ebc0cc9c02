package clock

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestPacedGoesAsFastAsItIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Date(2019, 10, 23, 15, 0, 0, 0, time.UTC)
		p, began := NewPaced(start), time.Now()
		shows := func(want time.Duration) {
			t.Helper()
			if got := p.Now().Sub(start).Round(time.Microsecond); got != want {
				t.Errorf("it shows %s after its start, want %s", got, want)
			}
		}
		// took is the machine's time until the channel receives.
		took := func(c <-chan time.Time, want time.Duration) {
			t.Helper()
			<-c
			if got := time.Since(began).Round(time.Microsecond); got != want {
				t.Errorf("it woke after %s of the machine's time, want %s", got, want)
			}
		}
		late, middle, early := p.At(start.Add(30*time.Second)), p.At(start.Add(20*time.Second)), p.At(start.Add(10*time.Second))
		took(early, 10*time.Second)
		shows(10 * time.Second)
		p.Pace(10)
		took(middle, 11*time.Second) // who waits already is woken sooner
		shows(20 * time.Second)
		p.Pace(0.5) // who waits already waits for the same moment
		took(late, 31*time.Second)
		shows(30 * time.Second)
		took(p.At(start), 31*time.Second)
	})
}
