package llm

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

// The rungs of the ladder, by how much the endpoint promises about the shape of
// an answer. A client starts on the top one and remembers where it had to stop.
const (
	bySchema int32 = iota
	byObject
	byText
	rungs
)

// Complete asks r and returns the answer: where r has a schema one JSON object,
// otherwise text. What r.Data holds is masked before it is sent; personal data
// is put back into the answer, secrets are not. An error is an *Error, or that
// of a Data that cannot be encoded.
func (c *Client) Complete(ctx context.Context, r Request) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	var m Masker
	data, err := m.maskJSON(r.Data)
	if err != nil {
		return "", err
	}
	for try := 1; ; try++ {
		answer, err := c.climb(ctx, r, data)
		if err == nil {
			return m.unmaskAnswer(answer, r.Schema != nil), nil
		}
		pause, again := c.again(ctx, err, try)
		if !again || c.config.Wait(ctx, pause) != nil {
			return "", err
		}
	}
}

// again says whether another attempt may help, and after what pause.
func (c *Client) again(ctx context.Context, failed error, try int) (time.Duration, bool) {
	e, ok := errors.AsType[*Error](failed)
	if !ok || try >= c.config.Attempts {
		return 0, false
	}
	switch {
	case e.Reason == Unreachable, e.Reason == Limited, e.Reason == Broken:
	case e.Status == http.StatusRequestTimeout, e.Status == http.StatusConflict:
	default:
		return 0, false
	}
	pause := max(e.After, 100*time.Millisecond<<try)
	if end, ok := ctx.Deadline(); ok && time.Until(end) <= pause {
		return 0, false // the answer would come too late
	}
	return pause, true
}

// climb asks on the rung that worked last, and steps down while the endpoint
// rejects the form of the question.
func (c *Client) climb(ctx context.Context, r Request, data []byte) (string, error) {
	for {
		rung, newer := c.rung.Load(), c.newer.Load()
		if r.Schema == nil {
			rung = byText
		}
		answer, swap, err := c.once(ctx, r, data, rung, newer)
		e, ok := errors.AsType[*Error](err)
		if !ok || e.Reason != Rejected || e.Status != http.StatusBadRequest && e.Status != http.StatusUnprocessableEntity {
			return answer, err
		}
		switch {
		case swap && newer == reasons(c.config.Model):
			c.newer.CompareAndSwap(newer, !newer)
		case rung+1 < rungs:
			c.rung.CompareAndSwap(rung, rung+1)
		default:
			return "", err
		}
	}
}

// once asks one time. swap is true when the endpoint complains of the name of
// the token limit.
func (c *Client) once(ctx context.Context, r Request, data []byte, rung int32, newer bool) (answer string, swap bool, err error) {
	a := &attempt{client: c.http}
	conf := openai.DefaultConfig(string(c.config.Key))
	conf.BaseURL = c.config.BaseURL
	conf.HTTPClient = a
	began := time.Now()
	resp, err := openai.NewClientWithConfig(conf).CreateChatCompletion(ctx, c.request(r, data, rung, newer))
	if err != nil {
		swap = tokenLimitName(err)
		err = classify(ctx, err, a)
	} else {
		answer, err = read(resp, r.Schema != nil)
	}
	c.note(ctx, r, data, rung, a.status, len(answer), time.Since(began), resp.Usage, err)
	return answer, swap, err
}

func (c *Client) request(r Request, data []byte, rung int32, newer bool) openai.ChatCompletionRequest {
	q := openai.ChatCompletionRequest{
		Model: c.config.Model,
		Messages: []openai.ChatCompletionMessage{
			{Role: openai.ChatMessageRoleSystem, Content: r.System},
			{Role: openai.ChatMessageRoleUser, Content: string(data)},
		},
	}
	limit := r.MaxTokens
	if limit == 0 {
		limit = c.config.MaxTokens
	}
	if newer {
		q.MaxCompletionTokens = limit
	} else {
		q.MaxTokens = limit //lint:ignore SA1019 older servers know no other name for it
	}
	switch rung {
	case bySchema:
		q.ResponseFormat = &openai.ChatCompletionResponseFormat{
			Type:       openai.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{Name: r.Name, Schema: r.Schema, Strict: true},
		}
	case byObject:
		q.ResponseFormat = &openai.ChatCompletionResponseFormat{Type: openai.ChatCompletionResponseFormatTypeJSONObject}
	}
	return q
}

// read takes the answer out of a response that came without an error, which says
// little: refusals and answers cut short come that way too.
func read(resp openai.ChatCompletionResponse, object bool) (string, error) {
	if len(resp.Choices) == 0 {
		return "", &Error{Reason: Garbled}
	}
	choice := resp.Choices[0]
	switch {
	case choice.FinishReason == openai.FinishReasonLength:
		return "", &Error{Reason: CutShort}
	case choice.FinishReason == openai.FinishReasonContentFilter:
		return "", &Error{Reason: Filtered}
	case choice.Message.Refusal != "":
		return "", &Error{Reason: Refused}
	}
	answer := choice.Message.Content
	if object {
		answer = firstObject(answer)
	}
	if strings.TrimSpace(answer) == "" {
		return "", &Error{Reason: Garbled}
	}
	return answer, nil
}

// firstObject returns the first JSON object in s, which may stand in a fence or
// in prose; "" if there is none.
func firstObject(s string) string {
	for tries := 0; tries < 8; tries++ {
		open := strings.IndexByte(s, '{')
		if open < 0 {
			return ""
		}
		s = s[open:]
		var o json.RawMessage
		if json.NewDecoder(strings.NewReader(s)).Decode(&o) == nil {
			return string(o)
		}
		s = s[1:]
	}
	return ""
}

// classify turns the library's errors into ours, and drops what a server wrote.
func classify(ctx context.Context, err error, a *attempt) error {
	e := &Error{Status: a.status, After: a.after}
	_, tooLarge := errors.AsType[*http.MaxBytesError](err)
	var broke error
	if a.body != nil {
		broke = a.body.err
	}
	if !tooLarge && broke != nil {
		_, tooLarge = errors.AsType[*http.MaxBytesError](broke)
	}
	netErr, isNet := errors.AsType[net.Error](err)
	_, isURL := errors.AsType[*url.Error](err)
	switch {
	case tooLarge:
		e.Reason = TooLarge
	case errors.Is(err, errRedirect):
		e.Reason = Redirected
	case ctx.Err() != nil, isNet && netErr.Timeout():
		e.Reason = TimedOut
	case a.status == 0 && (isURL || isNet), broke != nil:
		e.Reason = Unreachable
	case a.status == http.StatusTooManyRequests && noQuota(err):
		e.Reason = NoQuota
	case a.status == http.StatusTooManyRequests:
		e.Reason = Limited
	case a.status == http.StatusUnauthorized, a.status == http.StatusForbidden:
		e.Reason = Denied
	case a.status >= 500:
		e.Reason = Broken
	case a.status >= 400 || a.status == 0:
		e.Reason = Rejected
	default:
		e.Reason = Garbled
	}
	return e
}

func noQuota(err error) bool {
	e, ok := errors.AsType[*openai.APIError](err)
	return ok && (e.Code == "insufficient_quota" || e.Type == "insufficient_quota")
}

func tokenLimitName(err error) bool {
	e, ok := errors.AsType[*openai.APIError](err)
	return ok && (strings.Contains(e.Message, "max_tokens") || strings.Contains(e.Message, "max_completion_tokens"))
}

// note writes down that something was asked, in sizes and hashes.
func (c *Client) note(ctx context.Context, r Request, data []byte, rung int32, status, size int, took time.Duration, u openai.Usage, err error) {
	sum := sha256.Sum256(data)
	attrs := []slog.Attr{
		slog.String("question", r.Name), slog.String("model", c.config.Model), slog.Int("rung", int(rung)), slog.Int("status", status),
		slog.Int("bytes_out", len(r.System)+len(data)), slog.String("sha256", hex.EncodeToString(sum[:6])), slog.Int("bytes_in", size),
		slog.Duration("took", took), slog.Int("tokens_in", u.PromptTokens), slog.Int("tokens_out", u.CompletionTokens),
	}
	level := slog.LevelDebug
	if e, ok := errors.AsType[*Error](err); ok {
		level = slog.LevelWarn
		attrs = append(attrs, slog.String("failed", string(e.Reason)))
	}
	c.config.Log.LogAttrs(ctx, level, "asked the model", attrs...)
}
