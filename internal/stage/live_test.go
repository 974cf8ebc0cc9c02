package stage

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/slackapp"
	"github.com/remedybot/remedy/internal/workspace"
)

// handClock is a live play's clock in a test: the time passes by hand, and never
// while the play is about to do something.
type handClock struct {
	*clock.Manual
	mu  sync.Mutex
	due time.Time // when the play goes on
}

func (h *handClock) At(due time.Time) <-chan time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.due = due
	return h.Manual.At(due)
}

// resting reports whether the play does nothing before time passes.
func (h *handClock) resting() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.due.After(h.Now())
}

// visit is a live play with a visitor in it.
type visit struct {
	*Player
	t     *testing.T
	b     *bot.Bot
	live  *Live
	hand  *handClock
	ended chan error
	over  bool
	err   error
}

func newVisit(t *testing.T, watch bool, change ...func(*rehearsal.Line)) *visit {
	t.Helper()
	script := load(t, "testdata/checkout.jsonl")
	for i := range script.Lines {
		for _, f := range change {
			f(&script.Lines[i])
		}
	}
	now := clock.NewManual(script.Cast.Review.StartsAt)
	st, err := New(script.Cast, Config{Clock: now, Seed: 5})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	if err := st.Seed(script); err != nil {
		t.Fatal(err)
	}
	b, err := bot.Open(t.Context(), bot.Config{Data: t.TempDir(), Clock: now, Slack: st.Slack()})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	t.Cleanup(func() {
		stop()
		running.Wait()
		b.Close()
	})
	running.Go(func() { b.Run(ctx) })
	hand := &handClock{Manual: now}
	v := &visit{t: t, b: b, hand: hand, ended: make(chan error, 1),
		Player: &Player{Stage: st, Script: script, Clock: now, Bot: func() Bot { return b }},
		live:   &Live{Stage: st, Script: script, Clock: hand, Bot: b, Steer: NewSteer(1, func(float64) {}), Watch: watch}}
	if err := v.quiet(ctx); err != nil { // the bot has joined
		t.Fatal(err)
	}
	running.Go(func() { v.ended <- v.live.Play(ctx) })
	return v
}

// pass lets time pass until something holds or the play ends, which it reports.
func (v *visit) pass(what string, holds func() bool) {
	v.t.Helper()
	end := v.Clock.Now().Add(time.Hour)
	for !holds() {
		if v.over || v.Clock.Now().After(end) {
			v.t.Fatalf("in vain: %s; %+v, ended %t with %v", what, v.live.Steer.Progress(), v.over, v.err)
		}
		select {
		case v.err = <-v.ended:
			v.over = true
			continue
		default:
		}
		if v.hand.resting() {
			if err := v.Until(v.t.Context(), v.Clock.Now().Add(lookEvery)); err != nil {
				v.t.Fatal(err)
			}
		}
	}
}

func (v *visit) ends() { v.t.Helper(); v.pass("the end", func() bool { return v.over }) }

func (v *visit) waits(w Wait) {
	v.t.Helper()
	v.pass("waiting for "+string(w), func() bool { return v.live.Steer.Progress().Waits == w })
}

// reached waits for a line of the script to be said in the thread.
func (v *visit) reached(text string) {
	v.t.Helper()
	v.pass(text, func() bool { return v.said("lead", text) })
}

// said reports whether somebody can read a text in the thread.
func (v *visit) said(role, text string) bool {
	s, err := v.session()
	if err != nil || s.Place.Thread == "" {
		return false
	}
	all, err := v.Stage.As(role).Messages(s.Place.Channel, s.Place.Thread, "", 1000)
	if err != nil {
		v.t.Fatal(err)
	}
	return slices.ContainsFunc(all, func(m workspace.Message) bool { return strings.Contains(m.Text, text) })
}

func (v *visit) review() *postmortem.Session {
	v.t.Helper()
	s, err := v.session()
	if err != nil {
		v.t.Fatal(err)
	}
	return s
}

func (v *visit) does(err error) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
	if err := v.quiet(v.t.Context()); err != nil {
		v.t.Fatal(err)
	}
}

func TestAWatchedPlay(t *testing.T) {
	v := newVisit(t, true)
	v.ends()
	if v.err != nil {
		t.Fatal(v.err)
	}
	s := v.review()
	if s.Running() {
		t.Error("the review still runs")
	}
	confirmed := 0
	for _, e := range s.Live() {
		if e.State == postmortem.Confirmed {
			confirmed++
		}
	}
	if confirmed < 10 {
		t.Errorf("%d entries are confirmed", confirmed)
	}
	if n := len(s.Live(postmortem.Action)); n < 2 {
		t.Errorf("%d actions", n)
	}
	if got := v.live.Steer.Progress(); got.Said != got.Of || got.Of != 35 || !got.Over {
		t.Errorf("the progress is %+v", got)
	}
	for _, want := range []string{"hello", "that our alert starts at 10%", "09:20 I rolled back, 09:31 it was over"} {
		if !v.said("lead", want) {
			t.Errorf("nobody has said %q", want)
		}
	}
	if v.said("lead", "asleep at the wheel") {
		t.Error("what was deleted still stands")
	}
}

func TestAVisitorTakesPartWhileWatching(t *testing.T) {
	v := newVisit(t, true)
	v.pass("the form", func() bool { return len(v.Stage.As("lead").Views()) > 0 })
	v.reached("the alert paged me at 09:12")
	v.does(v.press("lead", postmortem.DoNext, "")) // before the script does
	v.reached("09:20 I rolled back, 09:32 it was over")
	all, err := v.Stage.As("oncall").Messages(v.Stage.Channel("inc-checkout"), v.review().Place.Thread, "", 1000)
	v.does(err)
	gone := all[slices.IndexFunc(all, func(m workspace.Message) bool { return strings.Contains(m.Text, "09:32 it was over") })]
	v.does(v.Stage.As("oncall").Delete(v.Stage.Channel("inc-checkout"), gone.TS)) // which the script means to edit
	v.reached("what is missing?")
	if at := v.review().Phase; at != postmortem.Timeline {
		t.Errorf("the review is at %s", at)
	}
	v.reached("releases go to all regions at once")
	v.does(v.press("lead", postmortem.DoNext, "")) // before the facilitator asks for it in words
	v.reached("rolling back to 4.1 brought it back")
	if at := v.review().Phase; at != postmortem.Remedy || v.said("lead", "> next") {
		t.Errorf("the review is at %s", at)
	}
	v.does(v.Stage.As("lead").Command(v.Stage.Channel("inc-checkout"), "", "/postmortem cancel"))
	v.ends()
	if !errors.Is(v.err, errOver) {
		t.Errorf("the play ends with %v", v.err)
	}
}

func TestTheOthersTakePart(t *testing.T) {
	v := newVisit(t, false, func(l *rehearsal.Line) {
		if l.ID == "r010" {
			l.Ref = "r006" // which the script's facilitator would say, so nobody does
		}
	})
	v.waits(ForStart)
	lead, place := v.Stage.As("lead"), v.Stage.Channel("inc-checkout")
	v.does(lead.Command(place, "", "/postmortem start Checkout failed"))
	v.does(lead.Submit(lead.Views()[0].ID, map[string]any{slackapp.FieldFacilitator: lead.ID(), slackapp.FieldIncident: place}))
	v.reached("the alert paged me at 09:12")
	v.waits(ForNext)
	if v.said("lead", "what did customers see") {
		t.Error("somebody speaks for the facilitator")
	}
	top, err := lead.Messages(place, "", "", 100)
	v.does(err)
	if slices.ContainsFunc(top, func(m workspace.Message) bool { return strings.Contains(m.Text, "12% of the checkouts") }) || v.said("lead", "12% of the checkouts") {
		t.Error("somebody answers what was never said")
	}
	next := func() {
		t.Helper()
		at := v.review().Phase
		v.pass("the next phase", func() bool {
			if err := v.press("lead", postmortem.DoNext, ""); err != nil {
				t.Fatal(err)
			}
			return v.quiet(t.Context()) == nil && v.review().Phase != at
		})
	}
	next()
	v.reached("09:20 I rolled back")
	next() // before the others are done with the timeline
	v.waits(ForNext)
	if v.said("lead", "for me it was back at 09:35") {
		t.Error("something is said in a phase that is over")
	}
	next()
	v.waits(ForNext)
	next()
	v.reached("somebody should add an alert when more")
	v.pass("the action is taken", func() bool { return v.owned() > 0 })
	v.waits(ForNext)
	next()
	v.ends()
	if v.err != nil || !v.review().Running() {
		t.Errorf("the play ends with %v, and the review is %s", v.err, v.review().Status)
	}
	if got := v.live.Steer.Progress(); !got.Over || got.Said != got.Of || got.Of != 26 {
		t.Errorf("the progress is %+v", got)
	}
}

// owned counts the actions that somebody has taken.
func (v *visit) owned() int {
	return len(slices.DeleteFunc(v.review().Live(postmortem.Action), func(e postmortem.Entry) bool { return e.Action != postmortem.Owned }))
}
