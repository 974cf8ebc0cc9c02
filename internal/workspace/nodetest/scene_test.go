//go:build unix

package nodetest_test

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/workspace"
	"github.com/remedybot/remedy/internal/workspace/handclock"
	"github.com/remedybot/remedy/internal/workspace/manifest"
	"github.com/remedybot/remedy/internal/workspace/nodetest"
)

// potluck is the app of testdata, as its manifest has it.
func potluck(t *testing.T) workspace.App {
	source, err := os.ReadFile("testdata/manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	app, err := manifest.Read(source)
	if err != nil {
		t.Fatal(err)
	}
	return app
}

// A scene is a workspace with two people and a channel, in which an app in Node is
// to be found soon. Its clock stands still until it is moved.
type scene struct {
	*workspace.Workspace
	t        *testing.T
	clock    *handclock.Clock
	api      string   // its address
	settings []string // for the app
	ann, ben *workspace.Person
	channel  string
	home     string // ann's direct messages with the app

	mu      sync.Mutex
	changes []workspace.Change // what ann's page was told
}

func newScene(t *testing.T, adjust ...func(*workspace.Config)) *scene {
	nodetest.Need(t)
	clock := handclock.New(time.Now()) // signatures are checked against the machine's clock
	config := workspace.Config{Name: "Acme", Clock: clock, Seed: 5, App: potluck(t)}
	for _, a := range adjust {
		a(&config)
	}
	s := &scene{t: t, clock: clock, Workspace: workspace.New(config)}
	server := httptest.NewServer(s.Handler())
	t.Cleanup(server.Close)
	t.Cleanup(s.Close)
	c := s.Credentials()
	s.api = server.URL + "/api/"
	s.settings = []string{
		"SLACK_API_URL=" + s.api, "SLACK_BOT_TOKEN=" + c.BotToken,
		"SLACK_APP_TOKEN=" + c.AppToken, "SLACK_SIGNING_SECRET=" + c.SigningSecret,
	}
	ann := s.AddUser(workspace.User{Name: "ann", RealName: "Ann Lee", TZ: "Europe/Berlin"})
	ben := s.AddUser(workspace.User{Name: "ben", RealName: "Ben Ode"})
	s.ann, s.ben = s.As(ann), s.As(ben)
	s.channel = s.AddChannel(workspace.Channel{Name: "kitchen", Members: []string{ann, ben, c.BotUserID}})
	var err error
	if s.home, err = s.ann.Direct(c.BotUserID); err != nil {
		t.Fatal(err)
	}
	watched := s.ann.Watch(t.Context())
	go func() {
		for change := range watched {
			s.mu.Lock()
			s.changes = append(s.changes, change)
			s.mu.Unlock()
		}
	}()
	return s
}

// join starts an app and brings it into the workspace.
func (s *scene) join(program, transport string) *nodetest.App {
	s.t.Helper()
	app := nodetest.Start(s.t, program, transport, s.settings...)
	if transport == "http" {
		if err := s.DeliverHTTP(s.t.Context(), workspace.Endpoints{Events: app.URL, Commands: app.URL, Interactions: app.URL}); err != nil {
			s.t.Fatal(err)
		}
	}
	return app
}

// do is something that a person does, and that the workspace must accept.
func (s *scene) do(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// later lets everything come to rest, and a second pass, as Slack's rate limits
// would have it.
func (s *scene) later() {
	s.t.Helper()
	s.until("everything is at rest", s.Idle)
	s.clock.Move(time.Second)
}

// until waits for what must come.
func (s *scene) until(what string, is func() bool) {
	s.t.Helper()
	for late := time.Now().Add(nodetest.Patience); !is(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(late) {
			s.t.Fatalf("in vain: %s\n%s", what, s.tail())
		}
	}
}

// tail is how the journal ends.
func (s *scene) tail() string {
	var b strings.Builder
	all := s.Journal()
	for _, r := range all[max(0, len(all)-12):] {
		line, _ := json.Marshal(r)
		b.Write(line[:min(len(line), 600)])
		b.WriteByte('\n')
	}
	return b.String()
}

// says waits until somebody but ann says something in ann's sight.
func (s *scene) says(channel, thread, text string) (found workspace.Message) {
	s.t.Helper()
	s.until("a message: "+text, func() bool {
		all, err := s.ann.Messages(channel, thread, "", 0)
		at := slices.IndexFunc(all, func(m workspace.Message) bool { return m.User != s.ann.ID() && strings.Contains(m.Text, text) })
		if err != nil || at < 0 {
			return false
		}
		found = all[at]
		return true
	})
	return found
}

// whispers waits until the app tells ann something that nobody else sees.
func (s *scene) whispers(text string) (found workspace.Message) {
	s.t.Helper()
	s.until("an ephemeral message: "+text, func() bool {
		all := s.ann.Ephemerals(s.channel, "")
		at := slices.IndexFunc(all, func(m workspace.Message) bool { return m.Text == text })
		if at >= 0 {
			found = all[at]
		}
		return at >= 0
	})
	return found
}

// shows waits until the modal on top of ann's is of a kind.
func (s *scene) shows(callbackID string) (top workspace.View) {
	s.t.Helper()
	s.until("a modal: "+callbackID, func() bool {
		all := s.ann.Views()
		if len(all) == 0 || all[len(all)-1].CallbackID != callbackID {
			return false
		}
		top = all[len(all)-1]
		return true
	})
	return top
}

// told tells whether ann's page was told of something.
func (s *scene) told(is func(workspace.Change) bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.changes, is)
}

// attempts are the deliveries of a message to the app, the first one first.
func (s *scene) attempts(ts string) (sent []workspace.Record) {
	s.t.Helper()
	for _, r := range s.Journal() {
		if r.Kind != workspace.Frame || r.Method != "events_api/message" {
			continue
		}
		var body struct {
			Event struct{ TS, Subtype string }
		}
		if err := json.Unmarshal(r.Answer, &body); err != nil {
			s.t.Fatal(err)
		}
		if body.Event.TS == ts && body.Event.Subtype == "" {
			sent = append(sent, r)
		}
	}
	return sent
}
