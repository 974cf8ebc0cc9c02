package report

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/rubric"
)

// checks computes what can be told for certain from the session and the finished document. A check that is not computed
// is not listed.
func (b *builder) checks() []rubric.Verdict {
	type reading struct { // of one rule of the rubric
		id    string
		check func() (open, met string)
	}
	var out []rubric.Verdict
	said := b.wordings()
	words := func(id string, find func(string) string, absent string) reading {
		return reading{id, func() (string, string) { return b.wording(id, said, find, absent) }}
	}
	b.gates = b.criteria()
	for _, r := range []reading{
		{"Q1", b.allSections}, {"Q2", b.headed}, {"Q3", b.confirmedByOthers}, {"Q4", b.counting}, {"Q5", b.tagged},
		{"Q6", b.shared}, {"Q7", b.inTime}, {"Q8", b.short}, {"Q9", b.spelled}, {"Q10", b.linked},
		{"Q12", b.everySentenceCites}, {"Q13", b.factsCopied}, {"Q14", b.handed}, {"Q15", b.public}, {"Q16", b.noNames},
		{"Q18", b.noLeaks}, {"Q20", b.manyVoices},
		words("Q21", rubric.Counterfactual, "no counterfactual"), words("Q22", rubric.Accusing, "no accusing or labelling word"),
		words("Q23", rubric.Judging, "no judging adverb, drama or exclamation mark"), words("Q24", rubric.Leading, "no leading question"),
		{"Q25", b.whoDidHarm}, {"Q26", b.outright}, {"Q27", b.measured}, {"Q30", b.timesMarked}, {"Q32", b.inOrder},
		{"Q33", b.startsBefore}, {"Q40", b.watched}, {"Q44", b.unsung}, {"Q45", b.wentWell},
		{"Q47", b.actionsWhole}, {"Q48", b.actionsConcrete}, {"Q49", b.verifiable}, {"Q50", b.aboutSystems},
		{"Q53", b.kinds}, {"Q56", b.fewActions}, {"Q58", b.gapsShown}, {"Q59", b.ownersSections},
	} {
		open, met := r.check()
		if open == "" && met == "" {
			continue // it cannot be told yet
		}
		if open != "" {
			out = append(out, b.waived(rubric.Verdict{ID: r.id, Result: rubric.Open, Why: open, Where: b.s.Mended(b.o.Words, r.id), Of: b.found[r.id]}))
		} else {
			out = append(out, rubric.Verdict{ID: r.id, Result: rubric.Met, Why: met})
		}
	}
	for _, g := range gated {
		v, ok := b.standing(g.rule, g.criteria...)
		if !ok {
			v, ok = b.standing(g.rule, g.instead)
		}
		if ok {
			out = append(out, b.waived(v))
		}
	}
	slices.SortFunc(out, func(x, y rubric.Verdict) int { return cmp.Compare(rubric.Place(x.ID), rubric.Place(y.ID)) })
	return out
}

// statements are the sentences about the incident, from the brief to the learnings.
func (b *builder) statements(yield func(Section, Sentence) bool) {
	for _, sec := range b.r.Sections {
		for _, st := range sec.Sentences {
			if ofIncident(sec.ID) && !st.Note && !yield(sec, st) {
				return
			}
		}
	}
}

func (b *builder) allSections() (open, met string) {
	want := sectionIDs()
	for i, id := range want {
		if i >= len(b.r.Sections) || b.r.Sections[i].ID != id || len(b.r.Sections[i].Sentences) == 0 {
			return "the section " + id + " is missing or says nothing", ""
		}
	}
	return "", "all 12 sections are there; each says what it holds or why it is empty"
}

// linked looks for pasted chat: more than three sentences in a row that are whole messages.
func (b *builder) linked() (open, met string) {
	full := map[string]string{}
	for ref, src := range b.cited {
		full[src.id] = key(b.text(b.s.Text(ref.Key())))
	}
	row, place := 0, ""
	b.statements(func(sec Section, st Sentence) bool {
		text := key(st.Text)
		whole := words(text) >= 8 && slices.ContainsFunc(st.Cites, func(id string) bool {
			return len(full[id]) > 0 && strings.HasSuffix(text, full[id]) && words(full[id]) >= 8
		})
		if row++; !whole || place != sec.ID {
			row = 0
			if whole {
				row = 1
			}
		}
		place = sec.ID
		return row <= 3
	})
	if row > 3 {
		return "more than three whole messages stand in a row in the section " + place, ""
	}
	return "", "no block of whole messages"
}

// key is a text as it is compared: its words and numbers.
func key(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return strings.ContainsRune(" .,;:!?`\"'()", r)
	}), " ")
}

func (b *builder) everySentenceCites() (open, met string) {
	n, bare, first := 0, 0, ""
	b.statements(func(_ Section, st Sentence) bool {
		if n++; len(st.Cites) == 0 && st.Hand == "" {
			if bare++; first == "" {
				first = st.Text
			}
		}
		return true
	})
	switch {
	case n == 0:
		return "there is no statement yet", ""
	case bare > 0:
		return fmt.Sprintf("%s no source, the first: %q", plural(bare, "statement has", "statements have"), first), ""
	}
	return "", plural(n, "statement", "statements") + ", each with a source"
}

func (b *builder) noNames() (open, met string) {
	if b.roster.empty() {
		return "nobody's name is known, so nothing could be looked for", ""
	}
	look := func(where, text string) bool {
		if len(b.roster.find(text)) > 0 {
			open = "a participant's name stands in the section " + where
		}
		return open == ""
	}
	for _, sec := range b.r.Sections {
		for _, st := range sec.Sentences {
			look(sec.ID, st.Text)
		}
	}
	for _, d := range b.r.Disagreements {
		look(SectionTimeline, d.About)
	}
	return open, "no name of a participant outside the owners of actions"
}

func (b *builder) timesMarked() (open, met string) {
	if len(b.r.Timeline) == 0 {
		return "the timeline has no entry", ""
	}
	marked := 0
	for _, m := range b.r.Timeline {
		if zone := otherZone.FindString(prose(m.Text)); zone != "" {
			return fmt.Sprintf("the timeline is in UTC, and %q says %s", m.Text, zone), ""
		}
		switch {
		case m.At == nil && m.Precision != unknown:
			return fmt.Sprintf("%q has no time and is not marked as unknown", m.Text), ""
		case m.Precision != exact:
			marked++
		}
	}
	return "", fmt.Sprintf("%s in UTC, %d marked as approximate or unknown", plural(len(b.r.Timeline), "entry", "entries"), marked)
}

var otherZone = regexp.MustCompile(`\b(CET|CEST|MEZ|BST|IST|JST|EST|EDT|CST|CDT|MST|MDT|PST|PDT|(?i:\d\s?[ap]m))\b`)

// leadUp is how long before an impact what led to it is still told without a doubt.
const leadUp = 31 * 24 * time.Hour

// inOrder looks for rows out of order and for a jump of a day, which is more often a slip of the pen than a long night.
func (b *builder) inOrder() (open, met string) {
	var last time.Time
	n := 0
	for _, m := range b.r.Timeline {
		if m.At == nil {
			continue
		}
		n++
		switch jump := m.At.Sub(last); {
		case last.IsZero():
		case last.Before(b.from) && jump < leadUp: // what led up to it can lie days back
		case jump < 0:
			return fmt.Sprintf("%q stands before something earlier", m.Text), ""
		case jump >= 24*time.Hour:
			return fmt.Sprintf("nothing is told between %s and %s", fullTime(last), fullTime(*m.At)), ""
		}
		last = *m.At
	}
	if n == 0 {
		return "no entry of the timeline has a time", ""
	}
	return "", "entries with a time are in order, no day is without one once the impact began; the impact's begin and end are marked"
}

func (b *builder) startsBefore() (open, met string) {
	if b.from.IsZero() {
		return "the begin of the impact is not known", ""
	}
	if len(b.r.Timeline) == 0 {
		return "the timeline has no entry", ""
	}
	switch m := b.r.Timeline[0]; {
	case m.At == nil:
		return "no entry of the timeline has a time", ""
	case !m.At.Before(b.from):
		return fmt.Sprintf("the timeline starts at %s, and the impact began at %s", fullTime(*m.At), fullTime(b.from)), ""
	case m.Kind == "signal":
		return fmt.Sprintf("the timeline starts with a signal, at %s", fullTime(*m.At)), ""
	}
	return "", "the timeline starts before the impact and before the first signal"
}
