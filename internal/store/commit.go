package store

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/remedybot/remedy/internal/postmortem"
)

// Decide says what follows from an input; postmortem.Guide.Decide is one.
type Decide func(*postmortem.Session, postmortem.Input) (postmortem.Decision, error)

// A Result is what became of an input.
type Result struct {
	Session postmortem.SessionID // empty: it concerned no review
	Repeat  bool                 // it was seen before, and nothing was done
	Reply   string
	Seen    bool
	Held    postmortem.Held
}

// Commit is the one way anything is written. In one transaction it drops an
// input that was seen before, asks decide what follows, and writes the events,
// texts, private notes and effects of the answer. done, if not zero, is the
// item of the outbox whose result the input is: it is removed in the same
// transaction, and if it is gone already the result is a repeat.
//
// An error of decide leaves no trace, so a refused input may be offered again.
func (s *Store) Commit(in postmortem.Input, done uint64, decide Decide) (Result, error) {
	return s.transact(in, done, decide, nil)
}

// NoReview says that there is no review of that id, or that none runs in the
// channel, if it is empty.
type NoReview struct{ ID postmortem.SessionID }

func (n NoReview) Error() string {
	if n.ID == "" {
		return "store: no review runs there"
	}
	return "store: there is no review " + string(n.ID)
}

// errNothing rolls back a transaction that has nothing to say, and saves its
// two fsyncs.
var errNothing = errors.New("nothing follows")

// transact is Commit, with one more thing to write where something follows.
func (s *Store) transact(in postmortem.Input, done uint64, decide Decide, also func(*bolt.Tx) error) (Result, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out Result
	var next *postmortem.Session
	err := s.guard(func() error {
		return s.update(func(tx *bolt.Tx) error {
			var err error
			if out, next, err = s.commit(tx, in, done, decide); err != nil {
				return err
			}
			if next == nil && done == 0 {
				return errNothing
			}
			if also != nil && !out.Repeat {
				return also(tx)
			}
			return nil
		})
	})
	if err != nil && !errors.Is(err, errNothing) {
		return Result{}, err
	}
	// Only what is on disk is remembered.
	if next != nil {
		s.remember(next)
	}
	return out, nil
}

func (s *Store) commit(tx *bolt.Tx, in postmortem.Input, done uint64, decide Decide) (Result, *postmortem.Session, error) {
	inputs, outbox := tx.Bucket(bucketInputs), tx.Bucket(bucketOutbox)
	if in.ID != "" && inputs.Get([]byte(in.ID)) != nil {
		return Result{Repeat: true}, nil, nil
	}
	if done != 0 {
		if outbox.Get(seqKey(done)) == nil {
			return Result{Repeat: true}, nil, nil
		}
		if err := outbox.Delete(seqKey(done)); err != nil {
			return Result{}, nil, err
		}
	}
	session, err := s.find(tx, in)
	if err != nil || session == nil {
		return Result{}, nil, err
	}
	d, err := decide(session, in)
	if err != nil {
		return Result{}, nil, err
	}
	out := Result{Session: session.ID, Reply: d.Reply, Seen: d.Seen, Held: d.Held}
	if len(d.Events) == 0 && len(d.Effects) > 0 {
		return Result{}, nil, fmt.Errorf("store: %T has effects without an event", in.Body)
	}
	if done == 0 && len(d.Events)+len(d.Texts) == 0 && d.Private == nil {
		return out, nil, nil // a repeat of it will come to the same nothing
	}
	if in.ID != "" {
		if err := inputs.Put([]byte(in.ID), []byte(in.At.UTC().Format(time.RFC3339))); err != nil {
			return Result{}, nil, err
		}
	}
	next, err := s.write(tx, session, in, d)
	return out, next, err
}

// find returns the review an input is about: a new one for Start, nil for an
// input that concerns none.
func (s *Store) find(tx *bolt.Tx, in postmortem.Input) (*postmortem.Session, error) {
	id := in.Session
	if id == "" {
		id = s.running[placeKey(in.Place.Team, in.Place.Channel)]
	}
	if id != "" {
		session := s.sessions[id]
		if session == nil {
			return nil, NoReview{id}
		}
		return session, nil
	}
	switch in.Body.(type) {
	case postmortem.Start:
		n, err := s.nextReview(tx)
		if err != nil {
			return nil, err
		}
		session := &postmortem.Session{}
		session.ID = postmortem.SessionID(fmt.Sprintf("PM-%d", n))
		return session, nil
	case postmortem.Heard, postmortem.Edited, postmortem.Retracted, postmortem.Tick, postmortem.Woke:
		return nil, nil // said in a channel where no review runs
	}
	return nil, NoReview{}
}

func (s *Store) nextReview(tx *bolt.Tx) (int, error) {
	meta := tx.Bucket(bucketMeta)
	n, _ := strconv.Atoi(string(meta.Get(keyReviews))) // none yet: 0
	n++
	return n, meta.Put(keyReviews, []byte(strconv.Itoa(n)))
}

// write appends what was decided, and returns the session as it is then.
func (s *Store) write(tx *bolt.Tx, session *postmortem.Session, in postmortem.Input, d postmortem.Decision) (*postmortem.Session, error) {
	next := session.Clone()
	events, texts, outbox := tx.Bucket(bucketEvents), tx.Bucket(bucketTexts), tx.Bucket(bucketOutbox)
	first := session.Seq + 1
	for _, body := range d.Events {
		e := postmortem.EventRecord{Seq: next.Seq + 1, At: in.At.UTC(), By: in.By.ID, Body: body}
		b, err := seal(e)
		if err != nil {
			return nil, err
		}
		if err := events.Put(eventKey(session.ID, e.Seq), b); err != nil {
			return nil, err
		}
		next.Apply(e)
	}
	for key, text := range d.Texts {
		k := textKey(session.ID, key)
		if text == "" {
			delete(next.Texts, key)
			if err := texts.Delete(k); err != nil {
				return nil, err
			}
			continue
		}
		next.Texts[key] = text
		if err := texts.Put(k, []byte(text)); err != nil {
			return nil, err
		}
	}
	if d.Private != nil {
		next.Private = *d.Private
		if err := s.putPrivate(tx, session.ID, *d.Private); err != nil {
			return nil, err
		}
	}
	for i, effect := range d.Effects {
		seq, err := outbox.NextSequence()
		if err != nil {
			return nil, err
		}
		b, err := seal(Item{Seq: seq, Key: fmt.Sprintf("%s/%d/%d", session.ID, first, i), Session: session.ID, At: in.At.UTC(), Effect: effect})
		if err != nil {
			return nil, err
		}
		if err := outbox.Put(seqKey(seq), b); err != nil {
			return nil, err
		}
	}
	return next, index(tx, session, next)
}

func (s *Store) putPrivate(tx *bolt.Tx, id postmortem.SessionID, p postmortem.Private) error {
	bucket := tx.Bucket(bucketPrivate)
	if p.Empty() {
		return bucket.Delete([]byte(id))
	}
	b, err := seal(p)
	if err != nil {
		return err
	}
	return bucket.Put([]byte(id), b)
}

// index keeps on disk, for each channel, the review that is under way in it, as remember
// does in memory.
func index(tx *bolt.Tx, before, after *postmortem.Session) error {
	key := []byte(placeKey(after.Place.Team, after.Place.Channel))
	switch bucket := tx.Bucket(bucketRunning); {
	case !before.UnderWay() && after.UnderWay():
		return bucket.Put(key, []byte(after.ID))
	case before.UnderWay() && !after.UnderWay():
		return bucket.Delete(key)
	}
	return nil
}

// remember puts a review in the place of what it was.
func (s *Store) remember(next *postmortem.Session) {
	s.sessions[next.ID] = next
	key := placeKey(next.Place.Team, next.Place.Channel)
	switch {
	case next.UnderWay():
		s.running[key] = next.ID
	case s.running[key] == next.ID:
		delete(s.running, key)
	}
}

func placeKey(team, channel string) string { return team + "/" + channel }
