// Package theatre shows one set at a time, a stage with the bot on it, behind
// one address: choosing another incident needs other people, so another
// workspace and another bot, and the page moves over to them.
package theatre

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/workspace/page"
)

// A Part is what the visitor does in a rehearsal.
type Part string

// The parts.
const (
	Free       Part = ""           // nothing is played; the incident is there to be reviewed
	Facilitate Part = "facilitate" // the others take part by themselves
	Watch      Part = "watch"      // everything is played
)

// A Piece is what a set is made for.
type Piece struct {
	Script *rehearsal.Script
	Part   Part
	Speed  float64 // how many times as fast as people; zero: once
}

// Speeds are those a piece can be played at.
func Speeds() []float64 { return []float64{1, 2, 5, 10} }

// WatchSpeed is at what a piece is watched unless somebody says otherwise.
const WatchSpeed = 5

// A Config says how a theatre is run.
type Config struct {
	Listener net.Listener // on loopback
	// Bot is what the bots are made of. Data is the folder of the first one only,
	// and is kept; all others, and the first where it is empty, get a folder of
	// their own that is removed with them.
	Bot bot.Config
}

// A Theatre shows one set at a time.
type Theatre struct {
	c       Config
	url     string
	choices []*rehearsal.Script
	server  *http.Server
	end     context.Context // of the theatre
	fall    context.CancelCauseFunc
	onStage atomic.Pointer[set] // who answers requests

	scene   sync.Mutex // held while sets are changed
	worlds  int        // sets so far
	changed chan struct{}
	bill    page.Playbill
	look    sync.Mutex // guards bill and changed
}

// errClosed ends a theatre that nothing is wrong with.
var errClosed = errors.New("the theatre is closed")

// Open sets up the first piece and serves it until Close. The listener is the
// theatre's from now on.
func Open(c Config, first Piece) (*Theatre, error) {
	t := &Theatre{c: c, url: "http://" + c.Listener.Addr().String(), changed: make(chan struct{})}
	if err := t.learn(first.Script); err != nil {
		return nil, errors.Join(err, c.Listener.Close())
	}
	t.end, t.fall = context.WithCancelCause(context.Background())
	t.server = &http.Server{Handler: t, ReadHeaderTimeout: 10 * time.Second}
	go t.server.Serve(c.Listener)
	t.scene.Lock()
	defer t.scene.Unlock()
	if err := t.raise(first, c.Bot.Data); err != nil {
		return nil, errors.Join(err, t.server.Close())
	}
	return t, nil
}

// learn reads the incidents that can be chosen, among them the first.
func (t *Theatre) learn(first *rehearsal.Script) error {
	for _, name := range rehearsal.Names() {
		script, err := rehearsal.Load(name)
		if err != nil {
			return err
		}
		t.choices = append(t.choices, script)
	}
	if !slices.ContainsFunc(t.choices, func(s *rehearsal.Script) bool { return s.Name == first.Name }) {
		t.choices = append(t.choices, first)
	}
	return nil
}

// URL is where the page is.
func (t *Theatre) URL() string { return t.url }

// Wait returns when ctx ends, or with what went wrong.
func (t *Theatre) Wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return nil
	case <-t.end.Done():
		return context.Cause(t.end)
	}
}

// Close strikes the set, and cuts every page off.
func (t *Theatre) Close() error {
	t.fall(errClosed)
	t.scene.Lock()
	defer t.scene.Unlock()
	var err error
	if s := t.onStage.Swap(nil); s != nil {
		err = s.strike()
	}
	return errors.Join(err, t.server.Close())
}

// ServeHTTP lets the set that is on stage answer. Streams end with its workspace.
func (t *Theatre) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s := t.onStage.Load()
	if s == nil && isLook(r) {
		s = t.await(r.Context())
	}
	if s == nil {
		w.Header().Set("Retry-After", "1")
		http.Error(w, "The workspace is being set up.", http.StatusServiceUnavailable)
		return
	}
	if b := s.bot.Load(); b != nil && strings.HasPrefix(r.URL.Path, "/reviews/") {
		b.Pages().ServeHTTP(w, r)
		return
	}
	s.stage.Handler().ServeHTTP(w, r)
}

// isLook reports whether a browser asks for the page or something on it: that can
// wait for the next set. What a bot or a visitor does was meant for the one before.
func isLook(r *http.Request) bool {
	if r.Method != http.MethodGet {
		return false
	}
	return r.URL.Path == "/" || slices.ContainsFunc([]string{"/archives/", "/docs/", "/static/", "/page/"},
		func(root string) bool { return strings.HasPrefix(r.URL.Path, root) })
}

// await returns the next set once it is on stage; nil when ctx or the theatre ends before.
func (t *Theatre) await(ctx context.Context) *set {
	for {
		changed := t.Changed() // a set's bill is put up after it has come
		if s := t.onStage.Load(); s != nil {
			return s
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil
		case <-t.end.Done():
			return nil
		}
	}
}

// raise sets up a piece, and lets it answer. The caller holds the scene.
func (t *Theatre) raise(p Piece, data string) error {
	t.worlds++
	s, err := t.newSet(p, t.worlds, data)
	if err != nil {
		return err
	}
	t.onStage.Store(s) // before the bot comes, who is to find the workspace here
	t.show(s.bill())
	if err := s.begin(t.c.Bot); err != nil {
		t.onStage.Store(nil)
		return errors.Join(err, s.strike())
	}
	return nil
}

// change strikes the set and raises another.
func (t *Theatre) change(p Piece) error {
	t.scene.Lock()
	defer t.scene.Unlock()
	if t.end.Err() != nil {
		return errClosed
	}
	err := t.onStage.Swap(nil).strike()
	if err == nil {
		err = t.raise(p, "")
	}
	if err != nil {
		// There is no way back: the old set is gone.
		err = fmt.Errorf("the set could not be changed: %w", err)
		t.fall(err)
	}
	return err
}

// Now is what the page shows.
func (t *Theatre) Now() page.Playbill {
	t.look.Lock()
	defer t.look.Unlock()
	return t.bill
}

// Changed returns a channel that is closed when Now is another one.
func (t *Theatre) Changed() <-chan struct{} {
	t.look.Lock()
	defer t.look.Unlock()
	return t.changed
}
