package evidence

import "strings"

// spells are the stretches of time that can be like any other.
var spells = set("day night morning afternoon evening week weekend monday tuesday wednesday thursday friday saturday sunday shift hour load traffic")

// ordinary reports whether a clause tells what was normal before it began, which is where the timeline starts from: "a normal
// Sunday night, no deploy"; where that was asked for, also what there was none of and what was as usual.
func ordinary(ts []token, question string) bool {
	if len(ts) < 3 || causal(ts) || hasWord(ts, harms) && !hasWord(ts, negations) || opinion(ts) || hasWord(ts, second) {
		return false
	}
	asked := strings.Contains(strings.ToLower(question), "normal")
	for i, t := range ts {
		next := at(ts, i+1).low
		switch {
		case oneOf(t.low, "normal quiet ordinary usual regular") && (i == 0 || !negations[ts[i-1].low]):
			for k := i + 1; k < min(len(ts), i+4) && ts[k].kind == word; k++ {
				if spells[ts[k].low] && (i < 4 && !oneOf(t.low, "usual regular") || asked) && !hasAny(ts[:i], "than back if until to") {
					return true
				}
			}
		case !asked:
		case t.low == "as" && oneOf(next, "usual always normal"), t.low == "like" && oneOf(next, "always every any"):
			return true
		case i == 0 && t.low == "no" && oneOf(next, "deploy deploys deployment deployments release releases change changes rollout maintenance migration migrations"):
			return true
		case i == 0 && t.low == "nothing" && hasAny(ts[:min(len(ts), 4)], "deployed changed released planned rolled merged"):
			return true
		}
	}
	return false
}
