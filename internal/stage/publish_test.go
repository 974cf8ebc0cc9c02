package stage

import (
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/workspace"
)

// uses presses a button of a message of the bot, and fills in the form it opens, if
// there are values for one.
func (sc *scene) uses(role, slot, verb string, values map[string]any) {
	sc.t.Helper()
	sc.does(sc.Stage.As(role).Press(sc.at, sc.slot(slot).TS, workspace.Press{ActionID: verb}))
	if values != nil {
		sc.submits(role, values)
	}
}

// files are the documents in the thread, by name.
func (sc *scene) files() map[string]string {
	sc.t.Helper()
	all, err := sc.Stage.As("lead").Messages(sc.at, sc.review().Place.Thread, "", 1000)
	if err != nil {
		sc.t.Fatal(err)
	}
	out := map[string]string{}
	for _, m := range all {
		for _, f := range m.Files {
			_, content, err := sc.Stage.As("lead").File(f.ID)
			if err != nil {
				sc.t.Errorf("%s cannot be read: %v", f.Name, err)
			}
			out[f.Name] = string(content)
		}
	}
	return out
}

// canvas is what the review says as a canvas, to somebody.
func (sc *scene) canvas(role string) string {
	one, err := sc.Stage.As(role).Canvas(sc.review().Canvas.ID)
	if err != nil {
		return err.Error()
	}
	return one.Markdown
}

// drafted plays a short review to its draft.
func drafted(t *testing.T) *scene {
	sc := enter(t, false)
	sc.starts("Checkout failed")
	sc.says("oncall", "At 14:02 UTC I restarted the wrong database and 4% of checkouts failed")
	sc.says("support", "customers wrote to us from 14:10 UTC on")
	sc.pass(15 * time.Second)
	sc.types("lead", "add timeline 2026-03-25 14:40 UTC checkouts worked again")
	sc.does(sc.presses("lead", postmortem.Opening, postmortem.DoConfirmAll))
	sc.types("lead", "finish")
	sc.pass(30 * time.Second)
	for _, role := range []string{"lead", "oncall", "support", "manager"} {
		sc.heard(role)
	}
	if s := sc.review(); s.Status != postmortem.Draft || !s.Publication.Examined {
		t.Fatalf("the review is %s", s.Status)
	}
	return sc
}

// From the draft to a corrected second version, with nothing but buttons and forms.
func TestADraftIsPublished(t *testing.T) {
	sc := drafted(t)
	if text := sc.slot(postmortem.SlotCheck).Text; !strings.Contains(text, "Is your view in this draft?") || !strings.Contains(text, "Before it can be published") {
		t.Errorf("the draft asks %q", text)
	}

	// Only its owner writes and publishes; others are told so in private.
	sc.uses("oncall", postmortem.SlotCheck, postmortem.DoWrite, nil)
	sc.tells("oncall", "Only whoever carries this review does that")
	sc.uses("oncall", postmortem.SlotCheck, postmortem.DoAgree, nil)
	sc.tells("oncall", "Your confirmation is counted")
	if s := sc.review(); s.Status != postmortem.Checked {
		t.Errorf("confirmed, it is %s", s.Status)
	}

	// The owner is told what is missing, instead of a form.
	sc.uses("lead", postmortem.SlotCheck, postmortem.DoPublish, nil)
	if got := strings.Join(sc.heard("lead"), "\n"); !strings.Contains(got, "Not ready to publish") || !strings.Contains(got, "what this means to us") {
		t.Errorf("its owner reads %q", got)
	}

	// Words about which something comes to mind are shown once more, then taken as they are.
	blaming := map[string]any{"means/value": "Whoever did that should be ashamed, it is his fault", "not_done/value": "No second region."}
	sc.uses("lead", postmortem.SlotCheck, postmortem.DoWrite, blaming)
	if len(sc.Stage.As("lead").Views()) != 1 || sc.review().Text(postmortem.SectionMeans) != "" {
		t.Fatal("it was saved before anything was asked about it")
	}
	sc.submits("lead", map[string]any{"means/value": "We look at the error rate first now."})
	if s := sc.review(); s.Text(postmortem.SectionMeans) != "We look at the error rate first now." || s.Text(postmortem.SectionNotDone) != "No second region." {
		t.Errorf("saved is %q", s.Text(postmortem.SectionMeans))
	}
	sc.heard("lead")

	// What rests on a message of one's own can be put otherwise, and nobody is told who asked.
	var mine postmortem.Entry
	for _, e := range sc.review().Citing(sc.Stage.User("oncall")) {
		if strings.Contains(sc.review().Text(e.ID), "wrong database") {
			mine = e
			sc.uses("oncall", postmortem.SlotCheck, postmortem.DoDoubt, map[string]any{"own/value": e.ID, "own_words/value": "The primary database was restarted."})
			sc.tells("oncall", "nobody is told who asked")
		}
	}
	if mine.ID == "" {
		t.Fatal("no entry rests on what the person on call said")
	}
	sc.pass(3 * time.Minute)
	for name, content := range sc.files() {
		if strings.Contains(content, "wrong database") {
			t.Errorf("%s still says it", name)
		}
	}

	// A remark goes to the owner alone, without a name.
	sc.uses("support", postmortem.SlotCheck, postmortem.DoDoubt, map[string]any{"remark/value": "the second hour is missing"})
	sc.tells("support", "without your name")
	channel, err := sc.Stage.As("lead").Direct(sc.Stage.Workspace.Credentials().BotUserID)
	if err != nil {
		t.Fatal(err)
	}
	told, err := sc.Stage.As("lead").Messages(channel, "", "", 10)
	if err != nil || len(told) != 1 || !strings.Contains(told[0].Text, "the second hour is missing") || strings.Contains(told[0].Text, sc.Stage.User("support")) {
		t.Fatalf("the owner reads %+v, %v", told, err)
	}
	sc.does(sc.Stage.As("lead").Press(channel, told[0].TS, workspace.Press{ActionID: postmortem.DoSettled}))

	// What is left of the checks stays open, for a reason, and the rest of the day passes.
	sc.waives("what is not known stays open in a rehearsal")
	sc.pass(4 * 24 * time.Hour)
	sc.heard("lead")
	sc.uses("oncall", postmortem.SlotCheck, postmortem.DoAgree, nil)
	sc.heard("oncall")
	sc.uses("lead", postmortem.SlotCheck, postmortem.DoPublish, map[string]any{"audience/value": "company"})
	sc.pass(30 * time.Second)
	s := sc.review()
	if s.Status != postmortem.Published {
		t.Fatalf("it is %s; its owner reads %q", s.Status, sc.heard("lead"))
	}
	if text := sc.slot(postmortem.SlotPublished(1)).Text; !strings.Contains(text, "the review is published") {
		t.Errorf("the thread says %q", text)
	}
	md := sc.files()["PM-1-review-v1.md"]
	if !strings.Contains(md, "**Status:** published") || !strings.Contains(md, "**Published:** ") || !strings.Contains(md, "No second region.") || !strings.Contains(md, "stays open in a rehearsal") {
		t.Errorf("the published document is\n%s", md)
	}
	if files := sc.files(); len(files) != 3 || files["PM-1-review-v1-company.html"] == "" {
		t.Errorf("in the thread stand %d files", len(files))
	}

	// Those of the channel read it as a canvas, too.
	if text := sc.slot(postmortem.SlotCanvas(1)).Text; !strings.Contains(text, "/docs/") || !strings.Contains(text, s.Canvas.ID) {
		t.Errorf("to the canvas leads %q", text)
	}
	if got := sc.canvas("manager"); !strings.Contains(got, "No second region.") || strings.Contains(got, "wrong database") {
		t.Errorf("the canvas is\n%s", got)
	}

	// A correction is a new version, and says what is different.
	var wrong postmortem.Entry
	for _, e := range s.Live(postmortem.Event) {
		if strings.Contains(s.Text(e.ID), "worked again") {
			wrong = e
		}
	}
	sc.uses("lead", postmortem.SlotCheck, postmortem.DoCorrect, map[string]any{"entry/value": wrong.ID})
	sc.submits("lead", map[string]any{"text/value": "2026-03-25 14:45 UTC checkouts worked again"})
	sc.pass(time.Minute)
	if len(sc.files()) != 3 || sc.files()["PM-1-review-v1.md"] == "" {
		t.Error("what is not published stands in the thread as a file")
	}
	sc.uses("lead", postmortem.SlotCheck, postmortem.DoPublish, map[string]any{"audience/value": "company"})
	sc.pass(30 * time.Second)
	if s := sc.review(); s.Status != postmortem.Corrected || s.Publication.Version() != 2 {
		t.Fatalf("it is %s, version %d", s.Status, s.Publication.Version())
	}
	if text := sc.slot(postmortem.SlotPublished(2)).Text; !strings.Contains(text, "14:40 UTC") || !strings.Contains(text, "14:45 UTC") {
		t.Errorf("of the second version the thread says %q", text)
	}
	if md := sc.files()["PM-1-review-v2.md"]; !strings.Contains(md, "What changed in version 2") {
		t.Errorf("the second version is\n%s", md)
	}
	if got := sc.canvas("manager"); !strings.Contains(got, "What changed in version 2") || !strings.Contains(got, "14:10") {
		t.Errorf("the canvas of the second version is\n%s", got)
	}

	// A message that is deleted takes its words out of the files, and out of the canvas.
	said := sc.review().Citing(sc.Stage.User("support"))
	sc.does(sc.Stage.As("support").Delete(said[0].Sources[0].Channel, said[0].Sources[0].TS))
	sc.pass(3 * time.Minute)
	for name, content := range map[string]string{"file": sc.files()["PM-1-review-v2.md"], "canvas": sc.canvas("manager")} {
		if !strings.Contains(content, "No second region.") || strings.Contains(content, "14:10") {
			t.Errorf("the %s says what was deleted:\n%s", name, content)
		}
	}

	// So does a title that said too much.
	sc.types("lead", "title Payments failed")
	sc.tells("lead", "PM-1 is called *Payments failed* now.")
	sc.pass(3 * time.Minute)
	for name, content := range map[string]string{"file": sc.files()["PM-1-review-v2.md"], "canvas": sc.canvas("manager"),
		"thread": "# " + strings.TrimPrefix(sc.slot(postmortem.SlotRoot).Text, "*Review: ") + sc.slot(postmortem.SlotPublished(2)).Text} {
		if !strings.HasPrefix(content, "# Payments failed") || strings.Contains(content, "Checkout failed") {
			t.Errorf("under another title the %s is\n%s", name, content)
		}
	}
	sc.sound()
}

// waives leaves open what the checks found and may be left so, and calls what they
// found about wording a false alarm.
func (sc *scene) waives(reason string) {
	sc.t.Helper()
	sc.types("lead", "publish")
	sc.pressesPrivately("lead", postmortem.DoWaiveCheck)
	ticked := map[string]any{"reason/value": reason}
	for i, id := range sc.review().WaivableChecks() {
		block := "left_open/value"
		if i >= 10 {
			block = "left_open_" + string(rune('1'+i/10)) + "/value"
		}
		list, _ := ticked[block].([]string)
		ticked[block] = append(list, id)
	}
	sc.submits("lead", ticked)
}
