package llm_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/llm/llmtest"
)

var schema = json.RawMessage(`{"type":"object","properties":{"ok":{"type":"boolean"}},"required":["ok"],"additionalProperties":false}`)

// client returns a Client of e that does not wait, and the pauses it asked for.
func client(t *testing.T, e *llmtest.Endpoint, change ...func(*llm.Config)) (*llm.Client, *[]time.Duration) {
	t.Helper()
	var pauses []time.Duration
	conf := llm.Config{BaseURL: e.URL + "/", Key: "sk-very-secret", Model: "small", Wait: func(_ context.Context, d time.Duration) error {
		pauses = append(pauses, d)
		return nil
	}}
	for _, f := range change {
		f(&conf)
	}
	c, err := llm.New(conf)
	if err != nil {
		t.Fatal(err)
	}
	return c, &pauses
}

func reason(err error) llm.Reason {
	if e, ok := errors.AsType[*llm.Error](err); ok {
		return e.Reason
	}
	return ""
}

var good = llmtest.Says(`{"ok":true}`)

func TestComplete(t *testing.T) {
	in := func(h ...http.Handler) []http.Handler { return h }
	status, raw := llmtest.Status, llmtest.Raw
	for name, tt := range map[string]struct {
		steps  []http.Handler
		want   string
		reason llm.Reason
		calls  int
	}{
		"good":                {in(good), `{"ok":true}`, "", 1},
		"fenced":              {in(llmtest.Says("Sure!\n```json\n{\"ok\":false}\n```")), `{"ok":false}`, "", 1},
		"thoughts first":      {in(llmtest.Says("<think>{\"ok\":false}? no</think>\n{\"ok\":true}")), `{"ok":true}`, "", 1},
		"thoughts only":       {in(llmtest.Says(`<think>{"ok":false}`)), "", llm.Garbled, 1},
		"prose":               {in(llmtest.Says("I think not.")), "", llm.Garbled, 1},
		"half an object":      {in(llmtest.Says(`{"ok":tr`)), "", llm.Garbled, 1},
		"no choice":           {in(raw(200, `{"choices":[]}`)), "", llm.Garbled, 1},
		"broken JSON":         {in(raw(200, `{"choices":[{"mess`)), "", llm.Garbled, 1},
		"HTML":                {in(raw(200, `<html>hello</html>`)), "", llm.Garbled, 1},
		"cut short":           {in(llmtest.Finishes(`{"ok":true}`, "length", "")), "", llm.CutShort, 2},
		"cut short, once":     {in(llmtest.Finishes("", "length", ""), good), `{"ok":true}`, "", 2},
		"filtered":            {in(llmtest.Finishes(`{"ok":true}`, "content_filter", "")), "", llm.Filtered, 1},
		"turned away":         {in(raw(400, `{"error":{"message":"m","type":null,"param":"prompt","code":"content_filter","status":400}}`)), "", llm.Filtered, 1},
		"too long a question": {in(raw(400, `{"error":{"message":"m","type":"t","code":"context_length_exceeded"}}`)), "", llm.Rejected, 1},
		"refused":             {in(llmtest.Finishes(``, "stop", "I cannot")), "", llm.Refused, 1},
		"401":                 {in(status(401)), "", llm.Denied, 1},
		"404":                 {in(status(404)), "", llm.Rejected, 1},
		"500 three times":     {in(status(500)), "", llm.Broken, 3},
		"500, then good":      {in(status(500), good), `{"ok":true}`, "", 2},
		"HTML 502":            {in(raw(502, "<html>"), good), `{"ok":true}`, "", 2},
		"408, then good":      {in(status(408), good), `{"ok":true}`, "", 2},
		"409, then good":      {in(status(409), good), `{"ok":true}`, "", 2},
		"429, then good":      {in(status(429), good), `{"ok":true}`, "", 2},
		"flagged":             {in(raw(400, `{"error":{"message":"m","type":"invalid_request_error","param":null,"code":"invalid_prompt"}}`)), "", llm.Filtered, 1},
		"flagged by a proxy":  {in(raw(400, `{"error":{"message":"litellm.ContentPolicyViolationError: m","type":null,"param":null,"code":"400"}}`)), "", llm.Filtered, 1},
		"no such model":       {in(raw(400, `{"error":{"message":"Invalid model name passed in model=x","type":"invalid_request_error","param":"model","code":"400"}}`)), "", llm.Rejected, 1},
		"a budget is spent":   {in(raw(400, `{"error":{"message":"m","type":"budget_exceeded","param":null,"code":"400"}}`)), "", llm.NoQuota, 1},
		"nothing is paid":     {in(status(402)), "", llm.NoQuota, 1},
		"no quota":            {in(raw(429, `{"error":{"message":"m","type":"t","code":"insufficient_quota"}}`)), "", llm.NoQuota, 1},
		"redirect":            {in(status(307, "Location", "http://127.0.0.1:1/")), "", llm.Redirected, 1},
		"huge":                {in(llmtest.Says(strings.Repeat("x", 2<<20))), "", llm.TooLarge, 1},
		"hangs up, then good": {in(llmtest.Disconnects(), good), `{"ok":true}`, "", 2},
		"steps down once":     {in(status(400), good), `{"ok":true}`, "", 2},
		"steps down twice":    {in(status(400), status(422), good), `{"ok":true}`, "", 3},
		"in plain words":      {in(status(400), status(400), status(400), good), `{"ok":true}`, "", 4},
		"no form is left":     {in(status(400)), "", llm.Rejected, 4},
	} {
		t.Run(name, func(t *testing.T) {
			e := llmtest.Serve(t, tt.steps...)
			c, _ := client(t, e)
			got, err := c.Complete(t.Context(), llm.Request{Name: "t", System: "s", Data: "d", Schema: schema})
			if got.Text != tt.want || reason(err) != tt.reason || len(e.Asked()) != tt.calls {
				t.Errorf("got %q, %v after %d calls; want %q, %q after %d", got.Text, err, len(e.Asked()), tt.want, tt.reason, tt.calls)
			}
			if err != nil && strings.Contains(err.Error(), "words") {
				t.Errorf("the error repeats the server: %v", err)
			}
		})
	}
}

func TestRetryAfter(t *testing.T) {
	e := llmtest.Serve(t, llmtest.Status(429, "Retry-After", "2"), good)
	c, pauses := client(t, e)
	if _, err := c.Complete(t.Context(), llm.Request{Name: "t", Schema: schema}); err != nil {
		t.Fatal(err)
	}
	if len(*pauses) != 1 || (*pauses)[0] != 2*time.Second {
		t.Errorf("paused %v", *pauses)
	}
	// Longer than we may wait at all: say so at once, with the time, and leave it
	// alone for so long.
	e = llmtest.Serve(t, llmtest.Status(429, "Retry-After", "60"))
	c, pauses = client(t, e)
	for _, want := range []llm.Reason{llm.Limited, llm.Resting} {
		_, err := c.Complete(t.Context(), llm.Request{Name: "t", Schema: schema})
		failed, ok := errors.AsType[*llm.Error](err)
		if !ok || failed.Reason != want || failed.After > time.Minute || failed.After < 59*time.Second || len(*pauses) != 0 {
			t.Errorf("got %v, paused %v; want %s", err, *pauses, want)
		}
	}
}

func TestTimeout(t *testing.T) {
	c, _ := client(t, llmtest.Serve(t, llmtest.Hangs()), func(c *llm.Config) { c.Timeout = 5 * time.Millisecond })
	if _, err := c.Complete(t.Context(), llm.Request{Name: "t"}); reason(err) != llm.TimedOut {
		t.Errorf("got %v", err)
	}
}

// What a question took is told, of a failed one too.
func TestUsage(t *testing.T) {
	c, _ := client(t, llmtest.Serve(t, llmtest.Finishes("", "length", ""), good))
	got, err := c.Complete(t.Context(), llm.Request{Name: "t", Data: "d", Schema: schema})
	if err != nil || got.In != 1000 || got.Out != 60 || got.Estimated {
		t.Errorf("got %+v, %v", got, err)
	}
	c, _ = client(t, llmtest.Serve(t, llmtest.Finishes("", "stop", "no")))
	if got, err := c.Complete(t.Context(), llm.Request{Name: "t", Data: "d"}); reason(err) != llm.Refused || got.In != 500 || got.Text != "" {
		t.Errorf("got %+v, %v", got, err)
	}
	c, _ = client(t, llmtest.Serve(t, llmtest.Raw(200, `{"choices":[{"message":{"content":"12345678"},"finish_reason":"stop"}]}`)))
	if got, err := c.Complete(t.Context(), llm.Request{Name: "t", System: strings.Repeat("x", 397), Data: 1}); err != nil || got.In != 100 || got.Out != 2 || !got.Estimated {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestNothingIsLogged(t *testing.T) {
	var log bytes.Buffer
	c, _ := client(t, llmtest.Serve(t, llmtest.Status(500), llmtest.Says("the model's own words")), func(c *llm.Config) {
		c.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	if _, err := c.Complete(t.Context(), llm.Request{Name: "t", System: "instructions", Data: "what somebody wrote", Account: "PM-1"}); err != nil {
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

func TestNewRefuses(t *testing.T) {
	for _, c := range []llm.Config{
		{}, {Model: "m"}, {Model: "m", BaseURL: "ftp://x"}, {Model: "m", BaseURL: "https://u:p@x/v1"}, {Model: "m", BaseURL: "https://x/v1?api-version=1"},
		{Model: "m", BaseURL: "https://x.openai.azure.com/openai/v1", APIVersion: "2024-10-21"},
	} {
		if _, err := llm.New(c); err == nil {
			t.Errorf("%+v was accepted", c)
		}
	}
}
