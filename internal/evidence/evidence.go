// Package evidence turns what people write during a review into proposed entries of the review document.
//
// It reads one chat message at a time and answers with short neutral sentences: what was seen, decided, done; which
// conditions met; what was promised. It composes nothing: every number, time, identifier and path of a finding stands in
// the message it came from. What it cannot read as information it leaves out, because people confirm each entry and a
// wrong one costs them more than a missing one.
package evidence

import (
	"time"

	"github.com/remedybot/remedy/internal/due"
)

// A Phase is the part of the review in which something was written.
type Phase string

// The phases. History is the incident channel as it was before the review began.
const (
	History    Phase = "history"
	Opening    Phase = "opening"
	Timeline   Phase = "timeline"
	RootCause  Phase = "root_cause"
	Remedy     Phase = "remedy"
	Prevention Phase = "prevention"
	Close      Phase = "close"
)

// A Kind is the sort of entry a finding proposes.
type Kind string

// The kinds of findings.
const (
	KindImpact    Kind = "impact"
	KindDetection Kind = "detection"
	KindTimeline  Kind = "timeline"
	KindCause     Kind = "cause"
	KindRemedy    Kind = "remedy"
	KindAction    Kind = "action"
	KindLearning  Kind = "learning"
	KindIdea      Kind = "idea" // A solution that came before its phase, or a suggestion nobody promised: to be parked.
	KindQuestion  Kind = "question"
)

// Precision says how well a time is known.
type Precision string

// The precisions. With Unknown, At is zero.
const (
	Exact   Precision = "exact"
	Approx  Precision = "approx"
	Unknown Precision = "unknown"
)

// OwnerAuthor is the owner of an action that the writer of the message promised.
const OwnerAuthor = "author"

// A Statement is a message and what is known around it.
type Statement struct {
	Text     string            // Slack mrkdwn as received: escaped, with mentions, code, links and emoji.
	At       time.Time         // When it was written.
	Zone     *time.Location    // The writer's own zone, for "my time" and due dates; nil means UTC.
	Clock    *time.Location    // The zone of clock times written without one; nil means UTC.
	Role     string            // The writer's role, as "docs maintainer"; "" if unknown.
	Bot      bool              // Another bot wrote it.
	Leads    bool              // The writer facilitates the review.
	Hand     bool              // Somebody puts it into the review by their own hand: it is no talk, whoever leads that.
	Phase    Phase             // Where in the review it was written.
	Day      time.Time         // The day of the incident, to place "01:38"; zero means the day of At.
	From, To time.Time         // The impact window, where known.
	Question string            // The last question asked in the thread; "" if none.
	Stem     string            // The stem of the cause graph that was asked for last, where Question does not say it; "" if none.
	Led      []bool            // Which of Before whoever leads the review wrote; nil: none.
	Before   []string          // Earlier messages that a short promise may refer back to, oldest first: best those whose proposals are still open.
	Roles    map[string]string // User id to role, for mentions.
}

// A Finding is one proposed entry.
type Finding struct {
	Kind      Kind
	Text      string // One neutral sentence of at most 40 words, without names, mentions and emoji.
	At, To    time.Time
	Precision Precision
	Bare      bool   // At was told without a zone, and read in that of Statement.Clock.
	Spoken    bool   // With Bare: told as people say it, "2:20pm" or "half past two", which no log writes.
	Skipped   bool   // Told without a zone, and clocks there were put forward over that time.
	Event     string // Of a timeline entry: change, signal, action, decision, comms, impact, recovery.
	Cause     string // Of a cause: trigger, condition, amplifier, detection_gap, recovery_hindrance, safeguard_that_worked, luck.
	Stem      string // Of a cause: start, spread, unnoticed, recovery.
	Item      string // Of a remedy: restored, temporary, helped, hindered, luck, communication.
	Owner     string // Of an action: OwnerAuthor, a user id from a mention, or "".
	Due       due.Date
	Instead   due.Date // Of an action: the day that Due stands instead of; it is about the one that was promised for that day.
	DoneWhen  string
	Type      string // Of an action: prevent, mitigate, detect, repair, investigate.
	Strength  int    // Of an action: 0 to 4.
	Refines   bool   // An action that completes a proposal made before rather than making a new one.
	Refers    int    // With Refines: the index in Before of the message that made it, or -1 when that is not known.
	Subject   string // With Refines: the identifier by which the message names the proposal, as "2227" in "I can take 2227".
	Settles   bool   // Of a timeline entry: it is what somebody else told just before with a rough time, and gives the exact one.
	Span      [2]int // The bytes of the message's Text it came from.
}
