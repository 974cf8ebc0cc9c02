package report

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/postmortem"
)

// reworded puts a model's words in the place of what they tell, where they still hold against it. They may not, since an
// entry may have been changed, taken out or confirmed anew since; then the assembled sentences stand.
func (b *builder) reworded() {
	told := map[string][]Passage{}
	b.prose(func(p Passage) { told[p.Section] = append(told[p.Section], p) })
	for _, id := range postmortem.Wordable() {
		state := b.s.WordingOf(id)
		if state != postmortem.WordingOffered && state != postmortem.WordingAccepted {
			continue
		}
		if state == postmortem.WordingOffered && b.o.Audience == Customer {
			continue // customers are told nothing that no person has accepted
		}
		sec := b.r.section(id)
		anew := slices.Clone(sec.Sentences)
		used := map[string]bool{}
		for _, r := range b.s.Wording(id) {
			for _, p := range told[id] {
				if p.Fault(r.Text, r.Of) == "" && !slices.ContainsFunc(r.Of, func(e string) bool { return used[e] }) {
					anew = replaced(anew, &p, r, state == postmortem.WordingOffered)
					for _, e := range r.Of {
						used[e] = true
					}
				}
			}
		}
		if id != SectionBrief || fits(anew, sec.Sentences) {
			sec.Sentences = anew
		}
	}
}

// replaced puts a sentence where the first of the units stands that it tells, and takes out the others.
func replaced(list []Sentence, p *Passage, r postmortem.Retold, machine bool) []Sentence {
	first := p.unit(r.Of[0])
	st := Sentence{Text: sentence(r.Text), State: confirmed, Machine: machine, Group: first.Group}
	var labels []string
	for _, id := range r.Of {
		u := p.unit(id)
		label := u.label
		if _, n := utf8.DecodeRuneInString(label); len(labels) > 0 {
			label = strings.ToLower(label[:n]) + label[n:]
		}
		labels = union(labels, []string{label})
		st.Cites, st.Entries = union(st.Cites, u.cites), union(st.Entries, u.entries)
	}
	st.Label = strings.Join(labels, ", ")
	var out []Sentence
	put := false
	for _, old := range list {
		switch {
		case old.Note || len(old.Entries) == 0 || !slices.Contains(r.Of, old.Entries[0]) || p.unit(old.Entries[0]).Text != old.Text:
			out = append(out, old)
		case !put:
			out, put = append(out, st), true
		}
	}
	return out
}

// fits reports whether a brief can be read at once, or is no longer than the one it replaces.
func fits(anew, assembled []Sentence) bool {
	n, all := 0, 0
	count := func(list []Sentence) (sentences, total int) {
		for _, st := range list {
			if !st.Note {
				sentences, total = sentences+1, total+words(st.Text)
			}
		}
		return sentences, total
	}
	n, all = count(anew)
	were, long := count(assembled)
	mean := func(n, all int) float64 { return float64(all) / float64(max(n, 1)) }
	return n >= min(2, were) && n <= max(briefSentences, were) && all <= max(briefWords, long) && mean(n, all) <= max(22, mean(were, long))
}
