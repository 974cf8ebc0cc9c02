package report

import (
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/postmortem"
)

// TestBriefHasRoomForEach: a message of two sentences does not crowd out how it started, what restored it or what changes.
func TestBriefHasRoomForEach(t *testing.T) {
	const opening, cause, remedy, prevent = postmortem.Opening, postmortem.RootCause, postmortem.Remedy, postmortem.Prevention
	impact := func(text, words string) told {
		return told{"U4", "", text, entry{Kind: postmortem.Impact, Phase: opening}, words, ""}
	}
	restored := func(text, words string) told {
		return told{"U2", "", text, entry{Kind: postmortem.RemedyItem, Item: "restored", Phase: remedy}, words, ""}
	}
	talk := []told{
		impact("mail was delayed for 3 hours. 900 customers wrote in", "Mail was delayed for 3 hours"),
		restored("restarted the gateway with the new chain. after that the queue was empty", "The gateway was restarted with the new chain"),
		{"U3", "", "the renewal job skips wildcard certificates", entry{Kind: postmortem.Cause, Cause: "condition", Stem: "start", Phase: cause}, "The renewal job skips wildcard certificates", ""},
		{"U2", "", "I add an alert on expiry, by friday", entry{Kind: postmortem.Action, Phase: prevent, Owner: "U2", Action: postmortem.Owned, Type: "detect", Strength: 2}, "Alert on certificates that expire within 14 days", ""},
	}
	s := meeting(talk)
	second := func(of int, kind postmortem.Kind, item, words string) {
		e := s.Entries[of]
		e.ID, e.Kind, e.Item = "E"+words[:2], kind, item
		s.Entries = append(s.Entries[:of+1], append([]entry{e}, s.Entries[of+1:]...)...)
		s.Texts[e.ID] = words
	}
	second(1, postmortem.RemedyItem, "restored", "The queue was empty after that")
	second(0, postmortem.Impact, "", "900 customers wrote in about missing mail")
	var brief []string
	for _, x := range build(s, options(), plainReading).Sections {
		if x.ID == SectionBrief {
			for _, y := range x.Sentences {
				brief = append(brief, y.Label+": "+y.Text)
			}
		}
	}
	got := strings.Join(brief, "\n")
	for _, want := range []string{"Users: Mail was delayed", "How it started: The renewal job", "Restored by: The gateway was restarted", "What changes: Alert on"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in the brief:\n%s", want, got)
		}
	}
	n := 0
	for _, x := range brief {
		n += sentences(x)
	}
	if n > briefSentences {
		t.Errorf("%d sentences:\n%s", n, got)
	}
}
