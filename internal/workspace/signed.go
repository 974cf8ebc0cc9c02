package workspace

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// DeliverHTTP switches from Socket Mode to signed HTTP requests, once the events
// endpoint has answered the url_verification challenge.
func (w *Workspace) DeliverHTTP(ctx context.Context, e Endpoints) error {
	w.mu.Lock()
	challenge := w.random.secret(40)
	body := mustJSON(object{"type": "url_verification", "token": w.token, "challenge": challenge})
	req := w.signed(ctx, e.Events, "application/json", body)
	w.journal.add(Record{At: w.clock.Now(), Kind: Frame, Method: "url_verification"})
	w.mu.Unlock()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("verify %s: %w", e.Events, err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, 1<<16))
	if err != nil {
		return fmt.Errorf("verify %s: %w", e.Events, err)
	}
	var a struct {
		Challenge string `json:"challenge"`
	}
	if json.Unmarshal(answer, &a) != nil {
		a.Challenge = string(bytes.TrimSpace(answer)) // plain text is accepted too
	}
	if resp.StatusCode != http.StatusOK || a.Challenge != challenge {
		return errors.New("the events endpoint did not answer the challenge")
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.endpoints = &e
	w.cutLinks()
	return nil
}

// signed is a request that carries Slack's signature.
func (w *Workspace) signed(ctx context.Context, to, contentType string, body []byte) *http.Request {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(body))
	if err != nil {
		req, _ = http.NewRequestWithContext(ctx, http.MethodPost, "http://invalid.invalid", nil) // fails as any unreachable address does
	}
	stamp := strconv.FormatInt(w.clock.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(w.cred.SigningSecret))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	req.Header.Set("Content-Type", contentType)
	req.Header.Set("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
	req.Header.Set("X-Slack-Request-Timestamp", stamp)
	req.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	return req
}

// sendHTTP sends one attempt of a delivery and waits for the answer elsewhere.
func (w *Workspace) sendHTTP(d *delivery) {
	to, contentType, body := w.endpoints.Events, "application/json", []byte(mustJSON(d.body))
	switch d.kind {
	case "slash_commands":
		form := url.Values{}
		for name, value := range d.body {
			form.Set(name, fmt.Sprint(value))
		}
		to, contentType, body = w.endpoints.Commands, "application/x-www-form-urlencoded", []byte(form.Encode())
	case "interactive":
		form := url.Values{"payload": {string(body)}}
		to, contentType, body = w.endpoints.Interactions, "application/x-www-form-urlencoded", []byte(form.Encode())
	}
	ctx, cancel := context.WithCancel(context.Background())
	d.abort = cancel
	req := w.signed(ctx, to, contentType, body)
	if d.attempt > 0 {
		req.Header.Set("X-Slack-Retry-Num", strconv.Itoa(d.attempt))
		req.Header.Set("X-Slack-Retry-Reason", strings.Replace(d.reason, "timeout", "http_timeout", 1))
	}
	envelope := d.envelope
	w.running.Add(1)
	go func() {
		defer w.running.Done()
		defer cancel()
		status, answer, noRetry := roundTrip(req)
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.inflight[envelope] == nil {
			return // timed out before
		}
		if status >= 200 && status < 300 {
			w.ack(envelope, answer)
			return
		}
		if noRetry {
			d.attempt = retries
		}
		reason := "http_error"
		if status == 0 {
			reason = "connection_failed"
		}
		w.fail(d, reason)
	}()
}

// roundTrip sends a request; status 0 means that there was no answer.
func roundTrip(req *http.Request) (status int, body json.RawMessage, noRetry bool) {
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, nil, false
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return 0, nil, false
	}
	if len(bytes.TrimSpace(answer)) > 0 && !json.Valid(answer) {
		answer = mustJSON(object{"text": string(answer)}) // a command may be answered in plain text
	}
	return resp.StatusCode, bytes.TrimSpace(answer), resp.Header.Get("X-Slack-No-Retry") == "1"
}
