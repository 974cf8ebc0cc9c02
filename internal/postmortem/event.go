package postmortem

import (
	"encoding/json"
	"fmt"
	"time"
)

// An EventRecord is something that became true. Its fields may be added to, never renamed:
// old logs are read for ever.
type EventRecord struct {
	Seq  int       // counts from 1 within a session
	At   time.Time // of the input it follows from
	By   string    // user id of who did it; empty: the bot
	Body EventBody
}

// EventBody is one of the types below.
type EventBody interface{ event() }

type (
	// Opened is the first event of every session.
	Opened struct {
		ID          SessionID `json:"id"`
		Title       string    `json:"title"`
		Severity    string    `json:"severity,omitempty"`
		Began       time.Time `json:"began,omitzero"`
		Ended       time.Time `json:"ended,omitzero"`
		Place       Place     `json:"place"`
		Incident    string    `json:"incident"`
		Facilitator string    `json:"facilitator"`
		Zone        string    `json:"zone,omitempty"` // in which clock times are written; empty: each writer's own
		Mode        Mode      `json:"mode,omitempty"` // empty: live
	}
	// Met is a person the review now knows, or knows better.
	Met struct{ Person }
	// Posted is a message of the bot that now stands.
	Posted struct {
		Slot string `json:"slot"`
		Ref  Ref    `json:"ref"`
	}
	// Moved is a change of phase. Left lists what the phase left open when the
	// facilitator moved on; the review shows it as a gap.
	Moved struct {
		From Phase    `json:"from"`
		To   Phase    `json:"to"`
		Left []Gap    `json:"left,omitempty"`
		Open []string `json:"open,omitempty"` // instead of Left, in logs of before the criteria had ids
	}
	// Waived is a criterion that a human left open on purpose. The reason is a text, kept under [ReasonKey].
	// Of are the keys of what was missing; none in logs of before that was noted: all of it.
	Waived struct {
		Criterion string   `json:"criterion"`
		Of        []string `json:"of,omitempty"`
	}
	// Looked says from which sides people have looked at the incident, all of them.
	Looked struct {
		Lenses []string `json:"lenses"`
	}
	// Weighed says how likely people think it is today that it happens again.
	Weighed struct {
		Recurrence string `json:"recurrence"`
	}
	// Said is a message in the review.
	Said struct {
		Ref    Ref    `json:"ref"`
		Author string `json:"author"`
		Thread string `json:"thread,omitempty"` // set while the review's own thread is not known yet
		// Read says that it was read in the incident channel's past rather than
		// heard in the review; Wrote is when it was written, if not just now.
		Read  bool      `json:"read,omitempty"`
		Wrote time.Time `json:"wrote,omitzero"`
		// Phase is set of an account that the bot posted for its author: that for which
		// it was given.
		Phase Phase `json:"phase,omitempty"`
	}
	// Revised is a message whose text changed.
	Revised struct {
		Ref Ref `json:"ref"`
	}
	// Unsaid is a message that was deleted.
	Unsaid struct {
		Ref Ref `json:"ref"`
	}
	// Settled is a message that was left alone long enough to be read.
	Settled struct {
		Ref Ref `json:"ref"`
	}
	// Wished is a message of the Opening that says what somebody would like to understand or have easier.
	Wished struct {
		Ref Ref `json:"ref"`
	}
	// Nodded is a question to which somebody other than its author has reacted.
	Nodded struct {
		Ref  Ref    `json:"ref"`
		With string `json:"with,omitempty"` // an emoji's name; empty in older logs
	}
	// Unreacted says that a reaction to a question, or without Ref one to the opening, was taken back.
	Unreacted struct {
		Ref  Ref    `json:"ref,omitzero"`
		With string `json:"with"`
	}
	// Recorded is a new entry.
	Recorded struct{ Entry }
	// Changed is an entry whose particulars changed.
	Changed struct{ Entry }
	// Judged is an entry that a person confirmed or left out, or that lost its message.
	Judged struct {
		Entry string `json:"entry"`
		State State  `json:"state"`
	}
	// Paged is a page of the incident channel's history that was read.
	Paged struct {
		Channel string `json:"channel"`
		Cursor  string `json:"cursor,omitempty"`
		Lines   int    `json:"lines"`
	}
	// Stale is a message of the bot that no longer shows the present state.
	Stale struct {
		Slot string `json:"slot"`
	}
	// Shown is a message of the bot that does.
	Shown struct {
		Slot string `json:"slot"`
	}
	// Whispered says that the bot spoke to somebody. It does not say to whom, or
	// about what: the log is no record of who was gently corrected.
	Whispered struct{}
	// Lost is an effect that could not be done.
	Lost struct {
		Key    string `json:"key"`
		What   string `json:"what"`
		Reason string `json:"reason"`
	}
	// Asked says that the bot asked for the thread to be read, Heeded that it was.
	Asked  struct{}
	Heeded struct{}
	// Suggested says that the bot proposed to move on from a phase.
	Suggested struct {
		Phase Phase `json:"phase"`
	}
	// Inquired says that the bot put a question to the thread by itself. About tells apart what it asked about.
	Inquired struct {
		Name  string `json:"name"`
		About string `json:"about,omitempty"`
	}
	// Framed says that the message of a slot begins with how we talk.
	Framed struct {
		Slot string `json:"slot"`
	}

	// Hurried says that somebody, it does not say who, would settle on the first explanation.
	Hurried struct{}
	// Hushed says that the bot's own questions were turned off, or on again.
	Hushed struct {
		On bool `json:"on"`
	}
	// HandedOver says who facilitates from here on.
	HandedOver struct {
		To string `json:"to"`
	}
	// Seated gives somebody a seat, a role or both; what is empty stays as it was.
	Seated struct {
		Person string `json:"person"`
		Seat   Seat   `json:"seat,omitempty"`
		Role   string `json:"role,omitempty"`
	}
	// Greeted says that somebody has seen the opening, and has shown it by a reaction.
	Greeted struct {
		With string `json:"with,omitempty"` // an emoji's name; empty in older logs
	}
	// Zoned says in which zone clock times are written from here on, an IANA name; empty: each writer's own.
	// Who: it is so of the times of one person.
	Zoned struct {
		Zone string `json:"zone,omitempty"`
		Who  string `json:"who,omitempty"`
	}
	// Reckoned says by which clock somebody writes bare times, as the channel of the incident shows; nobody has said so.
	Reckoned struct {
		Who  string `json:"who"`
		Zone string `json:"zone"`
	}
	// ToldApart says that entries, of the timeline, tell different things, and which time each had then.
	ToldApart struct {
		Entries []string    `json:"entries"`
		Times   []time.Time `json:"times"`
	}
	// OwnerAsked says that somebody may carry the review once that is accepted; willing: they offered it.
	OwnerAsked struct {
		To      string `json:"to"`
		Willing bool   `json:"willing,omitempty"`
	}
	// Carried says who carries the review from here on.
	Carried struct {
		By string `json:"by"`
	}
	// Aimed says that the aim of the review was set. It is a text, kept under [AimKey].
	Aimed struct{}
	// PollOpened says that the people of the review are asked about it, PollClosed what came of it. No answer gives an event.
	PollOpened struct{}
	PollClosed struct{ Tally }
	// Voiced is a line that the bot is to post in the name of who gave it. It is a text, kept under [SlotSay] until it stands.
	Voiced struct{}
	// Narrating says whom the facilitator asked to tell their part of the story.
	Narrating struct {
		Who string `json:"who"`
	}
	// Paused says that everybody has a break, Resumed that it is over.
	Paused  struct{}
	Resumed struct{}
	// Turned is a change of mode, for the rest of the review.
	Turned struct {
		To Mode `json:"to"`
	}
	// AtWork takes back the days off of somebody, or the holidays of a zone or of everybody.
	AtWork struct {
		Who  string `json:"who,omitempty"`
		Zone string `json:"zone,omitempty"`
	}
	// Ripened says that time has met a criterion.
	Ripened struct {
		Criterion string `json:"criterion"`
	}
	// Contented says that somebody has nothing to add in a phase, and need not be waited for.
	Contented struct {
		Phase Phase `json:"phase"`
	}
	// Accounted says that somebody gave an account in a sealed round, or changed it,
	// Unaccounted that they took it back. The text is kept under [SlotAccount].
	Accounted struct {
		Phase Phase `json:"phase"`
	}
	Unaccounted struct {
		Phase Phase `json:"phase"`
	}
	// Unsealed says that the accounts of a phase are being posted.
	Unsealed struct {
		Phase Phase `json:"phase"`
	}
	// Objected says that somebody would rather stay in a phase. Their line is a text of its own.
	Objected struct {
		Phase Phase `json:"phase"`
	}
	// Wrapping says that a human closed the meeting.
	Wrapping struct{}
	// Drafted says that the draft of the review is being posted. Open is what it leaves open.
	// Wording are the sections that a model is asked to word.
	Drafted struct {
		Open    []Gap    `json:"open,omitempty"`
		Wording []string `json:"wording,omitempty"`
	}
	// Reminded says that people were told of actions that are due: for each, by its
	// entry's id, how many of its dates are used up.
	Reminded struct {
		Slot string         `json:"slot"`
		Used map[string]int `json:"used"`
	}
	// CalledOff says that a human cancelled the review.
	CalledOff struct{}

	// CheckOpened says that those who took part are asked to check the draft, CheckOver that the time for it has passed.
	CheckOpened struct{}
	CheckOver   struct{}
	// Agreed says that somebody found the draft right.
	Agreed struct{}
	// Remarked says that the owner was told of something wrong or missing, RemarkSettled that it is dealt with. The words
	// are a text, kept under [RemarkKey].
	Remarked      struct{}
	RemarkSettled struct {
		Number int `json:"number"` // counts from 1
	}
	// Wrote says that the owner wrote one of their sections, or erased it.
	Wrote struct {
		Section string `json:"section"`
		Erased  bool   `json:"erased,omitempty"`
	}
	// Amended says that an entry, or a section of the owner's, reads otherwise than in the draft, and how so.
	Amended struct {
		Entry string `json:"entry"`
		How   string `json:"how"`
	}
	// Dismissed says that a finding about wording is a false alarm. The reason is a text, kept under [ReasonKey].
	Dismissed struct {
		Finding string `json:"finding"`
	}
	// Examining says that the document is held against the rubric, Examined what came of it.
	Examining struct{}
	Examined  struct {
		Findings []Finding `json:"findings,omitempty"`
		Failed   bool      `json:"failed,omitempty"` // it could not be done
	}
	// PublishAsked says that the owner would publish the review, HeldBack that something is missing.
	PublishAsked struct {
		Audience Audience `json:"audience"`
	}
	HeldBack struct{}
	// Became is a change of status after the draft. Version counts what was published.
	Became struct {
		Status  Status `json:"status"`
		Version int    `json:"version,omitempty"`
	}
	// Refiled says that the files in the thread are being put there anew.
	Refiled struct{}
)

func (Opened) event()      {}
func (Met) event()         {}
func (Posted) event()      {}
func (Moved) event()       {}
func (Waived) event()      {}
func (Said) event()        {}
func (Revised) event()     {}
func (Unsaid) event()      {}
func (Settled) event()     {}
func (Wished) event()      {}
func (Nodded) event()      {}
func (Unreacted) event()   {}
func (Recorded) event()    {}
func (Changed) event()     {}
func (Judged) event()      {}
func (Paged) event()       {}
func (Stale) event()       {}
func (Shown) event()       {}
func (Whispered) event()   {}
func (Lost) event()        {}
func (Asked) event()       {}
func (Heeded) event()      {}
func (Suggested) event()   {}
func (Inquired) event()    {}
func (Hurried) event()     {}
func (Framed) event()      {}
func (Hushed) event()      {}
func (HandedOver) event()  {}
func (Seated) event()      {}
func (Greeted) event()     {}
func (Zoned) event()       {}
func (Reckoned) event()    {}
func (ToldApart) event()   {}
func (OwnerAsked) event()  {}
func (Carried) event()     {}
func (Aimed) event()       {}
func (Narrating) event()   {}
func (Paused) event()      {}
func (Resumed) event()     {}
func (Turned) event()      {}
func (DaysOff) event()     {}
func (AtWork) event()      {}
func (Ripened) event()     {}
func (Contented) event()   {}
func (Wrapping) event()    {}
func (Drafted) event()     {}
func (CalledOff) event()   {}
func (Accounted) event()   {}
func (Unaccounted) event() {}
func (Unsealed) event()    {}
func (Objected) event()    {}
func (Reminded) event()    {}
func (PollOpened) event()  {}
func (PollClosed) event()  {}
func (Voiced) event()      {}

func (CheckOpened) event()   {}
func (CheckOver) event()     {}
func (Agreed) event()        {}
func (Remarked) event()      {}
func (RemarkSettled) event() {}
func (Wrote) event()         {}
func (Amended) event()       {}
func (Dismissed) event()     {}
func (Examining) event()     {}
func (Examined) event()      {}
func (PublishAsked) event()  {}
func (HeldBack) event()      {}
func (Became) event()        {}
func (Refiled) event()       {}

// wireEvent is an EventRecord as it is stored.
type wireEvent struct {
	Seq  int             `json:"seq"`
	At   time.Time       `json:"at"`
	By   string          `json:"by,omitempty"`
	Type string          `json:"type"`
	Body json.RawMessage `json:"body"`
}

// MarshalJSON writes the event with the name of its type.
func (e EventRecord) MarshalJSON() ([]byte, error) {
	name, body, err := events.write(e.Body)
	if err != nil {
		return nil, err
	}
	return json.Marshal(wireEvent{e.Seq, e.At, e.By, name, body})
}

// UnmarshalJSON reads what MarshalJSON wrote. An unknown type is an error: a
// newer bot wrote it, and guessing would lose something.
func (e *EventRecord) UnmarshalJSON(b []byte) error {
	var w wireEvent
	if err := json.Unmarshal(b, &w); err != nil {
		return err
	}
	body, err := events.read(w.Type, w.Body)
	if err != nil {
		return fmt.Errorf("event %d (%s): %w", w.Seq, w.Type, err)
	}
	*e = EventRecord{w.Seq, w.At, w.By, body}
	return nil
}
