package facilitator_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/slackapp"
	"github.com/remedybot/remedy/internal/tone"
)

// What somebody tries in private leaves nothing behind, in a review or without one.
func TestConsideringKeepsNothing(t *testing.T) {
	meetWith(t, func() tone.Checker { return tone.NewLocal() }, func(r *room) {
		r.starts()
		r.pass(time.Minute)
		before, deeds := r.session().Clone(), len(r.slack.deeds)
		for _, review := range []postmortem.SessionID{"", before.ID, "PM-99"} {
			a, err := r.f.Consider(t.Context(), review, "Bo broke it, this is his fault")
			if err != nil || !strings.Contains(a.Question, "?") {
				t.Errorf("of blame in %q: %+v, %v", review, a, err)
			}
			if a, err := r.f.Consider(t.Context(), review, "the queue grew from 14:02 on"); err != nil || a != (postmortem.Advice{}) {
				t.Errorf("of a fact in %q: %+v, %v", review, a, err)
			}
		}
		r.pass(time.Minute)
		if diff := cmp.Diff(before, r.session()); diff != "" || len(r.slack.deeds) != deeds {
			t.Errorf("%d deeds more, and\n%s", len(r.slack.deeds)-deeds, diff)
		}
	})
}

// What says how somebody is or meant it does not come into the review by hand, neither as an
// entry nor in the place of one; what was seen and done does, however it is put.
func TestNoJudgementByHand(t *testing.T) {
	meetWith(t, func() tone.Checker { return tone.NewLocal() }, func(r *room) {
		r.starts()
		r.must(bo, postmortem.Add{Kind: postmortem.Event, Text: "09:12 UTC the database was restarted"})
		before := r.session().Clone()
		for _, body := range []postmortem.InputBody{
			postmortem.Add{Kind: postmortem.Event, Text: "Bo ignored the alert because he does not care"},
			postmortem.Edit{Entry: before.Entries[0].ID, Text: "09:12 UTC Bo broke the database, this is his fault"},
		} {
			_, err := r.presses(ana, body)
			if no, ok := errors.AsType[postmortem.Refusal](err); !ok || no.Field != "text" || !strings.Contains(no.Text, "What happened") {
				t.Errorf("%T: %v", body, err)
			}
		}
		if diff := cmp.Diff(before.Entries, r.session().Entries); diff != "" {
			t.Error(diff)
		}
		r.must(ana, postmortem.Edit{Entry: before.Entries[0].ID, Text: "09:13 UTC the database was restarted"})
		r.must(bo, postmortem.Add{Kind: postmortem.Event, Text: "It was a normal night: the builds ran as always and nobody had deployed anything."})
		r.must(bo, postmortem.Add{Kind: postmortem.Cause, Text: "nobody ever reads that channel"})
		r.must(bo, postmortem.Add{Kind: postmortem.Cause, Text: "the alert should have fired at 90 percent, but looked at the average"})
	})
}

// A line posted for somebody stands once and is heard once, as theirs, also when
// nobody knows whether it was posted, and when the bot is started again.
func TestALinePostedForSomebodyIsTheirs(t *testing.T) {
	meet(t, func(r *room) {
		r.starts()
		r.pass(time.Minute)
		r.slack.will("post", answer{err: errUncertain, applied: true})
		if _, err := r.does(bo, postmortem.SayFor{Text: "the queue grew from 14:02 on"}); err != nil {
			t.Fatal(err)
		}
		r.pass(5 * time.Minute)
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		r.open()
		r.pass(time.Minute)
		stands := 0
		for _, m := range r.slack.stands {
			if strings.Contains(m.what, "adds") {
				stands++
			}
		}
		s := r.session()
		var heard []postmortem.Message
		for ref, m := range s.Messages {
			heard = append(heard, m)
			if s.Text(ref.Key()) != "the queue grew from 14:02 on" || ref != s.Posts[postmortem.SlotSay(1)] {
				t.Errorf("%+v reads %q", ref, s.Text(ref.Key()))
			}
		}
		if stands != 1 || len(heard) != 1 || heard[0].Author != bo.ID || heard[0].Gone {
			t.Errorf("it stands %d times and was heard as %+v", stands, heard)
		}
	})
}

// Who wants to be asked nothing in private still gets back what could not be posted,
// and is asked what another person would like to know.
func TestQuietKeepsNobodyFromWhatIsTheirs(t *testing.T) {
	meet(t, func(r *room) {
		r.starts()
		r.pass(time.Minute)
		r.must(bo, postmortem.Quieten{})
		r.slack.will("post", answer{err: slackapp.Refused{Code: "restricted_action", Text: "It was refused."}})
		r.must(bo, postmortem.SayFor{Text: "the queue grew from 14:02 on"})
		r.pass(time.Minute)
		if all := r.slack.of("whisper"); len(all) == 0 || !strings.Contains(all[len(all)-1].what, "could not be posted") {
			t.Errorf("bo was told %v", all)
		}
		r.must(postmortem.Person{ID: r.session().Facilitator}, postmortem.Entrust{To: bo})
		r.pass(time.Minute)
		if all := r.slack.of("whisper"); len(all) < 2 {
			t.Errorf("bo was not asked to carry the review: %v", all)
		}
	})
}
