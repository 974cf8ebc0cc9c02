// Package rubric is the list of what a good review of an incident fulfils, and the words it does without.
//
// There is one list and two readers: internal/report holds a session of ours against it, internal/writeup a Markdown
// text that anybody wrote.
package rubric

import "slices"

// A Result is what came of one check.
type Result string

// The results. Unknown is for what a reader cannot tell; it never guesses.
const (
	Met     Result = "met"
	Open    Result = "open"
	Waived  Result = "waived" // open, and left so by people for a reason
	Unknown Result = "unknown"
)

// A Verdict is the result of one rule.
type Verdict struct {
	ID     string `json:"id"`
	Result Result `json:"result"`
	Why    string `json:"why"`             // one plain sentence; of what is open, what to do
	Where  string `json:"where,omitempty"` // of what is open, where it is put right
	Of     string `json:"of,omitempty"`    // of a finding about wording, what tells it from others of its rule
}

// A Judge says who can tell whether a rule is fulfilled.
type Judge string

// The judges.
const (
	Program Judge = "program"            // it can be computed
	Either  Judge = "program, or person" // it can be computed in part
	Person  Judge = "person"
)

// A Rule is one thing that a good review fulfils.
type Rule struct {
	ID     string
	Title  string
	Blocks bool // while it is open the review is not fit to be published; else it is a warning
	By     Judge
}

// Waivable reports whether people may leave the rule open, for a reason. Those that
// protect people or the source of what is said they may not.
func (r Rule) Waivable() bool {
	return !slices.Contains([]string{"Q4", "Q12", "Q13", "Q14", "Q15", "Q16", "Q17", "Q18", "Q58"}, r.ID)
}

// A Weight says how soon something that is open wants to be put right.
type Weight int

// The weights, in the order in which they are put right.
const (
	Hurts    Weight = iota // people, or it gives something away
	Misleads               // it says what cannot be so
	Lacks                  // something that a review needs
	Nicer                  // with it, and fit to be published without
)

// Weight is how much it weighs that the rule is open.
func (r Rule) Weight() Weight {
	switch {
	case !r.Blocks:
		return Nicer
	case slices.Contains([]string{"Q15", "Q16", "Q17", "Q18", "Q21", "Q22", "Q23", "Q24", "Q37", "Q50"}, r.ID):
		return Hurts
	case slices.Contains([]string{"Q13", "Q14", "Q31", "Q32"}, r.ID):
		return Misleads
	}
	return Lacks
}

// All returns the rules in the order of their numbers.
func All() []Rule { return slices.Clone(rules[:]) }

// Of returns the rule with an id.
func Of(id string) (Rule, bool) {
	i := Place(id)
	if i < 0 {
		return Rule{}, false
	}
	return rules[i], true
}

// Place is where the rule with an id stands in the list, from 0; -1 if there is none.
func Place(id string) int { return slices.IndexFunc(rules[:], func(r Rule) bool { return r.ID == id }) }

const must, should = true, false

var rules = [...]Rule{
	{"Q1", "Every section is there, and says something", must, Program},
	{"Q2", "Title, date, severity and one owner", must, Program},
	{"Q3", "A status that somebody besides the owner has confirmed", must, Program},
	{"Q4", "How many messages were used and left out", must, Program},
	{"Q5", "Tags a machine can read", should, Either}, // Of ours: no field holds the service, so it is never called met.
	{"Q6", "An audience wider than the team", should, Program},
	{"Q7", "Published within a week", should, Program},
	{"Q8", "A summary of two to five short sentences", should, Either},
	{"Q9", "Acronyms explained", should, Program},
	{"Q10", "Chat is linked, not pasted", should, Program},
	{"Q11", "Someone from another team can retell it", should, Person}, // It shows only when they do.

	{"Q12", "Each statement has a source", must, Program},
	{"Q13", "Figures and names stand in their source", must, Program},
	{"Q14", "Causes, actions and learnings were confirmed", must, Program},
	{"Q15", "Nothing private or withdrawn", must, Program},
	{"Q16", "Roles instead of names", must, Program},
	{"Q17", "No words of a message that hurt", must, Program}, // By construction: such a message gives no entry, and which ones did is forgotten with the private notes.
	{"Q18", "No secret and no token", must, Program},
	{"Q19", "At least two points of view", must, Program},
	{"Q20", "No one person supplies most of it", should, Program},

	{"Q21", "No counterfactuals", must, Either},
	{"Q22", "Nobody is accused or labelled", must, Either},
	{"Q23", "No judging adverbs, drama or exclamation marks", must, Program},
	{"Q24", "No leading questions at people", must, Either},
	{"Q25", "Systems and conditions do the harm, not people", should, Either}, // Who the subject is, where the grammar is plain.
	{"Q26", "Outage only where nothing worked", should, Either},               // What did not work is in the text only as far as people told it.
	{"Q27", "No vague amounts where a number belongs", should, Program},

	{"Q28", "The impact in numbers", must, Program},
	{"Q29", "From when to when users were affected", must, Either},

	{"Q30", "Each entry of the timeline has date, time and zone", must, Program},
	{"Q31", "Start, detection, response and end are told and add up", must, Program},
	{"Q32", "The timeline is in order, without impossible dates", must, Program},
	{"Q33", "The timeline starts before the impact and the first alert", must, Program},
	{"Q34", "Long gaps are explained", must, Program},
	{"Q35", "Decisions tell what was known then", must, Person},

	{"Q36", "More than one cause", must, Program},
	{"Q37", "No person, and no human error, is a cause", must, Either},
	{"Q38", "Causes say how sure they are", must, Program},
	{"Q39", "How it was detected and how service came back", must, Program},
	{"Q40", "What only people noticed gets a detecting action", should, Either},
	{"Q41", "Each branch ends in something that can be changed", should, Person}, // What can be changed depends on who reads it.
	{"Q42", "Similar incidents were looked for", should, Program},

	{"Q43", "What helped, what hindered, and luck", must, Program},
	{"Q44", "No one person is the hero", should, Either},
	{"Q45", "What went well is not forgotten", should, Program},
	{"Q46", "Temporary measures have an end and an owner", must, Program},

	{"Q47", "Each action has one owner and a date", must, Program},
	{"Q48", "Actions say what will be done", must, Program},
	{"Q49", "An outsider can tell when an action is done", must, Either},
	{"Q50", "No action is about changing a person", must, Either},
	{"Q51", "Actions that hold without care and memory", must, Program},
	{"Q52", "Some action prevents or detects", must, Program},
	{"Q53", "Actions of more than one type and priority", should, Program},
	{"Q54", "Each cause has an action or is accepted", must, Program},
	{"Q55", "Some action has a high priority", should, Program}, // Of ours: actions have a rank instead, and how urgent the first is, people decide.
	{"Q56", "At most seven open actions", must, Program},
	{"Q57", "Some action is due within 30 days", should, Program},

	{"Q58", "What is not known is said", must, Program},
	{"Q59", "The owner's own sections are written", must, Program},
}
