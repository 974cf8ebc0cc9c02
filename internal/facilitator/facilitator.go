// Package facilitator runs the meetings: it writes down what follows from an
// input, and then does it, in that order.
//
// Two rules hold it together, one at each door. [Facilitator.Handle] returns
// only when an input is on disk, so whoever offered it may be told. The loop of
// [Facilitator.Run] does only what it has read from the outbox on disk, and
// commits the result as an input together with the item's removal. A crash at
// any moment, a repeat and a restart after a week all take the same path as an
// ordinary moment.
package facilitator

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/draft"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/report"
	"github.com/remedybot/remedy/internal/slackapp"
	"github.com/remedybot/remedy/internal/store"
	"github.com/remedybot/remedy/internal/tone"
	"github.com/remedybot/remedy/prompts"
)

// Slack is what the meetings need of Slack; *slackapp.Client is one. Its errors
// are slackapp.Later (not done, try later), slackapp.Refused (not done, and not
// by repeating it), or uncertain: it may have been done.
type Slack interface {
	Post(ctx context.Context, to postmortem.Place, card postmortem.Card, key string) (postmortem.Ref, error)
	Find(ctx context.Context, in postmortem.Place, key string, since time.Time) (postmortem.Ref, bool, error)
	Direct(ctx context.Context, user string) (channel string, err error)
	Update(ctx context.Context, ref postmortem.Ref, card postmortem.Card) error
	Whisper(ctx context.Context, to postmortem.Place, user string, card postmortem.Card) error
	Upload(ctx context.Context, to postmortem.Place, f slackapp.File) (postmortem.Ref, error)
	Discard(ctx context.Context, in postmortem.Place, ref postmortem.Ref) error
	MakeCanvas(ctx context.Context, title string) (id string, err error)
	FillCanvas(ctx context.Context, id, markdown string) error
	ShareCanvas(ctx context.Context, id, channel string) error
	DropCanvas(ctx context.Context, id string) error
	CanvasLink(id string) string
	FindFile(ctx context.Context, in postmortem.Place, name string, since time.Time) (postmortem.Ref, bool, error)
	History(ctx context.Context, channel, cursor string, oldest, latest time.Time) ([]postmortem.Line, string, error)
	Thread(ctx context.Context, p postmortem.Place) ([]postmortem.Line, error)
	Permalink(ref postmortem.Ref, thread string) string
	// Members learns who is in a channel, a few people at a time; Faces are those who are known by now.
	Members(ctx context.Context, channel string) ([]postmortem.Person, error)
	Faces(channel string) []postmortem.Person
}

// A Config says what a Facilitator works with. Store, Slack and Tone are needed.
type Config struct {
	Store  *store.Store
	Slack  Slack
	Tone   tone.Checker
	Draft  *draft.Writer    // words the draft; nil: nobody does. Guide.Rewords says whether it is asked
	Guide  postmortem.Guide // zero: postmortem.DefaultGuide
	Clock  clock.Clock      // nil: the system's
	Log    *slog.Logger     // nil: nothing is logged
	Timing Timing           // zero fields: the usual ones
	// Pages says that reviews can be read as pages, so that their message offers it.
	Pages bool
	// Shown says whether a message may be shown as it was written in a review; nil:
	// any may.
	Shown func(text string) bool
	// Customers are names that stand in no edition of a review.
	Customers []string
	// Found is told of every finding about a message, for rehearsals only: a
	// running bot keeps no such record. It must not block.
	Found func(Finding)
}

// Timing holds the waits of the loop.
type Timing struct {
	// Settle is how long an uncertain post is left alone before it is looked for:
	// a request on its way may still be applied after its sender is gone. 75 s is
	// the call's deadline, a minute for Slack, and some lag.
	Settle time.Duration
	Pace   time.Duration // between two posts in one channel; Slack takes one a second
	Tries  int           // uncertain or failed attempts before an item is given up
}

// A Finding is what was found about a message, and why nothing was said of it,
// if nothing was.
type Finding struct {
	Ref      postmortem.Ref
	Author   string
	Category string
	Text     string // what was whispered
	Held     postmortem.Held
}

// A Facilitator runs all meetings of a bot.
type Facilitator struct {
	c        Config
	decision store.Decide                                // Guide.Decide
	dueAt    func(*postmortem.Session) (time.Time, bool) // Guide.Due
	wake     chan struct{}

	mu    sync.Mutex
	busy  map[string]bool      // lanes in which something is being done
	pace  map[string]time.Time // channel: not before then
	woken bool                 // something changed that the loop has not looked at yet
	due   map[postmortem.SessionID]due
	group sync.WaitGroup
}

// New returns a Facilitator that is ready to Handle and to Run.
func New(c Config) *Facilitator {
	if c.Guide == (postmortem.Guide{}) {
		c.Guide = postmortem.DefaultGuide()
	}
	if c.Clock == nil {
		c.Clock = clock.System{}
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Timing.Settle == 0 {
		c.Timing.Settle = 75 * time.Second
	}
	if c.Timing.Pace == 0 {
		c.Timing.Pace = time.Second
	}
	if c.Timing.Tries == 0 {
		c.Timing.Tries = 8
	}
	return &Facilitator{c: c, decision: c.Guide.Decide, dueAt: c.Guide.Due, wake: make(chan struct{}, 1),
		busy: map[string]bool{}, pace: map[string]time.Time{}, due: map[postmortem.SessionID]due{}}
}

// Handle takes in an input. When it returns nil, the input is on disk and may
// be acknowledged. A postmortem.Refusal is for the person who asked; after any
// other error the input must be offered again.
func (f *Facilitator) Handle(ctx context.Context, in postmortem.Input) (answer postmortem.Answer, err error) {
	defer f.net(fmt.Sprintf("taking in %T", in.Body), &err)
	if err := ctx.Err(); err != nil {
		return postmortem.Answer{}, err
	}
	defer f.nudge()
	switch b := in.Body.(type) {
	case postmortem.Edited:
		return postmortem.Answer{}, f.eachConcerned(in, b.Ref)
	case postmortem.Retracted:
		return postmortem.Answer{}, f.eachConcerned(in, b.Ref)
	case postmortem.Ballot:
		// Not even the id of the deed is kept: it would tell when somebody answered.
		b.Voter = f.c.Store.Opaque(fmt.Sprintf("poll/%s/%s", in.Session, in.By.ID))
		in.ID, in.Body = "", b
	case postmortem.Add:
		if no, judges := f.judges(ctx, in, b.Text); judges {
			return postmortem.Answer{}, no
		}
	case postmortem.Edit:
		if no, judges := f.judges(ctx, in, b.Text); judges {
			return postmortem.Answer{}, no
		}
	case postmortem.Start:
		if s, ok := f.Running(in.Place.Team, in.Place.Channel); ok && !f.seen(in) {
			return postmortem.Answer{}, f.refusal("another_runs", map[string]any{"review": f.link(s)})
		}
		b.Off = f.away(in)
		in.Body = b
	}
	res, err := f.c.Store.Commit(in, 0, f.decide)
	if none, ok := errors.AsType[store.NoReview](err); ok {
		return postmortem.Answer{}, f.none(none)
	}
	if err != nil {
		return postmortem.Answer{}, err
	}
	answer = postmortem.Answer{Session: res.Session, Text: res.Reply, Seen: res.Seen}
	if away, ok := in.Body.(postmortem.Away); ok && (away.Who.ID == "" || away.Who.ID == in.By.ID) {
		if answer.Text, err = f.awayElsewhere(in, res); err != nil {
			return postmortem.Answer{}, err
		}
	}
	return answer, nil
}

// away are the days ahead on which people do not work, as the reviews of a workspace
// know it: who is away is away from the next one, too.
func (f *Facilitator) away(in postmortem.Input) []postmortem.DaysOff {
	var off []postmortem.DaysOff
	for s := range f.heldIn(in.Place.Team) {
		for _, o := range s.DaysOff {
			if o.Who != "" && o.Ahead(in.At) && !slices.Contains(off, o) {
				off = append(off, o)
			}
		}
	}
	slices.SortFunc(off, func(a, b postmortem.DaysOff) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Who, b.Who))
	})
	return off
}

// heldIn are the reviews of a workspace, as the store holds them: nobody may write to them.
func (f *Facilitator) heldIn(team string) iter.Seq[*postmortem.Session] {
	return func(yield func(*postmortem.Session) bool) {
		for _, s := range f.c.Store.Held() {
			if s.Place.Team == team && !yield(s) {
				return
			}
		}
	}
}

// awayElsewhere has the days on which somebody says they do not work hold in all
// reviews that know them, and returns what they are told: nobody is away from one. A
// repeat ends what a crash cut short, and tells nothing.
func (f *Facilitator) awayElsewhere(in postmortem.Input, here store.Result) (told string, err error) {
	id, n, at := in.ID, 0, here.Session
	if here.Repeat {
		at = in.Session
		if s, ok := f.Running(in.Place.Team, in.Place.Channel); ok && at == "" {
			at = s.ID
		}
	}
	for s := range f.heldIn(in.Place.Team) {
		_, known := s.People[in.By.ID]
		known = known || slices.ContainsFunc(s.DaysOff, func(o postmortem.DaysOff) bool { return o.Who == in.By.ID })
		if !known || !s.Running() || s.ID == at {
			continue
		}
		in.Session, in.ID = s.ID, id+"#"+string(s.ID)
		_, err := f.c.Store.Commit(in, 0, f.decide)
		if _, refused := errors.AsType[postmortem.Refusal](err); refused {
			continue // it has too many of them
		}
		if err != nil {
			return "", err
		}
		n++
	}
	if n == 0 || here.Repeat {
		return here.Reply, nil
	}
	return here.Reply + " " + f.c.Guide.Words.Say("days/off_elsewhere", map[string]any{"n": n}), nil
}

// none is what people are told when what they asked for concerns no review.
func (f *Facilitator) none(n store.NoReview) postmortem.Refusal {
	command := f.c.Guide.Command
	if n.ID == "" {
		return f.refusal("none_here", map[string]any{"command": command})
	}
	return f.refusal("unknown_review", map[string]any{"review": string(n.ID), "command": command})
}

func (f *Facilitator) refusal(key string, data map[string]any) postmortem.Refusal {
	return postmortem.Refusal{Text: f.c.Guide.Words.Say("refusal/"+key, data)}
}

// seen reports whether an input is a repeat of one that was taken in.
func (f *Facilitator) seen(in postmortem.Input) bool {
	seen, err := f.c.Store.Seen(in.ID)
	return err == nil && seen
}

// eachConcerned offers a change of a message to every review that may rest on
// it: its own thread, or one that read it in the incident's channel.
func (f *Facilitator) eachConcerned(in postmortem.Input, ref postmortem.Ref) error {
	id, failed := in.ID, error(nil)
	for s := range f.heldIn(in.Place.Team) {
		_, holds := s.Messages[ref]
		if !holds && (in.Place.Thread == "" || s.Place.Channel != in.Place.Channel || s.Place.Thread != in.Place.Thread) {
			continue
		}
		in.Session, in.ID = s.ID, id+"#"+string(s.ID)
		if _, err := f.c.Store.Commit(in, 0, f.decide); isFault(err) {
			failed = err // the others hear of it all the same
		} else if err != nil {
			return err
		}
	}
	return failed
}

// Session returns a review as it stands; the error is a postmortem.Refusal when
// there is none of that name.
func (f *Facilitator) Session(id postmortem.SessionID) (*postmortem.Session, error) {
	if s, ok := f.c.Store.Session(id); ok {
		return s, nil
	}
	return nil, f.none(store.NoReview{ID: id})
}

// Listens reports whether a review runs in a channel.
func (f *Facilitator) Listens(team, channel string) bool {
	return f.c.Store.Runs(team, channel)
}

// Running returns the review that runs in a channel, if any.
func (f *Facilitator) Running(team, channel string) (*postmortem.Session, bool) {
	return f.c.Store.Running(team, channel)
}

// Find returns the reviews of a workspace that keep says yes to, newest first. keep sees
// all that were ever held, and must change nothing.
func (f *Facilitator) Find(team string, keep func(*postmortem.Session) bool) []*postmortem.Session {
	return f.c.Store.Sessions(team, keep)
}

// Newest is the first of those that Find returns, if any.
func (f *Facilitator) Newest(team string, keep func(*postmortem.Session) bool) (*postmortem.Session, bool) {
	return f.c.Store.Newest(team, keep)
}

// Opaque is a key as Slack may show it to every app and member.
func (f *Facilitator) Opaque(key string) string { return f.c.Store.Opaque(key) }

func (f *Facilitator) link(s *postmortem.Session) prompts.Marked {
	name := string(s.ID) + ", " + postmortem.Escape(s.Title)
	if s.Place.Thread == "" {
		return prompts.Marked(name)
	}
	return prompts.Marked(fmt.Sprintf("<%s|%s>", f.c.Slack.Permalink(postmortem.Ref{Channel: s.Place.Channel, TS: s.Place.Thread}, ""), name))
}

// Review assembles the document of a review as it stands.
func (f *Facilitator) Review(s *postmortem.Session) report.Review {
	return report.Build(s, f.options(s))
}

// edition is the document for an audience.
func (f *Facilitator) edition(s *postmortem.Session, to postmortem.Audience) report.Review {
	o := f.options(s)
	o.Audience = report.Audience(to)
	return report.Build(s, o)
}

func (f *Facilitator) options(s *postmortem.Session) report.Options {
	return report.Options{
		Now: f.c.Clock.Now(), Words: f.c.Guide.Words, Customers: f.c.Customers, Shown: f.c.Shown,
		Cite: func(r postmortem.Ref) (string, string) {
			return r.TS, f.c.Slack.Permalink(r, s.ThreadOf(r))
		},
	}
}

// nudge tells the loop to look again.
func (f *Facilitator) nudge() {
	f.mu.Lock()
	f.woken = true
	f.mu.Unlock()
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// Run does what is due until ctx ends, then waits for what is under way. It
// returns an error only when the store fails: the world may fail as it likes.
func (f *Facilitator) Run(ctx context.Context) error {
	defer f.group.Wait()
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	if err := f.wakeUp(); err != nil {
		return err
	}
	var prune time.Time
	for {
		if now := f.c.Clock.Now(); !now.Before(prune) {
			if err := f.c.Store.Prune(now.Add(-store.Kept)); err != nil {
				return err
			}
			prune = now.Add(24 * time.Hour)
		}
		if err := f.turn(ctx, fail); err != nil {
			return err
		}
		wake := prune
		if at, ok := f.NextDue(); ok && at.Before(wake) {
			wake = at
		}
		select {
		case <-ctx.Done():
			if err := context.Cause(ctx); !errors.Is(err, context.Canceled) {
				return err
			}
			return nil
		case <-f.wake:
		case <-f.c.Clock.At(wake):
		}
	}
}

// wakeUp has the threads of running reviews read for what was missed.
func (f *Facilitator) wakeUp() error {
	for _, s := range f.c.Store.Held() {
		if !s.UnderWay() {
			continue
		}
		in := postmortem.Input{At: f.c.Clock.Now(), Session: s.ID, Place: s.Place, Body: postmortem.Woke{}}
		if _, err := f.c.Store.Commit(in, 0, f.decide); err != nil && !isFault(err) {
			return err
		}
	}
	n, err := f.c.Store.Unread()
	if n > 0 {
		f.c.Log.Error("items of the outbox cannot be read, and what they order is not done", "items", n)
	}
	return err
}

// turn ticks the sessions that are due, and begins what stands first in each lane.
func (f *Facilitator) turn(ctx context.Context, fail context.CancelCauseFunc) error {
	f.mu.Lock()
	f.woken = false
	f.mu.Unlock()
	if err := f.tick(); err != nil {
		return err
	}
	// Looked at before the outbox is read: a lane that comes free in between was
	// read with the item that has just been done.
	busy := f.underWay()
	heads, err := f.heads()
	if err != nil {
		return err
	}
	now := f.c.Clock.Now()
	for _, i := range heads {
		if busy[i.Lane()] || f.ripe(i).After(now) {
			continue
		}
		f.begin(i)
		f.group.Go(func() {
			defer f.nudge()
			defer f.end(i)
			if err := f.tryItem(ctx, i); err != nil && ctx.Err() == nil {
				f.c.Log.Error("the store failed", "session", i.Session, "key", i.Key, "err", err)
				fail(fmt.Errorf("store: %w", err))
			}
		})
	}
	return nil
}

// underWay are the lanes in which something is being done.
func (f *Facilitator) underWay() map[string]bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return maps.Clone(f.busy)
}

func (f *Facilitator) begin(i store.Item) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.busy[i.Lane()] = true
}

func (f *Facilitator) end(i store.Item) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.busy, i.Lane())
}
