package evidence

// objected drops what only speaks against something said before, as "12:50 cannot be, the vendor was not even paged" does, and
// its reason where that has no time of its own. What is left may tell a fact.
func objected(ts []token) []token {
	i := 0
	switch {
	case len(ts) < 3:
		return ts
	case ts[0].kind == clock:
		i = 1
		if _, zone := zones[at(ts, 1).low]; zone {
			i++
		}
	case oneOf(ts[0].low, "that this it"):
		i = 1
	default:
		return ts
	}
	for oneOf(at(ts, i).low, "really just simply still") {
		i++
	}
	n := 0
	for _, p := range refusals[at(ts, i).low] {
		if begins(ts[i:], p) {
			n = max(n, len(p))
		}
	}
	if n == 0 {
		return ts
	}
	for i += n; oneOf(at(ts, i).low, "right true correct it either then though"); {
		i++
	}
	if i < len(ts) && ts[i].kind != mark && !oneOf(ts[i].low, "because since as") {
		return ts // "That cannot be undone."
	}
	if rest := strip(ts[i:]); hasClock(rest) {
		return rest
	}
	return nil
}

// refusals say that what was told cannot be so.
var refusals = phrases(`cannot be, could not be, can not be, must be wrong, is wrong, was wrong, is impossible, is not possible, makes no sense, does not make sense, does not fit, does not add up, seems wrong, seems off, is off`)

// aboutTalk reports whether a sentence of the review tells what is being done with what people say and not what happened: "we
// put both", "I take the log", "I checked the ticket".
func aboutTalk(ts []token) bool {
	i := 0
	for oneOf(at(ts, i).low, "ok then so just now") || i < 3 && (at(ts, i).kind == clock || at(ts, i).kind == mark) {
		i++
	}
	if !oneOf(at(ts, i).low, "i we let") || publishes(ts) {
		return false
	}
	for i++; oneOf(at(ts, i).low, "just also will us then can"); {
		i++
	}
	verb, object := at(ts, i).low, at(ts, i+1)
	switch {
	case oneOf(verb, "put take note write record keep leave park mark list add") && oneOf(object.low, "both it that this them those these either"):
		return len(ts)-i <= 3 || at(ts, i+2).kind == mark || oneOf(at(ts, i+2).low, "down as in for until till back into on")
	case oneOf(verb, "take trust believe follow") && oneOf(object.low, "the your that"):
		return ground[at(ts, i+2).low] && (i+3 >= len(ts) || at(ts, i+3).kind == mark || oneOf(at(ts, i+3).low, "time then here"))
	case oneOf(verb, "checked rechecked scrolled reread searched") && !hasClock(ts):
		end := i + 1
		for end < len(ts) && ts[end].kind != mark {
			end++
		}
		return end == len(ts) && end-i <= 4 // Nothing is said of what was found.
	}
	return false
}

// hearsay reports whether a sentence without a time only says that there was something: "there was a mail".
func hearsay(ts []token) bool {
	if len(ts) < 3 || ts[0].low != "there" || !oneOf(ts[1].low, "is was were are") {
		return false
	}
	n := 0
	for _, t := range ts[2:] {
		switch {
		case t.kind == number || t.kind == ident || t.kind == code || harms[t.low] || negations[t.low]:
			return false
		case t.kind != mark && !determiners[t.low] && !oneOf(t.low, "a an always also one some still then"):
			n++
		}
	}
	return n <= 1
}

// guesses say that a figure or a thing is one of several, whichever.
const guesses = "or what, or whatever, or something, or so i think, whatever it was"
