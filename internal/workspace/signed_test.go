package workspace_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/workspace"
)

// That every request is signed is checked by each test that goes over HTTP.
func TestB24SignedHTTP(t *testing.T) {
	s := newStage(t)
	s.http = true
	page := s.ann.Watch(t.Context())
	socket := s.dial("")
	app := s.listen()
	if f := s.frame(socket); f != nil {
		t.Errorf("a socket stays open beside HTTP: %v", f)
	}
	req, _ := http.NewRequest("POST", s.srv.URL+"/api/apps.connections.open", nil)
	req.Header.Set("Authorization", "Bearer "+s.Credentials().AppToken)
	if a := s.answer(must(http.DefaultClient.Do(req))); a["ok"] != false {
		t.Errorf("a new socket beside HTTP: %v", a)
	}
	if r := s.Journal(); r[len(r)-3].Method != "url_verification" {
		t.Errorf("the challenge did not come first: %+v", r)
	}
	s.say("", "hi")
	if g := s.next(app.arrived); g.Request.RetryAttempt != 0 || g.Request.RetryReason != "" || g.inner().Type != "message" {
		t.Errorf("%+v", g.Request)
	} else {
		g.ack()
	}
	s.settle()
	g, _ := s.command(app.arrived, "/postmortem help")
	g.ack(map[string]any{"text": "over HTTP"})
	if c := s.change(page, "ephemeral"); c.Message.Text != "over HTTP" {
		t.Errorf("%+v", c)
	}
}

func TestB24RetriesOverHTTP(t *testing.T) {
	s := newStage(t)
	s.http = true
	app := s.listen()
	app.status.Store(500)
	s.say("", "again")
	id := s.next(app.arrived).eventID()
	second := s.next(app.arrived) // at once
	if second.Request.RetryAttempt != 1 || second.Request.RetryReason != "http_error" || second.eventID() != id {
		t.Errorf("%+v", second.Request)
	}
	s.settle()
	app.status.Store(0) // from now on it does not answer at all
	s.clock.Move(time.Minute)
	if g := s.next(app.arrived); g.Request.RetryAttempt != 2 || g.Request.RetryReason != "http_error" {
		t.Errorf("%+v", g.Request)
	}
	s.clock.Move(3*time.Second - time.Millisecond)
	if s.Idle() {
		t.Error("given up before 3 s had passed")
	}
	s.clock.Move(time.Millisecond)
	s.settle()
	app.status.Store(200)
	s.clock.Move(5 * time.Minute)
	if g := s.next(app.arrived); g.Request.RetryAttempt != 3 || g.Request.RetryReason != "http_timeout" || g.eventID() != id {
		t.Errorf("%+v", g.Request)
	}
	s.settle()
	if _, more := s.NextDue(); more || len(s.records(workspace.Ack, "events_api")) != 1 {
		t.Error("something is left to be done")
	}
}

func TestB24NoRetryOnDemand(t *testing.T) {
	s := newStage(t)
	s.http = true
	app := s.listen()
	app.noRetry.Store(true)
	app.status.Store(503)
	s.say("", "once is enough")
	s.next(app.arrived)
	s.settle()
	if _, more := s.NextDue(); more || len(s.frames("events_api")) != 1 || len(s.records(workspace.Dropped, "")) != 1 {
		t.Error("it is retried")
	}
}

func TestB24ChallengeComesFirst(t *testing.T) {
	s := newStage(t)
	events := s.serve()
	silent := httptest.NewServer(http.NotFoundHandler())
	defer silent.Close()
	wrong := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("wrong")) }))
	defer wrong.Close()
	for _, address := range []string{silent.URL, wrong.URL, "http://127.0.0.1:1/nobody", ":"} {
		if err := s.DeliverHTTP(t.Context(), workspace.Endpoints{Events: address}); err == nil {
			t.Errorf("%s was accepted without the answer to the challenge", address)
		}
	}
	s.say("", "still over the socket")
	if m := s.message(events); m.Text != "still over the socket" {
		t.Errorf("%+v", m)
	}
}
