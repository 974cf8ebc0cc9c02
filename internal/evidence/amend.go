package evidence

import "strings"

// corrections are the ways to take back what one has just written, the longest first within each first word.
var corrections = phrases(`no wait, no sorry, no, nope, wait no, wait, sorry no, sorry, oh no, correction, scratch that, i mean, i meant, make that, or rather, rather, actually, ah no`)

// amended puts the number or time with which somebody corrects themselves in the same message in place of the one they took
// back: "16 min to stop.. no, 43", "the key was rotated 14:31, no 14:33". Where it is not clear what is corrected, the words
// stay.
func amended(ts []token) []token {
	for i := 1; i < len(ts); i++ {
		if ts[i].kind == mark && !oneOf(ts[i].low, ", ; - – — (") || ts[i].kind == stop && ts[i].low == "?" || ts[i].kind != mark && ts[i].kind != stop || ts[i].said {
			continue
		}
		n := opening(ts[i+1:], corrections)
		if n == 0 {
			continue
		}
		v := i + 1 + n
		for v < len(ts) && (ts[v].kind == mark && ts[v].low == "," || oneOf(ts[v].low, "it was is at about more like")) {
			v++
		}
		value := at(ts, v)
		if value.kind != number && value.kind != clock || value.said {
			continue
		}
		end := v + 1
		if unit := at(ts, end); value.kind == number && durations[unit.low] || value.kind == clock && unit.kind == word && unit.low != "" && zones[unit.low] != 0 || unit.low == "utc" {
			end++
		}
		if next := at(ts, end); next.kind != mark && next.kind != stop && next.text != "" {
			continue // "No, 3 nodes were left" tells something else.
		}
		from := mistaken(ts[:i], value.kind)
		if from < 0 || measure(ts[from].low) != measure(value.low) && !durations[at(ts, v+1).low] {
			continue
		}
		out := append([]token{}, ts[:from]...)
		value.start, value.end = ts[from].start, ts[from].end
		out = append(out, value)
		rest := ts[from+1 : i]
		if end > v+1 && len(rest) > 0 && (durations[rest[0].low] || zones[rest[0].low] != 0 || rest[0].low == "utc") {
			out, rest = append(out, ts[v+1]), rest[1:]
		}
		out = append(out, rest...)
		for end < len(ts) && oneOf(ts[end].low, "sorry ) ,") && !(ts[end].low == "," && at(ts, end+1).low != "sorry") {
			end++
		}
		return amended(append(out, ts[end:]...))
	}
	return ts
}

// mistaken is the one token of a kind in the last sentence of what was written before a correction; -1 for none or several.
func mistaken(ts []token, k kind) int {
	end := len(ts)
	for end > 0 && ts[end-1].kind == stop && ts[end-1].text != "\n" {
		end--
	}
	found := -1
	for i := end - 1; i >= 0 && ts[i].kind != stop; i-- {
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
