package store

import (
	"errors"
	"time"

	bolt "go.etcd.io/bbolt"
)

// bucketTokens is made with the first entry: files from before there was one are
// as good.
var bucketTokens = []byte("tokens")

// A tally is how many tokens went on one account.
type tally struct {
	Tokens int       `json:"tokens"`
	Last   time.Time `json:"last"`
}

// Tokens returns how many tokens of a language model went on an account: that of
// a review, or of a day.
func (s *Store) Tokens(name string) (int, error) {
	var t tally
	err := s.guard(func() error {
		return s.db.View(func(tx *bolt.Tx) (err error) {
			if b := tx.Bucket(bucketTokens); b != nil {
				t, err = tallyOf(b, name)
			}
			return err
		})
	})
	return t.Tokens, err
}

// AddTokens notes that tokens went on each of some accounts.
func (s *Store) AddTokens(at time.Time, tokens int, names ...string) error {
	return s.guard(func() error {
		return s.update(func(tx *bolt.Tx) error {
			b, err := tx.CreateBucketIfNotExists(bucketTokens)
			if err != nil {
				return err
			}
			for _, name := range names {
				t, err := tallyOf(b, name)
				if err != nil {
					return err
				}
				raw, err := seal(tally{t.Tokens + tokens, at.UTC()})
				if err := errors.Join(err, b.Put([]byte(name), raw)); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

func tallyOf(b *bolt.Bucket, name string) (t tally, err error) {
	if raw := b.Get([]byte(name)); raw != nil {
		err = open(raw, &t)
	}
	return t, err
}
