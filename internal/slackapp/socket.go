package slackapp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"slices"
	"sync"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

const (
	maxPayload = 1 << 20         // the largest payload we take in
	ackWithin  = 2 * time.Second // for handing an acknowledgement to the socket
	queueSize  = 64              // frames that wait for their worker
)

// frame is one payload that came over the socket.
type frame struct {
	Envelope string          `json:"envelope_id"`
	Type     string          `json:"type"`
	Payload  json.RawMessage `json:"payload"`
}

// Serve listens over Socket Mode until ctx ends, and then returns nil. An error
// means that Slack refuses us and that connecting again would not help.
//
// Events are worked on one after the other in the order in which they come;
// commands, clicks and forms, which Slack does not send again and somebody waits
// for, have a worker of their own.
func (l *Listener) Serve(ctx context.Context) error {
	if l.config.AppToken == "" {
		return errors.New("there is no app token; set SLACK_APP_TOKEN to the token that begins with xapp-")
	}
	socket := socketmode.New(l.api, socketmode.OptionReadLimit(maxPayload), socketmode.OptionLog(log.New(io.Discard, "", 0)))
	listening, stop := context.WithCancel(ctx)
	defer stop()

	var running sync.WaitGroup
	var fatal error
	running.Go(func() {
		defer stop()
		fatal = socket.RunContext(listening)
	})
	events, others := make(chan frame, queueSize), make(chan frame, queueSize)
	for _, queue := range []chan frame{events, others} {
		running.Go(func() { l.work(listening, socket, queue) })
	}
	refusal := l.read(listening, socket.Events, events, others)
	stop()
	running.Wait()
	l.busy.Add(-int64(len(events) + len(others))) // nobody takes these any more; Slack sends events again
	l.followUps.Wait()
	l.connected(false)
	if ctx.Err() != nil {
		return nil
	}
	if refusal == nil {
		refusal = fatal
	}
	if no, ok := errors.AsType[Refused](l.told(openMethod, refusal)); ok {
		return fmt.Errorf("the connection is refused by Slack (%s): %s", no.Code, no.Text)
	}
	return fmt.Errorf("the connection to Slack ended: %w", bare(refusal))
}

// openMethod is the call by which a socket is asked for.
const openMethod = "apps.connections.open"

// read sorts what comes over the socket into the two queues, until ctx ends or
// Slack refuses a token in a way that trying again does not mend.
func (l *Listener) read(ctx context.Context, in <-chan socketmode.Event, events, others chan<- frame) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case e := <-in:
			if err := hopeless(e); err != nil {
				return err
			}
			f, ok := l.frameOf(e)
			if !ok {
				continue
			}
			queue := others
			if f.Type == socketmode.RequestTypeEventsAPI {
				queue = events
			}
			l.busy.Add(1)
			select {
			case queue <- f:
			case <-ctx.Done():
				l.busy.Add(-1)
				return nil
			}
		}
	}
}

// hopeless returns why connecting failed where slack-go would try for ever,
// although only people can mend it.
func hopeless(e socketmode.Event) error {
	failed, ok := e.Data.(*slack.ConnectionErrorEvent)
	if !ok {
		return nil
	}
	no, ok := errors.AsType[slack.SlackErrorResponse](failed.ErrorObj)
	if ok && slices.Contains([]string{"not_allowed_token_type", "missing_scope", "token_expired"}, no.Err) {
		return failed.ErrorObj
	}
	return nil
}

// frameOf takes the payload out of what slack-go reports. What slack-go could not
// parse is looked at all the same: we need less of it, and an envelope that is
// never acknowledged comes again and again.
func (l *Listener) frameOf(e socketmode.Event) (frame, bool) {
	switch data := e.Data.(type) {
	case *socketmode.ErrorBadMessage:
		l.note(func(h *Health) { h.Unreadable++ })
		var f frame
		if err := json.Unmarshal(data.Message, &f); err != nil {
			return frame{}, false
		}
		l.log.Warn("a frame could not be parsed as a whole", "kind", f.Type)
		return f, f.Envelope != ""
	case *socketmode.ErrorWriteFailed:
		l.log.Warn("an acknowledgement could not be sent; Slack will ask again", "err", data.Cause)
	}
	switch e.Type {
	case socketmode.EventTypeHello:
		l.connected(true)
	case socketmode.EventTypeConnecting, socketmode.EventTypeConnectionError, socketmode.EventTypeInvalidAuth:
		l.connected(false)
	}
	if e.Request == nil || e.Request.EnvelopeID == "" {
		return frame{}, false
	}
	return frame{e.Request.EnvelopeID, e.Request.Type, e.Request.Payload}, true
}

func (l *Listener) connected(now bool) {
	l.note(func(h *Health) {
		if h.Connected != now {
			h.Connected, h.Since = now, l.clock.Now()
			l.log.Info("the socket changed", "connected", now)
		}
	})
}

// work takes one frame after the other, and acknowledges what was written down.
func (l *Listener) work(ctx context.Context, socket *socketmode.Client, queue <-chan frame) {
	for {
		select {
		case <-ctx.Done():
			return
		case f := <-queue:
			l.take(ctx, socket, f)
		}
	}
}

func (l *Listener) take(ctx context.Context, socket *socketmode.Client, f frame) {
	defer l.busy.Add(-1)
	// What has been begun is finished, even when we are told to stop.
	lasting := context.WithoutCancel(ctx)
	r, err := l.hear(f.Type, func() (reply, error) { return l.dispatch(lasting, f) })
	if err != nil {
		return
	}
	within, cancel := context.WithTimeout(ctx, ackWithin)
	defer cancel()
	if err := socket.AckCtx(within, f.Envelope, r.payload); err != nil {
		l.log.Warn("a payload could not be acknowledged", "kind", f.Type, "err", err)
	}
	l.followUp(lasting, r)
}

// dispatch is where Socket Mode meets the functions that HTTP uses too.
func (l *Listener) dispatch(ctx context.Context, f frame) (reply, error) {
	switch f.Type {
	case socketmode.RequestTypeEventsAPI:
		return l.event(ctx, f.Payload)
	case socketmode.RequestTypeInteractive:
		return l.interact(ctx, f.Payload), nil
	case socketmode.RequestTypeSlashCommands:
		var c slash
		if err := json.Unmarshal(f.Payload, &c); err != nil {
			l.unreadable("command", err)
			return reply{}, nil
		}
		return l.command(ctx, c), nil
	}
	return reply{}, nil
}
