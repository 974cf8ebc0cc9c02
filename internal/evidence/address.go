package evidence

import "slices"

// People in a chat ask and call each other. What is said to somebody is no part of what happened.

// greetings may stand before a name that calls somebody: "hi <@U1>".
var greetings = set("hi hey hello thanks thx ty sorry morning welcome cc ping")

// uncalled drops the names by which a sentence calls somebody: "<@U1>, the disk is full".
func uncalled(ts []token) []token {
	if len(ts) > 3 && ts[0].kind == person && ts[1].low == "," && !oneOf(ts[2].low, "who which and") && !hasPerson(ts[2:min(len(ts), 5)]) {
		ts = strip(ts[2:])
	}
	if n := len(ts); n > 3 && ts[n-1].kind == person && ts[n-2].low == "," && !hasPerson(ts[:n-1]) {
		ts = strip(ts[:n-2])
	}
	return ts
}

func hasPerson(ts []token) bool {
	return slices.ContainsFunc(ts, func(t token) bool { return t.kind == person })
}

// looked reports whether a clause only says that the speaker looked it up, a moment ago: "just scrolled up", "I checked again".
func looked(ts []token) bool {
	for len(ts) > 0 && oneOf(ts[0].low, "i just only now have") {
		ts = ts[1:]
	}
	if len(ts) == 0 || len(ts) > 3 || !oneOf(ts[0].low, "checked looked scrolled counted verified googled") {
		return false
	}
	return !slices.ContainsFunc(ts[1:], func(t token) bool { return !oneOf(t.low, "it that up back again now here there once more twice") })
}
