package workspace

import (
	"log/slog"
	"strings"
	"sync"
	"time"
)

// Clock is the only time the workspace has.
type Clock interface {
	Now() time.Time
	At(t time.Time) <-chan time.Time // receives as soon as it is t, or later
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
	Refresh    time.Duration // after which a socket is told to reconnect; 0: never, Slack does it every few hours
	Disorder   bool          // swaps neighbouring events and delivers some twice, since Slack promises neither order nor exactly-once
}

// Rates sets how strict the rate limits are.
type Rates struct {
	Off       bool // nothing is ever limited, faults apart
	Percent   int  // of Slack's tier, per minute and method; 0: 100
	PostBurst int  // messages that a channel takes at once before one a second; 0: 5
	Events    int  // deliveries of events an hour, before app_rate_limited comes instead; 0: 30,000
}

// Lenient switches single behaviours, which Slack does not document, from the
// harsher reading to the kinder one.
type Lenient struct {
	MentionsOutside  bool // app_mention also comes from public channels that the bot is not in
	ReplyToTombstone bool // a reply to a deleted parent that still has replies joins the thread
	ReplyToReply     bool // a thread_ts that is a reply's is lifted to its parent; otherwise it is nobody's, since Slack asks to avoid it
	PlainDeletions   bool // the deletion of a parent with replies is told as message_deleted, not as a change to a tombstone
	DirectToBots     bool // conversations.open accepts another bot
	OtherFields      bool // blocks and elements may have fields that Slack's do not
	TableNumbers     bool // a table block takes raw_number cells
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

// Workspace is one Slack workspace. Its methods may be called from anywhere.
type Workspace struct {
	config Config
	clock  Clock
	log    *slog.Logger
	cred   Credentials
	token  string // of payloads: the old way of verifying them

	running sync.WaitGroup // timers, sockets, HTTP deliveries
	closed  chan struct{}
	armed   chan struct{}

	mu       sync.Mutex // guards all that follows; never held while writing to a socket
	over     bool
	base     string // how the app reaches us: scheme://host:port
	random   *source
	timers   timerHeap
	timerSeq int
	serving  int // API requests under way

	users     map[string]*member
	userOrder []string
	channels  map[string]*channel
	order     []string // of the channels
	files     map[string]*file
	canvases  map[string]*canvas

	links     []*link
	tickets   map[string]bool // socket addresses given out and not used yet
	inflight  map[string]*delivery
	held      *delivery // kept back by Disorder
	endpoints *Endpoints
	triggers  map[string]*trigger
	responses map[string]*responseURL
	offers    map[string]object // options that the app has suggested; see taker.offer

	views      map[string]*view   // all that are open or published
	stacks     map[string][]*view // open modals by user, the top one last
	homes      map[string]*view   // by user
	pages      map[string][]*page // open pages by user
	ephemerals []*ephemeral

	buckets map[string]*bucket
	events  meter
	faults  []*fault
	revoked bool
	journal journal
}

// New builds a workspace with the app installed and nobody in it. It must be
// closed.
func New(c Config) *Workspace {
	w := &Workspace{
		config: c, clock: c.Clock, log: c.Log, base: strings.TrimSuffix(c.BaseURL, "/"),
		closed: make(chan struct{}), armed: make(chan struct{}, 1),
		random:    newSource(c.Seed),
		users:     make(map[string]*member),
		channels:  make(map[string]*channel),
		files:     make(map[string]*file),
		canvases:  make(map[string]*canvas),
		tickets:   make(map[string]bool),
		inflight:  make(map[string]*delivery),
		triggers:  make(map[string]*trigger),
		responses: make(map[string]*responseURL),
		offers:    make(map[string]object),
		views:     make(map[string]*view),
		stacks:    make(map[string][]*view),
		homes:     make(map[string]*view),
		pages:     make(map[string][]*page),
		buckets:   make(map[string]*bucket),
	}
	if w.clock == nil {
		w.clock = systemClock{}
	}
	if w.log == nil {
		w.log = slog.New(slog.DiscardHandler)
	}
	w.cred = newCredentials(w.random)
	w.token = w.random.secret(24)
	w.addMember(User{
		ID: w.cred.BotUserID, Name: handleOf(c.App.Name), RealName: c.App.Name,
		DisplayName: c.App.Name, Bot: true,
	}, w.cred.BotID)
	w.running.Add(1)
	go w.runTimers()
	return w
}

// systemClock is the machine's clock.
type systemClock struct{}

func (systemClock) Now() time.Time                  { return time.Now() }
func (systemClock) At(t time.Time) <-chan time.Time { return time.After(time.Until(t)) }

// Close ends sockets, timers and watchers. It waits for them.
func (w *Workspace) Close() {
	w.mu.Lock()
	if !w.over {
		w.over = true
		close(w.closed)
		w.cutLinks()
		for _, d := range w.inflight {
			w.settle(d)
		}
	}
	w.mu.Unlock()
	w.running.Wait()
}

// Credentials are the app's.
func (w *Workspace) Credentials() Credentials { return w.cred }

// Name is the workspace's, as shown.
func (w *Workspace) Name() string { return w.config.Name }

// App is the installed app.
func (w *Workspace) App() App { return w.config.App }

// Idle reports that nothing is under way at Clock.Now(): no API request is being
// served, no delivery waits to be sent or acked, and no timer is due. A delivery
// that waits for a later retry is not under way, nor is one whose socket is gone
// and which therefore waits for its time-out; NextDue tells of both.
func (w *Workspace) Idle() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.serving > 0 {
		return false
	}
	for _, d := range w.inflight {
		if d.answerable() {
			return false
		}
	}
	return len(w.timers) == 0 || w.timers[0].due.After(w.clock.Now())
}

// NextDue is the earliest moment at which a timer falls due: an ack time-out, an
// event's retry, the refresh of a socket, the end of a slow answer.
func (w *Workspace) NextDue() (time.Time, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.timers) == 0 {
		return time.Time{}, false
	}
	return w.timers[0].due, true
}
