package workspace

import "time"

// perMinute is how many calls of a method Slack's tiers allow, and burst how many
// at once. Tier 1 takes as many as there may be sockets, since each is opened with
// such a call.
var perMinute = [...]int{1: 1, 2: 20, 3: 50, 4: 100}

const (
	tierOneBurst = 10
	postBurst    = 5
)

// A bucket holds what may still be called. It fills up with the clock, so that
// nothing has to run for it.
type bucket struct {
	tokens float64
	at     time.Time
}

// A rateError says after how long a call may be tried again.
type rateError struct{ wait time.Duration }

func (e *rateError) Error() string { return "ratelimited" }

// take takes one token out of a bucket, or tells how long to wait for one.
func (w *Workspace) take(key string, burst, perSecond float64) (wait time.Duration) {
	now := w.clock.Now()
	b := w.buckets[key]
	if b == nil {
		b = &bucket{burst, now}
		w.buckets[key] = b
	}
	b.tokens = min(burst, b.tokens+perSecond*now.Sub(b.at).Seconds())
	b.at = now
	if b.tokens >= 1-1e-9 {
		b.tokens--
		return 0
	}
	return time.Duration((1 - b.tokens) / perSecond * float64(time.Second))
}

// limited tells how long a call of a method has to wait; 0: not at all.
func (w *Workspace) limited(name string, tier int) time.Duration {
	if w.config.Rates.Off || tier == 0 {
		return 0
	}
	rate := float64(perMinute[tier])
	if p := w.config.Rates.Percent; p > 0 {
		rate *= float64(p) / 100
	}
	burst := max(rate, 1)
	if tier == 1 {
		burst = tierOneBurst
	}
	return w.take(name, burst, rate/60)
}

// limitPost allows a channel one message a second, after a small burst.
func (w *Workspace) limitPost(c *channel) error {
	if w.config.Rates.Off {
		return nil
	}
	burst := w.config.Rates.PostBurst
	if burst == 0 {
		burst = postBurst
	}
	if wait := w.take("chat.postMessage "+c.ID, float64(burst), 1); wait > 0 {
		return &rateError{wait}
	}
	return nil
}
