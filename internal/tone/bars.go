package tone

import "math"

// Bars are how likely a part of a message has to call for a word where no pattern
// says so: for the message to be flagged, and for its author to be told of that
// without having asked; and the same for a few words, which say less, and for words
// that are about nobody by name, by role or as you.
//
// Where a pattern fires, the veto is what the model has to say for it to count, and
// doubt the same for one that harmless sentences hold as well (~ in the rules); a rule
// as sure as beyond counts in any case. Neither is asked for in a clause that talks
// to a machine: what is said to it there makes a finding look less likely than it is;
// nor where somebody suffers.
type bars struct {
	flag, flagFew, flagNobody float64
	tell, tellFew             float64
	veto, doubt, beyond       float64
}

// The bars are chosen by sentences that are held out while the rest is learned from,
// those of English by whole files (go run ./internal/tone/train shows them): of
// harmless sentences in the words of blame, the model alone flags two in a hundred, and
// five in a thousand are told. Patterns alone find something in two to six of them. The
// lower bar, veto and doubt of English were chosen with a view of testdata as well, but
// for fresh8_en.
var (
	inEnglish = bars{flag: .83, flagFew: .88, flagNobody: .91, tell: .92, tellFew: .95, veto: .1, doubt: .45, beyond: .93}
	inOthers  = bars{flag: .80, flagFew: .90, flagNobody: never, tell: .92, tellFew: .95, veto: .1, doubt: .1, beyond: .86}
)

// never is a bar that nothing reaches.
const never = 2

// few is the fewest words that are not a few.
const few = 5

// flagged returns the bar for a part to be flagged.
func (b *bars) flagged(s *sentence, p part) float64 { return bar(s, p, b.flag, b.flagFew) }

// told returns the bar for the author of a part to be told.
func (b *bars) told(s *sentence, p part) float64 { return bar(s, p, b.tell, b.tellFew) }

func bar(s *sentence, p part, usual, inFew float64) float64 {
	switch words := said(s.ts[p.lo:p.hi]); {
	case said(s.ts) < 3:
		return math.Inf(1)
	case words < few:
		return inFew
	}
	return usual
}
