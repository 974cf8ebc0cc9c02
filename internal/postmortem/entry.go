package postmortem

import (
	"strconv"
	"time"
)

// Kind is what an entry is in the review.
type Kind string

// The kinds of entries.
const (
	Impact     Kind = "impact"
	Detection  Kind = "detection"
	Event      Kind = "timeline"
	Cause      Kind = "cause"
	RemedyItem Kind = "remedy"
	Action     Kind = "action"
	Learning   Kind = "learning"
	Idea       Kind = "idea"     // a solution that came early, parked until Prevention
	Question   Kind = "question" // something nobody could answer
	Term       Kind = "term"     // what an acronym means, as "MDB: the master database"
	Risk       Kind = "risk"     // the decision to live with a cause; Author decided it, Due is when it is looked at again
)

// State is what people made of an entry. What is written is only proposed; a
// human's hand confirms it.
type State string

// The states of an entry.
const (
	Proposed  State = "proposed"
	Confirmed State = "confirmed"
	LeftOut   State = "left_out"  // a human took it out
	Withdrawn State = "withdrawn" // its message was deleted or changed
)

// ActionState is how far an action has come.
type ActionState string

// The states of an action item.
const (
	Offered ActionState = "proposed" // nobody has accepted it yet
	Owned   ActionState = "owned"
	Done    ActionState = "done"
	Dropped ActionState = "dropped"
)

// An Entry is one statement of the review. Its text is kept apart, in
// Session.Texts under its ID, so that it can be erased.
type Entry struct {
	ID      string    `json:"id"` // "E7"; an action is shown as "AI-2"
	Kind    Kind      `json:"kind"`
	Phase   Phase     `json:"phase,omitempty"` // in which it was said; empty: from the channel's history
	Sources []Ref     `json:"sources,omitempty"`
	Author  string    `json:"author,omitempty"` // who said it
	Written time.Time `json:"written"`          // when it was said
	State   State     `json:"state"`
	By      string    `json:"by,omitempty"`    // who confirmed it or left it out
	Agreed  time.Time `json:"agreed,omitzero"` // when somebody besides its author first confirmed it
	Hand    string    `json:"hand,omitempty"`  // who put it into these words by their own hand: they are a source of it

	// What it is about.
	At         time.Time `json:"at,omitzero"`          // UTC
	To         time.Time `json:"to,omitzero"`          // end of a span
	Precision  string    `json:"precision,omitempty"`  // exact, approx, unknown
	Clock      string    `json:"clock,omitempty"`      // IANA name of the zone in which its time was read, since it named none
	Spoken     bool      `json:"spoken,omitempty"`     // that time was told as people say it: "2:20pm", "half past two"
	Held       Span      `json:"held,omitzero"`        // the moment it was read as, which counts for nothing while it is open which clock was meant
	Ahead      time.Time `json:"ahead,omitzero"`       // the moment it was read as, which had not come yet when it was told
	Skipped    bool      `json:"skipped,omitempty"`    // clocks were put forward over its time: they never showed it
	Sure       bool      `json:"sure,omitempty"`       // somebody has said that its time is right
	Event      string    `json:"event,omitempty"`      // change, signal, action, decision, comms, impact, recovery
	Cause      string    `json:"cause,omitempty"`      // trigger, condition, amplifier, detection_gap, recovery_hindrance, safeguard_that_worked, luck
	Stem       string    `json:"stem,omitempty"`       // start, spread, unnoticed, recovery
	Parents    []string  `json:"parents,omitempty"`    // of a cause: those it stands below; none: directly under its stem
	Against    string    `json:"against,omitempty"`    // of a cause: the one of which it is another view
	Hypothesis bool      `json:"hypothesis,omitempty"` // people call it one
	Lens       []string  `json:"lens,omitempty"`       // of a cause: the sides from which it looks
	Act        bool      `json:"act,omitempty"`        // of a cause: it ends at what somebody did
	Timeless   bool      `json:"timeless,omitempty"`   // of an event: people say that nobody knows when
	Memory     bool      `json:"memory,omitempty"`     // somebody's memory, with nothing to check it against
	Linked     bool      `json:"linked,omitempty"`     // Session.Texts holds a link to a graph or a log line, under LinkKey
	Addresses  []string  `json:"addresses,omitempty"`  // of an action or a risk: the ids of the causes it is about; of an action also TheHarm
	Declined   bool      `json:"declined,omitempty"`   // of an idea: people decided against it, for the reason under WhyKey
	Same       string    `json:"same,omitempty"`       // of what was left out: the entry into which it was merged
	Item       string    `json:"item,omitempty"`       // restored, temporary, helped, hindered, luck, communication

	// Of an action.
	Number   int         `json:"number,omitempty"` // AI-Number
	Owner    string      `json:"owner,omitempty"`  // a user id; theirs once ActionState is owned
	Due      time.Time   `json:"due,omitzero"`     // a day, as UTC midnight
	Action   ActionState `json:"action,omitempty"`
	Type     string      `json:"type,omitempty"` // prevent, mitigate, detect, repair, investigate
	Strength int         `json:"strength,omitempty"`
	Gave     []Gave      `json:"gave,omitempty"`     // what later messages completed
	Ended    time.Time   `json:"ended,omitzero"`     // when it was done or dropped
	HasDone  bool        `json:"has_done,omitempty"` // Session.Texts holds a "done when" under DoneKey
}

// A Span is a moment, or the time from one to another.
type Span struct {
	At time.Time `json:"at,omitzero"`
	To time.Time `json:"to,omitzero"`
}

// TheHarm stands among what an action addresses where that is no cause: it is for those
// who were harmed, as a word to customers is.
const TheHarm = "impact"

// Gave is what a later message gave to an action, or the time that it corrected.
type Gave struct {
	Ref   Ref       `json:"ref"`
	Owner bool      `json:"owner,omitempty"`
	Due   bool      `json:"due,omitempty"`
	Done  bool      `json:"done,omitempty"`
	Was   time.Time `json:"was,omitzero"` // of what is told: its time before the correction
}

// DoneKey is where the text of an action's "done when" is kept.
func (e Entry) DoneKey() string { return e.ID + "/done" }

// Tag is how people call an action, such as "AI-2".
func (e Entry) Tag() string { return "AI-" + strconv.Itoa(e.Number) }

// LinkKey is where a link to what an entry can be checked against is kept, and
// WhyKey the reason for dropping an action or declining an idea.
func (e Entry) LinkKey() string { return e.ID + "/link" }
func (e Entry) WhyKey() string  { return e.ID + "/why" }

// judge takes in what somebody made of the entry.
func (e *Entry) judge(to State, by string, at time.Time) {
	e.State, e.By = to, by
	if to == Confirmed && by != e.Author && e.Agreed.IsZero() {
		e.Agreed = at
	}
}

// Live reports whether the entry still stands in the review.
func (e Entry) Live() bool { return e.State == Proposed || e.State == Confirmed }
