package evidence

// Jest reports whether a message says that what its writer said was no more than a joke, and nothing else.
func Jest(text string) bool {
	ts := scan(Statement{Text: text})
	if len(ts) == 0 || len(ts) > 8 {
		return false
	}
	joke := false
	for i, t := range ts {
		switch {
		case oneOf(t.low, "joke joking kidding jk"):
			if hasAny(ts[:i], "not no") {
				return false // "Not a joke."
			}
			joke = true
		case t.low == "?":
			return false
		case t.kind == mark || t.kind == stop || oneOf(t.low, "a the was is it that i i'm im am just only sorry was were of course ok yes no haha lol bad my"):
		default:
			return false
		}
	}
	return joke
}
