package workspace_test

import (
	"encoding/json"
	"errors"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"github.com/remedybot/remedy/internal/workspace"
	"github.com/remedybot/remedy/internal/workspace/handclock"
)

// patience is how long something is waited for that has to come.
var patience = flag.Duration("patience", 5*time.Second, "how long a test waits for something that has to come")

// A stage is a workspace on loopback with a few people, and a clock that is moved
// by hand.
type stage struct {
	*workspace.Workspace
	t       *testing.T
	clock   *handclock.Clock
	srv     *httptest.Server
	api     *slack.Client
	ann     *workspace.Person
	ben     *workspace.Person
	channel string // with the bot in it
	foreign string // public, without the bot
	private string // without the bot
	http    bool   // the app is served over HTTP; otherwise it opens a socket
}

var allEvents = []string{
	"app_home_opened", "app_mention", "channel_archive", "member_joined_channel", "member_left_channel", "message.channels",
	"message.groups", "message.im", "message.mpim", "reaction_added", "reaction_removed", "tokens_revoked",
}

var allScopes = []string{
	"app_mentions:read", "canvases:write", "channels:history", "channels:join", "channels:read", "chat:write", "commands", "files:write",
	"groups:history", "groups:read", "im:history", "im:read", "im:write", "mpim:history", "mpim:read", "mpim:write", "reactions:read", "reactions:write", "users:read",
}

func newStage(t *testing.T, adjust ...func(*workspace.Config)) *stage {
	t.Helper()
	clock := handclock.New(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	c := workspace.Config{
		Name: "Acme", Clock: clock, Seed: 7,
		App: workspace.App{
			Name: "Remedy", Scopes: allScopes, Events: allEvents, MessagesTab: true,
			Commands: []workspace.Command{{Name: "/postmortem", UsageHint: "help"}, {Name: "/escaped", Escape: true}},
			Shortcuts: []workspace.Shortcut{
				{Name: "Add", CallbackID: "add_to_review", Type: "message"}, {Name: "Go", CallbackID: "go", Type: "global"},
			},
		},
	}
	for _, a := range adjust {
		a(&c)
	}
	s := &stage{Workspace: workspace.New(c), t: t, clock: clock}
	s.srv = httptest.NewServer(s.Handler())
	t.Cleanup(s.srv.Close)
	t.Cleanup(s.Close)
	cred := s.Credentials()
	s.api = slack.New(cred.BotToken, slack.OptionAPIURL(s.srv.URL+"/api/"), slack.OptionAppLevelToken(cred.AppToken))
	ann := s.AddUser(workspace.User{Name: "ann", RealName: "Ann Lee", DisplayName: "Ann", TZ: "Europe/Berlin", Locale: "de-DE"})
	ben := s.AddUser(workspace.User{Name: "ben", RealName: "Ben Ode"})
	s.ann, s.ben = s.As(ann), s.As(ben)
	s.channel = s.AddChannel(workspace.Channel{Name: "incidents", Members: []string{ann, ben, cred.BotUserID}})
	s.foreign = s.AddChannel(workspace.Channel{Name: "random", Members: []string{ann, ben}})
	s.private = s.AddChannel(workspace.Channel{Name: "secret", Private: true, Members: []string{ann}})
	return s
}

// next is the next delivery.
func (s *stage) next(from <-chan got) got {
	s.t.Helper()
	select {
	case g := <-from:
		return g
	case <-time.After(*patience):
		s.t.Fatal("nothing was delivered")
		panic("unreachable")
	}
}

// drain is everything that was delivered until the workspace has nothing to do.
func (s *stage) drain(from <-chan got) []got {
	s.t.Helper()
	s.settle()
	var all []got
	for len(from) > 0 {
		all = append(all, <-from)
	}
	return all
}

// message is the next delivery that is a message event, mentions passed over.
func (s *stage) message(from <-chan got) *slackevents.MessageEvent {
	s.t.Helper()
	for {
		if m, ok := s.next(from).inner().Data.(*slackevents.MessageEvent); ok {
			return m
		}
	}
}

// messages are the next n message events in the order in which they happened; over
// HTTP they come in any order.
func (s *stage) messages(from <-chan got, n int) []*slackevents.MessageEvent {
	s.t.Helper()
	all := make([]*slackevents.MessageEvent, n)
	for i := range all {
		all[i] = s.message(from)
	}
	slices.SortFunc(all, func(a, b *slackevents.MessageEvent) int { return strings.Compare(a.EventTimeStamp, b.EventTimeStamp) })
	return all
}

// wait waits until something holds.
func (s *stage) wait(what string, holds func() bool) {
	s.t.Helper()
	for deadline := time.Now().Add(*patience); !holds(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			s.t.Fatalf("waited in vain for: %s", what)
		}
	}
}

func (s *stage) settle() { s.t.Helper(); s.wait("idle", s.Idle) }

// forget lets the workspace give up all that nobody took.
func (s *stage) forget() {
	s.t.Helper()
	for due, ok := s.NextDue(); ok; due, ok = s.NextDue() {
		s.clock.Move(due.Sub(s.clock.Now()))
		s.settle()
	}
}

// ask calls a method by hand, as a form, and returns the answer and the response.
func (s *stage) ask(method string, form url.Values) (map[string]any, *http.Response) {
	s.t.Helper()
	if form == nil {
		form = url.Values{}
	}
	if !form.Has("token") {
		form.Set("token", s.Credentials().BotToken)
	}
	resp, err := http.PostForm(s.srv.URL+"/api/"+method, form)
	if err != nil {
		s.t.Fatal(err)
	}
	return s.answer(resp), resp
}

func (s *stage) answer(resp *http.Response) map[string]any {
	s.t.Helper()
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	var o map[string]any
	if err := json.Unmarshal(b, &o); err != nil {
		s.t.Fatalf("%s: %v", b, err)
	}
	return o
}

func values(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

// code is the error word of a slack-go call.
func code(err error) string {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		return e.Err
	}
	if e, ok := errors.AsType[*slack.SlackErrorResponse](err); ok {
		return e.Err
	}
	return err.Error()
}

func refusal(err error) string {
	if r, ok := errors.AsType[*workspace.Refusal](err); ok {
		return r.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// say has Ann speak and returns the ts.
func (s *stage) say(thread, text string) string {
	s.t.Helper()
	ts, err := s.ann.Say(s.channel, thread, text)
	if err != nil {
		s.t.Fatal(err)
	}
	return ts
}

// post has the bot post and returns the ts.
func (s *stage) post(thread, text string, more ...slack.MsgOption) string {
	s.t.Helper()
	options := append([]slack.MsgOption{slack.MsgOptionText(text, false)}, more...)
	if thread != "" {
		options = append(options, slack.MsgOptionTS(thread))
	}
	_, ts, err := s.api.PostMessage(s.channel, options...)
	if err != nil {
		s.t.Fatal(err)
	}
	return ts
}

// texts are what a person reads in a channel or thread.
func (s *stage) texts(p *workspace.Person, channel, thread string) []string {
	s.t.Helper()
	messages, err := p.Messages(channel, thread, "", 0)
	if err != nil {
		s.t.Fatal(err)
	}
	var all []string
	for _, m := range messages {
		all = append(all, m.Text)
	}
	return all
}

// frames are the deliveries of a kind that were tried, in order.
func (s *stage) frames(prefix string) []workspace.Record { return s.records(workspace.Frame, prefix) }

func (s *stage) records(kind workspace.RecordKind, prefix string) []workspace.Record {
	return slices.DeleteFunc(s.Journal(), func(r workspace.Record) bool {
		return r.Kind != kind || !strings.HasPrefix(r.Method, prefix)
	})
}
