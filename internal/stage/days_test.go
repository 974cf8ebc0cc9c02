package stage

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/slackapp"
)

// world is a scene whose people live far apart, on a Friday before clocks change.
func world(t *testing.T) *scene {
	t.Helper()
	cast := load(t, "testdata/checkout.jsonl").Cast
	cast.Review.StartsAt = time.Date(2026, 10, 23, 10, 0, 0, 0, time.UTC)
	zones := map[string]string{"lead": "Europe/Berlin", "oncall": "America/Los_Angeles", "support": "Pacific/Auckland", "manager": "Europe/Berlin"}
	cast.Users = slices.Clone(cast.Users)
	for i, u := range cast.Users {
		if zone, ok := zones[u.ID]; ok {
			cast.Users[i].TZ = zone
		}
	}
	return enterWith(t, cast, false)
}

// thread is what stands in the review's thread, as anybody sees it.
func (sc *scene) thread() []string {
	sc.t.Helper()
	all, err := sc.Stage.As("lead").Messages(sc.at, sc.review().Place.Thread, "", 1000)
	if err != nil {
		sc.t.Fatal(err)
	}
	var out []string
	for _, m := range all {
		out = append(out, m.Text)
	}
	return out
}

// clicks uses the newest control with a verb, and lets the bot answer.
func (sc *scene) clicks(role, verb string) {
	sc.t.Helper()
	sc.does(sc.press(role, verb, ""))
}

// A review over days, in a real workspace: accounts in private, a start of the bot
// in between, a proposal, somebody who would rather stay, two days without the bot.
func TestAReviewOverDays(t *testing.T) {
	sc := world(t)
	sc.types("lead", "start async: Checkout failed")
	sc.submits("lead", nil)
	sc.pass(10 * time.Second)
	if s := sc.review(); s.Mode != postmortem.Async || s.Title != "Checkout failed" {
		t.Fatalf("it is %s: %s", s.Mode, s.Title)
	}
	sc.heard("lead")

	// Each tells their own. Nobody sees it, nor whose it is, before or after a start.
	accounts := map[string]string{
		"oncall":  "The error rate rose at 09:12 UTC, and I restarted the workers at 09:20 UTC",
		"support": "Checkout was down for 12% of the customers, from 09:12 to 09:58 UTC",
	}
	for _, role := range []string{"oncall", "support"} {
		sc.clicks(role, postmortem.DoAccount)
		sc.submits(role, map[string]any{slackapp.FieldAccount: accounts[role]})
		sc.tells(role, "nobody sees it")
	}
	sc.leave()
	sc.arrive()
	sc.pass(10 * time.Second)
	sealed := strings.Join(sc.thread(), "\n")
	for role, text := range accounts {
		if strings.Contains(sealed, text) || strings.Contains(sealed, sc.Stage.User(role)) {
			t.Errorf("the thread tells what %s wrote, or that they did: %s", role, sealed)
		}
	}
	if !strings.Contains(sealed, "2 accounts are kept so far") {
		t.Errorf("it does not say how many there are: %s", sealed)
	}

	// Everybody has given one or passes: all are shown.
	sc.clicks("lead", postmortem.DoNothing)
	sc.tells("lead", "does not wait for you")
	sc.pass(30 * time.Second)
	for role, text := range accounts {
		n := 0
		for _, m := range sc.thread() {
			if strings.HasPrefix(m, "<@"+sc.Stage.User(role)+"> told this") && strings.Contains(m, text) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("what %s wrote stands %d times in the thread: %q", role, n, sc.thread())
		}
	}
	if n := len(sc.review().Live(postmortem.Event, postmortem.Impact)); n < 2 {
		t.Errorf("%d entries were read from the accounts", n)
	}
	// The author takes theirs back, and nobody else can.
	sc.clicks("lead", postmortem.DoTakeBack)
	sc.tells("lead", "Only whoever said this")

	// What is missing is left open; then it proposes to go on, when Monday is over for
	// all: in San Francisco at midnight UTC, in summer time still.
	var open []string
	for _, c := range sc.review().Open(postmortem.Opening) {
		if !strings.HasPrefix(c.ID, "W") {
			open = append(open, c.ID)
		}
	}
	for _, id := range open {
		sc.types("lead", "waive "+id+" nobody can say today")
	}
	sc.heard("lead")
	sc.until(time.Date(2026, 10, 26, 0, 0, 0, 0, time.UTC))
	if sc.review().Suggested[postmortem.Opening] {
		t.Error("it proposes to go on before Monday is over")
	}
	sc.until(time.Date(2026, 10, 27, 0, 2, 0, 0, time.UTC))
	if !sc.review().Suggested[postmortem.Opening] {
		t.Fatal("it proposes nothing when Monday is over")
	}

	// Support would rather stay, in a line without a name.
	sc.clicks("support", postmortem.DoObject)
	sc.submits("support", map[string]any{slackapp.FieldObjection: "the network side has not said a word"})
	sc.tells("support", "stays open")
	stays := strings.Join(sc.thread(), "\n")
	if !strings.Contains(stays, "the network side has not said a word") {
		t.Errorf("the line is not shown: %s", stays)
	}

	// It is proposed again a working day later, and stands. Meanwhile the bot is away
	// for two days: one message when it is back, after some hours.
	sc.until(time.Date(2026, 10, 28, 12, 0, 0, 0, time.UTC))
	if !sc.review().Suggested[postmortem.Opening] {
		t.Fatal("it is not proposed again")
	}
	before := len(sc.thread())
	sc.leave()
	sc.Clock.MoveTo(time.Date(2026, 10, 30, 12, 0, 0, 0, time.UTC))
	sc.arrive()
	sc.pass(time.Hour)
	if s := sc.review(); s.Phase != postmortem.Opening {
		t.Errorf("in %s an hour after the bot is back", s.Phase)
	}
	sc.pass(4 * time.Hour)
	if s := sc.review(); s.Phase != postmortem.Timeline {
		t.Errorf("in %s five hours after the bot is back", s.Phase)
	}
	if now := sc.thread(); len(now) != before+1 {
		t.Errorf("after two days it says: %q", now[before:])
	}
	sc.sound()
}

// until lets time pass to a moment on the scene's clock.
func (sc *scene) until(at time.Time) {
	sc.t.Helper()
	sc.pass(at.Sub(sc.Clock.Now()))
}
