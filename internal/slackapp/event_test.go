package slackapp

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/workspace"
)

func TestWhatIsSaidInThreadsIsHeard(t *testing.T) {
	s := newStage(t).listen()
	root := s.say(s.ana, "", "the root")
	if all := s.meeting.heard(); len(all) != 0 {
		t.Fatalf("what is said outside threads was heard: %+v", all)
	}
	ts := s.say(s.ana, root, "5 < 6 & the queue grew")
	want := postmortem.Input{
		ID: "msg/" + s.channel + "/" + ts, At: noon,
		By:    postmortem.Person{ID: s.ana.ID(), Name: "Ana", RealName: "Ana Lima", Role: "on-call, payments", Zone: "Europe/Lisbon"},
		Place: postmortem.Place{Team: s.team(), Channel: s.channel, Thread: root},
		Body:  postmortem.Heard{Ref: postmortem.Ref{Channel: s.channel, TS: ts}, Text: "5 &lt; 6 &amp; the queue grew"},
	}
	if diff := cmp.Diff(want, s.only()); diff != "" {
		t.Error(diff)
	}
}

func TestSpeechOfAllKinds(t *testing.T) {
	s := newStage(t).listen()
	root := s.say(s.ana, "", "the root")
	ci := s.AddUser(workspace.User{Name: "ci", RealName: "CI", Bot: true})
	if err := s.ana.Invite(s.channel, ci); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ana.Broadcast(s.channel, root, "also to the channel"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ana.Share(s.channel, root, "graph.png", []byte("x"), "look at this"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ana.Share(s.channel, root, "graph.png", []byte("x"), ""); err != nil { // a file without words
		t.Fatal(err)
	}
	if _, err := s.As(ci).Say(s.channel, root, "deployed 1.2"); err != nil {
		t.Fatal(err)
	}
	if err := s.ana.SetTopic(s.channel, "a topic"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.client.Post(t.Context(), postmortem.Place{Channel: s.channel, Thread: root}, says("ours"), "k"); err != nil {
		t.Fatal(err)
	}
	s.settle()
	var got []string
	for _, in := range s.meeting.heard() {
		got = append(got, fmt.Sprintf("%s %v", in.Body.(postmortem.Heard).Text, in.By.Bot))
	}
	want := []string{"also to the channel false", "look at this false", "deployed 1.2 true"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEditsAndDeletes(t *testing.T) {
	s := newStage(t).listen()
	root := s.say(s.ana, "", "the root")
	ts := s.say(s.ana, root, "first")
	if err := s.ana.Edit(s.channel, ts, "second"); err != nil {
		t.Fatal(err)
	}
	s.settle()
	if err := s.ana.Delete(s.channel, ts); err != nil {
		t.Fatal(err)
	}
	s.settle()
	all := s.meeting.heard()
	if len(all) != 3 {
		t.Fatalf("%+v", all)
	}
	ref := postmortem.Ref{Channel: s.channel, TS: ts}
	if in := all[1]; in.Body != (postmortem.Edited{Ref: ref, Text: "second"}) || in.Place.Thread != root ||
		!strings.HasPrefix(in.ID, "edit/"+s.channel+"/"+ts+"/") || strings.HasSuffix(in.ID, "/") || in.By.ID != s.ana.ID() {
		t.Errorf("edit: %+v", in)
	}
	if in := all[2]; in.Body != (postmortem.Retracted{Ref: ref}) || in.ID != "del/"+s.channel+"/"+ts || in.Place.Thread != root {
		t.Errorf("delete: %+v", in)
	}
}

// Slack says message_changed too when a reply changes the parent's count, and
// when a parent with replies is deleted.
func TestTombstonesAreDeletes(t *testing.T) {
	s := newStage(t).listen()
	root := s.say(s.ana, "", "the root")
	s.say(s.ana, root, "a reply")
	if n := len(s.meeting.heard()); n != 1 {
		t.Fatalf("a reply count was taken for an edit: %d inputs", n)
	}
	if err := s.ana.Delete(s.channel, root); err != nil {
		t.Fatal(err)
	}
	s.settle()
	all := s.meeting.heard()
	if last := all[len(all)-1]; last.Body != (postmortem.Retracted{Ref: postmortem.Ref{Channel: s.channel, TS: root}}) {
		t.Errorf("%+v", last)
	}
}

func TestWhatIsNotWrittenComesAgain(t *testing.T) {
	s := newStage(t).listen()
	root := s.say(s.ana, "", "the root")
	failures := 2
	s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) {
		if failures--; failures >= 0 {
			return postmortem.Answer{}, errDisk
		}
		return postmortem.Answer{}, nil
	})
	if _, err := s.ana.Say(s.channel, root, "keep this"); err != nil {
		t.Fatal(err)
	}
	s.untilHeard(3)
	s.settle()
	all := s.meeting.heard()
	if all[0].ID != all[2].ID || all[0].Body != all[2].Body {
		t.Errorf("a repeat cannot be recognised: %+v and %+v", all[0], all[2])
	}
	if strings.Contains(s.log.String(), "keep this") {
		t.Error("the log holds what was said")
	}
}

func TestAPanicIsAFailureLikeOthers(t *testing.T) {
	s := newStage(t).listen()
	root := s.say(s.ana, "", "the root")
	first := true
	s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) {
		if first {
			first = false
			panic("a bug")
		}
		return postmortem.Answer{}, nil
	})
	if _, err := s.ana.Say(s.channel, root, "x"); err != nil {
		t.Fatal(err)
	}
	s.untilHeard(2)
	if s.l.Health().Failed != 1 {
		t.Error("not counted")
	}
}

func TestReactionsAddToTheReview(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	r.Place.Channel, r.Place.Thread = "C0ELSEWHERE", "1.000001" // held elsewhere, about an incident here
	top := s.say(s.ben, "", "alerts fired & <me>")
	reply := s.say(s.ben, top, "in a thread")
	before := len(s.meeting.heard())
	for _, ts := range []string{top, reply} {
		if err := s.ana.React(s.channel, ts, "pushpin"); err != nil {
			t.Fatal(err)
		}
		if err := s.ana.React(s.channel, ts, "thumbsup"); err != nil {
			t.Fatal(err)
		}
		s.settle()
	}
	all := s.meeting.heard()[before:]
	if len(all) != 2 {
		t.Fatalf("%+v\n%s", all, s.log)
	}
	for i, want := range []struct{ ts, text string }{{top, "alerts fired &amp; &lt;me&gt;"}, {reply, "in a thread"}} {
		in, add := all[i], all[i].Body.(postmortem.Add)
		if !strings.HasPrefix(in.ID, fmt.Sprintf("react/%s/%s/%s/pushpin/", s.channel, want.ts, s.ana.ID())) || in.By.ID != s.ana.ID() || in.Session != "PM-1" {
			t.Errorf("%+v", in)
		}
		if add.Kind != postmortem.Event || add.Text != want.text || add.Author.ID != s.ben.ID() ||
			add.Source != (postmortem.Ref{Channel: s.channel, TS: want.ts}) {
			t.Errorf("%+v", add)
		}
	}
	if err := s.ana.Unreact(s.channel, top, "pushpin"); err != nil {
		t.Fatal(err)
	}
	s.settle()
	want := postmortem.Unreact{Message: postmortem.Ref{Channel: s.channel, TS: top}, With: "pushpin", Kind: postmortem.Event}
	if all := s.meeting.heard()[before+2:]; len(all) != 1 || all[0].Body != want || all[0].By.ID != s.ana.ID() || all[0].Session != "PM-1" {
		t.Errorf("taken back: %+v", all)
	}
}

func TestReactionsElsewhereMeanNothing(t *testing.T) {
	s := newStage(t).listen()
	ts := s.say(s.ana, "", "x")
	if err := s.ana.React(s.channel, ts, "pushpin"); err != nil {
		t.Fatal(err)
	}
	s.settle()
	if all := s.meeting.heard(); len(all) != 0 {
		t.Errorf("%+v", all)
	}
}

func TestReactionsAreAnswered(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	ts := s.say(s.ana, r.Place.Thread, "at 9 the queue grew")
	ref := postmortem.Ref{Channel: s.channel, TS: ts}
	r.Messages[ref] = postmortem.Message{Author: s.ana.ID()}
	r.Texts[ref.Key()] = "at 9 the queue grew"
	s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) {
		return postmortem.Answer{}, postmortem.Refusal{Text: "Guests cannot do that."}
	})
	if err := s.ben.React(s.channel, ts, "pushpin"); err != nil {
		t.Fatal(err)
	}
	s.settle()
	s.whispered(s.ben, r.Place.Thread, "Guests cannot do that.")
	if n := len(s.calls("conversations.replies")); n != 0 {
		t.Errorf("%d reads of what the review has heard already", n)
	}
}

func TestTheBotSaysHelloOnceWhenInvited(t *testing.T) {
	s := newStage(t).listen()
	if err := s.ana.Invite(s.outside, s.Credentials().BotUserID); err != nil {
		t.Fatal(err)
	}
	s.settle()
	raw := fmt.Sprintf(`{"type":"event_callback","team_id":%q,"event":%s}`, s.team(), lastEvent(t, s, "member_joined_channel"))
	if r, err := s.l.event(t.Context(), []byte(raw)); err != nil || r.then != nil {
		t.Error(r, err)
	}
	var texts []string
	all, _ := s.ana.Messages(s.outside, "", "", 0)
	for _, m := range all {
		if m.BotID != "" && m.Subtype == "" {
			texts = append(texts, m.Text)
		}
	}
	if len(texts) != 1 || !strings.Contains(texts[0], "/postmortem start") {
		t.Errorf("%q", texts)
	}
	if _, err := s.ana.Say(s.outside, "", "x"); err != nil {
		t.Fatal(err)
	}
	s.settle()
}

// lastEvent is the inner event of the last delivery of a kind.
func lastEvent(t *testing.T, s *stage, kind string) string {
	t.Helper()
	var found string
	for _, r := range s.Journal() {
		if r.Kind == workspace.Frame && r.Method == "events_api/"+kind {
			var f struct {
				Payload struct{ Event rawJSON } `json:"payload"`
				Event   rawJSON                 `json:"event"`
			}
			decode(t, r.Answer, &f)
			found = string(f.Payload.Event) + string(f.Event)
		}
	}
	return found
}

func TestDirectMessages(t *testing.T) {
	s := newStage(t, func(c *workspace.Config) { c.Rates.Off = true }).listen()
	d, err := s.ana.Direct(s.Credentials().BotUserID)
	if err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]string{
		"help":           "Remedy guides a review",
		"good morning":   "do not know",
		"start a review": "in the channel of the review",
		"next":           "in the channel of the review",
		"list":           "none that you took part in",
		"status":         "No review runs here",
	} {
		if _, err := s.ana.Say(d, "", typed); err != nil {
			t.Fatal(err)
		}
		s.settle()
		all, _ := s.ana.Messages(d, "", "", 1)
		if !strings.Contains(all[0].Text, want) {
			t.Errorf("%q was answered with %q", typed, all[0].Text)
		}
	}
	if all := s.meeting.heard(); len(all) != 0 {
		t.Errorf("%+v", all)
	}
}

func TestHome(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	r.Entries, r.Texts = promised().Entries, promised().Texts
	r.Entries[0].Owner = s.ana.ID()
	for _, c := range []struct {
		p    *workspace.Person
		mine bool
	}{{s.ana, true}, {s.ben, false}} {
		if err := c.p.OpenHome("home"); err != nil {
			t.Fatal(err)
		}
		s.settle()
		home, ok := c.p.Home()
		if !ok || !strings.Contains(string(home.Blocks), "/postmortem start") {
			t.Fatalf("%v %s\n%s", ok, home.Blocks, s.log)
		}
		if strings.Contains(string(home.Blocks), "PM-1") != c.mine {
			t.Errorf("whose reviews are these: %s", home.Blocks)
		}
		if strings.Contains(string(home.Blocks), "Alert on the age of the queue.") != c.mine {
			t.Errorf("whose actions are these: %s", home.Blocks)
		}
	}
}

// A Home tab has room for more than a message: nothing of what is shown at once is left out.
func TestHomeOfABusyPerson(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	r.Texts = promised().Texts
	r.Status, r.Owner, r.Publication.Opened = postmortem.Draft, s.ana.ID(), noon
	for n := range shownAtOnce {
		e := promised().Entries[0]
		e.Owner, e.Number = s.ana.ID(), n
		r.Entries = append(r.Entries, e)
	}
	if err := s.ana.OpenHome("home"); err != nil {
		t.Fatal(err)
	}
	s.settle()
	home, _ := s.ana.Home()
	done := fmt.Sprintf(`"action_id":"%s:%d"`, postmortem.DoComplete, shownAtOnce)
	if got := string(home.Blocks); !strings.Contains(got, done) || strings.Count(got, `"block_id"`) <= maxBlocks || strings.Contains(got, "There is more") {
		t.Errorf("%s\n%s", got, s.log)
	}
}

// The Home tab is no channel: what is pressed there is answered in the conversation
// with the bot, and the tab shows what became of it.
func TestAnActionIsEndedOnTheHomeTab(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	r.Entries, r.Texts = promised().Entries, promised().Texts
	r.Entries[0].Owner = s.ana.ID()
	direct, err := s.client.Direct(t.Context(), s.ana.ID())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ana.OpenHome("home"); err != nil {
		t.Fatal(err)
	}
	s.settle()
	home, _ := s.ana.Home()
	s.meeting.answers(func(in postmortem.Input) (postmortem.Answer, error) {
		r.Entries[0].Action = postmortem.Done
		return postmortem.Answer{Text: "AI-4 is done."}, nil
	})
	if err := s.ana.PressView(home.ID, workspace.Press{ActionID: postmortem.DoComplete}); err != nil {
		t.Fatal(err)
	}
	s.settle()
	if all, err := s.ana.Messages(direct, "", "", 9); err != nil || len(all) != 1 || !strings.Contains(all[0].Text, "AI-4 is done.") {
		t.Errorf("told: %+v, %v\n%s", all, err, s.log)
	}
	if home, _ = s.ana.Home(); strings.Contains(string(home.Blocks), "Alert on the age of the queue.") {
		t.Errorf("it still shows %s", home.Blocks)
	}
}

func TestFramesThatSlackGoCannotParse(t *testing.T) {
	s := newStage(t).listen()
	for _, raw := range []string{
		`{`, `[]`, `null`, `"x"`, `{"type":"event_callback"}`, `{"type":"event_callback","event":7}`,
		`{"type":"event_callback","event":{"type":"message","channel":{"id":"C1"}}}`,
		`{"type":"event_callback","event":{"type":"channel_rename","channel":{"id":"C1"}}}`,
		`{"type":"event_callback","event":{"type":"message","subtype":"message_changed"}}`,
		`{"type":"event_callback","event":{"type":"message","subtype":"message_deleted"}}`,
		`{"type":"event_callback","event":{"type":"reaction_added","reaction":"pushpin","item":{"type":"file"}}}`,
		`{"type":"event_callback","event":{"type":"member_joined_channel"}}`,
		`{"type":"event_callback","event":{"type":"app_home_opened"}}`,
		`{"type":"app_rate_limited"}`,
	} {
		if _, err := s.l.event(t.Context(), []byte(raw)); err != nil {
			t.Errorf("%s would be sent again for ever: %v", raw, err)
		}
	}
	if n := s.l.Health().Unreadable; n != 4 {
		t.Errorf("%d payloads counted as unreadable", n)
	}
	if all := s.meeting.heard(); len(all) != 0 {
		t.Errorf("%+v", all)
	}
}

// Shapes that the workspace does not make, as Slack documents them.
func TestRecordedShapes(t *testing.T) {
	s := newStage(t)
	own := s.Credentials()
	for name, c := range map[string]struct {
		event string
		want  postmortem.InputBody
		id    string
	}{
		"another app's alert, without text": {
			`{"type":"message","subtype":"bot_message","text":"","username":"pager","bot_id":"B0PAGER","channel":"C1","channel_type":"channel",
			  "ts":"1700000000.000200","thread_ts":"1700000000.000100","event_ts":"1700000000.000200","attachments":[{"id":1,"fallback":"[FIRING] queue & lag","color":"ff0000"},{"text":"<https://x.example|runbook>"}]}`,
			postmortem.Heard{Ref: postmortem.Ref{Channel: "C1", TS: "1700000000.000200"}, Text: "[FIRING] queue &amp; lag\n<https://x.example|runbook>"},
			"msg/C1/1700000000.000200",
		},
		"me_message": {
			`{"type":"message","subtype":"me_message","text":"restarts it","user":"U1","channel":"C1","ts":"2.000002","thread_ts":"2.000001"}`,
			postmortem.Heard{Ref: postmortem.Ref{Channel: "C1", TS: "2.000002"}, Text: "restarts it"}, "msg/C1/2.000002",
		},
		"thread_broadcast with its root": {
			`{"type":"message","subtype":"thread_broadcast","text":"all","user":"U1","channel":"C1","ts":"2.000002","thread_ts":"2.000001","root":{"type":"message","text":"r","ts":"2.000001"}}`,
			postmortem.Heard{Ref: postmortem.Ref{Channel: "C1", TS: "2.000002"}, Text: "all"}, "msg/C1/2.000002",
		},
		"edit": {
			`{"type":"message","subtype":"message_changed","hidden":true,"channel":"C1","channel_type":"group","ts":"3.000001","event_ts":"3.000001",
			  "message":{"type":"message","user":"U1","text":"b","ts":"2.000002","thread_ts":"2.000001","edited":{"user":"U1","ts":"3.000000"}},
			  "previous_message":{"type":"message","user":"U1","text":"a","ts":"2.000002","thread_ts":"2.000001"}}`,
			postmortem.Edited{Ref: postmortem.Ref{Channel: "C1", TS: "2.000002"}, Text: "b"}, "edit/C1/2.000002/3.000000",
		},
		"link preview": {
			`{"type":"message","subtype":"message_changed","channel":"C1","ts":"3.000001","event_ts":"3.000001",
			  "message":{"user":"U1","text":"a","ts":"2.000002","thread_ts":"2.000001","attachments":[{"fallback":"preview"}]},
			  "previous_message":{"user":"U1","text":"a","ts":"2.000002","thread_ts":"2.000001"}}`, nil, "",
		},
		"our own update": {
			fmt.Sprintf(`{"type":"message","subtype":"message_changed","channel":"C1","message":{"bot_id":%q,"text":"a","ts":"2.000002"},"previous_message":{"text":"b"}}`, own.BotID), nil, "",
		},
		"our own post": {
			fmt.Sprintf(`{"type":"message","user":%q,"text":"a","channel":"C1","ts":"2.000002","thread_ts":"2.000001"}`, own.BotUserID), nil, "",
		},
		"delete": {
			`{"type":"message","subtype":"message_deleted","channel":"C1","ts":"3.000001","deleted_ts":"2.000002","previous_message":{"user":"U1","text":"a","ts":"2.000002","thread_ts":"2.000001"}}`,
			postmortem.Retracted{Ref: postmortem.Ref{Channel: "C1", TS: "2.000002"}}, "del/C1/2.000002",
		},
		"mention, second telling": {
			fmt.Sprintf(`{"type":"app_mention","user":"U1","text":"<@%s> next","channel":"C1","ts":"2.000002","thread_ts":"2.000001"}`, own.BotUserID), nil, "",
		},
		"join": {`{"type":"message","subtype":"channel_join","user":"U1","text":"has joined","channel":"C1","ts":"2.000002","thread_ts":"2.000001"}`, nil, ""},
		"group message": {
			`{"type":"message","user":"U1","text":"a","channel":"G1","channel_type":"mpim","ts":"2.000002","thread_ts":"2.000001"}`, nil, "",
		},
		"the parent of a thread": {
			`{"type":"message","user":"U1","text":"a","channel":"C1","ts":"2.000001","thread_ts":"2.000001"}`, nil, "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			s.meeting.inputs = nil
			if _, err := s.l.event(t.Context(), fmt.Appendf(nil, `{"type":"event_callback","team_id":"T1","event":%s}`, c.event)); err != nil {
				t.Fatal(err)
			}
			all := s.meeting.heard()
			switch {
			case c.want == nil && len(all) == 0:
			case c.want == nil || len(all) != 1:
				t.Errorf("%+v", all)
			case all[0].Body != c.want || all[0].ID != c.id || all[0].Place.Team != "T1":
				t.Errorf("%+v", all[0])
			}
		})
	}
}

// Events that Slack held back are read from the thread.
func TestRateLimited(t *testing.T) {
	s := newStage(t).listen()
	s.review()
	if _, err := s.l.event(t.Context(), []byte(`{"type":"app_rate_limited","team_id":"`+s.team()+`","minute_rate_limited":1518467820}`)); err != nil {
		t.Fatal(err)
	}
	if in := s.only(); in.Session != "PM-1" || in.Body != (postmortem.Woke{}) {
		t.Errorf("%+v", in)
	}
}
