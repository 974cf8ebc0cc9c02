package evidence

import (
	"slices"
	"strings"
)

// corrections are the ways to take back what one has just written, the longest first within each first word.
var corrections = phrases(`no wait, no sorry, no, nope, wait no, wait, sorry no, sorry, oh no, correction, scratch that, i mean, i meant, make that, or rather, rather, actually, ah no`)

// amended puts the number or time with which somebody corrects themselves in the same message in place of the one they took
// back: "16 min to stop.. no, 43", "the key was rotated 14:31, no 14:33". Where it is not clear what is corrected, the words
// stay.
func amended(ts []token) []token {
	out := make([]token, 0, len(ts))
	for i := 0; i < len(ts); i++ {
		value, unit, end := correction(ts, i)
		from := -1
		if end > 0 {
			from = mistaken(out, value.kind)
		}
		if from < 0 || measure(out[from].low) != measure(value.low) && !durations[unit.low] {
			out = append(out, ts[i])
			continue
		}
		value.start, value.end = out[from].start, out[from].end
		out[from] = value
		if next := at(out, from+1); unit.text != "" && measuring(next) {
			out[from+1].text, out[from+1].low = unit.text, unit.low
		} else if unit.text != "" {
			out = slices.Insert(out, from+1, unit)
		}
		i = end - 1
	}
	return out
}

// correction reads at i a mark behind which somebody takes back what stands before it: the value they give, its unit if they
// name one, and where it ends; 0 where there is none.
func correction(ts []token, i int) (value, unit token, end int) {
	t := ts[i]
	if t.said || t.kind != stop && !(t.kind == mark && oneOf(t.low, ", ; - – — (")) || t.low == "?" {
		return value, unit, 0
	}
	n := opening(ts[i+1:], corrections)
	if n == 0 {
		return value, unit, 0
	}
	v := i + 1 + n
	for v < len(ts) && (ts[v].kind == mark && ts[v].low == "," || oneOf(ts[v].low, "it was is at about more like")) {
		v++
	}
	if value = at(ts, v); value.kind != number && value.kind != clock || value.said {
		return value, unit, 0
	}
	end = v + 1
	if measuring(at(ts, end)) {
		unit = ts[end]
		end++
	}
	if next := at(ts, end); next.kind != mark && next.kind != stop && next.text != "" {
		return value, unit, 0 // "No, 3 nodes were left" tells something else.
	}
	for oneOf(at(ts, end).low, "sorry )") || at(ts, end).low == "," && at(ts, end+1).low == "sorry" {
		end++
	}
	return value, unit, end
}

// measuring reports whether a token is the unit of a number or the zone of a time.
func measuring(t token) bool {
	_, zone := zones[t.low]
	return t.kind == word && (zone || durations[t.low])
}

// mistaken is the one token of a kind in the last sentence of what was written before a correction; -1 for none or several.
func mistaken(ts []token, k kind) int {
	end := len(ts)
	for end > 0 && ts[end-1].kind == stop && ts[end-1].text != "\n" {
		end--
	}
	found := -1
	for i := end - 1; i >= max(0, end-runOn) && ts[i].kind != stop; i-- {
		if ts[i].kind != k || ts[i].said {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	if found >= 0 && (strings.HasPrefix(at(ts, found+1).low, "to") || at(ts, found-1).low == "to") {
		return -1
	}
	return found
}
