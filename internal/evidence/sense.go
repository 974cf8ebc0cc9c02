package evidence

import (
	"strings"
)

func first(ts []token) string { return at(ts, 0).low }

var negations = set("no not never nobody nothing none neither without cannot")

// idle are the nouns of which somebody has none without anything being missing.
const idle = "idea time clue problem problems doubt choice question questions answer opinion interest impact effect issue issues more"

// condition reports whether tokens state how things stood rather than what happened: something missing, never done, only
// partly covered, believed, done by hand.
func condition(ts []token) bool {
	if mechanics(ts) {
		return true
	}
	for i, t := range ts {
		if t.said {
			continue
		}
		next, after := at(ts, i+1), at(ts, i+2)
		switch t.low {
		case "has", "have", "had":
			if next.low == "no" && i > 0 && !oneOf(ts[i-1].low, "i you") && after.kind == word && !oneOf(after.low, idle) {
				return true
			}
			if t.low != "had" && next.low == "to" && i > 0 && !oneOf(ts[i-1].low, "i we you someone somebody") {
				return true
			}
		case "no", "without", "lacks", "lacked", "lacking", "missing":
			if t.low == "missing" && next.kind == mark || t.low == "no" && i > 0 && oneOf(next.low, idle) && ts[0].low == "i" {
				continue
			}
			if lossOf(ts[i:]) {
				continue
			}
			for k := i + 1; k < len(ts) && k < i+6 && ts[k].kind != mark; k++ {
				if things[ts[k].low] || compound(ts[k].low) || ts[k].kind == ident || ts[k].kind == code {
					return true
				}
			}
		case "never":
			if isPast(next.low) || auxiliaries[next.low] || isPast(after.low) || next.low == "had" {
				return true
			}
		case "only":
			if isThird(next.low) || isBase(next.low) && !things[next.low] || next.low == "for" || isPast(next.low) && i > 0 {
				return true
			}
		case "nothing", "nobody":
			if isThird(next.low) || isPast(next.low) || next.low == "in" || next.low == "on" || auxiliaries[next.low] {
				return t.low == "nobody" || !hasAny(ts, "deployed lost happened changed")
			}
		case "cannot":
			return true
		case "could", "did", "does", "do":
			if next.low == "not" && i > 0 && !oneOf(ts[0].low, "i we") {
				return true
			}
		case "is", "are", "was", "were":
			if next.low == "not" && (oneOf(after.low, "configured logged monitored tested covered documented set enabled protected validated checked limited possible visible known part included able allowed")) {
				return true
			}
		case "depends", "depend", "relies", "rely", "expects", "assumes", "requires", "needs":
			if i > 0 && !oneOf(ts[0].low, "i we somebody someone") && !hasAny(ts, "moment minute sec second while time") {
				return true
			}
		case "believed", "assumed", "supposed":
			return true
		case "manually", "hard-coded", "hardcoded", "by-hand", "undocumented", "untested", "unmonitored", "silently":
			return true
		case "by":
			if next.low == "hand" || next.low == "accident" || next.low == "default" {
				return !oneOf(ts[0].low, "we i they") || !isPast(at(ts, 1).low) // "We sorted them by hand" is a deed.
			}
		case "older", "outdated", "unaware":
			return true
		case "although", "despite":
			return true
		case "back":
			if next.low == "then" {
				return true
			}
		case "in":
			if next.kind == number && len(next.low) == 4 && (strings.HasPrefix(next.low, "19") || strings.HasPrefix(next.low, "20")) {
				return true
			}
		case "later":
			if hasAny(ts[:i], "added built introduced moved joined") {
				return true
			}
		case "takes", "took":
			if next.low == "it" && after.low == "off" || next.low == "up" {
				return true
			}
		}
	}
	return false
}

// mechanics reports whether tokens tell how a thing always behaves: "when a group shrinks, it …", "a failover promotes …".
func mechanics(ts []token) bool {
	if len(ts) < 4 {
		return false
	}
	always := oneOf(ts[0].low, "when whenever once each every a an any")
	for i := 1; always && i < min(len(ts), 7); i++ {
		if ts[i].kind == mark || ts[i].kind == clock || isPast(ts[i].low) && !isBase(ts[i].low) || auxiliaries[ts[i].low] {
			return false
		}
		if isThird(ts[i].low) && !(things[ts[i].low] && things[at(ts, i-1).low]) && !determiners[at(ts, i-1).low] {
			return !hasAny(ts, "i you we")
		}
	}
	return false
}

// lossOf reports whether "no …" denies a loss: "no data lost".
func lossOf(ts []token) bool {
	for k := 1; k < len(ts) && k < 6; k++ {
		if oneOf(ts[k].low, "lost affected impacted corrupted impact loss") {
			return true
		}
	}
	return false
}

func at(ts []token, i int) token {
	if i < 0 || i >= len(ts) {
		return token{}
	}
	return ts[i]
}
