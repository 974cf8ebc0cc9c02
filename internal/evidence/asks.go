package evidence

import (
	"regexp"
	"strings"
)

// Asked returns the question that a message puts to others, as it stands, or "": one about what happened, long enough to be
// understood alone. Questions about the meeting itself, and those at the end of a statement, are none.
func Asked(text string) string {
	if !strings.Contains(text, "?") || strings.Contains(text, "`") || strings.Contains(text, "<http") {
		return ""
	}
	out := ""
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "&gt;") {
			continue // somebody else's words
		}
		end := strings.IndexByte(line, '?')
		if end < 0 {
			continue
		}
		start := strings.LastIndexAny(line[:end], ".!;\n") + 1
		q := strings.TrimSpace(addressee.ReplaceAllString(line[start:end+1], ""))
		low := strings.ToLower(q)
		if len(strings.Fields(q)) < 4 || meeting(low) {
			continue
		}
		if first, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(low, "and "), "so "), " "); askers[strings.Trim(first, ",'s")] {
			out = q
		}
	}
	return out
}

// addressee is whom a question begins with: "<@U1>, what did you see?"
var addressee = regexp.MustCompile(`^(\s*<@[^>]+>[\s,:]*)+`)

// askers begin questions that want a fact.
var askers = set("how what when where which who why did do does was were is are has had have can could")

// meeting reports whether a question is about the meeting: "shall we go on?", "does anybody want a break?"
func meeting(q string) bool {
	for _, p := range []string{"shall we", "can we", "could we", "should we", "do we want", "are we ready", "are we done", "is everybody", "is everyone", "are you ok", "are you there", "is that ok", "is this ok", "anything else", "anyone else",
		"does that make sense", "do you mind", "can you", "could you", "would you", "can i", "could i", "may i", "who wants", "who takes", "who would like", "what do you think", "how about", "what about", "do you agree", "is that right", "is it just me"} {
		if strings.Contains(q, p) {
			return true
		}
	}
	return false
}
