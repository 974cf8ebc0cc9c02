package llmtest

import (
	"bytes"
	"errors"
	"io"
	"net/http"
)

// Direct is a transport to h without a socket, so that it works on the simulated
// clock of testing/synctest.
func Direct(h http.Handler) http.RoundTripper { return direct{h} }

type direct struct{ handler http.Handler }

// RoundTrip returns once the handler has, or the caller has had enough.
func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	w := &written{header: http.Header{}, status: http.StatusOK}
	served := make(chan bool, 1)
	go func() {
		defer func() { served <- recover() == nil }()
		in := r.Clone(r.Context())
		if in.Body == nil {
			in.Body = http.NoBody
		}
		d.handler.ServeHTTP(w, in)
	}()
	select {
	case <-r.Context().Done():
		return nil, r.Context().Err()
	case whole := <-served:
		var body io.Reader = &w.body
		if !whole {
			if w.body.Len() == 0 {
				return nil, errHungUp
			}
			body = io.MultiReader(body, hungUp{})
		}
		return &http.Response{
			StatusCode: w.status, Status: http.StatusText(w.status), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
			Header: w.header, Body: io.NopCloser(body), ContentLength: -1, Request: r,
		}, nil
	}
}

var errHungUp = errors.New("llmtest: the endpoint hung up")

type hungUp struct{}

func (hungUp) Read([]byte) (int, error) { return 0, errHungUp }

type written struct {
	header http.Header
	status int
	wrote  bool
	body   bytes.Buffer
}

func (w *written) Header() http.Header { return w.header }

func (w *written) WriteHeader(status int) {
	if !w.wrote {
		w.status, w.wrote = status, true
	}
}

func (w *written) Write(b []byte) (int, error) {
	w.wrote = true
	return w.body.Write(b)
}
