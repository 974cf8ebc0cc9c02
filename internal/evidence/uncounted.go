package evidence

import "regexp"

var (
	measureless = regexp.MustCompile(`(?i)\b(?:not measurable|(?:cannot|can't|can not|could not|couldn't) be (?:measured|counted)|(?:was|were|is|are) not (?:measured|counted)|no way to (?:measure|count|tell how many))\b.*\b(?:because|since|as)\b`)
	unknownYet  = regexp.MustCompile(`(?i)\b(?:nobody knows|not known|unknown|no numbers? yet|we do not know|we don't know)\b.*\b(?:will|is going to|is to|looks? into)\b`)
)

// Uncounted reports whether a text says why a harm cannot be measured, or that nobody
// knows its size yet and who will find it out: that is an answer as good as a number.
func Uncounted(text string) bool {
	return measureless.MatchString(text) || unknownYet.MatchString(text)
}

// theHarm puts what is spoken of in the place of "it" and "how many": on its own the
// sentence would not say.
func theHarm(ts []token) []token {
	if !oneOf(ts[0].low, "it this that how") {
		return ts
	}
	for i, t := range ts {
		if oneOf(t.low, "is was are were cannot can could") {
			return append([]token{tok("the", ts[0]), tok("harm", ts[0])}, ts[i:]...)
		}
	}
	return ts
}
