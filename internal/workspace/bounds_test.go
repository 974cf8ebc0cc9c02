package workspace

import (
	"encoding/json"
	"strings"
	"testing"
)

// A workspace that runs for days stays of one size: the journal and the ephemeral
// messages are kept up to a bound, the newest of them.
func TestWhatGrowsIsBounded(t *testing.T) {
	t.Run("journal", func(t *testing.T) {
		var j journal
		big := json.RawMessage(`"` + strings.Repeat("x", 10_000) + `"`)
		for range 50_000 {
			seq := j.add(Record{Kind: Frame})
			j.fill(seq, 200, big, Effect{})
		}
		sum := 0
		for i := range j.records {
			sum += j.records[i].weight()
			if i > 0 && j.records[i].Seq != j.records[i-1].Seq+1 {
				t.Fatalf("record %d follows %d", j.records[i].Seq, j.records[i-1].Seq)
			}
		}
		if sum != j.bytes {
			t.Errorf("it takes %d for %d", j.bytes, sum)
		}
		if sum < journalBytes || sum > 2*journalBytes+len(big)+512 {
			t.Errorf("it keeps %d bytes", sum)
		}
		if last := j.records[len(j.records)-1]; last.Seq != 50_000 || len(last.Answer) != len(big) {
			t.Errorf("the last record is %d", last.Seq)
		}
	})
	t.Run("small records", func(t *testing.T) {
		var j journal
		for range 3 * journalLimit {
			j.add(Record{Kind: Ack})
		}
		if n := len(j.records); n < journalLimit/2 || n > 2*journalLimit {
			t.Errorf("it keeps %d records", n)
		}
	})
	t.Run("whispers", func(t *testing.T) {
		w := New(Config{Seed: 1})
		defer w.Close()
		ann := w.AddUser(User{Name: "ann"})
		room := w.AddChannel(Channel{Name: "room", Members: []string{ann}})
		defer w.As(ann).Open()()
		w.mu.Lock()
		for range 3 * whispersMost {
			if !w.whisper(w.channels[room], ann, &message{Message: Message{Text: "psst"}}) {
				t.Fatal("it is not shown")
			}
		}
		w.mu.Unlock()
		list := w.As(ann).Ephemerals(room, "")
		if len(list) != whispersMost {
			t.Errorf("%d ephemeral messages are kept", len(list))
		}
	})
}
