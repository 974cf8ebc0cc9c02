package postmortem

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestEveryQuestionIsTold holds the stories to it that each question has one in
// which it is asked and one in which it rightly is not: below a comment such as
// "# silent: chain, since …" it is not asked before the next comment, though time
// passes.
func TestEveryQuestionIsTold(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	asked, silent := map[string]bool{}, map[string]bool{}
	said := regexp.MustCompile(`^ {6}bot, (?:ask/([a-z_]+)/\d+|digest/\d+):`)
	hush := regexp.MustCompile(`^# silent: ([a-z_]+), since .`)
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		quiet, ticks := "", 0
		end := func() {
			if quiet != "" && ticks == 0 {
				t.Errorf("%s: no time passes in which %s could be asked", file, quiet)
			}
			quiet, ticks = "", 0
		}
		for line := range strings.Lines(string(b)) {
			switch m := said.FindStringSubmatch(line); {
			case m != nil && m[1] != "":
				asked[m[1]] = true
				if m[1] == quiet {
					t.Errorf("%s: %s is asked where it is to be silent", file, quiet)
				}
			case strings.HasPrefix(line, "#"):
				end()
				if m := hush.FindStringSubmatch(line); m != nil {
					quiet, silent[m[1]] = m[1], true
				}
			case strings.HasSuffix(strings.TrimSpace(line), " ."):
				ticks++
			}
		}
		end()
	}
	for _, q := range questions {
		if !asked[q.name] {
			t.Errorf("no story in which %s is asked", q.name)
		}
		if !silent[q.name] {
			t.Errorf("no story in which %s is rightly silent", q.name)
		}
	}
}
