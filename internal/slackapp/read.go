package slackapp

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
)

const (
	pageSize = 200
	// lookBefore is how much earlier than the first attempt a lost post is looked
	// for: Slack's clock and ours need not agree.
	lookBefore = 120 * time.Second
)

// Find looks for a message of ours that [Client.Post] marked with key, in a
// thread or, without one, in the channel itself. A false without an error means
// that it is not there now.
func (c *Client) Find(ctx context.Context, in postmortem.Place, key string, since time.Time) (postmortem.Ref, bool, error) {
	return c.find(ctx, in, since, func(m slack.Message) bool {
		return m.Metadata.EventType == metadataType && m.Metadata.EventPayload["key"] == key
	})
}

// find looks for a message of ours that fits.
func (c *Client) find(ctx context.Context, in postmortem.Place, since time.Time, fits func(slack.Message) bool) (postmortem.Ref, bool, error) {
	own := c.self()
	oldest := stamp(since.Add(-lookBefore))
	messages := c.history(ctx, in.Channel, oldest)
	if in.Thread != "" {
		messages = c.replies(ctx, in, oldest)
	}
	for m, err := range messages {
		if err != nil {
			return postmortem.Ref{}, false, err
		}
		if own.isOurs(m.User, m.BotID) && fits(m) {
			return postmortem.Ref{Channel: in.Channel, TS: m.Timestamp}, true, nil
		}
	}
	return postmortem.Ref{}, false, nil
}

// History reads one page of a channel's past, newest first as Slack pages it, and
// the cursor of the next page, "" after the last. Zero times mean no bound. Joins,
// topics and the like are left out, and so are the replies in threads.
func (c *Client) History(ctx context.Context, channel, cursor string, oldest, latest time.Time) (lines []postmortem.Line, next string, err error) {
	page, next, err := c.historyPage(ctx, slack.GetConversationHistoryParameters{
		ChannelID: channel, Cursor: cursor, Oldest: stamp(oldest), Latest: stamp(latest), Limit: pageSize,
	})
	if err != nil {
		return nil, "", err
	}
	for _, m := range page {
		if l, ok := c.line(ctx, channel, m); ok {
			lines = append(lines, l)
		}
	}
	return lines, next, nil
}

// Thread reads a whole thread, oldest first, without the message that opened it.
func (c *Client) Thread(ctx context.Context, p postmortem.Place) ([]postmortem.Line, error) {
	var lines []postmortem.Line
	for m, err := range c.replies(ctx, p, "") {
		if err != nil {
			return nil, err
		}
		if l, ok := c.line(ctx, p.Channel, m); ok {
			_, l.Command = addressed(l.Text, c.self().user)
			lines = append(lines, l)
		}
	}
	return lines, nil
}

// replies yields the messages of a thread without its first, oldest first.
func (c *Client) replies(ctx context.Context, p postmortem.Place, oldest string) iter.Seq2[slack.Message, error] {
	return paged(func(cursor string) ([]slack.Message, string, error) {
		ctx, cancel := context.WithTimeout(ctx, callTimeout)
		defer cancel()
		page, _, next, err := c.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
			ChannelID: p.Channel, Timestamp: p.Thread, Cursor: cursor, Oldest: oldest,
			Inclusive: true, Limit: pageSize, IncludeAllMetadata: true,
		})
		var rest []slack.Message
		for _, m := range page {
			if m.Timestamp != p.Thread { // Slack repeats it on every page
				rest = append(rest, m)
			}
		}
		return rest, next, c.told("conversations.replies", err)
	})
}

// history yields the messages of a channel, newest first.
func (c *Client) history(ctx context.Context, channel, oldest string) iter.Seq2[slack.Message, error] {
	return paged(func(cursor string) ([]slack.Message, string, error) {
		return c.historyPage(ctx, slack.GetConversationHistoryParameters{
			ChannelID: channel, Cursor: cursor, Oldest: oldest, Limit: pageSize, IncludeAllMetadata: true,
		})
	})
}

func (c *Client) historyPage(ctx context.Context, p slack.GetConversationHistoryParameters) ([]slack.Message, string, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	p.Inclusive = true
	page, err := c.api.GetConversationHistoryContext(ctx, &p)
	if err != nil {
		return nil, "", c.told("conversations.history", err)
	}
	return page.Messages, page.ResponseMetaData.NextCursor, nil
}

// oneMessage reads the message at ref, in the channel or in a thread of it; nil:
// it is not there any more.
func (c *Client) oneMessage(ctx context.Context, ref postmortem.Ref) (*slack.Message, error) {
	page, _, err := c.historyPage(ctx, slack.GetConversationHistoryParameters{
		ChannelID: ref.Channel, Oldest: ref.TS, Latest: ref.TS, Limit: 1,
	})
	if err != nil {
		return nil, err
	}
	if len(page) == 0 || page[0].Timestamp != ref.TS {
		ctx, cancel := context.WithTimeout(ctx, callTimeout)
		defer cancel()
		page, _, _, err = c.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
			ChannelID: ref.Channel, Timestamp: ref.TS, Oldest: ref.TS, Latest: ref.TS, Inclusive: true, Limit: 2,
		})
		err = c.told("conversations.replies", err)
	}
	if no, ok := errors.AsType[Refused](err); ok && (no.Code == "thread_not_found" || no.Code == "message_not_found") {
		return nil, nil
	}
	for _, m := range page {
		if m.Timestamp == ref.TS {
			return &m, err
		}
	}
	return nil, err
}

// paged yields what the pages hold, one after the other.
func paged(read func(cursor string) ([]slack.Message, string, error)) iter.Seq2[slack.Message, error] {
	return func(yield func(slack.Message, error) bool) {
		for cursor := ""; ; {
			page, next, err := read(cursor)
			if err == nil && next != "" && next == cursor {
				err = errors.New("the same page came twice")
			}
			if err != nil {
				yield(slack.Message{}, err)
				return
			}
			for _, m := range page {
				if !yield(m, nil) {
					return
				}
			}
			if next == "" {
				return
			}
			cursor = next
		}
	}
}

// line turns a message that was read into a Line; false: it is no speech.
func (c *Client) line(ctx context.Context, channel string, m slack.Message) (postmortem.Line, bool) {
	at, ok := postmortem.TimeOf(m.Timestamp)
	s := speech{
		Subtype: m.SubType, User: m.User, BotID: m.BotID, Username: m.Username, Text: m.Text, TS: m.Timestamp,
	}
	if m.BotProfile != nil {
		s.BotProfile.Name = m.BotProfile.Name
	}
	for _, a := range m.Attachments {
		s.Attachments = append(s.Attachments, attachment{Fallback: a.Fallback, Text: a.Text})
	}
	if !ok || !s.spoken() || s.words() == "" {
		return postmortem.Line{}, false
	}
	return postmortem.Line{
		Ref:    postmortem.Ref{Channel: channel, TS: m.Timestamp},
		Author: c.author(ctx, s),
		Text:   s.words(),
		At:     at,
		Ours:   c.self().isOurs(m.User, m.BotID),
	}, true
}

// stamp writes a time as Slack's ts; the zero time is "", no bound.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d.%06d", t.Unix(), t.Nanosecond()/1000)
}
