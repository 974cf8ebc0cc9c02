package workspace_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack/slackevents"

	"github.com/remedybot/remedy/internal/workspace"
)

// socketURL asks for the address of a socket.
func (s *stage) socketURL() string {
	s.t.Helper()
	req, _ := http.NewRequest("POST", s.srv.URL+"/api/apps.connections.open", nil)
	req.Header.Set("Authorization", "Bearer "+s.Credentials().AppToken)
	a := s.answer(must(http.DefaultClient.Do(req)))
	if a["ok"] != true {
		s.t.Fatal(a)
	}
	return a["url"].(string)
}

// dial opens a raw socket and reads the hello.
func (s *stage) dial(more string) *websocket.Conn {
	s.t.Helper()
	ws, _, err := websocket.DefaultDialer.Dial(s.socketURL()+more, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { ws.Close() })
	if f := s.frame(ws); f["type"] != "hello" || f["num_connections"] == nil {
		s.t.Fatalf("the first frame is %v", f)
	}
	return ws
}

// frame is the next frame, nil when the socket was closed.
func (s *stage) frame(ws *websocket.Conn) map[string]any {
	s.t.Helper()
	ws.SetReadDeadline(time.Now().Add(5 * time.Second))
	_, raw, err := ws.ReadMessage()
	if err != nil {
		if strings.Contains(err.Error(), "timeout") {
			s.t.Fatal(err)
		}
		return nil
	}
	var f map[string]any
	if err := json.Unmarshal(raw, &f); err != nil {
		s.t.Fatal(err)
	}
	return f
}

func TestB20SocketAddressWorksOnce(t *testing.T) {
	s := newStage(t)
	address := s.socketURL()
	if u, _ := url.Parse(address); u.Scheme != "ws" || "http://"+u.Host != s.srv.URL {
		t.Errorf("address %s, server %s", address, s.srv.URL)
	}
	ws, _, err := websocket.DefaultDialer.Dial(address, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	if _, _, err := websocket.DefaultDialer.Dial(address, nil); err == nil {
		t.Error("the address worked twice")
	}
}

func TestB20AcksOfUnknownEnvelopesAreIgnored(t *testing.T) {
	s := newStage(t)
	ws := s.dial("")
	s.say("", "x")
	f := s.frame(ws)
	if f["type"] != "events_api" || f["accepts_response_payload"] != false || f["retry_attempt"] != float64(0) {
		t.Errorf("%v", f)
	}
	ws.WriteJSON(map[string]any{"envelope_id": "nonsense"})
	s.wait("the ack", func() bool { return len(s.records(workspace.Ack, "unknown")) == 1 })
	if s.Idle() {
		t.Error("a wrong ack settled it")
	}
	ws.WriteJSON(map[string]any{"envelope_id": f["envelope_id"], "payload": map[string]any{"text": "ignored"}})
	s.settle()
	if got := s.texts(s.ann, s.channel, ""); len(got) != 1 {
		t.Errorf("the payload of an event's ack had an effect: %q", got)
	}
}

func TestB21TenSockets(t *testing.T) {
	s := newStage(t, func(c *workspace.Config) { c.Rates.Off = true })
	var sockets []*websocket.Conn
	for range 10 {
		sockets = append(sockets, s.dial(""))
	}
	if _, _, err := websocket.DefaultDialer.Dial(s.socketURL(), nil); err == nil {
		t.Error("an eleventh socket was let in")
	}
	for range 60 {
		s.say("", "x")
	}
	used := make(chan int, len(sockets))
	for i, ws := range sockets {
		go func() {
			for first := true; ; first = false {
				var f map[string]any
				if ws.ReadJSON(&f) != nil {
					return
				}
				if first {
					used <- i
				}
				ws.WriteJSON(map[string]any{"envelope_id": f["envelope_id"]})
			}
		}()
	}
	s.settle()
	if len(used) < 5 {
		t.Errorf("60 payloads went to %d sockets", len(used))
	}
	if n := len(s.records(workspace.Frame, "events_api")); n != 60 {
		t.Errorf("%d frames for 60 events", n)
	}
}

func TestB22Disconnects(t *testing.T) {
	s := newStage(t)
	ws := s.dial("&debug_reconnects=true")
	s.clock.move(350 * time.Second)
	if f := s.frame(ws); f["type"] != "disconnect" || f["reason"] != "warning" {
		t.Errorf("%v", f)
	}
	s.clock.move(10 * time.Second)
	if f := s.frame(ws); f["reason"] != "refresh_requested" {
		t.Errorf("%v", f)
	}
	if f := s.frame(ws); f != nil {
		t.Errorf("still open: %v", f)
	}

	ws = s.dial("")
	s.Disconnect("link_disabled")
	if f := s.frame(ws); f["reason"] != "link_disabled" {
		t.Errorf("%v", f)
	}
	ws = s.dial("")
	s.Cut()
	if f := s.frame(ws); f != nil {
		t.Errorf("a cut socket still says %v", f)
	}
	ws = s.dial("")
	s.Mute()
	s.say("", "x")
	ws.SetReadDeadline(time.Now().Add(20 * time.Millisecond))
	if _, _, err := ws.ReadMessage(); err == nil {
		t.Error("a half-open socket delivers")
	}
	if s.Idle() {
		t.Error("what went into a half-open socket was not lost")
	}
}

func TestB22ReconnectsByItself(t *testing.T) {
	s := newStage(t)
	events := s.serve()
	s.Disconnect("refresh_requested")
	s.wait("a new socket", func() bool { return len(s.records(workspace.Request, "apps.connections.open")) == 2 })
	s.wait("a message", func() bool {
		s.say("", "x") // some may fall into the gap
		return len(events) > 0
	})
}

func TestB23LargeAcksAreDropped(t *testing.T) {
	s := newStage(t)
	ws := s.dial("")
	if err := s.ann.Command(s.channel, "", "/postmortem help"); err != nil {
		t.Fatal(err)
	}
	f := s.frame(ws)
	ws.WriteJSON(map[string]any{"envelope_id": f["envelope_id"], "payload": map[string]any{"text": strings.Repeat("x", 20_000)}})
	ws.WriteJSON(map[string]any{"envelope_id": "marks the end"})
	s.wait("the second ack", func() bool { return len(s.records(workspace.Ack, "")) > 0 })
	if acks := s.records(workspace.Ack, ""); len(acks) != 1 || s.Idle() {
		t.Errorf("the large ack was taken: %d acks", len(acks))
	}
}

// Sockets break while everybody is talking; in the end the app has heard all of it.
func TestNothingIsLostWhenSocketsBreak(t *testing.T) {
	s := newStage(t, func(c *workspace.Config) { c.Rates.Off = true })
	events := s.serve()
	heard := make(map[string]bool)
	listen := func() {
		for len(events) > 0 {
			if m, ok := (<-events).inner().Data.(*slackevents.MessageEvent); ok {
				heard[m.TimeStamp] = true
			}
		}
	}
	var said []string
	for range 3 {
		var mu sync.Mutex
		var talk sync.WaitGroup
		for _, p := range []*workspace.Person{s.ann, s.ben} {
			talk.Go(func() {
				for range 10 {
					ts := must(p.Say(s.channel, "", "x"))
					mu.Lock()
					said = append(said, ts)
					mu.Unlock()
				}
			})
		}
		s.Cut()
		talk.Wait()
		listen()
		s.wait("a new socket", func() bool {
			probe := s.say("", "are you there?")
			time.Sleep(time.Millisecond)
			listen()
			return heard[probe]
		})
		for _, wait := range []time.Duration{3 * time.Second, time.Minute, 5 * time.Minute} {
			s.clock.move(wait) // what was lost on the way, what found no socket at all
			s.wait("idle", func() bool { listen(); return s.Idle() })
		}
		s.wait("all acks to be looked at", func() bool {
			listen()
			return !slices.ContainsFunc(said, func(ts string) bool { return !heard[ts] })
		})
	}
	if n := len(s.records(workspace.Dropped, "")); n != 0 {
		t.Errorf("%d deliveries were given up", n)
	}
}
