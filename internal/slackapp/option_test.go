package slackapp

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
)

// What does not fit into an option goes on below it, and nothing is cut in a word.
func TestOptions(t *testing.T) {
	const long = "The backup contact proposed to grow the disk first, and the account on call had no rights to change the instance"
	cases := []struct {
		name  string
		texts []string
		want  [][2]string
	}{
		{"short", []string{"The queue stopped."}, [][2]string{{"The queue stopped."}}},
		{"no text", []string{" "}, [][2]string{{"E1"}}},
		{"75 characters", []string{long[:75]}, [][2]string{{long[:75]}}},
		{"more", []string{long + "."}, [][2]string{{"The backup contact proposed to grow the disk first, and the account on…",
			"call had no rights to change the instance."}}},
		{"one word", []string{strings.Repeat("ä", 100)}, [][2]string{{strings.Repeat("ä", 74) + "…", strings.Repeat("ä", 26)}}},
		{"marks and lines", []string{"`df` said:\n100% full"}, [][2]string{{"df said: 100% full"}}},
		{"alike for long", []string{long + ", so nobody could do anything about it until the admin of the database woke up.",
			long + ", so nobody could do anything about it until the admin of the network woke up."},
			[][2]string{
				{"The backup contact proposed to grow the disk first, and the account on…", "…nobody could do anything about it until the admin of the database woke up."},
				{"The backup contact proposed to grow the disk first, and the account on…", "…nobody could do anything about it until the admin of the network woke up."}}},
		{"the same", []string{"The queue stopped.", "It was slow.", "The queue stopped.", "The queue stopped."},
			[][2]string{{"The queue stopped."}, {"It was slow."}, {"The queue stopped. (2)"}, {"The queue stopped. (3)"}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var pairs [][2]string
			for i, text := range c.texts {
				pairs = append(pairs, [2]string{"E" + string(rune('1'+i)), text})
			}
			if diff := cmp.Diff(c.want, read(t, optionsOf(pairs...))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// read is what can be read of options, none longer than Slack allows.
func read(t *testing.T, options []*slack.OptionBlockObject) [][2]string {
	t.Helper()
	var out [][2]string
	for _, o := range options {
		shown := shownOf(o)
		for _, part := range shown {
			if n := utf8.RuneCountInString(part); n > maxOption {
				t.Errorf("%q has %d characters", part, n)
			}
		}
		out = append(out, shown)
	}
	return out
}

// A list says first when it was, as its reader's clock shows it and in one way, or which action it is.
func TestEntriesInLists(t *testing.T) {
	at := time.Date(2019, 10, 21, 1, 38, 0, 0, time.UTC)
	all := map[string]postmortem.Entry{
		"alert":  {ID: "E1", Kind: postmortem.Event, At: at, Precision: "exact"},
		"grew":   {ID: "E2", Kind: postmortem.Event, At: at.Add(time.Hour), Precision: "approx"},
		"before": {ID: "E3", Kind: postmortem.Event, At: at.AddDate(0, 0, -20), Precision: "exact"},
		"years":  {ID: "E4", Kind: postmortem.Event, At: at.AddDate(-1, 0, 0), Precision: "exact"},
		"once":   {ID: "E5", Kind: postmortem.Event, Precision: "unknown"},
		"act":    {ID: "E6", Kind: postmortem.Action, Number: 2},
		"cause":  {ID: "E7", Kind: postmortem.Cause},
		"down":   {ID: "E8", Kind: postmortem.Impact, At: at, Precision: "exact"},
	}
	kolkata := postmortem.Person{Zone: "Asia/Kolkata"}.Location()
	cases := []struct {
		name string
		zone *time.Location
		of   []string
		want []string
		hint string
	}{
		{"one day, in the order of time", nil, []string{"grew", "cause", "alert"}, []string{"01:38 · alert", "cause", "about 02:38 · grew"},
			"Times are those of 21 October 2019, in the time zone UTC."},
		{"the reader's zone", kolkata, []string{"alert", "down"}, []string{"07:08 · alert", "07:08 · down"},
			"Times are those of 21 October 2019, in the time zone Asia/Kolkata."},
		{"two days", nil, []string{"alert", "before"}, []string{"1 Oct 01:38 · before", "21 Oct 01:38 · alert"}, "Times are in the time zone UTC."},
		{"two years", nil, []string{"alert", "years", "once"}, []string{"21 Oct 2018 01:38 · years", "21 Oct 2019 01:38 · alert", "time not known · once"},
			"Times are in the time zone UTC."},
		{"no times", nil, []string{"act", "cause"}, []string{"AI-2 · act", "cause"}, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := &postmortem.Session{Texts: map[string]string{}}
			var entries []postmortem.Entry
			for _, name := range c.of {
				e := all[name]
				e.State = postmortem.Confirmed
				s.Texts[e.ID] = name
				entries = append(entries, e)
			}
			s.Entries = entries
			f := forms{words: postmortem.DefaultGuide().Words, zone: c.zone}
			var got []string
			for _, p := range f.entryPairs(s, entries, f.clockOf(entries)) {
				got = append(got, p[1])
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			if hint := f.clockHint(entries); hint != c.hint {
				t.Errorf("the hint is %q, not %q", hint, c.hint)
			}
		})
	}
}
