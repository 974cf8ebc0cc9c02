package llm

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"net/http"
	"time"
)

// Complete asks r and returns the answer: where r has a schema one JSON object,
// otherwise text. What r.Data holds is masked before it is sent; personal data
// is put back into the answer, secrets are not. An error is an *Error, or that
// of a Data that cannot be encoded.
func (c *Client) Complete(ctx context.Context, r Request) (Answer, error) {
	if ctx.Err() != nil {
		return Answer{}, &Error{Reason: Stopped}
	}
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(r.Within, c.config.Timeout))
	defer cancel()
	r.MaxTokens = cmp.Or(r.MaxTokens, c.config.MaxTokens)
	var m Masker
	m.Know(r.Names...)
	data, err := m.maskJSON(r.Data)
	if err != nil {
		return Answer{}, err
	}
	needs := tokens(len(r.System)+len(data)+len(r.Schema)) + r.MaxTokens
	aside, enough, err := c.budget.take(time.Now(), r.Account, needs)
	if err != nil {
		c.config.Log.Warn("what was used up before cannot be read", "err", err)
	}
	if !enough {
		return Answer{}, &Error{Reason: Spent}
	}
	if pause, ok := c.breaker.enter(time.Now()); !ok {
		c.settle(aside, 0)
		return Answer{}, &Error{Reason: Resting, After: pause}
	}
	answer, failed := c.attempts(ctx, r, data)
	c.settle(aside, answer.In+answer.Out)
	if c.breaker.leave(time.Now(), failed) {
		c.config.Log.Warn("the model is left alone for a while", "failed", string(failed.Reason))
	}
	if failed != nil {
		answer.Text = ""
		return answer, failed
	}
	answer.Text = m.unmaskAnswer(answer.Text, r.Schema != nil)
	return answer, nil
}

// settle notes what a question has used up of what was set aside for it.
func (c *Client) settle(a aside, used int) {
	if err := c.budget.settle(time.Now(), a, used); err != nil {
		c.config.Log.Warn("what was used up cannot be noted", "err", err)
	}
}

// attempts asks until there is an answer, or no point in asking again.
func (c *Client) attempts(ctx context.Context, r Request, data []byte) (Answer, *Error) {
	var all Answer
	for try := 1; ; try++ {
		failed := c.climb(ctx, r, data, &all)
		if failed == nil {
			return all, nil
		}
		pause, again := c.again(ctx, failed, try)
		if !again || c.config.Wait(ctx, pause) != nil {
			return all, failed
		}
	}
}

// again says whether another attempt may help, and after what pause.
func (c *Client) again(ctx context.Context, e *Error, try int) (time.Duration, bool) {
	if try >= c.config.Attempts {
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

// climb asks in the dialect that worked last, and changes it while the endpoint
// rejects the form of the question. Only what worked is remembered: a question
// that is rejected in every form says nothing about the next one.
func (c *Client) climb(ctx context.Context, r Request, data []byte, all *Answer) *Error {
	d, swapped := c.dialect(), false
	learnt := d.rung
	if r.Schema == nil {
		d.rung = ByText
	}
	for {
		said, failed := c.once(ctx, r, data, d, all)
		if failed == nil {
			if r.Schema == nil {
				d.rung = learnt
			}
			c.learn(d)
			return nil
		}
		if failed.Reason == CutShort && !d.thinks && !r.Exact {
			d.thinks = true
			continue
		}
		next, ok := d.after(failed, said, swapped)
		if !ok {
			return failed
		}
		swapped = swapped || next.newer != d.newer
		d = next
	}
}

// once asks one time, and adds what came back to all. It returns what the
// endpoint said where it rejected the question.
func (c *Client) once(ctx context.Context, r Request, data []byte, d dialect, all *Answer) (said string, failed *Error) {
	a := &attempt{client: c.http}
	began := time.Now()
	resp, err := c.library(a).CreateChatCompletion(ctx, d.ask(r, c.config.Model, data))
	var text string
	if err != nil {
		said, failed = complaint(err), classify(ctx, err, a)
	} else {
		text, failed = read(resp, r.Schema != nil)
		in, out := resp.Usage.PromptTokens, resp.Usage.CompletionTokens
		if in+out == 0 {
			all.Estimated = true
			in, out = tokens(len(r.System)+len(data)), tokens(len(text))
		}
		all.In, all.Out = all.In+in, all.Out+out
	}
	all.Text, all.Rung = text, d.rung
	sum := sha256.Sum256(data)
	attrs := []slog.Attr{
		slog.String("question", r.Name), slog.String("model", c.config.Model), slog.String("rung", d.rung.String()), slog.Int("status", a.status),
		slog.Int("bytes_out", len(r.System)+len(data)), slog.String("sha256", hex.EncodeToString(sum[:6])), slog.Int("bytes_in", len(text)),
		slog.Duration("took", time.Since(began)), slog.Int("tokens_in", resp.Usage.PromptTokens), slog.Int("tokens_out", resp.Usage.CompletionTokens),
	}
	level := slog.LevelDebug
	if failed != nil {
		level = slog.LevelWarn
		attrs = append(attrs, slog.String("failed", string(failed.Reason)))
	}
	c.config.Log.LogAttrs(ctx, level, "asked the model", attrs...)
	return said, failed
}

// tokens estimates how many tokens a text of so many bytes is.
func tokens(bytes int) int { return (bytes + 3) / 4 }
