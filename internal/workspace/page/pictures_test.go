package page_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/remedybot/remedy/internal/workspace"
	"github.com/remedybot/remedy/internal/workspace/page/pagetest"
)

func TestPicturesFilesAndCode(t *testing.T) {
	p := newPlace(t, func(c *workspace.Config) { c.Rates.Off = true })
	b := pagetest.New(t)
	ana := p.w.As(p.ana)
	for _, f := range []struct {
		name, content, title string
	}{
		{"before.png", string(curve(t)), "before"}, {"after.png", string(curve(t)), "after"},
		{"notes.txt", "10:42 alert\n10:50 rollback", "notes"}, {"report.pdf", "%PDF-1.4", "report"},
	} {
		if _, err := ana.Share(p.outage, "", f.name, []byte(f.content), f.title); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := ana.Say(p.outage, "", "```\nSELECT 1;\n```"); err != nil {
		t.Fatal(err)
	}
	b.Open(p.url)
	b.Sees("file", "before.png")
	b.Wait("no room is kept for the picture", `((i) => i.getAttribute("width") === "480" && i.getAttribute("height") === "240")(document.querySelector(".file-picture img"))`)
	b.Wait("a picture has no name", `document.querySelector("[data-testid=picture]").getAttribute("aria-label") === "before.png, open large"`)
	shots(b, "gallery-files")

	// A picture opens large; the arrows lead to its neighbours, Escape back.
	b.Do(chromedp.Focus(pagetest.ID("picture")))
	b.Keys(kb.Enter)
	shown := func(name string) {
		t.Helper()
		b.Wait(name+" is not shown", `document.querySelector("[data-testid=lightbox] .lightbox-title").textContent.startsWith("`+name+`") && document.querySelector(".lightbox-picture").naturalWidth === 480`)
	}
	shown("before.png")
	shots(b, "gallery-lightbox")
	b.Keys(kb.ArrowRight)
	shown("after.png")
	b.Keys(kb.ArrowRight)
	shown("before.png")
	b.Keys(kb.Escape)
	b.Wait("it stays open", `!document.querySelector("[data-testid=lightbox]")`)
	b.Wait("the focus is lost", `document.activeElement.dataset.testid === "picture"`)
	b.Click("picture", "")
	b.Sees("lightbox", "before.png")
	b.Click("lightbox-close", "")

	b.Sees("file", "report.pdf")
	pagetest.Eval[bool](b, `([...document.querySelectorAll("[data-testid=file] button")].find((n) => n.textContent === "Preview").click(), true)`)
	b.Sees("file-preview", "10:50 rollback")

	// The copy is what was written, without what is around it.
	pagetest.Eval[bool](b, `(navigator.clipboard.writeText = (text) => (window.copied = text, Promise.resolve()), true)`)
	b.ClickLast("copy-code", "")
	b.Wait("nothing is copied", `window.copied === "SELECT 1;"`)
}

func TestTheHomeOfTheGallery(t *testing.T) {
	p := newPlace(t, func(c *workspace.Config) { c.App.Events = nil }) // nobody publishes but this test
	b := pagetest.New(t)
	p.app(t)
	g := p.gallery(t)
	b.Open(p.url)
	b.Click("app", "")
	b.Sees("home", "shows nothing here yet")
	b.Shot("gallery-home-empty")
	publish := func() { p.call(t, "views.publish", "user_id", p.ana, "view", string(g.Home)) }
	publish()
	b.Sees("home", "Your actions")
	shots(b, "gallery-home")
	for _, c := range []struct{ selector, field, want string }{
		{"[data-action=done]", "value", "1"},
		{"[data-action=quiet][value=off]", "type", "radio_buttons"},
	} {
		if got := p.told(b, func() { at(b, c.selector) }); got[c.field] != c.want {
			t.Errorf("%s: %v", c.selector, got)
		}
	}

	// What was chosen is still chosen in a window that opens later.
	b.Do(chromedp.Reload())
	b.Sees("home", "Your actions")
	b.Wait("the choice is forgotten", `document.querySelector("[data-action=quiet][value=off]").checked`)

	// Publishing the same again, with new ids, does not take the focus away.
	b.Do(chromedp.Focus(chromedp.CSS("[data-action=go]")))
	pagetest.Eval[bool](b, `(document.activeElement.former = true)`)
	publish()
	b.Wait("the focus is lost", `document.activeElement.dataset.action === "go" && !document.activeElement.former`)
}
