package main

import (
	"bufio"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/remedybot/remedy/internal/workspace/page/pagetest"
)

// How long a person takes. The machine's own time is measured and added.
const (
	perClick = 1500 * time.Millisecond // to find what to press, and to press it
	perKey   = 200 * time.Millisecond
)

// A newcomer knows nothing: they read the terminal and the page, and do what
// these say.
type newcomer struct {
	*pagetest.Browser
	clicks, keys int
	read         []string // the guide's lines, in the order in which they came
}

// shows tells what stands in the first visible element of a kind; empty: there is none.
func (n *newcomer) shows(testid string) string {
	return pagetest.Eval[string](n.Browser,
		`[...document.querySelectorAll("[data-testid=`+testid+`]")].find((n) => n.checkVisibility())?.innerText ?? ""`)
}

// press clicks the first visible element of a kind that holds a text, where it is.
func (n *newcomer) press(testid, text string) {
	n.T.Helper()
	n.Sees(testid, text)
	at := pagetest.Eval[[]float64](n.Browser, `(() => {
		const all = [...document.querySelectorAll("[data-testid=`+testid+`]")];
		const box = all.find((n) => n.checkVisibility() && n.textContent.includes("`+text+`"));
		box.scrollIntoView({ block: "center", behavior: "instant" });
		const { x, y, width, height } = box.getBoundingClientRect();
		return [x + width / 2, y + height / 2];
	})()`)
	n.Do(chromedp.MouseClickXY(at[0], at[1]))
	n.clicks++
}

func (n *newcomer) types(text string) {
	n.Keys(text)
	n.keys += len([]rune(text))
}

var quoted = regexp.MustCompile(`“([^”]+)”$`)

// step does the next thing that the page asks for, and tells whether there was one.
func (n *newcomer) step() bool {
	line := n.shows("hint")
	switch field := pagetest.Eval[string](n.Browser, `document.activeElement?.tagName === "TEXTAREA" ? document.activeElement.value : ""`); {
	case n.shows("modal") != "":
		n.press("modal-submit", "Start")
		n.Sees("hint", "")
	case n.shows("guide") != "":
		n.press("guide-act", "")
		n.Sees("modal", "")
	case field != "":
		n.types(kb.Enter)
		n.Wait("nothing is sent", `document.activeElement.value === ""`)
	case line == "" || len(n.read) > 0 && n.read[len(n.read)-1] == line:
		return false
	default:
		n.read = append(n.read, line)
		said, _, _ := strings.Cut(line, "\n")
		if sentence := quoted.FindStringSubmatch(said); sentence != nil {
			n.press("thread-composer", "")
			n.types(sentence[1])
		} else if n.shows("hint-act") != "" {
			n.press("hint-act", "")
		}
	}
	return true
}

// follows does what the page asks for until something can be seen on it.
func (n *newcomer) follows(testid, text string) {
	n.T.Helper()
	end := time.Now().Add(pagetest.Patience)
	for !n.Has(testid, text) {
		if n.step() {
			end = time.Now().Add(pagetest.Patience)
		}
		if time.Now().After(end) {
			n.Shot("failure")
			n.T.Fatalf("the page does not lead to %q; what it said: %q", text, n.read)
		}
	}
}

// TestANewcomersRun starts the program and does what terminal and page say, from
// the first look to the first whisper, and on to the first entry on record. It
// counts what a person would take for the clicks and the keys.
func TestANewcomersRun(t *testing.T) {
	n := &newcomer{Browser: pagetest.New(t)}
	began := time.Now()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "try", "--addr", "127.0.0.1:0")
	temporary := t.TempDir()
	cmd.Env = []string{asBot + "=1", "HOME=" + t.TempDir(), "TMPDIR=" + temporary}
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Process.Kill()
	address := ""
	for lines := bufio.NewScanner(out); address == "" && lines.Scan(); {
		address = regexp.MustCompile(`http://\S+`).FindString(lines.Text())
	}
	n.Open(address)
	n.follows("block-button", "Mute for this review")
	machine := time.Since(began)
	person := time.Duration(n.clicks)*perClick + time.Duration(n.keys)*perKey
	t.Logf("the first whisper came after %.0f s: %d clicks and %d keys (%.0f s), and %.0f s of waiting",
		(machine + person).Seconds(), n.clicks, n.keys, person.Seconds(), machine.Seconds())
	t.Logf("the guide said %q", n.read)
	if machine+person > time.Minute {
		t.Error("that is more than a minute")
	}

	// What was written first is there to be confirmed, and then the guide speaks of moving on.
	n.Shot("newcomer-whisper")
	n.press("block-button", "Not now")
	n.follows("hint", "Press Confirm")
	n.press("block-button", "Confirm")
	n.Sees("hint", "press Next")
	n.Shot("newcomer-confirmed")
	if slices.ContainsFunc(n.read, func(line string) bool { return strings.Contains(line, "say it once more") }) {
		t.Errorf("the guide led into the grace of the first message: %q", n.read)
	}

	// With the page still open, Ctrl-C ends it at once and leaves nothing.
	began = time.Now()
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("Ctrl-C ends it with %v", err)
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("Ctrl-C takes %s", took)
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("it leaves %v behind (%v)", left, err)
	}
}
