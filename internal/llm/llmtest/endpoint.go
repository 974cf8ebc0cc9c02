// Package llmtest stands in for the endpoint of a language model: answers and
// faults of every kind, over a socket or without one, and recordings of what was
// asked and answered. It knows no model, and nothing it says is one's opinion.
package llmtest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// An Endpoint answers questions over HTTP and keeps what it was asked.
type Endpoint struct {
	URL string // with /v1

	mu    sync.Mutex
	asked []string
}

// Serve starts an Endpoint on loopback that answers with one handler after the
// other; the last one goes on.
func Serve(t testing.TB, answers ...http.Handler) *Endpoint {
	t.Helper()
	e := new(Endpoint)
	s := httptest.NewServer(e.Keep(InTurn(answers...)))
	t.Cleanup(s.Close)
	e.URL = s.URL + "/v1"
	return e
}

// Keep returns a handler that answers as h does, and keeps the question in e.
func (e *Endpoint) Keep(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body) // only then is a client that hangs up noticed
		e.mu.Lock()
		e.asked = append(e.asked, string(body))
		e.mu.Unlock()
		r.Body = io.NopCloser(bytes.NewReader(body))
		h.ServeHTTP(w, r)
	})
}

// Asked returns the bodies of all questions so far.
func (e *Endpoint) Asked() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return append([]string(nil), e.asked...)
}

// InTurn answers with one handler after the other; the last one goes on.
func InTurn(answers ...http.Handler) http.Handler {
	var mu sync.Mutex
	n := 0
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		next := answers[min(n, len(answers)-1)]
		n++
		mu.Unlock()
		next.ServeHTTP(w, r)
	})
}

// Says answers with content, as a model does that has come to its end.
func Says(content string) http.Handler { return Finishes(content, "stop", "") }

// Finishes answers with content, the reason for which the answer ended, and the
// words of a refusal.
func Finishes(content, reason, refusal string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		message := map[string]any{"role": "assistant", "content": content}
		if refusal != "" {
			message["refusal"] = refusal
		}
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]any{
			"object":  "chat.completion",
			"choices": []any{map[string]any{"index": 0, "finish_reason": reason, "message": message}},
			"usage":   map[string]int{"prompt_tokens": 500, "completion_tokens": 30, "total_tokens": 530},
		})
	})
}

// Status answers with an error of that status in OpenAI's form, and with headers
// given as name and value in turn.
func Status(code int, header ...string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(code)
		io.WriteString(w, `{"error":{"message":"the server's own words","type":"x","code":"y"}}`)
	})
}

// Raw answers with that status and exactly body.
func Raw(code int, body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(code)
		io.WriteString(w, body)
	})
}

// Hangs answers nothing until the client hangs up.
func Hangs() http.Handler {
	return http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	})
}

// Late answers as h does, after d.
func Late(d time.Duration, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		select {
		case <-time.After(d):
			h.ServeHTTP(w, r)
		case <-r.Context().Done():
		}
	})
}

// Disconnects hangs up after the first bytes of an answer.
func Disconnects() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "4096")
		io.WriteString(w, `{"choices":[{"mess`)
		panic(http.ErrAbortHandler)
	})
}
