//go:build unix

// Package nodetest runs Slack apps that are written with Slack's own Node
// software, for tests: what speaks to the workspace here knows nothing of it, and
// nothing of our bot. Only tests may import it.
package nodetest

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Patience is how long a test waits for what must come. It is long because it only
// ever runs out when something is broken.
const Patience = 30 * time.Second

// An App is a running Node program, which ends with its test.
type App struct {
	// URL is where the app takes events, commands and interactions over HTTP;
	// empty when it has joined by Socket Mode.
	URL string

	t    testing.TB
	cmd  *exec.Cmd
	said chan string // the lines it prints
}

// Need skips the test where Node or Slack's packages are missing, or fails it if
// REMEDY_REQUIRE_ALL is 1. It returns the folder that has the packages in it.
func Need(t testing.TB) (tools string) {
	t.Helper()
	tools = filepath.Join(root(t), "tools", "node")
	_, err := os.Stat(filepath.Join(tools, "node_modules", "@slack", "bolt"))
	if err == nil {
		_, err = exec.LookPath("node")
	}
	if err == nil {
		return tools
	}
	const what = "Slack's own software is missing: install Node 20, then npm ci --prefix tools/node"
	if os.Getenv("REMEDY_REQUIRE_ALL") == "1" {
		t.Fatal(what)
	}
	t.Skip(what)
	return ""
}

// root is the folder of the module.
func root(t testing.TB) string {
	_, here, _, ok := runtime.Caller(0)
	if !ok {
		t.Fatal("the source of this package is not where it was built")
	}
	return filepath.Join(filepath.Dir(here), "..", "..", "..")
}

// Start runs a program of this package's testdata until it is ready: "bolt.mjs" or
// "plain.mjs", over "socket" or "http". The settings, such as
// "SLACK_BOT_TOKEN=…", are all that it knows of the workspace.
func Start(t testing.TB, program, transport string, settings ...string) *App {
	t.Helper()
	Need(t)
	a := &App{t: t, said: make(chan string, 1000)}
	a.cmd = exec.Command("node", filepath.Join(root(t), "internal", "workspace", "nodetest", "testdata", program), transport)
	a.cmd.Env = append([]string{"PATH=" + os.Getenv("PATH")}, settings...)
	var complaints bytes.Buffer
	a.cmd.Stderr = &complaints
	out, err := a.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := a.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var reading sync.WaitGroup
	reading.Go(func() {
		defer close(a.said)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			a.said <- lines.Text()
		}
	})
	t.Cleanup(func() {
		a.cmd.Process.Kill()
		reading.Wait()
		a.cmd.Wait() // it was killed, so that this is no success
		if t.Failed() {
			t.Logf("%s over %s complained:\n%s", program, transport, complaints.Bytes())
		}
	})
	a.URL = strings.TrimSpace(strings.TrimPrefix(a.Says("ready"), "ready"))
	return a
}

// Says waits until the app prints a line that begins like this.
func (a *App) Says(beginning string) (line string) {
	a.t.Helper()
	late := time.After(Patience)
	for {
		select {
		case line, running := <-a.said:
			if !running {
				a.t.Fatalf("the app ended before it said %q", beginning)
			}
			if strings.HasPrefix(line, beginning) {
				return line
			}
		case <-late:
			a.t.Fatalf("the app did not say %q", beginning)
		}
	}
}

// Freeze stops the app in the middle of whatever it does, as a machine that swaps
// would, and Thaw lets it go on.
func (a *App) Freeze() { a.signal(syscall.SIGSTOP) }

// Thaw lets the app go on.
func (a *App) Thaw() { a.signal(syscall.SIGCONT) }

func (a *App) signal(s syscall.Signal) {
	a.t.Helper()
	if err := a.cmd.Process.Signal(s); err != nil {
		a.t.Fatal(err)
	}
}
