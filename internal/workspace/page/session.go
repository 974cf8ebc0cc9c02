package page

import (
	"crypto/rand"
	"sync"
	"time"

	"github.com/remedybot/remedy/internal/workspace"
)

// A session is a window's leave to act as one person. While it lives, the
// person has a page open, as ephemeral messages require; so somebody who looks
// in as another person for a moment misses nothing.
type session struct {
	person *workspace.Person
	shut   func()
	used   time.Time
	links  int // streams that are open
}

// Sessions that no stream keeps are forgotten after some idle time, which a
// window that slept or crashed may reach; a live window becomes its person anew.
const (
	sessionIdle = 10 * time.Minute
	sessionMost = 200
)

// sessions are all sessions, by their tokens.
type sessions struct {
	w   *workspace.Workspace
	now func() time.Time // of browsers and their idling, hence not the workspace's

	mu      sync.Mutex
	byToken map[string]*session
}

func newSessions(w *workspace.Workspace) *sessions {
	return &sessions{w: w, now: time.Now, byToken: make(map[string]*session)}
}

// open makes a session and returns its token. The caller has checked the user.
func (s *sessions) open(user string) string {
	person := s.w.As(user)
	made := &session{person: person, shut: person.Open(), used: s.now()}
	token := rand.Text()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep()
	s.byToken[token] = made
	return token
}

// sweep forgets idle sessions, and the longest unused ones while there are too
// many. The caller holds the lock.
func (s *sessions) sweep() {
	for token, x := range s.byToken {
		if x.links == 0 && s.now().Sub(x.used) > sessionIdle {
			s.drop(token)
		}
	}
	for len(s.byToken) >= sessionMost {
		var oldest string
		for token, x := range s.byToken {
			if oldest == "" || x.used.Before(s.byToken[oldest].used) {
				oldest = token
			}
		}
		s.drop(oldest)
	}
}

func (s *sessions) drop(token string) {
	if x, ok := s.byToken[token]; ok {
		delete(s.byToken, token)
		x.shut()
	}
}

// find returns the person a token stands for.
func (s *sessions) find(token string) (*workspace.Person, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	x, ok := s.byToken[token]
	if !ok {
		return nil, false
	}
	x.used = s.now()
	return x.person, true
}

// hold keeps a session alive while a stream is open.
func (s *sessions) hold(token string) (release func()) {
	s.link(token, 1)
	return func() { s.link(token, -1) }
}

func (s *sessions) link(token string, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if x, ok := s.byToken[token]; ok {
		x.links += n
		x.used = s.now()
	}
}

// end closes sessions whose window has closed.
func (s *sessions) end(tokens []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, token := range tokens {
		s.drop(token)
	}
}
