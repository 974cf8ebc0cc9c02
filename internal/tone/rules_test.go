package tone

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestRules holds each rule to its own messages in testdata/rules.txt.
func TestRules(t *testing.T) {
	f, err := os.Open("testdata/rules.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	l := NewLocal()
	hits, misses := map[string]int{}, map[string]int{}
	id := ""
	for s := bufio.NewScanner(f); s.Scan(); {
		kind, text, _ := strings.Cut(s.Text(), " ")
		switch kind {
		case "", "#":
		case "+":
			hits[id]++
			var s sentence
			tongue := l.read(Message{Text: text}, &s)
			if tongue == nil {
				t.Errorf("%q is not read", text)
				continue
			}
			r := l.report(tongue, Message{Text: text}, &s)
			fired := func(f finding) bool { return tongue.rules[f.rule].id == id }
			if !r.Flag || !slices.ContainsFunc(s.fired, fired) {
				t.Errorf("%s does not find %q (%+v)", id, text, r)
			}
		case "-":
			misses[id]++
			if r, _ := l.look(Message{Text: text}); r.Flag {
				t.Errorf("%s near miss is flagged as %s at %q: %q", id, r.Category, text[r.Span[0]:r.Span[1]], text)
			}
		default:
			id = kind
		}
	}
	for _, r := range l.tongues["en"].rules {
		if hits[r.id] < 2 || misses[r.id] < 2 {
			t.Errorf("%s has %d messages that it finds and %d near misses, want two of each", r.id, hits[r.id], misses[r.id])
		}
	}
}
