package evidence

import (
	"slices"
	"strings"
)

// sayingTime are words whose object a time is: without it they say nothing.
const sayingTime = "is was were are be to than not until been like about of has have had and or with by"

// sayingMore are words behind which a time is what was said, where more follows: "the log says 11:03 for the first wait".
const sayingMore = "says said say shows showed show reads counted counts count"

// trimmed takes the time out of a clause where the entry's own time says it and the rest still reads.
func (r *reader) trimmed(c *clause) []token {
	ts := c.ts
	if !c.has || c.when.since || c.when.ranged {
		return strip(ts)
	}
	from, to := c.when.from, c.when.to
	if from == 0 || from == 1 && ts[0].kind == mark {
		return strip(ts[to:])
	}
	before, last := ts[from-1], to == len(ts)
	if precise(ts[from:to]) || ts[from].kind == clock && oneOf(before.low, "me us them him her") && oneOf(at(ts, from-2).low, "told asked said") {
		return strip(ts)
	}
	if last && oneOf(before.low, "is was") && headed(ts[:from-1]) {
		return strip(ts[:from-1]) // "The first ticket was 09:20."
	}
	if !last && ts[to].low == "and" && hangs(ts, to, to+1) || c.when.approx && !last || before.said || oneOf(before.low, sayingTime) || !last && oneOf(before.low, sayingMore) || !last && denies(ts[to:]) {
		return strip(ts)
	}
	if !last && oneOf(ts[to].low, ", and") && at(ts, to+1).kind == clock {
		return strip(ts) // One of several times.
	}
	if before.low == "," && (last || ts[to].low == ",") {
		return strip(append(ts[:from-1:from-1], ts[to:]...))
	}
	if before.kind != mark && (last || finite(ts[:from]) || ts[to].low == "," && from >= 2) {
		return strip(append(ts[:from:from], ts[to:]...))
	}
	return strip(ts)
}

// precise reports whether a time is told to the second, which the table does not show.
func precise(ts []token) bool {
	return slices.ContainsFunc(ts, func(t token) bool { return t.kind == clock && strings.Count(t.low, ":") == 2 })
}

// denies reports whether what follows a time is ", not …": "10:10, not before".
func denies(ts []token) bool {
	if ts[0].low == "not" {
		return true
	}
	return ts[0].low == "," && (at(ts, 1).low == "not" || at(ts, 2).low == "not" && oneOf(at(ts, 1).low, "so and but"))
}

// headed reports whether tokens are the name of a moment and nothing else: "the first client mail".
func headed(ts []token) bool {
	if len(ts) < 2 || pointing(ts) {
		return false
	}
	for _, t := range ts {
		if t.kind == mark || t.kind == clock || auxiliaries[t.low] || pronouns[t.low] {
			return false
		}
	}
	return oneOf(ts[0].low, "first last second third next") || oneOf(ts[0].low, "the a our my") && len(ts) > 2 && oneOf(ts[1].low, "first last second third next")
}
