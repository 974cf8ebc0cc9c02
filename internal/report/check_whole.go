package report

import (
	"fmt"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rubric"
)

// headed looks for what the top of a review has to say.
func (b *builder) headed() (open, met string) {
	var lacks []string
	need := func(ok bool, what string) {
		if !ok {
			lacks = append(lacks, what)
		}
	}
	dated := !b.from.IsZero()
	for _, m := range b.r.Timeline {
		dated = dated || m.At != nil
	}
	need(words(b.r.Title) >= 2, "a title that says what users met with")
	need(dated, "a date of the incident")
	need(b.r.Severity != "", "a severity")
	need(b.s.Carrier() != "", "an owner")
	if len(lacks) > 0 {
		return "the header lacks " + strings.Join(lacks, ", "), ""
	}
	return "", "title, date, severity and one owner are there"
}

// counting looks whether the header says what the document was put together from. That a sentence is the machine's is said
// beside it by every form of the document.
func (b *builder) counting() (open, met string) {
	header := b.r.section(SectionHeader)
	if n := len(header.Sentences); n == 0 || header.Sentences[n-1].Text != b.r.head.assembled {
		return "the header does not say from how many messages this was put together", ""
	}
	return "", "the header says how many messages were used and how many left out"
}

// shared looks for readers beyond the team.
func (b *builder) shared() (open, met string) {
	to := b.s.Publication.Readers()
	switch to {
	case postmortem.ForTeam:
		return "it is published for the team alone", ""
	case "":
		for _, c := range b.gates {
			if c.ID == "L4" && c.State == postmortem.GateMet {
				return "", "the Close says who else should hear of it"
			}
		}
		return "nobody has said who beyond the team should read this", ""
	}
	return "", "it is for the " + string(to)
}

// soonEnough is how long after the end of an incident its review is still read with interest: three days for what was most
// severe, a week for the rest.
func (b *builder) soonEnough() time.Duration {
	if severe := strings.ToUpper(b.r.Severity); severe == "SEV1" || severe == "P1" || severe == "P0" || severe == "SEV0" {
		return 3 * 24 * time.Hour
	}
	return 7 * 24 * time.Hour
}

// inTime compares the day of publication with the end of the incident. While there is time left nothing can be told.
func (b *builder) inTime() (open, met string) {
	if b.to.IsZero() {
		return "", ""
	}
	limit := b.to.Add(b.soonEnough())
	days := int(b.soonEnough() / (24 * time.Hour))
	switch at := b.s.Publication.Versions; {
	case len(at) > 0 && at[0].After(limit):
		return fmt.Sprintf("it was published on %s, more than %d days after the end of the impact", day(at[0]), days), ""
	case len(at) > 0:
		return "", "it was published within " + plural(days, "day", "days")
	case !b.o.Now.IsZero() && b.o.Now.After(limit):
		return fmt.Sprintf("%d days have passed since the end of the impact, and it is not published", days), ""
	}
	return "", ""
}

// The limits of a brief, which is read before anything else.
const (
	briefLeast = 2
	briefMean  = 22 // words of a sentence, on average
)

func (b *builder) short() (open, met string) {
	all, n := 0, 0
	for _, st := range b.r.section(SectionBrief).Sentences {
		if st.Note {
			continue
		}
		all += sentences(st.Text)
		n += words(st.Text)
	}
	switch {
	case all < briefLeast:
		return "the brief has less than two sentences", ""
	case all > briefSentences:
		return fmt.Sprintf("the brief has %d sentences, and five are read", all), ""
	case n > briefWords:
		return fmt.Sprintf("the brief has %d words, and %d are read", n, briefWords), ""
	case n > briefMean*all:
		return fmt.Sprintf("the sentences of the brief have %d words on average, and %d are easy to read", n/all, briefMean), ""
	}
	return "", plural(all, "sentence", "sentences") + " and " + plural(n, "word", "words")
}

// measured looks for an amount without a number where the impact is told.
func (b *builder) measured() (open, met string) {
	for _, id := range []string{SectionBrief, SectionImpact} {
		for _, st := range b.r.section(id).Sentences {
			if st.Note || strings.ContainsAny(st.Text, "0123456789") {
				continue
			}
			if amount := rubric.Vague(prose(st.Text)); amount != "" {
				return fmt.Sprintf("%q stands where a number belongs, in the section %s", amount, id), ""
			}
		}
	}
	return "", "where the impact is told, no amount is left vague"
}
