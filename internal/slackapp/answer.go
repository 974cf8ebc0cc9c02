package slackapp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
)

// maxAck is the size above which an answer does not travel in the
// acknowledgement: Slack silently drops socket frames from 20 KB on.
const maxAck = 16 << 10

// response is an answer to a command or a click, in an acknowledgement or at a
// response_url.
type response struct {
	Type    string       `json:"response_type,omitempty"`
	Text    string       `json:"text,omitempty"`
	Blocks  slack.Blocks `json:"blocks,omitzero"`
	Replace bool         `json:"replace_original"`
	Delete  bool         `json:"delete_original,omitempty"`
}

func (c *Client) responseOf(card postmortem.Card) response {
	return response{Type: slack.ResponseTypeEphemeral, Text: textOf(card), Blocks: slack.Blocks{BlockSet: blocksOf(c.config.Words, card, maxBlocks)}}
}

// answer answers a command in its acknowledgement, or at its response_url when
// it is too long for that.
func (l *Listener) answer(responseURL string, card postmortem.Card) reply {
	if len(card.Parts) == 0 {
		return reply{}
	}
	r := l.responseOf(card)
	if b, err := json.Marshal(r); err == nil && len(b) < maxAck {
		return reply{payload: r}
	}
	return reply{then: func(ctx context.Context) { l.respond(ctx, responseURL, r) }}
}

// whisperTo tells one person something after the acknowledgement.
func (l *Listener) whisperTo(p postmortem.Place, user, text string) reply {
	return l.whisperCard(p, user, says(text))
}

func (l *Listener) whisperCard(p postmortem.Place, user string, card postmortem.Card) reply {
	if len(card.Parts) == 0 {
		return reply{}
	}
	return reply{then: func(ctx context.Context) { l.whispers(p, user)(ctx, card) }}
}

// tellAlone tells somebody something where they are. The Home tab is no channel: who
// is there is told in the bot's conversation with them.
func (l *Listener) tellAlone(ctx context.Context, p postmortem.Place, user string, card postmortem.Card) error {
	if p.Channel != "" {
		return l.Whisper(ctx, p, user, card)
	}
	channel, err := l.Direct(ctx, user)
	if err == nil {
		_, err = l.Post(ctx, postmortem.Place{Team: p.Team, Channel: channel}, card, "")
	}
	return err
}

// respond uses a response_url: five times within half an hour, no more.
func (l *Listener) respond(ctx context.Context, address string, r response) {
	if err := l.postResponse(ctx, address, r); err != nil {
		l.failed("response_url", err)
	}
}

func (l *Listener) postResponse(ctx context.Context, address string, r response) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	if !l.mayRespond(address) {
		return errors.New("the payload names a response address that is not Slack's")
	}
	body, err := json.Marshal(r)
	if err != nil {
		return err
	}
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return bare(err)
	}
	q.Header.Set("Content-Type", "application/json")
	a, err := l.http.Do(q)
	if err != nil {
		return l.told("response_url", err)
	}
	defer a.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(a.Body, maxPayload))
	if a.StatusCode != http.StatusOK {
		return fmt.Errorf("response_url: %s", a.Status)
	}
	return nil
}

// mayRespond keeps us from being sent to strange addresses: the API's own host,
// or Slack's for responses.
func (l *Listener) mayRespond(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	api, err := url.Parse(l.config.APIURL)
	if err == nil && u.Scheme == api.Scheme && u.Host == api.Host {
		return true
	}
	return u.Scheme == "https" && u.Host == "hooks.slack.com"
}

// say fills the words of a sheet.
func (c *Client) say(name string, data map[string]any) string { return c.config.Words.Say(name, data) }

// prompt is a card of the words in prompts/people/NAME.md.
func (c *Client) prompt(name string) postmortem.Card {
	return says(c.config.Words.Say(name, map[string]any{"command": c.config.Command}))
}
