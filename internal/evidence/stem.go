package evidence

import "slices"

// stemOf says under which stem of the cause graph a statement belongs. A heading decides; the stem that was asked for, "" if
// none, holds where the words speak for no other.
func stemOf(label, asked string, ts []token) string {
	switch label {
	case "unseen", "unnoticed", "detection", "gap":
		return "unnoticed"
	case "recovery", "slow recovery", "slowed", "slowed us", "hindered":
		return "recovery"
	case "spread":
		return "spread"
	case "start", "how it started", "trigger", "root cause", "root causes", "cause", "possible cause", "likely cause":
		return "start"
	}
	if triggered(ts) {
		return "start"
	}
	told := stemTold(ts)
	if told == "" {
		told = asked
	}
	if told == "" {
		told = "start"
	}
	return told
}

// stemTold is the stem that the words of a statement speak for; "" for none, and then it tells how things stood.
func stemTold(ts []token) string {
	if stem := opened(ts); stem != "" {
		return stem
	}
	switch {
	case denied(ts, "access login rights permission permissions credentials runbook playbook vpn"):
		return "recovery"
	case rehearsing(ts):
		return "start"
	case unseen(ts):
		return "unnoticed"
	case hindering(ts):
		return "recovery"
	case !believed(ts) && (hasWord(ts, spreadWords) || says(ts, spreads) || throughout(ts)):
		return "spread"
	}
	return ""
}

// opened reads the stem off the head of a sentence that speaks of the whole: "it spread because …", "recovery took …".
func opened(ts []token) string {
	i := 0
	for i < len(ts) && i < 3 && oneOf(ts[i].low, "the it this incident outage fault failure problem error could only then") {
		i++
	}
	switch w := at(ts, i).low; {
	case oneOf(w, "spread cascaded escalated grew") && !things[at(ts, i+1).low]:
		return "spread"
	case oneOf(w, "started began") && i > 0 && !hasClock(ts):
		return "start"
	case w == "recovery" && mainVerb(ts[i:]):
		return "recovery"
	case oneOf(w, "took takes lasted") && i > 0 && says(ts, "until somebody, until someone, until anybody, until anyone, until we noticed, until we saw, before anybody, before anyone, before somebody, before we noticed, to notice, to see, to detect"):
		return "unnoticed"
	case oneOf(w, "took takes lasted") && i == 1 && ts[0].low == "it":
		return "recovery"
	case oneOf(w, "went stayed was") && oneOf(at(ts, i+1).low, "unnoticed undetected unseen"):
		return "unnoticed"
	}
	return ""
}

// rehearsing reports whether a statement is about what comes before production, which is how an incident can start: "the
// reviewers could not see the generated config".
func rehearsing(ts []token) bool {
	return !hasAny(ts, "alert alerts alarm alarms monitor monitoring paged canary") && hasAny(ts, "review reviews reviewer reviewers staging") && !hasAny(ts, "store all everywhere took takes") ||
		hasAny(ts, "canary staging") && hasAny(ts, "passed gets got no not small only") && !says(ts, "at once")
}

// unseen reports whether a statement tells why nothing was seen.
func unseen(ts []token) bool {
	switch {
	case says(ts, "status page") && !hasAny(ts, "alert alerts alarm alarms"):
		return false
	case hasAny(ts, "paged alert alerts alarm alarms unnoticed unseen undetected metric metrics monitoring monitor monitors detected detection dashboard dashboards compares compared graph graphs probe probes silently muted"):
		return true
	case says(ts, blind), unreached(ts):
		return true
	case hasAny(ts, "checks check tests healthcheck check's") && hasAny(ts, "only") && !hasAny(ts, "access review reviews"):
		return true
	}
	without := says(ts, "without notice, no notice")
	for _, t := range ts {
		if unnoticedWords[t.low] && !(t.low == "notice" && without) && (hasWord(ts, negations) || hasAny(ts, "only successful green")) {
			return true
		}
	}
	return false
}

// blind are phrases of what nobody could see, saw late or heard from outside.
const blind = "way to see, way to tell, cannot see, could not see, cannot tell, could not tell, possible to see, possible to tell, found out from, found out by, found out through, found out when, learned from, learnt from, heard from, " +
	"nobody noticed, nobody saw, nobody looked, nobody looks, nobody watched, nobody watches, nobody checks, nobody checked, nothing checks, nothing watches, nobody counts, filtered out, were filtered, was filtered, logged as, logged at, had been failing for, " +
	"been failing since, failing for weeks, failing for days, looked healthy, looked fine, looked green, looked normal, showed the average, shows the average, was the customers, customers told, customer told, before anybody noticed, before anyone noticed, until somebody noticed, until somebody looked, weeks later, days later, months later, never sent, not sent to, not collected, never collected, never reported, never logged, no report, no reports, only noticed, noticed only"

// hindering reports whether a statement tells what kept people from putting things right.
func hindering(ts []token) bool {
	if says(ts, delays) {
		return true
	}
	if (hasAny(ts, "took lost waited spent") || says(ts, "takes it, takes us, takes the team")) && (hasQuantity(ts) || hasAny(ts, "hours minutes days hour longer long")) && !lossOf(ts) && !hasAny(ts, "orders customers locked") {
		return true
	}
	if says(ts, "by hand, manually") && (hasAny(ts, "needs needed") || says(ts, "has to be, have to be, had to be")) {
		return true
	}
	for i, t := range ts {
		if t.kind != code && mending[t.low] && (hasWord(ts, negations) || hasAny(ts, "took takes needs needed waited wait waiting asleep nobody only hand manually untested old outdated older still slow slower hours minutes left alone account rehearsed locked broken ended ends described")) &&
			!(t.low == "flag" && at(ts, i+1).kind == word && things[at(ts, i+1).low]) {
			return true
		}
	}
	return false
}

// delays are phrases of time that went by, and of hands that were tied.
const delays = "asleep, on vacation, on leave, on holiday, answered only, only answered, waited for, had to wait, had to drive, had to travel, had to be, users had to, customers had to, clients had to, one by one, find out who, find out which, find out where, find out how, " +
	"knew who, known who, know who, knew how to, known how to, know how to, known which, known where, knew where, knew which, wrong cluster, wrong region, wrong host, wrong server, wrong environment, wrong side, on our side, on their side, on one's side, on its side, locked out, cut off, " +
	"it was necessary to, it is necessary to, had left the company, has left the company, no longer works, was unreachable for us, nobody answered, did not answer, longer because, slower because, needs a day, needs two days, time to recover, to be recovered"

// mending are the things and deeds by which service comes back.
var mending = set(`restore restores restored recovery recover rollback rollbacks runbook playbook escalation escalate escalated failover backup backups vpn refund refunds refunded hotfix rebuild
	rebuilt reimport credentials password laptop rota on-call pager contact contacts approval console root-access break-glass`)

// spreads are phrases of trouble that goes from one thing to the next.
const spreads = "until all, next one, one after the other, one after another, went down with it, went down too, failed too, failed as well, took down, brought down, dragged down, tripled, doubled, multiplied, quadrupled, moved all the load, moved the load, load moved, its load, all the load, " +
	"everyone at once, everywhere at once, all at once, at the same time, at the same moment, blocked all, blocked every, to every, cut the other, the others, in every region, 100 percent, 100%, 100 per cent, on the first day, kept the wrong, kept the old, more customers, more and more, for everybody, for everyone, from there to"

var spreadWords = set(`spread cascade cascaded cascading shared retry retries retried storm thundering fleet everywhere oldest overload overloaded shrinks propagated propagates replicated fan-out
	downstream backoff amplified snowballed snowball ttl everyone herd`)

// throughout reports whether something reaches all of its kind: "all regions read …", "every worker retried".
func throughout(ts []token) bool {
	for i, t := range ts {
		if oneOf(t.low, "all every each both") && oneOf(at(ts, i+1).low, "region regions site sites tenant tenants cluster clusters node nodes service services shop shops customer customers worker workers client clients zone zones") && mainVerb(ts[i:]) &&
			!says(ts, "pushed to all, deployed to all, released to all") {
			return true
		}
	}
	return hasAny(ts, "region regions across dependency dependencies") && !hasWord(ts, negations)
}

// believed reports whether a statement tells what people held to be so, which lies before everything else.
func believed(ts []token) bool {
	return startsWith(ts, "it", "was") && oneOf(at(ts, 2).low, "assumed believed expected supposed") || startsWith(ts, "it", "was", "not", "known", "that")
}

// stemAsked returns the stem that a question asks for, "" where it asks for none or for several.
func stemAsked(question string) string {
	found := ""
	for _, x := range sentences(scan(Statement{Text: question})) {
		for stem, words := range asking {
			if !hasWord(x.ts, words) {
				continue
			}
			if found != "" && found != stem {
				return ""
			}
			found = stem
		}
	}
	return found
}

// asking are the words by which a question asks for a stem.
var asking = map[string]map[string]bool{
	"unnoticed": set("unseen unnoticed notice noticed alert alerts alarm detect detected detection see"),
	"recovery":  set("recovery recover longer slow slowed"),
	"spread":    set("spread further"),
	"start":     set("start started begin trigger possible"),
}

// denied reports whether one of the words is what a negation or "only" is about: "no login", "only two have the rights", but
// not "no switch for the login".
func denied(ts []token, words string) bool {
	for i, t := range ts {
		if t.kind == code || !oneOf(t.low, words) {
			continue
		}
		if hasAny(ts[max(0, i-6):i], "only") {
			return true
		}
		for k := i - 1; k >= max(0, i-5) && ts[k].kind != mark && !(oneOf(ts[k].low, "for of on in at from by") && !oneOf(ts[0].low, "nobody none")); k-- {
			if negations[ts[k].low] {
				return true
			}
		}
	}
	return false
}

// causeOf names the kind of node for a statement under a stem.
func causeOf(stem string, label string, ts []token) string {
	switch {
	case label == "luck" || label == "lucky" || hasAny(ts, "luck luckily lucky"):
		return "luck"
	case label == "trigger" || hasAny(ts, "triggered trigger") || triggered(ts):
		return "trigger"
	case stem == "unnoticed":
		return "detection_gap"
	case stem == "recovery":
		return "recovery_hindrance"
	case (hasAny(ts, "caught prevented protected absorbed") || contained(ts)) && !hasWord(ts, negations):
		return "safeguard_that_worked"
	case stem == "spread":
		return "amplifier"
	case occurred(ts):
		return "trigger"
	}
	return "condition"
}

// occurred reports whether a statement tells what happened at a moment, and not how things stood or what somebody did: "the release removed the
// fallback", "the rule was pushed"; not "renewal depended on a job".
func occurred(ts []token) bool {
	ts = leadingClause(ts)
	if len(ts) == 0 || seated(ts, nil) > 0 || hasAny(ts, "no not never nobody nothing none neither cannot anybody") || condition(ts) {
		return false
	}
	for i := 1; i < len(ts); i++ {
		t, prev := ts[i], ts[i-1]
		switch {
		case t.kind != word || things[t.low] && isPast(at(ts, i+1).low) || oneOf(prev.low, "i we they") && isBase(t.low) || determiners[prev.low] || oneOf(prev.low, "from of with by"):
		case oneOf(t.low, "had has have is are could can would"):
			return false
		case oneOf(t.low, "was were got"):
			k := i + 1
			for oneOf(at(ts, k).low, "then just suddenly accidentally wrongly twice") {
				k++
			}
			return happening[at(ts, k).low] || switched[at(ts, k).low] && (hasClock(ts) || hasAny(ts, "yesterday during after with when"))
		case isPast(t.low) && !(things[t.low] && isBase(t.low) && things[prev.low]) && (nounish(prev) || named(prev) || prev.kind != word || plurals(ts[:i]) || isAdverb(prev.low) || things[prev.low]):
			return !lying[t.low] && !isIng(at(ts, i+1).low)
		case isThird(t.low) && !things[t.low] && nounish(prev):
			return happening[verbs[t.low].past] && t.low != "sends"
		}
	}
	return false
}

// leadingClause is a statement up to what hangs on it.
func leadingClause(ts []token) []token {
	for i := 2; i < len(ts); i++ {
		if oneOf(ts[i].low, ", ; because since which that so until although while where who") && (i > 3 || ts[i].kind != mark) {
			return ts[:i]
		}
	}
	return ts
}

func isAdverb(w string) bool { return len(w) > 4 && w[len(w)-2:] == "ly" || oneOf(w, "then also just") }

var (
	// happening are participles of what is done once.
	happening = set(`deployed pushed merged released rolled published restarted rebooted deleted removed dropped applied started triggered executed upgraded migrated revoked shipped installed
		expired failed crashed broken sent swapped wiped truncated overwritten dispatched launched`)
	// switched are participles that tell a deed where a moment stands beside them, and else a state.
	switched = set("changed switched enabled disabled set raised lowered renamed moved updated turned added rotated replaced")
	// lying are pasts that tell how things stood.
	lying = set(`left used shared kept depended relied needed required said described expected assumed believed thought looked watched covered held lived belonged differed meant knew allowed treated
		counted served pointed had contained existed lacked included consisted allowed seemed trusted matched waited lay stood stayed remained wanted was were became got went`)
)

// contained reports whether harm was contained: the release that contained a slow query contained nothing.
func contained(ts []token) bool {
	i := slices.IndexFunc(ts, func(t token) bool { return t.kind == word && t.low == "contained" })
	return i >= 0 && (auxiliaries[at(ts, i-1).low] || oneOf(at(ts, i+1).low, "the it this that by within"))
}
