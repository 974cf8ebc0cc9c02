package workspace

import (
	"encoding/json"
	"slices"
	"time"
)

// RecordKind tells what a record is of.
type RecordKind string

// What records are of.
const (
	Request RecordKind = "request" // a call of the app: Web API, upload, file or response_url
	Frame   RecordKind = "frame"   // a delivery to the app, or a word about the connection
	Ack     RecordKind = "ack"     // the app's answer to one
	Dropped RecordKind = "dropped" // a delivery that was given up
)

// Record is one line of the journal.
type Record struct {
	Seq      int             `json:"seq"`
	At       time.Time       `json:"at"`
	Kind     RecordKind      `json:"kind"`
	Method   string          `json:"method"`         // API method, "upload", "file", "response_url"; of a frame "events_api/message", "slash_commands", "interactive/block_actions", "hello", "disconnect/warning"
	Args     map[string]any  `json:"args,omitempty"` // without the token
	Status   int             `json:"status,omitempty"`
	Answer   json.RawMessage `json:"answer,omitempty"` // to a request; of an ack, its payload; of a frame, what was sent
	Effect   Effect          `json:"effect"`
	Envelope string          `json:"envelope,omitempty"`
	EventID  string          `json:"event_id,omitempty"`
	Attempt  int             `json:"attempt,omitempty"` // 1 to 3 for a retry
	Fault    FaultKind       `json:"fault,omitempty"`
}

// Effect is what a request changed.
type Effect struct {
	Channel  string `json:"channel,omitempty"`
	TS       string `json:"ts,omitempty"`
	ThreadTS string `json:"thread_ts,omitempty"` // where it really went
	User     string `json:"user,omitempty"`      // who alone can see it
	Shown    bool   `json:"shown,omitempty"`     // an ephemeral message had an open page to appear in
	File     string `json:"file,omitempty"`
	View     string `json:"view,omitempty"`
}

// The journal keeps at least so many records, or so many bytes of them, whichever
// is less; at most twice as much.
const (
	journalLimit = 1 << 16
	journalBytes = 32 << 20
)

// weight is about what a record takes.
func (r *Record) weight() int { return 512 + len(r.Answer) }

// A journal is the records in order, the oldest dropped when it is full.
type journal struct {
	records []Record
	seq     int
	bytes   int
}

// add writes a record down and returns its number, by which what is not known
// yet can be filled in.
func (j *journal) add(r Record) (seq int) {
	j.seq++
	r.Seq = j.seq
	if len(j.records) >= 2*journalLimit || j.bytes >= 2*journalBytes {
		j.halve()
	}
	j.records = append(j.records, r)
	j.bytes += r.weight()
	return r.Seq
}

// halve drops the oldest records.
func (j *journal) halve() {
	from, left := len(j.records), 0
	for from > 0 && len(j.records)-from < journalLimit && left < journalBytes {
		from--
		left += j.records[from].weight()
	}
	j.records, j.bytes = slices.Clone(j.records[from:]), left
}

// fill completes a record with what came of it.
func (j *journal) fill(seq, status int, answer json.RawMessage, effect Effect) {
	at := seq - j.records[0].Seq
	if at < 0 {
		return // dropped in the meantime
	}
	r := &j.records[at]
	j.bytes += len(answer) - len(r.Answer)
	r.Status, r.Answer, r.Effect = status, answer, effect
}

// Journal returns what the app asked and what was sent to it, in order. The last
// 65,536 records are kept, or 32 MB of them. The texts in it are for tests and
// rehearsals, not for logs.
func (w *Workspace) Journal() []Record {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]Record(nil), w.journal.records...)
}
