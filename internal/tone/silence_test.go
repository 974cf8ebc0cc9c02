package tone

import (
	"bufio"
	"os"
	"strings"
	"testing"
)

// Languages that cannot be read are left in peace, whatever is said in them, and so
// are mixtures that belong to none.
func TestSilence(t *testing.T) {
	f, err := os.Open("testdata/silence.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	l := NewLocal()
	all, read := 0, 0
	for s := bufio.NewScanner(f); s.Scan(); {
		name, text, _ := strings.Cut(s.Text(), " ")
		if name == "#" {
			continue
		}
		all++
		if r, _ := l.Check(t.Context(), Message{Text: text}); r.Flag {
			t.Errorf("%s: %q is flagged as %s, read as %q", name, text, r.Category, l.language(text))
		}
		if in := l.language(text); in != "" && l.tongues[in] != nil {
			read++
			t.Logf("%s: %q is read as %s", name, text, in)
		}
	}
	t.Logf("%d of %d are read in some language", read, all)
	if all < 100 || read*5 > all {
		t.Errorf("%d of %d messages are read in a language they are not in", read, all)
	}
}
