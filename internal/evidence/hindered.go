package evidence

// obstacles are the turns of phrase for what stood in the way.
const obstacles = "in the way was, in the way were, was in the way, were in the way, got in the way, gets in the way, stood in the way, stands in the way, got in our way, stood in our way, was in our way, got in my way, stood in my way"

// unobstructed says that there was no obstacle.
const unobstructed = "nothing was in the way, nothing stood in the way, nothing got in the way, nobody was in the way, nobody stood in the way"

// means are what somebody needs before they can act.
var means = set(`right rights permission permissions access login logins account accounts credential credentials password passwords key keys role roles token tokens vpn runbook runbooks playbook documentation contact
	number laptop phone console tool tools`)

// helpful reports whether tokens say that something helped; "nothing helped" and "it helped nobody" do not.
func helpful(ts []token) bool {
	from := 0
	for i, t := range ts {
		if t.kind == mark {
			from = i
		}
		if t.low == "helped" {
			return !hasWord(ts[max(from, i-4):i], negations) && !oneOf(at(ts, i+1).low, "nobody nothing none no little")
		}
	}
	return false
}

// unequipped reports whether a statement begins with those who were at it, and says that they had not what they needed: "neither
// of us had the rights to …", "I had no login".
func unequipped(ts []token) bool {
	i := 0
	switch {
	case len(ts) < 4:
		return false
	case oneOf(ts[0].low, "neither none") && ts[1].low == "of":
		return oneOf(ts[2].low, "us them") && oneOf(ts[3].low, "had has have knew could")
	case oneOf(ts[0].low, "i we") || ts[0].kind == person:
		i = 1
	default:
		return false
	}
	switch {
	case oneOf(ts[i].low, "had have has") && ts[i+1].low == "no":
		i += 2
	case oneOf(ts[i].low, "did do does") && ts[i+1].low == "not" && at(ts, i+2).low == "have":
		i += 3
	case oneOf(ts[i].low, "lacked lack lacks missed"):
		i++
	default:
		return false
	}
	return hasWord(ts[i:min(len(ts), i+4)], means)
}
