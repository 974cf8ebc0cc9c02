package evidence

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "rewrite testdata/read.txt; read the diff")

// TestRead holds pairs of a message and the findings it gives. An indented line is a finding; a message without any is one
// that a review leaves out.
func TestRead(t *testing.T) {
	const file = "testdata/read.txt"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	var want, got []string
	message := ""
	messages := 0
	check := func() {
		if message == "" {
			return
		}
		messages++
		got = findings(Read(statement(message)))
		fmt.Fprintln(&out, message)
		for _, g := range got {
			fmt.Fprintln(&out, strings.TrimRight("  "+g, " "))
		}
		if !*update && strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s\n got %s\nwant %s", message, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
		}
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		switch {
		case strings.HasPrefix(line, "  "):
			want = append(want, strings.TrimSpace(line))
		case line != "":
			check()
			message, want = line, nil
		}
	}
	check()
	if messages < 120 {
		t.Errorf("only %d messages were read", messages)
	}
	if *update {
		if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// statement reads a line of the file: phase | role | message.
func statement(line string) Statement {
	phase, rest, _ := strings.Cut(line, " | ")
	role, text, _ := strings.Cut(rest, " | ")
	phase, bot := strings.CutSuffix(phase, "-bot")
	s := Statement{Text: text, Bot: bot, Role: role, Phase: Phase(phase), Day: time.Date(2024, 5, 14, 0, 0, 0, 0, time.UTC), Zone: time.FixedZone("CET", 3600),
		At: time.Date(2024, 5, 28, 15, 0, 0, 0, time.UTC), Roles: map[string]string{"U1": "Release manager"}}
	if s.Phase == History {
		s.At = time.Date(2024, 5, 14, 14, 30, 0, 0, time.UTC)
	}
	return s
}

func findings(fs []Finding) []string {
	var out []string
	for _, f := range fs {
		parts := []string{string(f.Kind)}
		for _, p := range []string{f.Event, f.Cause, f.Stem, f.Item} {
			if p != "" {
				parts = append(parts, p)
			}
		}
		if !f.At.IsZero() {
			at := f.At.Format("02T15:04")
			if !f.To.IsZero() {
				at += "–" + f.To.Format("02T15:04")
			}
			parts = append(parts, at)
		}
		if f.Precision == Approx {
			parts = append(parts, "approx")
		}
		if f.Owner != "" {
			parts = append(parts, "owner="+f.Owner)
		}
		if !f.Due.IsZero() {
			parts = append(parts, "due="+f.Due.String())
		}
		if f.Type != "" {
			parts = append(parts, fmt.Sprintf("%s/%d", f.Type, f.Strength))
		}
		if f.Refines {
			parts = append(parts, "refines")
		}
		line := strings.Join(parts, " ") + ": " + f.Text
		if f.DoneWhen != "" {
			line += " [done when " + f.DoneWhen + "]"
		}
		out = append(out, strings.TrimSpace(line))
	}
	return out
}

func TestReadRefersBack(t *testing.T) {
	at := time.Date(2024, 5, 28, 15, 0, 0, 0, time.UTC)
	before := []string{"somebody should add a check for the ledger, issue 3117", "that is a big one", "we need a drill for the failover", "who takes 3117?"}
	for text, want := range map[string]struct {
		refers int
		text   string
		due    string
	}{
		"I can take 3117. 2024-06-14":                       {0, "Add a check for the ledger, issue 3117.", "2024-06-14"},
		"I do. by 2024-06-30":                               {2, "Add a drill for the failover.", "2024-06-30"},
		"I run the failover drill with the team 2024-06-20": {2, "Run the failover drill with the team.", "2024-06-20"},
		"I rename the volumes. 2024-06-20":                  {-1, "Rename the volumes.", "2024-06-20"},
	} {
		fs := Read(Statement{Text: text, At: at, Phase: Prevention, Before: before, Question: before[3]})
		if len(fs) != 1 || fs[0].Owner != OwnerAuthor || fs[0].Due.String() != want.due || fs[0].Text != want.text || fs[0].Refers != want.refers || fs[0].Refines != (want.refers >= 0) {
			t.Errorf("%q gave %+v, want %+v", text, fs, want)
		}
	}
}

func TestTimesFindTheirDay(t *testing.T) {
	from := time.Date(2024, 5, 14, 21, 17, 0, 0, time.UTC)
	for _, c := range []struct{ text, question, want string }{
		{"09:27 the second customer called support", "", "2024-05-15T09:27"},
		{"21:20 the alert fired", "", "2024-05-14T21:20"},
		{"19:40 the deploy finished", "", "2024-05-14T19:40"},
		{"on the 12th at 07:30 the job was disabled", "", "2024-05-12T07:30"},
		{"07:30 the job ran", "start on the 13th please, what was normal?", "2024-05-13T07:30"},
		{"23:10 CEST the pool was full", "", "2024-05-14T21:10"},
		{"22:27 my time the pool was full", "", "2024-05-14T21:27"},
	} {
		fs := Read(Statement{Text: c.text, Question: c.question, Phase: Timeline, Role: "SRE", At: from.AddDate(0, 0, 3), Day: time.Date(2024, 5, 14, 0, 0, 0, 0, time.UTC),
			From: from, To: from.Add(90 * time.Minute), Zone: time.FixedZone("CET", 3600)})
		if len(fs) == 0 || fs[0].At.Format("2006-01-02T15:04") != c.want {
			t.Errorf("%q gave %+v, want %s", c.text, fs, c.want)
		}
	}
}

var numerals = regexp.MustCompile(`\d+`)

func FuzzRead(f *testing.F) {
	text, err := os.ReadFile("testdata/read.txt")
	if err != nil {
		f.Fatal(err)
	}
	phases := []Phase{History, Opening, Timeline, RootCause, Remedy, Prevention, Close}
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "  ") {
			f.Add(statement(line).Text, uint8(len(line)))
		}
	}
	f.Add("I think restArt", uint8(151))
	f.Add("<@U1> at 10:2`9 <!here> ```x", uint8(1))
	f.Fuzz(func(t *testing.T, text string, n uint8) {
		s := Statement{Text: text, Role: "SRE", Phase: phases[int(n)%len(phases)], Bot: n > 200, At: time.Date(2024, 5, 28, 15, 0, 0, 0, time.UTC), Before: []string{"we need a drill"}}
		known := map[string]bool{}
		for _, m := range numerals.FindAllString(text, -1) {
			known[m] = true
		}
		for _, g := range Read(s) {
			if strings.Contains(g.Text, "<@") || strings.Contains(g.Text, "<!") || len(strings.Fields(g.Text)) > longest {
				t.Errorf("%q gave %q", text, g.Text)
			}
			if g.Span[0] < 0 || g.Span[0] > g.Span[1] || g.Span[1] > len(text) {
				t.Errorf("%q gave a span of %v", text, g.Span)
			}
			for _, at := range []time.Time{g.At, g.To} {
				if !at.IsZero() && at.Year() < earliest {
					t.Errorf("%q gave %q at %v", text, g.Text, at)
				}
			}
			for _, m := range numerals.FindAllString(g.Text, -1) {
				if !known[m] {
					t.Errorf("%q gave %q with a number of its own", text, g.Text)
				}
			}
		}
	})
}

// TestReadIsLinear holds it that a text four times as long takes about four times the memory: what is copied anew for each
// sentence or word grows with the square.
func TestReadIsLinear(t *testing.T) {
	taken := func(s Statement) float64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		Read(s)
		runtime.ReadMemStats(&after)
		return float64(after.TotalAlloc - before.TotalAlloc)
	}
	for _, unit := range []string{"10:29 the rollover started, ", "a, b and ", "(((", "<", "`x", ":a", "why? ", "the disk is full. ", "no ", "took 5, no 6 ", ":a: we go on "} {
		for _, p := range []Phase{Timeline, Prevention} {
			s := Statement{Phase: p, Role: "SRE", At: time.Date(2026, 4, 17, 10, 0, 0, 0, time.UTC)}
			short, long := s, s
			short.Text, long.Text = strings.Repeat(unit, 5000/len(unit)), strings.Repeat(unit, 20000/len(unit))
			Read(short) // What is only made once is made now.
			if grown := taken(long) / taken(short); grown > 6 {
				t.Errorf("%q in %s takes %.1f times the memory in a text of four times the length", unit, p, grown)
			}
		}
	}
}

func BenchmarkRead(b *testing.B) {
	text := strings.Repeat("10:29 the rollover of `queue-3` started, 10:39 the first nodes didn't join and nobody got an alert. ", 400)
	for b.Loop() {
		Read(Statement{Text: text, Phase: Timeline, Role: "SRE"})
	}
}
