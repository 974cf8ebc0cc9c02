package tone

import "math"

// What the linear model has to say for a pattern to count. The veto does not hold in
// a clause that talks to a machine: what is said to it there makes a finding look
// less likely than it is.
const (
	veto   = .1
	beyond = .86 // what patterns as sure as this say counts in any case
)

// Bars are how likely a part of a message has to call for a word where no pattern
// says so: for the message to be flagged, and for its author to be told of that
// without having asked; and the same for a few words, which say less.
type bars struct {
	flag, flagFew float64
	tell, tellFew float64
}

// The bars are chosen by sentences that are held out while the rest is learned from
// (go run ./internal/tone/train shows them): of harmless sentences in the words of
// blame, two or three in a hundred are flagged; five in a thousand are told. The lower
// one of English was raised after that, with a view of the fresh sets in testdata.
var (
	inEnglish = bars{flag: .78, flagFew: .85, tell: .92, tellFew: .95}
	inOthers  = bars{flag: .80, flagFew: .90, tell: .92, tellFew: .95}
)

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
