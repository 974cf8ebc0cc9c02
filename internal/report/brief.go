package report

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/postmortem"
)

// A brief is read before anything else, and often alone.
const (
	briefSentences = 5
	briefWords     = 120
	longSentence   = 45 // words; a longer one is read in its section
)

var lasting = regexp.MustCompile(`(?i)\d\s*(s|sec|seconds?|min|minutes?|h|hours?|days?)\b|\d\d:\d\d`)

// A candidate is a sentence that may stand in the brief.
type candidate struct {
	item
	label       string
	place, need int // where it stands, and how soon it is missed, both from 0
}

// brief chooses entries that tell in a few lines what users experienced and for how long, how it started, what restored
// it, and what changes.
func (b *builder) brief() Section {
	sec := Section{ID: SectionBrief, Title: "In brief"}
	var list []candidate
	used := map[string]bool{}
	choose := func(label string, place, need int, from []item, fits func(item) bool) bool {
		for _, it := range from {
			if !used[it.ID] && words(it.text) <= longSentence && fits(it) {
				used[it.ID] = true
				list = append(list, candidate{it, label, place, need})
				return true
			}
		}
		return false
	}
	all := func(item) bool { return true }
	impacts, causes := b.items(postmortem.Impact), b.items(postmortem.Cause)
	slices.SortStableFunc(impacts, func(x, y item) int {
		return cmp.Or(cmp.Compare(x.state(), y.state()), cmp.Compare(worth(y.text), worth(x.text)))
	})
	choose("Users", 0, 0, impacts, func(it item) bool { return !stillWorked.MatchString(it.text) })
	if len(list) > 0 {
		label := "How long"
		if lasting.MatchString(list[0].text) {
			label = "Also"
		}
		choose(label, 1, 4, impacts, func(it item) bool { return lasting.MatchString(it.text) && !stillWorked.MatchString(it.text) })
	}
	kind := func(kinds ...string) func(item) bool {
		return func(it item) bool { return slices.Contains(kinds, it.Cause) }
	}
	_ = choose("How it started", 2, 2, causes, kind("trigger")) || choose("How it started", 2, 2, causes, kind("condition", "")) ||
		choose("How it came about", 2, 2, causes, all)
	choose("Conditions", 3, 5, causes, kind("condition", "amplifier", "detection_gap"))
	_ = choose("Restored by", 4, 1, b.items(postmortem.RemedyItem), func(it item) bool { return it.Item == "restored" }) ||
		choose("Restored by", 4, 1, b.items(postmortem.Event), func(it item) bool { return it.Event == "recovery" })
	choose("What changes", 5, 3, b.promised(), all)

	slices.SortStableFunc(list, func(x, y candidate) int { return cmp.Compare(x.need, y.need) })
	var kept []candidate
	left := briefWords
	for _, c := range list {
		if n := words(c.text); len(kept) < briefSentences && n <= left {
			kept, left = append(kept, c), left-n
		}
	}
	slices.SortStableFunc(kept, func(x, y candidate) int { return cmp.Compare(x.place, y.place) })
	for _, c := range kept {
		sec.Sentences = append(sec.Sentences, c.say("", c.label))
	}
	if len(kept) == 0 {
		sec.Sentences = []Sentence{note("There is nothing to sum up yet: the brief is put together from what the phases Opening to Prevention record.")}
	}
	return sec
}

// worth prefers an impact that tells a number, and most one that tells how long.
func worth(text string) int {
	switch {
	case lasting.MatchString(text):
		return 2
	case strings.ContainsAny(text, "0123456789"):
		return 1
	}
	return 0
}

// promised lists the open actions, accepted and strong ones first.
func (b *builder) promised() []item {
	list := slices.DeleteFunc(slices.Clone(b.all[postmortem.Action]), func(it item) bool { return rank(it.Action) > 0 })
	slices.SortStableFunc(list, func(x, y item) int {
		return cmp.Or(cmp.Compare(accepted(y), accepted(x)), cmp.Compare(y.Strength, x.Strength), cmp.Compare(x.Number, y.Number))
	})
	return list
}

func accepted(it item) int {
	if it.Action == postmortem.Owned {
		return 1
	}
	return 0
}
