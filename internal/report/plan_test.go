package report

import (
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/postmortem"
)

// What people decided beside the actions stands in the review: what they live with,
// what they declined, whether it could happen again, and what the short forms mean.
func TestDecisions(t *testing.T) {
	s := search()
	add := func(e postmortem.Entry, text, why string) {
		e.State, e.Author = postmortem.Confirmed, "U2"
		s.Entries = append(s.Entries, e)
		s.Texts[e.ID] = text
		if why != "" {
			s.Texts[e.WhyKey()] = why
		}
	}
	var cause postmortem.Entry
	for _, e := range s.Live(postmortem.Cause) {
		if e.Cause == "condition" {
			cause = e
		}
	}
	add(postmortem.Entry{ID: "E90", Kind: postmortem.Risk, Addresses: []string{cause.ID}, Due: at("00:00")}, "The volume goes away in June.", "")
	add(postmortem.Entry{ID: "E91", Kind: postmortem.Idea, Declined: true}, "Rewrite the index.", "It would take a year.")
	add(postmortem.Entry{ID: "E92", Kind: postmortem.Idea}, "A second channel.", "")
	add(postmortem.Entry{ID: "E93", Kind: postmortem.Action, Number: 93, Action: postmortem.Offered, Addresses: []string{cause.ID}}, "Watch the volume.", "")
	add(postmortem.Entry{ID: "E94", Kind: postmortem.Term}, "IVM: the index volume manager.", "")
	s.Recurs = "partly"
	r := Build(s, options())
	for _, want := range []struct{ section, group, text, label string }{
		{SectionPrevention, groupRisks, "The volume goes away in June. About: The volume had 38% free space.", "to be looked at again on " + morning},
		{SectionPrevention, groupIdeas, "Rewrite the index.", "declined: It would take a year"},
		{SectionPrevention, groupIdeas, "A second channel.", "considered"},
		{SectionRootCause, "How it started", "The volume had 38% free space", "see AI-93"},
		{SectionRemedy, "Whether it could happen again", "Part of it is contained", ""},
		{SectionSources, "Glossary", "IVM: the index volume manager.", ""},
	} {
		found := false
		for _, st := range r.section(want.section).Sentences {
			found = found || st.Group == want.group && strings.HasPrefix(st.Text, want.text) && strings.Contains(st.Label, want.label)
		}
		if !found {
			t.Errorf("%s has nothing under %s like %q (%s): %+v", want.section, want.group, want.text, want.label, r.section(want.section).Sentences)
		}
	}
}
