package slackapp

import (
	"context"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

// Find looks for a message of ours that carries key.
func (c *Client) Find(ctx context.Context, in postmortem.Place, key string, since time.Time) (postmortem.Ref, bool, error) {
	panic("soon")
}

// History reads a page of a channel's past.
func (c *Client) History(ctx context.Context, channel, cursor string, oldest, latest time.Time) (lines []postmortem.Line, next string, err error) {
	panic("soon")
}

// Thread reads a whole thread.
func (c *Client) Thread(ctx context.Context, p postmortem.Place) ([]postmortem.Line, error) {
	panic("soon")
}
