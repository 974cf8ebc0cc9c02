package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/internal/postmortem"
)

// disagree finds the events of which accounts differ.
func (b *builder) disagree() {
	var accounts []evidence.Account
	byID := map[string]item{}
	for _, it := range append(slices.Clone(b.all[postmortem.Event]), b.all[postmortem.Impact]...) {
		byID[it.ID] = it
		accounts = append(accounts, evidence.Account{
			ID: it.ID, Text: it.text, At: it.At, Event: it.Event, Author: it.Author, Written: it.Written,
		})
	}
	b.disputed = map[string][]string{}
	for _, c := range b.read.conflicts(accounts) {
		if b.s.ToldApart(c.Accounts) {
			continue
		}
		d := Disagreement{About: b.text(c.About)}
		var in []item
		said := ""
		told := map[string]int{} // where an account stands that says the same
		for _, id := range c.Accounts {
			it, ok := byID[id]
			if !ok {
				continue
			}
			in = append(in, it)
			same := about(it.Precision, it.At.String()) + strings.Join(it.cites, " ")
			if len(it.cites) == 0 {
				same += key(it.text)
			}
			if i, ok := told[same]; ok {
				d.Accounts[i].Cites = union(d.Accounts[i].Cites, it.cites)
				continue
			}
			told[same] = len(d.Accounts)
			d.Accounts = append(d.Accounts, Account{Text: sentence(it.timed(said)), Cites: it.cites, state: it.state(), entries: it.ids()})
			if !it.At.IsZero() {
				said = day(it.At)
			}
		}
		if len(d.Accounts) < 2 {
			continue
		}
		for _, it := range in {
			for _, other := range in {
				if other.ID != it.ID && !other.At.IsZero() && !other.At.Equal(it.At) {
					b.disputed[it.ID] = append(b.disputed[it.ID], about(other.Precision, stamp(other.At, day(it.At))))
				} else if other.ID != it.ID {
					b.disputed[it.ID] = append(b.disputed[it.ID], "")
				}
			}
		}
		b.r.Disagreements = append(b.r.Disagreements, d)
	}
}

// union returns a, and after it what only b has.
func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

// timed is an item's text, led by its time unless the text tells it; said is the day that was just named.
func (it item) timed(said string) string {
	if it.At.IsZero() || strings.Contains(it.text, clockTime(it.At)) {
		return it.text
	}
	return about(it.Precision, stamp(it.At, said)) + ": " + it.text
}

// moments fills the timeline, in the order of time; what has no time comes last, in the order of telling.
func (b *builder) moments() {
	list := slices.Clone(b.all[postmortem.Event])
	slices.SortStableFunc(list, func(x, y item) int {
		if x.At.IsZero() != y.At.IsZero() {
			if x.At.IsZero() {
				return 1
			}
			return -1
		}
		return x.At.Compare(y.At)
	})
	for _, it := range list {
		m := Moment{
			At: pointer(it.At), Precision: cmp.Or(it.Precision, exact), Kind: cmp.Or(it.Event, "event"),
			Text: it.text, Cites: it.cites, State: it.state(), Corrected: it.fixed, Hand: it.hand, Told: it.Face(), others: b.disputed[it.ID], entries: it.ids(),
		}
		if m.At == nil {
			m.Precision = unknown
		}
		b.r.Timeline = append(b.r.Timeline, m)
	}
}

// when is a row's time in full.
func (m Moment) when() string {
	if m.At == nil && m.Told != "" {
		return m.Told + ", clock not settled"
	}
	if m.At == nil {
		return "time unknown"
	}
	return about(m.Precision, fullTime(*m.At))
}

// differs says what other accounts of the same event give.
func (m Moment) differs() string {
	if len(m.others) == 0 {
		return ""
	}
	var times []string
	for _, t := range m.others {
		bare := strings.TrimPrefix(t, "about ")
		if t != "" && !slices.ContainsFunc(times, func(u string) bool { return strings.TrimPrefix(u, "about ") == bare }) {
			times = append(times, t)
		}
	}
	if len(times) == 0 {
		return "accounts differ"
	}
	return "accounts differ, also told for " + strings.Join(times, ", ")
}

func (b *builder) timelineSection() Section {
	sec := Section{ID: SectionTimeline, Title: "Timeline", Sentences: tell(b.r.Timeline)}
	if len(sec.Sentences) == 0 {
		sec.Sentences = []Sentence{nothing("what happened and when", postmortem.Timeline)}
	}
	return sec
}

// tell is each row of a timeline as a sentence.
func tell(rows []Moment) []Sentence {
	var out []Sentence
	for _, m := range rows {
		out = append(out, Sentence{
			Text: m.when() + ": " + sentence(m.Text), Cites: m.Cites, Entries: m.entries, State: m.State, Machine: m.State == proposed, Corrected: m.Corrected, Hand: m.Hand, row: true,
		})
	}
	return out
}
