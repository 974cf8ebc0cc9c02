package report

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rubric"
)

// rows are the texts of the timeline that the entries make.
func rows(list ...told) []string {
	var out []string
	for _, m := range build(meeting(list), options(), plainReading).Timeline {
		out = append(out, m.Text)
	}
	return out
}

func happened(clock, event, text string) told {
	return told{by: "U2", clock: clock, text: text, words: text, entry: entry{Kind: postmortem.Event, Event: event}}
}

func TestTheSameEventIsOneRow(t *testing.T) {
	tests := []struct {
		name string
		list []told
		want []string
	}{
		{"told from history and in the review",
			[]told{happened("09:20", "signal", "Alert: disk of index-3 at 85%"), happened("09:20", "signal", "The disk alert came for index-3, at 85%")},
			[]string{"Alert: disk of index-3 at 85%"}},
		{"another minute",
			[]told{happened("09:20", "signal", "The disk alert came"), happened("09:21", "signal", "The disk alert came")},
			[]string{"The disk alert came", "The disk alert came"}},
		{"another figure",
			[]told{happened("09:20", "signal", "The disk of the index was at 85%"), happened("09:20", "signal", "The disk of the index was at 90%")},
			[]string{"The disk of the index was at 85%", "The disk of the index was at 90%"}},
		{"one person, two things",
			[]told{happened("09:20", "signal", "On-call engineer, search saw the alert"), happened("09:20", "signal", "On-call engineer, search opened the graph")},
			[]string{"On-call engineer, search saw the alert", "On-call engineer, search opened the graph"}},
		{"the longer tells all of the shorter",
			[]told{happened("10:00", "action", "The job was stopped by hand"), happened("10:00", "action", "The job stopped")},
			[]string{"The job was stopped by hand"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, rows(tt.list...)); diff != "" {
			t.Errorf("%s:\n%s", tt.name, diff)
		}
	}
}

func TestJoinedRowShowsWhatPeopleConfirmed(t *testing.T) {
	list := []told{happened("09:20", "signal", "disk alert for index-3"), happened("09:20", "signal", "The disk alert for index-3 came")}
	list[0].entry.State = postmortem.Proposed
	m := build(meeting(list), options(), plainReading).Timeline
	if len(m) != 1 || m[0].State != confirmed || m[0].Text != list[1].words || len(m[0].Cites) != 2 {
		t.Errorf("the row is %+v", m)
	}
}

func TestTimelineOrder(t *testing.T) {
	list := []told{happened("", "action", "Somebody looked"), happened("10:00", "action", "Stopped"), happened("09:00", "action", "Started")}
	if diff := cmp.Diff([]string{"Started", "Stopped", "Somebody looked"}, rows(list...)); diff != "" {
		t.Error(diff)
	}
}

func TestImpactIsMarkedBetweenRows(t *testing.T) {
	r := build(meeting([]told{happened("09:00", "change", "Before"), happened("09:12", "impact", "At the begin"),
		happened("10:04", "recovery", "At the end"), happened("11:00", "action", "After")}), options(), plainReading)
	var got []string
	for _, x := range r.page(false).Parts[2].Rows {
		got = append(got, x.Day+"|"+x.Clock+"|"+x.Mark+x.Text)
	}
	want := []string{"2025-05-14|09:00|Before", "|09:12|Impact begins", "|09:12|At the begin", "|10:04|At the end", "|10:04|Impact ends", "|11:00|After"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestBothAccountsAreShown(t *testing.T) {
	r := build(search(), options(), plainReading)
	if len(r.Disagreements) != 1 || len(r.Disagreements[0].Accounts) != 2 {
		t.Fatalf("disagreements are %+v", r.Disagreements)
	}
	var marked []string
	for _, m := range r.Timeline {
		if d := m.differs(); d != "" {
			marked = append(marked, d)
		}
	}
	if diff := cmp.Diff([]string{"accounts differ, also told for 09:51", "accounts differ, also told for about 09:46"}, marked); diff != "" {
		t.Error(diff)
	}
	same := reading{conflicts: func(list []evidence.Account) []evidence.Conflict {
		return []evidence.Conflict{{About: "x", Accounts: []string{list[0].ID, "E999"}}, {About: "y", Accounts: []string{list[0].ID, list[0].ID}}}
	}, weak: plainReading.weak}
	if d := build(search(), options(), same).Disagreements; len(d) != 0 {
		t.Errorf("one account disagrees with itself: %+v", d)
	}
}

func TestWhatIsToldApartDoesNotDiffer(t *testing.T) {
	s := search()
	var ids []string
	seen := reading{conflicts: func(list []evidence.Account) []evidence.Conflict {
		c := plainReading.conflicts(list)
		ids = c[0].Accounts
		return c
	}, weak: plainReading.weak}
	build(s, options(), seen)
	apart := postmortem.ToldApart{Entries: ids}
	for _, id := range ids {
		e, _ := s.Entry(id)
		apart.Times = append(apart.Times, e.At)
	}
	s.Apart = append(s.Apart, apart)
	if d := build(s, options(), plainReading).Disagreements; len(d) != 0 {
		t.Errorf("two things are told as one: %+v", d)
	}
	s.Apart[0].Times[0] = s.Apart[0].Times[0].Add(-time.Minute)
	if d := build(s, options(), plainReading).Disagreements; len(d) != 1 {
		t.Errorf("what was told apart has another time since: %+v", d)
	}
}

// TestRealReading runs the review with those who understand texts.
func TestRealReading(t *testing.T) {
	r := Build(search(), options())
	if i := slices.IndexFunc(r.Checks, func(c rubric.Verdict) bool { return c.ID == "Q48" }); i < 0 {
		t.Error("actions are not looked at")
	}
	if len(r.Timeline) != 7 {
		t.Errorf("%d rows, want 7", len(r.Timeline))
	}
}

func TestSpan(t *testing.T) {
	a, b := at("09:12"), at("10:04")
	for want, got := range map[string]string{
		"":                              span(time.Time{}, time.Time{}),
		"from 2025-05-14 09:12 UTC":     span(a, time.Time{}),
		"until 2025-05-14 10:04 UTC":    span(time.Time{}, b),
		"2025-05-14 09:12 to 10:04 UTC": span(a, b),
		"2025-05-14 09:12 UTC to 2025-05-15 10:04 UTC": span(a, b.AddDate(0, 0, 1)),
	} {
		if got != want {
			t.Errorf("span is %q, want %q", got, want)
		}
	}
}
