package page_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"hash/maphash"
	"io"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

var hashSeed = maphash.MakeSeed()

// A guest is one window of a person: what it was told, and so what it shows.
type guest struct {
	v       *venue
	client  *http.Client
	session string

	mu      sync.Mutex
	shows   map[string]uint64 // ts → what the message looks like
	told    int               // changes that came by the stream
	resyncs int
}

// enter makes a window for a person and listens until ctx ends.
func (v *venue) enter(ctx context.Context, t *testing.T, client *http.Client, person string, running *sync.WaitGroup) *guest {
	t.Helper()
	g := &guest{v: v, client: client, shows: make(map[string]uint64)}
	var in struct{ Session string }
	if err := g.post(ctx, "/page/become", map[string]string{"user": person}, &in); err != nil {
		t.Fatal(err)
	}
	g.session = in.Session
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, v.URL+"/page/stream?s="+g.session, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	running.Go(func() {
		defer response.Body.Close()
		if err := g.listen(ctx, response.Body); err != nil && ctx.Err() == nil {
			t.Errorf("a stream broke off: %v", err)
		}
	})
	return g
}

func (g *guest) post(ctx context.Context, path string, body, into any) error {
	b, err := json.Marshal(body)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, g.v.URL+path, bytes.NewReader(b))
	if err != nil {
		return err
	}
	request.Header.Set("X-Session", g.session)
	return g.do(request, into)
}

func (g *guest) do(request *http.Request, into any) error {
	response, err := g.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	var ok struct {
		OK    bool
		Error string
	}
	if err := json.Unmarshal(data, &ok); err != nil || !ok.OK {
		return fmt.Errorf("%s: %s %v", request.URL.Path, ok.Error, err)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(data, into)
}

// listen takes in the stream, as the page does.
func (g *guest) listen(ctx context.Context, stream io.Reader) error {
	lines := bufio.NewScanner(stream)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok {
			continue
		}
		var change struct {
			Type, Channel, TS string
			Message           json.RawMessage
		}
		if err := json.Unmarshal([]byte(data), &change); err != nil {
			return err
		}
		switch change.Type {
		case "message", "changed":
			g.mu.Lock()
			g.shows[change.TS] = maphash.Bytes(hashSeed, change.Message)
			g.told++
			g.mu.Unlock()
		case "deleted":
			g.mu.Lock()
			delete(g.shows, change.TS)
			g.told++
			g.mu.Unlock()
		case "resync":
			if err := g.reread(ctx); err != nil {
				return err
			}
		}
	}
	return lines.Err()
}

// reread reads everything anew, after changes were missed.
func (g *guest) reread(ctx context.Context) error {
	all, err := g.read(ctx)
	if err != nil {
		return err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shows = all
	g.resyncs++
	return nil
}

// read is the channel with all its threads, as the page could show it now.
func (g *guest) read(ctx context.Context) (map[string]uint64, error) {
	all := make(map[string]uint64)
	var threads []string
	take := func(thread string) error {
		for from := "0"; ; {
			var in struct {
				Messages []json.RawMessage
				Newer    bool
			}
			url := fmt.Sprintf("%s/page/messages?channel=%s&thread=%s&from=%s&limit=1000", g.v.URL, g.v.Channel, thread, from)
			request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
			if err != nil {
				return err
			}
			request.Header.Set("X-Session", g.session)
			if err := g.do(request, &in); err != nil {
				return err
			}
			for _, raw := range in.Messages {
				var m struct {
					TS         string
					ReplyCount int `json:"reply_count"`
				}
				if err := json.Unmarshal(raw, &m); err != nil {
					return err
				}
				all[m.TS], from = maphash.Bytes(hashSeed, raw), m.TS
				if thread == "" && m.ReplyCount > 0 {
					threads = append(threads, m.TS)
				}
			}
			if !in.Newer {
				return nil
			}
		}
	}
	if err := take(""); err != nil {
		return nil, err
	}
	for _, thread := range threads {
		if err := take(thread); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// differs counts the messages that the window does not show as they are.
func (g *guest) differs(truth map[string]uint64) (n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for ts, look := range truth {
		if g.shows[ts] != look {
			n++
		}
	}
	for ts := range maps.Keys(g.shows) {
		if _, ok := truth[ts]; !ok {
			n++
		}
	}
	return n
}

// An ear is an app that acks what it hears, but for a part of the first deliveries.
type ear struct {
	mu       sync.Mutex
	heard    map[string][]int  // event_id → the attempts that came
	spared   map[string]bool   // event_ids whose first delivery was not acked
	messages map[string]string // ts of a message → its event_id
	twice    []string          // ts that came with two event_ids
}

// hear connects the app to the workspace by two sockets.
func (v *venue) hear(ctx context.Context, t *testing.T, running *sync.WaitGroup) *ear {
	t.Helper()
	e := &ear{heard: make(map[string][]int), spared: make(map[string]bool), messages: make(map[string]string)}
	for range 2 {
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, v.URL+"/api/apps.connections.open", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+v.AppToken)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		var in struct{ URL string }
		err = json.NewDecoder(response.Body).Decode(&in)
		response.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		socket, _, err := websocket.DefaultDialer.DialContext(ctx, in.URL, nil)
		if err != nil {
			t.Fatal(err)
		}
		context.AfterFunc(ctx, func() { socket.Close() })
		running.Go(func() {
			for {
				if err := e.take(socket); err != nil {
					if ctx.Err() == nil {
						t.Errorf("a socket broke off: %v", err)
					}
					return
				}
			}
		})
	}
	return e
}

// take hears one frame and acks it, unless it is the turn of one that is not.
func (e *ear) take(socket *websocket.Conn) error {
	var frame struct {
		EnvelopeID   string `json:"envelope_id"`
		RetryAttempt int    `json:"retry_attempt"`
		Payload      struct {
			EventID string `json:"event_id"`
			Event   struct {
				Type, Subtype, TS string
			}
		}
	}
	if err := socket.ReadJSON(&frame); err != nil || frame.EnvelopeID == "" {
		return err
	}
	e.mu.Lock()
	id, event := frame.Payload.EventID, frame.Payload.Event
	first := len(e.heard[id]) == 0
	e.heard[id] = append(e.heard[id], frame.RetryAttempt)
	if first && event.Type == "message" && event.Subtype == "" {
		if e.messages[event.TS] != "" {
			e.twice = append(e.twice, event.TS)
		}
		e.messages[event.TS] = id
	}
	spare := first && len(e.heard)%250 == 0
	if spare {
		e.spared[id] = true
	}
	e.mu.Unlock()
	if spare {
		return nil
	}
	socket.SetWriteDeadline(time.Now().Add(10 * time.Second))
	return socket.WriteJSON(map[string]string{"envelope_id": frame.EnvelopeID})
}
