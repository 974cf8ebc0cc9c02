// Package bot is the bot put together: the store, the tone checker, the
// meetings, and the door to Slack, started and stopped in the order of their
// promises.
package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"time"

	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/draft"
	"github.com/remedybot/remedy/internal/facilitator"
	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/slackapp"
	"github.com/remedybot/remedy/internal/store"
	"github.com/remedybot/remedy/internal/tone"
	"github.com/remedybot/remedy/prompts"
)

// A Config says what a bot is made of. Data and Slack are needed.
type Config struct {
	Data      string // folder of the database
	Slack     slackapp.Config
	Model     llm.Config         // zero: no model is asked, and nothing leaves the house
	Draft     time.Duration      // how long the model is waited for about a part of the draft; zero: it words none of it
	Local     *tone.Local        // the local checker, for bots that share one; nil: one of its own
	Clock     clock.Clock        // nil: the system's
	Log       *slog.Logger       // nil: nothing is logged
	Guide     postmortem.Guide   // zero: the usual
	Words     *prompts.Words     // what is said; nil: our words
	Timing    facilitator.Timing // zero: the usual
	Customers []string           // names that stand in no edition of a review
	Contact   string             // who takes over where deliberate harm comes up; empty: nobody is named
	// Web is where people reach the pages of the reviews, which Pages serves. On loopback whoever sits at the machine
	// reads everything, elsewhere a link from Slack is needed; nil: there are no pages.
	Web   *url.URL
	Found func(facilitator.Finding)
	// Watch sees the store before anything else does; crash tests use it.
	Watch func(*store.Store)
}

// A Bot is one running bot.
type Bot struct {
	Meetings *facilitator.Facilitator
	Store    *store.Store
	Listener *slackapp.Listener
	pages    http.Handler // nil: none
	http     bool
}

// Open opens the store and asks Slack who we are. Close it when done.
func Open(ctx context.Context, c Config) (*Bot, error) {
	c.Slack.Clock, c.Slack.Log, c.Slack.Words = c.Clock, c.Log, c.Words
	if c.Guide == (postmortem.Guide{}) {
		c.Guide = postmortem.DefaultGuide()
	}
	c.Guide.Words = c.Words
	c.Guide.Contact = cmp.Or(c.Contact, c.Guide.Contact)
	client, err := slackapp.New(c.Slack)
	if err != nil {
		return nil, err
	}
	c.Guide.Command = client.Command()
	st, err := store.Open(Database(c.Data))
	if err != nil {
		return nil, err
	}
	if c.Watch != nil {
		c.Watch(st)
	}
	c.Model.Log, c.Model.Ledger = c.Log, st
	if c.Local == nil {
		c.Local = tone.NewLocal()
	}
	checker, writer, err := readers(c)
	if err != nil {
		return nil, errors.Join(err, st.Close())
	}
	if err := client.Connect(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("joining Slack: %w", err), st.Close())
	}
	c.Guide.Rewords = writer != nil
	meetings := facilitator.New(facilitator.Config{Store: st, Slack: client, Tone: checker, Draft: writer, Guide: c.Guide,
		Clock: c.Clock, Log: c.Log, Timing: c.Timing, Customers: c.Customers, Pages: c.Web != nil, Found: c.Found, Shown: kind(c.Local)})
	b := &Bot{Meetings: meetings, Store: st, Listener: slackapp.NewListener(client, meetings), http: c.Slack.AppToken == ""}
	if c.Web != nil {
		b.open(c, *c.Web)
	}
	return b, nil
}

// kind tells of a message whether it can be shown as it was written: what would hurt whoever it is about is told by the
// sentence that rests on it, and read in Slack by those who are there.
func kind(local *tone.Local) func(text string) bool {
	return func(text string) bool {
		found, err := local.Check(context.Background(), tone.Message{Text: text})
		return err == nil && !found.Flag
	}
}

// Database is the file of the database in a data folder.
func Database(data string) string { return filepath.Join(data, "remedy.db") }

// readers are the local checker, or both where a model is configured, and who words the draft, if anybody does. They share
// one client, so that limits and rests hold for both.
func readers(c Config) (tone.Checker, *draft.Writer, error) {
	local := c.Local
	if c.Model.BaseURL == "" && c.Model.Model == "" {
		return local, nil, nil
	}
	client, err := llm.New(c.Model)
	if err != nil {
		return nil, nil, fmt.Errorf("the model cannot be asked: %w", err)
	}
	words := tone.Instructions{Tone: prompts.Model("tone"), Again: prompts.Model("again")}
	checker := tone.Both(local, tone.NewModel(client, words, local, c.Model.Timeout))
	if c.Draft <= 0 {
		return checker, nil, nil
	}
	asked := draft.Instructions{Draft: prompts.Model("draft"), Again: prompts.Model("draft_again")}
	return checker, draft.NewWriter(client, asked, local, c.Draft, c.Log), nil
}

// Run runs the meetings, and listens over Socket Mode unless the bot is served
// over HTTP, until ctx ends. The door is closed first, what follows from answers
// that were given is done, then the loop ends. Over HTTP the server is shut down before ctx ends.
func (b *Bot) Run(ctx context.Context) error {
	loop, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	looped := make(chan error, 1)
	go func() { looped <- b.Meetings.Run(loop) }()
	door, shut := context.WithCancel(ctx)
	defer shut()
	listened := make(chan error, 1)
	if b.http {
		go func() { <-door.Done(); b.Listener.Wait(); listened <- nil }()
	} else {
		go func() { listened <- b.Listener.Serve(door) }()
	}
	select {
	case err := <-looped: // the store failed
		shut()
		<-listened
		return err
	case err := <-listened:
		// Every deed ends with the loop's context; what became of it is settled at the next
		// start. The store is closed after Run, so nothing may be under way by then.
		stop()
		return errors.Join(quiet(err), <-looped)
	}
}

// quiet takes a stop that was asked for as no error.
func quiet(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// Handler is the door for Slack over HTTP.
func (b *Bot) Handler() http.Handler { return b.Listener.Handler() }

// Close closes the store.
func (b *Bot) Close() error { return b.Store.Close() }

// Idle reports that nothing is under way or due. Connecting is something under way.
func (b *Bot) Idle() bool {
	return (b.http || b.Listener.Health().Connected) && b.Listener.Idle() && b.Meetings.Idle()
}

// NextDue is when something falls due next, and whether anything will.
func (b *Bot) NextDue() (time.Time, bool) { return b.Meetings.NextDue() }

// Session returns a review as it stands.
func (b *Bot) Session(id postmortem.SessionID) (*postmortem.Session, error) {
	return b.Meetings.Session(id)
}
