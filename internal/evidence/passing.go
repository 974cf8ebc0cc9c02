package evidence

// passing returns the parts of a message of the incident channel that tell in passing how things stand for good: what has
// to be done by hand, and what only some may do.
func passing(ts []token) [][]token {
	var out [][]token
	start := 0
	for i := 0; i <= len(ts); i++ {
		if i < len(ts) && ts[i].low != "," && ts[i].low != "but" && ts[i].low != ":" {
			continue
		}
		if p := strip(ts[start:i]); start > 0 && len(p) > 3 {
			if t := byHand(p); t != nil {
				out = append(out, t)
			} else if reserved(p) {
				out = append(out, p)
			}
		}
		start = i + 1
	}
	return out
}

// byHand tells what somebody has to do by hand as what has to be done: "they need to flag the ticket by hand" is true of
// whoever sits there. It returns nil for anything else, and for what names no thing.
func byHand(ts []token) []token {
	verb := -1
	for i := 1; i+2 < len(ts) && i < 6; i++ {
		if oneOf(ts[i].low, "need needs has have") && ts[i+1].low == "to" && isBase(ts[i+2].low) {
			verb = i + 2
			break
		}
	}
	if verb < 0 {
		return nil
	}
	for i := range ts[:verb-2] {
		if ts[i].kind == mark || oneOf(ts[i].low, "that which it") {
			return nil
		}
	}
	end := -1
	for i := verb + 1; i < len(ts); i++ {
		if ts[i].low == "manually" || ts[i].low == "by" && at(ts, i+1).low == "hand" {
			end = i
			break
		}
	}
	if end < 0 || ts[verb].low == "be" {
		return nil
	}
	object := ts[verb+1 : end]
	if len(object) == 0 || anaphors[object[0].low] || !hasThing(object) && !oneOf(object[0].low, "the each every a an") {
		return nil
	}
	has := "has"
	if plurals(object) && !oneOf(object[0].low, "a an each every") {
		has = "have"
	}
	out := append([]token{}, object...)
	out = append(out, tok(has, ts[verb]), tok("to", ts[verb]), tok("be", ts[verb]), tok(verbs[ts[verb].low].part, ts[verb]))
	return append(out, ts[end:]...)
}

// reserved reports whether tokens say that only some may or can do something: "only the DBA can unlock the account".
func reserved(ts []token) bool {
	if ts[0].low != "only" || anaphor[ts[1].low] || oneOf(ts[1].low, "we i you") {
		return false
	}
	for i := 2; i < min(len(ts)-1, 7); i++ {
		if ts[i].kind == mark || isPast(ts[i].low) && !things[ts[i].low] {
			return false
		}
		if oneOf(ts[i].low, "can may") && isBase(ts[i+1].low) || oneOf(ts[i].low, "has have") && hasAny(ts[i:], "access rights right permission permissions login key keys account password") {
			return true
		}
	}
	return false
}
