package workspace_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"github.com/remedybot/remedy/internal/workspace"
)

func TestB44Faults(t *testing.T) {
	s := newStage(t)
	post := func() error {
		_, _, err := s.api.PostMessage(s.channel, slack.MsgOptionText("x", false))
		return err
	}
	count := func() int { return len(s.texts(s.ann, s.channel, "")) }

	s.Fault(workspace.Fault{Method: "chat.postMessage", Times: 1, Kind: workspace.RateLimited})
	if _, resp := s.ask("chat.postMessage", values("channel", s.channel, "text", "x")); resp.StatusCode != 429 || resp.Header.Get("Retry-After") != "" {
		t.Errorf("%d, Retry-After %q", resp.StatusCode, resp.Header.Get("Retry-After"))
	}
	s.Fault(workspace.Fault{Method: "chat.postMessage", Times: 1, Kind: workspace.ServerError, Status: 503})
	if err := post(); err == nil || count() != 0 {
		t.Errorf("%v, %d messages", err, count())
	}
	s.Fault(workspace.Fault{Method: "chat.postMessage", Times: 1, Kind: workspace.Refuse, Code: "fatal_error"})
	if err := post(); code(err) != "fatal_error" {
		t.Errorf("%v", err)
	}
	s.Fault(workspace.Fault{Method: "chat.postMessage", Times: 1, Kind: workspace.LostAnswer})
	if err := post(); err == nil || code(err) == "fatal_error" || count() != 1 {
		t.Errorf("the answer was lost: %v, %d messages", err, count())
	}
	s.settle() // the cut connection does not count as served for ever
	events := s.serve()
	clear := s.Fault(workspace.Fault{Method: "chat.postMessage", Kind: workspace.Revoked})
	if err := post(); code(err) != "token_revoked" {
		t.Errorf("%v", err)
	}
	if _, err := s.api.AuthTest(); code(err) != "token_revoked" {
		t.Errorf("%v", err)
	}
	if g := s.next(events); g.inner().Type != "tokens_revoked" {
		t.Errorf("got %s", g.inner().Type)
	}
	clear()
	if err := post(); err != nil {
		t.Errorf("%v", err)
	}
	var faults []workspace.FaultKind
	for _, r := range s.records(workspace.Request, "chat.postMessage") {
		faults = append(faults, r.Fault)
	}
	if len(faults) != 6 || faults[3] != workspace.LostAnswer {
		t.Errorf("the journal knows of %v", faults)
	}
}

func TestB44SlowCallsAreAppliedLate(t *testing.T) {
	s := newStage(t)
	s.Fault(workspace.Fault{Method: "chat.postMessage", Times: 1, Kind: workspace.Slow, Delay: 30 * time.Second})
	ctx, leave := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		_, _, err := s.api.PostMessageContext(ctx, s.channel, slack.MsgOptionText("late", false))
		done <- err
	}()
	s.wait("the call", func() bool { _, waiting := s.NextDue(); return waiting })
	leave()
	if err := <-done; err == nil {
		t.Error("the caller has left and got an answer")
	}
	if s.Idle() || len(s.texts(s.ann, s.channel, "")) != 0 {
		t.Error("it was applied at once")
	}
	s.clock.move(30 * time.Second)
	s.wait("the late message", func() bool { return len(s.texts(s.ann, s.channel, "")) == 1 })
}

func TestB45Journal(t *testing.T) {
	run := func() []workspace.Record {
		s := newStage(t)
		arrived := s.connect()
		s.say("", "hi")
		s.next(arrived).ack()
		s.settle()
		s.post("", "hello")
		s.next(arrived).ack()
		s.settle()
		return s.Journal()
	}
	first, second := run(), run()
	var kinds []string
	for i, r := range first {
		kinds = append(kinds, string(r.Kind)+" "+r.Method)
		if r.Seq != i+1 || r.At.IsZero() {
			t.Errorf("%+v", r)
		}
		if r.Envelope != second[i].Envelope || r.EventID != second[i].EventID {
			t.Error("the same seed gave other ids")
		}
	}
	want := "request apps.connections.open, frame events_api/message, ack events_api/message, " +
		"request chat.postMessage, frame events_api/message, ack events_api/message"
	if got := strings.Join(kinds, ", "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	post := first[3]
	if post.Args["text"] != "hello" || post.Args["token"] != nil || post.Effect.TS == "" || !strings.Contains(string(post.Answer), `"ok":true`) {
		t.Errorf("%+v", post)
	}
}

// receiver is an app that is served over HTTP.
type receiver struct {
	secret   string
	requests chan *http.Request
	bodies   chan string
	verified atomic.Int64
	status   atomic.Int64
	mute     atomic.Bool
}

func (a *receiver) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	v, err := slack.NewSecretsVerifier(r.Header, a.secret)
	if err == nil {
		v.Write(body)
		err = v.Ensure()
	}
	switch {
	case err == nil:
		a.verified.Add(1)
	case !strings.Contains(err.Error(), "too old"): // the clock is moved by hours later on
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	var c struct{ Type, Challenge string }
	if json.Unmarshal(body, &c); c.Type == "url_verification" {
		io.WriteString(w, c.Challenge)
		return
	}
	a.requests <- r
	a.bodies <- string(body)
	if a.mute.Load() {
		<-r.Context().Done()
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(int(a.status.Load()))
	if strings.HasPrefix(string(body), "payload=") || r.URL.Path == "/commands" {
		io.WriteString(w, `{"text":"over HTTP"}`)
	}
}

func TestB24SignedHTTP(t *testing.T) {
	s := newStage(t)
	s.clock.move(time.Since(s.clock.Now())) // signatures are judged by the machine's time
	app := &receiver{secret: s.Credentials().SigningSecret, requests: make(chan *http.Request, 10), bodies: make(chan string, 10)}
	app.status.Store(200)
	srv := httptest.NewServer(app)
	defer srv.Close()
	err := s.DeliverHTTP(t.Context(), workspace.Endpoints{
		Events: srv.URL + "/events", Commands: srv.URL + "/commands", Interactions: srv.URL + "/interactions",
	})
	if err != nil {
		t.Fatal(err)
	}
	s.say("", "hi")
	r, body := <-app.requests, <-app.bodies
	e, err := slackevents.ParseEvent(json.RawMessage(body), slackevents.OptionNoVerifyToken())
	if err != nil || e.InnerEvent.Type != "message" || r.URL.Path != "/events" || r.Header.Get("X-Slack-Retry-Num") != "" {
		t.Errorf("%v %s", err, body)
	}
	s.settle()

	page := s.ann.Watch(t.Context())
	if err := s.ann.Command(s.channel, "", "/postmortem help"); err != nil {
		t.Fatal(err)
	}
	if c := s.change(page, "ephemeral"); c.Message.Text != "over HTTP" {
		t.Errorf("%+v", c)
	}
	<-app.requests
	if form, _ := url.ParseQuery(<-app.bodies); form.Get("command") != "/postmortem" || form.Get("trigger_id") == "" {
		t.Errorf("%v", form)
	}

	if app.verified.Load() != 3 {
		t.Errorf("%d of 3 requests were signed well", app.verified.Load())
	}
	app.status.Store(500)
	s.say("", "again")
	<-app.requests
	<-app.bodies
	if r := <-app.requests; r.Header.Get("X-Slack-Retry-Num") != "1" || r.Header.Get("X-Slack-Retry-Reason") != "http_error" {
		t.Errorf("%v", r.Header)
	}
	<-app.bodies
	s.settle()
	app.mute.Store(true)
	s.clock.move(time.Minute)
	<-app.requests
	<-app.bodies
	s.clock.move(3 * time.Second)
	s.settle()
	app.mute.Store(false)
	app.status.Store(200)
	s.clock.move(5 * time.Minute)
	if r := <-app.requests; r.Header.Get("X-Slack-Retry-Num") != "3" || r.Header.Get("X-Slack-Retry-Reason") != "http_timeout" {
		t.Errorf("%v", r.Header)
	}
	if err := s.DeliverHTTP(t.Context(), workspace.Endpoints{Events: srv.URL + "/nobody"}); err != nil {
		t.Errorf("%v", err)
	}
	other := httptest.NewServer(http.NotFoundHandler())
	defer other.Close()
	if err := s.DeliverHTTP(t.Context(), workspace.Endpoints{Events: other.URL}); err == nil {
		t.Error("an endpoint without an answer to the challenge was accepted")
	}
}

// The timers need no socket, so time itself is under the test's control here.
func TestIdleNeverHidesADueTimer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := workspace.New(workspace.Config{App: workspace.App{Name: "Remedy", Scopes: allScopes, Events: allEvents}})
		defer w.Close()
		ann := w.AddUser(workspace.User{Name: "ann"})
		c := w.AddChannel(workspace.Channel{Name: "c", Members: []string{ann, w.Credentials().BotUserID}})
		if _, err := w.As(ann).Say(c, "", "nobody is connected"); err != nil {
			t.Fatal(err)
		}
		if !w.Idle() {
			t.Error("a delivery that is put off is not under way")
		}
		for _, wait := range []time.Duration{time.Minute, 5 * time.Minute} {
			due, ok := w.NextDue()
			if !ok || time.Until(due) != wait {
				t.Fatalf("next due in %v, want %v", time.Until(due), wait)
			}
			time.Sleep(wait)
			synctest.Wait()
		}
		if _, ok := w.NextDue(); ok || !w.Idle() {
			t.Error("not given up")
		}
	})
}

func TestSlowWatchersResync(t *testing.T) {
	s := newStage(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	watch := s.ann.Watch(ctx)
	for range 1000 {
		s.say("", "x")
	}
	n, last := 0, workspace.Change{}
	for len(watch) > 0 {
		last = <-watch
		n++
	}
	if n >= 1000 || last.Type != "resync" {
		t.Errorf("%d changes, the last of type %s", n, last.Type)
	}
	s.say("", "after")
	if c := <-watch; c.Type != "message" || c.Message.Text != "after" {
		t.Errorf("%+v", c)
	}
	cancel()
	for range watch { // it is closed
	}
}
