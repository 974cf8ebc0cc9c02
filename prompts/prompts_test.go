package prompts

import (
	"io/fs"
	"strings"
	"testing"
)

func TestSayEscapesWhatPeopleWrote(t *testing.T) {
	got := Say("wording", map[string]any{"wording": "<!channel> & <@U1>"})
	if strings.Contains(got, "<!channel>") || !strings.Contains(got, "&lt;!channel&gt; &amp; &lt;@U1&gt;") {
		t.Errorf("Say did not escape: %q", got)
	}
	got = Say("wording", map[string]any{"wording": Marked("<@U1>")})
	if !strings.Contains(got, "<@U1>") {
		t.Errorf("Say escaped what the program marked itself: %q", got)
	}
}

func TestEveryFileSaysSomething(t *testing.T) {
	walk(t, func(path, text string) {
		name := strings.TrimSuffix(strings.TrimPrefix(path, "people/"), ".md")
		if len(Variants(name)) == 0 {
			t.Errorf("%s says nothing", path)
		}
	})
}

// TestNoWordsPush checks the protocol's rule for everything said in a review:
// nobody is told what they should or must do, or asked why they did something.
func TestNoWordsPush(t *testing.T) {
	never := []string{"you should", "you must", "why did you", "inappropriate", "unprofessional", "calm down", "your tone", "friendly reminder", "!"}
	walk(t, func(path, text string) {
		for _, n := range never {
			if strings.Contains(strings.ToLower(text), n) {
				t.Errorf("%s says %q", path, n)
			}
		}
	})
}

func walk(t *testing.T, f func(path, text string)) {
	t.Helper()
	err := fs.WalkDir(Files(), "people", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(Files(), path)
		f(path, string(b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
