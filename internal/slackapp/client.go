package slackapp

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/secret"
	"github.com/remedybot/remedy/prompts"
)

// Config is what the adapter is made of. BotToken is always needed, AppToken for
// Socket Mode, SigningSecret for HTTP.
type Config struct {
	BotToken      secret.String // xoxb-…
	AppToken      secret.String // xapp-…, with connections:write
	SigningSecret secret.String
	APIURL        string                     // of a Slack-compatible API; empty: Slack's own
	Clock         clock.Clock                // nil: the machine's
	Log           *slog.Logger               // nil: nothing is logged; never holds a message's text
	Reactions     map[string]postmortem.Kind // emoji that put a message into the review; nil: pushpin adds to the timeline
	Command       string                     // the slash command; empty: /postmortem
	HTTP          *http.Client               // nil: one of our own
	Words         *prompts.Words             // what is said; nil: our words
	Mode          postmortem.Mode            // preselected in the start form; empty: what the severity asks for
	Zone          string                     // IANA name, preselected there for clock times; empty: each writer's own
}

// callTimeout is how long a call may take. What has not answered by then is uncertain.
const callTimeout = 10 * time.Second

// A Client speaks in Slack. Its calls are made once: what failed is told by the
// kind of the error ([Later], [Refused], anything else is uncertain), and trying
// again is left to whoever keeps the outbox.
type Client struct {
	config Config
	api    *slack.Client
	http   *http.Client
	clock  clock.Clock
	log    *slog.Logger
	people people
	crowd  members

	mu  sync.RWMutex
	own identity
}

// identity is who we are in the workspace we joined.
type identity struct {
	user, bot string // U… and B… of this app's bot
	name      string // the bot's handle
	team      string
	workspace string // URL with its slash, such as https://example.slack.com/
}

// New prepares a client. It does not speak to Slack yet: [Client.Connect] does.
func New(c Config) (*Client, error) {
	if c.BotToken == "" {
		return nil, errors.New("there is no bot token; set SLACK_BOT_TOKEN to the token that begins with xoxb-")
	}
	c.APIURL = strings.TrimSuffix(cmp.Or(c.APIURL, slack.APIURL), "/") + "/" // slack-go joins by plain concatenation
	if u, err := url.Parse(c.APIURL); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, fmt.Errorf("the address of Slack's API, %q, is no http or https address", c.APIURL)
	}
	c.Command = "/" + strings.TrimPrefix(cmp.Or(c.Command, "/postmortem"), "/")
	if c.Reactions == nil {
		c.Reactions = map[string]postmortem.Kind{"pushpin": postmortem.Event}
	}
	if c.Clock == nil {
		c.Clock = clock.System{}
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.HTTP == nil {
		c.HTTP = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	api := slack.New(string(c.BotToken), slack.OptionAPIURL(c.APIURL),
		slack.OptionAppLevelToken(string(c.AppToken)), slack.OptionHTTPClient(c.HTTP))
	return &Client{config: c, api: api, http: c.HTTP, clock: c.Clock, log: c.Log, people: people{clock: c.Clock}}, nil
}

// Connect asks Slack who we are. Until it has succeeded the bot cannot tell its
// own messages from others, so it comes before everything else.
func (c *Client) Connect(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	a, err := c.api.AuthTestContext(ctx)
	if err != nil {
		return c.told("auth.test", err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.own = identity{user: a.UserID, bot: a.BotID, name: a.User, team: a.TeamID, workspace: strings.TrimSuffix(a.URL, "/") + "/"}
	return nil
}

// Command is the slash command, as people type it.
func (c *Client) Command() string { return c.config.Command }

// Team is the workspace that was joined, once [Client.Connect] has succeeded.
func (c *Client) Team() string { return c.self().team }

func (c *Client) self() identity {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.own
}

// isOurs reports whether a message with these authors was said by this bot.
func (i identity) isOurs(user, bot string) bool {
	return user != "" && user == i.user || bot != "" && bot == i.bot
}
