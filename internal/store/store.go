// Package store is everything the bot must not forget, in one bbolt file.
//
// There is one way in, [Store.Commit]: in a single transaction it drops an
// input that was seen before, asks what follows from it, appends the events and
// queues the effects. What Commit has returned from is on disk.
//
//	meta
//	├── schema   : decimal number of this layout
//	├── secret   : 32 random bytes; keys that leave the house are made with it
//	└── reviews  : decimal number of the last review
//	inputs
//	└── *input id : time it was first seen, RFC 3339        forgotten after 7 days
//	running
//	└── *team "/" channel : review id                       the review that runs there
//	events
//	└── *review id "/" *seq, 8 bytes big-endian : EventRecord
//	texts
//	└── *review id "/" *key : text as it was written          erasable, one by one
//	private
//	└── *review id : Private                                   erased at close
//	outbox
//	└── *seq, 8 bytes big-endian : Item                       oldest first
//	lost
//	└── *seq, 8 bytes big-endian : Item                       what could not be done; forgotten after 7 days
//	tokens
//	└── *review id, or day in UTC : tally                      of a language model; forgotten after 7 days
//
// Events, private notes, items and tallies are JSON behind four bytes of CRC-32C, since
// bbolt does not notice a flipped bit in a page. A change to this layout needs
// a new bucket, not a new meaning for an old one.
package store

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/remedybot/remedy/internal/postmortem"
)

const schema = 1

var (
	bucketMeta    = []byte("meta")
	bucketInputs  = []byte("inputs")
	bucketRunning = []byte("running")
	bucketEvents  = []byte("events")
	bucketTexts   = []byte("texts")
	bucketPrivate = []byte("private")
	bucketOutbox  = []byte("outbox")
	bucketLost    = []byte("lost")

	buckets = [][]byte{bucketMeta, bucketInputs, bucketRunning, bucketEvents, bucketTexts, bucketPrivate, bucketOutbox, bucketLost}

	keySchema, keySecret, keyReviews = []byte("schema"), []byte("secret"), []byte("reviews")
)

// A Store holds all reviews. It is safe for concurrent use.
type Store struct {
	db     *bolt.DB
	path   string
	secret []byte

	crash func(Moment) error // see CrashAt

	mu       sync.Mutex // held over a commit and the change of what is remembered below
	sessions map[postmortem.SessionID]*postmortem.Session
	running  map[string]postmortem.SessionID // by placeKey, as in the bucket
}

// A Moment is a point around a transaction at which a program can die.
type Moment string

// The moments of a transaction.
const (
	BeforeCommit Moment = "before_commit"
	AfterCommit  Moment = "after_commit"
)

// CrashAt has f called around every transaction that writes, for crash tests
// alone. An error before the commit leaves nothing written; one after it keeps
// the caller from learning that everything was. It is the program that dies, not
// the machine, so the disk is not waited for.
func (s *Store) CrashAt(f func(Moment) error) {
	s.crash = f
	s.db.NoSync = true
}

// update is a transaction that writes.
func (s *Store) update(f func(*bolt.Tx) error) error {
	if s.crash == nil {
		return s.db.Update(f)
	}
	err := s.db.Update(func(tx *bolt.Tx) error {
		if err := f(tx); err != nil {
			return err
		}
		return s.crash(BeforeCommit)
	})
	if err != nil {
		return err
	}
	return s.crash(AfterCommit)
}

// errNewer says that a later version of this program wrote the file.
var errNewer = errors.New("newer")

// ErrLocked says that another process has the file open.
var ErrLocked = errors.New("another process is using it")

// Open opens the store at path, and makes it if there is none. Its errors are
// sentences for the person who started the program.
func Open(path string) (*Store, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("the folder for %s cannot be made: %w", path, err)
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		if err := create(path); err != nil {
			return nil, fmt.Errorf("the database %s cannot be made: %w", path, err)
		}
	}
	db, err := openFile(path)
	if err != nil {
		return nil, err
	}
	s := &Store{db: db, path: path, sessions: map[postmortem.SessionID]*postmortem.Session{}, running: map[string]postmortem.SessionID{}}
	if err := s.guard(s.load); err != nil {
		db.Close()
		if errors.Is(err, errNewer) {
			return nil, fmt.Errorf("the database %s was written by a newer version of this program; run that one (%w)", path, err)
		}
		return nil, damaged(path, err)
	}
	return s, nil
}

// create makes the file under another name first: losing power during the very
// first write can leave a file that nothing opens (etcd-io/etcd#16596).
func create(path string) error {
	tmp := path + ".new"
	if err := os.Remove(tmp); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	db, err := bolt.Open(tmp, 0o600, options())
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bolt.Tx) error {
		for _, name := range buckets {
			if _, err := tx.CreateBucketIfNotExists(name); err != nil {
				return err
			}
		}
		secret := make([]byte, 32)
		rand.Read(secret) // never fails, by its documentation
		meta := tx.Bucket(bucketMeta)
		return errors.Join(meta.Put(keySchema, []byte(strconv.Itoa(schema))), meta.Put(keySecret, secret))
	})
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer dir.Close()
	return dir.Sync()
}

// options are those of a file that one process holds for long.
func options() *bolt.Options {
	return &bolt.Options{Timeout: time.Second, FreelistType: bolt.FreelistMapType, InitialMmapSize: 1 << 30}
}

// openFile opens a bbolt file that may be damaged: a truncated one faults inside
// bbolt, which recover alone does not catch.
func openFile(path string) (db *bolt.DB, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("the database %s cannot be read: %w", path, err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("the database %s can be read by others; close it to them with: chmod 600 %s", path, path)
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			db, err = nil, damaged(path, fmt.Errorf("%v", r))
		}
	}()
	db, err = bolt.Open(path, 0o600, options())
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, fmt.Errorf("the database %s cannot be opened: %w; stop it, or choose another folder with --data", path, ErrLocked)
	case errors.Is(err, os.ErrPermission):
		return nil, fmt.Errorf("the database %s may not be opened by this user; run the bot as its owner, or choose another folder with --data", path)
	case err != nil:
		return nil, damaged(path, err)
	}
	// A file cut short opens quietly and faults later: its pages must all be there.
	err = db.View(func(tx *bolt.Tx) error {
		if tx.Size() > info.Size() {
			return fmt.Errorf("it is %d bytes long and has lost the rest up to %d", info.Size(), tx.Size())
		}
		return nil
	})
	if err != nil {
		db.Close()
		return nil, damaged(path, err)
	}
	return db, nil
}

func damaged(path string, err error) error {
	return fmt.Errorf("the database %s is damaged (%w). Move it aside (mv %s %s.damaged) and put a copy of it in its place, or start anew without one: what was posted in Slack stays there", path, err, path, path)
}

// guard turns a fault in a damaged page into an error.
func (s *Store) guard(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	return f()
}

// load reads every review into memory. A review is a few hundred events, and a
// team holds a few hundred reviews.
func (s *Store) load() error {
	return s.db.View(func(tx *bolt.Tx) error {
		meta := tx.Bucket(bucketMeta)
		if meta == nil {
			return errors.New("it is not a database of this program")
		}
		switch v, err := strconv.Atoi(string(meta.Get(keySchema))); {
		case err != nil || v < schema:
			return fmt.Errorf("its layout is number %q, which there never was", meta.Get(keySchema))
		case v > schema:
			return fmt.Errorf("%w: layout %d, and this program knows %d", errNewer, v, schema)
		}
		for _, name := range buckets {
			if tx.Bucket(name) == nil {
				return fmt.Errorf("the part %q is missing", name)
			}
		}
		s.secret = bytes.Clone(meta.Get(keySecret))
		if err := s.replay(tx); err != nil {
			return err
		}
		err := tx.Bucket(bucketRunning).ForEach(func(k, v []byte) error {
			s.running[string(k)] = postmortem.SessionID(v)
			return nil
		})
		if err != nil {
			return err
		}
		// What a newer version wants done, this one would never do. A damaged item is no
		// reason to do nothing at all.
		return unreadable(tx, func(err error) bool { return errors.Is(err, errNewer) })
	})
}

// replay builds the sessions from their logs, their texts and their private notes.
func (s *Store) replay(tx *bolt.Tx) error {
	err := tx.Bucket(bucketEvents).ForEach(func(k, v []byte) error {
		id, _, ok := cutKey(k)
		if !ok {
			return fmt.Errorf("an event has the key %q", k)
		}
		var e postmortem.EventRecord
		if err := open(v, &e); errors.Is(err, postmortem.ErrNewer) {
			return fmt.Errorf("%w: %w", errNewer, err)
		} else if err != nil {
			return fmt.Errorf("review %s: %w", id, err)
		}
		session := s.sessions[id]
		if session == nil {
			session = &postmortem.Session{}
			s.sessions[id] = session
		}
		session.Apply(e)
		return nil
	})
	if err != nil {
		return err
	}
	err = tx.Bucket(bucketTexts).ForEach(func(k, v []byte) error {
		if id, key, ok := cutKey(k); ok && s.sessions[id] != nil {
			s.sessions[id].Texts[string(key)] = string(v)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return tx.Bucket(bucketPrivate).ForEach(func(k, v []byte) error {
		if session := s.sessions[postmortem.SessionID(k)]; session != nil {
			return open(v, &session.Private)
		}
		return nil
	})
}

// unreadable returns the first error of a record that no review is built from, of those
// that count.
func unreadable(tx *bolt.Tx, counts func(error) bool) error {
	for _, name := range [][]byte{bucketOutbox, bucketLost} {
		err := eachItem(tx.Bucket(name), func(_ Item, err error) error {
			if errors.Is(err, postmortem.ErrNewer) {
				err = fmt.Errorf("%w: %w", errNewer, err)
			}
			if err != nil && counts(err) {
				return fmt.Errorf("%s: %w", name, err)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	for _, name := range [][]byte{bucketInputs, bucketTokens} {
		b := tx.Bucket(name)
		if b == nil {
			continue
		}
		err := b.ForEach(func(_, v []byte) error {
			if _, err := dated[string(name)](v); err != nil && counts(err) {
				return fmt.Errorf("%s: %w", name, err)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Close ends all work with the file.
func (s *Store) Close() error { return s.db.Close() }

// Path is where the file lies.
func (s *Store) Path() string { return s.path }

// Check looks at every page of the file, and at every record in it.
func (s *Store) Check() error {
	return s.guard(func() error {
		return s.db.View(func(tx *bolt.Tx) error {
			for err := range tx.Check() {
				return err
			}
			fresh := &Store{sessions: map[postmortem.SessionID]*postmortem.Session{}}
			if err := fresh.replay(tx); err != nil {
				return err
			}
			return unreadable(tx, func(error) bool { return true })
		})
	})
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// seal is v as JSON behind its checksum; open reads it back.
func seal(v any) ([]byte, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return append(binary.BigEndian.AppendUint32(nil, crc32.Checksum(body, castagnoli)), body...), nil
}

func open(b []byte, v any) error {
	if len(b) < 4 || binary.BigEndian.Uint32(b) != crc32.Checksum(b[4:], castagnoli) {
		return errors.New("a record is damaged: its checksum does not fit")
	}
	return json.Unmarshal(b[4:], v)
}

func eventKey(id postmortem.SessionID, seq int) []byte {
	return binary.BigEndian.AppendUint64([]byte(string(id)+"/"), uint64(seq))
}

func textKey(id postmortem.SessionID, key string) []byte { return []byte(string(id) + "/" + key) }

func seqKey(seq uint64) []byte { return binary.BigEndian.AppendUint64(nil, seq) }

func cutKey(k []byte) (postmortem.SessionID, []byte, bool) {
	id, rest, ok := bytes.Cut(k, []byte("/"))
	return postmortem.SessionID(id), rest, ok
}
