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

// A slot is a place in the brief: what it tells, and the sentences that could tell it, the best first.
type slot struct {
	label string
	place int // where it stands, from 0
	from  []item
}

// brief chooses entries that tell in a few lines what users experienced and for how long, how it started, what restored
// it, and what changes. Those four come before anything else: none of them is as long as to leave another without a line.
func (b *builder) brief() Section {
	sec := Section{ID: SectionBrief, Title: "In brief"}
	impacts := b.tellings(postmortem.Impact, felt)
	causes := b.tellings(postmortem.Cause, explaining)
	start := func(it item) bool { return b.s.SideOf(it.Entry) == "start" && it.Cause != "luck" }
	sure := func(it item) bool { return it.Cause != "luck" && it.state() == confirmed }
	began := slot{"How it started", 2, those(causes, start)}
	if len(began.from) == 0 {
		began = slot{"How it came about", 2, those(causes, func(it item) bool { return it.Cause != "luck" })}
	}
	mended := slot{"Restored by", 4, those(b.tellings(postmortem.RemedyItem, mending), func(it item) bool { return it.Item == "restored" && mending(it) >= 0 })}
	if len(mended.from) == 0 {
		mended.from = those(b.tellings(postmortem.Event, mending), func(it item) bool { return it.Event == "recovery" && mending(it) > 0 })
	}
	slots := []slot{ // by how soon they are missed
		{"Users", 0, those(impacts, func(it item) bool { return !keptAlone(it.text) })}, mended, began, {"What changes", 5, b.promised()},
	}
	p := summary{room: briefSentences, left: briefWords}
	for i, s := range slots {
		p.take(s, slots[i+1:])
	}
	if len(p.kept) > 0 && p.kept[0].place == 0 {
		label := "How long"
		if duration.MatchString(p.kept[0].text) {
			label = "Also"
		}
		for _, length := range []*regexp.Regexp{duration, lasting} {
			if p.take(slot{label, 1, those(impacts, func(it item) bool { return length.MatchString(it.text) && !keptAlone(it.text) })}, nil) {
				break
			}
		}
	}
	_ = p.take(slot{"Conditions", 3, those(causes, func(it item) bool { return sure(it) && b.s.SideOf(it.Entry) != "start" })}, nil) ||
		p.take(slot{"Conditions", 3, those(causes, sure)}, nil)

	slices.SortStableFunc(p.kept, func(x, y chosen) int { return cmp.Compare(x.place, y.place) })
	for _, l := range p.kept {
		sec.Sentences = append(sec.Sentences, l.say("", l.label))
	}
	if len(p.kept) == 0 {
		sec.Sentences = []Sentence{note("There is nothing to sum up yet: the brief is put together from what the phases Opening to Prevention record.")}
	}
	return sec
}

// tellings are the entries of a kind that may stand in the brief, the best first: sentences of one message together, and
// behind them each by itself, for where only one fits.
func (b *builder) tellings(k postmortem.Kind, worth func(item) int) []item {
	var out []item
	parts := best(b.items(k), worth)
	for _, whole := range best(together(b.items(k)), worth) {
		out = append(out, whole)
		if sentences(whole.text) > 1 {
			out = append(out, those(parts, func(it item) bool { return slices.Contains(whole.ids(), it.ID) })...)
		}
	}
	return out
}

// those returns the items that fit.
func those(list []item, fits func(item) bool) []item {
	return slices.DeleteFunc(slices.Clone(list), func(it item) bool { return !fits(it) })
}

// A chosen item is one in the place that it was chosen for.
type chosen struct {
	item
	label string
	place int
}

// A summary is the brief while it is being filled.
type summary struct {
	kept       []chosen
	room, left int // sentences and words
}

// take puts the first item of a slot into the summary that leaves a line to each slot after it, and reports whether there is one.
func (p *summary) take(s slot, after []slot) bool {
	room, left := p.room, p.left
	for _, next := range after {
		if n := shortest(next.from); n > 0 {
			room, left = room-1, left-n
		}
	}
	for _, it := range s.from {
		if k, n := sentences(it.text), words(it.text); n <= longSentence && k <= room && n <= left && !p.tells(it) {
			p.kept = append(p.kept, chosen{it, s.label, s.place})
			p.room, p.left = p.room-k, p.left-n
			return true
		}
	}
	return false
}

// tells reports whether the summary tells an item, or part of it, already.
func (p *summary) tells(it item) bool {
	return slices.ContainsFunc(p.kept, func(l chosen) bool {
		return key(l.text) == key(it.text) || slices.ContainsFunc(it.ids(), func(id string) bool { return slices.Contains(l.ids(), id) })
	})
}

// shortest is the number of words of the shortest item of one sentence; 0 if there is none.
func shortest(list []item) int {
	least := 0
	for _, it := range list {
		if n := words(it.text); sentences(it.text) == 1 && n <= longSentence && (least == 0 || n < least) {
			least = n
		}
	}
	return least
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
