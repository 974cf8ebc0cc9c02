package slackapp

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/workspace"
)

// seated puts people into a review, as its events would.
func (s *stage) seat(r *postmortem.Session, p *workspace.Person, name, role string, seat postmortem.Seat) {
	r.Apply(postmortem.EventRecord{Seq: r.Seq + 1, At: noon, Body: postmortem.Met{Person: postmortem.Person{ID: p.ID(), Name: name, Role: role}}})
	r.Apply(postmortem.EventRecord{Seq: r.Seq + 1, At: noon, Body: postmortem.Seated{Person: p.ID(), Seat: seat}})
}

func (s *stage) pressLast(p *workspace.Person, action string) {
	s.t.Helper()
	all := p.Ephemerals(s.channel, "")
	if len(all) == 0 {
		s.t.Fatal("nothing to press")
	}
	if err := p.Press(s.channel, all[len(all)-1].TS, workspace.Press{ActionID: action}); err != nil {
		s.t.Fatal(err)
	}
	s.settle()
}

func TestThePeopleOfAReview(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	s.seat(r, s.ana, "Ana", "", postmortem.SeatParticipant)
	s.seat(r, s.ben, "Ben", "support", postmortem.SeatLead)
	cy := s.AddUser(workspace.User{Name: "cy", RealName: "Cy"})
	s.command("people")
	s.whispered(s.ana, "", "<@"+s.ana.ID()+">: _no role yet_; facilitates; carries the review", "<@"+s.ben.ID()+">: support; lead")
	s.pressLast(s.ana, postmortem.DoSeat)
	if n := len(s.meeting.heard()); n != 0 {
		t.Fatalf("looking at the people did %d things", n)
	}
	s.submit(s.ana, map[string]any{
		"aim/value":       "We see it <first>",
		"leads/value":     []string{},
		"observers/value": []string{cy},
		postmortem.RoleField(s.ana.ID()) + "/value": "on-call, payments",
	})
	all := s.meeting.heard()
	if len(all) != 2 || all[0].ID == all[1].ID {
		t.Fatalf("%+v", all)
	}
	if diff := cmp.Diff(postmortem.SetAim{Text: "We see it &lt;first&gt;"}, all[0].Body); diff != "" {
		t.Error(diff)
	}
	got := map[string]postmortem.Seating{}
	for _, g := range all[1].Body.(postmortem.SeatPeople).Seatings {
		got[g.Person.Name] = postmortem.Seating{Seat: g.Seat, Role: g.Role}
	}
	want := map[string]postmortem.Seating{
		"Ana":       {Seat: postmortem.SeatParticipant, Role: "on-call, payments"},
		"Ben Okoro": {Seat: postmortem.SeatParticipant, Role: "support"}, "Cy": {Seat: postmortem.SeatObserver},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Whoever does not facilitate says of themselves what is theirs to say, and a lead stays one.
func TestOnesOwnPart(t *testing.T) {
	for _, tt := range []struct {
		was   postmortem.Seat
		ticks []string
		want  postmortem.Seat
	}{
		{postmortem.SeatLead, []string{}, ""},
		{postmortem.SeatLead, []string{fieldListen}, postmortem.SeatObserver},
		{postmortem.SeatObserver, []string{}, postmortem.SeatParticipant},
		{postmortem.SeatParticipant, []string{}, ""},
	} {
		s := newStage(t).listen()
		r := s.review()
		s.seat(r, s.ben, "Ben", "support", tt.was)
		if err := s.ben.Command(s.channel, "", "/postmortem people"); err != nil {
			t.Fatal(err)
		}
		s.settle()
		s.pressLast(s.ben, postmortem.DoSeat)
		s.submit(s.ben, map[string]any{postmortem.RoleField(s.ben.ID()) + "/value": "second line", "listen/value": tt.ticks})
		g := s.only().Body.(postmortem.SeatPeople).Seatings
		if len(g) != 1 || g[0].Person.ID != s.ben.ID() || g[0].Role != "second line" || g[0].Seat != tt.want {
			t.Errorf("of a %s who ticks %v: %+v", tt.was, tt.ticks, g)
		}
	}
}

// An aim that stands already is not set again.
func TestAnAimThatStays(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	s.seat(r, s.ana, "Ana", "", postmortem.SeatParticipant)
	r.Texts[postmortem.AimKey] = "We see it first"
	s.command("people")
	s.pressLast(s.ana, postmortem.DoSeat)
	s.submit(s.ana, nil)
	if _, ok := s.only().Body.(postmortem.SeatPeople); !ok {
		t.Errorf("%+v", s.only().Body)
	}
}

func TestARefusedRoleIsShownAtItsField(t *testing.T) {
	s := newStage(t).listen()
	s.seat(s.review(), s.ana, "Ana", "", postmortem.SeatParticipant)
	s.command("people")
	s.pressLast(s.ana, postmortem.DoSeat)
	field := postmortem.RoleField(s.ana.ID())
	s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) {
		return postmortem.Answer{}, postmortem.Refusal{Field: field, Text: "Make it shorter."}
	})
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	changes := s.ana.Watch(ctx)
	s.submit(s.ana, map[string]any{field + "/value": "on-call"})
	stop()
	var shown map[string]string
	for ch := range changes {
		if len(ch.Errors) > 0 {
			shown = ch.Errors
		}
	}
	if diff := cmp.Diff(map[string]string{field: "Make it shorter."}, shown); diff != "" {
		t.Error(diff)
	}
}

func TestAReactionToAQuestion(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	put := func(text string) string {
		ref, err := s.client.Post(t.Context(), r.Place, says(text), text)
		if err != nil {
			t.Fatal(err)
		}
		r.Messages[ref] = postmortem.Message{Author: s.ana.ID(), Phase: postmortem.Timeline}
		r.Texts[ref.Key()] = text
		return ref.TS
	}
	question := put("how long did the failover take?")
	for _, ts := range []string{question, put("the failover was slow that day")} {
		if err := s.ben.React(s.channel, ts, "eyes"); err != nil {
			t.Fatal(err)
		}
		if err := s.ben.Unreact(s.channel, ts, "eyes"); err != nil {
			t.Fatal(err)
		}
		if err := s.ben.React(s.channel, ts, "eyes"); err != nil {
			t.Fatal(err)
		}
		s.settle()
	}
	ref := postmortem.Ref{Channel: s.channel, TS: question}
	nod, back := postmortem.Nod{Message: ref, With: "eyes"}, postmortem.Unreact{Message: ref, With: "eyes"}
	if all := s.meeting.heard(); len(all) != 3 || all[0].Body != nod || all[1].Body != back || all[2].Body != nod || all[0].ID == all[2].ID || all[0].By.ID != s.ben.ID() {
		t.Errorf("%+v, want %+v of Ben alone, taken back and given again", all, nod)
	}
}

func TestAReactionToTheOpening(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	script, err := s.client.Post(t.Context(), r.Place, says("Welcome"), "script")
	if err != nil {
		t.Fatal(err)
	}
	other, err := s.client.Post(t.Context(), r.Place, says("Opening"), "board")
	if err != nil {
		t.Fatal(err)
	}
	r.Posts[postmortem.SlotRoot] = postmortem.Ref{Channel: s.channel, TS: r.Place.Thread}
	r.Posts[postmortem.SlotScript] = script
	for _, ts := range []string{r.Place.Thread, other.TS, script.TS} {
		if err := s.ben.React(s.channel, ts, "wave"); err != nil {
			t.Fatal(err)
		}
		s.settle()
	}
	all := s.meeting.heard()
	if len(all) != 2 { // the board is no opening
		t.Fatalf("%+v", all)
	}
	for _, in := range all {
		if in.Body != (postmortem.Greet{With: "wave"}) || in.By.ID != s.ben.ID() {
			t.Errorf("%+v", in)
		}
	}
}
