package postmortem

import (
	"strings"
	"time"
)

// plan is what a line of a story asks about causes and actions as a whole.
func (st *stage) plan(verb, arg string) (InputBody, bool) {
	first, rest, _ := strings.Cut(arg, " ")
	switch verb {
	case "/stub":
		return Stub{arg}, true
	case "/graft":
		return Graft{arg}, true
	case "/look":
		return Look{strings.Fields(arg)}, true
	case "/weigh":
		return Weigh{arg}, true
	case "/risk": // E3 in 3 months: why
		day, reason, _ := strings.Cut(rest, ": ")
		return AcceptRisk{Causes: []string{first}, Review: day, Reason: reason}, true
	case "/idea": // E3 declined: why
		as, reason, _ := strings.Cut(rest, ": ")
		return Settle{Entry: first, As: as, Reason: reason}, true
	case "/split": // E3 one / another
		one, other, _ := strings.Cut(rest, " / ")
		return Split{first, one, other}, true
	case "/drop":
		return Drop{first, rest}, true
	case "/end": // E3 a test alert pages / E4 nobody is paged
		var ends []End
		for told := range strings.SplitSeq(arg, " / ") {
			id, done, _ := strings.Cut(told, " ")
			ends = append(ends, End{id, done})
		}
		return TellEnds{ends}, true
	case "/promise": // limit the pool / a test is refused: the add form, filled in
		text, done, _ := strings.Cut(arg, " / ")
		return Add{Kind: Action, Text: text, Done: done}, true
	case "/notmine":
		return Pass{arg}, true
	case "/retime": // E3 2026-03-25T09:12; without a time it is right as it stands
		at, _ := time.Parse("2006-01-02T15:04", rest)
		return Retime{Entry: first, At: at}, true
	case "/timeless":
		return Timeless{arg}, true
	case "/apart":
		return TellApart{strings.Fields(arg)}, true
	case "/recalled":
		return Recalled{arg}, true
	case "/sort":
		return Edit{Entry: first, Sort: rest}, true
	case "/when":
		return Edit{Entry: first, When: rest}, true
	case "/link":
		return Edit{Entry: first, Link: rest}, true
	case "/about":
		return Edit{Entry: first, About: strings.Fields(rest)}, true
	case "/due":
		return Edit{Entry: first, Due: rest}, true
	case "/offer":
		return Edit{Entry: first, Owner: cast[rest].ID}, true
	case "/backto":
		return GoBack{To: Phase(arg)}, true
	}
	return nil, false
}
