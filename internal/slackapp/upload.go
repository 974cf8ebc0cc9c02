package slackapp

import (
	"context"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

// Upload puts a file into a channel or a thread.
func (c *Client) Upload(ctx context.Context, to postmortem.Place, name, title string, content []byte) (postmortem.Ref, error) {
	panic("soon")
}

// FindFile looks for a file of ours.
func (c *Client) FindFile(ctx context.Context, in postmortem.Place, name string, since time.Time) (postmortem.Ref, bool, error) {
	panic("soon")
}
