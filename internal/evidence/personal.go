package evidence

import (
	"slices"
	"strings"
)

// Personal reports whether a cause ends at a person: at an act, a trait or a lack of somebody, rather than at what around
// them made it possible. What could not be known, seen or done is a condition, whoever tells it.
func Personal(cause string, roles ...string) bool {
	ts := actionTokens(cause)
	if len(ts) == 0 {
		return false
	}
	if holds(ts, faults) {
		return true
	}
	if n := seated(ts, roles); n > 0 && n < len(ts) {
		return deed(ts[n:])
	}
	return false
}

// Actor is whom a cause that is personal begins with, in small letters and without an article, or "" where its words name
// nobody in particular.
func Actor(cause string, roles ...string) string {
	ts := actionTokens(cause)
	n := 0
	if len(ts) > 0 {
		n = seated(ts, roles)
	}
	var words []string
	for i, t := range ts[:n] {
		if !(i == 0 && oneOf(t.low, "the a an he she somebody someone")) {
			words = append(words, t.low)
		}
	}
	return strings.Join(words, " ")
}

// Teams are the teams that a text names, in small letters and each once: "the payments team", not "the team".
func Teams(text string) []string {
	ts := actionTokens(text)
	var out []string
	for i, t := range ts {
		if !oneOf(strings.TrimSuffix(t.low, "'s"), "team squad department crew") {
			continue
		}
		var words []string
		for j := i - 1; j >= max(0, i-3) && (ts[j].kind == word || ts[j].kind == ident) && !unnamed[ts[j].low]; j-- {
			words = append([]string{ts[j].low}, words...)
		}
		if name := strings.Join(words, " "); name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// unnamed are words before "team" that name none, and end the name of one.
var unnamed = set(`the a an our their your my his her its this that each every one two three another other same whole entire any no some which what first second
	of in on at by to for from with and or but as than because when while until after before if not is was were are had has have did told asked paged let made
	needed only all most both between across within`)

// faults name a person's failing, whoever it was.
var faults = phrases(`human error, operator error, user error, pilot error, human mistake, operator mistake, operator's mistake, insufficient training, human factor, fat finger, fat-finger, typo by, lack of training, lack of attention, lack of care, lack of discipline, lack of experience, lack of skill, not trained,
	untrained, inexperienced, inexperience, carelessness, careless, negligence, negligent, inattention, not paying attention, did not pay attention, was not careful, were not careful, not careful enough, not followed, not follow, forgot, forgotten to, was forgotten, were forgotten, overlooked by, oversight by, misread, made a mistake, by mistake, mistake of, mistake by, mistyped, mis-typed, wrong command was typed`)

// seated is how many tokens at the beginning name a person or a seat; 0 if none does. "We" and "the team" are nobody.
func seated(ts []token, roles []string) int {
	if ts[0].kind == person || oneOf(ts[0].low, "he she somebody someone") {
		return 1
	}
	for _, role := range roles {
		words := strings.Fields(strings.ToLower(role))
		at := ts
		skip := 0
		if ts[0].low == "the" || ts[0].low == "a" || ts[0].low == "an" {
			at, skip = ts[1:], 1
		}
		if len(words) > 0 && begins(at, words) {
			return skip + len(words)
		}
	}
	for i := range min(4, len(ts)) {
		if seats[ts[i].low] && !isIng(at(ts, i+1).low) && at(ts, i+1).kind == word {
			return i + 1
		}
		if ts[i].kind != word || isPast(ts[i].low) && !things[ts[i].low] {
			break
		}
	}
	return 0
}

// deed reports whether tokens tell what somebody did or left undone, and not what they could not know or do.
func deed(ts []token) bool {
	for len(ts) > 0 && oneOf(ts[0].low, "on-call team then just also only") {
		ts = ts[1:]
	}
	switch {
	case len(ts) == 0:
		return false
	case oneOf(ts[0].low, "cannot could had has have was were is are saw believed thought assumed expected knew got received"):
		return false
	case startsWith(ts, "did", "not"), startsWith(ts, "never"):
		return !oneOf(at(ts, 2).low, "know see have get receive")
	}
	return isPast(ts[0].low) || slices.Contains([]string{"does", "do", "never", "always"}, ts[0].low)
}
