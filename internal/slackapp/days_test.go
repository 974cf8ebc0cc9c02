package slackapp

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/workspace"
)

func TestDaysAsTyped(t *testing.T) {
	sam := postmortem.Person{ID: "U2"}
	for typed, want := range map[string]postmortem.InputBody{
		"away 2026-12-24":                        postmortem.Away{From: "2026-12-24"},
		"away 2026-12-24 to 2026-12-28":          postmortem.Away{From: "2026-12-24", To: "2026-12-28"},
		"away from 2026-12-24, until 2026-12-28": postmortem.Away{From: "2026-12-24", To: "2026-12-28"},
		"away <@U2|sam> 2026-12-24":              postmortem.Away{Who: sam, From: "2026-12-24"},
		"away 2026-12-24 to 2026-12-28 <@U2>":    postmortem.Away{Who: sam, From: "2026-12-24", To: "2026-12-28"},
		"away none":                              postmortem.Away{None: true},
		"away <@U2> None.":                       postmortem.Away{Who: sam, None: true},
		"away next week":                         postmortem.Away{},
		"away 2026-02-30":                        postmortem.Away{},
		"holiday 2026-12-25":                     postmortem.Holiday{From: "2026-12-25"},
		"holiday 2026-12-25 Europe/Berlin":       postmortem.Holiday{From: "2026-12-25", Zone: "Europe/Berlin"},
		"holiday none Europe/Berlin":             postmortem.Holiday{None: true, Zone: "Europe/Berlin"},
		"mode async":                             postmortem.Turn{To: postmortem.Async},
		"mode LIVE.":                             postmortem.Turn{To: postmortem.Live},
		"mode":                                   postmortem.Turn{},
	} {
		got, err := new(Listener{Client: new(Client)}).understand(typed, noon, nil)
		if diff := cmp.Diff(want, got.body); diff != "" || err != nil {
			t.Errorf("%q: %v\n%s", typed, err, diff)
		}
	}
}

// An async job may have failed, too: only what is marked as a mode is one.
func TestAModeBeforeATitle(t *testing.T) {
	for typed, want := range map[string][2]string{
		"checkout failed":          {"", "checkout failed"},
		"async: checkout failed":   {"async", "checkout failed"},
		"Hybrid: checkout: failed": {"hybrid", "checkout: failed"},
		"async replication broke":  {"", "async replication broke"},
		"live":                     {"live", ""},
		"":                         {"", ""},
	} {
		if mode, title := modeAndTitle(typed); string(mode) != want[0] || title != want[1] {
			t.Errorf("%q: mode %q, title %q", typed, mode, title)
		}
	}
}

// overDays is a review that gathers accounts for its opening.
func overDays(s *stage) *postmortem.Session {
	r := s.review()
	r.Mode, r.Phase = postmortem.Async, postmortem.Opening
	r.Texts = map[string]string{}
	return r
}

// presses shows somebody a button and has them use it.
func (s *stage) presses(p *workspace.Person, r *postmortem.Session, action, value string) {
	s.t.Helper()
	ref, err := s.client.Post(s.t.Context(), r.Place, buttons(postmortem.Button{Action: action, Value: value, Label: "Go"}), "k")
	if err != nil {
		s.t.Fatal(err)
	}
	if err := p.Press(s.channel, ref.TS, workspace.Press{ActionID: action}); err != nil {
		s.t.Fatal(err)
	}
	s.settle()
}

func TestAnAccountIsShownToItsAuthorAlone(t *testing.T) {
	s := newStage(t).listen()
	r := overDays(s)
	r.Accounts = map[postmortem.Phase][]string{postmortem.Opening: {s.ana.ID()}}
	r.Texts[postmortem.SlotAccount(postmortem.Opening, s.ana.ID())] = "I restarted the workers &amp; waited"
	s.presses(s.ben, r, postmortem.DoAccount, "PM-1|opening")
	if v := s.form(s.ben); strings.Contains(string(v.Blocks), "restarted") || strings.Contains(v.PrivateMetadata, "restarted") {
		t.Errorf("Ben sees what Ana wrote: %s", v.Blocks)
	}
	s.presses(s.ana, r, postmortem.DoAccount, "PM-1|opening")
	if v := s.form(s.ana); !strings.Contains(string(v.Blocks), `restarted the workers \u0026 waited`) && !strings.Contains(string(v.Blocks), "restarted the workers & waited") {
		t.Errorf("Ana does not find her own account: %s", v.Blocks)
	}
	s.submit(s.ana, map[string]any{"account/value": " I restarted the <workers> "})
	want := postmortem.Account{Phase: postmortem.Opening, Text: "I restarted the &lt;workers&gt;"}
	if diff := cmp.Diff(want, s.only().Body); diff != "" {
		t.Error(diff)
	}
	// Emptied, it is taken back.
	s.presses(s.ben, r, postmortem.DoAccount, "PM-1|opening")
	s.submit(s.ben, map[string]any{})
	all := s.meeting.heard()
	if diff := cmp.Diff(postmortem.Account{Phase: postmortem.Opening}, all[len(all)-1].Body); diff != "" {
		t.Error(diff)
	}
}

func TestNoFormForARoundThatIsOver(t *testing.T) {
	s := newStage(t).listen()
	r := overDays(s)
	r.Unsealed = map[postmortem.Phase]bool{postmortem.Opening: true}
	s.presses(s.ana, r, postmortem.DoAccount, "PM-1|opening")
	if n := len(s.ana.Views()); n != 0 {
		t.Errorf("%d forms are open", n)
	}
	s.whispered(s.ana, r.Place.Thread, "This step gathers no accounts now")
}

func TestAnObjectionIsOneLine(t *testing.T) {
	s := newStage(t).listen()
	r := overDays(s)
	s.presses(s.ana, r, postmortem.DoObject, "PM-1|opening")
	s.submit(s.ana, map[string]any{"objection/value": "the network side has not said a word"})
	want := postmortem.Object{Phase: postmortem.Opening, Reason: "the network side has not said a word"}
	if diff := cmp.Diff(want, s.only().Body); diff != "" {
		t.Error(diff)
	}
}

func TestButtonsOfAReviewOverDays(t *testing.T) {
	for value, want := range map[[2]string]postmortem.InputBody{
		{postmortem.DoNothing, "PM-1|timeline"}:             postmortem.NothingToAdd{Phase: postmortem.Timeline},
		{postmortem.DoTurn, "PM-1|async"}:                   postmortem.Turn{To: postmortem.Async},
		{postmortem.DoUnseal, "PM-1|timeline"}:              postmortem.Unseal{},
		{postmortem.DoTakeBack, "PM-1|account/timeline/U7"}: postmortem.TakeBack{Slot: "account/timeline/U7"},
		{postmortem.DoTakeBack, "PM-1|say/2"}:               postmortem.TakeBack{Slot: "say/2"},
		{postmortem.DoNothing, "PM-1"}:                      postmortem.NothingToAdd{},
	} {
		_, args := about(value[1])
		if got, ok := deed(value[0], args); !ok || !cmp.Equal(got, want) {
			t.Errorf("%v: %#v, want %#v", value, got, want)
		}
	}
}

func TestStatusSaysUntilWhenAndWhoIsAway(t *testing.T) {
	s := newStage(t).listen()
	r := overDays(s)
	r.Phased = noon
	r.Facilitator = s.ana.ID() // in Lisbon
	r.People = map[string]postmortem.Person{s.ana.ID(): {ID: s.ana.ID(), Zone: "Europe/Lisbon"}, s.ben.ID(): {ID: s.ben.ID()}}
	r.Seats = map[string]postmortem.Seat{s.ben.ID(): postmortem.SeatObserver} // whom it does not wait for
	r.DaysOff = []postmortem.DaysOff{
		{Who: "U0ELSEWHERE", From: "2026-03-26", To: "2026-03-27"}, // of another review
		{Who: s.ben.ID(), From: "2026-03-26", To: "2026-03-27"},
		{Zone: "Europe/Lisbon", From: "2026-03-26", To: "2026-03-26"},
		{From: "2026-03-02", To: "2026-03-03"}, // over
	}
	s.command("status")
	said := strings.Join(s.whispers(s.ana, ""), "\n")
	for _, part := range []string{
		"Over days.", "2026-03-27 17:00 UTC", // Thursday is a holiday in Lisbon
		"<@" + s.ben.ID() + "> is away: Thu 26 Mar to Fri 27 Mar 2026", "Nobody in Europe/Lisbon works: Thu 26 Mar 2026", "`W1` open",
	} {
		if !strings.Contains(said, part) {
			t.Errorf("status does not say %q: %s", part, said)
		}
	}
	if strings.Contains(said, "2 Mar") || strings.Contains(said, "ELSEWHERE") {
		t.Errorf("it names what is over, or who is elsewhere: %s", said)
	}
}

// In a rehearsal the form begins with the zone in which its people write.
func TestTheUsualZoneIsPreselected(t *testing.T) {
	for usual, want := range map[string]string{"": eachOwn, "UTC": "UTC", "Asia/Tokyo": "Asia/Tokyo", "Europe/Paris": "Europe/Paris"} {
		v := ours.start(postmortem.Place{Channel: "C1"}, postmortem.Person{ID: "U1", Zone: "Europe/Paris"}, "", "", usual)
		i := slices.IndexFunc(v.Blocks.BlockSet, func(b slack.Block) bool { return b.ID() == "zone" })
		if i < 0 {
			t.Fatal("the form asks for no zone")
		}
		if got := v.Blocks.BlockSet[i].(*slack.InputBlock).Element.(*slack.SelectBlockElement).InitialOption; got == nil || got.Value != want {
			t.Errorf("usually %q: %+v", usual, got)
		}
	}
}

// Where the operator holds reviews in one way, the form begins with it; a word
// before the title goes before that.
func TestTheUsualModeIsPreselected(t *testing.T) {
	for _, c := range []struct {
		usual postmortem.Mode
		typed string
		want  string
	}{
		{"", "checkout failed", asSeverity},
		{postmortem.Live, "checkout failed", "live"},
		{postmortem.Live, "async: checkout failed", "async"},
	} {
		v := ours.start(postmortem.Place{Channel: "C1"}, postmortem.Person{ID: "U1"}, c.typed, c.usual, "")
		got := ""
		for _, b := range v.Blocks.BlockSet {
			if in, ok := b.(*slack.InputBlock); ok && in.BlockID == "mode" {
				got = in.Element.(*slack.SelectBlockElement).InitialOption.Value
			}
		}
		if got != c.want {
			t.Errorf("%q, usually %q: the form begins with %q, not %q", c.typed, c.usual, got, c.want)
		}
	}
}
