package workspace

import "time"

// perMinute is how many calls of a method Slack's tiers allow, and burst how many
// at once. Tier 1 takes as many as there may be sockets, since each is opened with
// such a call.
var perMinute = [...]int{1: 1, 2: 20, 3: 50, 4: 100}

const (
	tierOneBurst  = 10
	postBurst     = 5
	eventsPerHour = 30_000 // docs.slack.dev/reference/events/app_rate_limited
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

// A meter counts the deliveries of events in each of the last 60 minutes.
type meter struct {
	minutes [60]int
	latest  int64 // the minute that was counted last, since the epoch
	told    int64 // the minute of which the app was last told that it gets no more
}

// add counts a delivery in a minute, unless the hour has had its fill.
func (m *meter) add(minute int64, most int) bool {
	for n := max(m.latest+1, minute-59); n <= minute; n++ {
		m.minutes[n%60] = 0
	}
	m.latest = minute
	sum := 0
	for _, n := range m.minutes {
		sum += n
	}
	if sum >= most {
		return false
	}
	m.minutes[minute%60]++
	return true
}

// limitEvents tells whether an event may be delivered now. When the hour has had
// its fill the app hears, once a minute, that it is limited; what is not delivered
// then is not delivered later either.
func (w *Workspace) limitEvents(d *delivery) bool {
	if w.config.Rates.Off || d.kind != "events_api" || d.name == "app_rate_limited" {
		return true
	}
	most := w.config.Rates.Events
	if most == 0 {
		most = eventsPerHour
	}
	minute := w.clock.Now().Unix() / 60
	if w.events.add(minute, most) {
		return true
	}
	if w.events.told != minute {
		w.events.told = minute
		w.attempt(&delivery{kind: "events_api", name: "app_rate_limited", body: object{
			"token": w.token, "type": "app_rate_limited", "team_id": w.cred.TeamID, "minute_rate_limited": minute * 60,
			"api_app_id": w.cred.AppID,
		}})
	}
	return false
}
