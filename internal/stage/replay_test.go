package stage

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/report"
)

var update = flag.Bool("update", false, "rewrite what the bot says in the rehearsals")

// TestWhatIsSaidInRehearsals plays the bundled scripts. What the bot says, to whom
// and after which line stands in testdata/said; with -update it is written anew,
// and the diff is to be read. Whatever it says, it says little of it.
func TestWhatIsSaidInRehearsals(t *testing.T) {
	names := rehearsal.Names()
	if testing.Short() {
		names = names[:1]
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := &Nudges{}
			p := replay(t, name, found)
			all := p.Transcript()
			var got strings.Builder
			line := "the start"
			for _, e := range all {
				if e.Author != "bot" {
					line = p.lineOf(e)
					continue
				}
				if to := audience(e); to != "" {
					fmt.Fprintf(&got, "%-5s %s: %s\n", line, to, brief(e.Text))
				}
			}
			told(t, filepath.Join("testdata", "said", name+".txt"), got.String())
			little(t, all)
			spared(t, found.lines(p), p)
			r, err := p.Review()
			if err != nil {
				t.Fatal(err)
			}
			endsAtNobody(t, p, r)
			comeBack(t, p, all)
		})
	}
}

// replay plays a bundled script to its end with a bot as it comes.
func replay(t *testing.T, name string, found *Nudges) *Player {
	t.Helper()
	script := load(t, name)
	now := clock.NewManual(script.Lines[0].At.Add(-time.Minute))
	st, err := New(script.Cast, Config{Clock: now, Seed: 1, Unlimited: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	b, err := bot.Open(t.Context(), bot.Config{Data: t.TempDir(), Clock: now, Slack: st.Slack(), Local: local(), Found: found.Found})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() {
		if err := b.Run(ctx); err != nil {
			t.Errorf("the bot stopped: %v", err)
		}
	})
	p := &Player{Stage: st, Script: script, Clock: now, Bot: func() Bot { return b }}
	err = p.Play(ctx)
	stop()
	running.Wait()
	b.Close()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// lineOf is the script's line that an entry of the transcript stands for.
func (p *Player) lineOf(e Entry) string {
	for id, text := range p.said {
		if at, ok := postmortem.TimeOf(p.refs[id].TS); ok && at.Equal(e.At) && text == e.Text {
			return id
		}
	}
	return "?"
}

// audience is to whom something was said; "" for what nobody reads anew.
func audience(e Entry) string {
	switch e.Kind {
	case "message":
		return "to all"
	case "whisper", "direct":
		return "to " + strings.Join(e.VisibleTo.([]string), ", ") + " alone"
	}
	return ""
}

func brief(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > 90 {
		text = string(r[:89]) + "…"
	}
	return text
}

// told compares with what was told the last time.
func told(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("the bot says something else (-told +said; -update rewrites it):\n%s", diff)
	}
}

// little checks that most of a review is said by people: in any hour of it at most
// one message in six is the bot's.
func little(t *testing.T, all []Entry) {
	t.Helper()
	hour := []Entry{}
	for _, e := range all {
		if !e.Thread || e.Kind != "message" {
			continue
		}
		hour = append(slices.DeleteFunc(hour, func(o Entry) bool { return e.At.Sub(o.At) > time.Hour }), e)
		ours := 0
		for _, o := range hour {
			if o.Author == "bot" {
				ours++
			}
		}
		if len(hour) >= 30 && ours*6 > len(hour) {
			t.Errorf("at %s the bot has said %d of the last %d messages", e.At.Format(time.TimeOnly), ours, len(hour))
		}
	}
}

// spared checks that nobody is spoken to about their words more than three times,
// or twice within twenty minutes, and nobody within three minutes of another.
func spared(t *testing.T, found []Nudge, p *Player) {
	t.Helper()
	lately, caps := map[string][]time.Time{}, postmortem.LiveCaps()
	var last time.Time
	for _, n := range found {
		if n.Kind != "tone" || n.Audience != "author" {
			continue
		}
		at, _ := postmortem.TimeOf(p.refs[n.Message].TS)
		if before := lately[n.User]; len(before) > 0 && at.Sub(before[len(before)-1]) < caps.PerAuthor {
			t.Errorf("%s was spoken to about %s within %s", n.User, n.Message, at.Sub(before[len(before)-1]))
		}
		if n.Category != "self_blame" && at.Sub(last) < caps.PerChannel { // who blames themselves is not left to wait
			t.Errorf("%s was spoken to about %s, %s after somebody", n.User, n.Message, at.Sub(last))
		}
		last, lately[n.User] = at, append(lately[n.User], at)
		if len(lately[n.User]) > caps.AuthorTotal {
			t.Errorf("%s was spoken to %d times", n.User, len(lately[n.User]))
		}
	}
	if len(lately) == 0 {
		t.Error("nobody was spoken to about their words, so nothing is shown about it")
	}
}

// endsAtNobody checks that no branch of the causes ends at a person.
func endsAtNobody(t *testing.T, p *Player, r report.Review) {
	t.Helper()
	if len(r.Causes) < 3 {
		t.Errorf("the review has %d causes", len(r.Causes))
	}
	for _, c := range r.Causes {
		for _, u := range p.Script.Cast.Users {
			if !u.Bot && u.Name != "" && strings.Contains(c.Text, u.Name) {
				t.Errorf("a cause names somebody: %s", c.Text)
			}
		}
		if strings.Contains(strings.ToLower(c.Text), "human error") {
			t.Errorf("a cause ends at human error: %s", c.Text)
		}
	}
}

// comeBack checks that ideas for a fix which came early are kept, and are read out
// when Prevention begins.
func comeBack(t *testing.T, p *Player, all []Entry) {
	t.Helper()
	s, err := p.session()
	if err != nil {
		t.Fatal(err)
	}
	var prevention string
	for _, e := range all {
		if e.Author == "bot" && e.Kind == "message" && strings.Contains(e.Text, "5. Prevention") {
			prevention = e.Text
		}
	}
	early := 0
	for _, e := range s.Live(postmortem.Idea) {
		if slices.Contains([]postmortem.Phase{postmortem.Opening, postmortem.Timeline, postmortem.RootCause, postmortem.Remedy}, e.Phase) {
			early++
			if text := s.Text(e.ID); !strings.Contains(prevention, strings.TrimSuffix(text, ".")) {
				t.Errorf("%s was parked, and Prevention did not begin with it: %q", e.ID, text)
			}
		}
	}
	if early == 0 {
		t.Error("no idea came early, so nothing is shown about it")
	}
}
