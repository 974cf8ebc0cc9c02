package report

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rubric"
)

// corrected is the review of the search outage, published three times.
func corrected() *postmortem.Session {
	s := search()
	s.Status = postmortem.Corrected
	s.Texts[postmortem.SectionMeans] = "We look at the volume first.\n\nTariq wrote it down for all of us."
	s.Texts[postmortem.SectionNotDone] = "No larger volumes: they fill as well."
	s.Publication = postmortem.Publication{
		Wrote:    map[string]string{postmortem.SectionMeans: "U1", postmortem.SectionNotDone: "U1"},
		Versions: []time.Time{at("17:00"), at("18:00"), at("19:00")},
		Amended: []postmortem.Amendment{
			{Entry: "E8", How: postmortem.HowReworded, At: at("16:30"), Version: 1},
			{Entry: "E4", How: postmortem.HowReworded, At: at("17:30"), Version: 2},
			{Entry: "E12", How: postmortem.HowTakenOut, At: at("18:30"), Version: 3},
			{Entry: "E13", How: postmortem.HowExposed, At: at("18:30"), Version: 3},
		},
	}
	s.Texts[postmortem.BeforeKey(2, "E4")] = "2025-05-14 09:03 UTC A full reindex was started by Will"
	for i := range s.Entries {
		if s.Entries[i].ID == "E12" {
			s.Entries[i].State = postmortem.Withdrawn
			delete(s.Texts, "E12")
		}
	}
	return s
}

// A published review says so, marks what was corrected, and lists what each version
// changed; nobody is named, and what was taken out is not repeated.
func TestVersions(t *testing.T) {
	r := build(corrected(), options(), plainReading)
	md := string(r.Markdown())
	for _, want := range []string{
		"- **Status:** corrected", "- **Published:** 2025-05-14; version 3 on 2025-05-14",
		"We look at the volume first.", "On-call engineer, search wrote it down", "No larger volumes",
		"*corrected after the draft, 2025-05-14*",
		"### What changed in version 2, 2025-05-14", "09:03 UTC A full reindex was started by Data engineer (1)” now reads “2025-05-14 09:05 UTC A full reindex was started",
		"### What changed in version 3, 2025-05-14", "Root cause: taken out.", "Root cause: put in other words: “The volume had 38% free space”",
	} {
		if !strings.Contains(md, want) {
			t.Errorf("the document does not say %q", want)
		}
	}
	if strings.Contains(md, "in version 1") || strings.Contains(md, "second copy of the index") {
		t.Error("the document repeats what it must not")
	}
	if page := string(r.HTML()); !strings.Contains(page, "corrected after the draft, 2025-05-14") || !strings.Contains(page, "What changed in version 2") {
		t.Error("the page does not say what was corrected")
	}
	for _, id := range []string{"Q3", "Q16", "Q59"} {
		if v := ruled(r, id); v.Result != rubric.Met {
			t.Errorf("%s is %s: %s", id, v.Result, v.Why)
		}
	}
}

// What is corrected after it was published waits for its owner, and the document says so.
func TestPendingCorrections(t *testing.T) {
	s := corrected()
	if md := string(build(s, options(), plainReading).Markdown()); strings.Contains(md, "not published yet") {
		t.Error("something waits, and nothing was corrected")
	}
	s.Publication.Amended = append(s.Publication.Amended, postmortem.Amendment{Entry: "E4", How: postmortem.HowReworded, At: at("20:00"), Version: 4})
	if md := string(build(s, options(), plainReading).Markdown()); !strings.Contains(md, "corrected since version 3, and is not published yet") {
		t.Error("what waits to be published is not told")
	}
}

// A check that was waived stands among the gaps with its reason, unless it is one that
// nobody can waive; a false alarm is passed over as long as the sentence stands.
func TestWaiversAndFalseAlarms(t *testing.T) {
	s := search()
	s.Texts["E2"] = "Browsing was unfortunately fine"
	r := build(s, options(), plainReading)
	judging := ruled(r, "Q23")
	if judging.Result != rubric.Open || judging.Of == "" {
		t.Fatalf("Q23 is %+v", judging)
	}
	s.Publication.Dismissed = map[string]bool{"Q23/" + judging.Of: true}
	s.Waivers = map[string]postmortem.Waiver{"Q3": {By: "U1", Whole: true}, "Q16": {By: "U1", Whole: true}}
	s.Texts[postmortem.ReasonKey("Q3")] = "nobody else is left"
	s.Texts["E8"] = "Will Stone pressed it"
	r = build(s, options(), plainReading)
	if v := ruled(r, "Q23"); v.Result != rubric.Met || !strings.Contains(v.Why, "1 finding was a false alarm") {
		t.Errorf("Q23 is %+v", v)
	}
	if v := ruled(r, "Q3"); v.Result != rubric.Waived || !strings.Contains(v.Why, "nobody else is left") {
		t.Errorf("Q3 is %+v", v)
	}
	if v := ruled(r, "Q58"); v.Result != rubric.Met {
		t.Errorf("Q58 is %+v", v)
	}
	if !slices.ContainsFunc(r.Gaps, func(g Gap) bool { return strings.Contains(g.Text, "Left open, since: nobody else is left.") }) {
		t.Errorf("the waiver is not among the gaps: %v", r.Gaps)
	}
	s.Texts["E2"] = "Browsing was unfortunately good"
	if v := ruled(build(s, options(), plainReading), "Q23"); v.Result != rubric.Open {
		t.Errorf("a false alarm holds for another sentence: %+v", v)
	}
}

// What a person wrote and confirmed by their own hand is a source of what it says: a
// correction can be published though no message said it before. What the bot put
// forward is none.
func TestWordsByHandAreASource(t *testing.T) {
	s := search()
	s.Entries = append(s.Entries, postmortem.Entry{ID: "E90", Kind: postmortem.Impact, State: postmortem.Confirmed, By: "U1", Hand: "U1", Author: "U1"})
	s.Texts["E90"] = "12 shops wrote to support on 15 May"
	for i := range s.Entries {
		if s.Entries[i].ID == "E1" {
			s.Entries[i].Hand = "U4"
		}
	}
	s.Texts["E1"] = "Between 09:12 and 10:04, 33% of catalogue searches returned an error."
	r := build(s, options(), plainReading)
	if v := ruled(r, "Q12"); v.Result != rubric.Met {
		t.Errorf("Q12 is %s: %s", v.Result, v.Why)
	}
	if v := ruled(r, "Q13"); strings.Contains(v.Why, "33%") || strings.Contains(v.Why, "12 shops") {
		t.Errorf("Q13 is %s: %s", v.Result, v.Why)
	}
	if md := string(r.Markdown()); !strings.Contains(md, "12 shops wrote to support on 15 May. *added by hand: Review lead*") {
		t.Error("the document does not say where it comes from")
	}
	for i := range s.Entries {
		s.Entries[i].Hand = ""
	}
	r = build(s, options(), plainReading)
	if q12, q13 := ruled(r, "Q12"), ruled(r, "Q13"); q12.Result != rubric.Open || !strings.Contains(q13.Why, "33%") {
		t.Errorf("without a hand, %+v, %+v", q12, q13)
	}
}

func TestWhatHasBeenEstablishedIsNoGap(t *testing.T) {
	s := search()
	missing := s.Missing(options().Words, postmortem.Remedy)
	if len(missing) == 0 {
		t.Fatal("nothing is missing there")
	}
	for _, g := range []postmortem.Gap{{Phase: postmortem.RootCause, What: "A confirmation of 4 factors", ID: "C10"}, missing[0]} {
		s.Gaps = []postmortem.Gap{g}
		listed := slices.ContainsFunc(Build(s, options()).Gaps, func(x Gap) bool { return strings.Contains(x.Text, g.What) })
		if open := g.ID != "C10"; listed != open {
			t.Errorf("%q is open: %v, and listed: %v", g.What, open, listed)
		}
	}
}
