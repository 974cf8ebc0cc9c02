package slackapp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/secret"
	"github.com/remedybot/remedy/internal/workspace"
)

var noon = time.Date(2026, 3, 25, 12, 0, 0, 0, time.UTC) // a Wednesday

// A recorder is a meeting that writes down what it is told.
type recorder struct {
	mu       sync.Mutex
	inputs   []postmortem.Input
	answer   func(postmortem.Input) (postmortem.Answer, error)
	sessions []*postmortem.Session
	advice   postmortem.Advice
	copied   int // reviews handed out: each is a copy
}

func (r *recorder) Handle(_ context.Context, in postmortem.Input) (postmortem.Answer, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.inputs = append(r.inputs, in)
	if r.answer != nil {
		return r.answer(in)
	}
	return postmortem.Answer{}, nil
}

func (r *recorder) Session(id postmortem.SessionID) (*postmortem.Session, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.sessions {
		if s.ID == id {
			return s, nil
		}
	}
	return nil, postmortem.Refusal{Text: "There is no such review."}
}

func (r *recorder) Listens(string, string) bool { return true }

// Consider finds what it was told to find, in every text.
func (r *recorder) Consider(context.Context, postmortem.SessionID, string) (postmortem.Advice, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.advice, nil
}

func (r *recorder) Running(team, channel string) (*postmortem.Session, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.sessions {
		if s.Running() && s.Place.Team == team && s.Place.Channel == channel {
			r.copied++
			return s, true
		}
	}
	return nil, false
}

func (r *recorder) Opaque(key string) string { return fmt.Sprintf("%x", key) }

func (r *recorder) Find(_ string, keep func(*postmortem.Session) bool) []*postmortem.Session {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []*postmortem.Session
	for _, s := range r.sessions {
		if keep(s) {
			out = append(out, s)
		}
	}
	r.copied += len(out)
	return out
}

func (r *recorder) Newest(_ string, keep func(*postmortem.Session) bool) (*postmortem.Session, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if i := slices.IndexFunc(r.sessions, keep); i >= 0 {
		r.copied++
		return r.sessions[i], true
	}
	return nil, false
}

func (r *recorder) answers(f func(postmortem.Input) (postmortem.Answer, error)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answer = f
}

func (r *recorder) advises(a postmortem.Advice) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.advice = a
}

func (r *recorder) heard() []postmortem.Input {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.inputs)
}

// A stage is a workspace with the adapter in it, joined by a real socket.
type stage struct {
	*workspace.Workspace
	t       *testing.T
	clock   *clock.Manual
	client  *Client
	l       *Listener
	meeting *recorder
	log     *bytes.Buffer
	url     string

	ana, ben *workspace.Person
	channel  string // with the bot
	outside  string // public, without the bot
}

// newStage builds a workspace and a connected client; listen says over what.
func newStage(t *testing.T, adjust ...func(*workspace.Config)) *stage {
	t.Helper()
	c := workspace.Config{
		Name: "Acme", Clock: clock.NewManual(noon), Seed: 1,
		App: workspace.App{
			Name: "Remedy", MessagesTab: true,
			Commands:  []workspace.Command{{Name: "/postmortem", Escape: true}},
			Shortcuts: []workspace.Shortcut{{Name: "Add to the review", CallbackID: ShortcutAdd, Type: "message"}, {Name: "Help me word it", CallbackID: ShortcutDraft, Type: "global"}},
			Scopes:    Scopes(),
			Events:    Events(),
		},
	}
	for _, f := range adjust {
		f(&c)
	}
	s := &stage{Workspace: workspace.New(c), t: t, clock: c.Clock.(*clock.Manual), meeting: &recorder{}, log: new(bytes.Buffer)}
	server := httptest.NewServer(s.Handler())
	t.Cleanup(server.Close)
	t.Cleanup(s.Close)
	s.url = server.URL
	cred := s.Credentials()
	var err error
	s.client, err = New(Config{
		BotToken: secret.String(cred.BotToken), AppToken: secret.String(cred.AppToken), SigningSecret: secret.String(cred.SigningSecret),
		APIURL: s.url + "/api", Clock: s.clock, Log: slog.New(slog.NewTextHandler(&locked{b: s.log}, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.client.Connect(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.l = NewListener(s.client, s.meeting)
	ana := s.AddUser(workspace.User{Name: "ana", RealName: "Ana Lima", DisplayName: "Ana", Title: "on-call, payments", TZ: "Europe/Lisbon"})
	ben := s.AddUser(workspace.User{Name: "ben", RealName: "Ben Okoro", Guest: true})
	s.ana, s.ben = s.As(ana), s.As(ben)
	s.channel = s.AddChannel(workspace.Channel{Name: "incidents", Members: []string{ana, ben, cred.BotUserID}})
	s.outside = s.AddChannel(workspace.Channel{Name: "random", Members: []string{ana, ben}})
	for _, p := range []*workspace.Person{s.ana, s.ben} {
		t.Cleanup(p.Open())
	}
	t.Cleanup(s.keepsItsKeys)
	return s
}

// keepsItsKeys holds that what every app and member of a channel may read beside a message names nobody and no place.
func (s *stage) keepsItsKeys() {
	for _, r := range s.calls("chat.postMessage") {
		told := fmt.Sprint(r.Args["metadata"])
		for _, id := range []string{s.ana.ID(), s.ben.ID(), r.Effect.Channel, "home", "direct", "joined"} {
			if id != "" && strings.Contains(told, id) {
				s.t.Errorf("the metadata of a message says %s: %s", id, told)
			}
		}
	}
}

// locked lets tests read a log that is still written to.
type locked struct {
	mu sync.Mutex
	b  *bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

// listen joins over Socket Mode.
func (s *stage) listen() *stage {
	s.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.l.Serve(ctx) }()
	s.t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			s.t.Errorf("Serve: %v", err)
		}
	})
	s.wait("the socket", func() bool { return s.l.Health().Connected })
	return s
}

// wait waits for something that other goroutines bring about.
func (s *stage) wait(what string, done func() bool) {
	s.t.Helper()
	for range 5000 {
		if done() {
			return
		}
		time.Sleep(time.Millisecond)
	}
	s.t.Fatalf("waited in vain for %s\n%s", what, s.log)
}

// settle waits until nothing is under way on either side.
func (s *stage) settle() {
	s.t.Helper()
	quiet := 0
	s.wait("quiet", func() bool {
		if s.Idle() && s.l.Idle() {
			quiet++
		} else {
			quiet = 0
		}
		return quiet > 2
	})
}

func (s *stage) team() string { return s.Credentials().TeamID }

// review puts a running review into the channel, with its thread.
func (s *stage) review() *postmortem.Session {
	s.t.Helper()
	root, err := s.client.Post(s.t.Context(), postmortem.Place{Channel: s.channel}, says("A review"), "root")
	if err != nil {
		s.t.Fatal(err)
	}
	r := &postmortem.Session{}
	r.Apply(postmortem.EventRecord{Seq: 1, At: noon, Body: postmortem.Opened{
		ID: "PM-1", Title: "Checkout & <payments>", Incident: s.channel, Facilitator: s.ana.ID(),
		Place: postmortem.Place{Team: s.team(), Channel: s.channel, Thread: root.TS},
	}})
	s.meeting.mu.Lock()
	defer s.meeting.mu.Unlock()
	s.meeting.sessions = append(s.meeting.sessions, r)
	return r
}

func (s *stage) say(p *workspace.Person, thread, text string) string {
	s.t.Helper()
	ts, err := p.Say(s.channel, thread, text)
	if err != nil {
		s.t.Fatal(err)
	}
	s.settle()
	return ts
}

// only returns the one input that was heard.
func (s *stage) only() postmortem.Input {
	s.t.Helper()
	all := s.meeting.heard()
	if len(all) != 1 {
		s.t.Fatalf("%d inputs were heard, not one: %+v\n%s", len(all), all, s.log)
	}
	return all[0]
}

// whispers returns what a person was told privately, in a thread or in the channel.
func (s *stage) whispers(p *workspace.Person, thread string) []string {
	var out []string
	for _, m := range p.Ephemerals(s.channel, thread) {
		out = append(out, m.Text)
	}
	return out
}

// whispered checks that the last thing a person was told privately has all the parts.
func (s *stage) whispered(p *workspace.Person, thread string, parts ...string) {
	s.t.Helper()
	all := s.whispers(p, thread)
	if len(all) == 0 {
		s.t.Fatalf("nobody said anything; wanted %q\n%s", parts, s.log)
	}
	for _, part := range parts {
		if !strings.Contains(all[len(all)-1], part) {
			s.t.Errorf("said %q, without %q", all[len(all)-1], part)
		}
	}
}

// calls are the requests for a method so far.
func (s *stage) calls(method string) []workspace.Record {
	var out []workspace.Record
	for _, r := range s.Journal() {
		if r.Kind == workspace.Request && r.Method == method {
			out = append(out, r)
		}
	}
	return out
}

func (s *stage) command(line string) {
	s.t.Helper()
	if err := s.ana.Command(s.channel, "", "/postmortem "+line); err != nil {
		s.t.Fatal(err)
	}
	s.settle()
}

var errDisk = errors.New("disk full")

// untilHeard lets time pass until so many inputs were heard, of a meeting that
// fails on each but the last. It moves the clock only when nothing else is open.
func (s *stage) untilHeard(n int) {
	s.t.Helper()
	s.wait("the next delivery", func() bool {
		heard := len(s.meeting.heard())
		if due, ok := s.NextDue(); ok && heard < n && s.l.Idle() && s.unacknowledged() == heard {
			s.clock.MoveTo(due)
		}
		return heard >= n
	})
}

// unacknowledged counts the deliveries that have no answer, those that were given up included.
func (s *stage) unacknowledged() int {
	open := map[string]bool{}
	for _, r := range s.Journal() {
		switch r.Kind {
		case workspace.Frame:
			if r.Envelope != "" {
				open[r.Envelope] = true
			}
		case workspace.Ack:
			delete(open, r.Envelope)
		}
	}
	return len(open)
}
