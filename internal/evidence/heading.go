package evidence

// labels are the headings people type before a colon.
var labels = phrases(`open question, root cause, cause, causes, possible cause, likely cause, start, how it started, trigger, spread, unseen, unnoticed, detection, recovery, slow recovery, impact, timeline, luck, lucky,
	helped, what helped, hindered, what hindered, slowed, slowed us, good, bad, good thing, good things, good news, on the good side, went well, what went well, worked, temporary, provisional, workaround, remedy, fix, proposal, proposed, idea, action, action item, todo, ai, learning, learned, learnt, lesson, takeaway,
	decision, plan, symptom, signal, gap, contributing factor, that is an action, condition, hypothesis, theory, root causes, observation, restored, follow-up, followup, prevention, owner, due, done when, done, risk, context, background,
	two things, three things, a few things, what slowed us, what slowed us down, slowed us down, what was hard, first part, second part, the first part, the second part, first, second, third, number one, number two, secondly, another one`)

// label splits a heading such as "detection:" off.
func label(ts []token) (string, []token) {
	if len(ts) < 3 {
		return "", ts
	}
	if oneOf(ts[0].low, "the our my") && len(ts) > 3 && ts[2].low == ":" {
		ts = ts[1:]
	}
	for _, p := range labels[ts[0].low] {
		if len(ts) > len(p) && begins(ts, p) && ts[len(p)].low == ":" {
			name := ""
			for i, w := range p {
				if i > 0 {
					name += " "
				}
				name += w
			}
			return name, ts[len(p)+1:]
		}
	}
	if name, n := asksBefore(ts); n > 0 {
		return name, ts[n:]
	}
	if name, n := announces(ts); n > 0 {
		return name, ts[n:]
	}
	return "", ts
}

// announces reads a heading of what is to come: "plan from here:", "next steps for us:", or of words that somebody is to say:
// "say:", "write to them:". It returns what they are, and how many tokens the heading takes up.
func announces(ts []token) (string, int) {
	name := ""
	switch {
	case oneOf(ts[0].low, "plan plans next steps then") && !(ts[0].low == "next" && !oneOf(at(ts, 1).low, "step steps :")), oneOf(ts[0].low, "new my our current the") && oneOf(at(ts, 1).low, "plan steps"):
		name = "plan"
	case oneOf(ts[0].low, "say tell write answer reply"):
		name = wordsToSay
	default:
		return "", 0
	}
	for i := 1; i < min(len(ts)-1, 6); i++ {
		switch {
		case ts[i].low == ":":
			return name, i + 1
		case ts[i].kind != word && ts[i].kind != person, name == "plan" && (isPast(ts[i].low) || isThird(ts[i].low) && ts[i].low != "steps" || auxiliaries[ts[i].low]):
			return "", 0
		}
	}
	return "", 0
}

// wordsToSay is the heading of what somebody is asked to say to others.
const wordsToSay = "words to say"

// longestHeading is how many words may stand before the colon of a heading that asks.
const longestHeading = 8

// askedBefore are the words by which a heading such as "how it spread:" or "what made it worse:" says what follows it, the surest first.
var askedBefore = []struct {
	label string
	words map[string]bool
}{
	{"luck", set("luck lucky luckily")},
	{"helped", set("helped helps well")},
	{"unseen", set("unseen unnoticed notice noticed see saw seen sees detect detected alerted alarmed paged hid hidden invisible silent")},
	{"spread", set("spread spreading spreads worse amplified grow grew further cascade cascaded")},
	{"slowed us", set("recovery recover recovered slow slowed slower long longer hindered delayed delay hard")},
	{"observation", set("know known far happened found tell")},
	{"trigger", set("trigger triggered set")},
	{"normal", set("normal usual")},
	{"start", set("start started starts began begin begun caused cause causes")},
}

// asksBefore reads a heading that asks what follows it answers: what it is about, and how many tokens it takes up; 0 where
// there is none.
func asksBefore(ts []token) (string, int) {
	if len(ts) == 0 || !oneOf(ts[0].low, "how what why where") {
		return "", 0
	}
	for i := 1; i < min(len(ts)-1, longestHeading+1); i++ {
		switch {
		case ts[i].kind != word && ts[i].kind != mark && ts[i].kind != person, ts[i].kind == mark && ts[i].low != ":":
			return "", 0
		case ts[i].low == ":" && says(ts[:i], "in the way, in our way, in my way"):
			return "slowed us", i + 1
		case ts[i].low == ":" && restores(ts[:i]):
			return "restored", i + 1
		case ts[i].low == ":":
			for _, l := range askedBefore {
				if hasWord(ts[:i], l.words) {
					return l.label, i + 1
				}
			}
			return "", 0
		}
	}
	return "", 0
}

// restores reports whether words ask what brought service back.
func restores(ts []token) bool {
	return !hasWord(ts, negations) && (hasAny(ts, "restored fixed solved resolved mended") || hasAny(ts, "brought got bring") && hasAny(ts, "back"))
}

// untopiced drops "what fixed it was" where the heading says so.
func untopiced(ts []token) []token {
	if at(ts, 0).low != "what" {
		return ts
	}
	for i := 2; i < min(len(ts)-2, 7); i++ {
		if ts[i].kind != word || hasClock(ts[i:i+1]) {
			break
		}
		if oneOf(ts[i].low, "was is were") && restores(ts[:i]) {
			if ts[i+1].low == "that" {
				i++
			}
			if negations[ts[i+1].low] || oneOf(ts[i+1].low, "unclear unknown when why how") {
				break
			}
			if bearers(ts[i+1:]) > 2 {
				return ts[i+1:]
			}
			break
		}
	}
	return ts
}
