package evidence

import "strings"

// A Sign is something that a sentence may show by its words, whatever else it says. Signs are read where a wrong guess costs
// little: to see whether a question was answered already.
type Sign int

// The signs.
const (
	StillWorked Sign = iota // something was not affected
	WroteIn                 // customers or partners made themselves heard
	Reasoned                // what was seen, expected or weighed
	Measured                // something showed that service was back
	Ends                    // when something ends
	Kept                    // somebody sees to something
	Nothing                 // there is nothing of the kind
	Settled                 // an asker lets a question go
	Elsewhere               // where else a condition is found
	Similar                 // what was like it before, or that nothing was
	NewRisk                 // what a change could bring
	Audience                // who else should hear of it
)

// signs are looked for in small letters, anywhere; those of Nothing at the beginning.
var signs = map[Sign][]string{
	StillWorked: {"still work", "kept work", "continued to", "not affected", "unaffected", "not touched", "worked all"},
	WroteIn:     {"ticket", "customer", "support", "report", "complain", "called", "call from", "forum", "partner"},
	Reasoned:    {"because", "since", " as ", "saw", "graph", "looked", "expect", "thought", "believ", "option", "instead", "rather", "so that", "in order", "to avoid", "hoping", "assum", "showed", " after "},
	Measured:    {"error rate", "errors", "graph", "metric", "dashboard", "probe", "normal", "recovered", "green", "checked", "confirmed", "came back", "status code"},
	Ends:        {"until", "removed when", "once ", "when ", " by ", "as soon as", "ends on"},
	Kept:        {"look after", "looks after", "see to it", "sees to it", "see to that", "sees to that", "take care of", "takes care of", "keep an eye", "keeps an eye", "remove it", "removes it", "turn it back", "turns it back"},
	Nothing:     {"none", "nothing", "no luck", "no temporary", "not lucky", "we were not", "there was no luck", "there is nothing"},
	Settled:     {"thanks", "thank you", "never mind", "nevermind", "found it", "got it", "makes sense"},
	Elsewhere:   {"where else", "elsewhere", "anywhere else", "same condition"},
	Similar:     {"similar", "happened before", "seen this before", "first time", "same as last", "last year", "inc-", "none known", "never happened"},
	NewRisk:     {"new risk", "what could go wrong", "side effect", "new failure"},
	Audience:    {"share", "should hear", "should read", "tell the", "send it to", "who else", "post it"},
}

// Shows reports whether a text shows a sign.
func Shows(text string, s Sign) bool {
	low := strings.ToLower(text)
	for _, w := range signs[s] {
		if s == Nothing && strings.HasPrefix(low, w) || s != Nothing && strings.Contains(low, w) {
			return true
		}
	}
	return false
}
