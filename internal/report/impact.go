package report

import (
	"regexp"
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/postmortem"
)

// The headings within the impact.
const (
	groupTimes    = "Times"
	groupUsers    = "What users experienced"
	groupWorking  = "What kept working"
	groupDetected = "How it was noticed"
)

var stillWorked = regexp.MustCompile(`(?i)\b(kept (on )?(work|serv|runn|answer)\w*|still (work|serv|answer)\w*|continued to|not affected|unaffected|` +
	`(was|were|stayed) (fine|healthy|up)|no \w+( \w+)? (was |were |got )?lost|nothing was lost)\b`)

// noticing are the words of an entry whose time is that of being noticed.
var noticing = regexp.MustCompile(`(?i)\b(notic\w+|alert\w*|alarm\w*|paged?|pages|saw|heard|spotted|detected|report(ed|s)?|complain\w*|tickets?|tweet\w*|learn(ed|t))\b`)

func (b *builder) impactSection() Section {
	sec := Section{ID: SectionImpact, Title: "Impact"}
	impacts, noticed := b.items(postmortem.Impact), b.items(postmortem.Detection)
	add := func(s Sentence) { sec.Sentences = append(sec.Sentences, s) }
	for _, s := range b.times(impacts, noticed) {
		add(s)
	}
	for _, working := range []bool{false, true} {
		fits := func(it item) bool { return stillWorked.MatchString(it.text) != working }
		for _, it := range together(slices.DeleteFunc(slices.Clone(impacts), fits)) {
			group := groupUsers
			if working {
				group = groupWorking
			}
			s := it.say(group, "")
			if b.differs(it) {
				s.Label = "accounts differ"
			}
			add(s)
		}
	}
	for _, it := range together(noticed) {
		add(it.say(groupDetected, ""))
	}
	if len(impacts) == 0 {
		add(nothing("what users experienced", postmortem.Opening))
	}
	if len(noticed) == 0 {
		add(nothing("how it was noticed", postmortem.Opening))
	}
	return sec
}

// differs reports whether another account speaks against the item.
func (b *builder) differs(it item) bool {
	return slices.ContainsFunc(append([]postmortem.Entry{it.Entry}, it.same...), func(e postmortem.Entry) bool { return len(b.disputed[e.ID]) > 0 })
}

// times sets the moments side by side that entries hold.
func (b *builder) times(impacts, noticed []item) []Sentence {
	var out []Sentence
	said := ""
	began, ended := b.s.Given()
	told := slices.ContainsFunc(impacts, func(it item) bool { return it.At.Equal(began) && it.To.Equal(ended) })
	if !told && !(began.IsZero() && ended.IsZero()) {
		n := note("Users were affected " + span(began, ended) + ", as given when the review was opened.")
		n.Group = groupTimes
		out = append(out, n)
	}
	tell := func(what string, it item, clock string) {
		s := it.say(groupTimes, "")
		s.Text = what + " " + clock + "."
		out = append(out, s)
	}
	var first, last, seen *item
	for i, it := range impacts {
		if !it.lasted() {
			continue
		}
		if first == nil || it.At.Before(first.At) {
			first = &impacts[i]
		}
		if last == nil || it.To.After(last.To) {
			last = &impacts[i]
		}
	}
	for i, it := range noticed {
		if !it.At.IsZero() && noticing.MatchString(it.text) && (seen == nil || it.At.Before(seen.At)) {
			seen = &noticed[i]
		}
	}
	if seen != nil && !b.from.IsZero() && seen.At.Before(b.from) {
		seen = nil // It is about something that the window does not cover; its own words say it.
	}
	if first != nil {
		tell("The impact began at", *first, about(first.Precision, fullTime(first.At)))
		said = day(first.At)
	}
	if seen != nil {
		tell(noticedLead+" at", *seen, about(seen.Precision, stamp(seen.At, said)))
	}
	if s, ok := b.delay(impacts, noticed); ok {
		if seen != nil && slices.Contains(s.Entries, seen.ID) {
			s.Text = strings.TrimSuffix(out[len(out)-1].Text, ".") + "," + strings.TrimPrefix(s.Text, noticedLead)
			out = out[:len(out)-1]
		}
		out = append(out, s)
	}
	if last != nil {
		tell("The impact ended at", *last, about(last.Precision, stamp(last.To, said)))
	}
	return out
}

func (b *builder) learningSection() Section {
	sec := Section{ID: SectionLearnings, Title: "Learnings"}
	for _, it := range together(b.items(postmortem.Learning)) {
		sec.Sentences = append(sec.Sentences, it.say("", ""))
	}
	if len(sec.Sentences) == 0 {
		sec.Sentences = []Sentence{nothing("what people know now that they did not know before", postmortem.Close)}
	}
	return sec
}
