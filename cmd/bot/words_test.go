package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/remedybot/remedy/prompts"
)

// own writes a folder of an operator's own texts.
func own(t *testing.T, name, text string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return map[string]string{"REMEDY_WORDS": dir}
}

func TestWordsShowsAll(t *testing.T) {
	got := runs(t, nil, "words")
	if got.code != exitDone {
		t.Fatalf("it ended with %d: %s", got.code, got.errout)
	}
	lines := strings.Split(got.out, "\n")
	for _, n := range prompts.Names() {
		found := 0
		for _, l := range lines {
			if l == n || strings.HasPrefix(l, n+" · ") {
				found++
			}
		}
		if found != 1 {
			t.Errorf("%s is shown %d times", n, found)
		}
	}
	for _, l := range lines {
		if utf8.RuneCountInString(l) > 90 {
			t.Errorf("a line is too wide for a terminal: %q", l)
		}
	}
	if strings.Contains(got.out, "{{") || strings.Contains(got.out, "<no value>") {
		t.Error("a text is not filled")
	}
}

func TestWords(t *testing.T) {
	blame := own(t, "nudge/blame.md", "What was on the screen?")
	pushy := own(t, "nudge/blame.md", "You should say what was on the screen?")
	file := filepath.Join(blame["REMEDY_WORDS"], "nudge", "blame.md")
	for _, c := range []struct {
		name     string
		settings map[string]string
		args     []string
		code     int
		out, err string
	}{
		{"one", nil, []string{"words", "ask/helped"}, exitDone, "What kept this from being worse?", ""},
		{"one as a file", nil, []string{"words", "ask/helped.md"}, exitDone, "What kept this from being worse?", ""},
		{"a folder", nil, []string{"words", "ask"}, exitDone, "ask/overrun", ""},
		{"each form", nil, []string{"words", "ask/promise"}, exitDone, "2  AI-2 and AI-5 still lack an owner", ""},
		{"none of that name", nil, []string{"words", "ask/halped"}, exitUsage, "", `there is no text "ask/halped"`},
		{"two", nil, []string{"words", "a", "b"}, exitUsage, "", "name one text"},
		{"replaced", blame, []string{"words", "nudge/blame"}, exitDone, "nudge/blame · replaced\n      What was on the screen?", ""},
		{"refused", pushy, []string{"words"}, exitWrong, "", "nudge/blame.md says “you should”; tell nobody"},
		{"no folder", map[string]string{"REMEDY_WORDS": file}, []string{"words"}, exitWrong, "", "name the folder of your own texts"},
		{"doctor", blame, []string{"doctor", "--data", t.TempDir()}, exitWrong, "1 of the texts are replaced", "mended"},
		{"doctor with a text refused", pushy, []string{"doctor", "--data", t.TempDir()}, exitWrong, "nudge/blame.md says “you should”", "mended"},
		{"serve does not start", pushy, []string{"serve"}, exitWrong, "", "nudge/blame.md says “you should”"},
		{"try does not start", pushy, []string{"try"}, exitWrong, "", "nudge/blame.md says “you should”"},
		{"replay does not start", pushy, []string{"replay", firstRehearsal, "--out", t.TempDir()}, exitWrong, "", "nudge/blame.md says “you should”"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := runs(t, c.settings, c.args...)
			if got.code != c.code || !strings.Contains(got.out, c.out) || !strings.Contains(got.errout, c.err) {
				t.Errorf("it ended with %d\nout: %s\nerr: %s", got.code, got.out, got.errout)
			}
		})
	}
}

// TestOwnWordsAreSaid plays an incident and looks for an operator's words where
// people read them: in the thread, and in a whisper.
func TestOwnWordsAreSaid(t *testing.T) {
	settings := own(t, "phase/timeline.md", "OWNWORDS what did you see?")
	for _, name := range []string{"blame", "defensive", "human_error", "hindsight", "hostile", "absolute", "threat", "cross_exam", "motive", "shutdown", "dismissal"} {
		path := filepath.Join(settings["REMEDY_WORDS"], "nudge", name+".md")
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("OWNNUDGE what was on the screen?"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out := t.TempDir()
	if got := runs(t, settings, "replay", firstRehearsal, "--out", out); got.code != exitDone {
		t.Fatalf("it ended with %d: %s", got.code, got.errout)
	}
	said, err := os.ReadFile(filepath.Join(out, "transcript.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"OWNWORDS", "OWNNUDGE"} {
		if !strings.Contains(string(said), w) {
			t.Errorf("%s was never said", w)
		}
	}
}

// TestOwnWordsByLinks reads a folder as containers mount it: of links alone.
func TestOwnWordsByLinks(t *testing.T) {
	real, dir := own(t, "nudge/blame.md", "What was on the screen?")["REMEDY_WORDS"], t.TempDir()
	for _, name := range []string{"nudge", "..data"} {
		if err := os.Symlink(filepath.Join(real, "nudge"), filepath.Join(dir, name)); err != nil {
			t.Skip("links cannot be made here")
		}
	}
	if got := runs(t, map[string]string{"REMEDY_WORDS": dir}, "words", "nudge/blame"); !strings.Contains(got.out, "What was on the screen?") {
		t.Errorf("it ended with %d: %s%s", got.code, got.out, got.errout)
	}
}
