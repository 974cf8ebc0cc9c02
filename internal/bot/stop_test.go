package bot_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/secret"
	"github.com/remedybot/remedy/internal/tone"
	"github.com/remedybot/remedy/internal/workspace"
)

// held keeps calls of one method waiting.
type held struct {
	method string
	begun  chan struct{} // closed once there is one
	goes   chan struct{} // closed when they may go on
	ended  atomic.Bool
}

func (h *held) RoundTrip(r *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(r.URL.Path, h.method) {
		return http.DefaultTransport.RoundTrip(r)
	}
	close(h.begun)
	<-h.goes
	defer h.ended.Store(true)
	return http.DefaultTransport.RoundTrip(r)
}

// TestOverHTTPWhatWasBegunIsDone stops a bot while it draws a Home tab: Slack has its answer, the person does not.
func TestOverHTTPWhatWasBegunIsDone(t *testing.T) {
	script, now, st := rehearsed(t)
	slow := &held{method: "views.publish", begun: make(chan struct{}), goes: make(chan struct{})}
	c := bot.Config{Data: t.TempDir(), Clock: now, Slack: st.Slack(), Local: tone.NewLocal()}
	c.Slack.AppToken, c.Slack.SigningSecret = "", secret.String(st.Workspace.Credentials().SigningSecret)
	c.Slack.HTTP = &http.Client{Transport: slow}
	b, err := bot.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	ctx, stop := context.WithCancel(t.Context())
	ran := make(chan error, 1)
	go func() { ran <- b.Run(ctx) }()
	door := httptest.NewServer(b.Handler())
	if err := st.Workspace.DeliverHTTP(t.Context(), workspace.Endpoints{Events: door.URL, Commands: door.URL, Interactions: door.URL}); err != nil {
		t.Fatal(err)
	}
	who := st.As(script.Cast.Review.Facilitator)
	defer who.Open()()
	if err := who.OpenHome("home"); err != nil {
		t.Fatal(err)
	}
	<-slow.begun
	door.Close() // as Shutdown does, it waits for requests, which are all answered
	stop()
	time.AfterFunc(20*time.Millisecond, func() { close(slow.goes) })
	if err := <-ran; err != nil {
		t.Error(err)
	}
	if !slow.ended.Load() {
		t.Error("the bot stopped while something it had promised was under way")
	}
}

// TestTheStoreIsClosedLast stops a bot while a message is on its way into Slack.
func TestTheStoreIsClosedLast(t *testing.T) {
	_, now, st := rehearsed(t)
	slow := &held{method: "chat.postMessage", begun: make(chan struct{}), goes: make(chan struct{})}
	c := bot.Config{Data: t.TempDir(), Clock: now, Slack: st.Slack(), Local: tone.NewLocal()}
	c.Slack.HTTP = &http.Client{Transport: slow}
	b, err := bot.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	ctx, stop := context.WithCancel(t.Context())
	ran := make(chan error, 1)
	go func() { ran <- b.Run(ctx) }()
	place := postmortem.Place{Team: "T1", Channel: "C1"}
	if _, err := b.Meetings.Handle(ctx, postmortem.Input{ID: "start", At: now.Now(), By: postmortem.Person{ID: "U1"}, Place: place,
		Body: postmortem.Start{Title: "outage", Facilitator: "U1"}}); err != nil {
		t.Fatal(err)
	}
	<-slow.begun
	stop()
	time.AfterFunc(20*time.Millisecond, func() { close(slow.goes) })
	if err := <-ran; err != nil {
		t.Error(err)
	}
	if !slow.ended.Load() {
		t.Error("the bot stopped while the loop was at work, and its store is closed next")
	}
	items, err := b.Store.Outbox()
	if err != nil || len(items) == 0 || items[0].Tried.IsZero() {
		t.Errorf("what was under way is not noted: %+v, %v", items, err)
	}
}
