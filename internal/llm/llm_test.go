package llm

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

var schema = json.RawMessage(`{"type":"object","properties":{"ok":{"type":"boolean"}},"required":["ok"],"additionalProperties":false}`)

// answering serves one answer after the other; the last one repeats. The bodies
// that were asked are kept.
type answering struct {
	*httptest.Server
	asked []string
	calls atomic.Int32
}

func serve(t *testing.T, steps ...http.HandlerFunc) *answering {
	t.Helper()
	a := new(answering)
	a.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		a.asked = append(a.asked, string(body))
		n := int(a.calls.Add(1))
		steps[min(n, len(steps))-1](w, r)
	}))
	t.Cleanup(a.Close)
	return a
}

func say(content, finish, refusal string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		json.NewEncoder(w).Encode(map[string]any{"choices": []any{map[string]any{
			"finish_reason": finish, "message": map[string]any{"role": "assistant", "content": content, "refusal": refusal},
		}}})
	}
}

func status(code int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
		fmt.Fprintf(w, `{"error":{"message":"the server's own words","type":"x","code":"y"}}`)
	}
}

func raw(code int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(code)
		io.WriteString(w, body)
	}
}

// client returns a Client of a that does not wait, and the pauses it asked for.
func client(t *testing.T, a *answering, change ...func(*Config)) (*Client, *[]time.Duration) {
	t.Helper()
	var pauses []time.Duration
	conf := Config{BaseURL: a.URL + "/v1/", Key: "sk-very-secret", Model: "small", Wait: func(_ context.Context, d time.Duration) error {
		pauses = append(pauses, d)
		return nil
	}}
	for _, f := range change {
		f(&conf)
	}
	c, err := New(conf)
	if err != nil {
		t.Fatal(err)
	}
	return c, &pauses
}

func TestComplete(t *testing.T) {
	good := say(`{"ok":true}`, "stop", "")
	for name, tt := range map[string]struct {
		steps  []http.HandlerFunc
		want   string
		reason Reason
		calls  int32
	}{
		"good":             {[]http.HandlerFunc{good}, `{"ok":true}`, "", 1},
		"fenced":           {[]http.HandlerFunc{say("Sure!\n```json\n{\"ok\":false}\n```", "stop", "")}, `{"ok":false}`, "", 1},
		"prose":            {[]http.HandlerFunc{say("I think not.", "stop", "")}, "", Garbled, 1},
		"half an object":   {[]http.HandlerFunc{say(`{"ok":tr`, "stop", "")}, "", Garbled, 1},
		"no choice":        {[]http.HandlerFunc{raw(200, `{"choices":[]}`)}, "", Garbled, 1},
		"broken JSON":      {[]http.HandlerFunc{raw(200, `{"choices":[{"mess`)}, "", Garbled, 1},
		"HTML":             {[]http.HandlerFunc{raw(200, `<html>hello</html>`)}, "", Garbled, 1},
		"cut short":        {[]http.HandlerFunc{say(`{"ok":true}`, "length", "")}, "", CutShort, 1},
		"filtered":         {[]http.HandlerFunc{say(`{"ok":true}`, "content_filter", "")}, "", Filtered, 1},
		"refused":          {[]http.HandlerFunc{say(``, "stop", "I cannot")}, "", Refused, 1},
		"401":              {[]http.HandlerFunc{status(401)}, "", Denied, 1},
		"404":              {[]http.HandlerFunc{status(404)}, "", Rejected, 1},
		"500 three times":  {[]http.HandlerFunc{status(500)}, "", Broken, 3},
		"500, then good":   {[]http.HandlerFunc{status(500), good}, `{"ok":true}`, "", 2},
		"HTML 502":         {[]http.HandlerFunc{raw(502, "<html>"), good}, `{"ok":true}`, "", 2},
		"408, then good":   {[]http.HandlerFunc{status(408), good}, `{"ok":true}`, "", 2},
		"409, then good":   {[]http.HandlerFunc{status(409), good}, `{"ok":true}`, "", 2},
		"429, then good":   {[]http.HandlerFunc{status(429), good}, `{"ok":true}`, "", 2},
		"no quota":         {[]http.HandlerFunc{raw(429, `{"error":{"message":"m","type":"t","code":"insufficient_quota"}}`)}, "", NoQuota, 1},
		"redirect":         {[]http.HandlerFunc{status(307, "Location", "http://127.0.0.1:1/")}, "", Redirected, 1},
		"huge":             {[]http.HandlerFunc{say(strings.Repeat("x", 2<<20), "stop", "")}, "", TooLarge, 1},
		"steps down once":  {[]http.HandlerFunc{status(400), good}, `{"ok":true}`, "", 2},
		"steps down twice": {[]http.HandlerFunc{status(400), status(422), good}, `{"ok":true}`, "", 3},
		"no rung is left":  {[]http.HandlerFunc{status(400)}, "", Rejected, 3},
	} {
		t.Run(name, func(t *testing.T) {
			a := serve(t, tt.steps...)
			c, _ := client(t, a)
			got, err := c.Complete(t.Context(), Request{Name: "t", System: "s", Data: "d", Schema: schema})
			var reason Reason
			if e, ok := errors.AsType[*Error](err); ok {
				reason = e.Reason
			}
			if got != tt.want || reason != tt.reason || a.calls.Load() != tt.calls {
				t.Errorf("got %q, %v after %d calls; want %q, %q after %d", got, err, a.calls.Load(), tt.want, tt.reason, tt.calls)
			}
			if err != nil && strings.Contains(err.Error(), "words") {
				t.Errorf("the error repeats the server: %v", err)
			}
		})
	}
}

func TestRungIsRemembered(t *testing.T) {
	a := serve(t, status(400), say(`{"ok":true}`, "stop", ""))
	c, _ := client(t, a)
	for range 2 {
		if _, err := c.Complete(t.Context(), Request{Name: "t", Data: 1, Schema: schema}); err != nil {
			t.Fatal(err)
		}
	}
	if len(a.asked) != 3 || !strings.Contains(a.asked[0], "json_schema") || !strings.Contains(a.asked[2], "json_object") {
		t.Errorf("asked %q", a.asked)
	}
}

func TestTokenLimitName(t *testing.T) {
	a := serve(t, raw(400, `{"error":{"message":"use max_completion_tokens","type":"t"}}`), say(`{"ok":true}`, "stop", ""))
	c, _ := client(t, a)
	if _, err := c.Complete(t.Context(), Request{Name: "t", Schema: schema, MaxTokens: 7}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(a.asked[0], `"max_tokens":7`) || !strings.Contains(a.asked[1], `"max_completion_tokens":7`) {
		t.Errorf("asked %q", a.asked)
	}
	a = serve(t, say("hello", "stop", ""))
	c, _ = client(t, a, func(c *Config) { c.Model = "o3-mini" })
	if _, err := c.Complete(t.Context(), Request{Name: "t"}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(a.asked[0], "max_completion_tokens") || strings.Contains(a.asked[0], "response_format") {
		t.Errorf("asked %q", a.asked)
	}
}

func TestRetryAfter(t *testing.T) {
	a := serve(t, status(429, "Retry-After", "2"), say(`{"ok":true}`, "stop", ""))
	c, pauses := client(t, a)
	if _, err := c.Complete(t.Context(), Request{Name: "t", Schema: schema}); err != nil {
		t.Fatal(err)
	}
	if len(*pauses) != 1 || (*pauses)[0] != 2*time.Second {
		t.Errorf("paused %v", *pauses)
	}
	// Longer than we may wait at all: say so at once, with the time.
	a = serve(t, status(429, "Retry-After", "60"))
	c, pauses = client(t, a)
	_, err := c.Complete(t.Context(), Request{Name: "t", Schema: schema})
	e, ok := errors.AsType[*Error](err)
	if !ok || e.Reason != Limited || e.After != time.Minute || len(*pauses) != 0 {
		t.Errorf("got %v, paused %v", err, *pauses)
	}
}

func TestTimeoutAndBrokenConnection(t *testing.T) {
	release := make(chan struct{})
	a := serve(t, func(http.ResponseWriter, *http.Request) { <-release })
	c, _ := client(t, a, func(c *Config) { c.Timeout = 5 * time.Millisecond })
	_, err := c.Complete(t.Context(), Request{Name: "t"})
	if e, ok := errors.AsType[*Error](err); !ok || e.Reason != TimedOut {
		t.Errorf("got %v", err)
	}
	close(release)
	b := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		conn, _, _ := w.(http.Hijacker).Hijack()
		conn.Close()
	}, say("hello", "stop", ""))
	c, _ = client(t, b)
	if got, err := c.Complete(t.Context(), Request{Name: "t"}); got != "hello" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestNothingIsLogged(t *testing.T) {
	var log bytes.Buffer
	a := serve(t, status(500), say("the model's own words", "stop", ""))
	c, _ := client(t, a, func(c *Config) {
		c.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	if _, err := c.Complete(t.Context(), Request{Name: "t", System: "instructions", Data: "what somebody wrote"}); err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"words", "wrote", "instructions", "sk-very"} {
		if strings.Contains(log.String(), s) {
			t.Errorf("%q is in the log:\n%s", s, &log)
		}
	}
	if !strings.Contains(log.String(), "failed=broken") || !strings.Contains(log.String(), "sha256=") {
		t.Errorf("the log says too little:\n%s", &log)
	}
}

func TestSecretHides(t *testing.T) {
	s := Secret("hunter2")
	j, _ := json.Marshal(struct{ K Secret }{s})
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "k", s, "c", Config{Key: s})
	if all := fmt.Sprint(s) + fmt.Sprintf("%v %+v %#v %s %q", s, Config{Key: s}, s, s, s) + string(j) + log.String(); strings.Contains(all, "hunter2") {
		t.Error(all)
	}
}

func TestNewRefuses(t *testing.T) {
	for _, c := range []Config{{}, {Model: "m"}, {Model: "m", BaseURL: "ftp://x"}, {Model: "m", BaseURL: "https://u:p@x/v1"}} {
		if _, err := New(c); err == nil {
			t.Errorf("%+v was accepted", c)
		}
	}
}
