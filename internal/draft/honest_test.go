package draft

import (
	"os"
	"strings"
	"testing"
)

// A retelling is what people confirmed, and a true way to say it.
type retelling struct {
	entries []string
	says    string
}

func retellings(t *testing.T, file string) []retelling {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []retelling
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		entries, says, ok := strings.Cut(line, " => ")
		if !ok {
			t.Fatalf("%s: %q", file, line)
		}
		out = append(out, retelling{strings.Split(entries, " | "), says})
	}
	return out
}

// accepted reports whether a retelling stands in the document afterwards, its entries cited in either order.
func accepted(t *testing.T, r retelling) bool {
	s := confirmed(r.entries...)
	parts := section(s, "root_cause")
	var ids []string
	for i := range r.entries {
		ids = append(ids, "E"+string(rune('1'+i)))
	}
	for _, cited := range [][]string{ids, reversed(ids)} {
		said, err := writer(t, answers(func(asked, int) string { return says(sentence{r.says, cited}) })).Word(t.Context(), Review{Parts: parts})
		if err != nil {
			t.Fatal(err)
		}
		if len(said) == 1 && strings.Contains(documents(t, put(t, s, "root_cause", "accepted", said)), r.says) {
			return true
		}
		if r.entries[0] == r.says {
			return true // as it was assembled
		}
	}
	return false
}

func reversed(ids []string) []string {
	var out []string
	for i := range ids {
		out = append(out, ids[len(ids)-1-i])
	}
	return out
}

// A model that keeps to what it is asked is not refused.
func TestByTheRules(t *testing.T) {
	all := retellings(t, "testdata/by_the_rules.txt")
	kept := 0
	for _, r := range all {
		if accepted(t, r) {
			kept++
		} else {
			t.Errorf("%q is refused for %q", r.says, r.entries)
		}
	}
	if kept < 60 {
		t.Errorf("only %d of %d are kept", kept, len(all))
	}
}

// What a well-meaning editor writes who knows no rules is mostly refused. The share is told, so that nobody takes the check for
// one that understands; a floor keeps it from falling unseen.
func TestFreely(t *testing.T) {
	all := retellings(t, "testdata/freely.txt")
	kept := 0
	for _, r := range all {
		if accepted(t, r) {
			kept++
		}
	}
	t.Logf("%d of %d free retellings are kept", kept, len(all))
	if kept < len(all)*25/100 {
		t.Errorf("%d of %d are kept", kept, len(all))
	}
}
