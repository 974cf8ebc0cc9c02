package slackapp

import (
	"context"

	"github.com/remedybot/remedy/internal/postmortem"
)

// Post says something in a channel, or in a thread of it.
func (c *Client) Post(ctx context.Context, to postmortem.Place, card postmortem.Card, key string) (postmortem.Ref, error) {
	panic("soon")
}

// Update makes a message of ours read otherwise.
func (c *Client) Update(ctx context.Context, ref postmortem.Ref, card postmortem.Card) error {
	panic("soon")
}

// Whisper says something that one person alone sees.
func (c *Client) Whisper(ctx context.Context, to postmortem.Place, user string, card postmortem.Card) error {
	panic("soon")
}

// Permalink is the address of a message.
func (c *Client) Permalink(ref postmortem.Ref, thread string) string { panic("soon") }
