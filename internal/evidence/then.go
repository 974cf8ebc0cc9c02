package evidence

// then takes "now" out of a sentence that tells of the past: what was told in that minute stands beside its time.
func then(ts []token) []token {
	past := false
	for _, t := range ts {
		past = past || t.kind == word && (oneOf(t.low, "was were had did could") || isPast(t.low) && !isBase(t.low))
	}
	if !past {
		return ts
	}
	out, quoted := make([]token, 0, len(ts)), false
	for i, t := range ts {
		if t.kind == mark && t.low == "\"" {
			quoted = !quoted
		}
		next := at(ts, i+1).low
		if !quoted && t.kind == word && (t.low == "now" && next != "that" && at(ts, i-1).low != "until" && at(ts, i-1).low != "from" || t.low == "right" && next == "now") {
			continue
		}
		out = append(out, t)
	}
	return out
}
