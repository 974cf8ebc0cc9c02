package slackapp

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

// A Meeting is what the listener needs of whoever runs the reviews.
type Meeting interface {
	// Handle returns nil once the input is written: only then is it acknowledged.
	// A postmortem.Refusal is for the person who asked. After any other error an
	// event is not acknowledged, so that Slack sends it again.
	Handle(ctx context.Context, in postmortem.Input) (postmortem.Answer, error)
	// Session is a snapshot of a review; the error is a postmortem.Refusal if there is none.
	Session(id postmortem.SessionID) (*postmortem.Session, error)
	// Listens reports whether a review runs in a channel, so that its threads are of
	// interest. It is asked for every message of the workspace.
	Listens(team, channel string) bool
	// Running is the review that runs in a channel or is being wrapped up there, if any.
	Running(team, channel string) (*postmortem.Session, bool)
	// Consider says what could be asked about words that nobody has said yet, as Slack
	// sends messages. It keeps nothing; the review may be "".
	Consider(ctx context.Context, review postmortem.SessionID, text string) (postmortem.Advice, error)
	// Find returns the reviews of a workspace that keep says yes to, newest first, and
	// Newest the first of them. keep sees all that were ever held, and must change nothing.
	Find(team string, keep func(*postmortem.Session) bool) []*postmortem.Session
	Newest(team string, keep func(*postmortem.Session) bool) (*postmortem.Session, bool)
	// Opaque is a key as others may read it: the same each time, and saying nothing.
	Opaque(key string) string
}

// A Listener hears what people do in Slack and tells a Meeting of it, over
// Socket Mode ([Listener.Serve]) or HTTP ([Listener.Handler]).
type Listener struct {
	*Client
	// Link is the address at which a person can read a review as a page, and whether it is for them alone; nil: there
	// are no pages.
	Link    func(s *postmortem.Session, person string) (url string, alone bool)
	meeting Meeting

	busy      atomic.Int64   // payloads being worked on
	followUps sync.WaitGroup // what is done after an acknowledgement

	mu     sync.Mutex
	health Health
}

// Health is how the listener has fared. A socket can look open and bring
// nothing, so what counts is when something last came.
type Health struct {
	Connected  bool      // a socket is open; always false over HTTP
	Since      time.Time // when that last changed
	Heard      time.Time // when anything last came from Slack
	Unreadable int       // payloads that could not be read, acknowledged all the same
	Failed     int       // payloads that could not be worked on
}

// NewListener joins a client that has connected to the meeting it serves.
func NewListener(c *Client, m Meeting) *Listener { return &Listener{Client: c, meeting: m} }

// Idle reports that nothing that was received is still being worked on,
// follow-ups after an acknowledgement included.
func (l *Listener) Idle() bool { return l.busy.Load() == 0 }

// Health tells how the listener fares.
func (l *Listener) Health() Health {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.health
}

func (l *Listener) note(change func(*Health)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	change(&l.health)
}

// A reply is what follows from a payload: the acknowledgement's own payload, and
// what is done once it was sent.
type reply struct {
	payload any                   // nil: an empty acknowledgement
	then    func(context.Context) // nil: nothing more
}

// hear works on one payload. An error means that it is not to be acknowledged.
func (l *Listener) hear(kind string, work func() (reply, error)) (r reply, err error) {
	l.note(func(h *Health) { h.Heard = l.clock.Now() })
	defer func() {
		if recover() != nil { // its own words may hold what was said
			err = errors.New("a fault in the program")
			l.log.Error("a payload broke us", "kind", kind, "stack", string(debug.Stack()))
		}
		if err != nil {
			l.note(func(h *Health) { h.Failed++ })
			l.log.Error("a payload could not be worked on", "kind", kind, "err", err)
		}
	}()
	return work()
}

// followUp does what comes after an acknowledgement, beside everything else: the
// next click does not wait for it.
func (l *Listener) followUp(ctx context.Context, r reply) {
	if r.then == nil {
		return
	}
	l.busy.Add(1)
	l.followUps.Go(func() {
		defer l.busy.Add(-1)
		defer func() {
			if recover() != nil {
				l.log.Error("a follow-up broke", "stack", string(debug.Stack()))
			}
		}()
		r.then(ctx)
	})
}

// unreadable counts a payload that we cannot make sense of. It is acknowledged:
// Slack would only send the same again.
func (l *Listener) unreadable(kind string, err error) {
	l.note(func(h *Health) { h.Unreadable++ })
	l.log.Warn("a payload could not be read", "kind", kind, "err", err)
}

// tell asks the meeting, and returns what the person is to be told. failed says
// that the deed was neither done nor refused.
func (l *Listener) tell(ctx context.Context, in postmortem.Input) (said postmortem.Answer, failed error) {
	if in.At.IsZero() {
		in.At = l.clock.Now()
	}
	answer, err := l.meeting.Handle(ctx, in)
	if no, ok := errors.AsType[postmortem.Refusal](err); ok {
		return postmortem.Answer{Text: no.Text}, nil
	}
	if err != nil {
		return postmortem.Answer{Text: l.say("answer/sorry", nil)}, fmt.Errorf("%T: %w", in.Body, err)
	}
	return answer, nil
}
