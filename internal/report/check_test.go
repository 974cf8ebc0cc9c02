package report

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rubric"
)

// result is what a check says of a session.
func result(t *testing.T, s *postmortem.Session, id string) rubric.Verdict {
	t.Helper()
	r := build(s, options(), plainReading)
	i := slices.IndexFunc(r.Checks, func(c rubric.Verdict) bool { return c.ID == id })
	if i < 0 {
		t.Fatalf("%s is not computed", id)
	}
	return r.Checks[i]
}

// clean is the search review with nothing left to find in its entries.
func clean() *postmortem.Session {
	s := search()
	for _, e := range s.Entries {
		if len(e.Sources) > 0 {
			s.Texts[e.Sources[0].Key()] += " " + s.Texts[e.ID]
		}
	}
	return s
}

func TestChecks(t *testing.T) {
	say := func(id, text string) func(*postmortem.Session) {
		return func(s *postmortem.Session) { s.Texts[id] = text; s.Texts[s.Entries[0].Sources[0].Key()] += text }
	}
	each := func(change func(*entry)) func(*postmortem.Session) {
		return func(s *postmortem.Session) {
			for i := range s.Entries {
				change(&s.Entries[i])
			}
		}
	}
	action := func(change func(*entry)) func(*postmortem.Session) {
		return each(func(e *entry) {
			if e.Kind == postmortem.Action {
				change(e)
			}
		})
	}
	tests := []struct {
		id     string
		want   rubric.Result
		why    string
		change func(*postmortem.Session)
	}{
		{"Q1", rubric.Met, "12 sections", nil},
		{"Q2", rubric.Met, "one owner", nil},
		{"Q2", rubric.Open, "a severity", func(s *postmortem.Session) { s.Severity = "" }},
		{"Q4", rubric.Met, "used", nil},
		{"Q6", rubric.Open, "beyond the team", nil},
		{"Q6", rubric.Met, "company", func(s *postmortem.Session) { s.Publication.Audience = postmortem.ForCompany }},
		{"Q8", rubric.Met, "sentences", nil},
		{"Q14", rubric.Open, "for a hand", each(func(e *entry) { e.State = postmortem.Proposed })},
		{"Q14", rubric.Met, "", each(func(e *entry) { e.State = postmortem.Confirmed })},
		{"Q15", rubric.Met, "none of them", nil},
		{"Q20", rubric.Open, "one person", func(s *postmortem.Session) {
			for r, m := range s.Messages {
				m.Author = "U2"
				s.Messages[r] = m
			}
		}},
		{"Q27", rubric.Open, "Some customers", say("E1", "Some customers could not search")},
		{"Q27", rubric.Met, "", nil},
		{"Q28", rubric.Met, "", nil},
		{"Q28", rubric.Open, "Opening", say("E1", "Searches failed")},
		{"Q45", rubric.Open, "hindered", each(func(e *entry) {
			if e.Kind == postmortem.RemedyItem {
				e.Item = "hindered"
			}
		})},
		{"Q49", rubric.Open, "when it is done", nil},
		{"Q50", rubric.Open, "care or attention", action(func(e *entry) { e.Strength = 0 })},
		{"Q53", rubric.Open, "prevents", action(func(e *entry) { e.Type = "detect" })},
		{"Q10", rubric.Met, "", nil},
		{"Q12", rubric.Met, "each with a source", nil},
		{"Q12", rubric.Open, "no source", each(func(e *entry) { e.Sources = nil })},
		{"Q13", rubric.Met, "compared", nil},
		{"Q13", rubric.Open, `"47%"`, func(s *postmortem.Session) { s.Texts["E1"] = "Between 09:12 and 10:04, 47% of searches failed" }},
		{"Q13", rubric.Open, "nothing could be compared", func(s *postmortem.Session) {
			for r := range s.Messages {
				delete(s.Texts, r.Key())
			}
		}},
		{"Q16", rubric.Met, "", nil},
		{"Q16", rubric.Open, "could be looked for", func(s *postmortem.Session) { s.People = nil }},
		{"Q21", rubric.Met, "", nil},
		{"Q21", rubric.Open, "should have", say("E1", "The alert should have fired")},
		{"Q21", rubric.Met, "", say("E1", "The page said `should have` and \"would have\"")},
		{"Q22", rubric.Open, "human error", say("E1", "It was Human Error")},
		{"Q22", rubric.Met, "", say("E1", "The process ended with a segmentation fault")},
		{"Q22", rubric.Met, "", say("E1", "Git blame says that the line is old")},
		{"Q23", rubric.Open, "simply", say("E1", "We simply restarted it")},
		{"Q23", rubric.Open, "exclamation", say("E1", "It stopped!")},
		{"Q23", rubric.Met, "", say("E1", "The status was != 200 and the volume was read only")},
		{"Q24", rubric.Met, "", nil},
		{"Q24", rubric.Open, "why didn't", say("E1", "Why didn't the operator stop it?")},
		{"Q30", rubric.Met, "2 marked", nil},
		{"Q30", rubric.Open, "CET", say("E4", "A full reindex was started at 10:05 CET")},
		{"Q32", rubric.Met, "in order", nil},
		{"Q32", rubric.Open, "nothing is told between", func(s *postmortem.Session) { s.Entries[3].At = s.Entries[3].At.AddDate(-1, 0, 0) }},
		{"Q33", rubric.Met, "before", nil},
		{"Q33", rubric.Open, "starts at", func(s *postmortem.Session) { s.Entries[3].At = at("09:15") }},
		{"Q33", rubric.Open, "signal", func(s *postmortem.Session) { s.Entries[3].Event = "signal" }},
		{"Q33", rubric.Open, "not known", func(s *postmortem.Session) {
			s.Began, s.Entries[0].At = time.Time{}, time.Time{}
		}},
		{"Q47", rubric.Open, "AI-1 lacks the cause", nil},
		{"Q47", rubric.Met, "4 open actions", func(s *postmortem.Session) {
			action(func(e *entry) {
				e.Action, e.Due, e.HasDone = postmortem.Owned, at("09:00").AddDate(0, 1, 0), true
				e.Addresses = []string{s.Live(postmortem.Cause)[0].ID}
				s.Texts[e.DoneKey()] = "a test has shown it"
			})(s)
		}},
		{"Q47", rubric.Open, "lies ahead", action(func(e *entry) { e.Due = at("09:00").AddDate(0, -1, 0) })},
		{"Q47", rubric.Open, "no open action", action(func(e *entry) { e.Action = postmortem.Dropped })},
		{"Q48", rubric.Met, "none found", nil},
		{"Q48", rubric.Open, "somehow", say("E19", "Somehow handle it, somehow")},
		{"Q5", rubric.Open, "a severity", func(s *postmortem.Session) { s.Severity = "" }},
		{"Q9", rubric.Met, "", nil},
		{"Q9", rubric.Open, "QFX", func(s *postmortem.Session) {
			say("E1", "The QFX was slow")(s)
			say("E4", "The QFX was restarted at 09:05")(s)
		}},
		{"Q9", rubric.Met, "", func(s *postmortem.Session) {
			say("E1", "The queue for exports (QFX) was slow")(s)
			say("E4", "The QFX was restarted at 09:05")(s)
		}},
		{"Q25", rubric.Met, "statement", say("E1", "Searches failed")},
		{"Q25", rubric.Open, "what made it possible", say("E1", "An engineer deleted the index")},
		{"Q26", rubric.Open, "say what was degraded", say("E1", "It was an outage of the search")},
		{"Q44", rubric.Open, "one person", func(s *postmortem.Session) {
			for _, e := range s.Live(postmortem.RemedyItem) {
				s.Texts[e.ID] = "The search engineer single-handedly stopped it"
			}
		}},
		{"Q44", rubric.Met, "nobody", nil},
		{"Q56", rubric.Met, "3 open", nil},
		{"Q58", rubric.Met, "", nil},
		{"Q58", rubric.Met, "", func(s *postmortem.Session) { // less is missing than when it was passed over
			g := s.Missing(options().Words, postmortem.Phases()...)[0]
			g.What = "More of it than now"
			s.Gaps = append(s.Gaps, g)
		}},
		{"Q59", rubric.Open, "wait for the owner", nil},
	}
	for _, tt := range tests {
		s := clean()
		if tt.change != nil {
			tt.change(s)
		}
		if got := result(t, s, tt.id); got.Result != tt.want || !strings.Contains(got.Why, tt.why) {
			t.Errorf("%s is %s (%s), want %s (%s)", tt.id, got.Result, got.Why, tt.want, tt.why)
		}
	}
}

func TestPastedChatIsFound(t *testing.T) {
	var list []told
	for range 4 {
		text := "we saw the queue grow and grow until nothing moved in shard " + string(rune('a'+len(list)))
		list = append(list, told{by: "U2", text: text, words: text, entry: entry{Kind: postmortem.Learning}})
	}
	if c := result(t, meeting(list), "Q10"); c.Result != rubric.Open {
		t.Errorf("four whole messages in a row are %s: %s", c.Result, c.Why)
	}
	if c := result(t, meeting(list[:3]), "Q10"); c.Result != rubric.Met {
		t.Errorf("three whole messages are %s: %s", c.Result, c.Why)
	}
}

// Whatever is open says where it is put right, and nothing else does.
func TestOpenSaysWhere(t *testing.T) {
	for name, s := range map[string]*postmortem.Session{"search": clean(), "nothing said": meeting(nil)} {
		r := build(s, options(), plainReading)
		open := 0
		for _, c := range r.Checks {
			if c.Result == rubric.Open {
				open++
			}
			if (c.Result == rubric.Open) != (c.Where != "") {
				t.Errorf("%s: %s is %s and put right %q", name, c.ID, c.Result, c.Where)
			}
		}
		if open == 0 {
			t.Errorf("%s: nothing is open", name)
		}
	}
	if c := result(t, clean(), "Q59"); !strings.Contains(c.Where, "Write two sections") {
		t.Errorf("the owner's sections are put right %q", c.Where)
	}
	if c := result(t, meeting(nil), "Q36"); !strings.Contains(c.Where, "Root cause") {
		t.Errorf("missing causes are put right %q", c.Where)
	}
}
