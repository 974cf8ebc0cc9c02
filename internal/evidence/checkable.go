package evidence

import "strings"

// Checkable reports whether a message or sentence can be held against something outside it: a link, code, a log line, or the
// name of a change, such as "#4821", "PR 88" or "4.12.3".
func Checkable(text string) bool {
	if strings.Contains(text, "<http") || strings.Contains(text, "http://") || strings.Contains(text, "https://") || strings.Contains(text, "`") {
		return true
	}
	before := ""
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(" ,;:()!?\n\t", r) }) {
		w = strings.Trim(w, ".'\"")
		low := strings.ToLower(w)
		digits := strings.ContainsAny(w, "0123456789")
		switch {
		case !digits:
		case w[0] == '#' && len(w) > 1, oneOf(before, "pr commit release version build deploy ticket change run"), strings.Count(w, ".") >= 2:
			return true
		case strings.Contains(w, "-") && !isClock(strings.SplitN(w, "-", 2)[0]) && strings.ContainsFunc(w, func(r rune) bool { return r >= 'A' && r <= 'Z' }):
			return true // INC-12
		case len(w) >= 7 && strings.Trim(low, "0123456789abcdef") == "" && strings.ContainsAny(low, "abcdef"):
			return true // a commit
		}
		before = low
	}
	return false
}

// Told reports whether a text holds a verb that carries it as a sentence: "the pool never closes a connection", not "no
// limit on the pool".
func Told(text string) bool { return mainVerb(plainTokens(text)) }

// TellsTime reports whether a sentence holds a time of day, such as one that only bounds what it tells.
func TellsTime(text string) bool { return hasClock(scan(Statement{Text: text})) }

// Usual reports whether a sentence tells what was normal before it began, which holds at no moment.
func Usual(text string) bool {
	ts := plainTokens(text)
	return startsWith(ts, "normal", ":") || ordinary(ts, "normal")
}

// Loaded reports whether a sentence measures the past against what did not happen, or judges it: an entry says what was.
func Loaded(text string) bool {
	return holds(scan(Statement{Text: text}), judging)
}

var judging = phrases(`should have, could have, would have, might have, ought to have, should not have, could not have known, would not have, failed to, neglected to, if only, obvious, obviously, properly, improperly, correctly, incorrectly, unfortunately, carelessly, careless, sloppy, simply, needlessly, embarrassing, terrible, ridiculous, as usual, of course`)
