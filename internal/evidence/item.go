package evidence

import (
	"strings"

	"github.com/remedybot/remedy/internal/due"
)

// itemOf says what a statement of the remedy phase is about. Its heading decides, then the few words that leave no doubt, then
// what was learned; where that is unsure, the question that was asked.
func itemOf(label, question string, ts []token) string {
	switch {
	case label == "luck" || label == "lucky" || hasAny(ts, "luck luckily lucky"):
		return "luck"
	case label == "restored":
		return "restored"
	case label == "temporary" || label == "provisional" || label == "workaround" || makeshift(ts):
		return "temporary"
	case strings.HasPrefix(label, "helped") || wentWell[label] || label == "what helped" || label == "worked":
		return "helped"
	case strings.HasPrefix(label, "hindered") || label == "bad" || strings.Contains(label, "slowed") || label == "what was hard" || label == "what hindered":
		return "hindered"
	case len(ts) == 0:
		return ""
	case at(ts, 0).low == "what" && hasMark(ts, ":"):
		return "" // It has a heading of its own that asks for something else.
	case helpful(ts), lossAnywhere(ts):
		return "helped"
	case hasAny(ts, "helped"):
		return "hindered" // Of what did not.
	}
	q := strings.ToLower(question)
	shares := SortItem.shares(ts)
	k, share := shares.Best()
	item := ""
	if k != SortItem.none() {
		item = labelsOf[SortItem][k]
	}
	switch bare := !mainVerb(ts) && hasThing(ts) && wordCount(ts) <= 12; {
	case bare && asksRestored(q) && share < itemSure:
		return "restored" // "New cert on both load balancers."
	case bare && item == "restored" && !asksRestored(q) && !isPast(ts[0].low) && !isIng(ts[0].low):
		return ""
	case item == "temporary" && nothingIs(ts), item == "" && share >= unsure:
		return ""
	}
	if asked := itemsAsked(q); len(asked) == 1 && share < itemSure || len(asked) > 1 && share < unsure {
		k, _ := shares.Best(asked...)
		return labelsOf[SortItem][k]
	}
	return item
}

// itemSure is how likely an item has to be to hold against the only one that was asked for.
const itemSure = .6

// itemsAsked returns what a question about the remedy asks for, as [SortItem] numbers it. What only holds for now is none of
// it: nothing is taken for a makeshift because makeshifts were asked for.
func itemsAsked(q string) []int {
	var asked []int
	for item, asks := range [...]bool{
		0: asksRestored(q),
		2: strings.Contains(q, "helped") || strings.Contains(q, "went well"),
		3: strings.Contains(q, "slowed") || strings.Contains(q, "hinder") || strings.Contains(q, "hard to"),
		4: strings.Contains(q, "lucky"),
	} {
		if asks {
			asked = append(asked, item)
		}
	}
	return asked
}

// wentWell are the headings of what went well.
var wentWell = map[string]bool{"good": true, "good thing": true, "good things": true, "good news": true, "on the good side": true, "went well": true, "what went well": true, "helped": true, "what helped": true}

// makeshift reports whether a statement says in so many words that something holds for now and is to go.
func makeshift(ts []token) bool {
	if nothingIs(ts) {
		return false
	}
	return hasAny(ts, "temporary temporarily provisional provisionally workaround stopgap makeshift plaster") || says(ts, "for now, for the moment, for the time being, in the meantime, until further notice") || lastsOn(ts) && untilDay(ts)
}

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

// EventKind says what kind of moment a sentence tells, for an entry that somebody writes by hand: change, signal, action,
// decision, comms, impact or recovery.
func EventKind(text string) string { return happeningOf(plainTokens(text)).event() }

// ItemKind says what a sentence is under Remedy: restored, temporary, helped, hindered, luck, communication; or "".
func ItemKind(text string) string { return itemOf("", "", plainTokens(text)) }

func plainTokens(text string) []token { return strip(plain(scan(Statement{Text: text}))) }
