package clock

import (
	"testing"
	"time"
)

func TestManualWakesInOrderAndOnlyWhoIsDue(t *testing.T) {
	start := time.Date(2026, 3, 25, 10, 0, 0, 0, time.UTC)
	m := NewManual(start)
	late, early, same := m.At(start.Add(2*time.Minute)), m.At(start.Add(time.Minute)), m.At(start.Add(time.Minute))
	select {
	case <-m.At(start):
	default:
		t.Error("what is due now is not due at once")
	}
	m.Move(time.Minute)
	for name, c := range map[string]<-chan time.Time{"early": early, "same": same} {
		select {
		case got := <-c:
			if !got.Equal(start.Add(time.Minute)) {
				t.Errorf("%s woke at %v", name, got)
			}
		default:
			t.Errorf("%s was not woken", name)
		}
	}
	select {
	case <-late:
		t.Error("late was woken a minute too soon")
	default:
	}
	m.MoveTo(start) // backwards: nothing happens
	if got := m.Now(); !got.Equal(start.Add(time.Minute)) {
		t.Errorf("the clock went back to %v", got)
	}
	m.Move(time.Hour)
	<-late

	// The clock may be moved between a look at it and the request.
	next := m.Now().Add(time.Second)
	m.Move(time.Minute)
	select {
	case <-m.At(next):
	default:
		t.Error("what became due before it was asked for is not due at once")
	}
}
