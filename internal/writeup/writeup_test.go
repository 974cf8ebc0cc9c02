package writeup

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/rubric"
	"github.com/remedybot/remedy/internal/tone"
)

var update = flag.Bool("update", false, "rewrite testdata/open.txt")

// checked holds a text against the rubric, without the tone checker.
func checked(t *testing.T, text string) []Finding {
	t.Helper()
	return heard(t, text, nil)
}

// heard holds a text against the rubric, with a tone checker or nil.
func heard(t *testing.T, text string, l *tone.Local) []Finding {
	t.Helper()
	r, err := Read(text)
	if err != nil {
		t.Fatal(err)
	}
	return r.Check(l)
}

// of finds what is said of a rule.
func of(t *testing.T, found []Finding, id string) Finding {
	t.Helper()
	i := slices.IndexFunc(found, func(f Finding) bool { return f.ID == id })
	if i < 0 {
		t.Fatalf("nothing is said of %s", id)
	}
	return found[i]
}

// opened lists what is open, with its lines.
func opened(found []Finding) string {
	var b strings.Builder
	for _, f := range found {
		if f.Result == rubric.Open {
			lines := f.Lines
			if lines == nil {
				lines = []int{f.Line}
			}
			fmt.Fprintf(&b, "  %s %v\n", f.ID, lines)
		}
	}
	return b.String()
}

// TestOpen compares what is open in whole documents, and where, with what was judged by hand.
func TestOpen(t *testing.T) {
	files, err := filepath.Glob("testdata/*.md")
	if err != nil {
		t.Fatal(err)
	}
	published, err := filepath.Glob("testdata/published/*.md")
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, file := range slices.Concat(files, published) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&got, "%s\n%s\n", filepath.Base(file), opened(checked(t, string(text))))
	}
	const golden = "testdata/open.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Error(diff)
	}
}

// A good review passes, in whatever shape.
func TestGood(t *testing.T) {
	local := tone.NewLocal()
	for _, file := range []string{"good_search.md", "good_queue.md", "good_traps.md"} {
		text, err := os.ReadFile("testdata/" + file)
		if err != nil {
			t.Fatal(err)
		}
		if open := opened(heard(t, string(text), local)); open != "" {
			t.Errorf("%s has open:\n%s", file, open)
		}
	}
}

// The defects that people found in published reviews by reading them.
func TestPublishedDefects(t *testing.T) {
	for _, c := range []struct {
		file, id string
		line     int
	}{
		{"dfds-PM2020-003-adsync-migration.md", "Q32", 14},   // a year of five digits
		{"dfds-PM2021-011-log4shell.md", "Q32", 23},          // 14:30 below 15:50
		{"dfds-PM2021-011-log4shell.md", "Q30", 15},          // a day without a time
		{"dfds-PM2022-002-logs-not-shipped.md", "Q37", 23},   // human error as a factor
		{"dfds-PM2023-001-total-node-failure.md", "Q32", 27}, // 11:07 below 11:08
		{"dfds-PM2024-001-two-nodes-notready.md", "Q1", 16},  // a row of the template
		{"dfds-PM2024-001-two-nodes-notready.md", "Q31", 73}, // 399 minutes
		{"dfds-PM2025-002-traefik-rule.md", "Q31", 62},       // 371 minutes
		{"dfds-PM2025-002-traefik-rule.md", "Q50", 51},       // be more careful
		{"rust-2019-10-21-docsrs-outage.md", "Q47", 75},      // no owners
	} {
		text, err := os.ReadFile("testdata/published/" + c.file)
		if err != nil {
			t.Fatal(err)
		}
		if f := of(t, checked(t, string(text)), c.id); f.Result != rubric.Open || f.Line != c.line {
			t.Errorf("%s: %s is %s at line %d: %s", c.file, c.id, f.Result, f.Line, f.Why)
		}
	}
}

func TestEveryRuleIsAnswered(t *testing.T) {
	found := checked(t, "# A title\n\nSome text.\n")
	if len(found) != len(rubric.All()) {
		t.Fatalf("%d answers to %d rules", len(found), len(rubric.All()))
	}
	for i, rule := range rubric.All() {
		if found[i].ID != rule.ID || found[i].Why == "" || found[i].Result == "" {
			t.Errorf("%s is answered by %+v", rule.ID, found[i])
		}
	}
}

// The tone checker hears more than the lists, of people, and nothing in what published reviews say of systems.
func TestOverheard(t *testing.T) {
	local := tone.NewLocal()
	const text = "# A\n## Causes\n\nA bad file was shipped because an engineer forgot the check.\n"
	if f := of(t, checked(t, text), "Q22"); f.Result != rubric.Met {
		t.Errorf("the lists hear it: %s", f.Why)
	}
	if f := of(t, heard(t, text, local), "Q22"); f.Result != rubric.Open || f.Line != 4 {
		t.Errorf("it is not overheard: %s at line %d: %s", f.Result, f.Line, f.Why)
	}
	files, err := filepath.Glob("testdata/published/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(opened(checked(t, string(text))), opened(heard(t, string(text), local))); diff != "" {
			t.Errorf("%s: %s", file, diff)
		}
	}
}
