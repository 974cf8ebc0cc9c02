package evidence

import "strings"

// Chat leaves the subject out: "restarted the web server". It is put in only where the verb is one that a person does and
// nothing else in the clause can be its subject; in doubt the words stay as they were said.

// intransitive verbs begin a headline ("failed at step 3") whose subject is a system, never the speaker.
var intransitive = set(`failed crashed finished recovered dropped spiked went came broke hung froze died expired filled climbed rose fell grew happened occurred timed stalled
	ended exceeded flapped leaked overflowed ran appeared disappeared succeeded lasted lost stuck published scheduled planned affected broken missing expected merged released increased
	decreased degraded exhausted corrupted based caused terminated rejected refused duplicated completed resolved monitored automated disabled required needed limited shared`)

// seeing are verbs that only a person does.
var seeing = set(`saw noticed found checked asked told answered pinged messaged called decided thought believed expected looked tried read wrote heard remembered realised realized
	searched investigated suspected assumed guessed joined left spoke mailed emailed informed reported confirmed verified compared counted debugged saw logged`)

// deeds are verbs of what a person does to a thing, or to somebody. What a machine does as well to what is named behind it
// ("blocked the queue", "took 40 ms", "filled the disk", "logged 400 errors") is none of them.
var deeds = set(`acknowledged acked added announced applied approved asked assigned booted borrowed bought bounced bumped called cancelled canceled changed checked cleaned cleared cloned closed compared
	confirmed configured contacted copied cordoned counted created debugged decided declared deleted deployed detached disabled downgraded drained edited emailed enabled escalated examined excluded
	expanded failed-over filed fixed flipped flushed followed forced found gave granted grepped handed informed inspected installed isolated joined killed lowered mailed merged messaged migrated moved
	muted notified opened ordered paged patched paused phoned picked pinged posted promoted proposed pulled purged pushed put raised ran realised realized reassigned rebooted rebuilt reconfigured
	redeployed reduced reissued removed renamed renewed replaced replayed requeued reran reseated reset resized restarted restored resumed retried reverted reviewed revoked rolled rotated scaled
	searched sent set signed silenced skipped snoozed split spun started stopped swapped switched tested texted told toggled took traced transferred tried triaged tuned turned undid uninstalled
	unblocked unlocked unplugged unmounted updated upgraded uploaded verified wiped wrote saw noticed heard spotted suspected assumed guessed believed thought read submitted informed reported mounted
	attached locked enrolled released published increased decreased resolved remounted rerouted rebalanced`)

// onward are deeds that need no object: who reads "looked at the log" knows that somebody did.
var onward = set(`looked asked called logged rolled gave talked spoke posted replied wrote reached escalated agreed decided tried joined read listened searched checked went switched thought heard
	investigated voted scrolled waited failed-over paired met reported woke`)

// beyond are the words behind a verb of onward that make it somebody's: "went through the logs", "switched to the other account".
var beyond = map[string]string{
	"went": "through over", "woke": "up", "switched": "to", "rolled": "back forward", "waited": "for", "logged": "in into on", "gave": "up", "called": "back", "reported": "it this that",
	"joined": "the", "read": "through up", "failed-over": "to",
}

// measures are verbs that say how much of something a thing took, held or gave, when a number follows.
var measures = set("took needed used held kept lost hit reached read gave returned cost lasted ran dropped served showed sent wrote moved counted found logged retried got")

// objects may follow a verb whose subject was left out: "restarted the web server", "asked for a second pair of eyes".
var objects = set(`the a an this that these those it them all both each every another more some two three four no my our his their her its`)

// behind stand such words as belong to the verb before them: "rolled back", "turned off".
var behind = set("back off up down out over on in away forward through")

// supply puts the speaker before a verb whose subject was left out.
func (v voice) supply(ts []token) []token {
	if len(ts) < 2 || ts[0].kind != word || ts[0].said {
		return ts
	}
	skip := 0
	for skip < len(ts)-1 && oneOf(ts[skip].low, "just already then finally first immediately manually quickly temporarily also only") {
		skip++
	}
	w, rest := ts[skip].low, ts[skip+1:]
	switch next := at(rest, 0); {
	case ts[skip].kind != word || toldTo(rest) || w == "turned" && next.low == "out":
		return ts
	case w == "am", w == "got" && oneOf(next.low, "paged called woken pinged asked told messaged mailed alerted locked kicked"):
		return append([]token{v.subject(ts[0])}, uncapped(ts)...)
	case isIng(w):
		if v.headline || things[w] || !busy(w, rest) || carried(rest) {
			return ts
		}
		return append([]token{v.subject(ts[0]), tok("was", ts[0])}, uncapped(ts)...)
	case !acted(w, rest) || isBase(w) && things[w], laterFinite(rest) && !seeing[w] && !determiners[next.low]:
		return ts
	}
	return append([]token{v.subject(ts[0])}, uncapped(ts)...)
}

// uncapped writes the first word small, for it begins no sentence any more.
func uncapped(ts []token) []token {
	out := append([]token{}, ts...)
	if out[0].text == capital(out[0].low) {
		out[0].text = out[0].low
	}
	return out
}

// acted reports whether a verb in the past with what follows it is somebody's deed.
func acted(w string, rest []token) bool {
	if !isPast(w) || len(rest) == 0 {
		return false
	}
	next := rest[0]
	if next.low == "by" || next.kind == number && measures[w] && (w != "found" || quantityOnly(rest)) {
		return false // "Took 40ms on staging": what took it stands in the sentence before.
	}
	if onward[w] {
		if words, some := beyond[w]; some && oneOf(next.low, words) || !some && next.kind == word && (oneOf(next.low, topics) || behind[next.low] || timePreps[next.low] || oneOf(next.low, "with into again around behind")) {
			return true
		}
	}
	if !deeds[w] && !seeing[w] {
		return false
	}
	if seeing[w] && next.kind == word && (oneOf(next.low, "that how what why whether where who if when") || pronouns[next.low]) {
		return true
	}
	if len(rest) > 1 && behind[next.low] && (!oneOf(next.low, "on over in through") || oneOf(w, "switched turned put")) {
		rest = rest[1:] // Not "disabled on all hosts", which tells what was done to a thing.
	}
	return takes(rest)
}

// quantityOnly reports whether tokens are a number with its unit, and count nothing.
func quantityOnly(ts []token) bool { return len(ts) == 1 || durations[ts[1].low] || measure(ts[0].low) }

// takes reports whether tokens begin with what somebody may do something to.
func takes(ts []token) bool {
	switch next := ts[0]; next.kind {
	case code, person, number:
		return true
	case ident:
		return hasLetter(next.low)
	case word:
		if name := at(ts, 1); (name.kind == ident || name.kind == number || name.kind == code) && (named(next) || isIng(next.low)) {
			return true // "Deployed billing 2.8."
		}
		return objects[next.low] || (things[next.low] || strings.Contains(next.low, "-")) && !auxiliaries[next.low]
	case mark:
		return next.low == `"` && len(ts) > 2
	}
	return false
}

func hasLetter(s string) bool {
	for _, r := range s {
		if r >= 'a' && r <= 'z' {
			return true
		}
	}
	return false
}

// busy reports whether a gerund with what follows it is something that a person is at: "checking the logs", "trying to …";
// not "running out of disk" and not "reporting query started".
func busy(w string, rest []token) bool {
	past := verbs[w].past
	if !deeds[past] && !seeing[past] && !onward[past] || len(rest) == 0 {
		return false
	}
	next := rest[0]
	if onward[past] && next.kind == word && (oneOf(next.low, topics) || timePreps[next.low] || behind[next.low] || next.low == "into") {
		return past != "went" && past != "waited" && past != "gave" && past != "switched"
	}
	return next.kind != number && (takes(rest) && (next.kind != word || objects[next.low] || passives[past] || seeing[past]) || behind[next.low] && len(rest) > 1 && takes(rest[1:]))
}

// toldTo reports whether a verb is done to the speaker, who then did not do it: "told me on the phone", "mailed us".
func toldTo(rest []token) bool {
	first := at(rest, 0).low
	return oneOf(first, "me us") || oneOf(first, "to for at with") && oneOf(at(rest, 1).low, "me us")
}

// laterFinite reports whether a further verb follows that could carry the sentence, before the next comma.
func laterFinite(ts []token) bool {
	for i, t := range ts {
		if t.kind == mark || oneOf(t.low, "and that to so because but if whether why what how where who when which since until while") {
			return false
		}
		if t.kind == word && i > 0 && (auxiliaries[t.low] || isPast(t.low) && !things[t.low]) {
			return true
		}
	}
	return false
}

// carried reports whether a gerund at the beginning is the subject of a verb behind it, or goes with one: "growing the disk
// came up", "reporting query started".
func carried(ts []token) bool {
	for i, t := range ts {
		if t.kind == mark || oneOf(t.low, "and that which so because if whether why what how where who when since until while") || t.low == "to" && isBase(at(ts, i+1).low) {
			return false
		}
		if t.kind == word && i > 0 && (auxiliaries[t.low] || isPast(t.low) && !things[t.low] || isThird(t.low) && !things[t.low]) {
			return true
		}
	}
	return false
}

// ofYou reports whether a clause without a subject goes on with what somebody else is told they did: "you wrote at 9:10 and set 84".
func ofYou(sentence, clause []token) bool {
	for _, t := range sentence {
		if len(clause) == 0 || t.start >= clause[0].start {
			return false
		}
		if t.low == "you" && !t.said {
			return isPast(clause[0].low)
		}
	}
	return false
}

// goesOn puts the subject of its sentence before a clause that goes on with it, "we put the banner up 14:05 and took it down
// 15:20", and reports whether it has another subject than the speaker: "the vendor called 10:02 and restarted the link 10:10".
func (r *reader) goesOn(c *clause, sentence []token) bool {
	if len(c.ts) == 0 || !isPast(c.ts[0].low) || c.has && c.when.from == 0 || isPast(sentence[0].low) {
		return false
	}
	who := sentence[0]
	if !oneOf(who.low, "i we") && who.kind != person {
		return sentence[0].kind == word && sentence[0].low != "then"
	}
	who.start, who.end = c.ts[0].start, c.ts[0].end
	if len(c.full) > 0 && c.full[0].start == c.ts[0].start {
		c.full = append([]token{who}, c.full...)
	}
	c.ts = append([]token{who}, c.ts...)
	return false
}
