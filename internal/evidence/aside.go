package evidence

// denying reports whether the part of a sentence that begins at i only denies a time: ", not 08:18".
func denying(ts []token, ws []when, i int) bool {
	if i >= len(ts) || ts[i].low != "not" {
		return false
	}
	for _, w := range ws {
		if w.from == i+1 {
			return w.to >= len(ts) || ts[w.to].kind == mark
		}
	}
	return false
}

// qualified returns what a clause says of a time that is not the moment the speaker is about to tell: "21:31 is when their
// page said so", "not 08:18"; nil for a clause that tells something itself.
func qualified(c *clause) []token {
	ts := c.ts
	if !c.has || c.when.ranged || c.when.since {
		return nil
	}
	from, to := c.when.from, c.when.to
	if from == 1 && ts[0].low == "not" || from == 3 && ts[0].low == "it" && oneOf(ts[1].low, "was is") && ts[2].low == "not" {
		if to < len(ts) {
			return nil
		}
		return ts[from-1:]
	}
	if from != 0 || to+2 >= len(ts) || !oneOf(ts[to].low, "is was") {
		return nil
	}
	k := to + 1
	for k < len(ts)-1 && oneOf(ts[k].low, "only just merely really already") {
		k++
	}
	if !oneOf(ts[k].low, "when what") && (k == to+1 || !determiners[ts[k].low]) {
		return nil
	}
	return strip(ts)
}
