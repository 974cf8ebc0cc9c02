package store

import (
	"maps"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"

	"github.com/remedybot/remedy/internal/postmortem"
)

// Session returns a review as it stands. The copy is the caller's.
func (s *Store) Session(id postmortem.SessionID) (*postmortem.Session, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	session, ok := s.sessions[id]
	if !ok {
		return nil, false
	}
	return session.Clone(), true
}

// Sessions returns all reviews of a workspace (team empty: of all), newest
// first, that keep says yes to.
func (s *Store) Sessions(team string, keep func(*postmortem.Session) bool) []*postmortem.Session {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*postmortem.Session
	for _, session := range s.sessions {
		if (team == "" || session.Place.Team == team) && (keep == nil || keep(session)) {
			out = append(out, session.Clone())
		}
	}
	slices.SortFunc(out, func(a, b *postmortem.Session) int {
		if c := b.StartedAt.Compare(a.StartedAt); c != 0 {
			return c
		}
		return strings.Compare(string(b.ID), string(a.ID))
	})
	return out
}

// Held returns all reviews as they are held, in an order that stays the same. A review
// is replaced when something becomes true in it, never changed: the same pointer
// is the same state, and nobody may write to it.
func (s *Store) Held() []*postmortem.Session {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.SortedFunc(maps.Values(s.sessions), func(a, b *postmortem.Session) int {
		return strings.Compare(string(a.ID), string(b.ID))
	})
}

// PlaceOf is where a review is held; the zero place if there is none.
func (s *Store) PlaceOf(id postmortem.SessionID) postmortem.Place {
	s.mu.Lock()
	defer s.mu.Unlock()
	if session, ok := s.sessions[id]; ok {
		return session.Place
	}
	return postmortem.Place{}
}

// Seen reports whether an input of that id was taken in.
func (s *Store) Seen(id string) (bool, error) {
	seen := false
	err := s.guard(func() error {
		return s.db.View(func(tx *bolt.Tx) error {
			seen = id != "" && tx.Bucket(bucketInputs).Get([]byte(id)) != nil
			return nil
		})
	})
	return seen, err
}

// Runs reports whether a review runs in a channel.
func (s *Store) Runs(p postmortem.Place) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, session := range s.sessions {
		if session.Place.Team == p.Team && session.Place.Channel == p.Channel &&
			(session.Status == postmortem.Running || session.Status == postmortem.Closing) {
			return true
		}
	}
	return false
}

// Events returns the log of a review.
func (s *Store) Events(id postmortem.SessionID) ([]postmortem.EventRecord, error) {
	var out []postmortem.EventRecord
	err := s.guard(func() error {
		return s.db.View(func(tx *bolt.Tx) error {
			prefix := []byte(string(id) + "/")
			c := tx.Bucket(bucketEvents).Cursor()
			for k, v := c.Seek(prefix); k != nil && strings.HasPrefix(string(k), string(prefix)); k, v = c.Next() {
				var e postmortem.EventRecord
				if err := open(v, &e); err != nil {
					return err
				}
				out = append(out, e)
			}
			return nil
		})
	})
	return out, err
}
