package facilitator_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/draft"
	"github.com/remedybot/remedy/internal/facilitator"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/slackapp"
	"github.com/remedybot/remedy/internal/store"
	"github.com/remedybot/remedy/internal/tone"
)

var (
	ana     = postmortem.Person{ID: "U1", Role: "Review lead"}
	bo      = postmortem.Person{ID: "U2", Role: "On-call engineer"}
	channel = postmortem.Place{Team: "T1", Channel: "C1"}
)

// A room is a facilitator at work inside a synctest bubble: time passes only when
// everything waits for it.
type room struct {
	t     *testing.T
	slack *slack
	tone  *checker
	model tone.Checker  // in the place of tone, where it is set
	words *draft.Writer // who words the draft; nil: nobody
	bugs  *bugs         // in the program; nil: none
	store *store.Store
	f     *facilitator.Facilitator

	dir    string
	broken atomic.Pointer[error] // what the disk says, if anything
	stop   func() error
}

// meet runs a test in a room in which the facilitator works.
func meet(t *testing.T, test func(*room)) {
	t.Helper()
	meetWith(t, nil, test)
}

// meetWith is meet with another checker, made inside the bubble.
func meetWith(t *testing.T, judge func() tone.Checker, test func(*room)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2026, 3, 25, 14, 0, 0, 0, time.UTC)))
		r := &room{t: t, slack: &slack{answers: map[string][]answer{}}, tone: &checker{}, dir: t.TempDir()}
		if judge != nil {
			r.model = judge()
		}
		r.open()
		defer func() { r.stop() }()
		test(r)
	})
}

// open starts the bot's house, as a start of the program does.
func (r *room) open() {
	r.t.Helper()
	st, err := store.Open(filepath.Join(r.dir, "remedy.db"))
	if err != nil {
		r.t.Fatal(err)
	}
	st.CrashAt(func(store.Moment) error {
		if err := r.broken.Load(); err != nil {
			return *err
		}
		return nil
	})
	r.store = st
	var judge tone.Checker = r.tone
	if r.model != nil {
		judge = r.model
	}
	guide := postmortem.DefaultGuide()
	guide.Rewords = r.words != nil
	r.f = facilitator.New(facilitator.Config{Store: st, Slack: r.slack, Tone: judge, Draft: r.words, Guide: guide, Clock: clock.System{}, Log: r.bugs.log()})
	if r.bugs != nil {
		r.f.Decides(r.bugs.decide, r.bugs.due)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- r.f.Run(ctx) }()
	over := false
	r.stop = func() error {
		if over {
			return nil
		}
		over = true
		cancel()
		return errors.Join(<-ended, st.Close())
	}
}

// pass lets time pass, and whatever falls due in it happen.
func (r *room) pass(d time.Duration) {
	synctest.Wait()
	time.Sleep(d)
	synctest.Wait()
}

// does hands an input in, and returns what the person is told.
func (r *room) does(by postmortem.Person, body postmortem.InputBody) (string, error) {
	in := postmortem.Input{ID: "does/" + r.slack.ref().TS, At: time.Now(), By: by, Place: channel, Body: body}
	if _, start := body.(postmortem.Start); !start {
		in.Place.Thread = r.session().Place.Thread
	}
	a, err := r.f.Handle(r.t.Context(), in)
	return a.Text, err
}

// starts opens a review; its first post has not been made when it returns.
func (r *room) starts() {
	r.t.Helper()
	if _, err := r.does(ana, postmortem.Start{Title: "Checkout failed", Facilitator: ana.ID}); err != nil {
		r.t.Fatal(err)
	}
}

// says writes into the thread of the review.
func (r *room) says(by postmortem.Person, text string) postmortem.Ref {
	r.t.Helper()
	ref := r.slack.ref()
	if _, err := r.does(by, postmortem.Heard{Ref: ref, Text: text}); err != nil {
		r.t.Fatal(err)
	}
	return ref
}

// session is the newest review.
func (r *room) session() *postmortem.Session {
	r.t.Helper()
	all := r.store.Sessions("", nil)
	if len(all) == 0 {
		r.t.Fatal("no review was opened")
	}
	return all[0]
}

// lost are the reasons for which something was given up.
func (r *room) lost() []string {
	var out []string
	for _, l := range r.session().Lost {
		out = append(out, l.What+": "+l.Reason)
	}
	return out
}

// errUncertain is an error after which a call may have been done.
var errUncertain = errors.New("the connection was cut")

// An answer is how Slack treats one call.
type answer struct {
	err     error
	applied bool          // for all that, it was done
	slow    time.Duration // after this time
	panics  string        // with these words
}

// A deed is one call as it was made.
type deed struct {
	call string // of Slack, such as "post"
	what string // the beginning of what was said, or the name of a file
	at   time.Time
}

// A message is what stands in the channel.
type message struct {
	ref    postmortem.Ref
	thread string
	key    string // of a post, or the name of a file
	what   string
	now    string // all that it says
}

// slack stands in for Slack as the meetings know it. It answers as it is told,
// and otherwise well.
type slack struct {
	mu      sync.Mutex          // lanes call side by side
	answers map[string][]answer // by call, used up in order
	deeds   []deed
	stands  []message
	papers  []paper             // the canvases
	present []postmortem.Person // in the channel, as far as they are known
	last    int64
}

// will has the next calls of one kind answered otherwise.
func (s *slack) will(call string, a ...answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[call] = append(s.answers[call], a...)
}

// take notes a call and plays its answer.
func (s *slack) take(ctx context.Context, call, what string, apply func()) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := answer{applied: true}
	if next := s.answers[call]; len(next) > 0 {
		a, s.answers[call] = next[0], next[1:]
		a.applied = a.applied || a.err == nil && a.panics == ""
	}
	s.deeds = append(s.deeds, deed{call, what, time.Now()})
	if a.slow > 0 {
		s.mu.Unlock()
		arrived := time.After(a.slow)
		select {
		case <-ctx.Done(): // we hang up, and the request is on its way all the same
			go func() {
				<-arrived
				s.mu.Lock()
				defer s.mu.Unlock()
				if a.applied && apply != nil {
					apply()
				}
			}()
			s.mu.Lock()
			return ctx.Err()
		case <-arrived:
		}
		s.mu.Lock()
	}
	if a.applied && apply != nil {
		apply()
	}
	if a.panics != "" {
		panic(a.panics)
	}
	return a.err
}

// ref is the place of the next message.
func (s *slack) ref() postmortem.Ref {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.next()
}

func (s *slack) next() postmortem.Ref {
	s.last = max(s.last+1, time.Now().UnixMicro())
	return postmortem.Ref{Channel: channel.Channel, TS: fmt.Sprintf("%d.%06d", s.last/1e6, s.last%1e6)}
}

func (s *slack) Post(ctx context.Context, to postmortem.Place, card postmortem.Card, key string) (postmortem.Ref, error) {
	var ref postmortem.Ref
	what, call := opening(card), "post"
	if strings.Contains(what, "/docs/") {
		call = "post canvas"
	}
	err := s.take(ctx, call, what, func() {
		ref = s.next()
		s.stands = append(s.stands, message{ref, to.Thread, key, what, card.Plain()})
	})
	if err != nil {
		return postmortem.Ref{}, err
	}
	return ref, nil
}

func (s *slack) Find(ctx context.Context, in postmortem.Place, key string, _ time.Time) (postmortem.Ref, bool, error) {
	return s.find(ctx, "find", in.Thread, key)
}

func (s *slack) find(ctx context.Context, call, thread, key string) (ref postmortem.Ref, found bool, err error) {
	err = s.take(ctx, call, "", func() {
		for _, m := range s.stands {
			if m.key == key && m.thread == thread {
				ref, found = m.ref, true
			}
		}
	})
	return ref, found, err
}

func (s *slack) Direct(ctx context.Context, user string) (channel string, err error) {
	err = s.take(ctx, "direct", user, func() { channel = "D" + user })
	return channel, err
}

func (s *slack) Update(ctx context.Context, ref postmortem.Ref, card postmortem.Card) error {
	call := "update"
	if strings.Contains(card.Plain(), "Assembled by the bot") {
		call = "update review"
	}
	return s.take(ctx, call, opening(card), func() {
		for i := range s.stands {
			if s.stands[i].ref == ref {
				s.stands[i].now = card.Plain()
			}
		}
	})
}

func (s *slack) Whisper(ctx context.Context, _ postmortem.Place, user string, card postmortem.Card) error {
	return s.take(ctx, "whisper", user+": "+opening(card), nil)
}

func (s *slack) Upload(ctx context.Context, to postmortem.Place, f slackapp.File) (postmortem.Ref, error) {
	var ref postmortem.Ref
	err := s.take(ctx, "upload", f.Name, func() {
		ref = s.next()
		s.stands = append(s.stands, message{ref: ref, thread: to.Thread, key: f.Name, what: f.Name})
	})
	if err != nil {
		return postmortem.Ref{}, err
	}
	return ref, nil
}

func (s *slack) Discard(ctx context.Context, _ postmortem.Place, ref postmortem.Ref) error {
	return s.take(ctx, "discard", "", func() {
		s.stands = slices.DeleteFunc(s.stands, func(m message) bool { return m.ref == ref })
	})
}

func (s *slack) FindFile(ctx context.Context, in postmortem.Place, name string, _ time.Time) (postmortem.Ref, bool, error) {
	return s.find(ctx, "find file", in.Thread, name)
}

func (s *slack) History(ctx context.Context, _, _ string, _, _ time.Time) ([]postmortem.Line, string, error) {
	return nil, "", s.take(ctx, "history", "", nil)
}

func (s *slack) Thread(ctx context.Context, _ postmortem.Place) ([]postmortem.Line, error) {
	return nil, s.take(ctx, "thread", "", nil)
}

func (s *slack) Members(ctx context.Context, channel string) ([]postmortem.Person, error) {
	err := s.take(ctx, "members", channel, nil)
	return s.Faces(channel), err
}

func (s *slack) Faces(string) []postmortem.Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.present
}

func (s *slack) Permalink(ref postmortem.Ref, _ string) string { return "https://slack/" + ref.TS }

// done are all calls so far.
func (s *slack) done() []deed {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.deeds)
}

// of are the calls of one kind, and count is how many there were.
func (s *slack) of(call string) []deed {
	return slices.DeleteFunc(s.done(), func(d deed) bool { return d.call != call })
}

func (s *slack) count(call string) int { return len(s.of(call)) }

// said is what the bot's messages in the channel begin with, in their order.
func (s *slack) said() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, m := range s.stands {
		out = append(out, m.what)
	}
	return out
}

func opening(card postmortem.Card) string {
	first, _, _ := strings.Cut(card.Plain(), "\n")
	return first
}

// checker finds fault with a message that says so, after a while.
type checker struct {
	slow time.Duration
	read atomic.Int64 // messages

	panics atomic.Int64 // so often
}

func (c *checker) Check(ctx context.Context, m tone.Message) (tone.Report, error) {
	select {
	case <-ctx.Done():
		return tone.Report{}, ctx.Err()
	case <-time.After(c.slow):
	}
	c.read.Add(1)
	if c.panics.Add(-1) >= 0 {
		panic(m.Text)
	}
	if strings.HasPrefix(m.Text, "your fault") {
		return tone.Report{Flag: true, Category: tone.Blame, Severity: tone.S3}, nil
	}
	return tone.Report{}, nil
}
