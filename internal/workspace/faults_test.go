package workspace_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/workspace"
	"github.com/remedybot/remedy/internal/workspace/handclock"
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
	s.clock.Move(30 * time.Second)
	s.wait("the late message", func() bool { return len(s.texts(s.ann, s.channel, "")) == 1 })
}

// A share of the calls fails, by a seed of its own: the same ones each time.
func TestB44FaultsByChance(t *testing.T) {
	run := func(seed uint64) (failed []int) {
		s := newStage(t, func(c *workspace.Config) { c.Rates.Off = true })
		s.Fault(workspace.Fault{Method: "users.info", Kind: workspace.ServerError, Percent: 30, Seed: seed})
		for n := range 200 {
			if _, resp := s.ask("users.info", values("user", s.ann.ID())); resp.StatusCode != 200 {
				failed = append(failed, n)
			}
			if _, resp := s.ask("auth.test", nil); resp.StatusCode != 200 {
				t.Fatal("another method failed")
			}
		}
		return failed
	}
	first := run(1)
	if n := len(first); n < 40 || n > 80 {
		t.Errorf("%d of 200 calls failed, for 30 %%", n)
	}
	if again := run(1); !slices.Equal(first, again) {
		t.Errorf("the same seed failed %v and %v", first, again)
	}
	if other := run(2); slices.Equal(first, other) {
		t.Error("another seed failed the same calls")
	}
}

// Faults strike by method and by count, the first that was set first, and not what
// was refused anyway.
func TestB44FaultsByCount(t *testing.T) {
	s := newStage(t)
	s.Fault(workspace.Fault{Method: "users.info", Times: 2, Kind: workspace.Refuse, Code: "first"})
	clear := s.Fault(workspace.Fault{Kind: workspace.Refuse, Code: "always"})
	ask := func(method string, more ...string) any {
		a, _ := s.ask(method, values(more...))
		return a["error"]
	}
	if got := ask("auth.test", "token", "xoxb-nobody"); got != "invalid_auth" {
		t.Errorf("a stranger is told %v", got)
	}
	for n, want := range []string{"first", "first", "always", "always"} {
		if got := ask("users.info", "user", s.ann.ID()); got != want {
			t.Errorf("call %d: %v, want %s", n+1, got, want)
		}
	}
	if got := ask("auth.test"); got != "always" {
		t.Errorf("%v", got)
	}
	clear()
	if got := ask("auth.test"); got != nil {
		t.Errorf("cleared, and still %v", got)
	}
}

func TestB44CallsThatAreNeverAnswered(t *testing.T) {
	s := newStage(t)
	s.Fault(workspace.Fault{Method: "chat.postMessage", Times: 1, Kind: workspace.Timeout})
	ctx, leave := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		_, _, err := s.api.PostMessageContext(ctx, s.channel, slack.MsgOptionText("never", false))
		done <- err
	}()
	s.wait("the call", func() bool { return len(s.records(workspace.Request, "chat.postMessage")) == 1 })
	s.clock.Move(time.Hour)
	if s.Idle() {
		t.Error("it was answered")
	}
	leave()
	if err := <-done; err == nil {
		t.Error("the caller has left and got an answer")
	}
	s.settle()
	if got := s.texts(s.ann, s.channel, ""); len(got) != 0 {
		t.Errorf("it was applied: %q", got)
	}
	if r := s.records(workspace.Request, "chat.postMessage"); r[0].Fault != workspace.Timeout || r[0].Status != 0 {
		t.Errorf("%+v", r)
	}
}

func TestB44RetryAfterIsSetOnDemand(t *testing.T) {
	s := newStage(t)
	s.Fault(workspace.Fault{Method: "users.info", Times: 1, Kind: workspace.RateLimited, RetryAfter: 30})
	a, resp := s.ask("users.info", values("user", s.ann.ID()))
	if resp.StatusCode != 429 || resp.Header.Get("Retry-After") != "30" || a["error"] != "ratelimited" || a["ok"] != false {
		t.Errorf("%d %v %v", resp.StatusCode, resp.Header, a)
	}
}

func TestB45Journal(t *testing.T) {
	run := func() []workspace.Record {
		s := newStage(t)
		ws := s.dial("")
		ack := func() { ws.WriteJSON(map[string]any{"envelope_id": s.frame(ws)["envelope_id"]}); s.settle() }
		s.say("", "hi")
		ack()
		s.clock.Move(time.Minute)
		s.post("", "hello")
		ack()
		if err := s.ann.Command(s.channel, "", "/postmortem help"); err != nil {
			t.Fatal(err)
		}
		address := s.frame(ws)["payload"].(map[string]any)["response_url"].(string)
		s.respond(address, map[string]any{"text": "x"})
		s.Disconnect("warning")
		s.clock.Move(3 * time.Second)
		s.settle()
		return s.Journal()
	}
	first, second := run(), run()
	var kinds []string
	for i, r := range first {
		kinds = append(kinds, string(r.Kind)+" "+r.Method)
		if r.Seq != i+1 || r.At.IsZero() || i > 0 && r.At.Before(first[i-1].At) {
			t.Errorf("%+v", r)
		}
		if r.Envelope != second[i].Envelope || r.EventID != second[i].EventID || r.Effect != second[i].Effect {
			t.Errorf("the same seed gave something else: %+v, %+v", r, second[i])
		}
	}
	want := "request apps.connections.open, frame hello, frame events_api/message, ack events_api/message, " +
		"request chat.postMessage, frame events_api/message, ack events_api/message, " +
		"frame slash_commands//postmortem, request response_url, frame disconnect/warning, dropped slash_commands//postmortem"
	if got := strings.Join(kinds, ", "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	post := first[4]
	if post.Args["text"] != "hello" || post.Args["token"] != nil || post.Effect.TS == "" || !strings.Contains(string(post.Answer), `"ok":true`) ||
		post.Status != 200 || post.At.Sub(first[2].At) != time.Minute {
		t.Errorf("%+v", post)
	}
	if r := first[8]; r.Status != 200 || r.Args["text"] != "x" || string(r.Answer) != `{"ok":true}` {
		t.Errorf("%+v", r)
	}
	if heard := first[2]; heard.EventID == "" || !strings.Contains(string(heard.Answer), `"text":"hi"`) || heard.EventID != first[3].EventID || heard.Envelope != first[3].Envelope {
		t.Errorf("%+v, acked by %+v", heard, first[3])
	}
}

// Whatever the app asks is written down, also what is refused, uploaded or read.
func TestB45EveryRequestIsWrittenDown(t *testing.T) {
	s := newStage(t)
	s.ask("no.such.thing", nil)
	s.ask("auth.test", values("token", "xoxb-nobody"))
	f, err := s.api.UploadFile(slack.UploadFileParameters{Reader: strings.NewReader("x"), FileSize: 1, Filename: "x.md", Channel: s.channel})
	if err != nil {
		t.Fatal(err)
	}
	file, _, _ := s.FileContent(f.ID)
	if err := s.api.GetFile(file.URLPrivate, io.Discard); err != nil {
		t.Fatal(err)
	}
	resp := must(http.Get(file.URLPrivate)) // without a token
	resp.Body.Close()
	var got []string
	for _, r := range s.records(workspace.Request, "") {
		got = append(got, fmt.Sprint(r.Method, " ", r.Status))
		if r.Args["token"] != nil || strings.Contains(string(r.Answer), s.Credentials().BotToken) {
			t.Errorf("the token is in the journal: %+v", r)
		}
	}
	want := "no.such.thing 200, auth.test 200, files.getUploadURLExternal 200, upload 200, files.completeUploadExternal 200, file 200, file 403"
	if strings.Join(got, ", ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), want)
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

// A deafClock never wakes anybody.
type deafClock struct{ *handclock.Clock }

func (deafClock) At(time.Time) <-chan time.Time { return nil }

// Between the moment a timer is due and the moment it is done, the workspace is busy.
func TestADueTimerIsWorkToDo(t *testing.T) {
	clock := handclock.New(time.Now())
	w := workspace.New(workspace.Config{Clock: deafClock{clock}, App: workspace.App{Name: "Remedy", Scopes: allScopes, Events: allEvents}})
	defer w.Close()
	ann := w.AddUser(workspace.User{Name: "ann"})
	c := w.AddChannel(workspace.Channel{Name: "c", Members: []string{ann, w.Credentials().BotUserID}})
	must(w.As(ann).Say(c, "", "nobody is connected"))
	if due, ok := w.NextDue(); !ok || !w.Idle() {
		t.Fatalf("a retry is due in %v", due.Sub(clock.Now()))
	}
	clock.Move(time.Minute)
	if w.Idle() {
		t.Error("a retry is due, and the workspace calls itself idle")
	}
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
