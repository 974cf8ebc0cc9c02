package postmortem

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// checked is a draft that its owner can publish.
var checked = []string{
	"10:01 bo: 09:12 the error rate rose to 12%",
	"10:02 mo: 08:20 the first customer wrote to us",
	"10:03 .",
	"10:04 ana /confirmall",
	"10:05 ana /finish",
	"10:06 bo /agree",
	"10:06 mo /agree",
	"10:07 ana /write means We look at the error rate first now.",
	"10:07 ana /write not_done Nothing was left.",
}

// What an examination found of a document that has changed since is kept nowhere: it
// may quote what was taken out.
func TestOutdatedFindingsAreNotKept(t *testing.T) {
	st := talk(t, checked...)
	reads := 0
	st.heard = func(b InputBody) {
		if _, ok := b.(ChecksRead); !ok {
			return
		}
		if reads++; reads == 1 {
			return
		}
		for key := range st.s.Texts {
			if strings.HasPrefix(key, FindingKey("")) {
				t.Errorf("%s is kept", key)
			}
		}
	}
	f := Finding{Check: "Q23", Of: "ab", Waivable: true}
	st.give(Person{}, ChecksRead{Seq: st.s.Publication.Touched - 1, Findings: []Finding{f}, Why: map[string]string{f.ID(): "it says what was taken out"}})
	if reads != 2 || len(st.s.Publication.Findings) > 0 {
		t.Errorf("it was examined %d times, and %v is known", reads, st.s.Publication.Findings)
	}
}

// What changes the document while it is examined has it examined anew.
func TestWhatAnExaminationMisses(t *testing.T) {
	for _, line := range []string{
		"10:08 mo /done AI-1", "10:08 mo /later AI-1 next friday", "10:08 ana /waive Q3 nobody else was there", "10:08 bo /confirm E2", "10:08 mo /drop AI-1 it is not needed",
	} {
		st := talk(t, "10:01 bo: 09:12 the error rate rose to 12%", "10:03 .",
			"10:04 mo /add action add an alert on the error rate by 2026-04-10", "10:04 mo /accept E3", "10:05 ana /finish")
		before := st.s.Seq
		st.play(line)
		if st.s.Publication.Touched <= before {
			t.Errorf("%s is not noticed: %s", line, st.told)
		}
	}
}

// A publication that was held back changes nothing for those who read the version
// before, and another audience can be chosen.
func TestAudienceOfWhatIsPublished(t *testing.T) {
	st := talk(t, checked...)
	st.play("10:08 ana /finds Q18!")
	st.play("10:08 ana /publish customer")
	if p := st.s.Publication; p.Version() != 0 || p.Readers() != "" || !st.s.ReadyToPublish() {
		t.Fatalf("held back, it is version %d for %q: %v", p.Version(), p.Readers(), st.publishable())
	}
	st.play("10:09 ana /finds")
	st.play("10:09 ana /publish team")
	if p := st.s.Publication; p.Version() != 1 || p.Readers() != ForTeam {
		t.Fatalf("it is version %d for %q", p.Version(), p.Readers())
	}
	st.play("10:10 ana /reword E1 09:13 the error rate rose to 13%")
	st.play("10:11 ana /finds Q18!")
	st.play("10:11 ana /publish customer")
	st.play("10:12 bo /uncite E1")
	st.play("10:20 .")
	if all := strings.Join(st.told, "\n"); strings.Contains(all, "customer") || !strings.Contains(all, "version 1 as .md") {
		t.Errorf("what was held back is posted, or nothing is:\n%s", all)
	}
	if p := st.s.Publication; p.Readers() != ForTeam {
		t.Errorf("it is for %q", p.Readers())
	}
}

// An edition for others is no more once something was taken out of it: what was
// corrected beside it has not been examined for them.
func TestAnEditionHoldsNothingUnexamined(t *testing.T) {
	st := talk(t, checked...)
	st.play("10:08 ana /publish customer")
	if st.s.Posts[SlotEdition].TS == "" {
		t.Fatalf("no edition is posted: %s", st.told)
	}
	st.play("10:09 ana /add timeline 09:50 the key k-1234 was used")
	st.play("10:10 bo /uncite E1")
	st.play("10:20 .")
	if all := strings.Join(st.told, "\n"); strings.Contains(all, "for the customer") || st.s.Posts[SlotEdition].TS != "" {
		t.Errorf("the edition stands:\n%s", all)
	}
	st.play("10:21 ana /publish customer")
	if st.s.Posts[SlotEdition].TS == "" {
		t.Errorf("the new version has no edition: %s", st.told)
	}
}

// A reason that says too much is written anew, and what it leaves open stays the same.
func TestReasonWrittenAnew(t *testing.T) {
	st := talk(t, "10:01 bo: 09:12 the error rate rose to 12%", "10:03 .", "10:04 ana /waive C1 the key k-1234 was in it", "10:05 ana /finish",
		"10:06 ana /finds Q31", "10:07 ana /waive Q3 the key k-1234 was in it")
	covered := st.s.Waivers["C1"].Whole
	for _, id := range []string{"C1", "Q3"} {
		st.play("10:08 ana /waive " + id + " nobody kept it")
		if text := st.s.Text(ReasonKey(id)); text != "Nobody kept it." && text != "nobody kept it." {
			t.Errorf("the reason of %s is %q: %s", id, text, st.told)
		}
	}
	if st.s.Waivers["C1"].Whole != covered {
		t.Error("more is left open than before")
	}
	st.play("10:09 ana /waive Q18 nobody kept it")
	if _, waived := st.s.Waivers["Q18"]; waived {
		t.Error("what cannot be left open is")
	}
}

// An action that nobody has accepted is accepted by a button, and not by saving its form; whose it is to accept is named.
func TestWhoIsToAcceptAnActionIsTold(t *testing.T) {
	st := talk(t, "10:01 bo: 09:12 the error rate rose to 12%", "10:03 .",
		"10:04 ana /add action limit the queue by 2026-04-10", "10:04 ana /add action alert on the error rate <@UMO> by 2026-04-10",
		"10:04 ana /add action write a runbook <@UANA>", "10:05 ana /finish")
	acts, _ := st.s.actLacks(st.g.Words)
	var got []string
	for _, a := range acts {
		got = append(got, a.at.Action+": "+a.text)
	}
	want := []string{
		DoAccept + ": AI-1 needs an owner who accepts it.",
		DoEdit + ": AI-2 needs <@UMO> to press “I take it” beside it, under Prevention, or another owner.",
		DoEdit + ": AI-3 needs an owner who accepts it, a date.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
