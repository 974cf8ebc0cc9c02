package evidence

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
