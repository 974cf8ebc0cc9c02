// Package llm puts one question to a language model behind any OpenAI-compatible
// endpoint and brings back its answer, or says why there is none.
//
// What leaves is masked first: secrets and personal data become placeholders,
// and only the personal ones are put back into the answer. What comes back is
// untrusted: it is text of a bounded size, and where a schema was given a JSON
// object, but the caller still checks what it says.
//
// Nothing here logs a text; sizes and hashes are all that is written down.
package llm

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

// A Secret is a string that does not show itself when printed, logged or
// encoded. string(s) is the way to its value.
type Secret string

const hidden = "[secret]"

// String returns a placeholder.
func (Secret) String() string { return hidden }

// GoString returns a placeholder, for %#v.
func (Secret) GoString() string { return hidden }

// LogValue returns a placeholder.
func (Secret) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalJSON returns a placeholder.
func (Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + hidden + `"`), nil }

// Config says which model to ask and how long to wait for it.
type Config struct {
	BaseURL   string        // such as https://api.openai.com/v1
	Key       Secret        // may be empty for a local server
	Model     string        // as the endpoint calls it
	Timeout   time.Duration // for one answer, all attempts together; 20 s if zero
	MaxTokens int           // of an answer, where a Request does not say; 512 if zero
	Attempts  int           // at most; 3 if zero
	Log       *slog.Logger  // for sizes and hashes; none if nil

	// Wait pauses between attempts until d has passed or ctx is done. If nil,
	// it waits in real time.
	Wait func(ctx context.Context, d time.Duration) error
}

// A Request is one question.
type Request struct {
	Name      string          // of the question, such as "tone"; a schema's name, and in the log
	System    string          // the instructions, the same each time; nothing a person wrote
	Data      any             // what the question is about, sent as JSON apart from the instructions
	Schema    json.RawMessage // of the answer, strict; nil for plain text
	MaxTokens int             // of the answer; Config.MaxTokens if zero
}

// A Client asks one model. It is safe for concurrent use.
type Client struct {
	config Config
	http   *http.Client
	rung   atomic.Int32 // the highest rung of the ladder that worked
	newer  atomic.Bool  // the endpoint wants max_completion_tokens
}

// New returns a Client for c, or says what is wrong with c. It asks nothing yet.
func New(c Config) (*Client, error) {
	if c.Model == "" {
		return nil, errors.New("llm: no model named")
	}
	u, err := url.Parse(c.BaseURL)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, errors.New("llm: the base URL has to begin with https:// or http://")
	}
	if u.User != nil {
		return nil, errors.New("llm: the key does not belong in the base URL")
	}
	c.BaseURL = strings.TrimRight(c.BaseURL, "/")
	c.Timeout = cmp.Or(c.Timeout, 20*time.Second)
	c.MaxTokens = cmp.Or(c.MaxTokens, 512)
	c.Attempts = cmp.Or(c.Attempts, 3)
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Wait == nil {
		c.Wait = wait
	}
	cl := &Client{config: c, http: &http.Client{CheckRedirect: refuseRedirect}}
	cl.newer.Store(reasons(c.Model))
	return cl, nil
}

// reasons reports whether a model of this name takes max_completion_tokens only.
func reasons(model string) bool {
	for _, p := range [...]string{"o1", "o3", "o4", "gpt-5", "gpt-6"} {
		if strings.HasPrefix(model, p) {
			return true
		}
	}
	return false
}

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// A Reason says why there is no answer.
type Reason string

// The reasons.
const (
	Unreachable Reason = "unreachable"  // no connection, or it broke
	TimedOut    Reason = "timed_out"    // no answer in time
	Limited     Reason = "rate_limited" // 429
	NoQuota     Reason = "no_quota"     // 429, and waiting will not help
	Denied      Reason = "denied"       // 401, 403: the key is wrong
	Rejected    Reason = "rejected"     // another 4xx: the request is wrong for this endpoint
	Broken      Reason = "broken"       // 5xx
	Redirected  Reason = "redirected"   // the endpoint sends us elsewhere, where we do not go
	TooLarge    Reason = "too_large"    // the answer exceeds the limit
	Garbled     Reason = "garbled"      // the answer cannot be read
	CutShort    Reason = "cut_short"    // the answer ended at its token limit
	Filtered    Reason = "filtered"     // the endpoint withheld the answer
	Refused     Reason = "refused"      // the model declined
)

// An Error says why there is no answer. It holds nothing that a server wrote.
type Error struct {
	Reason Reason
	Status int           // of HTTP; 0 if there was none
	After  time.Duration // how long the server asks us to wait; 0 if it did not say
}

func (e *Error) Error() string {
	if e.Status != 0 {
		return fmt.Sprintf("llm: %s (status %d)", e.Reason, e.Status)
	}
	return "llm: " + string(e.Reason)
}
