package evidence

import "strings"

// compounded reports whether the noun at i only says which thing the next one is: "the migration runner", "a release owner".
func compounded(ts []token, i int) bool {
	w, next := ts[i].low, at(ts, i+1)
	if isPast(w) || isIng(w) || next.kind != word && next.kind != ident {
		return false
	}
	after := at(ts, i+2).low
	unknown := verbs[next.low] == nil && !auxiliaries[next.low] && !negations[next.low] && !timePreps[next.low] && !strings.HasSuffix(next.low, "ly")
	return seats[next.low] || unknown && (things[next.low] || isThird(after) && !things[after])
}

// done reports whether a clause begins with what its speaker did to something, or ends with what was done to it: "cancelled
// the import", "all 40 vouchers reissued".
func done(ts []token) bool {
	i := 0
	for i < len(ts) && i < 4 && (oneOf(ts[i].low, "i we they the team then just already also") || ts[i].kind == person) {
		i++
	}
	if w, next := at(ts, i).low, at(ts, i+1); doable(w) && (verbs[w] != nil && w == verbs[w].past) {
		if determiners[next.low] || next.kind == number || next.kind == ident || next.kind == code || next.kind == person || things[next.low] {
			return true
		}
	}
	last := len(ts) - 1
	if last < 1 || !doable(ts[last].low) || hasWord(ts, negations) {
		return false
	}
	before := ts[last-1]
	return before.kind == number || things[before.low] || oneOf(before.low, "all both")
}

// doable reports whether a word is the past of a verb for what somebody does to a thing.
func doable(w string) bool {
	return verbs[w] != nil && isPast(w) && !isBase(w) && !things[w] && !intransitive[w] && !harms[w] && !signals[w] && !recoveries[w] && !commsWords[w] && !decisions[w] &&
		!oneOf(w, "had got was were needed lost missed waited wanted felt knew known meant hoped thought looked seemed believed found heard saw read said showed told took taken gave given made came gone went got stayed kept began started begun charged billed delayed caused grew turned became overcharged")
}

// barred reports whether those whom a service is for could not do something, which is the impact and not only seen.
func barred(ts []token) bool {
	for i, t := range ts {
		if !oneOf(t.low, "cannot could") || t.low == "could" && at(ts, i+1).low != "not" {
			continue
		}
		for k := max(0, i-3); k < i; k++ {
			if outsiders[ts[k].low] {
				return true
			}
		}
	}
	return false
}

// outsiders are those whom a service is for.
var outsiders = set(`user users customer customers visitor visitors reader readers author authors client clients subscriber subscribers merchant merchants patient patients passenger passengers driver drivers
	guest guests player players student students member members partner partners shopper shoppers tenant tenants caller callers`)

// doubling reports whether something was done to people twice: "some cards were charged twice", "double charges".
func doubling(ts []token) bool {
	for i, t := range ts {
		if t.low == "twice" && oneOf(at(ts, i-1).low, "charged billed booked sent paid debited shipped delivered printed refunded") ||
			t.low == "double" && oneOf(at(ts, i+1).low, "charges charged bookings booked payments billed") {
			return true
		}
	}
	return false
}

// counted reports whether tokens are only a number of those whom a service is for: "31 clients".
func counted(ts []token) bool {
	return len(ts) > 1 && len(ts) <= 4 && ts[0].kind == number && hasWord(ts[1:], outsiders) && !finite(ts)
}

// ordered reports whether somebody in the channel says what is to be done: "stop the import", "fail over to the second site".
func ordered(ts []token) bool {
	if len(ts) < 2 || ts[0].kind != word || !isBase(ts[0].low) || isPast(ts[0].low) || things[ts[0].low] && !determiners[ts[1].low] || oneOf(ts[0].low, "see look check need want seem think guess note wonder hope") {
		return false
	}
	return determiners[ts[1].low] || ts[1].kind == number || ts[1].kind == code || ts[1].kind == ident || ts[1].low == "over"
}

// publishes reports whether somebody put word where those outside read it: "I put it on the status page".
func publishes(ts []token) bool {
	return hasAny(ts[:min(len(ts), 6)], "put wrote posted set") && !hasWord(ts[:min(len(ts), 4)], outsiders) && !hasAny(ts[:min(len(ts), 4)], "somebody someone people") && says(ts, "on the status page, on the status site, on our status page, on statuspage, on the forum, on the blog, on the website, on twitter, in the forum")
}
