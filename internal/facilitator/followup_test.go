package facilitator_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/slackapp"
)

// promised is a review that is over, with an action of bo's that is due in three weeks.
func promised(r *room) {
	r.t.Helper()
	r.starts()
	r.pass(10 * time.Second)
	due := time.Now().AddDate(0, 0, 21).Format(time.DateOnly)
	for _, deed := range []postmortem.InputBody{
		postmortem.Add{Kind: postmortem.Action, Text: "Alert on the age of the queue", Due: due},
		postmortem.Accept{Entry: "E1"},
	} {
		if _, err := r.does(bo, deed); err != nil {
			r.t.Fatal(err)
		}
	}
	if _, err := r.does(ana, postmortem.Finish{}); err != nil {
		r.t.Fatal(err)
	}
	r.pass(time.Hour)
	if s := r.session(); s.Status != postmortem.Draft {
		r.t.Fatalf("the review is %s", s.Status)
	}
}

// told are the reminders so far.
func told(r *room) []string {
	return slices.DeleteFunc(r.slack.said(), func(s string) bool { return !strings.Contains(s, "with you") })
}

func TestRemindersComeOnTheirDays(t *testing.T) {
	meet(t, func(r *room) {
		promised(r)
		began := time.Now()
		var days []int
		for range 40 {
			before := len(told(r))
			r.pass(24 * time.Hour)
			if len(told(r)) > before {
				days = append(days, int(time.Since(began).Hours()/24))
			}
		}
		if !slices.Equal(days, []int{14, 21, 26}) { // the last would be a Saturday
			t.Errorf("bo is reminded on the days %v", days)
		}
		if said := r.slack.said(); !strings.Contains(said[len(said)-1], "open past the date") {
			t.Errorf("at last the thread reads %q", said[len(said)-1])
		}
		for i, d := range r.slack.of("direct") {
			if d.what != bo.ID && (i > 0 || d.what != ana.ID) { // who carries the draft, once
				t.Errorf("a conversation is opened with %s", d.what)
			}
		}
		calls := len(r.slack.done())
		r.pass(365 * 24 * time.Hour)
		if late := r.slack.done()[calls:]; len(late) > 0 {
			t.Errorf("and then: %v", late)
		}
	})
}

func TestReminderAfterDowntime(t *testing.T) {
	meet(t, func(r *room) {
		promised(r)
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(25 * 24 * time.Hour) // two of its days pass
		r.open()
		r.pass(time.Hour)
		if got := told(r); len(got) != 1 {
			t.Errorf("after the downtime bo reads %q", got)
		}
	})
}

func TestReminderThatIsUncertain(t *testing.T) {
	meet(t, func(r *room) {
		promised(r)
		r.pass(4 * 24 * time.Hour) // the draft has been checked
		r.slack.will("direct", answer{err: slackapp.Later{After: time.Minute}})
		r.slack.will("post", answer{err: errUncertain, applied: true})
		r.pass(11 * 24 * time.Hour)
		if got := told(r); len(got) != 1 || r.slack.count("find") != 1 {
			t.Errorf("bo reads %q; it was looked for %d times", got, r.slack.count("find"))
		}
	})
}

func TestReminderToSomebodyWhoLeft(t *testing.T) {
	meet(t, func(r *room) {
		promised(r)
		r.pass(4 * 24 * time.Hour) // the draft has been checked
		r.slack.will("direct", slices.Repeat([]answer{{err: slackapp.Refused{Code: "user_disabled", Text: "Slack does not know that person."}}}, 3)...)
		r.pass(40 * 24 * time.Hour)
		if got := told(r); len(got) > 0 {
			t.Errorf("bo reads %q", got)
		}
		if said := r.slack.said(); !strings.Contains(said[len(said)-1], "open past the date") {
			t.Errorf("at last the thread reads %q", said[len(said)-1])
		}
	})
}
