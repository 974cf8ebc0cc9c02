package facilitator_test

import (
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/slackapp"
)

// The name of somebody who is in the channel and says nothing stands nowhere in the document:
// not where it was typed before or after they were known, and not in what is put right later.
func TestNobodyInTheChannelIsNamed(t *testing.T) {
	meet(t, func(r *room) {
		r.slack.present = []postmortem.Person{{ID: "U7", Name: "Tomás Wexler", Role: "storage engineer"}, {ID: "U8", Name: "Joana Prado"}, {ID: "U9", Name: "Runar Kvist", Role: "network engineer"}}
		r.slack.will("members", answer{err: slackapp.Later{After: 12 * time.Second}}, answer{err: slackapp.Later{After: 12 * time.Second}})
		r.starts()
		r.pass(time.Second)
		if n := r.slack.count("members"); n != 1 {
			t.Errorf("it asked %d times", n)
		}
		r.must(bo, postmortem.Add{Kind: postmortem.Impact, Text: "4% of checkouts failed once Joana Prado opened the shop"})
		r.pass(time.Minute)
		r.must(bo, postmortem.Heard{Ref: r.slack.ref(), Text: "09:12 UTC Tomás restarted the database"})
		r.pass(time.Minute)
		r.must(ana, postmortem.Finish{})
		r.pass(time.Minute)
		if n := r.slack.count("members"); n != 3 {
			t.Errorf("it asked %d times", n)
		}
		if doc := r.shown(); !strings.Contains(doc, "storage engineer restarted the database") || strings.Contains(doc, "Tomás") || strings.Contains(doc, "Joana") || strings.Contains(doc, "Prado") {
			t.Errorf("the draft says\n%s", doc)
		}
		if _, err := r.presses(ana, postmortem.Edit{Entry: "E1", Text: "5% of checkouts failed once Runar switched the network"}); err != nil {
			t.Fatal(err)
		}
		r.pass(10 * time.Minute)
		if doc := r.shown(); strings.Contains(doc, "Runar") || !strings.Contains(doc, "network engineer") {
			t.Errorf("then it says\n%s", doc)
		}
		if _, takesPart := r.session().People["U7"]; takesPart {
			t.Error("who is named takes part")
		}
	})
}
