package workspace_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"github.com/remedybot/remedy/internal/workspace"
)

// overBoth runs a test once with an app at a socket, and once with one that is
// served over signed HTTP: what Slack promises does not depend on the road.
func overBoth(t *testing.T, test func(t *testing.T, s *stage), adjust ...func(*workspace.Config)) {
	t.Helper()
	for name, http := range map[string]bool{"socket": false, "http": true} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, adjust...)
			s.http = http
			test(t, s)
		})
	}
}

// got is one delivery as the app received it.
type got struct {
	socketmode.Event
	answer func(payload ...any)
}

func (g got) ack(payload ...any) { g.answer(payload...) }

// inner is the event within an envelope.
func (g got) inner() slackevents.EventsAPIInnerEvent {
	return g.Data.(slackevents.EventsAPIEvent).InnerEvent
}

func (g got) eventID() string {
	return g.Data.(slackevents.EventsAPIEvent).Data.(*slackevents.EventsAPICallbackEvent).EventID
}

// connect joins the workspace and returns what arrives, unacked.
func (s *stage) connect() <-chan got {
	s.t.Helper()
	if s.http {
		return s.listen().arrived
	}
	client := socketmode.New(s.api)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); client.RunContext(ctx) }()
	s.t.Cleanup(func() { cancel(); <-done })
	arrived := make(chan got, 100)
	hello := make(chan struct{}, 100)
	go func() {
		for {
			select {
			case e := <-client.Events:
				switch {
				case e.Type == socketmode.EventTypeHello:
					hello <- struct{}{}
				case e.Type == socketmode.EventTypeDisconnect, e.Request == nil: // of the connection
				default:
					arrived <- got{e, func(payload ...any) { client.Ack(*e.Request, payload...) }}
				}
			case <-done:
				return
			}
		}
	}()
	s.wait("hello", func() bool { return len(hello) > 0 })
	return arrived
}

// away makes sure that nobody listens: no socket is open, or nothing is served
// where the events go.
func (s *stage) away() {
	s.t.Helper()
	if s.http {
		s.listen().server.Close()
	}
}

// serve joins the workspace, acks everything, and returns what arrives.
func (s *stage) serve() <-chan got {
	arrived := s.connect()
	acked := make(chan got, 100)
	go func() {
		for {
			select {
			case g := <-arrived:
				acked <- g // first, so that all of them are there once the workspace is idle
				g.ack()
			case <-s.t.Context().Done():
				return
			}
		}
	}()
	return acked
}

// A webApp is served over HTTP. It takes only what is signed well, and holds each
// request until it is acked.
type webApp struct {
	s       *stage
	server  *httptest.Server
	arrived chan got
	gone    chan struct{}
	status  atomic.Int64 // of what is answered at once, unacked; 0: nothing is
	noRetry atomic.Bool  // answers with x-slack-no-retry
	count   atomic.Int64 // of requests
}

// listen has the workspace deliver to a new app over HTTP.
func (s *stage) listen() *webApp {
	s.t.Helper()
	a := &webApp{s: s, arrived: make(chan got, 100), gone: make(chan struct{})}
	a.server = httptest.NewServer(a)
	s.t.Cleanup(func() { close(a.gone); a.server.Close() })
	err := s.DeliverHTTP(s.t.Context(), workspace.Endpoints{
		Events: a.server.URL + "/events", Commands: a.server.URL + "/commands", Interactions: a.server.URL + "/interactions",
	})
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := s.api.AuthTest(); err != nil { // as every app does first: it tells the workspace its own address
		s.t.Fatal(err)
	}
	return a
}

func (a *webApp) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	if !a.s.signedWell(r.Header, body) {
		a.s.t.Errorf("%s was not signed well", r.URL.Path)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	var c struct{ Type, Challenge string }
	if r.URL.Path == "/events" && json.Unmarshal(body, &c) == nil && c.Type == "url_verification" {
		io.WriteString(w, c.Challenge)
		return
	}
	answered := make(chan any, 1)
	g, err := received(r, body)
	if err != nil {
		a.s.t.Errorf("%s cannot be read: %v", r.URL.Path, err)
		return
	}
	g.Request.EnvelopeID = fmt.Sprint(a.count.Add(1))
	g.answer = func(payload ...any) {
		var said any
		if len(payload) > 0 {
			said = payload[0]
		}
		select {
		case answered <- said:
		default: // it was answered before
		}
	}
	a.arrived <- g
	if status := a.status.Load(); status != 0 {
		if a.noRetry.Load() {
			w.Header().Set("X-Slack-No-Retry", "1")
		}
		w.WriteHeader(int(status))
		return
	}
	select {
	case said := <-answered:
		if said != nil {
			w.Header().Set("Content-Type", "application/json")
			json.NewEncoder(w).Encode(said)
		}
	case <-r.Context().Done():
	case <-a.gone:
		w.WriteHeader(http.StatusServiceUnavailable)
	}
}

// received reads a request as the socket would have brought it.
func received(r *http.Request, body []byte) (got, error) {
	g := got{Event: socketmode.Event{Request: &socketmode.Request{Payload: body, RetryReason: r.Header.Get("X-Slack-Retry-Reason")}}}
	g.Request.RetryAttempt, _ = strconv.Atoi(r.Header.Get("X-Slack-Retry-Num"))
	form, err := url.Values{}, error(nil)
	if r.URL.Path != "/events" {
		if form, err = url.ParseQuery(string(body)); err != nil {
			return g, err
		}
	}
	switch r.URL.Path {
	case "/events":
		g.Type = socketmode.EventTypeEventsAPI
		g.Data, err = slackevents.ParseEvent(body, slackevents.OptionNoVerifyToken())
	case "/commands":
		g.Type, g.Request.AcceptsResponsePayload = socketmode.EventTypeSlashCommand, true
		flat := make(map[string]string)
		for name := range form {
			flat[name] = form.Get(name)
		}
		g.Request.Payload, _ = json.Marshal(flat)
		var c slack.SlashCommand
		err = json.Unmarshal(g.Request.Payload, &c)
		g.Data = c
	default:
		g.Type, g.Request.AcceptsResponsePayload = socketmode.EventTypeInteractive, true
		g.Request.Payload = json.RawMessage(form.Get("payload"))
		var c slack.InteractionCallback
		err = json.Unmarshal(g.Request.Payload, &c)
		g.Data = c
	}
	g.Request.Type = string(g.Type)
	return g, err
}

// signedWell checks Slack's signature by the workspace's clock.
func (s *stage) signedWell(h http.Header, body []byte) bool {
	stamp := h.Get("X-Slack-Request-Timestamp")
	mac := hmac.New(sha256.New, []byte(s.Credentials().SigningSecret))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	at, err := strconv.ParseInt(stamp, 10, 64)
	return err == nil && s.clock.Now().Sub(time.Unix(at, 0)).Abs() < 5*time.Minute &&
		hmac.Equal([]byte(h.Get("X-Slack-Signature")), []byte("v0="+hex.EncodeToString(mac.Sum(nil))))
}
