// Package tone reads one message of a blameless review and says whether a good
// facilitator would take its author aside, and how the same thing could be said
// so that people keep telling what they saw.
//
// Local reads with rules, needs nothing and always answers. Model asks a
// language model and falls back to Local. Both joins them so that what Local is
// sure of stands, whatever a model is talked into.
//
// What is found is for the author alone: a Report names no person, and nothing
// here keeps, counts or logs a message.
package tone

import (
	"context"
	"time"
)

// A Category says what in a message makes it harder for others to speak.
type Category string

// The categories, in the order in which one is chosen when several fit: care for
// the author first, then what does the most harm.
const (
	SelfBlame  Category = "self_blame"  // condemns oneself, or is in distress: met with care, never corrected
	Threat     Category = "threat"      // consequences for a person, a hunt for a name
	Hostile    Category = "hostile"     // insult, mockery, contempt, sarcasm at people
	Shutdown   Category = "shutdown"    // ends or forbids the enquiry, tells people to keep out
	Dismissal  Category = "dismissal"   // waves strain or feelings away
	Blame      Category = "blame"       // puts fault on a person, team or vendor
	HumanError Category = "human_error" // offers people's failing as the cause or the cure
	Defensive  Category = "defensive"   // protects the speaker instead of adding information
	Motive     Category = "motive"      // ascribes bad intent or indifference
	CrossExam  Category = "cross_exam"  // a question that demands a justification
	Absolute   Category = "absolute"    // always, never, nobody, and labels, about people
	Hindsight  Category = "hindsight"   // measures people against what did not happen
	Closure    Category = "closure"     // declares the first explanation the explanation
)

// Categories lists all categories, the one that wins first.
var Categories = [...]Category{
	SelfBlame, Threat, Hostile, Shutdown, Dismissal, Blame, HumanError,
	Defensive, Motive, CrossExam, Absolute, Hindsight, Closure,
}

// A Severity says how promptly a finding deserves a word to its author.
type Severity string

// The severities. What follows from each is the caller's business.
const (
	S1   Severity = "S1"   // only at high confidence
	S2   Severity = "S2"   // promptly
	S3   Severity = "S3"   // promptly, even on somebody's first message
	Care Severity = "CARE" // with care: no correction and no other wording
)

// A Message is one message of a review, as its author sent it.
type Message struct {
	Text   string   // Slack mrkdwn as received: &lt; &gt; &amp; escaped, <@U…>, <https://…>
	Before []string // up to two messages before it, oldest first
	Phase  string   // opening, timeline, root_cause, remedy, prevention, close; "" if unknown
	Names  []string // of people who take part, to be kept from a model
	Review string   // on whose account a model is asked; it is not sent. "" if unknown

	// Within is how long an answer is of use: a model that takes longer is not
	// waited for. Zero is no matter.
	Within time.Duration
}

// A Report says what was found in one message. The zero Report finds nothing.
type Report struct {
	Flag       bool     `json:"flag"`
	Category   Category `json:"category,omitempty"`
	Severity   Severity `json:"severity,omitempty"`
	Unsure     bool     `json:"unsure,omitempty"` // heard, but not surely enough to be said to somebody who did not ask
	Span       [2]int   `json:"span,omitzero"`    // byte offsets in Message.Text of the words meant
	Confidence float64  `json:"confidence"`       // that a word to the author is called for, 0 to 1
	Reason     string   `json:"reason"`           // for a reader; names no person
	Wording    string   `json:"wording"`          // another way to say it; "" when none can be offered honestly
	By         string   `json:"-"`                // ByLocal or ByModel
	Language   string   `json:"-"`                // of the message, such as "en"; "" if it cannot be told
	Distress   bool     `json:"-"`                // SelfBlame whose writer suffers: a person rather than a question
}

// Who found what a Report says.
const (
	ByLocal = "local"
	ByModel = "model"
)

// A Checker reads one message. An error means that it could not be judged, which
// a caller treats as nothing found.
type Checker interface {
	Check(ctx context.Context, m Message) (Report, error)
}

// Label returns the label under which the public data sets file the category;
// "none" for Closure, which asks the room a question and corrects nobody.
func (c Category) Label() string {
	switch c {
	case CrossExam, Motive:
		return string(Blame)
	case Hindsight:
		return "counterfactual"
	case Dismissal:
		return string(Hostile)
	case Closure, "":
		return "none"
	}
	return string(c)
}

// Words names the file of prompts/people/nudge that holds what is said to the
// author: by category, and by language unless that is English.
func (r Report) Words() string {
	words := string(r.Category)
	if r.Distress {
		words = "care-2"
	}
	if r.Language == "" || r.Language == readable[0] {
		return words
	}
	return r.Language + "/" + words
}
