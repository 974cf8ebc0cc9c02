package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	bolt "go.etcd.io/bbolt"

	"github.com/remedybot/remedy/internal/postmortem"
)

var (
	noon  = time.Date(2026, 3, 25, 12, 0, 0, 0, time.UTC)
	guide = postmortem.DefaultGuide()
	place = postmortem.Place{Team: "T1", Channel: "C1"}
	ana   = postmortem.Person{ID: "UANA", Name: "Ana", Role: "review lead"}
)

func openAt(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func fresh(t *testing.T) *Store { return openAt(t, filepath.Join(t.TempDir(), "remedy.db")) }

func commit(t *testing.T, s *Store, id string, body postmortem.InputBody) Result {
	t.Helper()
	res, err := s.Commit(postmortem.Input{ID: id, At: noon, By: ana, Place: place, Body: body}, 0, guide.Decide)
	if err != nil {
		t.Fatalf("%T: %v", body, err)
	}
	return res
}

// These are the promises of any store: a second one would have to pass them too.

func TestARepeatedInputChangesNothing(t *testing.T) {
	s := fresh(t)
	commit(t, s, "start", postmortem.Start{Title: "outage"})
	heard := postmortem.Heard{Ref: postmortem.Ref{Channel: "C1", TS: "1.000001"}, Text: "09:12 it broke"}
	first := commit(t, s, "msg", heard)
	before, _ := s.Session(first.Session)
	outbox, err := s.Outbox()
	if err != nil {
		t.Fatal(err)
	}
	if res := commit(t, s, "msg", heard); !res.Repeat {
		t.Error("the repeat was not recognised")
	}
	after, _ := s.Session(first.Session)
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("a repeat changed the session:\n%s", diff)
	}
	if again, _ := s.Outbox(); len(again) != len(outbox) {
		t.Errorf("a repeat queued something: %d items, then %d", len(outbox), len(again))
	}
}

func TestEventsAndEffectsAppearTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "remedy.db")
	for _, moment := range []Moment{BeforeCommit, AfterCommit} {
		os.Remove(path)
		s := openAt(t, path)
		dead := errors.New("dead")
		s.CrashAt(func(m Moment) error {
			if m == moment {
				return dead
			}
			return nil
		})
		_, err := s.Commit(postmortem.Input{ID: "start", At: noon, By: ana, Place: place, Body: postmortem.Start{Title: "outage"}}, 0, guide.Decide)
		if !errors.Is(err, dead) {
			t.Fatalf("%s: %v", moment, err)
		}
		s.Close()
		s = openAt(t, path)
		items, err := s.Outbox()
		if err != nil {
			t.Fatal(err)
		}
		_, there := s.Session("PM-1")
		want := moment == AfterCommit
		if there != want || (len(items) > 0) != want {
			t.Errorf("dying %s: session %v, %d items in the outbox, want both: %v", moment, there, len(items), want)
		}
		s.Close()
	}
}

func TestARefusedDecisionLeavesNoTrace(t *testing.T) {
	s := fresh(t)
	in := postmortem.Input{ID: "start", At: noon, By: ana, Place: place, Body: postmortem.Start{}}
	if _, err := s.Commit(in, 0, guide.Decide); !errors.As(err, &postmortem.Refusal{}) {
		t.Fatalf("an empty title gave %v", err)
	}
	in.Body = postmortem.Start{Title: "outage"}
	res, err := s.Commit(in, 0, guide.Decide)
	if err != nil || res.Session != "PM-1" {
		t.Errorf("the same input, corrected, gave %+v, %v", res, err)
	}
}

func TestALaneKeepsItsOrder(t *testing.T) {
	s := fresh(t)
	commit(t, s, "start", postmortem.Start{Title: "outage"})
	items, err := s.Outbox()
	if err != nil {
		t.Fatal(err)
	}
	var slots []string
	for _, i := range items {
		if p, ok := i.Effect.(postmortem.Post); ok {
			slots = append(slots, p.Slot)
		}
	}
	if diff := cmp.Diff([]string{"root", "script", "board/opening"}, slots); diff != "" {
		t.Errorf("the first posts are in another order:\n%s", diff)
	}
}

func TestAResultIsTakenOnce(t *testing.T) {
	s := fresh(t)
	commit(t, s, "start", postmortem.Start{Title: "outage"})
	items, _ := s.Outbox()
	root := items[0]
	result := postmortem.Input{At: noon, Session: root.Session, Body: postmortem.Delivered{Key: root.Key, Effect: root.Effect, Ref: postmortem.Ref{Channel: "C1", TS: "5.000001"}}}
	for n := range 2 {
		res, err := s.Commit(result, root.Seq, guide.Decide)
		if err != nil || res.Repeat != (n == 1) {
			t.Errorf("result given for the %d. time: %+v, %v", n+1, res, err)
		}
	}
}

func TestAReplayedLogIsTheSession(t *testing.T) {
	path := filepath.Join(t.TempDir(), "remedy.db")
	s := openAt(t, path)
	commit(t, s, "start", postmortem.Start{Title: "outage"})
	for n := range 20 {
		commit(t, s, fmt.Sprint("msg", n), postmortem.Heard{Ref: postmortem.Ref{Channel: "C1", TS: fmt.Sprintf("1.%06d", n)}, Text: "09:12 it broke"})
	}
	commit(t, s, "del", postmortem.Retracted{Ref: postmortem.Ref{Channel: "C1", TS: "1.000003"}})
	commit(t, s, "next", postmortem.Advance{})
	want, _ := s.Session("PM-1")
	s.Close()
	got, _ := openAt(t, path).Session("PM-1")
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("a restart changed the session:\n%s", diff)
	}
}

func TestADeletedMessageIsErased(t *testing.T) {
	s := fresh(t)
	commit(t, s, "start", postmortem.Start{Title: "outage"})
	ref := postmortem.Ref{Channel: "C1", TS: "1.000001"}
	commit(t, s, "msg", postmortem.Heard{Ref: ref, Text: "a word said too much"})
	commit(t, s, "del", postmortem.Retracted{Ref: ref})
	session, _ := s.Session("PM-1")
	for key, text := range session.Texts {
		if strings.Contains(text, "too much") {
			t.Errorf("the text is still kept under %s", key)
		}
	}
	events, err := s.Events("PM-1")
	if err != nil {
		t.Fatal(err)
	}
	if log := fmt.Sprint(events); strings.Contains(log, "too much") {
		t.Error("the log holds a message's text")
	}
}

func TestASecondProcessIsRefusedInOneSentence(t *testing.T) {
	path := filepath.Join(t.TempDir(), "remedy.db")
	openAt(t, path)
	_, err := Open(path)
	if !errors.Is(err, ErrLocked) || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), path) {
		t.Errorf("the second opening gave %v", err)
	}
}

func TestADamagedFileIsRefusedInOneSentence(t *testing.T) {
	path := filepath.Join(t.TempDir(), "remedy.db")
	s := openAt(t, path)
	for n := range 50 {
		commit(t, s, fmt.Sprint("start", n), postmortem.Start{Title: "outage"})
		commit(t, s, fmt.Sprint("cancel", n), postmortem.Cancel{})
	}
	s.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string][]byte{"empty": {}, "junk": []byte(strings.Repeat("junk", 5000))}
	for _, n := range []int{100, 4096, 5000, 8192, len(whole) / 2, len(whole) - 4096} {
		cases[fmt.Sprintf("cut to %d", n)] = whole[:n]
	}
	for name, content := range cases {
		path := filepath.Join(t.TempDir(), "remedy.db") // bbolt keeps its lock on a file that faulted under it
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path)
		if name == "empty" {
			// bbolt makes an empty file into an empty database, which is not ours.
			if err == nil {
				t.Error("an empty file was taken for a database")
				s.Close()
			}
			continue
		}
		if err == nil {
			// What is left may be whole by itself; then it must be sound.
			if err := s.Check(); err != nil {
				t.Errorf("%s: opened, though %v", name, err)
			}
			s.Close()
			continue
		}
		if !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "damaged") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAFlippedBitIsNoticed(t *testing.T) {
	b, err := seal(postmortem.EventRecord{Seq: 1, At: noon, Body: postmortem.Wrapping{}})
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	var e postmortem.EventRecord
	if err := open(b, &e); err == nil {
		t.Error("a damaged record was read")
	}
}

func TestAReadableFileIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "remedy.db")
	openAt(t, path).Close()
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("a file that others can read gave %v", err)
	}
}

// Which review is under way in a channel is known at once, and after a start.
func TestTheReviewUnderWay(t *testing.T) {
	path := filepath.Join(t.TempDir(), "remedy.db")
	s := openAt(t, path)
	has := func(want postmortem.SessionID) {
		t.Helper()
		for _, start := range []bool{false, true} {
			if start {
				s.Close()
				s = openAt(t, path)
			}
			got, ok := s.Running("T1", "C1")
			if ok != (want != "") || ok && got.ID != want || s.Runs("T1", "C1") != ok || s.Runs("T1", "C2") || s.Runs("T2", "C1") {
				t.Errorf("after a start: %v: %v, want %q", start, ok, want)
			}
		}
	}
	has("")
	commit(t, s, "start", postmortem.Start{Title: "outage"})
	has("PM-1")
	commit(t, s, "cancel", postmortem.Cancel{})
	has("")
	commit(t, s, "again", postmortem.Start{Title: "outage"})
	has("PM-2")
	if first, ok := s.Newest("T1", nil); !ok || first.ID != "PM-2" {
		t.Errorf("the newest is %v", first)
	}
	if _, ok := s.Newest("T2", nil); ok {
		t.Error("another workspace has one")
	}
}

func TestPruneForgetsOldInputs(t *testing.T) {
	s := fresh(t)
	commit(t, s, "start", postmortem.Start{Title: "outage"})
	if err := s.Prune(noon); err != nil {
		t.Fatal(err)
	}
	if seen, _ := s.Seen("start"); !seen {
		t.Error("an input was forgotten too soon")
	}
	if err := s.Prune(noon.Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	if seen, _ := s.Seen("start"); seen {
		t.Error("an old input was not forgotten")
	}
}

func TestPrivateNotesAreErasedAtTheEnd(t *testing.T) {
	s := fresh(t)
	commit(t, s, "start", postmortem.Start{Title: "outage"})
	commit(t, s, "msg", postmortem.Heard{Ref: postmortem.Ref{Channel: "C1", TS: "1.000001"}, Text: "hello there"})
	if session, _ := s.Session("PM-1"); len(session.Private.Authors) == 0 {
		t.Fatal("there are no private notes to erase")
	}
	commit(t, s, "cancel", postmortem.Cancel{})
	session, _ := s.Session("PM-1")
	if diff := cmp.Diff(postmortem.Private{}, session.Private); diff != "" {
		t.Errorf("private notes outlive the review:\n%s", diff)
	}
}

func TestANewerFileIsNotCalledDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "remedy.db")
	s := openAt(t, path)
	err := s.update(func(tx *bolt.Tx) error { return tx.Bucket(bucketMeta).Put(keySchema, []byte("99")) })
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := Open(path); err == nil || !strings.Contains(err.Error(), "newer version") || strings.Contains(err.Error(), "damaged") {
		t.Errorf("a newer layout gave %v", err)
	}
}

func TestTokensAreNotedAndForgotten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "remedy.db")
	s := openAt(t, path)
	for at, names := range map[time.Time][]string{noon: {"2026-03-25", "PM-1"}, noon.Add(time.Hour): {"2026-03-25"}} {
		if err := s.AddTokens(at, 530, names...); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path)
	has := func(name string, want int) {
		t.Helper()
		if got, err := s.Tokens(name); got != want || err != nil {
			t.Errorf("%s: %d, %v; want %d", name, got, err, want)
		}
	}
	has("2026-03-25", 1060)
	has("PM-1", 530)
	has("PM-2", 0)
	if err := s.Prune(noon.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	has("PM-1", 0)
}
