package postmortem

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// A Seat is the part that somebody has in a review. It is no rank, and it ends
// with the review.
type Seat string

// The seats. Whoever was given none is a participant.
const (
	SeatParticipant Seat = "participant"
	SeatLead        Seat = "lead"       // leads others; asked to speak last
	SeatObserver    Seat = "observer"   // reads along, is asked nothing and counts nowhere
	SeatFresh       Seat = "fresh_eyes" // from outside the teams involved; asks what nobody else asks any more
)

// A Seating gives somebody a seat, a role or both; what is empty stays as it is.
// Without a person it is whoever says so.
type Seating struct {
	Person Person
	Seat   Seat
	Role   string // such as "on-call, payments"; as typed
}

// LongestRole is how long a role may be, in characters.
const LongestRole = 60

const aDay = 24 * time.Hour

// Seat is the part that somebody has in the review.
func (s *Session) Seat(id string) Seat { return cmp.Or(s.Seats[id], SeatParticipant) }

// Counts reports whether somebody is one of those of whom the review asks
// something: no app, and nobody who only reads along.
func (s *Session) Counts(id string) bool {
	return id != "" && !s.People[id].Bot && s.Seat(id) != SeatObserver
}

// Participants are the people a review counts with, by user id: who facilitates
// it and who carries it, everybody who was given a seat, and everybody who has
// said something or has reacted to its opening.
func (s *Session) Participants() []string {
	all := map[string]bool{s.Facilitator: true, s.Carrier(): true}
	for id := range s.Seats {
		all[id] = true
	}
	maps.Copy(all, s.present())
	maps.DeleteFunc(all, func(id string, _ bool) bool { return !s.Counts(id) })
	return slices.Sorted(maps.Keys(all))
}

// present are those who have shown that they are there: by a message, by a
// reaction to the opening, or by saying that they have nothing to add.
func (s *Session) present() map[string]bool {
	all := map[string]bool{}
	for _, r := range s.Greeted {
		all[r.By] = true
	}
	for _, ids := range s.Content {
		for _, id := range ids {
			all[id] = true
		}
	}
	for _, m := range s.Messages {
		if m.Phase != "" && m.Thread == "" && !m.Gone && !s.People[m.Author].Bot {
			all[m.Author] = true
		}
	}
	return all
}

// welcomed reports whether at least half of the others have shown that the
// opening reached them, or had a day to.
func (s *Session) welcomed() bool {
	present, others, there := s.present(), 0, 0
	for _, id := range s.Participants() {
		if id == s.Facilitator {
			continue // they opened it
		}
		if others++; present[id] {
			there++
		}
	}
	return there > 0 && there*2 >= others || s.Latest.Sub(s.StartedAt) >= aDay
}

// known reports whether the review can call at least four in five of those who
// take part by their role.
func (s *Session) known() bool {
	all := s.Participants()
	n := 0
	for _, id := range all {
		if s.People[id].Role != "" {
			n++
		}
	}
	return n*5 >= len(all)*4
}

// seat gives people their seats and roles: all of it or nothing. Everybody says
// themselves what they are called and whether they only read along; the rest is
// for whoever steers or carries the review.
func (t *turn) seat(b SeatPeople) error {
	if err := t.takesPart(); err != nil {
		return err
	}
	if !t.s.Running() {
		return t.over()
	}
	arranges := t.arranges() == nil
	for _, g := range b.Seatings {
		if g.Person.ID == "" {
			g.Person = t.in.By
			if g.Seat == "" && g.Role == "" {
				return t.refuse("no_role", nil)
			}
		}
		g.Role = strings.Join(strings.Fields(g.Role), " ")
		if err := t.maySeat(g, arranges); err != nil {
			return err
		}
		t.meet(g.Person)
		if g.Seat == t.s.Seats[g.Person.ID] {
			g.Seat = ""
		}
		if g.Role == t.s.People[g.Person.ID].Role {
			g.Role = ""
		}
		if g.Seat != "" || g.Role != "" {
			t.event(Seated{Person: g.Person.ID, Seat: g.Seat, Role: g.Role})
		}
	}
	t.stale(SlotBoard(t.s.Phase)) // what is missing may be known by now
	t.d.Reply = t.g.Words.Say("seats/seated", nil)
	return nil
}

// maySeat refuses what is not for the speaker to say, or nobody could be.
func (t *turn) maySeat(g Seating, arranges bool) error {
	id := g.Person.ID
	known := t.s.People[id]
	mine := id == t.in.By.ID
	own := func(s Seat) bool { return s == SeatParticipant || s == SeatObserver }
	switch {
	case g.Person.Bot || known.Bot:
		return t.refuse("seats_no_app", nil)
	case utf8.RuneCountInString(g.Role) > LongestRole:
		return t.refuse("long_role", map[string]any{"most": LongestRole}).at(RoleField(id))
	case g.Role != "" && g.Role != known.Role && !mine && !arranges:
		return t.arranges()
	case g.Seat == "" || g.Seat == t.s.Seat(id):
	case !slices.Contains([]Seat{SeatParticipant, SeatLead, SeatObserver, SeatFresh}, g.Seat):
		return t.refuse("no_seat", nil)
	case g.Seat == SeatObserver && id == t.s.Facilitator:
		return t.refuse("facilitator_reads", nil).at("observers")
	case !arranges && !(mine && own(g.Seat) && own(t.s.Seat(id))):
		return t.arranges()
	}
	return nil
}

// RoleField is the field of a form in which somebody's role stands.
func RoleField(id string) string { return "role_" + id }

// arranges refuses anybody but whoever steers or carries the review.
func (t *turn) arranges() error {
	by := t.in.By.ID
	if (t.s.Running() && by == t.s.Carrier() || t.s.Drafted() && (by == t.s.Carrier() || by == t.s.Facilitator || by == t.s.Starter)) && t.takesPart() == nil {
		return nil
	}
	return t.steers()
}
