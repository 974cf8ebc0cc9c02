package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/postmortem"
)

// mostCauses is how many causes stand under their stems: who reads more than a dozen weighs none of them. The others follow
// in short.
const mostCauses = 12

// inWords is a kind as people read it.
func inWords(kind string) string { return strings.ReplaceAll(kind, "_", " ") }

// order puts the causes first that carry most: confirmed ones, the trigger before the conditions it met, and what was said
// when causes were asked for.
func (b *builder) order() {
	late := func(yes bool) int {
		if yes {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(b.all[postmortem.Cause], func(x, y item) int {
		return cmp.Or(cmp.Compare(x.state(), y.state()), cmp.Compare(late(x.Cause != "trigger"), late(y.Cause != "trigger")),
			cmp.Compare(late(x.Phase != postmortem.RootCause), late(y.Phase != postmortem.RootCause)))
	})
}

func (b *builder) causes() {
	b.order()
	for _, it := range b.all[postmortem.Cause] {
		parents := b.parents(it.Entry)
		b.r.Causes = append(b.r.Causes, Cause{
			ID: it.ID, Text: it.text, Kind: cmp.Or(it.Cause, "condition"), Stem: b.s.SideOf(it.Entry), Parents: parents,
			Confidence: b.confidence(it), Cites: it.cites, State: it.state(), other: it.Against != "" && len(parents) > 0,
		})
	}
}

// parents are the causes that one stands below, as far as they are in the review; one that says the same as another is
// told there.
func (b *builder) parents(e postmortem.Entry) []string {
	out := []string{}
	for _, it := range b.all[postmortem.Cause] {
		is := func(o postmortem.Entry) bool { return slices.Contains(e.Parents, o.ID) || e.Against == o.ID }
		if it.ID != e.ID && (is(it.Entry) || slices.ContainsFunc(it.same, is)) {
			out = append(out, it.ID)
		}
	}
	return out
}

func (b *builder) confidence(it item) string {
	if c := b.s.Confidence(it.Entry); c == postmortem.Disputed || c == postmortem.Hypothesis {
		return string(c)
	}
	voices := map[string]bool{}
	for _, ref := range it.refs {
		if m, ok := b.s.Messages[ref]; ok && !m.Gone {
			voices[m.Author] = true
		}
	}
	for _, e := range append(it.same, it.Entry) {
		if e.Author != "" && len(e.Sources) > 0 {
			voices[e.Author] = true
		}
	}
	if len(voices) > 1 {
		return string(postmortem.Established)
	}
	return string(postmortem.Likely)
}

func (b *builder) causeSection() Section {
	sec := Section{ID: SectionRootCause, Title: "Root cause"}
	list := b.items(postmortem.Cause)
	if len(list) == 0 {
		sec.Sentences = []Sentence{nothing("how the conditions came together", postmortem.RootCause)}
		return sec
	}
	var empty []string
	list = together(slices.DeleteFunc(list, b.luckOfRemedy))
	rest := list[min(len(list), mostCauses):]
	for _, stem := range append(postmortem.Stems(), "") {
		found := false
		for _, it := range list[:len(list)-len(rest)] {
			if s := b.s.SideOf(it.Entry); s == stem || stem == "" && !slices.Contains(postmortem.Stems(), s) {
				found = true
				sec.Sentences = append(sec.Sentences, it.say(postmortem.StemTitle(stem), inWords(cmp.Or(it.Cause, "condition"))+", "+b.confidence(it)+b.answers(it)))
			}
		}
		if !found && stem != "" {
			empty = append(empty, stem)
		}
	}
	sec.Sentences = append(sec.Sentences, b.changedBefore()...)
	for _, it := range rest {
		empty = slices.DeleteFunc(empty, func(stem string) bool { return stem == b.s.SideOf(it.Entry) })
		sec.Sentences = append(sec.Sentences, it.say("Also mentioned", inWords(cmp.Or(it.Cause, "condition"))+", "+b.confidence(it)))
	}
	for i, stem := range empty {
		title := postmortem.StemTitle(stem)
		empty[i] = strings.ToLower(title[:1]) + title[1:]
	}
	if len(empty) > 0 {
		sec.Sentences = append(sec.Sentences, note("Nothing was recorded in the phase Root cause on "+strings.Join(empty, ", or on ")+"."))
	}
	return sec
}

// answers names what is done about a cause, as the end of its label.
func (b *builder) answers(it item) string {
	var by []string
	for _, e := range b.s.AnswersTo(it.Entry) {
		if e.Kind == postmortem.Action && b.text(b.s.Text(e.ID)) != "" {
			by = append(by, e.Tag())
		}
	}
	if len(by) == 0 {
		return ""
	}
	return ", see " + strings.Join(by, " and ")
}

// recurrences say how people see it today whether it could happen again.
var recurrences = map[string]string{
	"contained": "As things stand it is contained and could not happen again today.",
	"partly":    "Part of it is contained; part of it could happen again today.",
	"not":       "Nothing stops it yet; it could happen again today.",
	"unknown":   "Nobody knows yet whether it could happen again today.",
}

// remedies are the parts of the remedy, in words.
var remedies = []struct{ item, title, what string }{
	{"restored", "What restored the service", "what restored the service"},
	{"temporary", "What only holds for now", "what only holds for now"},
	{"helped", "What helped", "what helped"},
	{"hindered", "What hindered", "what hindered"},
	{"luck", "Where there was luck", "luck"},
	{"communication", "Who was told", "who was told"},
}

func (b *builder) remedySection() Section {
	sec := Section{ID: SectionRemedy, Title: "Remedy"}
	list := b.items(postmortem.RemedyItem)
	if len(list) == 0 {
		sec.Sentences = []Sentence{nothing("what restored the service, or what helped and hindered", postmortem.Remedy)}
		sec.Sentences = append(sec.Sentences, b.lastDone()...)
		return sec
	}
	var empty []string
	list = together(list)
	for _, part := range remedies {
		found := false
		for _, it := range list {
			if it.Item == part.item || part.item == "restored" && it.Item == "" {
				found = true
				sec.Sentences = append(sec.Sentences, it.say(part.title, ""))
			}
		}
		if !found && part.item == "luck" {
			found = b.luckAmongCauses()
		}
		if !found {
			empty = append(empty, part.what)
		}
		if !found && part.item == "restored" {
			sec.Sentences = append(sec.Sentences, b.lastDone()...)
		}
	}
	if text := recurrences[b.s.Recurs]; text != "" {
		n := note(text)
		n.Group = "Whether it could happen again"
		sec.Sentences = append(sec.Sentences, n)
	}
	if len(empty) > 0 {
		sec.Sentences = append(sec.Sentences, note("Nothing was recorded in the phase Remedy on "+strings.Join(empty, ", or on ")+"."))
	}
	return sec
}

// luckOfRemedy reports whether a cause is luck that the remedy tells too; it is read there.
func (b *builder) luckOfRemedy(it item) bool {
	return it.Cause == "luck" && slices.ContainsFunc(b.all[postmortem.RemedyItem], func(o item) bool {
		return o.Item == "luck" && key(o.text) == key(it.text)
	})
}

// luckAmongCauses reports whether the causes tell of luck.
func (b *builder) luckAmongCauses() bool {
	for _, it := range b.all[postmortem.Cause] {
		if it.Cause == "luck" {
			return true
		}
	}
	return false
}
