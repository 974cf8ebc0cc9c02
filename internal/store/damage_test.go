package store

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/remedybot/remedy/internal/postmortem"
)

// spoil changes the first record of a bucket.
func spoil(t *testing.T, s *Store, bucket []byte, change func([]byte) []byte) {
	t.Helper()
	err := s.update(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucket)
		k, v := b.Cursor().First()
		if k == nil {
			return fmt.Errorf("%s is empty", bucket)
		}
		return b.Put(k, change(append([]byte(nil), v...)))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func flip(v []byte) []byte { v[len(v)/2] ^= 1; return v }

// full is a store with a record in each bucket.
func full(t *testing.T, path string) *Store {
	t.Helper()
	s := openAt(t, path)
	commit(t, s, "start", postmortem.Start{Title: "outage"})
	commit(t, s, "msg", postmortem.Heard{Ref: postmortem.Ref{Channel: "C1", TS: "1.000001"}, Text: "09:12 it broke"})
	items, err := s.Outbox()
	if err != nil {
		t.Fatal(err)
	}
	last := items[len(items)-1]
	gone := postmortem.Input{At: noon, Session: last.Session, Body: postmortem.GaveUp{Key: last.Key, Effect: last.Effect, Reason: "no"}}
	if _, err := s.GiveUp(last, gone, guide.Decide); err != nil {
		t.Fatal(err)
	}
	if err := s.AddTokens(noon, 5, "PM-1"); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(); err != nil {
		t.Fatal(err)
	}
	return s
}

// One record that cannot be read keeps nothing else from being done, and is told of.
func TestADamagedItemStopsNobodyElse(t *testing.T) {
	for _, bucket := range [][]byte{bucketOutbox, bucketLost, bucketTokens, bucketInputs} {
		t.Run(string(bucket), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "remedy.db")
			s := full(t, path)
			before, _ := s.Outbox()
			spoil(t, s, bucket, flip)
			if string(bucket) == string(bucketOutbox) {
				if after, err := s.Outbox(); err != nil || len(after) != len(before)-1 {
					t.Errorf("%d of %d items can be done: %v", len(after), len(before), err)
				}
				if n, err := s.Unread(); n != 1 || err != nil {
					t.Errorf("%d are told of: %v", n, err)
				}
			}
			if err := s.Check(); err == nil || !strings.Contains(err.Error(), string(bucket)) {
				t.Errorf("Check says %v", err)
			}
			if err := s.Prune(noon.Add(-time.Hour)); err != nil {
				t.Error(err)
			}
			s.Close()
			s = openAt(t, path)
			commit(t, s, "next", postmortem.Advance{})
		})
	}
}

// What a newer version wants done, or gave up, is for that version.
func TestANewerItemIsNotCalledDamaged(t *testing.T) {
	for _, bucket := range [][]byte{bucketOutbox, bucketLost} {
		path := filepath.Join(t.TempDir(), "remedy.db")
		s := full(t, path)
		spoil(t, s, bucket, func([]byte) []byte {
			b, err := seal(map[string]any{"seq": 1, "key": "PM-1/1/0", "session": "PM-1", "effect": map[string]any{"type": "sing", "body": map[string]any{}}})
			if err != nil {
				t.Fatal(err)
			}
			return b
		})
		if err := s.Check(); err == nil || !strings.Contains(err.Error(), "newer") {
			t.Errorf("%s: Check says %v", bucket, err)
		}
		s.Close()
		if _, err := Open(path); err == nil || !strings.Contains(err.Error(), "newer version") || strings.Contains(err.Error(), "damaged") {
			t.Errorf("%s: Open says %v", bucket, err)
		}
	}
}

// What could not be done is told of for a week.
func TestLostItemsAreForgotten(t *testing.T) {
	s := full(t, filepath.Join(t.TempDir(), "remedy.db"))
	for _, c := range []struct {
		before time.Time
		want   int
	}{{noon, 1}, {noon.Add(time.Second), 0}} {
		if err := s.Prune(c.before); err != nil {
			t.Fatal(err)
		}
		if lost, err := s.Lost(); err != nil || len(lost) != c.want {
			t.Errorf("pruned before %s: %d are lost, want %d: %v", c.before, len(lost), c.want, err)
		}
	}
}
