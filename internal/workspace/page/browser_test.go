package page_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// patience is how long a browser test waits for what must come. It is long
// because it only ever runs out when something is broken.
const patience = 20 * time.Second

// A browser is one Chromium with one tab.
type browser struct {
	t   *testing.T
	ctx context.Context
}

// chromium finds the browser, or ends the test with what to do about it.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	const what = "no browser to drive the page with; apt-get install chromium"
	if os.Getenv("REMEDY_REQUIRE_BROWSER") == "1" {
		t.Fatal(what)
	}
	t.Skip(what)
	return ""
}

func newBrowser(t *testing.T) *browser {
	t.Helper()
	path := chromium(t)
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-quic", true),
		chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1440, 900))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	return tab(t, ctx)
}

// tab opens another tab of the same browser: another window of the page.
func (b *browser) tab() *browser { return tab(b.t, b.ctx) }

// tab opens a tab and fails the test on any uncaught error or refused load in it.
func tab(t *testing.T, parent context.Context) *browser {
	ctx, shut := chromedp.NewContext(parent)
	b := &browser{t, ctx}
	b.do(chromedp.EmulateViewport(1440, 900))
	b.scheme("light")
	messages := chromedp.Console(ctx)
	var reading sync.WaitGroup
	reading.Go(func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			if m.IsException() || strings.Contains(m.String(), "Content Security Policy") {
				t.Errorf("the page's console: %s", m)
			}
		}
	})
	t.Cleanup(func() {
		shut()
		reading.Wait()
	})
	return b
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx); err != nil {
		b.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.shot("failure")
		b.t.Fatal(err)
	}
}

// wait polls until a JavaScript expression is true.
func (b *browser) wait(what, expression string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](expression)); err != nil {
		b.shot("failure")
		b.t.Fatalf("%s: %v", what, err)
	}
}

// eval returns the value of a JavaScript expression.
func eval[T any](b *browser, expression string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}

func id(name string) chromedp.CSS { return chromedp.CSS(fmt.Sprintf("[data-testid=%q]", name)) }

// sees waits until some element of a kind holds a text.
func (b *browser) sees(testid, text string) {
	b.t.Helper()
	b.wait(fmt.Sprintf("no %s with %q", testid, text), fmt.Sprintf(
		"[...document.querySelectorAll('[data-testid=%q]')].some((n) => n.checkVisibility() && n.textContent.includes(%q))", testid, text))
}

// click clicks the first element of a kind that holds a text.
func (b *browser) click(testid, text string) {
	b.t.Helper()
	b.sees(testid, text)
	eval[bool](b, fmt.Sprintf(
		"([...document.querySelectorAll('[data-testid=%q]')].find((n) => n.checkVisibility() && n.textContent.includes(%q)).click(), true)", testid, text))
}

func (b *browser) write(testid, text string) {
	b.t.Helper()
	b.do(chromedp.WaitVisible(id(testid)), chromedp.SendKeys(id(testid), text))
}

// size makes the window as large as a phone or a wall.
func (b *browser) size(width, height int64) { b.do(chromedp.EmulateViewport(width, height)) }

// set gives a control of a block a value, as choosing one does.
func (b *browser) set(action, value string) {
	eval[bool](b, fmt.Sprintf(`(() => {
		const control = document.querySelector('[data-action=%q]');
		control.value = %q;
		return control.dispatchEvent(new Event("change", { bubbles: true }));
	})()`, action, value))
}

// keys presses keys where the focus is.
func (b *browser) keys(keys string) { b.do(chromedp.KeyEvent(keys)) }

// menu opens what is behind a message's toolbar and chooses an entry.
func (b *browser) menu(message, entry string) {
	b.t.Helper()
	b.sees("message", message)
	eval[bool](b, fmt.Sprintf(
		"([...document.querySelectorAll('[data-testid=message]')].findLast((n) => n.textContent.includes(%q)).querySelector('[data-testid=toolbar-more]').click(), true)", message))
	b.click(entry, "")
}

// never checks that no element of a kind holds a text.
func (b *browser) never(testid, text string) {
	b.t.Helper()
	if eval[bool](b, fmt.Sprintf("[...document.querySelectorAll('[data-testid=%q]')].some((n) => n.textContent.includes(%q))", testid, text)) {
		b.shot("failure")
		b.t.Errorf("there is a %s with %q", testid, text)
	}
}

// shot keeps a picture of the tab in the directory REMEDY_SHOTS, for people to
// look at; without it there is none.
func (b *browser) shot(name string) {
	dir := os.Getenv("REMEDY_SHOTS")
	if dir == "" {
		return
	}
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Logf("no picture: %v", err)
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		b.t.Log(err)
	}
}

// scheme chooses the light or the dark look, without the motion between them.
func (b *browser) scheme(name string) {
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"}},
		})
		return err
	}))
}
