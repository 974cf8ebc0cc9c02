package postmortem

import "time"

// An Input is something the world tells the bot.
type Input struct {
	ID      string    // unique to this deed of the world, so that a repeat is recognised
	At      time.Time // when it reached us; the only clock Decide has
	By      Person
	Place   Place
	Session SessionID // if known; otherwise the review that runs in Place is meant
	Body    InputBody
}

// InputBody is what happened: one of the types below.
type InputBody interface{ input() }

// What people do.
type (
	// Start opens a review in Place.Channel.
	Start struct {
		Title       string
		Severity    string    // "SEV1" to "SEV5", or empty
		Began       time.Time // of the impact, zero if not known
		Ended       time.Time
		Facilitator string    // a user id; empty: whoever starts
		Host        Person    // the facilitator, as far as Slack tells of them; may be nobody
		Incident    string    // the channel whose history is read; empty: Place.Channel
		Zone        string    // IANA name of the zone in which clock times are written; empty: each writer's own
		Mode        Mode      // empty: as the severity asks
		Off         []DaysOff // on which people do not work, as other reviews know it
	}
	// Heard is a message in a thread.
	Heard struct {
		Ref  Ref
		Text string // as Slack sends it, escaped
	}
	// Edited is a message that now reads otherwise.
	Edited struct {
		Ref  Ref
		Text string
	}
	// Retracted is a message that was deleted.
	Retracted struct{ Ref Ref }

	// Advance moves to the next phase. From guards against a second click on the
	// same button; empty means "from wherever we are".
	Advance struct{ From Phase }
	// GoBack moves to the phase before, or to that of To.
	GoBack struct{ From, To Phase }
	// Waive leaves criteria open on purpose, so that they keep nobody from moving on.
	Waive struct {
		Criteria []string // ids
		Reason   string
	}
	// HandOver makes somebody else the facilitator.
	HandOver struct{ To Person }
	// SeatPeople gives people their seats and roles: all of it, or nothing.
	SeatPeople struct{ Seatings []Seating }
	// Greet says that somebody has seen the opening: they reacted to it. With is the name of an emoji, here and below.
	Greet struct{ With string }
	// Nod says that somebody has reacted to a message of the review.
	Nod struct {
		Message Ref
		With    string
	}
	// Unreact says that somebody has taken a reaction back: to a message or, without one, to the opening. Kind is set where
	// the reaction was one that adds a message to the review.
	Unreact struct {
		Message Ref
		With    string
		Kind    Kind
	}
	// Entrust asks somebody to carry the review; to ask for oneself is to offer it.
	Entrust struct{ To Person }
	// Carry accepts that Who carries the review.
	Carry struct{ Who string }
	// SetZone says in which zone clock times are written, an IANA name; empty: each writer's own.
	// Own: it is so of those who say it.
	SetZone struct {
		Zone string
		Own  bool
	}
	// SetAim says in one sentence what shall be better after the review.
	SetAim struct{ Text string }
	// SayFor has the bot post a line in the name of who gives it. The text is as Slack sends messages.
	SayFor struct{ Text string }
	// TakeBack erases such a line again, or an account that was posted. Only its author may.
	TakeBack struct{ Slot string }
	// Abstain answers an invitation: not in the phase in which it came; empty: in this one.
	Abstain struct{ Phase Phase }
	// Ballot answers the three questions of the poll. By must take part; Voter stands for them, and is the same for one
	// person whenever they answer.
	Ballot struct {
		Voter         string
		Spoke         int // from 1 to 5
		Learnt, Again bool
	}
	// Narrate gives somebody the floor.
	Narrate struct{ To Person }
	// Pause gives everybody a break, Resume ends it. Anybody may; who it was is not said.
	Pause  struct{}
	Resume struct{}
	// Turn changes the mode for the rest of the review.
	Turn struct{ To Mode }
	// Away are days on which somebody does not work; None takes back what was said of them.
	Away struct {
		Who      Person // nobody: whoever says so
		From, To Day    // both included; without To one day
		None     bool
	}
	// Holiday are days on which nobody works, or nobody who lives by the clock of a zone.
	Holiday struct {
		Zone     string // IANA name; empty: nobody at all
		From, To Day
		None     bool
	}
	// NothingToAdd says that whoever presses need not be waited for in a phase held over days.
	NothingToAdd struct{ Phase Phase }
	// Account is what somebody gives in a sealed round; without a text they take it back.
	Account struct {
		Phase Phase
		Text  string // escaped, as Slack would send it
	}
	// Unseal has the accounts posted, whoever is missing.
	Unseal struct{}
	// Object keeps a phase open that the bot proposed to leave.
	Object struct {
		Phase  Phase
		Reason string // one line
	}
	// Finish closes the review and posts its draft.
	Finish struct{}
	// Cancel ends the review without a document.
	Cancel struct{}

	// Add puts something into the review by a person's own hand, so it is confirmed.
	Add struct {
		Kind   Kind
		Text   string
		When   string   // of what has a moment: words for it, as they were typed, or empty
		Source Ref      // the message it comes from; zero: a slash command
		Thread string   // the thread that message stands in, if any
		Author Person   // who wrote that message
		Due    string   // of an action: a phrase such as "next friday", or empty
		Owner  string   // of an action: a user id, or empty
		Done   string   // of an action: how anybody will tell that it is done, or empty
		Sort   string   // of an event, a cause or a remedy: which kind of it, or empty
		About  []string // of an action: the ids of the causes it is about
	}
	// Hush has the bot ask no more questions by itself in this review, or ask again.
	Hush struct{ On bool }
	// Quieten turns whispers off for whoever says so, in this review, or on again.
	Quieten struct{ Off bool }
	// Confirm confirms entries, LeaveOut takes them out.
	Confirm  struct{ Entries []string }
	LeaveOut struct{ Entries []string }
	// Edit changes an entry; what is empty stays as it is.
	Edit struct {
		Entry string
		Text  string     // as typed
		Under string     // of a cause: a stem, or the id of the cause it stands below
		Cause string     // of a cause: its kind, such as "trigger"
		Sure  Confidence // of a cause: Hypothesis, or Likely to call it one no more
		When  string     // of what has a moment: a time in words
		Sort  string     // of an event its kind, such as "signal"; of a remedy its item, such as "helped"
		Owner string     // of an action or a temporary measure: a user id; their own click makes it theirs
		Due   string     // of an action: a day in words
		Done  string     // of an action: how anybody will tell
		Link  string     // of an event or a cause: where it can be checked
		About []string   // of an action: the ids of the causes it is about; nil: as they are
	}
	// Merge takes an entry that says the same as another into it.
	Merge struct{ Entry, Into string }
	// Dispute puts another view of a cause beside it.
	Dispute struct{ Entry, Text string }
	// ConfirmAll confirms what is proposed in a phase (empty: in all of them). Only the facilitator may. Of a draft it
	// confirms without a phase what keeps it from being published: see [Session.Unconfirmed].
	ConfirmAll struct{ Phase Phase }
	// Stub puts the moment of a cause into the timeline, without a time. Graft puts
	// what hindered, or was luck, among the causes.
	Stub  struct{ Entry string }
	Graft struct{ Entry string }
	// Look says from which sides people have looked, all of them. Weigh says whether
	// it could happen again today.
	Look  struct{ Lenses []string }
	Weigh struct{ Recurrence string }
	// AcceptRisk decides to live with causes, and when that is looked at again.
	AcceptRisk struct {
		Causes []string // ids; none: the incident as a whole
		Reason string
		Review string // a day in words
	}
	// Settle says what becomes of a parked idea: "action", "considered" or
	// "declined", which needs a reason.
	Settle struct{ Entry, As, Reason string }
	// Split makes two causes of one; First is what it says from now on.
	Split struct{ Entry, First, Second string }
	// Timeless says that nobody knows when an event was; Recalled that it is
	// somebody's memory, with nothing to hold it against.
	Timeless struct{ Entry string }
	// Retime gives an entry another time; without one, its time is right as it stands.
	Retime struct {
		Entry  string
		At, To time.Time
	}
	Recalled struct{ Entry string }
	// TellApart says that entries which read like one thing told twice are different things.
	TellApart struct{ Entries []string }
	// Pass says that an action offered in somebody's name is not theirs.
	Pass struct{ Entry string }
	// Accept makes the person who presses the owner of an action.
	Accept struct{ Entry string }
	// Complete marks an action as done, Drop ends one that will not be done, Reopen
	// takes either back, and Postpone gives it another date. Entry is an entry's id
	// or an action's name, such as "AI-2".
	Complete struct{ Entry string }
	Drop     struct{ Entry, Reason string }
	Reopen   struct{ Entry string }
	Postpone struct {
		Entry string
		Due   string // a phrase such as "next friday"
	}

	// Agree says that the draft is right.
	Agree struct{}
	// MakeRemark tells the owner, without a name, what is wrong or missing in the draft; SettleRemark says that this is
	// dealt with.
	MakeRemark   struct{ Text string }
	SettleRemark struct{ Number int } // counts from 1
	// Uncite takes the messages of whoever asks from under an entry, or puts it in their other words.
	Uncite struct {
		Entry string
		Text  string // as typed; empty: it is taken out
	}
	// Write is a section that the owner writes, of [OwnSections].
	Write struct{ Section, Text string }
	// Dismiss says of a finding about wording, by its ID, that it is a false alarm.
	Dismiss struct{ Finding, Reason string }
	// Publish is the owner's own click. Without an audience it is the company.
	Publish struct{ Audience Audience }

	// What the author of a message presses in a whisper. Message is the message it is about.
	UseWording struct{ Message Ref }
	NotNow     struct{ Message Ref }
	Mute       struct{ Message Ref }
)

// What the bot's own house reports.
type (
	// Tick says that time has passed.
	Tick struct{}
	// Woke says that the bot has just started again.
	Woke struct{}
	// Delivered says that an effect was done; Ref is the message it left, if any.
	Delivered struct {
		Key    string
		Effect Effect
		Ref    Ref
	}
	// GaveUp says that an effect could not be done and will not be tried again by itself.
	GaveUp struct {
		Key    string
		Effect Effect
		Reason string // one plain sentence
	}
	// ToneRead is what the tone checker found in a message.
	ToneRead struct {
		Ref      Ref
		Version  int // of the text that was read
		Flag     bool
		Category string
		Severity string
		Words    string // which of the nudges says it, such as "de/blame"; that of the category if empty
		Wording  string
		Named    []Person // who is in the channel, is named, and has said nothing
	}
	// HistoryRead is one page of the incident channel's past, oldest message last as Slack pages it.
	HistoryRead struct {
		Channel string
		Lines   []Line
		Cursor  string // of the next page; empty: there is none
	}
	// ThreadRead is the whole review thread, read to find what was missed. It was asked
	// for at AskedAt: what was heard since is newer.
	ThreadRead struct {
		Lines   []Line
		AskedAt time.Time
		Named   []Person // in all that was said, as in ToneRead
	}
	// ChecksRead is what keeps the document from being published, as it was at Seq.
	ChecksRead struct {
		Seq      int
		Findings []Finding
		Why      map[string]string // by the ID of the finding
		Named    []Person          // in all that is kept, as in ToneRead
	}
)

// A Line is a message that was read rather than heard.
type Line struct {
	Ref     Ref
	Author  Person
	Text    string
	At      time.Time
	Ours    bool // said by this bot
	Command bool // said to this bot: an order, not evidence
}

func (Start) input()        {}
func (Heard) input()        {}
func (Edited) input()       {}
func (Retracted) input()    {}
func (Advance) input()      {}
func (GoBack) input()       {}
func (Waive) input()        {}
func (HandOver) input()     {}
func (SeatPeople) input()   {}
func (Greet) input()        {}
func (Nod) input()          {}
func (Unreact) input()      {}
func (Entrust) input()      {}
func (Carry) input()        {}
func (SetAim) input()       {}
func (SetZone) input()      {}
func (SayFor) input()       {}
func (Abstain) input()      {}
func (Ballot) input()       {}
func (Narrate) input()      {}
func (Pause) input()        {}
func (Resume) input()       {}
func (Turn) input()         {}
func (Away) input()         {}
func (Holiday) input()      {}
func (NothingToAdd) input() {}
func (Account) input()      {}
func (Unseal) input()       {}
func (TakeBack) input()     {}
func (Object) input()       {}
func (Finish) input()       {}
func (Cancel) input()       {}
func (Add) input()          {}
func (Hush) input()         {}
func (Quieten) input()      {}
func (Confirm) input()      {}
func (LeaveOut) input()     {}
func (ConfirmAll) input()   {}
func (Edit) input()         {}
func (Merge) input()        {}
func (Dispute) input()      {}
func (Accept) input()       {}
func (UseWording) input()   {}
func (NotNow) input()       {}
func (Mute) input()         {}
func (Tick) input()         {}
func (Woke) input()         {}
func (Delivered) input()    {}
func (GaveUp) input()       {}
func (ToneRead) input()     {}
func (HistoryRead) input()  {}
func (ThreadRead) input()   {}
func (Stub) input()         {}
func (Graft) input()        {}
func (Look) input()         {}
func (Weigh) input()        {}
func (AcceptRisk) input()   {}
func (Settle) input()       {}
func (Split) input()        {}
func (Drop) input()         {}
func (Timeless) input()     {}
func (Retime) input()       {}
func (TellApart) input()    {}
func (Recalled) input()     {}
func (Pass) input()         {}
func (Complete) input()     {}
func (Reopen) input()       {}
func (Postpone) input()     {}
func (Agree) input()        {}
func (MakeRemark) input()   {}
func (SettleRemark) input() {}
func (Uncite) input()       {}
func (Write) input()        {}
func (Dismiss) input()      {}
func (Publish) input()      {}
func (ChecksRead) input()   {}

// A Refusal is an answer for the person who asked: one plain sentence that says
// what is the matter and what to do next. Nothing was written.
type Refusal struct {
	Text  string
	Field string // of the form it was asked with, by the name that slackapp gives the field; or empty
}

func (r Refusal) Error() string { return r.Text }

// at is the refusal shown at a field of the form.
func (r Refusal) at(field string) Refusal {
	r.Field = field
	return r
}

// An Answer is what a person is told at once, in the answer to their click or
// command. It is not kept: the deed itself is.
type Answer struct {
	Session SessionID
	Text    string // mrkdwn; empty: nothing needs to be said
	Seen    bool   // the thread shows it anyway; only somebody who is elsewhere needs to be told
}
