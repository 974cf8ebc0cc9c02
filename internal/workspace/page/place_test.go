package page_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/workspace"
	"github.com/remedybot/remedy/internal/workspace/page"
)

// A place is a workspace with people in it, its page, and its address.
type place struct {
	w                        *workspace.Workspace
	url                      string
	ana, ben, chidi          string
	general, outage, private string
	now                      time.Time
	drop                     func()      // cuts every connection to the page
	cut                      atomic.Bool // nothing of the page arrives
}

// newPlace opens a workspace with three people: Ana and Ben share a private
// channel, Chidi is in the public ones only. What the workspace is made of can
// be changed before it opens.
func newPlace(t *testing.T, change ...func(*workspace.Config)) *place {
	t.Helper()
	p := &place{now: time.Now().Add(-time.Minute)}
	server := httptest.NewUnstartedServer(nil)
	p.url = "http://" + server.Listener.Addr().String()
	config := workspace.Config{
		Name:    "Harbour Lights",
		Seed:    7,
		BaseURL: p.url,
		App: workspace.App{
			Name: "remedy", Description: "Runs blameless incident reviews", MessagesTab: true,
			Commands: []workspace.Command{{
				Name: "/postmortem", Description: "Run a review", UsageHint: "start [title] | status | modal | slow | help",
			}},
			Shortcuts: []workspace.Shortcut{{Name: "Add to the review", CallbackID: "add_to_review", Type: "message"}},
			Scopes: []string{
				"app_mentions:read", "channels:history", "channels:read", "chat:write", "commands", "files:write", "groups:history",
				"groups:read", "im:history", "im:write", "reactions:read", "users:read",
			},
			Events: []string{"app_home_opened", "message.channels", "message.groups", "message.im"},
		},
	}
	for _, f := range change {
		f(&config)
	}
	p.w = workspace.New(config)
	bot := p.w.Credentials().BotUserID
	p.ana = p.w.AddUser(workspace.User{Name: "ana", RealName: "Ana Ruiz", Title: "Site reliability engineer", TZ: "Europe/Madrid"})
	p.ben = p.w.AddUser(workspace.User{Name: "ben", RealName: "Ben Okafor", Title: "Payments", TZ: "America/New_York"})
	p.chidi = p.w.AddUser(workspace.User{
		Name: "chidi", RealName: "Chidiebere Maximilian Featherstonehaugh-Nwachukwu", Title: "Head of infrastructure and developer experience",
	})
	everybody := []string{p.ana, p.ben, p.chidi, bot}
	p.general = p.w.AddChannel(workspace.Channel{Name: "general", Topic: "Everything that concerns everybody", Members: everybody})
	p.outage = p.w.AddChannel(workspace.Channel{Name: "outage-checkout", Topic: "Checkout was down on Tuesday", Members: everybody})
	p.private = p.w.AddChannel(workspace.Channel{Name: "payments-private", Private: true, Members: []string{p.ana, p.ben}})
	p.w.AddChannel(workspace.Channel{Name: "a-channel-with-a-rather-long-name-that-will-not-fit-anywhere", Members: []string{p.ben}})
	mux := http.NewServeMux()
	mux.Handle("/", p.cutting(page.New(p.w, page.Options{
		DefaultUser: p.ana, DefaultChannel: p.outage, Banner: "A local workspace. Nothing leaves this machine.",
		Guide: &page.Guide{
			Title: "Try a review in a minute",
			Lines: []string{"Start one with the button below.", "Answer in its thread, as you would after an outage.", "Switch persons at the top left, and see what only they can see."},
			Act:   page.Act{Label: "Start a review", Do: "command", Channel: p.outage, Text: "/postmortem modal"},
		},
	})))
	for _, path := range []string{"/api/", "/socket/", "/upload/", "/files/", "/response/"} {
		mux.Handle(path, p.w.Handler())
	}
	server.Config.Handler = mux
	server.Start()
	p.drop = server.CloseClientConnections
	t.Cleanup(func() {
		p.w.Close()
		server.CloseClientConnections()
		server.Close()
	})
	return p
}

// cutting hangs up on the page while the line is cut.
func (p *place) cutting(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p.cut.Load() && strings.HasPrefix(r.URL.Path, "/page/") {
			panic(http.ErrAbortHandler)
		}
		next.ServeHTTP(w, r)
	})
}

// seed puts a message into the past.
func (p *place) seed(t *testing.T, channel, user, thread, text string, ago time.Duration, reactions map[string][]string) string {
	t.Helper()
	ts, err := p.w.Seed(channel, workspace.Seeded{User: user, Text: text, ThreadTS: thread, At: p.now.Add(-ago), Reactions: reactions})
	if err != nil {
		t.Fatal(err)
	}
	return ts
}
