package report

import (
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/internal/postmortem"
)

func confirmedItem(kind postmortem.Kind, id, text string) item {
	return item{Entry: postmortem.Entry{ID: id, Kind: kind, State: postmortem.Confirmed}, text: text}
}

func TestBriefPrefersWhatInforms(t *testing.T) {
	for name, c := range map[string]struct {
		worth       func(item) int
		better, not string
	}{
		"what before how long":       {felt, "Customers could not pay by card for 40 minutes.", "40 minutes, 10:20 to 11:00."},
		"users before the mending":   {felt, "31% of searches returned an error.", "The fix was deployed 22:48."},
		"a number before none":       {felt, "1,200 orders were delayed.", "Orders were delayed."},
		"a sentence before a remark": {explaining, "The cache had no limit on the size of a key.", "Their day was bad."},
		"known before guessed":       {explaining, "The retry had no backoff of any kind.", "Maybe the retry had no backoff."},
		"a deed before how it stood": {mending, "Rolling back to 4.12.3 at 10:51.", "For support the orders were back at 11:40."},
		"a deed before a denial":     {mending, "Restart of the proxy on all hosts.", "No restart."},
	} {
		if a, b := c.worth(confirmedItem(postmortem.Impact, "a", c.better)), c.worth(confirmedItem(postmortem.Impact, "b", c.not)); a <= b {
			t.Errorf("%s: %q is worth %d, %q %d", name, c.better, a, c.not, b)
		}
	}
}

func TestSameCauseInOtherWords(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"The monitor only counts failed jobs.", "Monitoring only counts jobs that fail.", true},
		{"In some cases the upload reports success although the push failed.", "The upload code reports success in some cases when a push fails.", true},
		{"There is no alert on replication lag.", "There is no alert on disk space.", false},
		{"The pool has a limit of 480 connections.", "The pool has a limit of 800 connections.", false},
		{"The cache is never emptied.", "The queue is never emptied.", false},
	} {
		if got := sameCause(confirmedItem(postmortem.Cause, "a", c.a), c.b); got != c.want {
			t.Errorf("sameCause(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

// TestWindowNeedsBothEnds holds that a moment of an impact entry is not taken for the begin of the impact, and the time of
// an entry not about noticing not for the time it was noticed.
func TestWindowNeedsBothEnds(t *testing.T) {
	at := func(clock string) time.Time {
		v, err := time.Parse("2006-01-02 15:04", "2025-05-14 "+clock)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	b := &builder{s: &postmortem.Session{}, read: reading{evidence.Conflicts, evidence.Weak}, all: map[postmortem.Kind][]item{}, disputed: map[string][]string{}}
	mail := confirmedItem(postmortem.Impact, "a", "The mailbox said 07:10 for that one.")
	mail.At = at("07:10")
	down := confirmedItem(postmortem.Impact, "b", "Checkout failed from 09:12 to 10:04.")
	down.At, down.To = at("09:12"), at("10:04")
	fixed := confirmedItem(postmortem.Detection, "c", "The fix was out at 09:20.")
	fixed.At = at("09:20")
	b.all[postmortem.Impact], b.all[postmortem.Detection] = []item{mail, down}, []item{fixed}
	b.window()
	if !b.from.Equal(down.At) || !b.to.Equal(down.To) {
		t.Errorf("the window is %s to %s", b.from, b.to)
	}
	for _, s := range b.times(b.all[postmortem.Impact], b.all[postmortem.Detection]) {
		if s.Text == "It was noticed at 09:20." {
			t.Errorf("%q is taken from %q", s.Text, fixed.text)
		}
	}
}
