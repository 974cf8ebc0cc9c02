package llm

import (
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"
)

// largest is the most bytes of an answer that are read.
const largest = 1 << 20

var errRedirect = errors.New("llm: redirected")

func refuseRedirect(*http.Request, []*http.Request) error { return errRedirect }

// An attempt does the one HTTP request of one attempt. It bounds the answer and
// keeps what the library's errors do not carry.
type attempt struct {
	client *http.Client
	status int
	after  time.Duration
	body   *bounded
}

// Do implements the library's HTTPDoer.
func (a *attempt) Do(r *http.Request) (*http.Response, error) {
	resp, err := a.client.Do(r)
	if err != nil {
		return nil, err
	}
	a.status = resp.StatusCode
	a.after = retryAfter(resp.Header, time.Now())
	a.body = &bounded{ReadCloser: http.MaxBytesReader(nil, resp.Body, largest)}
	resp.Body = a.body
	return resp, nil
}

// bounded remembers that a body was too large or broke off, which the library
// reports as an error of JSON.
type bounded struct {
	io.ReadCloser
	err error
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err != nil && err != io.EOF {
		b.err = err
	}
	return n, err
}

// retryAfter reads how long a server asks us to wait, in seconds or as a date.
func retryAfter(h http.Header, now time.Time) time.Duration {
	v := h.Get("Retry-After")
	if ms, err := strconv.Atoi(h.Get("Retry-After-Ms")); err == nil && ms > 0 {
		return time.Duration(ms) * time.Millisecond
	}
	if s, err := strconv.ParseFloat(v, 64); err == nil && s > 0 && s < 86400 {
		return time.Duration(s * float64(time.Second))
	}
	if at, err := http.ParseTime(v); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}
