package slackapp

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/secret"
	"github.com/remedybot/remedy/internal/workspace"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		goleak.IgnoreAnyFunction("net/http.(*persistConn).readLoop"),
		goleak.IgnoreAnyFunction("net/http.(*persistConn).writeLoop"))
}

// frames is a Slack that sends these frames over a socket and tells what was
// acknowledged.
func frames(t *testing.T, all ...string) (l *Listener, m *recorder, acks <-chan string) {
	t.Helper()
	acked := make(chan string, len(all))
	var server *httptest.Server
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/api/apps.connections.open":
			json.NewEncoder(w).Encode(map[string]any{"ok": true, "url": "ws" + strings.TrimPrefix(server.URL, "http") + "/socket"})
		case "/socket":
			up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
			ws, err := up.Upgrade(w, r, nil)
			if err != nil {
				return
			}
			defer ws.Close()
			for _, f := range append([]string{`{"type":"hello","num_connections":1}`}, all...) {
				ws.WriteMessage(websocket.TextMessage, []byte(f))
			}
			for {
				var a struct {
					Envelope string `json:"envelope_id"`
				}
				if ws.ReadJSON(&a) != nil {
					return
				}
				acked <- a.Envelope
			}
		default:
			json.NewEncoder(w).Encode(map[string]any{"ok": false, "error": "user_not_found"})
		}
	}))
	t.Cleanup(server.Close)
	c, err := New(Config{BotToken: "xoxb-x", AppToken: "xapp-x", APIURL: server.URL + "/api/"})
	if err != nil {
		t.Fatal(err)
	}
	c.own = identity{user: "UBOT", bot: "BBOT", team: "T1"}
	m = &recorder{}
	l = NewListener(c, m)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- l.Serve(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return l, m, acked
}

// A frame that slack-go cannot parse as a whole would come again and again, and
// a person's words would be lost with it.
func TestFramesThatAreOddAreTakenAllTheSame(t *testing.T) {
	l, m, acks := frames(t,
		`{"type":"events_api","envelope_id":"e1","payload":{"type":"event_callback","team_id":"T1","event":
			{"type":"message","user":"U1","text":"kept","channel":"C1","ts":"2.000001","thread_ts":"1.000001","blocks":"of a shape nobody knows"}}}`,
		`{"type":"events_api","envelope_id":"e2","payload":{"type":"event_callback","event":{"type":"an_event_of_2030"}}}`,
		`{"type":"events_api","envelope_id":"e3","payload":[]}`,
		`{"type":"a_kind_of_2030","envelope_id":"e4","payload":{}}`,
		`{"type":"interactive","envelope_id":"e5","payload":"x"}`,
		`{"type":"slash_commands","envelope_id":"e6","payload":7}`,
		`{"type":7}`,
	)
	got := map[string]bool{}
	for range 6 {
		select {
		case e := <-acks:
			got[e] = true
		case <-t.Context().Done():
			t.Fatal("not all were acknowledged")
		}
	}
	if len(got) != 6 {
		t.Errorf("acknowledged: %v", got)
	}
	all := m.heard()
	if len(all) != 1 || all[0].Body != (postmortem.Heard{Ref: postmortem.Ref{Channel: "C1", TS: "2.000001"}, Text: "kept"}) {
		t.Errorf("%+v", all)
	}
	if l.Health().Unreadable == 0 {
		t.Error("not counted")
	}
}

func TestEventsKeepTheirOrder(t *testing.T) {
	var all []string
	for _, c := range "abcdefghij" {
		all = append(all, `{"type":"events_api","envelope_id":"`+string(c)+`","payload":{"type":"event_callback","event":
			{"type":"message","user":"U1","text":"`+string(c)+`","channel":"C1","ts":"2.000001","thread_ts":"1.000001"}}}`)
	}
	_, m, acks := frames(t, all...)
	for range all {
		<-acks
	}
	var said string
	for _, in := range m.heard() {
		said += in.Body.(postmortem.Heard).Text
	}
	if said != "abcdefghij" {
		t.Error(said)
	}
}

func TestServeComesBackAfterADisconnect(t *testing.T) {
	s := newStage(t, func(c *workspace.Config) { c.Rates.Off = true }).listen()
	root := s.say(s.ana, "", "root")
	s.Disconnect("refresh_requested")
	s.wait("a second socket", func() bool { return len(s.calls("apps.connections.open")) == 2 && s.l.Health().Connected })
	if _, err := s.ana.Say(s.channel, root, "still there"); err != nil {
		t.Fatal(err)
	}
	s.wait("the message", func() bool {
		if due, ok := s.NextDue(); ok && s.Idle() && s.l.Idle() {
			s.clock.MoveTo(due) // it was said in the gap, and comes again
		}
		return len(s.meeting.heard()) > 0
	})
}

func TestServeSaysWhyItCannot(t *testing.T) {
	s := newStage(t)
	for token, want := range map[secret.String]string{"": "SLACK_APP_TOKEN", "xapp-wrong": "does not accept", s.client.config.BotToken: "wrong kind of token"} {
		c := s.client.config
		c.AppToken = token
		client, err := New(c)
		if err != nil {
			t.Fatal(err)
		}
		err = NewListener(client, s.meeting).Serve(t.Context())
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, without %q", err, want)
		}
	}
}
