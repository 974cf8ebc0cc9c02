package stage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/facilitator"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/store"
	"github.com/remedybot/remedy/internal/tone"
	"github.com/remedybot/remedy/internal/workspace"
)

// TestCrash kills the bot before and after every message it sends and every
// transaction of a review of 40 messages, restarts it, and has the workspace
// offer again what was not acknowledged, as Slack does. Each person must see the
// same conversation as without a crash; a whisper may be dropped, but is never
// repeated and never reaches anybody but its author.
//
// Every eleventh moment is tried, and all of them with REMEDY_CRASH=all. With
// REMEDY_CRASH=later none is: .ci/run tries all of them, once.
func TestCrash(t *testing.T) {
	script := load(t, "testdata/checkout.jsonl")
	want, moments := perform(t, script, -1)
	if len(want.whispers) == 0 {
		t.Fatal("nobody was whispered to, so nothing is shown about whispers")
	}
	step := 11 // prime, so that it does not fall into step with the rhythm of a message
	if testing.Short() {
		step = 43
	}
	switch os.Getenv("REMEDY_CRASH") {
	case "all":
		step = 1
	case "later":
		t.Skip("every moment is tried in a step of its own")
	}
	t.Logf("%d moments to die at, every %d. is tried", moments, step)
	eachMoment(t, moments, step, func(t *testing.T, n int) { compare(t, script, want, n) })
}

// TestCrashInRehearsals kills the bot at seeded moments of the bundled scripts.
func TestCrashInRehearsals(t *testing.T) {
	tries := 6
	if testing.Short() {
		tries = 1
	}
	for _, name := range rehearsal.Names() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			script := load(t, name)
			want, moments := perform(t, script, -1)
			seeded := rand.New(rand.NewPCG(2026, uint64(len(name))))
			for range tries {
				n := seeded.IntN(moments)
				t.Run(fmt.Sprint(n), func(t *testing.T) { compare(t, script, want, n) })
			}
		})
	}
}

func load(t *testing.T, name string) *rehearsal.Script {
	t.Helper()
	script, err := rehearsal.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return script
}

// eachMoment tries moments side by side; a review is mostly waiting for the disk.
func eachMoment(t *testing.T, moments, step int, try func(*testing.T, int)) {
	for n := 0; n < moments; n += step {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			try(t, n)
		})
	}
}

func compare(t *testing.T, script *rehearsal.Script, want seen, n int) {
	got, _ := perform(t, script, n)
	for person, conversation := range want.conversations {
		if diff := cmp.Diff(conversation, got.conversations[person]); diff != "" {
			t.Errorf("dying at moment %d (%s), %s sees another conversation (-without +with):\n%s", n, got.died, person, diff)
		}
	}
	for about, readers := range got.whispers {
		if len(readers) > 1 {
			t.Errorf("dying at moment %d (%s), a whisper about %s was repeated: %v", n, got.died, about, readers)
		}
	}
	for _, stray := range got.strays {
		t.Errorf("dying at moment %d (%s): %s", n, got.died, stray)
	}
}

// seen is what people saw of a performance.
type seen struct {
	conversations map[string][]string // by person: what stands in the channels in the end
	whispers      map[string][]string // by line: who was whispered to about it
	strays        []string            // whispers that reached anybody but their author
	died          string
}

// killer ends the bot's life at the nth moment, once.
type killer struct {
	at    atomic.Int64 // negative: never
	count atomic.Int64
	mu    sync.Mutex
	died  string
}

// dyingAt is one that ends it at the nth moment from the start; negative: never.
func dyingAt(n int) *killer {
	k := &killer{}
	k.at.Store(int64(n))
	return k
}

// life is one run of the bot between two starts.
type life struct {
	over atomic.Bool
	stop context.CancelFunc
}

var errDead = errors.New("the bot is dead")

// moment is passed by everything the bot does to the world or to its disk.
func (k *killer) moment(l *life, what string) error {
	if l.over.Load() {
		return errDead
	}
	if k.count.Add(1)-1 != k.at.Load() {
		return nil
	}
	k.mu.Lock()
	k.died = what
	k.mu.Unlock()
	l.over.Store(true)
	l.stop()
	return errDead
}

// dead reports whether the bot has died by now.
func (k *killer) dead() bool { return k.at.Load() >= 0 && k.count.Load() > k.at.Load() }

// wire is the bot's way to Slack, which dies with it: before a request is sent,
// or after it was applied and before the answer is read.
type wire struct {
	k *killer
	l *life
}

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) {
	what := r.URL.Path
	if err := w.k.moment(w.l, "before "+what); err != nil {
		return nil, err
	}
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if err := w.k.moment(w.l, "after "+what); err != nil {
		res.Body.Close()
		return nil, err
	}
	return res, nil
}

// perform plays a script with a bot that dies at the nth moment (negative:
// never), and returns what people saw and how many moments there were.
func perform(t *testing.T, script *rehearsal.Script, n int) (seen, int) {
	t.Helper()
	now := clock.NewManual(script.Lines[0].At.Add(-time.Minute))
	st, err := New(script.Cast, Config{Clock: now, Seed: 7, Unlimited: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	run := &runner{t: t, stage: st, clock: now, dir: t.TempDir(), k: dyingAt(n)}
	run.start()
	defer run.end()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute) // only ever runs out when something is stuck
	defer cancel()
	// In the bundled scripts people press Next within seconds of the last message;
	// whether that one is confirmed too would depend on how long a crash took.
	confirm := script.Name == "checkout"
	p := &Player{Stage: st, Script: script, Clock: now, Confirm: confirm, Bot: run.bot, Died: run.k.dead}
	if err := p.Play(ctx); err != nil {
		w, b := st.Workspace, run.now
		t.Fatalf("dying at moment %d (%s): %v (workspace idle %v, listener idle %v, connected %v, meetings idle %v)",
			n, run.k.died, err, w.Idle(), b.Listener.Idle(), b.Listener.Health().Connected, b.Meetings.Idle())
	}
	got := look(p)
	got.died = run.k.died
	return got, int(run.k.count.Load())
}

// local reads for every bot that lives and dies here; it remembers nothing.
var local = sync.OnceValue(tone.NewLocal)

// runner keeps a bot running, whatever it dies of.
type runner struct {
	t     *testing.T
	stage *Stage
	clock *clock.Manual
	dir   string
	k     *killer

	now  *bot.Bot
	life *life
	done chan struct{}
}

// patient asks nothing by itself.
func patient() postmortem.Guide {
	const ever = 1000 * time.Hour
	g := postmortem.DefaultGuide()
	g.Quiet, g.Boxes = ever, postmortem.Boxes{Opening: ever, Timeline: ever, RootCause: ever, Remedy: ever, Prevention: ever, Close: ever}
	return g
}

func (r *runner) start() {
	ctx, stop := context.WithCancel(context.Background())
	l := &life{stop: stop}
	c := bot.Config{Data: r.dir, Clock: r.clock, Slack: r.stage.Slack(), Local: local(),
		// The bot asks by itself when a room is quiet, or a phase takes long; a crash
		// makes it quieter and longer, so that is left out here.
		Guide:  patient(),
		Timing: facilitator.Timing{Settle: 75 * time.Second},
		Watch: func(s *store.Store) {
			s.CrashAt(func(m store.Moment) error { return r.k.moment(l, string(m)) })
		},
	}
	c.Slack.HTTP = &http.Client{Transport: wire{r.k, l}}
	b, err := bot.Open(ctx, c)
	if err != nil && l.over.Load() {
		r.start() // it died while starting, and is started again
		return
	}
	if err != nil {
		r.t.Fatal(err)
	}
	r.now, r.life, r.done = b, l, make(chan struct{})
	go func(done chan struct{}) {
		defer close(done)
		if err := b.Run(ctx); err != nil && !l.over.Load() {
			r.t.Errorf("the bot stopped: %v", err)
		}
	}(r.done)
}

func (r *runner) end() {
	r.life.stop()
	<-r.done
	r.now.Close()
}

// bot is the bot that runs now; a dead one is buried first.
func (r *runner) bot() Bot {
	if r.life.over.Load() {
		r.end()
		r.start()
	}
	return r.now
}

// look gathers what people saw: for each, the messages that stand in the end,
// by channel and thread, without the times at which the bot said them.
func look(p *Player) seen {
	s := seen{conversations: map[string][]string{}, whispers: map[string][]string{}}
	bot := p.Stage.Workspace.Credentials()
	for _, u := range p.Script.Cast.Users {
		if u.Bot {
			continue
		}
		who := p.Stage.As(u.ID)
		for _, c := range who.Channels() {
			top, err := who.Messages(c.ID, "", "", 1000)
			if err != nil {
				continue
			}
			for _, m := range top {
				s.conversations[u.ID] = append(s.conversations[u.ID], c.Name+": "+line(p, m, bot))
				if m.ReplyCount == 0 {
					continue
				}
				replies, err := who.Messages(c.ID, m.TS, "", 1000)
				if err != nil {
					continue
				}
				// The bot may speak a little later than without a crash; what it says
				// stands in its own order, and so does what people say.
				ours, theirs := []string{}, []string{}
				for _, r := range replies[1:] {
					if r.BotID == bot.BotID {
						ours = append(ours, "  "+line(p, r, bot))
					} else {
						theirs = append(theirs, "  "+line(p, r, bot))
					}
				}
				s.conversations[u.ID] = slices.Concat(s.conversations[u.ID], ours, theirs)
			}
		}
	}
	for _, r := range p.Stage.Workspace.Journal() {
		if r.Kind == workspace.Request && r.Method == "chat.postEphemeral" && r.Effect.User != "" {
			about := about(r.Args)
			if about == "" {
				continue // an answer to a click
			}
			id := p.lines[refOf(about)]
			reader := p.Stage.Role(r.Effect.User)
			s.whispers[id] = append(s.whispers[id], reader)
			for _, l := range p.Script.Lines {
				if l.ID == id && l.User != reader {
					s.strays = append(s.strays, fmt.Sprintf("a whisper about %s reached %s", id, reader))
				}
			}
		}
	}
	return s
}

// about is the message a whisper is about: its buttons carry it.
func about(args map[string]any) string {
	blocks, ok := args["blocks"].(string)
	if !ok {
		b, err := json.Marshal(args["blocks"])
		if err != nil {
			return ""
		}
		blocks = string(b)
	}
	for _, b := range buttons([]byte(blocks)) {
		if b.Verb() == postmortem.DoMute {
			return b.Value
		}
	}
	return ""
}

func refOf(value string) postmortem.Ref {
	parts := strings.Split(value, "|")
	return postmortem.Ref{Channel: parts[1], TS: parts[2]}
}

// line is a message as it is read, with the files it brings.
func line(p *Player, m workspace.Message, bot workspace.Credentials) string {
	who := p.Stage.Role(m.User)
	if m.BotID == bot.BotID {
		who = "bot"
	}
	for _, f := range m.Files {
		m.Text += " [" + f.Name + "]"
	}
	// Links to messages of the bot carry the time at which it said them.
	return who + ": " + m.Subtype + " " + strings.ReplaceAll(m.Text, p.root(), "THREAD")
}

// root is the ts of the review's thread.
func (p *Player) root() string {
	if s, err := p.session(); err == nil && s.Place.Thread != "" {
		return s.Place.Thread
	}
	return "no thread"
}
