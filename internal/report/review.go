package report

import (
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rubric"
	"github.com/remedybot/remedy/prompts"
)

// Options say how a review names what lies outside of it.
type Options struct {
	Cite  func(postmortem.Ref) (id, url string) // how a source is named and linked; nil: by its key, without a link
	Owner func(user string) string              // how the team's review.json names an owner; nil: the user id
	Words *prompts.Words                        // for what is not established; nil: ours
	Now   time.Time                             // when it is read, to tell past dates; zero: dates are not judged
	// Shown says whether a message may be shown as it was written, beside what rests on it; nil: any may. One of another
	// channel than the review's is not, since whoever reads the review need not be in there.
	Shown func(text string) bool
	// Audience is for whom it is written down; zero: the team.
	Audience  Audience
	Customers []string // whose names stand in no edition
}

// Review is a session as a document. It marshals to review.json.
type Review struct {
	ID            string           `json:"id"`
	Title         string           `json:"title"`
	Status        string           `json:"status"` // draft, checked, published or corrected; people change it
	Severity      string           `json:"severity"`
	Impact        Window           `json:"impact"`
	Sections      []Section        `json:"sections"`
	Timeline      []Moment         `json:"timeline"`
	Causes        []Cause          `json:"causes"`
	Actions       []Action         `json:"actions"`
	Disagreements []Disagreement   `json:"disagreements"`
	Gaps          []Gap            `json:"gaps"`
	Checks        []rubric.Verdict `json:"checks"`

	head     head     // what the top of the document shows
	sources  []source // in the order in which the document cites them
	audience Audience
	leaks    []Leak
}

// Window is when users were affected, in UTC; an end that is not known is nil.
type Window struct {
	From *time.Time `json:"from"`
	To   *time.Time `json:"to"`
}

// The ids of the sections, in their order.
const (
	SectionHeader     = "header"
	SectionBrief      = "brief"
	SectionImpact     = "impact"
	SectionTimeline   = "timeline"
	SectionRootCause  = "root_cause"
	SectionRemedy     = "remedy"
	SectionPrevention = "prevention"
	SectionLearnings  = "learnings"
	SectionMeans      = "means"
	SectionNotDone    = "not_done"
	SectionGaps       = "gaps"
	SectionSources    = "sources"
)

// Section is a numbered part of the document.
type Section struct {
	ID        string     `json:"id"`
	Title     string     `json:"title"`
	Sentences []Sentence `json:"sentences"`
}

// Sentence is one statement. What awaits nobody's hand, such as a note, counts as confirmed.
type Sentence struct {
	Text     string   `json:"text"`
	Cites    []string `json:"cites"`
	Entries  []string `json:"entries"`   // which it tells
	State    string   `json:"state"`     // confirmed or proposed
	Machine  bool     `json:"machine"`   // put forward by the bot, and no person has accepted it
	ByPeople bool     `json:"by_people"` // its place is left for a person to write
	Note     bool     `json:"note"`      // says something about the document, not about the incident
	// Unsupported is what stands in it and in nothing it cites, neither in the latest text of a message nor in a value of an
	// entry. Readers are told.
	Unsupported []string `json:"unsupported,omitempty"`
	ByHand      []string `json:"by_hand,omitempty"` // what of it no message says, but whoever put it into these words, which is Hand

	Corrected string `json:"corrected,omitempty"` // the day on which it was, after the draft
	Hand      string `json:"hand,omitempty"`      // the role of who put it into these words by hand, and is a source of it

	Group string `json:"-"` // the heading it stands under within its section
	Label string `json:"-"` // a word or two beside it, such as "trigger, likely"
	row   bool   // a table of the document shows it instead
}

// Moment is a row of the timeline.
type Moment struct {
	At        *time.Time `json:"at"`        // UTC; nil when not known
	Precision string     `json:"precision"` // exact, approx or unknown
	Kind      string     `json:"kind"`      // change, signal, action, decision, comms, impact, recovery or event
	Text      string     `json:"text"`
	Cites     []string   `json:"cites"`
	State     string     `json:"state"`

	Told      string `json:"told,omitempty"`      // what the clock showed, where it is open which clock was meant; at is null then
	Corrected string `json:"corrected,omitempty"` // the day on which it was, after the draft
	Hand      string `json:"hand,omitempty"`      // as of a sentence

	others  []string // times that other accounts give for the same event
	entries []string
	backing backing
}

// Cause is a contributing factor.
type Cause struct {
	ID         string   `json:"id"`
	Text       string   `json:"text"`
	Kind       string   `json:"kind"`
	Stem       string   `json:"stem"` // start, spread, unnoticed, recovery or ""
	Parents    []string `json:"parents"`
	Confidence string   `json:"confidence"` // established, likely, hypothesis or disputed
	Cites      []string `json:"cites"`
	State      string   `json:"state"`

	other bool // another view of the cause it stands below
}

// Action is an action item.
type Action struct {
	Text     string   `json:"text"`
	Owner    *string  `json:"owner"` // nil: nobody; theirs once State is owned or done
	Due      *string  `json:"due"`   // a day, as 2006-01-02
	DoneWhen string   `json:"done_when"`
	Type     string   `json:"type"`
	Strength int      `json:"strength"`
	State    string   `json:"state"` // proposed, owned, dropped or done
	Cites    []string `json:"cites"`

	Corrected string `json:"corrected,omitempty"` // the day on which it was, after the draft
	Hand      string `json:"hand,omitempty"`      // as of a sentence

	number    int
	ownerName string // as the workspace shows it
	proposed  bool   // nobody has confirmed its wording
	dropped   string // why it was
	entries   []string
	backing   backing
}

// Disagreement is one event of which accounts differ. None is preferred.
type Disagreement struct {
	About    string    `json:"about"`
	Accounts []Account `json:"accounts"`
}

// Account is one view of an event, in the words of its entry.
type Account struct {
	Text  string   `json:"text"`
	Cites []string `json:"cites"`

	state   string
	entries []string
	backing backing
}

// Gap is something the review does not establish.
type Gap struct {
	Text string `json:"text"`
}

// section finds a section by its id.
func (r *Review) section(id string) *Section {
	for i := range r.Sections {
		if r.Sections[i].ID == id {
			return &r.Sections[i]
		}
	}
	return nil
}
