package slackapp

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
)

// roster shows who takes part in the review here, and how; only whoever asks sees it.
func (l *Listener) roster(o order) postmortem.Card {
	s, ok := l.reviewAt(o.place)
	if !ok {
		s, ok = l.meeting.Running(o.place.Team, o.place.Channel)
	}
	if !ok {
		return l.noReview()
	}
	lines := []string{l.say("status/people", titled(s))}
	for _, id := range append(s.Participants(), sitting(s, postmortem.SeatObserver)...) {
		lines = append(lines, "• "+l.say("status/person", map[string]any{
			"who": mentionOf(id), "role": s.People[id].Role, "seat": string(s.Seat(id)),
			"facilitates": id == s.Facilitator, "carries": id == s.Carrier(), "asked": id == s.Offer.To}))
	}
	card := says(strings.Join(lines, "\n"))
	if s.Running() {
		card.Parts = append(card.Parts, postmortem.Part{Kind: postmortem.Buttons, Buttons: []postmortem.Button{
			{Action: postmortem.DoSeat, Value: string(s.ID), Label: l.say("button/people", nil), Reader: l.say("button/people_reader", nil)},
		}})
	}
	return card
}

// sitting are the people on a seat, in the order of their ids.
func sitting(s *postmortem.Session, seat postmortem.Seat) []string {
	var all []string
	for id, has := range s.Seats {
		if has == seat {
			all = append(all, id)
		}
	}
	slices.Sort(all)
	return all
}

// The fields of the form of people.
const (
	fieldLeads     = "leads"
	fieldObservers = "observers"
	fieldFresh     = "fresh"
	fieldAim       = "aim"
	fieldListen    = "listen"
)

// maxRoles is how many roles one form asks for.
const maxRoles = 40

// seats is the form of who takes part and how: for whoever facilitates or carries
// the review all of it, for everybody else what is theirs to say.
func (f forms) seats(s *postmortem.Session, by postmortem.Person, place postmortem.Place) slack.ModalViewRequest {
	state := formState{Place: place, Session: s.ID}
	if by.ID != s.Facilitator && by.ID != s.Starter && by.ID != s.Carrier() {
		state.Entries = []string{by.ID}
		role := f.hinted("own_role", roleInput(s, by.ID)).WithOptional(true)
		role.BlockID = postmortem.RoleField(by.ID)
		listen := slack.NewCheckboxGroupsBlockElement(value, slack.NewOptionBlockObject(fieldListen,
			plainText(f.words.Say("option/listen", nil)), plainText(f.words.Say("option/listen_more", nil))))
		if s.Seat(by.ID) == postmortem.SeatObserver {
			listen.InitialOptions = listen.Options
		}
		return f.modal(formOwnSeat, "save", state, nil, role, f.input(fieldListen, listen).WithOptional(true))
	}
	people := func(name string, seat postmortem.Seat) slack.Block {
		pick := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeUser, nil, value)
		pick.InitialUsers = sitting(s, seat)
		return f.hinted(name, pick).WithOptional(true)
	}
	aim := textInput(s.Text(postmortem.AimKey), false)
	aim.MaxLength = postmortem.LongestAim
	blocks := []slack.Block{f.hinted(fieldAim, aim).WithOptional(true),
		people(fieldLeads, postmortem.SeatLead), people(fieldFresh, postmortem.SeatFresh), people(fieldObservers, postmortem.SeatObserver)}
	all := s.Participants()
	for _, id := range all[:min(len(all), maxRoles)] {
		label := f.words.Say("form/role", map[string]any{"name": s.People[id].Name})
		state.Entries = append(state.Entries, id)
		blocks = append(blocks, slack.NewInputBlock(postmortem.RoleField(id), plainText(plain(label)), nil, roleInput(s, id)).WithOptional(true))
	}
	return f.modal(formSeat, "save", state, nil, blocks...)
}

func roleInput(s *postmortem.Session, id string) *slack.PlainTextInputBlockElement {
	text := textInput(s.People[id].Role, false)
	if utf8.RuneCountInString(text.InitialValue) <= postmortem.LongestRole { // Slack opens no form whose text is longer than its field
		text.MaxLength = postmortem.LongestRole
	}
	return text
}

// seats gives what the form of people asks for: the aim, then who sits where and
// what everybody is called.
func (p interaction) seats(in postmortem.Input, s *postmortem.Session, shown []string, who func(string) postmortem.Person) []postmortem.Input {
	all := map[string]postmortem.Seating{}
	for _, id := range shown {
		all[id] = postmortem.Seating{Role: p.field(postmortem.RoleField(id)).Value}
	}
	give := func(id string, seat postmortem.Seat) {
		g := all[id]
		g.Seat = seat
		all[id] = g
	}
	if p.View.CallbackID == formOwnSeat {
		give(p.User.ID, postmortem.SeatParticipant)
		if len(p.field(fieldListen).Options) > 0 {
			give(p.User.ID, postmortem.SeatObserver)
		} else if s.Seat(p.User.ID) != postmortem.SeatObserver {
			give(p.User.ID, "") // a lead stays one
		}
	} else {
		for id := range s.Seats {
			give(id, postmortem.SeatParticipant) // unless one of the lists has them
		}
		for _, list := range []struct {
			field string
			seat  postmortem.Seat
		}{{fieldFresh, postmortem.SeatFresh}, {fieldLeads, postmortem.SeatLead}, {fieldObservers, postmortem.SeatObserver}} {
			for _, id := range p.field(list.field).Users {
				give(id, list.seat)
			}
		}
	}
	var body postmortem.SeatPeople
	for _, id := range slices.Sorted(maps.Keys(all)) {
		g := all[id]
		g.Person = who(id)
		body.Seatings = append(body.Seatings, g)
	}
	out := []postmortem.Input{with(in, "", body)}
	if aim := strings.TrimSpace(p.field(fieldAim).Value); aim != "" && aim != s.Text(postmortem.AimKey) {
		out = append([]postmortem.Input{with(in, "/aim", postmortem.SetAim{Text: escaped(aim)})}, out...)
	}
	return out
}
