package evidence

// summons reports whether "page" at i is one that calls a person, and none that somebody reads: "the page went out", "first
// page at 01:38"; not "the status page", "this page", "put it on the page".
func summons(ts []token, i int) bool {
	k := i - 1
	for k >= 0 && oneOf(ts[k].low, "first second third next last another automatic alert alerting monitoring pager on-call oncall critical urgent") {
		k--
	}
	prev := at(ts, k).low
	if k >= 0 && oneOf(prev, "the a") {
		k--
	} else if k >= 0 && ts[k].kind == word && !oneOf(prev, "and then no one got get was were is had by my") {
		return false // Which page it is says that it is one to read.
	}
	return k < 0 || !oneOf(ts[k].low, "in on of from onto to into across")
}

// conveys reports whether tokens tell of a message and what it said: "posted on the status page that the shop is down".
func conveys(ts []token) bool {
	for i, t := range ts {
		if !oneOf(t.low, "wrote posted announced published tweeted texted mailed emailed informed messaged") {
			continue
		}
		for k := i + 1; k < len(ts); k++ {
			if ts[k].low == "that" && ts[k-1].kind != mark && mainVerb(ts[k+1:]) || ts[k].low == ":" && k+2 < len(ts) {
				return true
			}
		}
	}
	return false
}
