package tone

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever is offered instead of a message calls for no word itself and keeps the
// message's facts: for all messages there are, measured with or learned from.
func TestWhatIsOfferedEverywhere(t *testing.T) {
	local := NewLocal()
	offered := map[string]bool{}
	for _, text := range everyText(t) {
		r, err := local.Check(t.Context(), Message{Text: text})
		if err != nil || r.Wording == "" {
			continue
		}
		if !keepsFacts(text, r.Wording) {
			t.Errorf("%q is offered for %q", r.Wording, text)
		}
		offered[r.Wording] = true
	}
	for w := range offered {
		if r, _ := local.Check(t.Context(), Message{Text: w}); r.Flag {
			t.Errorf("what is offered is %s itself: %q", r.Category, w)
		}
	}
	if len(offered) < 30 {
		t.Errorf("only %d wordings are offered", len(offered))
	}
}

// everyText returns the texts in testdata and in train/data.
func everyText(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, pattern := range []string{"testdata/*.jsonl", "train/data/*.tsv"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(names), err)
		}
		for _, name := range names {
			if filepath.Ext(name) == ".jsonl" {
				for _, it := range labelled(t, filepath.Base(name)) {
					all = append(all, it.Text)
				}
				continue
			}
			f, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			for s := bufio.NewScanner(f); s.Scan(); {
				if _, cells, ok := strings.Cut(s.Text(), "\t"); ok {
					all = append(all, strings.Split(cells, "\t")...)
				}
			}
		}
	}
	return all
}

// What a rule finds it finds behind the words with which people open a sentence.
func TestOpenings(t *testing.T) {
	f, err := os.Open("testdata/rules.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var texts []string
	for s := bufio.NewScanner(f); s.Scan(); {
		if kind, text, _ := strings.Cut(s.Text(), " "); kind == "+" {
			texts = append(texts, text)
		}
	}
	local := NewLocal()
	for _, opening := range []string{
		"ok so ", "hm ", "lol ", "well, ", "and ", "but ", "so – ", "<@U0000001> ", "hey <@U0000001> ", "sorry but ", "tbh ", "honestly, ",
		"look, ", "just saying: ", "guys ", "again: ", "also ", "wow ", "yeah ", "wait ", "- ", "ah ok ", "frankly ", "i mean ", "i think ",
	} {
		missed := 0
		for _, text := range texts {
			if r, _ := local.look(Message{Text: opening + text}); !r.Flag {
				missed++
			}
		}
		if missed*20 > len(texts) {
			t.Errorf("behind %q %d of %d are missed", opening, missed, len(texts))
		}
	}
}
