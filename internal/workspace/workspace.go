package workspace

import (
	"context"
	"log/slog"
	"net/http"
	"time"
)

// Clock is the only time the workspace has.
type Clock interface {
	Now() time.Time
	After(d time.Duration) <-chan time.Time
}

// Config is what a workspace is made of. Only App is needed.
type Config struct {
	Name    string       // of the workspace, as shown
	Clock   Clock        // nil: the system's clock
	Seed    uint64       // of all ids, tokens and chances
	Log     *slog.Logger // nil: nothing is logged; never holds message texts or tokens
	App     App          // the one app that is installed
	BaseURL string       // "http://127.0.0.1:8790"; empty: learnt from the app's requests
	Rates   Rates        // zero: Slack's tiers
	Lenient Lenient      // zero: the harsher reading wherever Slack's answer is not documented

	PageLimit  int           // most messages a page of history or replies holds; 0: 1000, commercial apps outside the Marketplace get 15
	EditWindow time.Duration // after which chat.update answers edit_window_closed; 0: never
	Disorder   bool          // swaps neighbouring events and delivers some twice, since Slack promises neither order nor exactly-once
}

// Rates sets how strict the rate limits are.
type Rates struct {
	Off       bool // nothing is ever limited, faults apart
	Percent   int  // of Slack's tier, per minute and method; 0: 100
	PostBurst int  // messages that a channel takes at once before one a second; 0: 5
}

// Lenient switches single behaviours, which Slack does not document, from the
// harsher reading to the kinder one.
type Lenient struct {
	MentionsOutside  bool // app_mention also comes from public channels that the bot is not in
	ReplyToTombstone bool // a reply to a deleted parent that still has replies joins the thread
	DirectToBots     bool // conversations.open accepts another bot
	RepliesOutside   bool // conversations.replies works on public channels without membership
}

// App is the one app that is installed in the workspace.
type App struct {
	Name        string     `json:"name"` // the bot's display name
	Description string     `json:"description"`
	Commands    []Command  `json:"commands"`
	Shortcuts   []Shortcut `json:"shortcuts"`
	Scopes      []string   `json:"-"` // granted to the bot token
	Events      []string   `json:"-"` // subscribed, such as "message.channels"
	MessagesTab bool       `json:"messages_tab"`
}

// Command is a slash command of the app.
type Command struct {
	Name        string `json:"name"` // "/postmortem"
	Description string `json:"description"`
	UsageHint   string `json:"usage_hint"`
	Escape      bool   `json:"-"` // users and channels arrive as <@U…> and <#C…|name>
}

// Shortcut is a message or global shortcut of the app.
type Shortcut struct {
	Name        string `json:"name"`
	CallbackID  string `json:"callback_id"`
	Type        string `json:"type"` // "message" or "global"
	Description string `json:"description"`
}

// Credentials are what an app needs to join the workspace.
type Credentials struct {
	TeamID        string
	AppID         string
	BotUserID     string // U…
	BotID         string // B…
	BotToken      string // xoxb-…
	AppToken      string // xapp-…, for Socket Mode
	SigningSecret string // for HTTP
}

// Endpoints are where an app listens when it is served over HTTP.
type Endpoints struct {
	Events       string
	Commands     string
	Interactions string
}

// New builds a workspace with the app installed and nobody in it. It must be
// closed.
func New(c Config) *Workspace { return &Workspace{} }

// Workspace is one Slack workspace. Its methods may be called from anywhere.
type Workspace struct{}

// Close ends sockets, timers and watchers. It waits for them.
func (w *Workspace) Close() {}

// Handler serves /api/METHOD, /socket/, /upload/, /files/, /response/ and
// /archives/.
func (w *Workspace) Handler() http.Handler { return http.NotFoundHandler() }

// Credentials are the app's.
func (w *Workspace) Credentials() Credentials { return Credentials{} }

// Name is the workspace's, as shown.
func (w *Workspace) Name() string { return "" }

// App is the installed app.
func (w *Workspace) App() App { return App{} }

// DeliverHTTP switches from Socket Mode to signed HTTP requests, once the events
// endpoint has answered the url_verification challenge.
func (w *Workspace) DeliverHTTP(ctx context.Context, e Endpoints) error { return nil }

// Idle reports that nothing is under way at Clock.Now(): no API request is being
// served, no delivery waits to be sent or acked, and no timer is due. A delivery
// that waits for a later retry is not under way; NextDue tells of it.
func (w *Workspace) Idle() bool { return true }

// NextDue is the earliest moment at which a timer falls due: an ack time-out, an
// event's retry, the refresh of a socket, the end of a slow answer.
func (w *Workspace) NextDue() (time.Time, bool) { return time.Time{}, false }
