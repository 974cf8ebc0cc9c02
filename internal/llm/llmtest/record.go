package llmtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"reflect"
	"strings"
	"sync"

	"github.com/remedybot/remedy/internal/llm"
)

// StandIn is the source of recordings that no model had a part in.
const StandIn = "the stand-in of internal/llm/llmtest; no model was asked"

// A Recording is what was asked of an endpoint and what it answered, without
// anything that belongs to one installation alone: neither host nor key.
type Recording struct {
	From      string     `json:"from"` // who answered: StandIn, or a model by name
	Exchanges []Exchange `json:"exchanges"`
}

// An Exchange is one question and its answer.
type Exchange struct {
	Path     string            `json:"path"` // with the query
	Asked    json.RawMessage   `json:"asked"`
	Status   int               `json:"status"`
	Header   map[string]string `json:"header,omitempty"` // what a client acts on, and nothing else
	Answered json.RawMessage   `json:"answered"`         // a string where it was not JSON
}

// kept are the headers of an answer that a recording keeps. Of a question it
// keeps none: that is where keys are.
var kept = [...]string{"Content-Type", "Retry-After"}

// Record is a transport that passes everything on to next and writes it down in r.
func (r *Recording) Record(next http.RoundTripper) http.RoundTripper {
	return &recorder{recording: r, next: next}
}

type recorder struct {
	next http.RoundTripper

	mu        sync.Mutex
	recording *Recording
}

func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	asked, err := body(req)
	if err != nil {
		return nil, err
	}
	resp, err := r.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	answered, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(answered))
	e := Exchange{Path: req.URL.RequestURI(), Asked: scrubbed(asked), Status: resp.StatusCode, Answered: scrubbed(answered)}
	for _, name := range kept {
		if v := resp.Header.Get(name); v != "" {
			if e.Header == nil {
				e.Header = map[string]string{}
			}
			e.Header[name] = v
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.recording.Exchanges = append(r.recording.Exchanges, e)
	return resp, nil
}

// body reads the body of a question, and leaves it to be read again.
func body(r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	b, err := io.ReadAll(r.Body)
	r.Body.Close()
	r.Body = io.NopCloser(bytes.NewReader(b))
	return b, err
}

// scrubbed masks whatever looks like a secret, and makes JSON of it.
func scrubbed(b []byte) json.RawMessage {
	text := new(llm.Masker).Mask(string(b))
	if json.Valid([]byte(text)) {
		return json.RawMessage(text)
	}
	quoted, _ := json.Marshal(text) // a string cannot fail
	return quoted
}

// Replay is a transport that answers as r has it, each exchange once and in
// order. What was not asked then is an error.
func (r *Recording) Replay() http.RoundTripper {
	return &player{left: append([]Exchange(nil), r.Exchanges...)}
}

type player struct {
	mu   sync.Mutex
	left []Exchange
}

func (p *player) RoundTrip(req *http.Request) (*http.Response, error) {
	asked, err := body(req)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.left) == 0 {
		return nil, errors.New("llmtest: more is asked than was recorded")
	}
	e := p.left[0]
	if e.Path != req.URL.RequestURI() || !same(e.Asked, scrubbed(asked)) {
		return nil, errors.New("llmtest: something else is asked than was recorded")
	}
	p.left = p.left[1:]
	h := http.Header{}
	for name, v := range e.Header {
		h.Set(name, v)
	}
	answered := []byte(e.Answered)
	var text string
	if json.Unmarshal(answered, &text) == nil {
		answered = []byte(text)
	}
	return &http.Response{
		StatusCode: e.Status, Status: http.StatusText(e.Status), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: h, Body: io.NopCloser(bytes.NewReader(answered)), ContentLength: int64(len(answered)), Request: req,
	}, nil
}

// same reports whether two documents hold the same, however they are laid out.
func same(a, b json.RawMessage) bool {
	var x, y any
	return json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil && reflect.DeepEqual(x, y)
}

// Load reads a recording.
func Load(file string) (*Recording, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	r := new(Recording)
	if err := json.Unmarshal(b, r); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if strings.TrimSpace(r.From) == "" {
		return nil, fmt.Errorf("%s does not say who answered", file)
	}
	return r, nil
}

// Save writes a recording.
func (r *Recording) Save(file string) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(r); err != nil {
		return err
	}
	return os.WriteFile(file, b.Bytes(), 0o644)
}
