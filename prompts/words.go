package prompts

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Words is what is said to people: the files of people/, some of them replaced.
// A nil *Words is all of ours. It does not change once it is made.
type Words struct {
	replaced map[string][]way // by name
}

// Say fills the words people/NAME.md with data, or those of a sheet: "refusal/gone"
// is what people/refusal.md has under "# gone". Every string in data is escaped
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
		text, err = fill(pick(w.replaced[name], n), data)
	}
	if text == "" || err != nil {
		if text, err = fill(pick(ours(name), n), data); err != nil {
			panic(fmt.Sprintf("prompts: %s: %v", name, err))
		}
	}
	return text
}

func pick(ways []way, n uint32) way { return ways[int(n%uint32(len(ways)))] }

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
	ways := ours(name)
	if w.Replaced(name) {
		ways = w.replaced[name]
	}
	var all []string
	for _, v := range ways {
		all = append(all, v.text)
	}
	return all
}

// Replaced reports whether NAME is said in an operator's words.
func (w *Words) Replaced(name string) bool {
	if w == nil {
		return false
	}
	_, ok := w.replaced[name]
	return ok
}

func ours(name string) []way {
	ways, ok := compiled()[name]
	if !ok {
		panic(fmt.Sprintf("prompts: no words at people/%s.md", name))
	}
	return ways
}

// compiled is our own texts, ready to be filled; a meeting fills some at every turn.
var compiled = sync.OnceValue(func() map[string][]way {
	all := make(map[string][]way, len(own.texts))
	for name, text := range own.texts {
		ways, err := compileAll(text)
		if err != nil {
			panic(fmt.Sprintf("prompts: %s: %v", name, err))
		}
		all[name] = ways
	}
	return all
})

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
	return slices.SortedFunc(maps.Keys(own.texts), func(a, b string) int {
		return cmp.Or(place(a)-place(b), strings.Count(a, "/")-strings.Count(b, "/"), strings.Compare(a, b))
	})
}
