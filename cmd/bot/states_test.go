package main

import (
	"bufio"
	"cmp"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/remedybot/remedy/internal/workspace"
	"github.com/remedybot/remedy/internal/workspace/page"
	"github.com/remedybot/remedy/internal/workspace/page/pagetest"
)

// TestEveryState shows the page in the states that people meet. In each, axe-core
// must find nothing, at the width of a phone and of a desk, by light and by dark.
// With REMEDY_SHOTS=DIR it leaves pictures there, STATE-WIDTH-THEME.png, at three
// widths.
func TestEveryState(t *testing.T) {
	b := pagetest.New(t)
	axe := pagetest.Axe(t)
	shots := os.Getenv("REMEDY_SHOTS") != ""
	inspect := func(state string) {
		t.Helper()
		for _, width := range []int64{1440, 800, 360} {
			if width == 800 && !shots {
				continue
			}
			b.Size(width, map[int64]int64{1440: 900, 800: 1000, 360: 740}[width])
			for _, theme := range []string{"light", "dark"} {
				b.Scheme(theme)
				pagetest.Eval[bool](b, "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")
				b.Shot(fmt.Sprintf("%s-%d-%s", state, width, theme))
				if width == 800 {
					continue
				}
				for _, v := range b.Violations(axe) {
					t.Errorf("%s, %d px, %s: %s", state, width, theme, v)
				}
			}
		}
		b.Scheme("light")
		b.Size(1440, 900)
	}

	b.Open(tried(t))
	b.Sees("guide", "")
	inspect("welcome")

	m := meet(t, false)
	noor := m.User(m.Cast.Review.Facilitator)
	m.Workspace.AddChannel(workspace.Channel{Name: "quiet-corner", Members: []string{noor, m.Workspace.Credentials().BotUserID}})
	chooser := httptest.NewServer(page.New(m.Workspace, page.Options{Now: m.now.Now}))
	t.Cleanup(func() {
		chooser.CloseClientConnections()
		chooser.Close()
	})
	b.Do(chromedp.Navigate(chooser.URL))
	b.Sees("chooser", "Who are you here?")
	inspect("chooser")

	b.Open(m.URL)
	b.Sees("message", "root partition is full")
	inspect("channel")

	// A planted violation of each kind is found.
	pagetest.Eval[bool](b, `(() => {
		const button = document.createElement("button");
		const words = document.createElement("p");
		words.append("hardly legible");
		words.style.color = "#c9c9c0";
		document.querySelector("#main header").append(button, words);
		return true;
	})()`)
	var rules []string
	for _, v := range b.Violations(axe) {
		rules = append(rules, v.Rule)
	}
	if all := strings.Join(rules, " "); !strings.Contains(all, "button-name") || !strings.Contains(all, "color-contrast") {
		t.Errorf("a button without a name and pale words were planted, and found is: %q", all)
	}
	b.Open(m.URL)

	b.Write("composer", "/")
	b.Sees("completion-item", "/postmortem")
	inspect("completion")
	b.Keys(kb.Escape)
	b.Keys(kb.Backspace)

	b.Click("channel-"+channelOf(t, m, "quiet-corner"), "")
	b.Sees("channel-title", "quiet-corner")
	inspect("empty-channel")
	b.Click("channel-"+m.Channel(m.Cast.Review.ReviewChannel), "")
	b.Sees("message", "root partition is full")

	b.Write("find", "disk")
	b.Keys(kb.Enter)
	b.Sees("search-told", "disk")
	inspect("search")
	b.Open(m.URL)
	b.Click("details-toggle", "")
	b.Sees("details", "")
	inspect("details")
	b.Click("details-toggle", "")

	b.Write("composer", "/postmortem start docs.rs down and builds stuck\n")
	b.Sees("modal", "What happened?")
	inspect("modal")
	pagetest.Eval[bool](b, `(document.querySelector("[data-testid=modal] input, [data-testid=modal] textarea").select(), true)`)
	b.Keys(kb.Backspace)
	b.Click("modal-submit", "")
	b.Sees("input-error", "")
	inspect("modal-errors")
	b.Keys("docs.rs down and builds stuck")
	b.Click("modal-submit", "")
	m.until(b, "message", "Review: docs.rs down and builds stuck")
	m.until(b, "replies", "just now")
	b.ClickLast("replies", "just now")
	b.Write("thread-composer", "good morning\n") // nobody's first words are remarked on
	m.until(b, "thread-messages", "good morning")
	b.Write("thread-composer", "who pushed this? I want a name on it\n")
	m.until(b, "thread-messages", "Only visible to you")
	inspect("whisper")

	b.Click("app", "")
	b.Click("home-tab", "")
	m.until(b, "home", "docs.rs")
	inspect("home")

	done := meet(t, true)
	if err := done.player.Play(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.Open(done.URL)
	b.ClickLast("replies", "")
	b.Sees("file", "review.md")
	pagetest.Eval[bool](b, `([...document.querySelectorAll("[data-testid=file] button")].find((n) => n.textContent === "Preview").click(), true)`)
	b.Sees("file-preview", "1. In brief")
	pagetest.Eval[bool](b, `(document.querySelector("[data-testid=file-preview]").scrollIntoView({ block: "start" }), true)`)
	inspect("review-preview")
}

func channelOf(t *testing.T, m *meeting, name string) string {
	t.Helper()
	id, ok := m.Workspace.ChannelByName(name)
	if !ok {
		t.Fatalf("no channel %s", name)
	}
	return id
}

var addressInWords = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// tried runs `bot try` and returns the address that it says.
func tried(t *testing.T) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "try", "--addr", "127.0.0.1:0")
	cmd.Env = []string{asBot + "=1", "HOME=" + t.TempDir(), "TMPDIR=" + t.TempDir()}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Signal(os.Interrupt)
		time.AfterFunc(10*time.Second, func() { cmd.Process.Kill() })
		cmd.Wait()
	})
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if address := addressInWords.FindString(lines.Text()); address != "" {
			return address
		}
	}
	t.Fatal(cmp.Or(err, fmt.Errorf("it says no address")))
	return ""
}
