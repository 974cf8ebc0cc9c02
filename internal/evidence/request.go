package evidence

// unasked takes out of a message the parts that ask somebody for something: "example link please", "refund script ready,
// <@U1> pls approve". A part that holds a time tells of something, too, and what is quoted asks nobody here.
func unasked(ts []token) []token {
	if !hasAny(ts, "please pls plz") {
		return ts
	}
	var out []token
	quoted, start := false, 0
	for i := 0; i <= len(ts); i++ {
		if i < len(ts) {
			if ts[i].kind == mark && ts[i].low == "\"" {
				quoted = !quoted
			}
			if quoted || ts[i].kind != stop && ts[i].low != "," && ts[i].low != ";" {
				continue
			}
		}
		part := ts[start:i]
		if !begs(part) || hasClock(part) {
			out = append(out, part...)
		}
		if i < len(ts) {
			out = append(out, ts[i])
		}
		start = i + 1
	}
	return out
}

// begs reports whether "please" stands in the tokens outside quotation marks.
func begs(ts []token) bool {
	quoted := false
	for _, t := range ts {
		if t.kind == mark && t.low == "\"" {
			quoted = !quoted
		}
		if !quoted && t.kind == word && oneOf(t.low, "please pls plz") {
			return true
		}
	}
	return false
}
