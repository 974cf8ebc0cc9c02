// Package pagetest drives the page of the workspace in a headless Chromium,
// as a person would: it clicks what can be seen, and types where the cursor is.
// Only tests may import it.
package pagetest

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
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Patience is how long a browser test waits for what must come. It is long
// because it only ever runs out when something is broken.
const Patience = 20 * time.Second

// A Browser is one tab of a Chromium.
type Browser struct {
	T   testing.TB
	ctx context.Context
}

// chromium finds the browser, or ends the test with what to do about it.
func chromium(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	const what = "no browser to drive the page with; apt-get install chromium"
	if os.Getenv("REMEDY_REQUIRE_ALL") == "1" {
		t.Fatal(what)
	}
	t.Skip(what)
	return ""
}

// New starts a Chromium with one tab. Where there is none, the test is skipped with
// what to do about it, or fails if REMEDY_REQUIRE_ALL is 1.
func New(t testing.TB) *Browser {
	t.Helper()
	if testing.Short() {
		t.Skip("not in a short run: it drives a whole browser")
	}
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

// Tab opens another tab of the same browser: another window of the page.
func (b *Browser) Tab() *Browser { return tab(b.T, b.ctx) }

// Tab opens a tab and fails the test on any uncaught error or refused load in it.
func tab(t testing.TB, parent context.Context) *Browser {
	ctx, shut := chromedp.NewContext(parent)
	b := &Browser{t, ctx}
	b.Do(chromedp.EmulateViewport(1440, 900))
	b.Scheme("light")
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

// For is the same tab in the hands of a subtest, which is then the one that fails.
func (b *Browser) For(t testing.TB) *Browser { return &Browser{t, b.ctx} }

// Do does steps of chromedp, within a time that only runs out when something is broken.
func (b *Browser) Do(steps ...chromedp.Action[chromedp.Void]) {
	b.T.Helper()
	if err := chromedp.Do(b.ctx); err != nil {
		b.T.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(b.ctx, Patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.Shot("failure")
		b.T.Fatal(err)
	}
}

// Wait polls until a JavaScript expression is true.
func (b *Browser) Wait(what, expression string) {
	b.T.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, Patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](expression)); err != nil {
		b.Shot("failure")
		b.T.Fatalf("%s: %v", what, err)
	}
}

// Arrives waits until a JavaScript expression is true on a page that may go away in
// the meantime and be another: an answer that got lost with it is asked for again.
// What stood there before is stopped in its order first, so it waits longer than others.
func (b *Browser) Arrives(what, expression string) {
	b.T.Helper()
	for end := time.Now().Add(3 * Patience); ; time.Sleep(20 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(b.ctx, time.Second)
		there, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression))
		cancel()
		if err == nil && there {
			return
		}
		if time.Now().After(end) {
			b.Shot("failure")
			b.T.Fatalf("%s: %v", what, err)
		}
	}
}

// Eval returns the value of a JavaScript expression.
func Eval[T any](b *Browser, expression string) T {
	b.T.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, Patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.T.Fatal(err)
	}
	return v
}

// ID selects by data-testid.
func ID(name string) chromedp.CSS { return chromedp.CSS(fmt.Sprintf("[data-testid=%q]", name)) }

// Has reports whether some element of a kind holds a text, and can be seen, now.
func (b *Browser) Has(testid, text string) bool {
	b.T.Helper()
	return Eval[bool](b, fmt.Sprintf(
		"[...document.querySelectorAll('[data-testid=%q]')].some((n) => n.checkVisibility() && n.textContent.includes(%q))", testid, text))
}

// Sees waits until some element of a kind holds a text.
func (b *Browser) Sees(testid, text string) {
	b.T.Helper()
	b.Wait(fmt.Sprintf("no %s with %q", testid, text), fmt.Sprintf(
		"[...document.querySelectorAll('[data-testid=%q]')].some((n) => n.checkVisibility() && n.textContent.includes(%q))", testid, text))
}

// Click clicks the first element of a kind that holds a text.
func (b *Browser) Click(testid, text string) {
	b.T.Helper()
	b.Sees(testid, text)
	Eval[bool](b, fmt.Sprintf(
		"([...document.querySelectorAll('[data-testid=%q]')].find((n) => n.checkVisibility() && n.textContent.includes(%q)).click(), true)", testid, text))
}

// ClickLast clicks the last element of a kind that holds a text.
func (b *Browser) ClickLast(testid, text string) {
	b.T.Helper()
	b.Sees(testid, text)
	Eval[bool](b, fmt.Sprintf(
		"([...document.querySelectorAll('[data-testid=%q]')].findLast((n) => n.checkVisibility() && n.textContent.includes(%q)).click(), true)", testid, text))
}

// Write types into a control.
func (b *Browser) Write(testid, text string) {
	b.T.Helper()
	b.Do(chromedp.WaitVisible(ID(testid)), chromedp.SendKeys(ID(testid), text))
}

// Size makes the window as large as a phone or a wall.
func (b *Browser) Size(width, height int64) { b.Do(chromedp.EmulateViewport(width, height)) }

// Set gives a control of a block a value, as choosing one does: in a select, the
// option of that value is clicked once it is offered.
func (b *Browser) Set(action, value string) {
	b.T.Helper()
	if !Eval[bool](b, fmt.Sprintf(`(() => {
		const control = document.querySelector('[data-action=%q]');
		if (control.getAttribute("role") === "combobox") return (control.click(), true);
		control.value = %q;
		control.dispatchEvent(new Event("change", { bubbles: true }));
		return false;
	})()`, action, value)) {
		return
	}
	option := fmt.Sprintf(`document.querySelector('.popover [role=option][data-value=%q]')`, value)
	b.Wait("no option "+value, "!!"+option)
	Eval[bool](b, "("+option+".click(), true)")
}

// Keys presses keys where the focus is, one after the other. As on a keyboard, a key
// that the page takes for itself types nothing, wherever the focus has gone meanwhile.
func (b *Browser) Keys(keys string, held ...chromedp.Modifier) {
	b.T.Helper()
	b.Do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for _, r := range keys {
			events := kb.Encode(r)
			down, up := events[0], events[len(events)-1]
			for _, m := range held {
				down.Modifiers |= int64(m)
			}
			up.Modifiers = down.Modifiers
			if typed := events[1]; len(events) == 3 && down.Modifiers&^int64(chromedp.ModifierShift) == 0 {
				down.Text, down.UnmodifiedText = typed.Text, typed.UnmodifiedText
			}
			for _, event := range []*input.DispatchKeyEventParams{down, up} {
				if _, err := cdp.Call(ctx, t, input.DispatchKeyEvent, *event); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

// Menu opens what is behind a message's toolbar and chooses an entry.
func (b *Browser) Menu(message, entry string) {
	b.T.Helper()
	b.Sees("message", message)
	Eval[bool](b, fmt.Sprintf(
		"([...document.querySelectorAll('[data-testid=message]')].findLast((n) => n.textContent.includes(%q)).querySelector('[data-testid=toolbar-more]').click(), true)", message))
	b.Click(entry, "")
}

// Never checks that no element of a kind holds a text.
func (b *Browser) Never(testid, text string) {
	b.T.Helper()
	if Eval[bool](b, fmt.Sprintf("[...document.querySelectorAll('[data-testid=%q]')].some((n) => n.textContent.includes(%q))", testid, text)) {
		b.Shot("failure")
		b.T.Errorf("there is a %s with %q", testid, text)
	}
}

// Shot keeps a picture of the tab in the directory REMEDY_SHOTS, for people to
// look at; without it there is none.
func (b *Browser) Shot(name string) {
	dir := os.Getenv("REMEDY_SHOTS")
	if dir == "" {
		return
	}
	ctx, cancel := context.WithTimeout(b.ctx, Patience)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.T.Logf("no picture: %v", err)
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		b.T.Log(err)
	}
}

// Scheme chooses the light or the dark look, without the motion between them.
func (b *Browser) Scheme(name string) {
	b.Do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"}},
		})
		return err
	}))
}

// Load loads a page.
func (b *Browser) Load(address string) {
	b.T.Helper()
	b.Do(chromedp.Navigate(address))
}

// Open loads a page and waits for its live link.
func (b *Browser) Open(address string) {
	b.T.Helper()
	b.Load(address)
	b.Wait("no live link", `document.querySelector("[data-testid=connection]")?.dataset.state === "live"`)
}

// Become changes who the window is: the person of that id, whose name is known.
func (b *Browser) Become(id, name string) {
	b.T.Helper()
	b.Click("me", "")
	b.Click("person-"+id, "")
	b.Sees("me", name)
	b.Wait("no live link", `document.querySelector("[data-testid=connection]")?.dataset.state === "live"`)
}
