package facilitator_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/slackapp"
)

// named are the files that stand in the thread.
func named(r *room) []string {
	return slices.DeleteFunc(r.slack.said(), func(s string) bool { return !strings.HasPrefix(s, "PM-1-") })
}

// corrects has the facilitator put the impact otherwise, once there is a draft.
func corrects(r *room) {
	r.t.Helper()
	r.must(ana, postmortem.Add{Kind: postmortem.Impact, Text: "4% of checkouts failed"})
	r.must(ana, postmortem.Finish{})
	r.pass(time.Minute)
	if _, err := r.presses(ana, postmortem.Edit{Entry: "E1", Text: "5% of checkouts failed"}); err != nil {
		r.t.Fatal(err)
	}
}

// The files follow a correction, once, and those of before are gone, whatever Slack
// does in between.
func TestFilesFollowACorrection(t *testing.T) {
	for name, fault := range map[string]struct {
		call   string
		answer answer
	}{
		"nothing":            {"other", answer{}},
		"uncertain, done":    {"discard", answer{err: errUncertain, applied: true}},
		"uncertain, not yet": {"discard", answer{err: errUncertain}},
		"a pause":            {"discard", answer{err: slackapp.Later{After: time.Minute}}},
	} {
		meet(t, func(r *room) {
			r.starts()
			r.pass(10 * time.Second)
			r.slack.will(fault.call, fault.answer)
			corrects(r)
			r.pass(30 * time.Second)
			if n := r.slack.count("upload"); n != 2 {
				t.Errorf("%s: %d files, and people may be correcting still", name, n)
			}
			r.pass(10 * time.Minute)
			if got := named(r); !slices.Equal(got, []string{"PM-1-review.md", "PM-1-review.html"}) || r.slack.count("upload") != 4 {
				t.Errorf("%s: in the thread stand %q, after %d uploads", name, got, r.slack.count("upload"))
			}
		})
	}
}

// What changes while the draft's message is being redrawn is shown once that is done, and
// where nothing did, it is redrawn once.
func TestTheDraftFollowsWhatChangesMeanwhile(t *testing.T) {
	for _, c := range []struct {
		meanwhile []postmortem.InputBody // while Slack is slow
		want      string
		redrawn   int
	}{
		{nil, "5% of checkouts failed", 1},
		{[]postmortem.InputBody{postmortem.MakeRemark{Text: "support is missing"}}, "5% of checkouts failed", 1},
		{[]postmortem.InputBody{postmortem.Edit{Entry: "E1", Text: "6% of checkouts failed"}}, "6% of checkouts failed", 2},
		{[]postmortem.InputBody{postmortem.Edit{Entry: "E1", Text: "6% of checkouts failed"}, postmortem.Edit{Entry: "E1", Text: "7% of checkouts failed"}}, "7% of checkouts failed", 2},
	} {
		meet(t, func(r *room) {
			r.starts()
			r.pass(10 * time.Second)
			r.slack.will("update review", answer{slow: 4 * time.Second})
			corrects(r)
			r.pass(2 * time.Second)
			if n := r.slack.count("update review"); n != 1 {
				t.Errorf("it is being redrawn %d times: %v", n, r.slack.done())
			}
			for _, body := range c.meanwhile {
				if _, err := r.presses(ana, body); err != nil {
					t.Error(err)
				}
			}
			r.pass(5 * time.Minute)
			shown := slices.DeleteFunc(slices.Clone(r.slack.stands), func(m message) bool { return !strings.Contains(m.now, "Assembled by the bot") })
			if n := r.slack.count("update review"); len(shown) != 1 || !strings.Contains(shown[0].now, c.want) || n != c.redrawn {
				t.Errorf("redrawn %d times, not %d, it says, without %q: %+v", n, c.redrawn, c.want, shown)
			}
		})
	}
}

// Where a new file cannot be put there, the old one goes all the same: it says what
// somebody has put right. The gap is named.
func TestNoFileOutlivesItsCorrection(t *testing.T) {
	meet(t, func(r *room) {
		r.starts()
		r.pass(10 * time.Second)
		corrects(r)
		refused := answer{err: slackapp.Refused{Code: "restricted_action", Text: "Slack takes no files here."}}
		r.slack.will("upload", refused, refused)
		r.pass(10 * time.Minute)
		if got := named(r); len(got) > 0 {
			t.Errorf("in the thread stand %q", got)
		}
		if lost := r.session().Lost; len(lost) != 2 {
			t.Errorf("lost: %v", lost)
		}
	})
}

// Whoever carries the draft is told once, alone, when the time for its check is over,
// after a downtime too; and whoever published it before is not.
func TestTheOwnerIsToldWhatIsMissing(t *testing.T) {
	for _, down := range []bool{false, true} {
		meet(t, func(r *room) {
			r.starts()
			r.pass(10 * time.Second)
			corrects(r)
			r.pass(time.Hour)
			if down {
				if err := r.stop(); err != nil {
					t.Fatal(err)
				}
				time.Sleep(9 * 24 * time.Hour)
				r.open()
			}
			r.pass(9 * 24 * time.Hour)
			told := slices.DeleteFunc(r.slack.said(), func(s string) bool { return !strings.Contains(s, "Not ready to publish") })
			if len(told) != 1 || r.slack.count("direct") != 1 || r.slack.of("direct")[0].what != ana.ID {
				t.Errorf("down %t: told %q, conversations %v", down, told, r.slack.of("direct"))
			}
		})
	}
}
