// Package llm puts one question to a language model behind any OpenAI-compatible
// endpoint and brings back its answer, or says why there is none.
//
// What leaves is masked first: secrets and personal data become placeholders,
// and only the personal ones are put back into the answer. What comes back is
// untrusted: it is text of a bounded size, and where a schema was given a JSON
// object, but the caller still checks what it says.
//
// A question costs tokens and time, so both are bounded: there are limits to the
// tokens of a day and of an account, and an endpoint in trouble is left alone
// for a while instead of keeping everybody waiting.
//
// Nothing here logs a text; sizes and hashes are all that is written down.
package llm

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	openai "github.com/sashabaranov/go-openai"

	"github.com/remedybot/remedy/internal/secret"
)

// Config says which model to ask and how long to wait for it.
type Config struct {
	BaseURL string        // such as https://api.openai.com/v1
	Key     secret.String // may be empty for a local server
	Model   string        // as the endpoint calls it; with APIVersion, the name of the deployment
	// APIVersion, such as 2024-10-21, asks Azure's older interface: the address
	// names the deployment, and the key goes in the header api-key. Azure's newer
	// one, at …/openai/v1, needs none.
	APIVersion string
	Timeout    time.Duration // for one answer, all attempts together; 20 s if zero
	MaxTokens  int           // of an answer, where a Request does not say; 512 if zero
	Attempts   int           // at most; 3 if zero
	Limits     Limits        // zero: none
	Ledger     Ledger        // of what was used up; nil: a restart begins anew
	Log        *slog.Logger  // for sizes and hashes; none if nil

	// Transport carries the requests; http.DefaultTransport if nil.
	Transport http.RoundTripper
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
	Exact     bool            // MaxTokens holds for a model's thoughts as well, and is not raised
	Names     []string        // of people, to be masked like everything personal
	Within    time.Duration   // for the answer, all attempts together; Config.Timeout if zero
	Account   string          // on whose account the tokens go; "" for the day's alone. It is not sent
}

// An Answer is what came back, and what it took. Of a failed question only the
// tokens are told.
type Answer struct {
	Text      string // one JSON object where the Request had a schema
	Rung      Rung   // on which it was asked
	In, Out   int    // tokens, of all attempts together
	Estimated bool   // the endpoint did not count the tokens: a quarter of the bytes
}

// A Client asks one model. It is safe for concurrent use.
type Client struct {
	config  Config
	http    *http.Client
	breaker breaker
	budget  budget

	mu    sync.Mutex
	known dialect // what the endpoint turned out to take
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
	if u.RawQuery != "" {
		return nil, errors.New("llm: the base URL ends before the question mark; an api-version has a setting of its own")
	}
	c.BaseURL = strings.TrimRight(c.BaseURL, "/")
	if c.APIVersion != "" && (strings.Contains(u.Path, "/deployments") || strings.Contains(u.Path, "/openai")) {
		return nil, errors.New("llm: with an API version the base URL is the resource alone, such as https://NAME.openai.azure.com")
	}
	c.Timeout = cmp.Or(c.Timeout, 20*time.Second)
	c.MaxTokens = cmp.Or(c.MaxTokens, 512)
	c.Attempts = cmp.Or(c.Attempts, 3)
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Wait == nil {
		c.Wait = wait
	}
	return &Client{
		config: c, http: &http.Client{Transport: c.Transport, CheckRedirect: refuseRedirect},
		budget: budget{limits: c.Limits, ledger: c.Ledger}, known: dialectOf(c.Model),
	}, nil
}

// library returns a client of the library for one attempt.
func (c *Client) library(a *attempt) *openai.Client {
	conf := openai.DefaultConfig(string(c.config.Key))
	if c.config.APIVersion != "" {
		conf = openai.DefaultAzureConfig(string(c.config.Key), c.config.BaseURL)
		conf.APIVersion = c.config.APIVersion
		conf.AzureModelMapperFunc = url.PathEscape // a deployment is called what it is called
	}
	conf.BaseURL = c.config.BaseURL
	conf.HTTPClient = a
	return openai.NewClientWithConfig(conf)
}

func (c *Client) dialect() dialect {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.known
}

func (c *Client) learn(d dialect) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.known = d
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
