package store

import (
	"time"

	bolt "go.etcd.io/bbolt"
)

// Kept is how long inputs, tokens and what was lost are remembered. Slack offers nothing
// again after about six minutes; the rest is to be on the safe side, and for whoever
// looks after the bot.
const Kept = 7 * 24 * time.Hour

// Prune forgets the inputs seen, the tokens noted and the items given up before a moment,
// and of those what cannot be read: nobody will read it any better.
func (s *Store) Prune(before time.Time) error {
	return s.guard(func() error {
		return s.update(func(tx *bolt.Tx) error {
			for name, last := range dated {
				b := tx.Bucket([]byte(name))
				if b == nil {
					continue // that of the tokens is made with the first
				}
				var old [][]byte // deleting under a cursor moves it
				err := b.ForEach(func(k, v []byte) error {
					if at, err := last(v); err != nil || at.Before(before) {
						old = append(old, k)
					}
					return nil
				})
				if err != nil {
					return err
				}
				for _, k := range old {
					if err := b.Delete(k); err != nil {
						return err
					}
				}
			}
			return nil
		})
	})
}

// dated are the buckets whose records are forgotten, and when each was last of use.
var dated = map[string]func(v []byte) (time.Time, error){
	string(bucketInputs): func(v []byte) (time.Time, error) { return time.Parse(time.RFC3339, string(v)) },
	string(bucketTokens): func(v []byte) (time.Time, error) {
		var t tally
		err := open(v, &t)
		return t.Last, err
	},
	string(bucketLost): func(v []byte) (time.Time, error) {
		var i Item
		err := open(v, &i)
		if i.LostAt.IsZero() { // given up before that was noted
			return i.At, err
		}
		return i.LostAt, err
	},
}
