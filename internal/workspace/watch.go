package workspace

import (
	"context"
	"slices"
)

// Change is something that happened before the eyes of a person.
type Change struct {
	// Type is message, changed, deleted, ephemeral, ephemeral_changed,
	// ephemeral_deleted, channel, member, read, view, view_closed, home, canvas
	// (whose id is TS), notice or resync.
	Type    string            `json:"type"`
	Channel string            `json:"channel,omitempty"`
	Thread  string            `json:"thread,omitempty"`
	TS      string            `json:"ts,omitempty"`
	User    string            `json:"user,omitempty"` // who joined or left, in "member"
	Message *Message          `json:"message,omitempty"`
	View    *View             `json:"view,omitempty"`   // the top of the stack; in view_closed the one that is shown again, if any
	Errors  map[string]string `json:"errors,omitempty"` // by block_id, when a submission was refused
	Text    string            `json:"text,omitempty"`
	Level   string            `json:"level,omitempty"` // of a notice: "info" or "error"
}

// watchQueue is how many changes wait for a watcher before it has fallen behind.
const watchQueue = 256

// A page is one open window of a person.
type page struct {
	changes chan Change // nil when nobody watches
	behind  bool        // a resync waits in changes, and what follows is dropped
}

// tell puts a change into the page's queue. The last place is kept for the resync,
// and while that waits to be read nothing else needs to be said.
func (p *page) tell(c Change) {
	if p.changes == nil {
		return
	}
	if p.behind && len(p.changes) > 0 {
		return
	}
	p.behind = len(p.changes) >= cap(p.changes)-1
	if p.behind {
		c = Change{Type: "resync"}
	}
	p.changes <- c // there is room: only the workspace puts anything in
}

// tell lets everybody who can see a conversation know of a change in it.
func (w *Workspace) tell(c *channel, change Change) {
	change.Channel = c.ID
	if m := change.Message; m != nil {
		change.TS, change.Thread = m.TS, m.ThreadTS
	}
	for _, user := range w.userOrder {
		if c.visible(user) {
			w.tellUser(user, change)
		}
	}
}

// tellUser lets one person know of a change, on every open page.
func (w *Workspace) tellUser(user string, change Change) {
	for _, p := range w.pages[user] {
		p.tell(change)
	}
}

// notice shows a person what Slack would show beside the message box.
func (w *Workspace) notice(user, channel, level, text string) {
	w.tellUser(user, Change{Type: "notice", Channel: channel, Level: level, Text: text})
}

// Open opens a page of the person, until it is closed. Ephemeral messages reach
// only those with an open page.
func (p *Person) Open() (close func()) {
	opened := p.open(&page{})
	return func() { p.w.closePage(p.id, opened) }
}

// Watch opens a page and sends it what changes, until ctx ends; then the channel
// is closed. It never holds up the workspace: a watcher that falls behind misses
// changes and gets one of type "resync", after which it should read anew.
func (p *Person) Watch(ctx context.Context) <-chan Change {
	opened := p.open(&page{changes: make(chan Change, watchQueue)})
	p.w.running.Go(func() {
		select {
		case <-ctx.Done():
		case <-p.w.closed:
		}
		p.w.closePage(p.id, opened)
	})
	return opened.changes
}

func (p *Person) open(opened *page) *page {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	p.w.pages[p.id] = append(p.w.pages[p.id], opened)
	return opened
}

// closePage forgets a page and the ephemeral messages that only it still showed.
func (w *Workspace) closePage(user string, closing *page) {
	w.mu.Lock()
	defer w.mu.Unlock()
	at := slices.Index(w.pages[user], closing)
	if at < 0 {
		return
	}
	w.pages[user] = slices.Delete(slices.Clone(w.pages[user]), at, at+1)
	if closing.changes != nil {
		close(closing.changes)
	}
	w.ephemerals = slices.DeleteFunc(w.ephemerals, func(e *ephemeral) bool {
		e.pages = slices.DeleteFunc(e.pages, func(p *page) bool { return p == closing })
		return len(e.pages) == 0
	})
}
