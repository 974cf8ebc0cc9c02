package evidence

// Urged returns the sentence of a message in Prevention that offers as an action what only asks people for care, as it
// stands, or "". It changes nothing, so it becomes no entry. Where the message offers an action as well, that says enough.
func Urged(s Statement) string {
	r, ts := newReader(s)
	if len(ts) == 0 || unfitMessage(ts) || s.Bot {
		return ""
	}
	xs := sentences(ts)
	if r.actions(xs); len(r.out) > 0 {
		return ""
	}
	for _, x := range xs {
		if len(x.ts) > 0 && !x.asks && exhortation(x.ts) && urges(x) {
			return render(x.ts)
		}
	}
	return ""
}

// urges reports whether a sentence is offered to be done, by all of us or by its speaker: "be more careful", "we should
// pay attention". What somebody tells of the past is not.
func urges(x sentence) bool {
	if oneOf(x.label, "ai action todo idea") || x.label == "action item" || x.label == "that is an action" {
		return true
	}
	ts := x.ts
	if oneOf(ts[0].low, "please just maybe perhaps") && len(ts) > 1 {
		ts = ts[1:]
	}
	if oneOf(ts[0].low, "be pay raise think remember slow look keep try focus concentrate double take stay avoid do work communicate") || startsWith(ts, "let", "us") || startsWith(ts, "more") {
		return true
	}
	return says(ts[:min(len(ts), 5)], "we should, we must, we need to, we have to, we ought to, we will, we just need to, i will, i should, i need to, people should, people must, people need to, everyone should, everyone must, everyone needs to, everybody should, everybody must, everybody needs to, team should, team must, team needs to, engineers should, engineers must, engineers need to")
}
