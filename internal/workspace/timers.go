package workspace

import (
	"container/heap"
	"time"
)

// A timer is something that the workspace does at a given time. All of them wait
// in one heap, so that whether one is due is a matter of state: it is due from
// the moment the clock reaches it until it has been done, and no goroutine's
// progress can hide it.
type timer struct {
	due   time.Time
	seq   int // among equals, the older first
	fire  func()
	index int // in the heap; -1 when done or cancelled
}

type timerHeap []*timer

func (h timerHeap) Len() int { return len(h) }
func (h timerHeap) Less(i, j int) bool {
	if h[i].due.Equal(h[j].due) {
		return h[i].seq < h[j].seq
	}
	return h[i].due.Before(h[j].due)
}
func (h timerHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].index, h[j].index = i, j
}
func (h *timerHeap) Push(x any) {
	t := x.(*timer)
	t.index = len(*h)
	*h = append(*h, t)
}
func (h *timerHeap) Pop() any {
	old := *h
	t := old[len(old)-1]
	old[len(old)-1] = nil
	*h = old[:len(old)-1]
	t.index = -1
	return t
}

// after has fire called, with the lock held, once d has passed.
func (w *Workspace) after(d time.Duration, fire func()) *timer {
	w.timerSeq++
	t := &timer{due: w.clock.Now().Add(d), seq: w.timerSeq, fire: fire}
	heap.Push(&w.timers, t)
	if t.index == 0 {
		w.rearm()
	}
	return t
}

// cancel takes a timer away, unless it was done already.
func (w *Workspace) cancel(t *timer) {
	if t != nil && t.index >= 0 {
		heap.Remove(&w.timers, t.index)
		t.index = -1
	}
}

// rearm tells the loop that an earlier timer has come.
func (w *Workspace) rearm() {
	select {
	case w.armed <- struct{}{}:
	default: // it has been told and has not looked yet
	}
}

// runTimers does what is due, until the workspace is closed. It asks the clock
// for one wake-up at a time, and for a new one only if that must be earlier, since
// a clock cannot be told that a wake-up is no longer wanted.
func (w *Workspace) runTimers() {
	defer w.running.Done()
	var wake <-chan time.Time
	var waking time.Time
	for {
		w.mu.Lock()
		for len(w.timers) > 0 && !w.timers[0].due.After(w.clock.Now()) {
			heap.Pop(&w.timers).(*timer).fire()
		}
		if len(w.timers) > 0 && (wake == nil || w.timers[0].due.Before(waking)) {
			waking = w.timers[0].due
			wake = w.clock.At(waking)
		}
		w.mu.Unlock()
		select {
		case <-wake:
			wake = nil
		case <-w.armed:
		case <-w.closed:
			return
		}
	}
}
