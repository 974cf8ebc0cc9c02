package store

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/remedybot/remedy/internal/postmortem"
)

// An Item is an effect that waits in the outbox.
type Item struct {
	Seq       uint64
	Key       string // "PM-12/7/0": review, first event of the decision, index
	Session   postmortem.SessionID
	At        time.Time // when it was ordered
	Effect    postmortem.Effect
	Attempts  int
	Tried     time.Time // set while an attempt is under way: what became of it is not known
	NotBefore time.Time
	Faults    int       // of the program itself, while it was worked on
	LostAt    time.Time // when it was given up
}

type wireItem struct {
	Seq       uint64               `json:"seq"`
	Key       string               `json:"key"`
	Session   postmortem.SessionID `json:"session"`
	At        time.Time            `json:"at"`
	Effect    json.RawMessage      `json:"effect"`
	Attempts  int                  `json:"attempts,omitempty"`
	Tried     time.Time            `json:"tried,omitzero"`
	NotBefore time.Time            `json:"not_before,omitzero"`
	Faults    int                  `json:"faults,omitempty"`
	LostAt    time.Time            `json:"lost_at,omitzero"`
}

// MarshalJSON writes the item with the name of its effect's type.
func (i Item) MarshalJSON() ([]byte, error) {
	effect, err := postmortem.MarshalEffect(i.Effect)
	if err != nil {
		return nil, err
	}
	return json.Marshal(wireItem{i.Seq, i.Key, i.Session, i.At, effect, i.Attempts, i.Tried, i.NotBefore, i.Faults, i.LostAt})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (i *Item) UnmarshalJSON(b []byte) error {
	var w wireItem
	if err := json.Unmarshal(b, &w); err != nil {
		return err
	}
	effect, err := postmortem.UnmarshalEffect(w.Effect)
	if err != nil {
		return err
	}
	*i = Item{w.Seq, w.Key, w.Session, w.At, effect, w.Attempts, w.Tried, w.NotBefore, w.Faults, w.LostAt}
	return nil
}

// Lane is the queue the item stands in: one after the other, in order.
func (i Item) Lane() string { return string(i.Session) + "/" + i.Effect.Lane() }

// Outbox returns what waits to be done, oldest first. An item that cannot be read stays
// where it is and is passed over, so that the others are done; [Store.Check] tells of it.
func (s *Store) Outbox() ([]Item, error) { return s.items(bucketOutbox) }

// Lost returns what could not be done, oldest first, as far as it can be read.
func (s *Store) Lost() ([]Item, error) { return s.items(bucketLost) }

func (s *Store) items(bucket []byte) ([]Item, error) {
	var out []Item
	err := s.guard(func() error {
		return s.db.View(func(tx *bolt.Tx) error {
			return eachItem(tx.Bucket(bucket), func(i Item, err error) error {
				if err == nil {
					out = append(out, i)
				}
				return nil
			})
		})
	})
	return out, err
}

// Unread is how many items of the outbox cannot be read.
func (s *Store) Unread() (n int, err error) {
	err = s.guard(func() error {
		return s.db.View(func(tx *bolt.Tx) error {
			return eachItem(tx.Bucket(bucketOutbox), func(_ Item, err error) error {
				if err != nil {
					n++
				}
				return nil
			})
		})
	})
	return n, err
}

// eachItem calls f with each item, or with what is wrong with it.
func eachItem(b *bolt.Bucket, f func(Item, error) error) error {
	return b.ForEach(func(_, v []byte) error {
		var i Item
		err := open(v, &i)
		return f(i, err)
	})
}

// Note keeps what is known about an item: that an attempt begins, or that it
// has to wait. The item must still be in the outbox.
func (s *Store) Note(i Item) error {
	return s.guard(func() error {
		return s.update(func(tx *bolt.Tx) error {
			bucket := tx.Bucket(bucketOutbox)
			if bucket.Get(seqKey(i.Seq)) == nil {
				return fmt.Errorf("item %s is no longer in the outbox", i.Key)
			}
			b, err := seal(i)
			if err != nil {
				return err
			}
			return bucket.Put(seqKey(i.Seq), b)
		})
	})
}

// GiveUp commits the input that says so, and keeps the item among the lost. What
// was meant for one person alone is not kept.
func (s *Store) GiveUp(i Item, in postmortem.Input, decide Decide) (Result, error) {
	return s.transact(in, i.Seq, decide, func(tx *bolt.Tx) error {
		if _, private := i.Effect.(postmortem.Whisper); private {
			return nil
		}
		i.LostAt = in.At.UTC()
		b, err := seal(i)
		if err != nil {
			return err
		}
		return tx.Bucket(bucketLost).Put(seqKey(i.Seq), b)
	})
}

// Opaque is a key as it may leave the house: Slack shows a message's metadata to
// every app and member, so it must not tell anything
// (https://docs.slack.dev/messaging/message-metadata).
func (s *Store) Opaque(key string) string {
	mac := hmac.New(sha256.New, s.secret)
	mac.Write([]byte(key))
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(mac.Sum(nil))[:26]
}
