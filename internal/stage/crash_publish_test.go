package stage

import (
	"context"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/workspace"
)

// TestCrashOfAPublication kills the bot before and after every request and every
// write between a draft and its corrected second version. People do again what had
// no effect. In the end everybody reads the same thread as without a crash, with each
// version published once and its files there once, none of those before, and one canvas,
// which says what the second version says. An empty one that nobody sees may be left
// where the bot died before it knew its id.
func TestCrashOfAPublication(t *testing.T) {
	want, moments, _ := publication(t, -1)
	step := 23
	switch {
	case testing.Short():
		step = 61
	case os.Getenv("REMEDY_CRASH") == "all":
		step = 7
	}
	t.Logf("%d moments to die at, every %d. is tried", moments, step)
	eachMoment(t, moments, step, func(t *testing.T, n int) {
		got, _, died := publication(t, n)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("dying at moment %d (%s), people see another thread (-without +with):\n%s", n, died, diff)
		}
	})
}

// fills presses a button that opens a form, and sends it off.
func fills(role, verb string, values map[string]any, done func(*postmortem.Session) bool) step {
	return step{verb, func(ctx context.Context, p *Player) error {
		if err := p.press(role, verb, ""); err != nil {
			return err
		}
		for range 2 { // one form may be followed by another
			if err := p.quiet(ctx); err != nil {
				return err
			}
			views := p.Stage.As(role).Views()
			if len(views) == 0 {
				return nil
			}
			if err := p.Stage.As(role).Submit(views[len(views)-1].ID, values); err != nil {
				return err
			}
		}
		return nil
	}, done}
}

// commands types a command.
func commands(role, line string, done func(*postmortem.Session) bool) step {
	return step{line, func(_ context.Context, p *Player) error {
		return p.Stage.As(role).Command(p.Stage.Channel(p.Script.Cast.Review.ReviewChannel), "", "/postmortem "+line)
	}, done}
}

// publication takes a review to its second version with a bot that dies at the nth
// moment after the draft, and returns what stands in the thread in the end.
func publication(t *testing.T, n int) (thread []string, moments int, died string) {
	t.Helper()
	script := load(t, "testdata/checkout.jsonl")
	now := clock.NewManual(script.Lines[0].At)
	st, err := New(script.Cast, Config{Clock: now, Seed: 7, Unlimited: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	run := &runner{t: t, stage: st, clock: now, dir: t.TempDir(), k: dyingAt(-1)}
	run.start()
	defer run.end()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	p := &Player{Stage: st, Script: script, Clock: now, Bot: run.bot, Died: run.k.dead}
	through := func(steps ...step) {
		t.Helper()
		for _, s := range steps {
			if err := p.until(ctx, s); err != nil {
				t.Fatalf("dying at moment %d (%s), %s: %v", n, run.k.died, s.what, err)
			}
		}
	}
	through(
		step{"start", func(ctx context.Context, p *Player) error { return p.begin(ctx, "Checkout failed") },
			func(s *postmortem.Session) bool { return s.Posts[postmortem.SlotBoard(postmortem.Opening)].TS != "" }},
		commands("lead", "add impact 2026-03-24 14:02 UTC 4% of checkouts failed", func(s *postmortem.Session) bool { return len(s.Entries) == 1 }),
		commands("lead", "finish", func(s *postmortem.Session) bool { return s.Publication.Examined }),
	)
	first := run.k.count.Load()
	if n >= 0 {
		run.k.at.Store(first + int64(n))
	}
	wrote := func(s *postmortem.Session) bool {
		return s.Text(postmortem.SectionMeans) != "" && s.Text(postmortem.SectionNotDone) != ""
	}
	open := func(s *postmortem.Session) bool {
		return len(s.WaivableChecks()) == 0 && len(s.Publication.Findings) == 0
	}
	published := func(version int) func(*postmortem.Session) bool {
		return func(s *postmortem.Session) bool { return s.Publication.Version() == version }
	}
	through(
		fills("lead", postmortem.DoWrite, map[string]any{"means/value": "We look at the error rate first.", "not_done/value": "No second region."}, wrote),
		step{"waive", func(ctx context.Context, p *Player) error {
			s, err := p.session()
			if err != nil {
				return err
			}
			for _, id := range s.WaivableChecks() {
				if err := p.Stage.As("lead").Command(s.Place.Channel, "", "/postmortem waive "+id+" nobody else was there"); err != nil {
					return err
				}
				if err := p.quiet(ctx); err != nil {
					return err
				}
			}
			return nil
		}, open},
		fills("lead", postmortem.DoPublish, map[string]any{"audience/value": "company"}, published(1)),
		fills("lead", postmortem.DoCorrect, map[string]any{"entry/value": "E1", "text/value": "2026-03-24 14:02 UTC 5% of checkouts failed"},
			func(s *postmortem.Session) bool { return strings.Contains(s.Text("E1"), "5%") }),
		step{"waive again", func(ctx context.Context, p *Player) error { return nil }, open},
		fills("lead", postmortem.DoPublish, map[string]any{"audience/value": "company"}, published(2)),
	)
	if err := p.Until(ctx, now.Now().Add(10*time.Minute)); err != nil {
		t.Fatal(err)
	}
	review, err := p.session()
	if err != nil || review.Status != postmortem.Corrected {
		t.Fatalf("it is %s: %v", review.Status, err)
	}
	all, err := st.As("manager").Messages(review.Place.Channel, review.Place.Thread, "", 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		for _, f := range m.Files {
			m.Text += " [" + f.Name + "]"
		}
		thread = append(thread, dated.ReplaceAllString(read(st.As("manager"), m.Text), "TIME"))
	}
	if slices.ContainsFunc(thread, func(s string) bool { return strings.Contains(s, "-v1") }) {
		t.Errorf("a file of the first version is left: %q", thread)
	}
	var readable []string
	for _, id := range st.Workspace.Canvases() {
		if _, err := st.As("manager").Canvas(id); err == nil {
			readable = append(readable, id)
		}
	}
	if len(readable) != 1 || readable[0] != review.Canvas.ID || len(st.Workspace.Canvases()) > 2 {
		t.Errorf("dying at moment %d (%s): of the canvases %v people can read %v, and the review is in %q",
			n, run.k.died, st.Workspace.Canvases(), readable, review.Canvas.ID)
	}
	return thread, int(run.k.count.Load() - first), run.k.died
}

// canvasLink is how a message leads to a canvas, and lasted when it says that the
// review was held: longer, where the bot died on the way.
var (
	canvasLink = regexp.MustCompile(`<[^<>|]*/docs/\w+/(\w+)\|`)
	lasted     = regexp.MustCompile(`\d\d:\d\d to \d\d:\d\d UTC`)
)

// read is a message with what stands in the canvas that it leads to in the place of
// the link: its id is another one where one was made twice.
func read(who *workspace.Person, text string) string {
	return canvasLink.ReplaceAllStringFunc(text, func(link string) string {
		canvas, err := who.Canvas(canvasLink.FindStringSubmatch(link)[1])
		if err != nil {
			return err.Error()
		}
		return canvas.Title + ": " + lasted.ReplaceAllString(canvas.Markdown, "TIME")
	})
}
