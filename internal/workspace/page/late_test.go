package page_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/remedybot/remedy/internal/workspace/page"
	"github.com/remedybot/remedy/internal/workspace/page/pagetest"
)

// A late answer is made at once and arrives when it is let go, as on a busy machine.
type late struct {
	next http.Handler
	mu   sync.Mutex
	path string // whose next answer waits
	made chan struct{}
	gone chan struct{}
}

// hold has the next answer to a path wait. made tells that there is one, release lets it go.
func (l *late) hold(path string) (made <-chan struct{}, release func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.path, l.made, l.gone = path, make(chan struct{}), make(chan struct{})
	return l.made, sync.OnceFunc(func() { close(l.gone) })
}

func (l *late) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	held := l.path == r.URL.Path
	made, gone := l.made, l.gone
	if held {
		l.path = ""
	}
	l.mu.Unlock()
	if !held {
		l.next.ServeHTTP(w, r)
		return
	}
	answer := httptest.NewRecorder()
	l.next.ServeHTTP(answer, r)
	close(made)
	select {
	case <-gone:
	case <-r.Context().Done():
		return
	}
	maps.Copy(w.Header(), answer.Header())
	w.WriteHeader(answer.Code)
	w.Write(answer.Body.Bytes())
}

// latePage is another page of the place, whose answers can be late.
func (p *place) latePage(t *testing.T, o page.Options) (*late, string) {
	t.Helper()
	o.DefaultUser, o.DefaultChannel = p.ana, p.outage
	l := &late{next: page.New(p.w, o)}
	server := httptest.NewServer(l)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return l, server.URL
}

// knows waits until the page's scripts know of something: an expression over state,
// looked at whenever a part of it is new.
func knows(b *pagetest.Browser, part, expression string) {
	b.T.Helper()
	pagetest.Eval[bool](b, fmt.Sprintf(`import("/static/js/state.js").then(({ state, on }) => new Promise((done) => {
		const look = () => (%s) && done(true);
		on(%q, () => queueMicrotask(look));
		look();
	}))`, expression, part))
}

// A board is a rehearsal that shows what is put up.
type board struct {
	mu      sync.Mutex
	bill    page.Playbill
	changed chan struct{}
}

func (b *board) put(bill page.Playbill) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.bill = bill
	close(b.changed)
	b.changed = make(chan struct{})
}

func (b *board) Now() page.Playbill {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.bill
}

func (b *board) Changed() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.changed
}

func (b *board) Do(context.Context, page.RehearsalDeed) error { return nil }

// What a play waits for is said while the page loads: what the page has asked for
// before, and is answered after, takes nothing back.
func TestAHintComesWhileThePageLoads(t *testing.T) {
	p := newPlace(t)
	b := pagetest.New(t)
	bill := page.Playbill{World: 1, Choices: []page.Choice{{Name: "disk", Title: "A full disk"}}, Incident: "disk",
		Play: &page.Play{Part: "facilitate", Of: 7}}
	play := &board{bill: bill, changed: make(chan struct{})}
	l, url := p.latePage(t, page.Options{Rehearsal: play})
	made, release := l.hold("/page/state")
	defer release()
	b.Load(url)
	<-made
	bill.Play = &page.Play{Part: "facilitate", Of: 7, Said: 1}
	bill.Hint = &page.Hint{ID: "start", Text: "The others wait for you."}
	play.put(bill)
	knows(b, "rehearsal", "state.rehearsal?.hint")
	release()
	b.Sees("me", "Ana Ruiz")
	b.Sees("rehearsal", "1 of 7 messages")
	b.Sees("hint", "The others wait for you.")
}
