package workspace

import (
	"encoding/json"
	"time"
)

const (
	ackTime = 3 * time.Second
	retries = 3 // of events: commands and interactions are never sent twice
)

// retryAfter is how long Slack waits before each retry of an event.
var retryAfter = [retries]time.Duration{0, time.Minute, 5 * time.Minute}

// A delivery is an event, a command or an interaction on its way to the app. It
// is in Workspace.inflight from the moment it is made until it is acked, given up
// or put off, so that Idle has to look nowhere else.
type delivery struct {
	kind     string // of the envelope: events_api, slash_commands, interactive
	name     string // of what is in it, for the journal
	body     object
	eventID  string
	attempt  int    // 0 for the first
	reason   string // of the retry
	envelope string // of this attempt
	timeout  *timer
	abort    func() // of an attempt over HTTP
	link     *link  // of one over a socket

	acked  func(payload json.RawMessage) Effect // what the answer changed; with the lock held
	failed func(reason string)                  // given up; with the lock held
}

// label is how a delivery is called in the journal.
func (d *delivery) label() string { return d.kind + "/" + d.name }

// deliver sends something to the app, for as long as Slack would try.
func (w *Workspace) deliver(d *delivery) {
	if !w.config.Disorder || d.kind != "events_api" {
		w.attempt(d)
		return
	}
	if w.held == nil && w.random.chance(4) {
		w.held = d
		w.after(100*time.Millisecond, func() { w.release(d) }) // in case no neighbour comes
		return
	}
	w.attempt(d)
	if w.random.chance(8) {
		twin := *d
		w.attempt(&twin)
	}
	if w.held != nil {
		w.release(w.held)
	}
}

// release sends a delivery that was kept back, unless it was sent already.
func (w *Workspace) release(d *delivery) {
	if w.held == d {
		w.held = nil
		w.attempt(d)
	}
}

// attempt sends a delivery once.
func (w *Workspace) attempt(d *delivery) {
	if w.over {
		return
	}
	if !w.limitEvents(d) {
		w.dropped(d, "limited")
		return
	}
	d.envelope = w.random.uuid()
	w.inflight[d.envelope] = d
	frame := object{
		"envelope_id": d.envelope, "type": d.kind, "payload": d.body, "accepts_response_payload": d.kind != "events_api",
	}
	if d.kind == "events_api" {
		frame["retry_attempt"], frame["retry_reason"] = d.attempt, d.reason
	}
	w.journal.add(Record{
		At: w.clock.Now(), Kind: Frame, Method: d.label(), Answer: mustJSON(d.body),
		Envelope: d.envelope, EventID: d.eventID, Attempt: d.attempt,
	})
	d.timeout = w.after(ackTime, func() { w.fail(d, "timeout") })
	if w.endpoints != nil {
		w.sendHTTP(d)
		return
	}
	if d.link = w.sendFrame(mustJSON(frame)); d.link == nil {
		w.fail(d, "connection_failed")
	}
}

// answerable reports whether somebody can still ack the attempt: not once its
// socket is gone, and then it only waits for its time-out.
func (d *delivery) answerable() bool { return d.link == nil || !d.link.gone }

// fail ends an attempt that was not acked, and plans the next.
func (w *Workspace) fail(d *delivery, reason string) {
	w.settle(d)
	if d.kind != "events_api" || d.attempt == retries {
		w.dropped(d, reason)
		if d.failed != nil {
			d.failed(reason)
		}
		return
	}
	wait := retryAfter[d.attempt]
	d.attempt++
	d.reason = reason
	if wait == 0 {
		w.attempt(d)
		return
	}
	w.after(wait, func() { w.attempt(d) })
}

// dropped writes down that a delivery will not be tried again.
func (w *Workspace) dropped(d *delivery, reason string) {
	w.journal.add(Record{
		At: w.clock.Now(), Kind: Dropped, Method: d.label(),
		Envelope: d.envelope, EventID: d.eventID, Attempt: d.attempt,
	})
	w.log.Debug("delivery given up", "kind", d.label(), "attempt", d.attempt, "reason", reason)
}

// settle takes an attempt out of what is under way.
func (w *Workspace) settle(d *delivery) {
	delete(w.inflight, d.envelope)
	w.cancel(d.timeout)
	if d.abort != nil {
		d.abort()
		d.abort = nil
	}
}

// ack takes the app's answer to an envelope. One that is unknown, or too late, is
// passed over: the retry that was sent in the meantime stays sent.
func (w *Workspace) ack(envelope string, payload json.RawMessage) {
	d := w.inflight[envelope]
	record := Record{At: w.clock.Now(), Kind: Ack, Method: "unknown", Envelope: envelope, Answer: payload}
	if d == nil {
		w.journal.add(record)
		return
	}
	record.Method, record.EventID, record.Attempt = d.label(), d.eventID, d.attempt
	seq := w.journal.add(record)
	w.settle(d)
	if d.acked != nil {
		w.journal.fill(seq, 0, payload, d.acked(payload))
	}
}
