package slackapp

import (
	"context"
	"errors"
	"time"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
)

// metadataType marks our messages, so that a post whose answer was lost can be
// found again. Every app and member can read metadata, so the key says nothing.
const metadataType = "remedy"

// Post says something in a channel, or in a thread of it, and marks it with key
// for [Client.Find]; what is never looked for has none. A thread whose first message is gone is Refused: Slack would
// put the reply into the channel instead, so that stray is taken back.
func (c *Client) Post(ctx context.Context, to postmortem.Place, card postmortem.Card, key string) (postmortem.Ref, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	options := []slack.MsgOption{
		slack.MsgOptionDisableLinkUnfurl(),
		slack.MsgOptionDisableMediaUnfurl(),
	}
	if key != "" {
		options = append(options, slack.MsgOptionMetadata(slack.SlackMetadata{EventType: metadataType, EventPayload: map[string]any{"key": key}}))
	}
	if to.Thread != "" {
		options = append(options, slack.MsgOptionTS(to.Thread))
	}
	var ref postmortem.Ref
	var thread string
	err := c.withBlocks(card, func(content ...slack.MsgOption) error {
		channel, ts, m, err := c.api.PostMessageWithResponseContext(ctx, to.Channel, append(content, options...)...)
		ref, thread = postmortem.Ref{Channel: channel, TS: ts}, m.ThreadTimestamp
		return c.told("chat.postMessage", err)
	})
	if err != nil {
		return postmortem.Ref{}, err
	}
	if to.Thread != "" && thread != to.Thread {
		if _, _, err := c.api.DeleteMessageContext(ctx, ref.Channel, ref.TS); err != nil {
			c.log.Warn("a reply to a thread that is gone could not be taken back", "channel", ref.Channel, "ts", ref.TS, "err", c.told("chat.delete", err))
		}
		return postmortem.Ref{}, Refused{Code: "thread_gone", What: "chat.postMessage", Text: sentence(c.config.Words, "thread_gone")}
	}
	return ref, nil
}

// pauseDirect is how long to wait after a conversation could not be opened.
const pauseDirect = time.Minute

// Direct is the conversation of the bot with one person. Slack gives the same one
// every time (https://docs.slack.dev/reference/methods/conversations.open), so a
// failure is Later or Refused, never uncertain.
func (c *Client) Direct(ctx context.Context, user string) (channel string, err error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	conversation, _, _, err := c.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{user}})
	if err != nil {
		return "", unseen(c.told("conversations.open", err), pauseDirect)
	}
	return conversation.ID, nil
}

// Update makes a message of ours read otherwise. Repeating it does no harm.
func (c *Client) Update(ctx context.Context, ref postmortem.Ref, card postmortem.Card) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	return c.withBlocks(card, func(content ...slack.MsgOption) error {
		_, _, _, err := c.api.UpdateMessageContext(ctx, ref.Channel, ref.TS, content...)
		return c.told("chat.update", err)
	})
}

// Whisper says something that one person alone sees. Slack does not tell whether
// it was seen, and it cannot be read back: do it at most once.
func (c *Client) Whisper(ctx context.Context, to postmortem.Place, user string, card postmortem.Card) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	return c.withBlocks(card, func(content ...slack.MsgOption) error {
		if to.Thread != "" {
			content = append(content, slack.MsgOptionTS(to.Thread))
		}
		_, err := c.api.PostEphemeralContext(ctx, to.Channel, user, content...)
		return c.told("chat.postEphemeral", err)
	})
}

// withBlocks sends a card, and once more as mere text when Slack finds fault with
// its blocks: that refusal is certain, so nothing can come twice.
func (c *Client) withBlocks(card postmortem.Card, send func(...slack.MsgOption) error) error {
	text := slack.MsgOptionText(textOf(card), false)
	err := send(text, slack.MsgOptionBlocks(blocksOf(c.config.Words, card, maxBlocks)...))
	if no, ok := errors.AsType[Refused](err); ok {
		switch no.Code {
		case "invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long":
			return send(text, slack.MsgOptionBlocks()) // none: an update would keep the old ones
		}
	}
	return err
}

// Permalink is the address of a message; thread is the ts of its thread's first
// message, or empty. It is built without asking Slack.
func (c *Client) Permalink(ref postmortem.Ref, thread string) string {
	return ref.Link(c.self().workspace, thread)
}
