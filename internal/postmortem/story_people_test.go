package postmortem

import (
	"fmt"
	"strings"
)

// people is what a line of a story asks about who takes part, and how.
func (st *stage) people(verb, arg string) (InputBody, bool) {
	first, rest, _ := strings.Cut(arg, " ")
	switch verb {
	case "/seat":
		return SeatPeople{[]Seating{{Person: cast[first], Seat: Seat(rest)}}}, true
	case "/myrole":
		return SeatPeople{[]Seating{{Role: arg}}}, true
	case "/role":
		return SeatPeople{[]Seating{{Person: cast[first], Role: rest}}}, true
	case "/react":
		if arg != "" {
			return Nod{Message: st.refs[arg], With: "eyes"}, true
		}
		return Greet{With: "wave"}, true
	case "/point": // at m1, as a reaction does that adds it: timeline
		r := st.refs[first]
		return Add{Kind: Kind(rest), Text: st.s.Text(r.Key()), Source: r, Author: st.s.People[st.s.Messages[r].Author]}, true
	case "/unreact":
		if arg != "" {
			return Unreact{Message: st.refs[first], With: "eyes", Kind: Kind(rest)}, true
		}
		return Unreact{With: "wave"}, true
	case "/owner":
		return Entrust{To: cast[arg]}, true
	case "/carry":
		return Carry{Who: cast[arg].ID}, true
	case "/aim":
		return SetAim{Text: arg}, true
	case "/ballot":
		var b Ballot
		_, err := fmt.Sscan(arg, &b.Voter, &b.Spoke, &b.Learnt, &b.Again)
		if err != nil {
			st.t.Fatalf("%s %s: %v", verb, arg, err)
		}
		return b, true
	case "/say":
		return SayFor{Text: arg}, true
	case "/unsay":
		return TakeBack{Slot: arg}, true
	case "/pass":
		return Abstain{}, true
	case "/narrate":
		return Narrate{To: cast[arg]}, true
	}
	return nil, false
}

// roster shows who takes part, and how.
func (st *stage) roster() []string {
	var out []string
	for _, id := range st.s.Participants() {
		line := st.s.People[id].Name + ": " + string(st.s.Seat(id)) + ", " + st.s.Role(id)
		if id == st.s.Carrier() {
			line += ", carries the review"
		}
		out = append(out, line)
	}
	return out
}
