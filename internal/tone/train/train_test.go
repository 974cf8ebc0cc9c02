package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/remedybot/remedy/internal/tone"
	"github.com/remedybot/remedy/internal/tone/eval"
	"github.com/remedybot/remedy/internal/tone/linear"
)

// The weights in the program are what the sentences in data teach, to the byte.
func TestReproducible(t *testing.T) {
	examples, err := examples()
	if err != nil {
		t.Fatal(err)
	}
	for name, examples := range examples {
		have, err := os.ReadFile("../" + name)
		if err != nil {
			t.Fatal(err)
		}
		kinds := len(tone.Categories)
		want, err := linear.Train(examples, kinds, linear.HeldOut(examples, kinds)).AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(have, want) {
			t.Errorf("%s is not what the data teaches; run: go run ./internal/tone/train", name)
		}
		if len(have) > 1<<20 {
			t.Errorf("%s takes %d bytes", name, len(have))
		}
	}
}

// What is measured with is not learned from: no sentence in data holds almost
// the same words as a message in testdata.
func TestApart(t *testing.T) {
	data, err := fs.Sub(files, "data")
	if err != nil {
		t.Fatal(err)
	}
	sentences, err := read(data)
	if err != nil {
		t.Fatal(err)
	}
	measured := map[string]string{} // what a message holds, and where
	index := map[string][]string{}
	names, err := filepath.Glob("../testdata/*.jsonl")
	if err != nil || len(names) < 7 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		items, err := eval.Read(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range items {
			ws := words(it.Text)
			key := strings.Join(ws, " ")
			if _, ok := measured[key]; ok || len(ws) == 0 {
				continue
			}
			measured[key] = filepath.Base(name)
			for _, w := range ws {
				index[w] = append(index[w], key)
			}
		}
	}
	for _, s := range sentences {
		ws := words(s.text)
		shared := map[string]int{}
		for _, w := range ws {
			for _, key := range index[w] {
				shared[key]++
			}
		}
		for key, n := range shared {
			all := len(ws) + strings.Count(key, " ") + 1 - n
			if float64(n) >= .8*float64(all) {
				t.Errorf("%q is almost in %s: %q", s.text, measured[key], key)
			}
		}
	}
}

// words returns the distinct words of s, sorted.
func words(s string) []string {
	ws := strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	slices.Sort(ws)
	return slices.Compact(ws)
}
