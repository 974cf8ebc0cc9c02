package prompts

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Words is what is said to people: the files of people/, some of them replaced.
// A nil *Words is all of ours. It does not change once it is made.
type Words struct {
	replaced map[string]string // name without ".md"
}

// Say fills the words people/NAME.md with data. Every string in data is escaped
// for Slack's mrkdwn first, so that it can hold no mention, link or command;
// a value of type Marked is taken as it is. It panics on an unknown name, and
// when data is not what the table of texts says: both are part of the program.
func (w *Words) Say(name string, data map[string]any) string {
	return w.say(name, 0, data)
}

// Variant is Say for a file that holds several ways to say the same, separated
// by lines of "---". The same seed gives the same one.
func (w *Words) Variant(name, seed string, data map[string]any) string {
	h := fnv.New32a()
	h.Write([]byte(seed))
	return w.say(name, h.Sum32(), data)
}

// say fills the way to say it that n falls on. What was replaced and cannot be
// filled after all is said in our words: nothing an operator wrote ends a review.
func (w *Words) say(name string, n uint32, data map[string]any) string {
	if err := describe(name).takes(data); err != nil {
		panic(fmt.Sprintf("prompts: %s: %v", name, err))
	}
	text, err := "", error(nil)
	if w.Replaced(name) {
		text, err = fill(pick(w.Variants(name), n), data)
	}
	if text == "" || err != nil {
		if text, err = fill(pick(ours(name), n), data); err != nil {
			panic(fmt.Sprintf("prompts: %s: %v", name, err))
		}
	}
	return text
}

func pick(ways []string, n uint32) string { return ways[int(n%uint32(len(ways)))] }

// Samples is NAME as people might read it: each way to say it, filled with each
// of its samples.
func (w *Words) Samples(name string) []string {
	var all []string
	for i := range w.Variants(name) {
		for _, s := range describe(name).Samples {
			all = append(all, w.say(name, uint32(i), s))
		}
	}
	return all
}

// Variants returns the ways to say people/NAME.md, unfilled.
func (w *Words) Variants(name string) []string {
	if w.Replaced(name) {
		return split(w.replaced[name])
	}
	return ours(name)
}

// Replaced reports whether NAME is said in an operator's words.
func (w *Words) Replaced(name string) bool {
	if w == nil {
		return false
	}
	_, ok := w.replaced[name]
	return ok
}

func ours(name string) []string { return split(read(path.Join("people", name+".md"))) }

func split(text string) []string {
	var all []string
	for v := range strings.SplitSeq("\n"+strings.ReplaceAll(text, "\r\n", "\n")+"\n", "\n---\n") {
		if v = strings.TrimSpace(v); v != "" {
			all = append(all, v)
		}
	}
	return all
}

// Names lists everything that is said to people, such as "nudge/blame", in the
// order of the table: a nudge in English first, then in the other languages.
func Names() []string {
	var all []string
	// An embedded tree can always be walked.
	_ = fs.WalkDir(files, "people", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all = append(all, strings.TrimSuffix(strings.TrimPrefix(p, "people/"), ".md"))
		}
		return err
	})
	slices.SortFunc(all, func(a, b string) int {
		return cmp.Or(place(a)-place(b), strings.Count(a, "/")-strings.Count(b, "/"), strings.Compare(a, b))
	})
	return all
}
