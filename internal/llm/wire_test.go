package llm_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/llm/llmtest"
)

// patient is how long these questions wait. What is slower than the machine on
// which they run is slower by far.
const patient = 150 * time.Millisecond

// Whatever a server does below HTTP, and whether it speaks TLS or not, the question
// ends in time, with a reason, and nothing is made of what was said.
func TestWires(t *testing.T) {
	for _, w := range llmtest.Wires(`{"ok":true}`) {
		for _, scheme := range []string{"http", "https"} {
			t.Run(w.Name+", "+scheme, func(t *testing.T) {
				t.Parallel()
				transport := &http.Transport{}
				defer transport.CloseIdleConnections()
				c, err := llm.New(llm.Config{BaseURL: scheme + "://" + llmtest.ServeWire(t, w) + "/v1", Model: "m", Timeout: patient, Transport: transport})
				if err != nil {
					t.Fatal(err)
				}
				began := time.Now()
				got, err := c.Complete(t.Context(), llm.Request{Name: "t", Data: "d", Schema: schema})
				if took := time.Since(began); took > time.Minute { // a busy machine is no failure
					t.Errorf("it took %s", took)
				}
				switch r := reason(err); r {
				case llm.TimedOut, llm.Unreachable, llm.TooLarge:
				default:
					t.Errorf("%+v, %v", got, err)
				}
				if got.Text != "" {
					t.Errorf("it says %q", got.Text)
				}
			})
		}
	}
}

// What a handler can do wrong needs a socket too, where it is about the way and
// not about the words.
func TestOnTheWay(t *testing.T) {
	for name, tt := range map[string]struct {
		handler http.Handler
		want    llm.Reason
	}{
		"drips":                 {llmtest.Drips(patient/5, `{"ok":true}`), llm.TimedOut},
		"drips fast enough":     {llmtest.Drips(0, `{"ok":true}`), ""},
		"unpacks to too much":   {llmtest.Bomb(), llm.TooLarge},
		"a stream":              {llmtest.Stream(`{"ok":true}`), llm.Garbled},
		"another type":          {llmtest.Typed("text/html", `{"choices":[{"message":{"content":"{\"ok\":true}"},"finish_reason":"stop"}]}`), ""},
		"no content":            {llmtest.Status(http.StatusNoContent), llm.Garbled},
		"redirect to itself":    {llmtest.Status(http.StatusPermanentRedirect, "Location", "/v1/chat/completions"), llm.Redirected},
		"see other":             {llmtest.Status(http.StatusSeeOther, "Location", "/v1/chat/completions"), llm.Redirected},
		"asks for a day's wait": {llmtest.Status(http.StatusServiceUnavailable, "Retry-After", "86399"), llm.Broken},
	} {
		t.Run(name, func(t *testing.T) {
			e := llmtest.Serve(t, tt.handler)
			c, _ := client(t, e, func(c *llm.Config) {
				c.Timeout, c.Attempts = patient, 1
				if tt.want != llm.TimedOut { // it must not time out on a busy machine
					c.Timeout = time.Minute
				}
			})
			got, err := c.Complete(t.Context(), llm.Request{Name: "t", Data: "d", Schema: schema})
			if reason(err) != tt.want || (err == nil) != (got.Text == `{"ok":true}`) || len(e.Asked()) != 1 {
				t.Errorf("%q, %v after %d questions; want %q", got.Text, err, len(e.Asked()), tt.want)
			}
		})
	}
}
