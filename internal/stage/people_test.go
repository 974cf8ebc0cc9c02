package stage

import (
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/workspace"
)

// pressesPrivately uses a button of the last thing that only somebody was shown.
func (sc *scene) pressesPrivately(role, verb string) {
	sc.t.Helper()
	who := sc.Stage.As(role)
	all := append(who.Ephemerals(sc.at, ""), who.Ephemerals(sc.at, sc.review().Place.Thread)...)
	last := ""
	for _, m := range all {
		for _, b := range buttons(m.Blocks) {
			if b.Verb() == verb && m.TS > last {
				last = m.TS
			}
		}
	}
	if last == "" {
		sc.t.Fatalf("%s was offered no %s", role, verb)
	}
	sc.does(who.Press(sc.at, last, workspace.Press{ActionID: verb}))
}

// slot is how a message of the bot reads now.
func (sc *scene) slot(name string) workspace.Message {
	sc.t.Helper()
	s := sc.review()
	all, err := sc.Stage.As("lead").Messages(sc.at, s.Place.Thread, "", 1000)
	if err != nil {
		sc.t.Fatal(err)
	}
	for _, m := range all {
		if m.TS == s.Posts[name].TS {
			return m
		}
	}
	sc.t.Fatalf("%s does not stand in the thread", name)
	return workspace.Message{}
}

// A line that the bot posts for somebody is theirs from the preview to its end:
// nobody else sees it before, it survives a restart, and only they take it back.
func TestALineIsPostedForSomebody(t *testing.T) {
	sc := enter(t, false)
	sc.starts("Checkout failed")
	sc.heard("lead")
	sc.types("support", "say Orders failed from 14:02 to 14:40 UTC for 4% of customers")
	sc.tells("support", "Nobody has seen it yet", "> Orders failed")
	sc.pressesPrivately("support", postmortem.DoVoice)
	sc.pass(15 * time.Second)

	slot := postmortem.SlotSay(1)
	id := sc.Stage.User("support")
	if text := sc.slot(slot).Text; !strings.Contains(text, "<@"+id+"> adds:\n> Orders failed from 14:02") {
		t.Errorf("in the thread stands %q", text)
	}
	entry := func() (e postmortem.Entry) {
		for _, e := range sc.review().Live(postmortem.Impact) {
			return e
		}
		return e
	}
	if e := entry(); e.Author != id || len(e.Sources) != 1 || e.Sources[0] != sc.review().Posts[slot] {
		t.Errorf("it gave %+v", e)
	}

	sc.leave()
	sc.arrive()
	sc.pass(20 * time.Second)
	if m := sc.review().Messages[sc.review().Posts[slot]]; m.Gone || m.Author != id || entry().ID == "" {
		t.Fatalf("after a restart it is %+v, and gave %+v", m, entry())
	}

	sc.heard("support")
	sc.does(sc.Stage.As("manager").Press(sc.at, sc.slot(slot).TS, workspace.Press{ActionID: postmortem.DoTakeBack}))
	sc.tells("manager", "Only whoever said this")
	sc.does(sc.Stage.As("support").Press(sc.at, sc.slot(slot).TS, workspace.Press{ActionID: postmortem.DoTakeBack}))
	if text := sc.slot(slot).Text; strings.Contains(text, "Orders") || entry().ID != "" {
		t.Errorf("taken back, it reads %q, and gave %+v", text, entry())
	}
	sc.sound()
}

// What somebody tries in private reaches nobody, and a lead who concludes first is
// asked where nobody else sees it.
func TestSeatsAndDrafts(t *testing.T) {
	sc := enter(t, false)
	sc.types("oncall", "draft whoever merged this should be ashamed, it is his fault")
	sc.tells("oncall", "> whoever merged this", "?", "nothing of it is kept")
	sc.starts("Checkout failed")
	sc.heard("lead")
	sc.types("lead", "people")
	sc.heard("lead")
	sc.pressesPrivately("lead", postmortem.DoSeat)
	sc.submits("lead", map[string]any{"leads/value": []string{sc.Stage.User("manager")}, "aim/value": "We hear of it before customers do"})
	if text := sc.slot(postmortem.SlotScript).Text; !strings.Contains(text, "We hear of it before customers do") {
		t.Errorf("the opening words are %q", text)
	}
	sc.heard("lead")
	sc.says("manager", "the checkout failed because the retry limit was never set")
	sc.pass(15 * time.Second)
	sc.tells("manager", "Would you let two of them go first")
	sc.sound()
}

// Five take part, so all can answer three questions; what came of them is shown
// once, days later, and nobody is told who answered.
func TestThePollAfterTheDraft(t *testing.T) {
	cast := load(t, "testdata/checkout.jsonl").Cast
	for _, id := range []string{"dba", "network"} {
		cast.Users = append(cast.Users, rehearsal.User{ID: id, Name: "Some " + id, Role: id, TZ: "Etc/UTC"})
		for i := range cast.Channels {
			cast.Channels[i].Members = append(cast.Channels[i].Members, id)
		}
	}
	sc := enterWith(t, cast, false)
	sc.starts("Checkout failed")
	all := []string{"oncall", "support", "manager", "dba", "network"}
	for _, who := range all {
		sc.says(who, "hello")
	}
	sc.types("lead", "finish")
	sc.pass(20 * time.Second)
	poll := sc.slot(postmortem.SlotPoll)
	for _, who := range all {
		sc.does(sc.Stage.As(who).Press(sc.at, poll.TS, workspace.Press{ActionID: postmortem.DoPoll}))
		sc.submits(who, map[string]any{"poll_spoke/value": "4", "poll_learnt/value": "poll_yes", "poll_again/value": "poll_no"})
		if text := sc.slot(postmortem.SlotPoll).Text; text != poll.Text {
			t.Fatalf("after %s it reads %q", who, text)
		}
	}
	sc.pass(6 * 24 * time.Hour)
	if text := sc.slot(postmortem.SlotPoll).Text; !strings.Contains(text, "What 5 people") || !strings.Contains(text, "4 of 5") {
		t.Errorf("in the end it reads %q", text)
	}
	sc.sound()
}
