package slackapp

import (
	"context"
	"net/http"

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
	// Running is the review that runs in a channel, if any.
	Running(team, channel string) (*postmortem.Session, bool)
	// Reviews are all reviews of a workspace, newest first.
	Reviews(team string) ([]*postmortem.Session, error)
}

// A Listener hears what people do in Slack and tells a Meeting of it.
type Listener struct {
	*Client
	meeting Meeting
}

// NewListener joins a client that has connected to the meeting it serves.
func NewListener(c *Client, m Meeting) *Listener { return &Listener{Client: c, meeting: m} }

// Serve listens over Socket Mode until ctx ends or Slack refuses the tokens.
func (l *Listener) Serve(ctx context.Context) error { panic("soon") }

// Handler listens over HTTP; one address serves events, commands and interactions.
func (l *Listener) Handler() http.Handler { panic("soon") }

// Idle reports that nothing that was received is still being worked on.
func (l *Listener) Idle() bool { panic("soon") }
