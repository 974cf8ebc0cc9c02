package stage

import (
	"context"
	"errors"
	"os"
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/slackapp"
)

// TestCrashOfSealedAccounts kills the bot before and after every request and every
// write of two sealed rounds, and restarts it. Clicks and forms are not offered
// again by Slack, so people do again what had no effect. In the end everybody sees
// the same thread as without a crash: each account once, and none too early.
func TestCrashOfSealedAccounts(t *testing.T) {
	want, moments, _ := sealedRounds(t, -1)
	step := 7
	switch {
	case testing.Short():
		step = 29
	case os.Getenv("REMEDY_CRASH") == "all":
		step = 1
	}
	t.Logf("%d moments to die at, every %d. is tried", moments, step)
	eachMoment(t, moments, step, func(t *testing.T, n int) {
		got, _, died := sealedRounds(t, n)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("dying at moment %d (%s), people see another conversation (-without +with):\n%s", n, died, diff)
		}
	})
}

// A step is something that somebody does until it has its effect.
type step struct {
	what string
	do   func(context.Context, *Player) error
	done func(*postmortem.Session) bool
}

// account gives somebody's account of the present phase, the nth of it.
func account(role, text string, n int) step {
	return step{"account of " + role, func(ctx context.Context, p *Player) error {
		if err := p.press(role, postmortem.DoAccount, ""); err != nil {
			return err
		}
		if err := p.quiet(ctx); err != nil {
			return err
		}
		views := p.Stage.As(role).Views()
		if len(views) == 0 {
			return nil // it was swallowed
		}
		return p.Stage.As(role).Submit(views[len(views)-1].ID, map[string]any{slackapp.FieldAccount: text})
	}, func(s *postmortem.Session) bool { return len(s.Accounts[s.Phase]) == n }}
}

// clicks uses a control of the bot.
func clicks(role, verb string, done func(*postmortem.Session) bool) step {
	return step{verb, func(_ context.Context, p *Player) error { return p.press(role, verb, "") }, done}
}

var dated = regexp.MustCompile(`<!date[^>]*>`)

// sealedRounds holds two of them with a bot that dies at the nth moment, and
// returns what stands in the thread in the end, without the times of day.
func sealedRounds(t *testing.T, n int) (thread []string, moments int, died string) {
	t.Helper()
	script := load(t, "testdata/checkout.jsonl")
	now := clock.NewManual(script.Lines[0].At)
	st, err := New(script.Cast, Config{Clock: now, Seed: 7, Unlimited: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	run := &runner{t: t, stage: st, clock: now, dir: t.TempDir(), k: dyingAt(n)}
	run.start()
	defer run.end()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	p := &Player{Stage: st, Script: script, Clock: now, Bot: run.bot, Died: run.k.dead}
	in := func(phase postmortem.Phase) func(*postmortem.Session) bool {
		return func(s *postmortem.Session) bool { return s.Phase == phase }
	}
	for _, s := range []step{
		{"start", func(ctx context.Context, p *Player) error { return p.begin(ctx, "async: Checkout failed") },
			func(s *postmortem.Session) bool { return s.Posts[postmortem.SlotBoard(postmortem.Opening)].TS != "" }},
		account("oncall", "The error rate rose at 09:12 UTC, and I restarted the workers at 09:20 UTC", 1),
		account("support", "Checkout was down for 12% of the customers", 2),
		clicks("lead", postmortem.DoUnseal, func(s *postmortem.Session) bool { return s.Unsealed[postmortem.Opening] }),
		clicks("lead", postmortem.DoNext, in(postmortem.Timeline)),
		account("support", "It was over at 09:58 UTC", 1),
		clicks("lead", postmortem.DoNext, in(postmortem.RootCause)),
	} {
		if err := p.until(ctx, s); err != nil {
			t.Fatalf("dying at moment %d (%s), %s: %v", n, run.k.died, s.what, err)
		}
	}
	if err := p.Until(ctx, now.Now().Add(10*time.Minute)); err != nil {
		t.Fatal(err)
	}
	review, err := p.session()
	if err != nil {
		t.Fatal(err)
	}
	all, err := st.As("manager").Messages(review.Place.Channel, review.Place.Thread, "", 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		thread = append(thread, dated.ReplaceAllString(m.Text, "TIME"))
	}
	return thread, int(run.k.count.Load()), run.k.died
}

// until does something again until it has its effect.
func (p *Player) until(ctx context.Context, s step) error {
	for range 4 {
		if review, err := p.session(); err == nil && s.done(review) {
			return nil
		}
		err := s.do(ctx, p)
		if err == nil || p.died() {
			err = p.Until(ctx, p.Clock.Now().Add(2*time.Minute))
		}
		if err != nil {
			return err
		}
	}
	return errors.New("it has no effect")
}

// begin types the command and sends off the form.
func (p *Player) begin(ctx context.Context, line string) error {
	lead := p.Stage.As("lead")
	if err := lead.Command(p.Stage.Channel(p.Script.Cast.Review.ReviewChannel), "", "/postmortem start "+line); err != nil {
		return err
	}
	if err := p.quiet(ctx); err != nil {
		return err
	}
	if views := lead.Views(); len(views) > 0 {
		return lead.Submit(views[len(views)-1].ID, nil)
	}
	return nil
}
