package postmortem

import (
	"iter"
	"maps"
	"slices"
	"time"
)

// A Session is one review: what its events add up to, and beside that the texts
// and the private notes, which are stored apart so that they can be erased.
type Session struct {
	Opened
	StartedAt time.Time
	EndedAt   time.Time // when it was finished or cancelled
	Status    Status
	Phase     Phase
	Phased    time.Time // when the phase began
	Seq       int       // of the last event

	People     map[string]Person
	Messages   map[Ref]Message
	Refs       []Ref           // of the messages, oldest first
	Entries    []Entry         // in the order in which they were recorded
	Posts      map[string]Ref  // the bot's messages by slot
	Stale      map[string]bool // slots that no longer show the present state
	Overtaken  int             // Seq of the last event after which the draft's message no longer did
	Moves      []Move          // the changes of phase, in order
	Gaps       []Gap
	Waivers    map[string]Waiver // what was left open on purpose, by the id of the criterion
	Lenses     map[string]bool   // from which sides people say they have looked
	Recurs     string            // whether it could happen again today, of Recurrences; empty: nobody has said
	History    History
	Lost       []Lost
	Asking     int               // how often the thread is being read again
	LastSpoke  time.Time         // when the bot last spoke up by itself
	Remarks    []time.Time       // when it did, to all: the last perHour of them
	Framed     string            // the slot that begins with how we talk; empty: none does
	Inquiries  []Inquiry         // what it asked by itself, in order
	ZoneSaid   bool              // people said which zone clock times are meant in
	Apart      []ToldApart       // what people said are different things, in order
	ZoneOf     map[string]string // in which somebody said that their own are meant
	Reckoned   map[string]string // in which those of somebody are read, since only there they fit the channel of the incident
	Hurried    time.Time         // when somebody last would have settled on the first explanation
	Pauses     int               // how many there were
	OnPause    bool
	ResumedAt  time.Time  // when the last pause ended
	Hushed     bool       // it asks nothing by itself
	Starter    string     // user id of who started the review
	Owner      string     // user id of who accepted to carry the review; see Carrier
	Offer      OwnerOffer // who was asked to
	Seats      map[string]Seat
	Roles      map[string]string       // what people call themselves or each other here, whatever their profiles say
	Greeted    []Reaction              // to the opening
	Floors     []Floor                 // in order
	PollOpened time.Time               // when people were asked about the meeting itself
	Tally      *Tally                  // what came of it, once the poll is over
	Bystanders map[string]Person       // who is named and has said nothing, by user id
	Voices     []string                // user ids of those for whom the bot posted a line, in order
	Latest     time.Time               // of the last event
	Suggested  map[Phase]bool          // where the bot has proposed to move on
	Wordings   map[string]WordingState // of sections that a model was asked to word, by section
	WordedIn   map[string]Worded       // what came of that

	// Of a review that goes on over days.
	TurnedAt    time.Time          // when its mode was last changed
	DaysOff     []DaysOff          // as people said
	Ripe        map[string]bool    // the criteria that time has met, by id
	Rushed      map[string]bool    // those that a phase was left without
	Content     map[Phase][]string // user ids of who has nothing to add
	Accounts    map[Phase][]string // user ids of who gave one in the sealed round
	Unsealed    map[Phase]bool     // where that round is over
	SuggestedAt time.Time          // when the bot last proposed to move on
	Objected    map[Phase]int      // how often somebody would rather stay
	ObjectedAt  time.Time
	AskedAt     time.Time           // when the thread was last read again, as after a start of the bot
	Follows     map[string]follows  // of actions, by entry
	Reminders   map[string][]string // by slot: which entries a reminder is about

	Publication Publication // what became of the draft
	Canvas      Canvas

	Texts   map[string]string // by Ref.Key, Entry.ID or Entry.DoneKey
	Private Private
}

// A Message is what a review remembers of something said: not its text, which is in Texts.
type Message struct {
	Author  string
	At      time.Time
	Phase   Phase // in which it was said; empty: from the channel's history
	Version int   // counts its edits
	Gone    bool
	Still   time.Time  // since when its text has not changed
	Settled bool       // it was left alone long enough to be read
	Thread  string     // set while the review's own thread is not known yet
	Wish    bool       // it says what its author would like to understand or have easier
	Nods    []Reaction // of others, to what it asks
	Account bool       // the bot posted it for its author, who cannot edit it
}

// A Move is a change of phase.
type Move struct {
	At      time.Time
	To      Phase
	Consent bool // nobody pressed, and nobody objected
}

// A Gap is something a phase left open.
type Gap struct {
	Phase Phase  `json:"phase"`
	What  string `json:"what"`
	ID    string `json:"id,omitempty"` // of the criterion
}

// Same reports whether two gaps are the same thing, however much of it is missing.
func (g Gap) Same(o Gap) bool {
	if g.ID == "" || o.ID == "" {
		return g.Phase == o.Phase && g.What == o.What
	}
	return g.ID == o.ID
}

// History is how far the reading of the incident channel's past has come.
type History struct {
	Cursor string
	Lines  int
	Done   bool
}

// Running reports whether the meeting still goes on.
func (s *Session) Running() bool { return s.Status == Running }

// UnderWay reports whether the meeting goes on or is being wrapped up: it takes its
// channel, and its thread is heard.
func (s *Session) UnderWay() bool { return s.Running() || s.Status == Closing }

// Text returns what is kept under a Ref.Key, Entry.ID or Entry.DoneKey, and ""
// once it has been erased.
func (s *Session) Text(key string) string { return s.Texts[key] }

// Entry finds an entry by its id.
func (s *Session) Entry(id string) (Entry, bool) {
	for _, e := range s.Entries {
		if e.ID == id {
			return e, true
		}
	}
	return Entry{}, false
}

// Live returns the entries of a kind that stand, in the order of recording.
func (s *Session) Live(kinds ...Kind) []Entry {
	var out []Entry
	for _, e := range s.Entries {
		if e.Live() && (len(kinds) == 0 || slices.Contains(kinds, e.Kind)) {
			out = append(out, e)
		}
	}
	return out
}

// each goes through the entries of a kind that stand, in the order of recording.
func (s *Session) each(k Kind) iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		for i := range s.Entries {
			if e := &s.Entries[i]; e.Kind == k && e.Live() && !yield(e) {
				return
			}
		}
	}
}

// count is how many entries of a kind stand.
func (s *Session) count(k Kind) (n int) {
	for range s.each(k) {
		n++
	}
	return n
}

// Timeline returns the timeline entries that stand, by time; those without a
// time come last.
func (s *Session) Timeline() []Entry {
	out := s.Live(Event)
	slices.SortStableFunc(out, func(a, b Entry) int {
		if a.At.IsZero() != b.At.IsZero() {
			if a.At.IsZero() {
				return 1
			}
			return -1
		}
		return a.At.Compare(b.At)
	})
	return out
}

// Clone returns a copy that shares nothing with s that Apply changes.
func (s *Session) Clone() *Session {
	c := *s
	c.People, c.Messages = maps.Clone(s.People), maps.Clone(s.Messages)
	c.Posts, c.Stale, c.Suggested = maps.Clone(s.Posts), maps.Clone(s.Stale), maps.Clone(s.Suggested)
	c.Entries, c.Gaps, c.Lost = slices.Clone(s.Entries), slices.Clone(s.Gaps), slices.Clone(s.Lost)
	c.Refs, c.Inquiries, c.Remarks = slices.Clone(s.Refs), slices.Clone(s.Inquiries), slices.Clone(s.Remarks)
	c.Seats, c.Roles, c.Greeted, c.Floors = maps.Clone(s.Seats), maps.Clone(s.Roles), slices.Clone(s.Greeted), slices.Clone(s.Floors)
	c.Moves, c.Waivers, c.Lenses = slices.Clone(s.Moves), maps.Clone(s.Waivers), maps.Clone(s.Lenses)
	c.Voices, c.Bystanders = slices.Clone(s.Voices), maps.Clone(s.Bystanders)
	c.DaysOff, c.Ripe, c.Rushed = slices.Clone(s.DaysOff), maps.Clone(s.Ripe), maps.Clone(s.Rushed)
	c.Content, c.Accounts = maps.Clone(s.Content), maps.Clone(s.Accounts)
	c.Unsealed, c.Objected = maps.Clone(s.Unsealed), maps.Clone(s.Objected)
	c.Follows, c.Reminders = maps.Clone(s.Follows), maps.Clone(s.Reminders)
	c.Wordings, c.WordedIn = maps.Clone(s.Wordings), maps.Clone(s.WordedIn)
	c.Publication = s.Publication.clone()
	c.Texts, c.ZoneOf, c.Apart = maps.Clone(s.Texts), maps.Clone(s.ZoneOf), slices.Clone(s.Apart)
	c.Reckoned = maps.Clone(s.Reckoned)
	c.Private = s.Private.clone()
	return &c
}

// Apply takes in what became true. It never fails and never judges, so an old
// log gives the same session whatever the bot has learnt to do since.
func (s *Session) Apply(e EventRecord) {
	s.Seq, s.Latest = e.Seq, e.At
	switch b := e.Body.(type) {
	case Opened:
		s.Opened, s.StartedAt, s.Status = b, e.At, Running
		s.Phase, s.Phased, s.Starter = Opening, e.At, e.By
		s.People, s.Messages = map[string]Person{}, map[Ref]Message{}
		s.Posts, s.Stale, s.Suggested = map[string]Ref{}, map[string]bool{}, map[Phase]bool{}
		s.Waivers, s.Lenses = map[string]Waiver{}, map[string]bool{}
		s.ZoneOf, s.Reckoned = map[string]string{}, map[string]string{}
		s.Bystanders = map[string]Person{}
		s.Follows, s.Reminders = map[string]follows{}, map[string][]string{}
		s.Ripe, s.Rushed, s.Content = map[string]bool{}, map[string]bool{}, map[Phase][]string{}
		s.Seats, s.Roles = map[string]Seat{}, map[string]string{}
		s.Accounts, s.Unsealed, s.Objected = map[Phase][]string{}, map[Phase]bool{}, map[Phase]int{}
		s.Publication = Publication{Agreed: map[string]time.Time{}, Wrote: map[string]string{}, Dismissed: map[string]bool{}}
		if s.Texts == nil {
			s.Texts = map[string]string{}
		}
	case Restated:
		s.Severity, s.Began, s.Ended = b.Severity, b.Began, b.Ended
	case Met:
		s.People[b.ID] = b.Person
	case Named:
		for _, p := range b.People {
			s.Bystanders[p.ID] = p
		}
	case Seated:
		if b.Seat != "" {
			s.Seats[b.Person] = b.Seat
		}
		if b.Role != "" {
			p := s.People[b.Person]
			p.Role = b.Role
			s.People[b.Person], s.Roles[b.Person] = p, b.Role
		}
	case Greeted:
		s.Greeted = append(s.Greeted, Reaction{e.By, b.With})
	case OwnerAsked:
		s.Offer = OwnerOffer(b)
	case Carried:
		s.Owner, s.Offer = b.By, OwnerOffer{}
	case Aimed:
	case Retitled:
		s.Title = b.Title
	case ToldApart:
		s.Apart = append(s.Apart, b)
	case Zoned:
		if b.Who != "" {
			s.ZoneOf[b.Who] = b.Zone
			delete(s.Reckoned, b.Who)
			break
		}
		s.Zone, s.ZoneSaid = b.Zone, true
		clear(s.ZoneOf)
		clear(s.Reckoned)
	case Reckoned:
		s.Reckoned[b.Who] = b.Zone
	case PollOpened:
		s.PollOpened = e.At
	case PollClosed:
		s.Tally = &b.Tally
	case Voiced:
		s.Voices = append(s.Voices, e.By)
	case Narrating:
		s.Floors = append(s.Floors, Floor{b.Who, e.At})
	case Posted:
		s.Posts[b.Slot] = b.Ref
		if b.Slot == SlotRoot {
			s.settleThread(b.Ref.TS)
		}
	case Moved:
		s.Phase, s.Phased = b.To, e.At
		s.Moves = append(s.Moves, Move{At: e.At, To: b.To, Consent: e.By == ""})
		delete(s.Suggested, b.To) // somebody who goes back may be asked again
		s.Gaps = append(s.Gaps, b.Left...)
		for _, g := range b.Left {
			if timed(g.ID) {
				s.Rushed[g.ID] = true
			}
		}
		for _, what := range b.Open {
			s.Gaps = append(s.Gaps, Gap{Phase: b.From, What: what})
		}
	case Waived:
		was := s.Waivers[b.Criterion]
		s.Waivers[b.Criterion] = Waiver{By: e.By, Of: slices.Concat(was.Of, b.Of), Whole: was.Whole || len(b.Of) == 0}
	case Looked:
		s.Lenses = map[string]bool{}
		for _, l := range b.Lenses {
			s.Lenses[l] = true
		}
	case Weighed:
		s.Recurs = b.Recurrence
	case Said:
		m := Message{Author: b.Author, At: e.At, Thread: b.Thread, Settled: b.Read}
		if !b.Wrote.IsZero() {
			m.At = b.Wrote
		}
		m.Phase = s.phaseAt(m.At)
		if b.Read {
			m.Phase = ""
		}
		if b.Phase != "" {
			m.Phase, m.Account = b.Phase, true
		}
		m.Still = m.At
		if i, known := slices.BinarySearchFunc(s.Refs, b.Ref, compareRefs); !known {
			s.Refs = slices.Insert(s.Refs, i, b.Ref)
		}
		s.Messages[b.Ref] = m
	case Revised:
		m := s.Messages[b.Ref]
		m.Version++
		m.Settled, m.Still, m.Wish = false, e.At, false
		s.Messages[b.Ref] = m
	case Unsaid:
		m := s.Messages[b.Ref]
		m.Gone, m.Settled = true, true
		s.Messages[b.Ref] = m
	case Settled:
		m := s.Messages[b.Ref]
		m.Settled = true
		s.Messages[b.Ref] = m
	case Wished:
		m := s.Messages[b.Ref]
		m.Wish = true
		s.Messages[b.Ref] = m
	case Nodded:
		m := s.Messages[b.Ref]
		m.Nods = append(slices.Clip(m.Nods), Reaction{e.By, b.With})
		s.Messages[b.Ref] = m
	case Unreacted:
		back := Reaction{e.By, b.With}
		if b.Ref == (Ref{}) {
			s.Greeted = back.takenFrom(s.Greeted)
			break
		}
		m := s.Messages[b.Ref]
		m.Nods = back.takenFrom(m.Nods)
		s.Messages[b.Ref] = m
	case Recorded:
		s.Entries = append(s.Entries, b.Entry)
	case Changed:
		for i := range s.Entries {
			if s.Entries[i].ID == b.ID {
				s.promised(s.Entries[i], b.Entry, e.At)
				s.Entries[i] = b.Entry
			}
		}
	case Judged:
		for i := range s.Entries {
			if s.Entries[i].ID == b.Entry {
				s.Entries[i].judge(b.State, e.By, e.At)
			}
		}
	case Paged:
		s.History = History{b.Cursor, s.History.Lines + b.Lines, b.Cursor == ""}
	case Stale:
		s.Stale[b.Slot] = true
		if b.Slot == SlotReview {
			s.Overtaken = e.Seq
		}
	case Shown:
		delete(s.Stale, b.Slot)
	case Lost:
		s.Lost = append(s.Lost, b)
	case Asked:
		s.Asking, s.AskedAt = s.Asking+1, e.At
	case Heeded:
		s.Asking--
	case Suggested:
		s.Suggested[b.Phase], s.LastSpoke, s.SuggestedAt = true, e.At, e.At
		s.remarked(e.At)
	case Inquired:
		s.Inquiries, s.LastSpoke = append(s.Inquiries, Inquiry{b.Name, b.About, s.Phase, e.At}), e.At
		s.remarked(e.At)
	case Framed:
		s.Framed = b.Slot
	case Hurried:
		s.Hurried = e.At
	case HandedOver:
		s.Facilitator = b.To
	case Paused:
		s.OnPause, s.Pauses = true, s.Pauses+1
	case Resumed:
		s.OnPause, s.ResumedAt = false, e.At
	case Hushed:
		s.Hushed = b.On
		if s.async() {
			delete(s.Suggested, s.Phase) // days of silence are no consent
		}
	case Turned:
		s.Mode, s.TurnedAt = b.To, e.At
		delete(s.Suggested, s.Phase) // it is another proposal now
	case DaysOff:
		s.DaysOff = append(s.DaysOff, b)
	case AtWork:
		s.DaysOff = slices.DeleteFunc(s.DaysOff, func(o DaysOff) bool { return o.Who == b.Who && o.Zone == b.Zone })
	case Ripened:
		s.Ripe[b.Criterion] = true
	case Contented:
		s.Content[b.Phase] = append(slices.Clip(s.Content[b.Phase]), e.By)
	case Accounted:
		if !slices.Contains(s.Accounts[b.Phase], e.By) {
			s.Accounts[b.Phase] = append(slices.Clip(s.Accounts[b.Phase]), e.By)
		}
	case Unaccounted:
		s.Accounts[b.Phase] = slices.DeleteFunc(slices.Clone(s.Accounts[b.Phase]), func(id string) bool { return id == e.By })
	case Unsealed:
		s.Unsealed[b.Phase] = true
		if len(s.Accounts[b.Phase]) > 0 {
			s.LastSpoke = e.At // there is something to be read first
		}
	case Objected:
		s.Objected[b.Phase]++
		s.ObjectedAt = e.At
		delete(s.Suggested, b.Phase)
	case Wrapping:
		s.Status, s.EndedAt = Closing, e.At
	case Reminded:
		s.reminded(b)
	case Drafted:
		s.Status, s.Gaps = Draft, b.Open
		for _, id := range b.Wording {
			s.applyWording(id, WordingAwaited)
		}
	case Worded:
		s.applyWorded(b)
	case WordingJudged:
		s.applyWording(b.Section, WordingDeclined)
		if b.Accepted {
			s.applyWording(b.Section, WordingAccepted)
		}
	case CalledOff:
		s.Status, s.EndedAt = Cancelled, e.At
	case Became:
		s.Status = b.Status
	case Whispered:
	}
	s.Publication.apply(e, s.Carrier())
	s.Canvas.apply(e.Body)
}

// phaseAt is the phase at a moment. A message belongs to the phase in which it
// was written, even when Slack brings it later.
func (s *Session) phaseAt(t time.Time) Phase {
	p := Opening
	for _, m := range s.Moves {
		if m.At.After(t) {
			break
		}
		p = m.To
	}
	return p
}

// settleThread is called once the review's thread is known: what was said in
// other threads of the channel meanwhile does not belong to it.
func (s *Session) settleThread(ts string) {
	s.Place.Thread = ts
	for ref, m := range s.Messages {
		if m.Thread == "" {
			continue
		}
		if m.Thread != ts {
			delete(s.Messages, ref)
			continue
		}
		m.Thread = ""
		s.Messages[ref] = m
	}
	s.Refs = slices.DeleteFunc(s.Refs, func(r Ref) bool { _, here := s.Messages[r]; return !here })
}
