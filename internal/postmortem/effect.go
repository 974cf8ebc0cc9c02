package postmortem

import (
	"encoding/json"
	"time"
)

// An Effect is something to be done to the world. Each is done at least once,
// save a Whisper, which is done at most once; what comes of it returns as an
// Input.
type Effect interface {
	// Lane keeps effects of one session in order; lanes do not wait for each other.
	Lane() string
}

// The lanes of a session. A slow model or a long history never delays a post.
const (
	Talks  = "talks"
	Thinks = "thinks"
	Reads  = "reads"
	Asks   = "asks"
	Shows  = "shows"
)

// Slots name the bot's own messages of a review, so that they can be found again.
const (
	SlotRoot   = "root"   // the message that opens the thread
	SlotScript = "script" // the opening words, first reply in the thread
	SlotReview = "review" // the finished draft, to be read in the thread
	SlotFile   = "file"   // the draft as a file: SlotFile + "/md", SlotFile + "/html"

	SlotEdition = SlotFile + "/edition" // what was published for others than the team
)

// SlotReady is the message that proposes to move on from a phase, and SlotAgain
// the one that says that the meeting has gone back to it.
func SlotReady(p Phase) string { return "ready/" + string(p) }
func SlotAgain(p Phase) string { return "again/" + string(p) }

// SlotBoard is the message that opens a phase and shows what it has gathered.
func SlotBoard(p Phase) string { return "board/" + string(p) }

// Post says something in the channel (Slot root) or in the review's thread. What
// it says is rendered when it is done, so no words of people wait in an outbox.
type Post struct {
	Slot string `json:"slot"`
}

// Refresh makes the message in Slot show the present state. What it says is
// rendered when it is done, so one waiting Refresh serves many changes.
type Refresh struct {
	Slot string `json:"slot"`
	// In the Delivered that follows: the digest of what was shown, or of the draft, which is not rendered here, the last
	// event that it showed.
	Digest string `json:"digest,omitempty"`
	Seq    int    `json:"seq,omitempty"`
}

// Whisper says something to one person, visible to nobody else, at most once,
// and not at all after Before. One that asks goes to the bot's conversation with
// them, where it stays until they look.
type Whisper struct {
	To      string    `json:"to"` // user id
	About   Ref       `json:"about"`
	Card    Card      `json:"card"`
	Before  time.Time `json:"before"`
	Channel string    `json:"channel"`
	Ask     *Ask      `json:"ask,omitempty"`
}

// CheckTone asks the tone checker about a message as it now stands.
type CheckTone struct {
	Ref     Ref `json:"ref"`
	Version int `json:"version"`
}

// ReadHistory reads one page of a channel's past.
type ReadHistory struct {
	Channel string    `json:"channel"`
	Cursor  string    `json:"cursor,omitempty"`
	Oldest  time.Time `json:"oldest"`
	Latest  time.Time `json:"latest"`
}

// CatchUp reads the review's thread, to hear what was missed.
type CatchUp struct{}

// Upload puts the document into the thread as a file: Format is "md" or "html", or
// "png" for the picture of its causes. Version is what its name says; 0: it is a
// draft. With an audience it is the edition for them.
type Upload struct {
	Format   string   `json:"format"`
	Version  int      `json:"version,omitempty"`
	Audience Audience `json:"audience,omitempty"`
}

// Slot is where the file is remembered. There is one edition for others at a time.
func (u Upload) Slot() string {
	if u.Audience != "" {
		return SlotEdition
	}
	return SlotFile + "/" + u.Format
}

// Discard takes a message of the bot's away, with the file in it.
type Discard struct {
	Ref Ref `json:"ref"`
}

// Examine holds the document against the rubric; what it finds is [ChecksRead]. It
// reads the review as it is when it is done, so one serves many changes.
type Examine struct{}

func (Post) Lane() string        { return Talks }
func (Refresh) Lane() string     { return Talks }
func (CheckTone) Lane() string   { return Thinks }
func (CatchUp) Lane() string     { return Thinks }
func (ReadHistory) Lane() string { return Reads }
func (Upload) Lane() string      { return Talks }
func (Discard) Lane() string     { return Talks }
func (Examine) Lane() string     { return Thinks }

// Lane of a whisper that asks is one of its own: it may wait for a day.
func (w Whisper) Lane() string {
	if w.Ask != nil {
		return Asks
	}
	return Talks
}

// wireEffect is an effect as it is stored.
type wireEffect struct {
	Type string          `json:"type"`
	Body json.RawMessage `json:"body"`
}

// MarshalEffect writes an effect with the name of its type.
func MarshalEffect(e Effect) ([]byte, error) {
	name, body, err := effects.write(e)
	if err != nil {
		return nil, err
	}
	return json.Marshal(wireEffect{name, body})
}

// UnmarshalEffect reads what MarshalEffect wrote.
func UnmarshalEffect(b []byte) (Effect, error) {
	var w wireEffect
	if err := json.Unmarshal(b, &w); err != nil {
		return nil, err
	}
	return effects.read(w.Type, w.Body)
}
