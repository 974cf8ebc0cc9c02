package postmortem

import (
	"maps"
	"slices"
	"time"
)

// Private is what is needed to hold back a second whisper. It is stored apart
// from the log, is read by nothing but Decide, and is erased when the review
// closes; the answers to the poll that follows, when that is over.
type Private struct {
	Authors  map[string]Author   `json:"authors,omitempty"`
	Whispers map[string]Whispery `json:"whispers,omitempty"` // by Ref.Key of the message
	Last     time.Time           `json:"last,omitzero"`      // of the last whisper to anybody
	Lately   []time.Time         `json:"lately,omitempty"`   // when the last of them were
	Hot      int                 `json:"hot,omitempty"`      // findings of the highest severity
	Called   bool                `json:"called,omitempty"`   // the facilitator heard that this may need a person
	Harm     bool                `json:"harm,omitempty"`     // and that harm may be meant, or somebody may not be safe
	Invited  time.Time           `json:"invited,omitzero"`   // when somebody silent was last asked for a line
	Outcomes []bool              `json:"outcomes,omitempty"` // of the last ten: was it dismissed?
	Spoken   int                 `json:"spoken,omitempty"`   // how many whispers there were
	Tripped  bool                `json:"tripped,omitempty"`  // too many were: the lightest ones have stopped for this review
	Ballots  Ballots             `json:"ballots,omitzero"`   // of the poll after the draft; erased when it is over
	Held     bool                `json:"held,omitempty"`     // one voice among many was asked to hold for a bit
	Asides   map[string]bool     `json:"asides,omitempty"`   // what somebody was asked alone
	Nudged   []Tense             `json:"nudged,omitempty"`   // to whom something was said about a message, but for care
	Tense    []Tense             `json:"tense,omitempty"`    // sharp messages of the last minutes
}

// Tense is when somebody grew sharp, so that a break can be offered to all.
type Tense struct {
	At     time.Time `json:"at"`
	Author string    `json:"author"`
}

// Author is what is needed to leave somebody in peace.
type Author struct {
	First     string         `json:"first,omitempty"` // Ref.Key of their first message in this review
	Whispers  int            `json:"whispers,omitempty"`
	ByKind    map[string]int `json:"by_kind,omitempty"`
	Last      time.Time      `json:"last,omitzero"`
	Dismissed int            `json:"dismissed,omitempty"`
	Paused    time.Time      `json:"paused,omitzero"`   // until then
	Invited   []Phase        `json:"invited,omitempty"` // in which they were asked for a line
	Passed    []Phase        `json:"passed,omitempty"`  // in which they would rather not be asked
	Aside     time.Time      `json:"aside,omitzero"`    // when they were last asked something alone, or for a line
	Asides    int            `json:"asides,omitempty"`  // how often
	Yielded   []Phase        `json:"yielded,omitempty"` // in which they were asked to let others go first
	Hurried   string         `json:"hurried,omitempty"` // Ref.Key of the message in which they first would have settled on one cause
	Urged     string         `json:"urged,omitempty"`   // Ref.Key of the message in which they first offered care instead of a change
	Muted     bool           `json:"muted,omitempty"`
}

// spokenTo is when the bot last said something to them alone.
func (a Author) spokenTo() time.Time { return latest(a.Last, a.Aside) }

// Whispery is a finding about a message: whispered, or held back. Either way
// the message is never cited, and nobody is told twice.
type Whispery struct {
	Author  string `json:"author"`
	Said    bool   `json:"said,omitempty"`
	Nth     int    `json:"nth,omitempty"` // of all whispers, where it was said
	Wording string `json:"wording,omitempty"`
	Closed  bool   `json:"closed,omitempty"` // its author has answered it
	Mended  bool   `json:"mended,omitempty"` // its author has put it otherwise since
}

// Empty reports whether there is nothing to keep.
func (p Private) Empty() bool {
	return len(p.Authors) == 0 && len(p.Whispers) == 0 && len(p.Ballots.Voters) == 0
}

func (p Private) clone() Private {
	c := p
	c.Ballots.Voters = slices.Clone(p.Ballots.Voters)
	c.Authors = maps.Clone(p.Authors)
	for id, a := range c.Authors {
		a.ByKind, a.Invited, a.Yielded = maps.Clone(a.ByKind), slices.Clone(a.Invited), slices.Clone(a.Yielded)
		a.Passed = slices.Clone(a.Passed)
		c.Authors[id] = a
	}
	c.Whispers, c.Asides = maps.Clone(p.Whispers), maps.Clone(p.Asides)
	c.Outcomes, c.Lately, c.Tense = slices.Clone(p.Outcomes), slices.Clone(p.Lately), slices.Clone(p.Tense)
	c.Nudged = slices.Clone(p.Nudged)
	return c
}
