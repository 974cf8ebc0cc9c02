package evidence

import (
	"strings"

	"github.com/remedybot/remedy/internal/due"
)

// hindrances are turns of phrase for what cost time.
const hindrances = "hard to find, hard to reach, hard to see, hard to read, hard to tell, hard to know, cost us, cost me, held us up"

// itemOf says what a statement of the remedy phase is about.
func itemOf(label, question string, ts []token) string {
	q := strings.ToLower(question)
	low := func(words string) bool { return hasAny(ts, words) }
	switch {
	case label == "luck" || label == "lucky" || low("luck luckily lucky"):
		return "luck"
	case label == "restored":
		return "restored"
	case label == "temporary" || label == "provisional" || label == "workaround" || low(makeshift) && !nothingIs(ts) || lastsOn(ts) && (holds(ts, temporary) || untilDay(ts)):
		return "temporary"
	case strings.HasPrefix(label, "helped") || wentWell[label] || label == "what helped" || label == "worked":
		return "helped"
	case strings.HasPrefix(label, "hindered") || label == "bad" || strings.Contains(label, "slowed") || label == "what was hard" || label == "what hindered":
		return "hindered"
	case says(ts, hindrances), says(ts, obstacles) && !says(ts, unobstructed), unequipped(ts):
		return "hindered"
	case helpful(ts):
		return "helped"
	case low("helped"):
		return "hindered" // Of what did not.
	case low("took") && hasQuantity(ts) && low("me us finding find until before waiting"), low("slow slowed waited hindered delayed") || low("nobody nothing cannot") && !low("lost") && !says(ts, unobstructed):
		return "hindered"
	case low("author authors managers staff sites stores drivers members merchants everybody everyone customers customer users partners status blog mail announcement note informed") && low("answer answered called phoned texted told informed posted sent mail mailed emailed note wrote status announced know have"):
		return "communication"
	case says(ts, "wrote to, spoke to, talked to, reached out to"):
		return "communication"
	case low("restarted restarting restart cleared clearing reverted reverting rolled rollback rolling removed removing deleted deleting fixed fix live deployed requeue requeued re-queued restored resolved recovered replaced attempt failover scaled back refuses finished drained promoted patched rebuilt renewed republished uploaded"):
		return "restored"
	case low("helped worked good quickly fast awake useful"):
		return "helped"
	case strings.Contains(q, "lucky") && !strings.Contains(q, "went well"):
		return "luck"
	case strings.Contains(q, "helped") || strings.Contains(q, "went well"):
		return "helped"
	case strings.Contains(q, "slowed") || strings.Contains(q, "hinder") || strings.Contains(q, "hard to"):
		return "hindered"
	case asksRestored(q) && !mainVerb(ts) && hasThing(ts) && wordCount(ts) <= 12:
		return "restored" // "New cert on both load balancers."
	case low("helped worked works good quickly fast"):
		return "helped"
	case asksMakeshift(q) && low("still until since again yet") && !nothingIs(ts) && finite(ts):
		return "temporary"
	case len(ts) > 2 && hasThing(ts) && (isIng(ts[0].low) || passives[ts[0].low] || actions[ts[0].low] && isPast(ts[0].low)) && !seeing[verbs[ts[0].low].past]:
		return "restored"
	}
	return ""
}

// wentWell are the headings of what went well.
var wentWell = map[string]bool{"good": true, "good thing": true, "good things": true, "good news": true, "on the good side": true, "went well": true, "what went well": true, "helped": true, "what helped": true}

// makeshift are words for what holds for now and is to go.
const makeshift = "temporary temporarily provisional provisionally paused pause muted workaround pinned frozen freeze plaster stopgap makeshift band-aid duct"

// nothingIs reports whether a sentence says that nothing is makeshift: "nothing is frozen any more".
func nothingIs(ts []token) bool { return hasAny(ts[:min(len(ts), 3)], "no nothing none") }

// asksMakeshift reports whether a question asks what only holds for now.
func asksMakeshift(q string) bool {
	for _, p := range []string{"for now", "holds only", "only holds", "still held", "held by", "temporary", "provisional", "workaround", "makeshift", "plaster", "state of today", "not final", "still to be undone"} {
		if strings.Contains(q, p) {
			return true
		}
	}
	return false
}

// asksRestored reports whether a question asks what brought service back.
func asksRestored(q string) bool {
	for _, p := range []string{"restored", "brought it back", "brought us back", "what fixed", "ended it", "got it back", "stopped it", "what helped in the end", "solved it"} {
		if strings.Contains(q, p) {
			return true
		}
	}
	return false
}

// lastsOn reports whether what is said until when is a state and no deed: "customers waited until the alert cleared" is over.
func lastsOn(ts []token) bool {
	for i, t := range ts {
		if oneOf(t.low, "until till") {
			return true
		}
		if i > 0 && t.kind == word && isPast(t.low) && !isBase(t.low) && !auxiliaries[ts[i-1].low] && hasAny(ts[i:], "until till") {
			return false
		}
	}
	return true
}

// untilDay reports whether something holds until a day, or ends on one.
func untilDay(ts []token) bool {
	for i, t := range ts {
		if ends := t.low == "on" && i > 1 && ts[i-1].low == "ends" && !oneOf(ts[i-2].low, "both two all the"); i == 0 || !ends && !oneOf(t.low, "until till") {
			continue
		}
		for n := 1; n <= 3 && i+n < len(ts); n++ {
			if _, ok := exactDay(ts[i+1:i+1+n], due.Date{Year: 2000, Month: 1, Day: 1}); ok {
				return true
			}
		}
	}
	return false
}

var temporary = phrases(`by hand, for now, is disabled, are disabled, is switched off, are switched off, is turned off, are turned off, is blocked, are blocked, thin ice, held by tape, held by hand, gone again, still on the, still run in, still runs on, still runs in, still run on, only holds, until then, until the, until we, until it, fills up again, for the time being, not fixed, is not fixed, at the present rate, stopgap, band aid, for the moment, as an exception, in the meantime, until further notice, still like that, still in place, still active, stays off, stays at, stays on, stays disabled, still disabled, still off, still paused, scaled up, turned off, switched off, disabled until`)

// EventKind says what kind of moment a sentence tells, for an entry that somebody writes by hand: change, signal, action,
// decision, comms, impact or recovery.
func EventKind(text string) string { return eventOf(plainTokens(text), false) }

// ItemKind says what a sentence is under Remedy: restored, temporary, helped, hindered, luck, communication; or "".
func ItemKind(text string) string { return itemOf("", "", plainTokens(text)) }

func plainTokens(text string) []token { return strip(plain(scan(Statement{Text: text}))) }
