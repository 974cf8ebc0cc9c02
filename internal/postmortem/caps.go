package postmortem

import "time"

// Caps keep the bot quiet.
type Caps struct {
	PerAuthor    time.Duration // at most one whisper to an author in this time
	AuthorTotal  int           // and this many in a review
	SameKind     int           // of one category to one author in a review
	PerChannel   time.Duration // at most one whisper to anybody in this time
	AfterNotNow  time.Duration // pause for an author who pressed Not now
	NotNows      int           // after this many, the author hears no more in this review
	Latest       time.Duration // a whisper that comes later than this after the message is not sent
	BreakerLast  int           // of this many last whispers …
	BreakerShare float64       // … a larger share dismissed stops those of severity S1
	Grace        bool          // an author's first message is not remarked on
	Public       time.Duration // between two remarks of the bot to everybody that nobody asked for
	PerDay       int           // whispers to anybody within a day; 0: as many as the others allow
	Together     int           // questions to everybody in one message; where there may be several, one a working day
}

// LiveCaps are the caps of a review held in one sitting.
func LiveCaps() Caps {
	return Caps{
		PerAuthor: 20 * time.Minute, AuthorTotal: 3, SameKind: 2, PerChannel: 3 * time.Minute,
		AfterNotNow: 30 * time.Minute, NotNows: 2, Latest: 30 * time.Second,
		BreakerLast: 10, BreakerShare: 0.4, Grace: true, Public: 5 * time.Minute, Together: 1,
	}
}

// AsyncCaps are the caps of a phase held over days.
func AsyncCaps() Caps {
	c := LiveCaps()
	c.PerAuthor, c.PerChannel, c.PerDay = 12*time.Hour, 0, 6
	c.AfterNotNow, c.Latest = 24*time.Hour, 2*time.Minute
	c.Public, c.Together = time.Hour, 3
	return c
}
