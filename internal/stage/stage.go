// Package stage sets up a workspace with the people of a rehearsal in it and
// the real bot beside them, joined by real HTTP and a real WebSocket on
// loopback. Trying the bot, rehearsing with it and testing it all happen here,
// on the code that runs in production.
package stage

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/secret"
	"github.com/remedybot/remedy/internal/slackapp"
	"github.com/remedybot/remedy/internal/workspace"
)

// A Stage is a workspace on loopback, peopled by a cast.
type Stage struct {
	Workspace *workspace.Workspace
	URL       string // of the page and the API's host, such as "http://127.0.0.1:8790"
	Cast      rehearsal.Cast

	users    map[string]string // id in the cast → user id
	channels map[string]string // name → channel id
	seeded   map[string]string // line id → ts
	handler  http.Handler
	server   *http.Server // nil: somebody else serves it
}

// A Config says how a stage is set up.
type Config struct {
	Clock workspace.Clock
	Seed  uint64
	// Listener is where the stage is served; it must be on loopback. Nil: a free
	// port is taken.
	Listener net.Listener
	// App is the one that is installed. Nil: the bot.
	App *workspace.App
	// URL, if set, is where the caller serves Handler; the stage then listens nowhere.
	URL string
	// Page, if set, serves everything that is not Slack's API.
	Page func(*Stage) http.Handler
	// Unlimited switches Slack's rate limits off, for scripts that jump in time.
	Unlimited bool
}

// New sets up a stage. Unless the caller serves it, it is served until Close.
func New(cast rehearsal.Cast, c Config) (*Stage, error) {
	if c.URL != "" {
		return newStage(cast, c), nil
	}
	l := c.Listener
	if l == nil {
		var err error
		if l, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
			return nil, fmt.Errorf("no port is free on this machine: %w", err)
		}
	}
	if addr, ok := l.Addr().(*net.TCPAddr); !ok || !addr.IP.IsLoopback() {
		return nil, fmt.Errorf("the workspace is served on this machine only, and %s is not on it", l.Addr())
	}
	c.URL = "http://" + l.Addr().String()
	s := newStage(cast, c)
	s.server = &http.Server{Handler: s.handler, ReadHeaderTimeout: 10 * time.Second}
	go s.server.Serve(l)
	return s, nil
}

func newStage(cast rehearsal.Cast, c Config) *Stage {
	s := &Stage{URL: c.URL, Cast: cast, users: map[string]string{}, channels: map[string]string{}, seeded: map[string]string{}}
	app := App()
	if c.App != nil {
		app = *c.App
	}
	s.Workspace = workspace.New(workspace.Config{
		Name: cast.Workspace, Clock: c.Clock, Seed: c.Seed, App: app, BaseURL: s.URL,
		Rates: workspace.Rates{Off: c.Unlimited},
	})
	s.people()
	mux := http.NewServeMux()
	slack := s.Workspace.Handler()
	for _, p := range []string{"/api/", "/socket/", "/upload/", "/files/", "/response/", "/avatars/"} {
		mux.Handle(p, slack)
	}
	if c.Page != nil {
		mux.Handle("/", c.Page(s))
	}
	s.handler = mux
	return s
}

// Handler is the page and Slack's API.
func (s *Stage) Handler() http.Handler { return s.handler }

// App is the bot as the workspace knows it; deploy/manifest.yaml says the same to Slack.
func App() workspace.App {
	return workspace.App{
		Name:        "Remedy",
		Description: "Runs blameless incident reviews in a thread.",
		Commands: []workspace.Command{{
			Name: "/postmortem", Description: "Hold a blameless incident review", Escape: true,
			UsageHint: "start [title] | status | next | back | add … | actions | finish | cancel | list | read | help",
		}},
		Shortcuts: []workspace.Shortcut{
			{Name: "Add to the review", CallbackID: slackapp.ShortcutAdd, Type: "message", Description: "Puts this message into the running review."},
			{Name: "Help me word it", CallbackID: slackapp.ShortcutDraft, Type: "global", Description: "Tries in private how to say something."},
		},
		Scopes:      slackapp.Scopes(),
		Events:      slackapp.Events(),
		MessagesTab: true,
	}
}

// people brings the cast and its channels into the workspace.
func (s *Stage) people() {
	for _, u := range s.Cast.Users {
		title := u.Role
		if title == "" {
			title = u.Title
		}
		s.users[u.ID] = s.Workspace.AddUser(workspace.User{Name: u.ID, RealName: u.Name, DisplayName: u.Name,
			Title: title, TZ: u.TZ, Locale: u.Locale, Bot: u.Bot})
	}
	for _, c := range s.Cast.Channels {
		var members []string
		for _, m := range c.Members {
			members = append(members, s.users[m])
		}
		if c.BotIsMember {
			members = append(members, s.Workspace.Credentials().BotUserID)
		}
		s.channels[c.Name] = s.Workspace.AddChannel(workspace.Channel{Name: c.Name, Private: c.Private, Members: members})
	}
}

// User is the workspace's id of somebody in the cast.
func (s *Stage) User(role string) string { return s.users[role] }

// Role is the cast's id of a user of the workspace, or "".
func (s *Stage) Role(user string) string {
	for role, id := range s.users {
		if id == user {
			return role
		}
	}
	return ""
}

// Channel is the workspace's id of a channel.
func (s *Stage) Channel(name string) string { return s.channels[name] }

// As is somebody in the cast, using the workspace.
func (s *Stage) As(role string) *workspace.Person { return s.Workspace.As(s.users[role]) }

// Slack is how the bot reaches the stage.
func (s *Stage) Slack() slackapp.Config {
	c := s.Workspace.Credentials()
	return slackapp.Config{BotToken: secret.String(c.BotToken), AppToken: secret.String(c.AppToken), APIURL: s.URL + "/api/",
		Mode: postmortem.Live, // an incident is rehearsed in one sitting
		Zone: s.Cast.Review.Timezone}
}

// Seed puts the incident part of a script into the past of the channels.
func (s *Stage) Seed(script *rehearsal.Script) error {
	edits := map[string]string{} // what an edited line says in the end
	gone := map[string]bool{}
	reactions := map[string]map[string][]string{}
	for _, l := range script.Lines {
		switch {
		case l.Review:
		case l.Kind == "edit":
			edits[l.Ref] = l.Text
		case l.Kind == "delete":
			gone[l.Ref] = true
		case l.Kind == "reaction":
			if reactions[l.Ref] == nil {
				reactions[l.Ref] = map[string][]string{}
			}
			reactions[l.Ref][l.Text] = append(reactions[l.Ref][l.Text], s.users[l.User])
		}
	}
	for _, l := range script.Lines {
		if l.Review || l.Kind != "message" || gone[l.ID] {
			continue
		}
		text := l.Text
		if e, ok := edits[l.ID]; ok {
			text = e
		}
		m := workspace.Seeded{User: s.users[l.User], Text: s.mentions(text), At: l.At, Reactions: reactions[l.ID]}
		if l.Thread {
			m.ThreadTS = s.seeded[l.Ref]
		}
		ts, err := s.Workspace.Seed(s.channels[l.Channel], m)
		if err != nil {
			return fmt.Errorf("line %s: %w", l.ID, err)
		}
		s.seeded[l.ID] = ts
	}
	return nil
}

var mention = regexp.MustCompile(`<@([a-z0-9-]+)>`)

// mentions puts the workspace's user ids in the place of the cast's, and the
// bot's in the place of its name, as completing "@Remedy" does.
func (s *Stage) mentions(text string) string {
	if rest, ok := strings.CutPrefix(text, "@Remedy "); ok {
		text = "<@" + s.Workspace.Credentials().BotUserID + "> " + rest
	}
	return mention.ReplaceAllStringFunc(text, func(m string) string {
		if id := s.users[m[2:len(m)-1]]; id != "" {
			return "<@" + id + ">"
		}
		return m
	})
}

// Close ends the workspace and its server.
func (s *Stage) Close() error {
	s.Workspace.Close()
	if s.server == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := s.server.Shutdown(ctx); err != nil {
		// Pages hold a stream open for as long as they like.
		return errors.Join(s.server.Close())
	}
	return nil
}
