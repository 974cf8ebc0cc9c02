package slackapp

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/workspace"
)

// drafted makes a draft of the review that Ana carries, and posts its buttons.
func drafted(s *stage) (*postmortem.Session, postmortem.Ref) {
	s.t.Helper()
	r := s.review()
	r.Status, r.Facilitator = postmortem.Draft, s.ana.ID()
	r.Texts = map[string]string{}
	r.Publication.Findings = []postmortem.Finding{{Check: "Q31", Waivable: true}, {Check: "Q16"}, {Check: "Q23", Of: "cd", Waivable: true}, {Check: "Q23", Of: "ab", Waivable: true}}
	r.Publication.Dismissed = map[string]bool{"Q23/cd": true} // and is not offered again
	r.Publication.Examined = true
	for n := range 250 { // more than a group of options holds, and longer than an option
		e := postmortem.Entry{ID: fmt.Sprintf("E%d", n+1), Kind: postmortem.Event, State: postmortem.Confirmed, Author: s.ben.ID()}
		if n > 220 {
			e.Kind = postmortem.Cause
		}
		r.Entries = append(r.Entries, e)
		r.Texts[e.ID] = fmt.Sprintf("%d %s", n, strings.Repeat("it was *so* & <then> ", 12))
	}
	for _, kind := range []postmortem.Kind{postmortem.Event, postmortem.Learning} { // E251, E252
		e := postmortem.Entry{ID: fmt.Sprintf("E%d", len(r.Entries)+1), Kind: kind, State: postmortem.Proposed, Author: s.ben.ID()}
		r.Entries, r.Texts[e.ID] = append(r.Entries, e), "nobody has confirmed this"
	}
	for _, f := range r.Publication.Findings {
		r.Texts[postmortem.FindingKey(f.ID())] = f.Check + " says: “" + strings.Repeat("long ", 60) + "”"
	}
	g := postmortem.DefaultGuide()
	parts := append(g.Render(r, postmortem.SlotCheck).Parts, g.Render(r, postmortem.SlotPublish(r.Facilitator)).Parts...)
	ref, err := s.client.Post(s.t.Context(), r.Place, postmortem.Card{Parts: parts}, "k")
	if err != nil {
		s.t.Fatal(err)
	}
	return r, ref
}

func (s *stage) pressesAt(who *workspace.Person, ref postmortem.Ref, verb string) {
	s.t.Helper()
	if err := who.Press(ref.Channel, ref.TS, workspace.Press{ActionID: verb}); err != nil {
		s.t.Fatal(err)
	}
	s.settle()
}

// Each button of a draft gives what it says, also where the review is large.
func TestWhatPeopleDoWithADraft(t *testing.T) {
	s := newStage(t).listen()
	r, ref := drafted(s)
	for _, c := range []struct {
		verb   string
		who    *workspace.Person
		filled map[string]any
		want   []postmortem.InputBody
	}{
		{postmortem.DoAgree, s.ben, nil, []postmortem.InputBody{postmortem.Agree{}}},
		{postmortem.DoDoubt, s.ben, map[string]any{"remark/value": "the <second> hour is missing"},
			[]postmortem.InputBody{postmortem.MakeRemark{Text: "the &lt;second&gt; hour is missing"}}},
		{postmortem.DoWrite, s.ana, map[string]any{"means/value": "We look first.", "not_done/value": "Nothing."},
			[]postmortem.InputBody{postmortem.Write{Section: "means", Text: "We look first."}, postmortem.Write{Section: "not_done", Text: "Nothing."}}},
		{postmortem.DoWaiveCheck, s.ana, map[string]any{"left_open/value": []string{"Q31", "Q3"}, "reason/value": "nobody kept it"},
			[]postmortem.InputBody{postmortem.Waive{Criteria: []string{"Q3", "Q31"}, Reason: "nobody kept it"}}},
		{postmortem.DoDismiss, s.ana, map[string]any{"reason/value": "it quotes"},
			[]postmortem.InputBody{postmortem.Dismiss{Finding: "Q23/ab", Reason: "it quotes"}}},
		{postmortem.DoHand, s.ben, map[string]any{"entries/value": []string{"E252"}, "others/value": "stay"},
			[]postmortem.InputBody{postmortem.Confirm{Entries: []string{"E252"}}}},
		{postmortem.DoConfirmAll, s.ana, nil, []postmortem.InputBody{postmortem.ConfirmAll{}}},
		{postmortem.DoFacts, s.ana, map[string]any{"title/value": "Checkout <slow>"},
			[]postmortem.InputBody{postmortem.Restate{Severity: r.Severity}, postmortem.Retitle{Title: "Checkout <slow>"}}},
		{postmortem.DoCorrect, s.ana, map[string]any{"entry/value": "E7", "correct_how/value": "take_out"},
			[]postmortem.InputBody{postmortem.LeaveOut{Entries: []string{"E7"}}}},
	} {
		before := len(s.meeting.heard())
		s.pressesAt(c.who, ref, c.verb)
		if c.filled != nil {
			s.submit(c.who, c.filled)
		}
		var got []postmortem.InputBody
		for _, in := range s.meeting.heard()[before:] {
			got = append(got, in.Body)
			if in.Session != r.ID {
				t.Errorf("%s is about %q", c.verb, in.Session)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.verb, diff)
		}
	}
}

// What is the owner's is refused in private, and what is missing is said instead of a form.
func TestADraftIsNotForEverybodyToPublish(t *testing.T) {
	s := newStage(t).listen()
	r, ref := drafted(s)
	for _, verb := range []string{postmortem.DoWrite, postmortem.DoWaiveCheck, postmortem.DoDismiss, postmortem.DoPublish} {
		s.pressesAt(s.ben, ref, verb)
		s.whispered(s.ben, r.Place.Thread, "Only whoever carries this review does that")
	}
	s.pressesAt(s.ana, ref, postmortem.DoPublish)
	s.whispered(s.ana, r.Place.Thread, "Not ready to publish")
	// An entry of which somebody may not change a word is refused in the form.
	r.Status = postmortem.Published
	s.pressesAt(s.ben, ref, postmortem.DoCorrect)
	s.submit(s.ben, map[string]any{"entry/value": "E7"})
	if len(s.ben.Views()) != 1 || len(s.meeting.heard()) != 0 {
		t.Error("the form does not say that it is not for them")
	}
	// Of a review that still runs there is nothing to check.
	r.Status = postmortem.Running
	s.pressesAt(s.ana, ref, postmortem.DoDoubt)
	s.whispered(s.ana, r.Place.Thread, "There is no draft of this review yet")
}

// What the checks found before does not keep the owner from the form: they are asked
// anew for whom is chosen there.
func TestPublishingForOthersThanBefore(t *testing.T) {
	s := newStage(t).listen()
	r, ref := drafted(s)
	r.Status, r.Publication.Over, r.Publication.Wanted = postmortem.Checked, true, postmortem.ForCustomer
	r.Texts[postmortem.SectionMeans], r.Texts[postmortem.SectionNotDone] = "We look first.", "Nothing."
	r.Entries = r.Entries[:250] // nothing is proposed
	s.pressesAt(s.ana, ref, postmortem.DoPublish)
	views := s.ana.Views()
	if len(views) != 1 {
		t.Fatal("no form is open")
	}
	if form := string(views[0].Blocks); !strings.Contains(form, "3 things are missing") || !strings.Contains(form, "Q16") {
		t.Errorf("the form does not say what was found: %s", form)
	}
	s.submit(s.ana, map[string]any{"audience/value": "team"})
	heard := s.meeting.heard()
	if diff := cmp.Diff(postmortem.InputBody(postmortem.Publish{Audience: postmortem.ForTeam}), heard[len(heard)-1].Body); diff != "" {
		t.Error(diff)
	}
}

// The private list of what is missing follows what its own buttons do; no old copy of
// it stands there.
func TestTheListOfWhatIsMissingFollows(t *testing.T) {
	s := newStage(t).listen()
	r, ref := drafted(s)
	s.pressesAt(s.ana, ref, postmortem.DoPublish)
	list := func() workspace.Message {
		t.Helper()
		all := s.ana.Ephemerals(s.channel, r.Place.Thread)
		if len(all) != 1 {
			t.Fatalf("%d private messages: %q", len(all), s.whispers(s.ana, r.Place.Thread))
		}
		return all[0]
	}
	press := func(verb string) {
		t.Helper()
		if err := s.ana.Press(s.channel, list().TS, workspace.Press{ActionID: verb}); err != nil {
			t.Fatal(err)
		}
		s.settle()
	}
	if !strings.Contains(list().Text, "nobody has confirmed this") {
		t.Fatalf("what is proposed is not quoted: %s", list().Text)
	}
	r.Entries[251].State = postmortem.Confirmed
	press(postmortem.DoConfirmAll)
	if text := list().Text; strings.Contains(text, "nobody has confirmed this") || !strings.Contains(text, "5 things are missing") {
		t.Errorf("the list does not follow a click: %s", text)
	}
	press(postmortem.DoWrite)
	r.Texts[postmortem.SectionMeans], r.Texts[postmortem.SectionNotDone] = "We look first.", "Nothing."
	s.submit(s.ana, map[string]any{"means/value": "We look first.", "not_done/value": "Nothing."})
	if text := list().Text; !strings.Contains(text, "4 things are missing") {
		t.Errorf("the list does not follow a form: %s", text)
	}
	r.Publication.Findings = nil
	press(postmortem.DoPublish)
	if text := list().Text; !strings.Contains(text, "one thing is missing") {
		t.Errorf("looked at again, the list says %s", text)
	}
	// Once it is to be published it has nothing more to say, and goes.
	r.Status, r.Publication.Over = postmortem.Checked, true
	press(postmortem.DoPublish)
	s.submit(s.ana, map[string]any{"audience/value": "team"})
	if got := s.whispers(s.ana, r.Place.Thread); len(got) != 0 {
		t.Errorf("the list stays: %q", got)
	}
}

// Where a draft waits to be published, nobody is told that there is no review and to
// start another.
func TestWordsWithADraftAtHand(t *testing.T) {
	s := newStage(t, func(c *workspace.Config) { c.Rates.Off = true }).listen()
	r, _ := drafted(s)
	for _, word := range []string{"status", "next", "finish"} {
		s.command(word)
		s.whispered(s.ana, "", "PM-1", "is a draft", "Not ready to publish")
	}
	s.command("help")
	s.whispered(s.ana, "", "is a draft", "Remedy guides a review")
	if n := len(s.meeting.heard()); n > 0 {
		t.Errorf("%d inputs for a review that is over", n)
	}
	r.Status = postmortem.Published
	s.command("status")
	s.whispered(s.ana, "", "No review runs here")
}
