package evidence

import "strings"

// An errand is a promise that is less than the proposal it answers: to ask somebody about it, or to carry it to those who
// decide. It completes the proposal, and what was promised of it is told as what it is done by.

// errand returns the message before whose proposal the promise runs an errand for, or -1.
func (r *reader) errand(d *draft, ts []token) int {
	if d.owner == "" || len(ts) < 2 {
		return -1
	}
	asks, object := inquires(ts), carries(ts)
	if !asks && object == nil {
		return -1
	}
	for i := len(r.s.Before) - 1; i >= max(0, len(r.s.Before)-6); i-- {
		if r.open(i) && (asks || hasWord(object, anaphors) || within(object, r.s.Before[i])) {
			return i
		}
		if asks && !strings.Contains(r.s.Before[i], "?") && !brief(r.s.Before[i]) {
			return -1 // Asking somebody answers what was said last, with a question or a remark about it in between.
		}
	}
	return -1
}

// brief reports whether a message is a remark on another.
func brief(text string) bool { return len(strings.Fields(text)) <= 7 }

// topics are the words behind which an inquiry names what it is about.
const topics = "for about whether if to why how what when which that on where who of"

// inquires reports whether a task is to ask somebody, without a word on what: "ask legal", "check with the vendor".
func inquires(ts []token) bool {
	rest := ts[1:]
	switch w := ts[0].low; {
	case w == "ask":
	case oneOf(w, "check clarify confirm discuss talk speak agree settle negotiate"):
		if anaphors[rest[0].low] {
			rest = rest[1:]
		}
		if next := at(rest, 0).low; next != "with" && (next != "to" || w != "talk" && w != "speak") {
			return false
		}
		rest = rest[1:]
	default:
		return false
	}
	if len(rest) == 0 || len(rest) > 5 {
		return false
	}
	for _, t := range rest {
		if t.kind == mark || oneOf(t.low, topics) {
			return false
		}
	}
	return true
}

// forums are those who decide, and where.
var forums = set(`board budget round meeting meetings committee forum agenda roadmap backlog planning management leadership council steering retro standup sync
	guild manager director head heads vendor supplier provider legal security finance procurement architecture architects product owners all-hands panel`)

// carries returns what a task carries to those who decide, as "staging" in "take staging to the budget round"; nil if it
// carries nothing.
func carries(ts []token) []token {
	if !oneOf(ts[0].low, "take bring carry raise escalate put present") {
		return nil
	}
	for i := 2; i < len(ts); i++ {
		if oneOf(ts[i].low, "to into with on before at") {
			if hasWord(ts[i:], forums) {
				return ts[1:i]
			}
			return nil
		}
		if ts[i].kind == mark {
			return nil
		}
	}
	return nil
}

// within reports whether a proposal speaks of all that an object names.
func within(object []token, before string) bool {
	of := telling(plain(scan(Statement{Text: before})))
	words := telling(object)
	for w := range words {
		if _, ok := of[w]; !ok {
			return false
		}
	}
	return len(words) > 0
}

// run tells an errand as what its promise is done by.
func (r *reader) run(d *draft, ts []token) string {
	done := append([]token{tok("the", ts[0]), tok("owner", ts[0]), tok("has", ts[0]), tok(verbs[ts[0].low].part, ts[0])}, ts[1:]...)
	s := strings.TrimSuffix(lowerFirst(render(r.v.thirdPerson(done))), ".")
	if d.doneWhen != "" {
		s += ": " + lowerFirst(d.doneWhen)
	}
	return s
}
