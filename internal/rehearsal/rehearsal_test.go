package rehearsal

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestBundled(t *testing.T) {
	want := map[string]int{"crates-index-2020-02-20": 178, "dfds-2023-02-14": 172, "docsrs-2019-10-21": 184}
	if len(Names()) != len(want) || !slices.IsSorted(Names()) {
		t.Errorf("Names() = %q", Names())
	}
	for _, name := range Names() {
		s, err := Load(name)
		if err != nil {
			t.Errorf("Load(%q): %v", name, err)
			continue
		}
		if s.Name != name || s.Cast.Name != name || len(s.Lines) != want[name] {
			t.Errorf("Load(%q) = %q, cast %q, %d lines, want %d", name, s.Name, s.Cast.Name, len(s.Lines), want[name])
		}
		for _, l := range s.Lines {
			if l.Review != strings.HasPrefix(l.ID, "r") || l.Review == (l.Offset < 0) || !s.Cast.Review.StartsAt.Add(l.Offset).Equal(l.At) {
				t.Errorf("%s: line %s: review %t, offset %v, at %v", name, l.ID, l.Review, l.Offset, l.At)
			}
		}
	}
}

func TestLine(t *testing.T) {
	s, err := Load("docsrs-2019-10-21")
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(s.Lines, func(l Line) bool { return l.ID == "r025" })
	want := Line{
		ID: "r025", At: time.Date(2019, 10, 23, 15, 4, 51, 0, time.UTC), Offset: 291 * time.Second, Review: true, Channel: "ops-docsrs",
		Thread: true, User: "infra-admin", Kind: "reaction", Text: "heart", Ref: "r024", Number: i + 1,
	}
	if diff := cmp.Diff(want, s.Lines[i]); diff != "" {
		t.Error(diff)
	}
}

func TestLoadFromDisk(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "mine.jsonl")
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	if _, err := Load(file); err == nil || !strings.Contains(err.Error(), "read the script") {
		t.Errorf("no script: %v", err)
	}
	write("mine.jsonl", goodLines)
	if _, err := Load(file); err == nil || !strings.Contains(err.Error(), "read the cast") {
		t.Errorf("no cast: %v", err)
	}
	write("mine.cast.json", goodCast)
	s, err := Load(file)
	if err != nil {
		t.Fatal(err)
	}
	if s.Name != "mine" || len(s.Lines) != 4 {
		t.Errorf("Load = %q with %d lines", s.Name, len(s.Lines))
	}
	if _, err := Load("mine"); err == nil || !strings.Contains(err.Error(), "docsrs-2019-10-21") {
		t.Errorf("an unknown name does not name those there are: %v", err)
	}
}
