package evidence

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

var updateTimes = flag.Bool("update-times", false, "rewrite what testdata/times.txt expects; read the diff")

// TestTimesAsWritten holds testdata/times.txt: under each "# incident" line, which says where the writer and the review
// keep their clocks, a message and behind "=>" each moment that is read of it, in UTC, or "none".
func TestTimesAsWritten(t *testing.T) {
	const file = "testdata/times.txt"
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out strings.Builder
	var s Statement
	rows := 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := lines.Text()
		text, want, row := strings.Cut(line, " => ")
		if head, is := strings.CutPrefix(line, "# incident "); is {
			s = incident(t, head)
		}
		if !row || strings.HasPrefix(line, "#") {
			fmt.Fprintln(&out, line)
			continue
		}
		rows++
		text = strings.TrimSpace(text)
		s.Text = strings.ReplaceAll(text, `\n`, "\n")
		got := moments(Read(s))
		fmt.Fprintf(&out, "%-70s => %s\n", text, got)
		if got != want && !*updateTimes {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
	if rows < 120 {
		t.Errorf("only %d ways to write a time", rows)
	}
	if *updateTimes {
		if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// incident reads "FROM TO, writer ZONE, review ZONE, told AT"; a time is as in 2006-01-02T15:04.
func incident(t *testing.T, head string) Statement {
	t.Helper()
	s := Statement{Role: "SRE", Phase: Timeline}
	at := func(text string) time.Time {
		m, err := time.Parse("2006-01-02T15:04", text)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	for part := range strings.SplitSeq(head, ", ") {
		key, value, _ := strings.Cut(part, " ")
		switch key {
		case "writer", "review":
			zone, err := time.LoadLocation(value)
			if err != nil {
				t.Fatal(err)
			}
			if s.Clock = zone; key == "writer" {
				s.Zone = zone
			}
		case "told":
			s.At = at(value)
		case "day":
			s.Day = at(value + "T00:00")
		default:
			s.From, s.To = at(key), at(value)
			s.Day = s.From.Truncate(24 * time.Hour)
		}
	}
	return s
}

func moments(fs []Finding) string {
	var out []string
	for _, f := range fs {
		if f.Kind != KindTimeline || f.At.IsZero() {
			continue
		}
		const form = "01-02T15:04"
		m := f.At.Format(form)
		if f.At.Year() != 2026 {
			m = f.At.Format("2006-" + form)
		}
		if f.At.Second() != 0 {
			m += f.At.Format(":05")
		}
		if !f.To.IsZero() {
			m += "–" + f.To.Format(form)
		}
		if f.Precision == Approx {
			m += " approx"
		}
		out = append(out, m)
	}
	if out == nil {
		return "none"
	}
	return strings.Join(out, ", ")
}
