package store

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"

	"github.com/remedybot/remedy/internal/postmortem"
)

// Session returns a review as it stands. The copy is the caller's.
func (s *Store) Session(id postmortem.SessionID) (*postmortem.Session, bool) {
	session, ok := s.held(id)
	if !ok {
		return nil, false
	}
	return session.Clone(), true
}

// held is a review as it is held.
func (s *Store) held(id postmortem.SessionID) (*postmortem.Session, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	session, ok := s.sessions[id]
	return session, ok
}

// Sessions returns all reviews of a workspace (team empty: of all), newest
// first, that keep says yes to. keep sees them as they are held and must change
// nothing; the copies are the caller's.
func (s *Store) Sessions(team string, keep func(*postmortem.Session) bool) []*postmortem.Session {
	out := s.kept(team, keep)
	slices.SortFunc(out, newestFirst)
	for i, session := range out {
		out[i] = session.Clone()
	}
	return out
}

// Newest is the first of Sessions, if any, and alone is copied.
func (s *Store) Newest(team string, keep func(*postmortem.Session) bool) (*postmortem.Session, bool) {
	all := s.kept(team, keep)
	if len(all) == 0 {
		return nil, false
	}
	return slices.MinFunc(all, newestFirst).Clone(), true
}

func (s *Store) kept(team string, keep func(*postmortem.Session) bool) []*postmortem.Session {
	return slices.DeleteFunc(s.Held(), func(session *postmortem.Session) bool {
		return team != "" && session.Place.Team != team || keep != nil && !keep(session)
	})
}

func newestFirst(a, b *postmortem.Session) int {
	return cmp.Or(b.StartedAt.Compare(a.StartedAt), strings.Compare(string(b.ID), string(a.ID)))
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
	if session, ok := s.held(id); ok {
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

// Runs reports whether a review is under way in a channel.
func (s *Store) Runs(team, channel string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.running[placeKey(team, channel)] != ""
}

// Running returns the review that is under way in a channel, if any. The copy is the
// caller's.
func (s *Store) Running(team, channel string) (*postmortem.Session, bool) {
	s.mu.Lock()
	id := s.running[placeKey(team, channel)]
	s.mu.Unlock()
	return s.Session(id)
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
