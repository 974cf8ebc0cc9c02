package walls

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

var ideaName = regexp.MustCompile(`TestIdea[A-Z]\w*`)

// TestEveryIdeaIsHeldTo compares the table in docs/ideas.md with the tests named
// after its rows.
func TestEveryIdeaIsHeldTo(t *testing.T) {
	table, err := os.ReadFile("../../docs/ideas.md")
	if err != nil {
		t.Fatal(err)
	}
	told := ideaName.FindAllString(string(table), -1)
	var held []string
	for _, pattern := range []string{"../../prompts/*_test.go", "../*/*_test.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			src, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range regexp.MustCompile(`(?m)^func (TestIdea[A-Z]\w*)\(`).FindAllStringSubmatch(string(src), -1) {
				held = append(held, m[1])
			}
		}
	}
	if len(told) < 15 {
		t.Errorf("the table has %d rows", len(told))
	}
	for _, name := range told {
		if !slices.Contains(held, name) {
			t.Errorf("docs/ideas.md names %s, and there is no such test", name)
		}
	}
	for _, name := range held {
		if !slices.Contains(told, name) {
			t.Errorf("%s is in no row of docs/ideas.md", name)
		}
	}
}
