package evidence

// triggered reports whether a statement says of something that it was the trigger, which is how it started, whatever was
// asked last: "the trigger was …", "what set it off was …".
func triggered(ts []token) bool {
	i := 0
	for i < min(3, len(ts)) && oneOf(ts[i].low, "i and so the actual real likely probable possible") {
		i++
	}
	return oneOf(at(ts, i).low, "trigger") && oneOf(at(ts, i+1).low, "was is") && !oneOf(at(ts, i+2).low, "not muted off never") ||
		says(ts, "what triggered it, what set it off, what set this off, set the whole thing off, was the trigger, is the trigger, were the trigger")
}
