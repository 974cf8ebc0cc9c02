package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/slackapp"
	"github.com/remedybot/remedy/internal/stage"
	"github.com/remedybot/remedy/internal/store"
	"github.com/remedybot/remedy/internal/workspace"
)

// asBot in the environment makes the test binary the program itself.
const asBot = "REMEDY_TEST_AS_BOT"

func TestMain(m *testing.M) {
	if os.Getenv(asBot) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// process starts the program as a process of its own.
func process(t *testing.T, settings []string, args ...string) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	var errout bytes.Buffer
	cmd.Stderr = &errout
	cmd.Env = append(settings, asBot+"=1", "HOME="+t.TempDir())
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if cmd.ProcessState == nil {
			cmd.Process.Kill()
			cmd.Wait()
		}
	})
	return cmd, &errout
}

// eventually waits for something in another process.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for !holds() {
		select {
		case <-ctx.Done():
			t.Fatalf("waited in vain for: %s", what)
		case <-time.After(2 * time.Millisecond):
		}
	}
}

// TestServe starts the program against a workspace, talks to it, kills it, starts
// it again and stops it as an administrator would.
func TestServe(t *testing.T) {
	script, err := rehearsal.Load(firstRehearsal)
	if err != nil {
		t.Fatal(err)
	}
	st, err := stage.New(script.Cast, stage.Config{Clock: clock.System{}, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	c := st.Workspace.Credentials()
	data := t.TempDir()
	settings := []string{"SLACK_BOT_TOKEN=" + c.BotToken, "SLACK_APP_TOKEN=" + c.AppToken, "SLACK_API_URL=" + st.URL + "/api/"}
	review := script.Cast.Review
	lead, place := st.As(review.Facilitator), st.Channel(review.ReviewChannel)
	defer lead.Open()()

	first, _ := process(t, settings, "serve", "--data", data)
	connected := func() bool {
		for _, r := range st.Workspace.Journal() {
			if r.Method == "apps.connections.open" && r.Status == 200 {
				return true
			}
		}
		return false
	}
	eventually(t, "the bot joins", connected)
	eventually(t, "the start form", func() bool {
		if err := lead.Command(place, "", "/postmortem start Docs were down"); err != nil {
			t.Fatal(err)
		}
		for n := 0; n < 100 && len(lead.Views()) == 0; n++ {
			time.Sleep(2 * time.Millisecond)
		}
		return len(lead.Views()) > 0
	})
	views := lead.Views()
	if err := lead.Submit(views[len(views)-1].ID, map[string]any{slackapp.FieldFacilitator: lead.ID(), slackapp.FieldIncident: place}); err != nil {
		t.Fatal(err)
	}
	var thread string
	opened := func() (n int) {
		top, err := lead.Messages(place, "", "", 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range top {
			if m.BotID == c.BotID && strings.Contains(m.Text, "Review: Docs were down") {
				thread = m.TS
				n++
			}
		}
		return n
	}
	eventually(t, "the thread", func() bool { return opened() > 0 })
	eventually(t, "the board of the first phase", func() bool {
		all, err := lead.Messages(place, thread, "", 100)
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(all, func(m workspace.Message) bool {
			return m.BotID == c.BotID && strings.Contains(m.Text, "1. Opening")
		})
	})
	if err := first.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	first.Wait()

	if _, err := lead.Say(place, thread, "at 02:00 the disk was full"); err != nil { // while nobody listens
		t.Fatal(err)
	}
	second, errout := process(t, settings, "serve", "--data", data)
	eventually(t, "the thread is read for what was missed", func() bool {
		for _, r := range st.Workspace.Journal() {
			if r.Method == "conversations.replies" && r.Status == 200 {
				return true
			}
		}
		return false
	})
	eventually(t, "an answer", func() bool {
		if err := lead.Command(place, "", "/postmortem status"); err != nil {
			t.Fatal(err)
		}
		for range 100 {
			for _, m := range lead.Ephemerals(place, "") {
				if strings.Contains(m.Text, "Step 1 of 6") {
					return true
				}
			}
			time.Sleep(2 * time.Millisecond)
		}
		return false
	})
	began := time.Now()
	if err := second.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := second.Wait(); err != nil {
		t.Errorf("asked to stop, it ends with %v\n%s", err, errout)
	}
	t.Logf("it stopped within %s", time.Since(began).Round(time.Millisecond))
	if n := opened(); n != 1 {
		t.Errorf("the review was opened %d times", n)
	}
	db, err := store.Open(bot.Database(data))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if s, ok := db.Session("PM-1"); !ok || !s.Running() || len(s.Messages) != 1 {
		t.Errorf("what is on disk is not what was seen: %+v", s)
	}
	for _, token := range []string{c.BotToken, c.AppToken, "disk was full"} {
		if strings.Contains(errout.String(), token) {
			t.Errorf("the log holds %q", token)
		}
	}
}

// BenchmarkReplay plays each bundled script as `bot replay` does; five seconds
// are the bound for people who wait for it.
func BenchmarkReplay(b *testing.B) {
	for _, name := range rehearsal.Names() {
		b.Run(name, func(b *testing.B) {
			for n := 0; b.Loop(); n++ {
				var out, errout bytes.Buffer
				args := []string{"replay", name, "--out", filepath.Join(b.TempDir(), fmt.Sprint(n))}
				if code := run(b.Context(), args, env{strings.NewReader(""), &out, &errout, func(string) (string, bool) { return "", false }}); code != exitDone {
					b.Fatal(errout.String())
				}
			}
		})
	}
}
