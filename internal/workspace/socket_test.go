package workspace_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
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
	ws.SetReadDeadline(time.Now().Add(*patience))
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
	pinged := false
	ws.SetPingHandler(func(string) error { pinged = true; return nil })
	if f := s.frame(ws); f["type"] != "hello" || f["num_connections"] != float64(1) || f["debug_info"].(map[string]any)["approximate_connection_time"] == nil {
		t.Errorf("the first frame is %v", f)
	}
	if !pinged {
		t.Error("no ping")
	}
	for _, used := range []string{address, strings.Replace(address, "ticket=", "ticket=x", 1)} {
		if _, resp, err := websocket.DefaultDialer.Dial(used, nil); err == nil || resp.StatusCode != http.StatusForbidden {
			t.Errorf("the address worked twice, or another one does: %v", err)
		}
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
	eleventh, _, err := websocket.DefaultDialer.Dial(s.socketURL(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer eleventh.Close()
	if f := s.frame(eleventh); f["type"] != "disconnect" || f["reason"] != "too_many_websockets" || s.frame(eleventh) != nil {
		t.Errorf("the eleventh socket reads %v", f)
	}
	for range 60 {
		s.say("", "x")
	}
	used := make(chan int, len(sockets))
	var heard atomic.Int64
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
				heard.Add(1)
				ws.WriteJSON(map[string]any{"envelope_id": f["envelope_id"]})
			}
		}()
	}
	s.settle()
	if len(used) < 5 {
		t.Errorf("60 payloads went to %d sockets", len(used))
	}
	if n := len(s.frames("events_api")); n != 60 || heard.Load() != 60 {
		t.Errorf("%d frames for 60 events, of which %d came", n, heard.Load())
	}
}

// What a socket took with it can no longer be acked: it waits for its time-out, by
// the clock, and nothing is under way until then.
func TestB22NothingIsUnderWayOnASocketThatIsGone(t *testing.T) {
	s := newStage(t)
	ws := s.dial("")
	s.say("", "on its way")
	s.frame(ws)
	if s.Idle() {
		t.Error("idle while the app could still ack")
	}
	ws.Close()
	s.wait("nothing is under way", s.Idle)
	if due, ok := s.NextDue(); !ok || due.Sub(s.clock.Now()) != 3*time.Second {
		t.Errorf("next due in %s, %v; want the time-out of the ack", due.Sub(s.clock.Now()), ok)
	}
	ws = s.dial("")
	s.clock.Move(3 * time.Second)
	if f := s.frame(ws); f["retry_attempt"] != 1.0 {
		t.Errorf("it is not offered again: %v", f)
	}
}

func TestB22DisconnectsByTimer(t *testing.T) {
	for name, c := range map[string]struct {
		more    string
		refresh time.Duration
		after   time.Duration
	}{
		"debug_reconnects": {"&debug_reconnects=true", 0, 360 * time.Second},
		"refresh":          {"", time.Hour, time.Hour},
	} {
		s := newStage(t, func(w *workspace.Config) { w.Refresh = c.refresh })
		ws := s.dial(c.more)
		if due, ok := s.NextDue(); !ok || due.Sub(s.clock.Now()) != c.after-10*time.Second {
			t.Errorf("%s: the first word comes after %v", name, due.Sub(s.clock.Now()))
		}
		s.clock.Move(c.after - 10*time.Second)
		if f := s.frame(ws); f["type"] != "disconnect" || f["reason"] != "warning" {
			t.Errorf("%s: %v", name, f)
		}
		s.say("", "between the two") // a socket that was warned still delivers
		if f := s.frame(ws); f["type"] != "events_api" {
			t.Errorf("%s: %v", name, f)
		}
		s.clock.Move(10 * time.Second)
		f := s.frame(ws)
		if f["type"] == "events_api" { // the retry of what was not acked
			f = s.frame(ws)
		}
		if f["reason"] != "refresh_requested" {
			t.Errorf("%s: %v", name, f)
		}
		for f = s.frame(ws); f != nil && f["type"] == "events_api"; {
			f = s.frame(ws)
		}
		if f != nil {
			t.Errorf("%s: still open: %v", name, f)
		}
	}
}

func TestB22DisconnectsOnDemand(t *testing.T) {
	s := newStage(t)
	ws := s.dial("")
	s.Disconnect("warning")
	if f := s.frame(ws); f["reason"] != "warning" {
		t.Errorf("%v", f)
	}
	for _, reason := range []string{"refresh_requested", "link_disabled"} {
		s.Disconnect(reason)
		if f := s.frame(ws); f["type"] != "disconnect" || f["reason"] != reason {
			t.Errorf("%v", f)
		}
		if f := s.frame(ws); f != nil {
			t.Errorf("still open after %s: %v", reason, f)
		}
		ws = s.dial("")
	}
	s.Cut()
	if f := s.frame(ws); f != nil {
		t.Errorf("a cut socket still says %v", f)
	}
}

func TestB22HalfOpenSockets(t *testing.T) {
	s := newStage(t)
	ws := s.dial("")
	s.Mute()
	s.say("", "x")
	ws.SetReadDeadline(time.Now().Add(20 * time.Millisecond))
	if _, _, err := ws.ReadMessage(); err == nil || !strings.Contains(err.Error(), "timeout") {
		t.Errorf("a half-open socket delivers, or is closed: %v", err)
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
	for size, taken := range map[int]bool{19_999: true, 20_000: false, 30_000: false} {
		s := newStage(t)
		ws := s.dial("")
		page := s.ann.Watch(t.Context())
		if err := s.ann.Command(s.channel, "", "/postmortem help"); err != nil {
			t.Fatal(err)
		}
		empty, _ := json.Marshal(map[string]any{"envelope_id": s.frame(ws)["envelope_id"], "payload": map[string]any{"text": ""}})
		ack := strings.Replace(string(empty), `"text":""`, `"text":"`+strings.Repeat("x", size-len(empty))+`"`, 1)
		ws.WriteMessage(websocket.TextMessage, []byte(ack))
		ws.WriteJSON(map[string]any{"envelope_id": "marks the end"})
		s.wait("the second ack", func() bool { return len(s.records(workspace.Ack, "unknown")) == 1 })
		if got := len(s.records(workspace.Ack, "slash_commands")) == 1; len(ack) != size || got != taken || s.Idle() != taken {
			t.Errorf("%d bytes were taken: %v", len(ack), got)
		}
		if !taken {
			s.clock.Move(3 * time.Second)
			if n := s.change(page, "notice"); n.Level != "error" {
				t.Errorf("%+v", n)
			}
		}
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
			s.clock.Move(wait) // what was lost on the way, what found no socket at all
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
