package evidence

// denying reports whether the part of a sentence that begins at i only denies a time: ", not 08:18".
func denying(ts []token, ws []when, i int) bool {
	for i < len(ts) && oneOf(ts[i].low, "so and but") {
		i++
	}
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

// habitual reports whether a time is that of a habit and not of a moment: "once a day at 02:00", "only at night, 02:00".
func habitual(ts []token) bool {
	at := -1
	for i, t := range ts {
		if t.kind == clock {
			if at >= 0 {
				return false
			}
			at = i
		}
	}
	if at <= 1 {
		return false // "02:10 the purge that runs every night failed."
	}
	from, to := at, at
	for from > 0 && ts[from-1].low != "," {
		from--
	}
	for to < len(ts) && ts[to].low != "," {
		to++
	}
	if to-from <= 2 && from > 1 {
		for from--; from > 0 && ts[from-1].low != ","; from-- {
		}
	}
	ts = ts[from:to]
	if says(ts, "once a day, once a night, once an hour, once a week, twice a day, every day, every night, every morning, every evening, every monday, every sunday, every week, each day, each night, each morning") {
		return true
	}
	for _, t := range ts {
		if isPast(t.low) && !isBase(t.low) || oneOf(t.low, "was were had did") {
			return false
		}
	}
	return says(ts, "daily at, nightly at, at night, always at")
}
