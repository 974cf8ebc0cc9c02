package slackapp

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/workspace"
)

var advice = postmortem.Advice{Question: "What did the tool show at that point?", Wording: "The limit was raised at 14:02."}

// buttonsOf are the verbs and values of the last thing somebody was told privately.
func (s *stage) buttonsOf(p *workspace.Person, thread string) map[string]string {
	s.t.Helper()
	all := p.Ephemerals(s.channel, thread)
	if len(all) == 0 {
		s.t.Fatalf("nobody said anything\n%s", s.log)
	}
	var blocks []struct {
		Elements []struct {
			Type     string `json:"type"`
			Value    string `json:"value"`
			ActionID string `json:"action_id"`
		} `json:"elements"`
	}
	if err := json.Unmarshal(all[len(all)-1].Blocks, &blocks); err != nil {
		s.t.Fatal(err)
	}
	out := map[string]string{}
	for _, b := range blocks {
		for _, e := range b.Elements {
			if e.Type == "button" {
				out[e.ActionID] = e.Value
			}
		}
	}
	return out
}

func TestADraftIsLookedAtInPrivate(t *testing.T) {
	s := newStage(t).listen()
	s.meeting.advises(advice)
	s.command("draft ben broke it | again")
	s.whispered(s.ana, "", "> ben broke it | again", advice.Question, advice.Wording, "nothing of it is kept")
	if len(s.whispers(s.ben, "")) != 0 || len(s.meeting.heard()) != 0 {
		t.Error("somebody else was told, or something was done")
	}
	if diff := cmp.Diff(map[string]string{postmortem.DoDraft: "|" + advice.Wording}, s.buttonsOf(s.ana, "")); diff != "" {
		t.Error(diff) // without a review there is none to say it in
	}

	s.review()
	s.meeting.advises(postmortem.Advice{})
	s.command("draft the queue grew")
	s.whispered(s.ana, "", "> the queue grew", "Whether it does is for those who read it")
	want := map[string]string{postmortem.DoDraft: "PM-1|the queue grew", postmortem.DoSay: "PM-1|the queue grew"}
	if diff := cmp.Diff(want, s.buttonsOf(s.ana, "")); diff != "" {
		t.Error(diff)
	}
}

// The form stays open and shows what was found, as often as somebody likes.
func TestTheDraftForm(t *testing.T) {
	for name, open := range map[string]func(*stage) error{
		"command":  func(s *stage) error { return s.ana.Command(s.channel, "", "/postmortem draft") },
		"shortcut": func(s *stage) error { return s.ana.Shortcut(ShortcutDraft, "", "") },
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t).listen()
			if err := open(s); err != nil {
				t.Fatal(err)
			}
			s.settle()
			for _, a := range []postmortem.Advice{advice, {}} {
				s.meeting.advises(a)
				s.submit(s.ana, map[string]any{"line/value": "ben broke it"})
				v := string(s.form(s.ana).Blocks)
				if strings.Contains(v, `"button"`) {
					t.Errorf("what leads elsewhere stands in the form: %s", v)
				}
				if !strings.Contains(v, "ben broke it") || strings.Contains(v, advice.Question) != (a.Question != "") || strings.Contains(v, "Whether it does") != (a.Question == "") {
					t.Errorf("the form shows %s", v)
				}
			}
			if len(s.meeting.heard()) != 0 || len(s.whispers(s.ana, "")) != 0 || len(s.calls("chat.postMessage")) != 0 {
				t.Error("something was done or said")
			}
		})
	}
}

func TestALineForTheBotToPost(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	s.meeting.advises(advice)
	s.command("say")
	s.submit(s.ana, map[string]any{"line/value": "ben | <!here> broke it"})
	s.whispered(s.ana, "", "<@"+s.ana.ID()+"> adds:\n> ben | &lt;!here&gt; broke it", advice.Question, advice.Wording)
	if len(s.meeting.heard()) != 0 || len(s.whispers(s.ben, "")) != 0 {
		t.Fatal("it went further before it was confirmed")
	}
	s.pressLast(s.ana, postmortem.DoVoice)
	in := s.only()
	if diff := cmp.Diff(postmortem.SayFor{Text: "ben | &lt;!here&gt; broke it"}, in.Body); diff != "" || in.By.ID != s.ana.ID() || in.Session != r.ID {
		t.Errorf("%s%+v", diff, in)
	}

	// Put otherwise, it begins with the other wording; left, nothing happens.
	s.command("say ben broke it")
	s.pressLast(s.ana, postmortem.DoSay)
	if v := string(s.form(s.ana).Blocks); !strings.Contains(v, advice.Wording) {
		t.Errorf("the form begins with %s", v)
	}
	before := len(s.ana.Ephemerals(s.channel, ""))
	s.pressLast(s.ana, postmortem.DoDiscard)
	if n := len(s.ana.Ephemerals(s.channel, "")); n != before-1 || len(s.meeting.heard()) != 1 {
		t.Errorf("%d of %d private messages are left, and %d things were done", n, before, len(s.meeting.heard()))
	}
}

func TestALineNeedsAReview(t *testing.T) {
	s := newStage(t).listen()
	s.command("say something")
	s.whispered(s.ana, "", "No review runs here")
	s.review()
	s.command("say " + strings.Repeat("a", 700))
	s.whispered(s.ana, "", "Make the line shorter than 600 characters.")
}

// A mention is read by everybody, so nothing that came with it is looked at.
func TestInAThreadThereIsAButton(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	s.meeting.advises(advice)
	for word, verb := range map[string]string{"draft": postmortem.DoDraft, "say": postmortem.DoSay} {
		s.say(s.ana, r.Place.Thread, "<@"+s.Credentials().BotUserID+"> "+word+" ben broke it")
		s.settle()
		if diff := cmp.Diff(map[string]string{verb: "PM-1"}, s.buttonsOf(s.ana, r.Place.Thread)); diff != "" {
			t.Errorf("%s: %s", word, diff)
		}
	}
	if n := len(s.meeting.heard()); n != 0 {
		t.Errorf("%d things were done", n)
	}
}

func TestTheButtonsOfTheOpeningWords(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	ref, err := s.client.Post(t.Context(), r.Place, postmortem.DefaultGuide().Render(r, postmortem.SlotScript), "script")
	if err != nil {
		t.Fatal(err)
	}
	press := func(verb string) {
		if err := s.ben.Press(s.channel, ref.TS, workspace.Press{ActionID: verb}); err != nil {
			t.Fatal(err)
		}
		s.settle()
	}
	press(postmortem.DoHello)
	s.whispered(s.ben, r.Place.Thread, "*How this works.*", "/postmortem draft")
	for _, verb := range []string{postmortem.DoSay, postmortem.DoDraft} {
		press(verb)
		if err := s.ben.CloseView(s.form(s.ben).ID); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.meeting.heard()) != 0 || len(s.whispers(s.ana, r.Place.Thread)) != 0 {
		t.Error("others were told, or something was done")
	}
}

// A deployment may call its command otherwise; what is said names that one.
func TestWhatIsSaidInPrivateNamesOurCommand(t *testing.T) {
	l := &Listener{Client: &Client{config: Config{Command: "/incident"}}}
	over := &postmortem.Session{Status: postmortem.Cancelled}
	_, err := l.guide().SayPreview(over, postmortem.Person{ID: "U1"}, "the queue grew", postmortem.Advice{})
	if err == nil || !strings.Contains(err.Error(), "/incident") {
		t.Errorf("a cancelled review says: %v", err)
	}
}
