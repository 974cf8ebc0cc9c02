package facilitator_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rubric"
)

// Whatever keeps a review from being published is said in words, with a button that
// leads to where it is mended.
func TestEachCheckNamesItsWay(t *testing.T) {
	leads := []string{postmortem.DoCorrect, postmortem.DoAdd, postmortem.DoFacts, postmortem.DoWrite, postmortem.DoConfirmAll, postmortem.DoHand, postmortem.DoWaiveCheck, postmortem.DoEdit}
	g := postmortem.DefaultGuide()
	for _, rule := range rubric.All() {
		if !rule.Blocks {
			continue
		}
		// Of the checks that are the session's own to tell, none is fulfilled here.
		s := &postmortem.Session{Status: postmortem.Draft, Texts: map[string]string{"E1": "The queue had no limit."},
			Entries: []postmortem.Entry{{ID: "E1", Kind: postmortem.Cause, State: postmortem.Proposed}}}
		s.ID, s.Facilitator, s.Publication.Examined = "PM-1", "UANA", true
		found := "The timeline has no entry"
		if !postmortem.Own(rule.ID) {
			s.Publication.Findings = []postmortem.Finding{{Check: rule.ID, Waivable: rule.Waivable()}}
			s.Texts[postmortem.FindingKey(rule.ID)] = found
		} else {
			found = map[string]string{"Q3": "somebody other than its owner", "Q14": "The queue had no limit", "Q59": "what this means to us"}[rule.ID]
		}
		ways, button := map[string]bool{}, false
		for i, p := range g.PublishCard(s, "UANA").Parts {
			if !strings.Contains(p.Text, found) {
				continue
			}
			beside := g.PublishCard(s, "UANA").Parts[i:min(i+2, len(g.PublishCard(s, "UANA").Parts))]
			for _, q := range beside {
				if q.Side != nil {
					ways[q.Side.Action] = true
				}
				for _, b := range q.Buttons {
					ways[b.Action] = true
				}
			}
			button = true
			if strings.HasPrefix(strings.TrimLeft(p.Text, "• `"), "Q") {
				t.Errorf("%s: the number comes before the words: %s", rule.ID, p.Text)
			}
		}
		if !button {
			t.Errorf("%s is not said: %s", rule.ID, g.PublishCard(s, "UANA").Plain())
		}
		if !slices.ContainsFunc(leads, func(verb string) bool { return ways[verb] }) {
			t.Errorf("%s (%s) has no way to mend it, only %v", rule.ID, rule.Title, ways)
		}
		if slices.Contains(s.WaivableChecks(), rule.ID) != (rule.Waivable() && rule.ID != "Q59" && rule.ID != "Q14") {
			t.Errorf("%s can be left open: %v", rule.ID, s.WaivableChecks())
		}
	}
}

// What is to be done fits what is there: where no action is, none can be completed, and
// a beginning that is not known is no entry of the timeline.
func TestAWayFitsTheReview(t *testing.T) {
	for check, want := range map[string]string{"Q47": postmortem.DoAdd, "Q48": postmortem.DoAdd, "Q33": postmortem.DoFacts, "Q29": postmortem.DoFacts} {
		s := &postmortem.Session{Status: postmortem.Draft, Texts: map[string]string{postmortem.FindingKey(check): "it is not there"}}
		s.ID, s.Facilitator, s.Publication.Examined = "PM-1", "UANA", true
		s.Publication.Findings = []postmortem.Finding{{Check: check, Waivable: true}}
		for _, p := range postmortem.DefaultGuide().PublishCard(s, "UANA").Parts {
			if strings.Contains(p.Text, "It is not there") && (p.Side == nil || p.Side.Action != want) {
				t.Errorf("%s leads to %+v, want %s", check, p.Side, want)
			}
		}
	}
}
