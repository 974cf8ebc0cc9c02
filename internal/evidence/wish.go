package evidence

import (
	"regexp"
	"strings"
)

// longing is how people say what they would like to understand or have easier, wonders how questions begin that ask for more
// than a fact.
var (
	longing = regexp.MustCompile(`(?i)\b(?:(?:i|we)(?:['’]d| would) (?:like|love) to (?:understand|know|see|learn|find out|have|be able)|` +
		`(?:i|we) want to (?:understand|know|learn|find out)|(?:i|we) (?:wish|hope)\b|(?:would|should) be (?:easier|simpler)|to have it easier|make it easier)`)
	wonders = regexp.MustCompile(`(?i)^(?:and |so )?(?:why|how come|how (?:can|could|do|does)|what would (?:make|have|let))\b`)
)

// Wish returns the sentence of a message, as it stands, in which somebody says what they would like to understand or have
// easier, or asks why or how; or "".
func Wish(text string) string {
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "&gt;") || strings.Contains(line, "`") {
			continue // somebody else's words, or a machine's
		}
		for _, s := range sentenceEnd.Split(line, -1) {
			if longing.MatchString(s) && len(strings.Fields(s)) >= 4 {
				return strings.TrimSpace(s)
			}
		}
	}
	if q := Asked(text); wonders.MatchString(q) {
		return q
	}
	return ""
}

// sentenceEnd is where one sentence ends and another begins, not the dot in a number or a name.
var sentenceEnd = regexp.MustCompile(`[.!?;]+(?:\s+|$)`)
