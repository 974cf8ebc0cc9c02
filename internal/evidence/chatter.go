package evidence

import "strings"

// unfit are turns of phrase that judge people, the speaker included, or make light of it. A message that holds one gives
// nothing: what is true in it returns through a neutral entry that somebody writes.
var unfit = phrases(`my fault, your fault, their fault, our fault, his fault, her fault, at fault, not our problem, to blame, blame you, blame them, blame the, blame him, blame her, useless, idiot, idiots, idiotic, stupid, stupidly, moron, morons, dumb, dumbest, incompetent,
	incompetence, lazy, sloppy, sloppiness, careless, carelessly, carelessness, negligent, negligence, reckless, asleep at, bullshit, shit, crap, fuck, fucking, fucked, wtf, bloody, clueless, amateur, amateurs, a beginner,
	ashamed, embarrassing, i suck, i ruin, i ruined, all on me, i killed production, i killed prod, i killed the whole, i killed the site, i killed the cluster, i killed everything, i killed us, fire me, take me off, typical me, i am useless, i should not be allowed, dropped the ball, drop the ball, human error, operator error, user error, pilot error, you lot, these people,
	those people, want a name, name names, end of story, case closed, waste of time, waste of my time, half a brain, did not think, not thinking, know better, knew better, common sense, every single time,
	never tests, never test, what were you thinking, consequences for, held accountable, hold accountable, whoever did, whoever wrote, who wrote that, did not care, do not care, not my job, i know how, i know what i am doing,
	i know very well, i know exactly, some people, what a joke, a joke, pathetic, ridiculous, unacceptable, disaster, laughable, grow up, your job, you never, you always,
	you people, you guys, you should, you could, you had one job, did you even, waste of, hopeless, shut up, nonsense, rubbish, haste, typo, genius, hero, dumbass, screwed up, messed up, messed it up, screwed it up, bad engineer, terrible engineer`)

// unheard are turns of phrase that make a sentence unfit for a review on its own: hindsight, exhortation, talk about the talk.
var unheard = phrases(`should have, could have, would have, ought to have, might have been avoided, if only, next time, more careful, be careful, careful, pay attention, more attention, attention to, more discipline, look closer, slow down, think before,
	keep an eye, try harder, raise awareness, human, noted for later, the review, this review, the draft, draft goes, draft comes, scroll up, share my screen, can paste, can share, move on, we come back, come back to,
	brb, afk, bio break, coffee, kettle, lunch, dinner, to bed, sleep well, on holiday, on vacation, gotta run, got to run, have to run, hard stop, unrelated, waste, not related, parked, parking lot, the meeting, this meeting, good talk, lgtm, looks good to me,
	the other one, another one, whoever, we forgot, i forgot, they forgot, forgot to, culprit, finger pointing, sorry, apologies, apologise, my memory, i do not get, i agree, i disagree, not agree, i see it as, edited, say that as, i hate, i love, funny, kidding, joke, joking, swearing, feel free, question to,
	question for, git blame, true that, can show, could show, wrong cluster in, in my head, out of scope, off topic, sounds right, sounds good, looks like it, that is normal, wait for it, works for me, not me, not mine, works on my machine, hello everybody, hi all, hi everyone, good morning, good evening, welcome, for your time, thank you, thanks,
	everybody could see, everyone could see, anybody could see, anyone could see, everybody with eyes, anybody with eyes, anyone with eyes, with half an eye, just saw the message, just saw this, just woke up, catching up, reading up on, scrolled up, scrolling up, scroll back, scrolled back, i take that back, scratch that,
	nothing similar, nothing like it, nothing like this, never happened before, not happened before, nothing is missing, nothing missing, nothing to add, nothing more to add, nothing else to add, nothing from me, nothing from us`)

// holds reports whether one of the phrases stands anywhere in the tokens.
func holds(ts []token, list map[string][][]string) bool {
	for i := range ts {
		for _, p := range list[ts[i].low] {
			if begins(ts[i:], p) {
				return true
			}
		}
	}
	return false
}

// hasWord reports whether one of the words stands in the tokens, outside code.
func hasWord(ts []token, words map[string]bool) bool {
	for _, t := range ts {
		if t.kind != code && words[t.low] {
			return true
		}
	}
	return false
}

// unfitMessage reports whether nothing of the message may be used.
func unfitMessage(ts []token) bool {
	bare := make([]token, 0, len(ts))
	for _, t := range plain(ts) {
		if t.kind != mark && t.kind != code {
			bare = append(bare, t)
		}
	}
	return holds(bare, unfit)
}

// chatter reports whether a sentence holds no information for a review.
func chatter(ts []token) bool {
	if len(ts) == 0 || says(ts[:min(len(ts), 6)], "let us, let the team") || startsWith(ts, "that", "is") || startsWith(ts, "that", "was") || (ts[0].low == "that" || ts[0].low == "this") && !finite(ts) || ts[0].low == "let" && len(ts) > 1 && ts[1].low == "us" || ts[0].low == "if" {
		return true
	}
	if oneOf(ts[0].low, "give tell send let show call ping help remind bring get") && oneOf(at(ts, 1).low, "me us") {
		return true
	}
	if oneOf(ts[len(ts)-1].low, "ours mine yours theirs") {
		return true // Whose it is, and not what it was.
	}
	return holds(ts, unheard) || !informative(ts)
}

// informative reports whether tokens name something of the trade, a number or an identifier, and are more than one word.
func informative(ts []token) bool {
	content := false
	words := 0
	for i, t := range ts {
		switch t.kind {
		case mark:
			continue
		case ident, code, clock:
			content = true
		case number:
			content = content || len(ts) > 2 || len(ts) == 2 && (durations[ts[1].low] || outsiders[ts[1].low])
		case word:
			content = content || things[t.low] || harms[t.low] || things[strings.TrimSuffix(t.low, "'s")] || (i > 0 || !isThird(t.low) || len(ts) > 2) && things[strings.TrimSuffix(t.low, "s")] || compound(t.low)
		}
		words++
	}
	content = content || words >= 4 && hasWord(ts, outsiders)
	content = content || words >= 3 && hasAny(ts, "worked working luck lucky luckily")
	content = content || words >= 4 && (says(ts, wentOn) || hasAny(ts, "learned learnt heard knew found") && says(ts, "from the, through the, from a, through a, from our, from outside, learned of it from, learnt of it from, learned about it from"))
	content = content || makeshift(ts) || holds(ts, again) || words >= 4 && hasWord(ts, passives)
	return content && words >= 2
}

// again are the short ways to say that something works or does not from where one sits.
var again = phrases(`works for us, works again, works now, back for us, back for me, back for everyone, down for us, down for me, loads again, loads for, up again, back up, back online, back to normal, all green`)

// compound reports whether one half of a hyphenated word is a thing.
func compound(w string) bool {
	a, b, ok := strings.Cut(w, "-")
	return ok && (things[a] || things[b])
}

// addressed drops the parts of a sentence that speak to somebody, and reports whether anything is left. "Before you try" and
// its like speak to nobody.
func addressed(ts []token) []token {
	ts = impersonal(ts)
	if !hasWord(ts, second) {
		return ts
	}
	var out []token
	start := 0
	for i := 0; i <= len(ts); i++ {
		if i < len(ts) && ts[i].low != "," && ts[i].low != "and" && ts[i].low != "but" {
			continue
		}
		if part := ts[start:i]; len(part) > 0 && (!hasWord(part, second) || anybody(part)) {
			out = append(out, part...)
		}
		start = i
	}
	return strip(out)
}

// anybody reports whether "you" means whoever is in that place: "in that form you cannot see the status".
func anybody(ts []token) bool {
	for i, t := range ts {
		if second[t.low] && (t.low != "you" || !oneOf(at(ts, i+1).low, "cannot can need only") || at(ts, i+2).low == "please") {
			return false
		}
	}
	return len(ts) > 4 && ts[0].low != "can"
}

var second = set("you your yours yourself yourselves u")

// impersonal turns "before you try" into "before trying".
func impersonal(ts []token) []token {
	for i := 0; i+2 < len(ts); i++ {
		if ts[i+1].low == "you" && oneOf(ts[i].low, "before after when while by without") && isBase(ts[i+2].low) {
			out := append([]token{}, ts[:i+1]...)
			out = append(out, tok(verbs[ts[i+2].low].ing, ts[i+2]))
			return append(out, ts[i+3:]...)
		}
	}
	return ts
}
