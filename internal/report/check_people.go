package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rubric"
)

// tagged looks for what others find a review by. The service is in no field, so that it can be told only what is missing.
func (b *builder) tagged() (open, met string) {
	var lacks []string
	if b.r.Severity == "" {
		lacks = append(lacks, "a severity")
	}
	if !slices.ContainsFunc(b.r.Causes, func(c Cause) bool { return c.Kind == "trigger" }) {
		lacks = append(lacks, "a cause that is marked as the trigger")
	}
	if len(lacks) > 0 {
		return "it cannot be found by its kind: " + strings.Join(lacks, " and ") + " is missing", ""
	}
	return "", ""
}

// spelled looks for acronyms that stand twice or more and are explained neither in the glossary nor beside them.
func (b *builder) spelled() (open, met string) {
	uses := map[string]int{}
	var order []string
	var all strings.Builder
	b.statements(func(_ Section, st Sentence) bool {
		for _, a := range evidence.Acronyms(prose(st.Text)) {
			if uses[a]++; uses[a] == 1 {
				order = append(order, a)
			}
		}
		all.WriteString(st.Text + "\n")
		return true
	})
	explained := map[string]bool{}
	for _, it := range b.items(postmortem.Term) {
		for _, w := range strings.FieldsFunc(it.text, func(r rune) bool { return strings.ContainsRune(" :=–-,", r) }) {
			explained[w] = true
		}
	}
	var bare []string
	for _, a := range order {
		beside := regexp.MustCompile(`\(` + regexp.QuoteMeta(a) + `s?\)|\b` + regexp.QuoteMeta(a) + ` \(\pL`) // an acronym has two to six letters
		if uses[a] > 1 && !explained[a] && !beside.MatchString(all.String()) {
			bare = append(bare, a)
		}
	}
	if len(bare) > 0 {
		return fmt.Sprintf("%s more than once and in no glossary: %s", plural(len(bare), "acronym stands", "acronyms stand"), strings.Join(bare, ", ")), ""
	}
	return "", "no acronym that stands more than once is left unexplained"
}

// whoDidHarm counts the sentences about harm whose doer is a person: one in twenty may be.
func (b *builder) whoDidHarm() (open, met string) {
	told, people, first := 0, 0, ""
	b.statements(func(_ Section, st Sentence) bool {
		harm, person := rubric.Harm(prose(st.Text))
		if harm {
			told++
		}
		if person {
			if people++; first == "" {
				first = st.Text
			}
		}
		return true
	})
	switch {
	case people*20 > told:
		return fmt.Sprintf("a person does the harm in %q; what made it possible?", first), ""
	case told == 0:
		return "", ""
	}
	return "", "systems and conditions do the harm, in " + plural(told, "statement", "statements")
}

// outright looks for an outage beside something that kept working.
func (b *builder) outright() (open, met string) {
	called, kept := "", ""
	for _, id := range []string{SectionBrief, SectionImpact} {
		for _, st := range b.r.section(id).Sentences {
			if st.Note {
				continue
			}
			if text := prose(st.Text); rubric.KeptWorking(text) != "" {
				kept = st.Text
			} else if called == "" {
				called = rubric.Outage(text)
			}
		}
	}
	if called != "" && kept != "" {
		return fmt.Sprintf("%q is said, and %q; say what was degraded", called, kept), ""
	}
	return "", ""
}

// watched looks for an action that detects where only people noticed.
func (b *builder) watched() (open, met string) {
	people := false
	for _, it := range b.items(postmortem.Detection) {
		switch {
		case rubric.NoticedByMachine(it.text):
			return "", "something automatic noticed it"
		case rubric.NoticedByPeople(it.text):
			people = true
		}
	}
	if !people {
		return "", ""
	}
	for a := range b.openActions {
		if a.Type == "detect" {
			return "", "only people noticed it, and " + a.label() + " is to detect it"
		}
	}
	return "only people noticed it, and no open action would have a machine notice", ""
}

// unsung looks for something that went well and makes nobody the hero.
func (b *builder) unsung() (open, met string) {
	all, heroic, words := 0, 0, ""
	for _, it := range b.items(postmortem.RemedyItem) {
		if it.Item != "helped" {
			continue
		}
		all++
		if h := rubric.Hero(prose(it.text)); h != "" {
			heroic, words = heroic+1, h
		}
	}
	switch {
	case all == 0:
		return "", ""
	case heroic == all:
		return fmt.Sprintf("what helped is told as one person's deed: %q; what made it possible?", words), ""
	}
	return "", "what helped makes nobody the hero"
}
