package evidence

import (
	"strings"
)

// eventOf says what kind of moment a timeline entry is.
func eventOf(ts []token, bot bool) string {
	if publishes(ts) {
		return "comms"
	}
	if event := leading(ts); event != "" {
		return event
	}
	switch {
	case hasWord(ts, decisions):
		return "decision"
	case says(ts, "went live, goes live"):
		return "change"
	case says(ts, "ran out, run out") && !recovered(ts):
		return "signal"
	case says(ts, "failed over, failing over, fail over"):
		return "action"
	case hasAny(ts, "green") && says(ts, "status page, status site"):
		return "signal" // What a vendor's page says is seen.
	case easing(ts), says(ts, "errors are gone, errors were gone, errors gone, loss gone, lag gone, alerts are gone, alerts cleared, errors stopped"):
		return "recovery"
	case recovered(ts) && !hasAny(ts, "failed failing failure down still lost unreachable unavailable") && !says(ts, "looked like, looks like, seemed, seems"):
		if hasAny(ts, "finished done live fixed") && hasAny(ts, "pr fix patch hotfix merged deploy deployed deployment pipeline rollout") {
			return "change"
		}
		return "recovery"
	case hasAny(ts, "alert alerts alarm paged paging fired report reported complained complaint complaints noticed saw spotted seen monitor detected warning"):
		return "signal"
	case hasWord(ts, commsWords):
		if hasAny(ts[:min(2, len(ts))], "user users customer customers visitor client reader") && !hasAny(ts, "was were") {
			return "signal" // They tell us, and not we them.
		}
		return "comms"
	case strings.HasPrefix(first(ts), "possible"), startsWith(ts, "a", "possible"), startsWith(ts, "a", "likely"), says(ts, "could be, might be, may be, maybe, hypothesis, theory"):
		return "signal"
	case barred(ts) && !bot, counted(ts), doubling(ts) && !done(ts):
		return "impact"
	case harmful(ts) && !hasWord(ts, passives):
		if bot || hasAny(ts, "build job script pipeline attempt try check test tests timeout restore rollback") {
			return "signal"
		}
		return "impact"
	case changes(ts):
		return "change"
	case (hasWord(ts, actions) || hasWord(ts, passives)) && !hasWord(ts, negations) && !says(ts, "were running, were all running, was running, are running, is running, went up, goes up") && !measured(ts):
		return "action"
	case done(ts):
		return "action"
	}
	return "signal"
}

// measured reports whether a figure went somewhere, which nobody did: "the rate went from 1% to 9%".
func measured(ts []token) bool {
	for i, t := range ts {
		if t.low == "went" && oneOf(at(ts, i+1).low, "to from over above below past") && hasAny(ts[i:], "percent %") || t.low == "went" && i+2 < len(ts) && at(ts, i+2).kind == number {
			return true
		}
	}
	return false
}

// changes reports whether tokens tell of a change, and not of what somebody may change.
func changes(ts []token) bool {
	if says(ts, "was installed, were installed, was moved from, was moved to the new, were moved to the new, was put live, went live") {
		return true
	}
	for i, t := range ts {
		if changesWords[t.low] && t.kind != code && !oneOf(at(ts, i-1).low, "to not can could cannot may might would must") && !compounded(ts, i) {
			return true
		}
	}
	return false
}

func first(ts []token) string { return at(ts, 0).low }

// harmful reports whether tokens tell of harm that is not denied: "no other order was lost" tells of none.
func harmful(ts []token) bool {
	denied := 0
	for i, t := range ts {
		if oneOf(t.low, "no not nothing nobody none never zero without") && !(t.low == "nothing" && auxiliaries[at(ts, i+1).low] && at(ts, i+2).low == "available") {
			denied = 6
		} else if denied > 0 && t.kind != mark {
			denied--
		} else {
			denied = 0
		}
		if harms[t.low] && t.kind != code && denied == 0 && !oneOf(at(ts, i+1).low, "rate rates") && !oneOf(t.low, "nothing empty wrong full slow") {
			return true
		}
		if oneOf(t.low, "full empty slow") && denied == 0 && auxiliaries[at(ts, i-1).low] {
			return true
		}
	}
	if hasWord(ts, impactful) && hasAny(ts, "twice doubly") {
		return true
	}
	return says(ts, "for everybody, for everyone, to everybody, to everyone, could not, cannot log, cannot pay, cannot open, cannot reach")
}

// easing reports whether a measure of trouble falls: "error rate is going down".
func easing(ts []token) bool {
	for i, t := range ts {
		if !oneOf(t.low, "rate errors latency lag load cpu usage queue backlog utilisation utilization") {
			continue
		}
		for k := i + 1; k < min(len(ts), i+5) && ts[k].kind != mark; k++ {
			if oneOf(ts[k].low, "below under") && at(ts, k+1).kind == number || oneOf(ts[k].low, "dropping falling shrinking decreasing easing") || oneOf(ts[k].low, "going goes went coming came is are was") && at(ts, k+1).low == "down" && !oneOf(ts[k].low, "is are was") {
				return true
			}
		}
	}
	return false
}

// leading reads the event off the verb that stands first, or right behind the speaker: who did something acted, whatever
// else the sentence says.
func leading(ts []token) string {
	i := 0
	for i < len(ts) && i < 3 && (oneOf(ts[i].low, "i we they the team then just already also was were") || ts[i].kind == person) {
		i++
	}
	switch w := at(ts, i).low; {
	case isIng(w) && i == 0 && !things[w] && says(ts, "came up, was proposed, was discussed"):
		return "decision"
	case oneOf(w, "thought believed assumed guessed suspected read took") && i > 0:
		return "signal"
	case things[w] && i == 0 && !isPast(w):
		return ""
	case oneOf(w, "saw noticed found heard spotted detected") && says(ts, "and decided, and proposed, and agreed, and chose, and suggested"):
		return "decision" // What was seen is what it rests on.
	case oneOf(w, "saw noticed found heard spotted detected"):
		return "signal"
	case oneOf(w, "decided proposed agreed chose planned"):
		return "decision"
	case oneOf(w, "told asked answered posted announced informed messaged messaging mailed notified called calling pinged emailed replied"):
		return "comms"
	case oneOf(w, "deployed merged released upgraded migrated"):
		return "change"
	case oneOf(w, "gave granted booted turned pulled unplugged plugged swapped") && at(ts, i+1).kind != mark && !oneOf(at(ts, i+1).low, "up out red green"):
		return "action"
	case actions[w] && (isPast(w) || isIng(w)) && !intransitive[w], passives[w] && !intransitive[w], done(ts) && doable(w):
		return "action"
	}
	return ""
}

// recovered reports whether tokens say that something works again. "Up" and "back" say so only behind a verb of being:
// "the site is back", not "usage went up".
func recovered(ts []token) bool {
	if says(ts, "but none, but no, but not, but nothing") {
		return false
	}
	for i, t := range ts {
		if negations[t.low] {
			return false
		}
		switch t.low {
		case "up", "back", "live", "normal":
			if t.low == "back" && oneOf(at(ts, i-1).low, "roll rolling rolled rolls") {
				continue
			}
			if t.low == "back" && oneOf(at(ts, i-1).low, "it them us everything") && oneOf(at(ts, i-2).low, "brought bring brings got gets") {
				return true
			}
			if t.low == "back" && at(ts, i+1).low == "to" && (at(ts, i+2).kind == number || at(ts, i+2).low == "normal") {
				return true
			}
			if prev := at(ts, i-1).low; i == 0 && len(ts) > 1 || oneOf(prev, "is was are were be came comes being and fully") {
				return true
			}
		case "again":
			if hasAny(ts[max(0, i-3):i], "fast quick smooth stable filled work works worked answer answers answered respond responds responded load loads loaded empty reachable available green fine succeed succeeds log") {
				return true
			}
		default:
			if recoveries[t.low] && t.kind != code || t.low == "caught" && at(ts, i+1).low == "up" {
				return true
			}
		}
	}
	return false
}

var negations = set("no not never nobody nothing none neither without cannot")

// eventful reports whether tokens say that something was seen, decided, done, failed or recovered.
func eventful(ts []token, v voice) bool {
	if hasWord(ts, decisions) || hasWord(ts, harms) || recovered(ts) || hasWord(ts, impactful) && says(ts, "could not") {
		return true
	}
	for i, t := range ts {
		if t.kind != word {
			continue
		}
		w := t.low
		if isPast(w) || actions[w] || commsWords[w] || signals[w] || isIng(w) && (i == 0 || auxiliaries[ts[i-1].low]) {
			return true
		}
	}
	return false
}

// idle are the nouns of which somebody has none without anything being missing.
const idle = "idea time clue problem problems doubt choice question questions answer opinion interest impact effect issue issues more"

// condition reports whether tokens state how things stood rather than what happened: something missing, never done, only
// partly covered, believed, done by hand.
func condition(ts []token) bool {
	if mechanics(ts) {
		return true
	}
	for i, t := range ts {
		if t.said {
			continue
		}
		next, after := at(ts, i+1), at(ts, i+2)
		switch t.low {
		case "has", "have", "had":
			if next.low == "no" && i > 0 && !oneOf(ts[i-1].low, "i you") && after.kind == word && !oneOf(after.low, idle) {
				return true
			}
			if t.low != "had" && next.low == "to" && i > 0 && !oneOf(ts[i-1].low, "i we you someone somebody") {
				return true
			}
		case "no", "without", "lacks", "lacked", "lacking", "missing":
			if t.low == "missing" && next.kind == mark || t.low == "no" && i > 0 && oneOf(next.low, idle) && ts[0].low == "i" {
				continue
			}
			if lossOf(ts[i:]) {
				continue
			}
			for k := i + 1; k < len(ts) && k < i+6 && ts[k].kind != mark; k++ {
				if things[ts[k].low] || compound(ts[k].low) || ts[k].kind == ident || ts[k].kind == code {
					return true
				}
			}
		case "never":
			if isPast(next.low) || auxiliaries[next.low] || isPast(after.low) || next.low == "had" {
				return true
			}
		case "only":
			if isThird(next.low) || isBase(next.low) && !things[next.low] || next.low == "for" || isPast(next.low) && i > 0 {
				return true
			}
		case "nothing", "nobody":
			if isThird(next.low) || isPast(next.low) || next.low == "in" || next.low == "on" || auxiliaries[next.low] {
				return t.low == "nobody" || !hasAny(ts, "deployed lost happened changed")
			}
		case "cannot":
			return true
		case "could", "did", "does", "do":
			if next.low == "not" && i > 0 && !oneOf(ts[0].low, "i we") {
				return true
			}
		case "is", "are", "was", "were":
			if next.low == "not" && (oneOf(after.low, "configured logged monitored tested covered documented set enabled protected validated checked limited possible visible known part included able allowed")) {
				return true
			}
		case "depends", "depend", "relies", "rely", "expects", "assumes", "requires", "needs":
			if i > 0 && !oneOf(ts[0].low, "i we somebody someone") && !hasAny(ts, "moment minute sec second while time") {
				return true
			}
		case "believed", "assumed", "supposed":
			return true
		case "manually", "hard-coded", "hardcoded", "by-hand", "undocumented", "untested", "unmonitored", "silently":
			return true
		case "by":
			if next.low == "hand" || next.low == "accident" || next.low == "default" {
				return !oneOf(ts[0].low, "we i they") || !isPast(at(ts, 1).low) // "We sorted them by hand" is a deed.
			}
		case "older", "outdated", "unaware":
			return true
		case "although", "despite":
			return true
		case "back":
			if next.low == "then" {
				return true
			}
		case "in":
			if next.kind == number && len(next.low) == 4 && (strings.HasPrefix(next.low, "19") || strings.HasPrefix(next.low, "20")) {
				return true
			}
		case "later":
			if hasAny(ts[:i], "added built introduced moved joined") {
				return true
			}
		case "takes", "took":
			if next.low == "it" && after.low == "off" || next.low == "up" {
				return true
			}
		}
	}
	return false
}

// mechanics reports whether tokens tell how a thing always behaves: "when a group shrinks, it …", "a failover promotes …".
func mechanics(ts []token) bool {
	if len(ts) < 4 {
		return false
	}
	always := oneOf(ts[0].low, "when whenever once each every a an any")
	for i := 1; always && i < min(len(ts), 7); i++ {
		if ts[i].kind == mark || ts[i].kind == clock || isPast(ts[i].low) && !isBase(ts[i].low) || auxiliaries[ts[i].low] {
			return false
		}
		if isThird(ts[i].low) && !(things[ts[i].low] && things[at(ts, i-1).low]) && !determiners[at(ts, i-1).low] {
			return !hasAny(ts, "i you we")
		}
	}
	return false
}

// lossOf reports whether "no …" denies a loss: "no data lost".
func lossOf(ts []token) bool {
	for k := 1; k < len(ts) && k < 6; k++ {
		if oneOf(ts[k].low, "lost affected impacted corrupted impact loss") {
			return true
		}
	}
	return false
}

func at(ts []token, i int) token {
	if i < 0 || i >= len(ts) {
		return token{}
	}
	return ts[i]
}

var (
	unnoticedWords = set(`alert alerts alarm alarms alarmed monitor monitors monitoring metric metrics graph graphs dashboard dashboards paged page pager notice noticed unnoticed unseen log logs logged logging
		visible detect detected detection check checks compares compared counts probe canary green silent silently warning warned signal seen observability`)
)
