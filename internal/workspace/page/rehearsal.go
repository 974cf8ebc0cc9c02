package page

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// A Rehearsal receives visitors of the page: it says what they can do next, and
// plays incidents before their eyes. Its methods are safe for use by several
// goroutines.
type Rehearsal interface {
	// Now is what the page shows of it.
	Now() Playbill
	// Changed returns a channel that is closed when Now is another one.
	Changed() <-chan struct{}
	// Do carries out what a visitor asks for. An error is a sentence for them.
	// After an "open" the page belongs to another workspace.
	Do(ctx context.Context, d RehearsalDeed) error
}

// A Playbill is what can be played, what is played, and what to do next.
type Playbill struct {
	// World is the number of the workspace. A page that finds another one than
	// before begins anew.
	World    int      `json:"world"`
	Choices  []Choice `json:"choices"`
	Incident string   `json:"incident"` // the name of the Choice that is here
	Play     *Play    `json:"play"`     // nil: nothing is played, and visitors do as they like
	// Welcome tells that the visitor has everything before them.
	Welcome bool     `json:"welcome"`
	Hint    *Hint    `json:"hint"`    // nil: nothing needs to be said
	Whisper *Whisper `json:"whisper"` // the last one that somebody of the play got
}

// A Choice is an incident that can be rehearsed.
type Choice struct {
	Name    string `json:"name"`
	Title   string `json:"title"`
	Story   string `json:"story"` // one sentence
	Minutes int    `json:"minutes"`
	People  int    `json:"people"`
}

// A Play is a rehearsal that goes on.
type Play struct {
	Part    string  `json:"part"` // "facilitate" or "watch"
	Speed   float64 `json:"speed"`
	Paused  bool    `json:"paused"`
	Said    int     `json:"said"` // messages, of all Of
	Of      int     `json:"of"`
	Over    bool    `json:"over"`
	Channel string  `json:"channel"` // where its review is
	Thread  string  `json:"thread"`  // empty until there is one
}

// A Hint is one line on what to do next.
type Hint struct {
	ID   string `json:"id"`
	Text string `json:"text"`
	Acts []Act  `json:"acts"` // the page offers the first that is not done yet
}

// An Act is something a button does for the visitor.
type Act struct {
	Label string `json:"label"`
	// Do is "command" (type Text as a command in Channel), "thread" (open Thread
	// of Channel; done once it is open), "write" (put Text into the field of the
	// thread that is open), "page" (open the address in Text in another tab; done
	// once it was), "rehearse" (open the choice of incidents) or "skip" (the visitor
	// is done with the hint; offered beside the others).
	Do      string `json:"do"`
	Channel string `json:"channel,omitempty"`
	Thread  string `json:"thread,omitempty"`
	Text    string `json:"text,omitempty"`
}

// A Whisper tells that somebody was told something in private.
type Whisper struct {
	Number int    `json:"number"` // counts them
	User   string `json:"user"`
}

// A RehearsalDeed is what a visitor asks of the rehearsal.
type RehearsalDeed struct {
	// Do is "open" (Name as Part at Speed; an empty Part is a free workspace),
	// "restart", "pause", "play", "step", "speed" (Speed) or "skip" (the hint Name).
	Do    string  `json:"do"`
	Name  string  `json:"name"`
	Part  string  `json:"part"`
	Speed float64 `json:"speed"`
}

func (s *site) rehearse(w http.ResponseWriter, r *http.Request) {
	var d RehearsalDeed
	if !body(w, r, 1<<10, &d) {
		return
	}
	if err := s.o.Rehearsal.Do(r.Context(), d); err != nil {
		refuse(w, http.StatusOK, "not_now", err.Error())
		return
	}
	answer(w, http.StatusOK, map[string]any{"ok": true})
}

// changedRehearsal is closed when the rehearsal is another one; where there is
// none, never.
func (s *site) changedRehearsal() <-chan struct{} {
	if s.o.Rehearsal == nil {
		return nil
	}
	return s.o.Rehearsal.Changed()
}

// sendRehearsal writes the rehearsal into a stream. Nothing else tells of it: an
// answer to a question would be older than what the stream has said meanwhile.
func (s *site) sendRehearsal(w io.Writer) {
	if s.o.Rehearsal == nil {
		return
	}
	data, err := json.Marshal(struct {
		Playbill
		Now time.Time `json:"now"` // of the workspace, whose pace the rehearsal may change
	}{s.o.Rehearsal.Now(), s.o.Now()})
	if err != nil {
		panic(err) // strings and numbers only
	}
	fmt.Fprintf(w, "event: rehearsal\ndata: %s\n\n", data)
}
