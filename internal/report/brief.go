package report

import (
	"cmp"
	"regexp"
	"slices"

	"github.com/remedybot/remedy/internal/postmortem"
)

// A brief is read before anything else, and often alone.
const (
	briefSentences = 5
	briefWords     = 120
	longSentence   = 45 // words; a longer one is read in its section
)

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
	choose := func(label string, place, need int, from []item, fits func(item) bool) bool {
		for _, it := range from {
			said := slices.ContainsFunc(list, func(c candidate) bool { return c.ID == it.ID || key(c.text) == key(it.text) })
			if !said && words(it.text) <= longSentence && fits(it) {
				list = append(list, candidate{it, label, place, need})
				return true
			}
		}
		return false
	}
	all := func(item) bool { return true }
	impacts := best(together(b.items(postmortem.Impact)), felt)
	choose("Users", 0, 0, impacts, func(it item) bool { return !keptAlone(it.text) })
	if len(list) > 0 {
		label := "How long"
		if duration.MatchString(list[0].text) {
			label = "Also"
		}
		for _, length := range []*regexp.Regexp{duration, lasting} {
			if choose(label, 1, 4, impacts, func(it item) bool { return length.MatchString(it.text) && !keptAlone(it.text) }) {
				break
			}
		}
	}
	causes := best(together(b.items(postmortem.Cause)), explaining)
	started := func(it item) bool { return b.s.SideOf(it.Entry) == "start" && it.Cause != "luck" }
	_ = choose("How it started", 2, 2, causes, started) || choose("How it came about", 2, 2, causes, func(it item) bool { return it.Cause != "luck" })
	sure := func(it item) bool { return it.Cause != "luck" && it.state() == confirmed }
	_ = choose("Conditions", 3, 5, causes, func(it item) bool { return sure(it) && b.s.SideOf(it.Entry) != "start" }) || choose("Conditions", 3, 5, causes, sure)
	_ = choose("Restored by", 4, 1, best(together(b.items(postmortem.RemedyItem)), mending), func(it item) bool { return it.Item == "restored" && mending(it) >= 0 }) ||
		choose("Restored by", 4, 1, best(b.items(postmortem.Event), mending), func(it item) bool { return it.Event == "recovery" && mending(it) > 0 })
	choose("What changes", 5, 3, b.promised(), all)

	slices.SortStableFunc(list, func(x, y candidate) int { return cmp.Compare(x.need, y.need) })
	var kept []candidate
	room, left := briefSentences, briefWords
	for _, c := range list {
		if k, n := sentences(c.text), words(c.text); k <= room && n <= left {
			kept, room, left = append(kept, c), room-k, left-n
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
