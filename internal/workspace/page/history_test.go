package page_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/remedybot/remedy/internal/workspace/page/pagetest"
)

const talkedMost = 10_000

// talked fills the channel with 10,000 numbered messages, one a minute, by all
// three people in turns of four, and returns their ts.
func (p *place) talked(t *testing.T) []string {
	t.Helper()
	all := make([]string, talkedMost)
	for i := range all {
		who := []string{p.ana, p.ben, p.chidi}[i/4%3]
		text := fmt.Sprintf("message %d%s", i, strings.Repeat(" of a long day", i%7*5))
		all[i] = p.seed(t, p.outage, who, "", text, time.Duration(talkedMost-i)*time.Minute, nil)
	}
	return all
}

const scroller = `document.querySelector("#main .scroller")`

// window is what a person has before them in the channel.
type window struct {
	Articles int     // in the document
	Nodes    int     // elements of the whole page
	First    string  // ts of the first message that is seen
	Top      float64 // where it stands in the list's window
	Gaps     bool    // some message is missing between two others
	Newest   bool    // the list stands at its end
	Stops    int     // messages that Tab reaches
}

func look(b *pagetest.Browser) window {
	b.T.Helper()
	return pagetest.Eval[window](b, `(() => {
		const s = `+scroller+`;
		const box = s.getBoundingClientRect();
		const articles = [...s.querySelectorAll("article")];
		const numbers = articles.map((a) => /message (\d+)/.exec(a.textContent)).filter(Boolean).map((m) => Number(m[1]));
		const first = articles.find((a) => a.getBoundingClientRect().bottom > box.top);
		return {
			Articles: articles.length,
			Nodes: document.querySelectorAll("*").length,
			First: first?.dataset.ts ?? "",
			Top: first ? first.getBoundingClientRect().top - box.top : 0,
			Gaps: numbers.some((n, i) => i > 0 && n !== numbers[i - 1] + 1),
			Newest: s.scrollHeight - s.scrollTop - s.clientHeight < 60,
			Stops: articles.filter((a) => a.tabIndex === 0).length,
		};
	})()`)
}

// small checks what must hold wherever one is in a long channel.
func small(t *testing.T, w window) {
	t.Helper()
	if w.Articles == 0 || w.Articles > 245 || w.Nodes > 12_000 {
		t.Errorf("%d messages and %d elements are in the document", w.Articles, w.Nodes)
	}
	if w.Gaps {
		t.Error("messages are missing between others")
	}
	if w.Stops != 1 {
		t.Errorf("Tab stops at %d messages, not one", w.Stops)
	}
}

// stays checks that what is read has not moved.
func stays(t *testing.T, before, after window) {
	t.Helper()
	if after.First != before.First || after.Top-before.Top > 2 || before.Top-after.Top > 2 {
		t.Errorf("what was read moved: %s at %.0f px is now %s at %.0f px", before.First, before.Top, after.First, after.Top)
	}
}

// settled waits until two frames have passed, so that whatever was to happen has.
func settled(b *pagetest.Browser) {
	b.T.Helper()
	pagetest.Eval[bool](b, "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(true), 30))))")
}

func seesNumber(n int) string {
	return fmt.Sprintf(`[...%s.querySelectorAll("article")].some((a) => a.textContent.includes("message %d") && (() => {
		const r = a.getBoundingClientRect(), box = %s.getBoundingClientRect();
		return r.bottom > box.top && r.top < box.bottom;
	})())`, scroller, n, scroller)
}

func TestALongChannel(t *testing.T) {
	p := newPlace(t)
	b := pagetest.New(t)
	p.app(t)
	all := p.talked(t)
	if err := p.w.As(p.ana).MarkRead(p.outage, all[9500]); err != nil {
		t.Fatal(err)
	}
	b.Open(p.url)
	b.Sees("message", "message 9999")

	t.Run("it opens at its end", func(t *testing.T) {
		b := b.For(t)
		w := look(b)
		small(t, w)
		if !w.Newest {
			t.Error("it does not")
		}
		// Two of three of the last 499 are by others.
		b.Sees("since", "331 new messages")
		b.Click("since", "")
		b.Wait("the unread line is not seen", `(() => {
			const line = document.querySelector("#main .unread-line")?.getBoundingClientRect();
			const box = `+scroller+`.getBoundingClientRect();
			return line && line.bottom > box.top && line.top < box.top + 200;
		})()`)
		small(t, look(b))
		b.Wait("the button stays", `document.querySelector("#main [data-testid=since]").hidden`)
		b.Click("latest", "Newest messages")
		b.Wait("the newest is not seen", seesNumber(9999))
	})

	t.Run("scrolled a thousand messages back and forth", func(t *testing.T) {
		b := b.For(t)
		before := look(b)
		for range 60 {
			pagetest.Eval[bool](b, `(`+scroller+`.scrollBy(0, -900), true)`)
			settled(b)
			w := look(b)
			small(t, w)
			if w.First >= before.First {
				t.Fatalf("scrolling up leads from %s to %s", before.First, w.First)
			}
			before = w
		}
		if n := back(all, before.First); n > 9300 {
			t.Errorf("sixty windows up from 9999 is still message %d", n)
		}
		for range 10 {
			pagetest.Eval[bool](b, `(`+scroller+`.scrollBy(0, 900), true)`)
			settled(b)
			w := look(b)
			small(t, w)
			if w.First <= before.First {
				t.Fatalf("scrolling down leads from %s to %s", before.First, w.First)
			}
			before = w
		}
	})

	t.Run("what comes and what grows moves nothing", func(t *testing.T) {
		b := b.For(t)
		before := look(b)
		if _, err := p.w.As(p.ben).Say(p.outage, "", "said at the far end"); err != nil {
			t.Fatal(err)
		}
		b.Sees("latest", "1 new message")
		stays(t, before, look(b))

		// A picture above that comes late: an element of another height.
		pagetest.Eval[bool](b, `(() => {
			const first = [...`+scroller+`.querySelectorAll("article")].findIndex((a) => a.dataset.ts === `+quoted(before.First)+`);
			`+scroller+`.querySelectorAll("article")[first - 2].style.height = "700px";
			return true;
		})()`)
		settled(b)
		stays(t, before, look(b))

		// A message far above and one in sight are edited.
		n := back(all, before.First)
		for _, i := range []int{n - 20, n + 2} {
			for _, who := range []string{p.ana, p.ben, p.chidi} {
				p.w.As(who).Edit(p.outage, all[i], fmt.Sprintf("message %d says much more now\nand more\nand more", i))
			}
		}
		b.Wait("the edit is not shown", fmt.Sprintf(`%s.textContent.includes("message %d says much more")`, scroller, n+2))
		stays(t, before, look(b))
		small(t, look(b))
	})

	t.Run("the link is cut and comes back", func(t *testing.T) {
		b := b.For(t)
		before := look(b)
		p.drop()
		b.Wait("nobody notices", `document.querySelector("[data-testid=connection]").dataset.state === "lost"`)
		n := back(all, before.First)
		for _, who := range []string{p.ana, p.ben, p.chidi} {
			p.w.As(who).Edit(p.outage, all[n+1], fmt.Sprintf("message %d was edited meanwhile", n+1))
		}
		b.Wait("it is not read anew", scroller+`.textContent.includes("was edited meanwhile")`)
		b.Wait("no live link", `document.querySelector("[data-testid=connection]").dataset.state === "live"`)
		settled(b)
		stays(t, before, look(b))
		small(t, look(b))
	})

	t.Run("a watcher that falls behind keeps its place", func(t *testing.T) {
		b := b.For(t)
		before := look(b)
		const states = `performance.getEntriesByType("resource").filter((r) => r.name.includes("/page/state")).length`
		reads := pagetest.Eval[int](b, states)
		for i := range 3000 {
			if _, err := p.w.As(p.ben).Say(p.general, "", fmt.Sprintf("elsewhere %d", i)); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := p.w.As(p.ben).Say(p.outage, "", "the last word"); err != nil {
			t.Fatal(err)
		}
		b.Sees("latest", "new message")
		if pagetest.Eval[int](b, states) == reads {
			t.Error("it has not fallen behind")
		}
		settled(b)
		stays(t, before, look(b))
		b.Click("latest", "")
		b.Sees("message", "the last word")
		b.Wait("it is not at the end", `!document.querySelector("#main article:last-of-type + .further")`)
		small(t, look(b))
	})

	t.Run("a permalink leads anywhere", func(t *testing.T) {
		b := b.For(t)
		for _, n := range []int{137, 0, 5000} {
			pagetest.Eval[bool](b, fmt.Sprintf(`(() => {
				const link = document.createElement("a");
				link.href = "/archives/%s/p%s";
				document.body.append(link);
				link.click();
				link.remove();
				return true;
			})()`, p.outage, strings.ReplaceAll(all[n], ".", "")))
			b.Wait(fmt.Sprintf("message %d is not picked out", n), fmt.Sprintf(`document.activeElement?.dataset.ts === %q && document.activeElement.classList.contains("linked")`, all[n]))
			b.Wait(fmt.Sprintf("message %d is not seen", n), seesNumber(n))
			settled(b)
			small(t, look(b))
		}
		b.Open(fmt.Sprintf("%s/archives/%s/p%s", p.url, p.outage, strings.ReplaceAll(all[4242], ".", "")))
		b.Wait("message 4242 is not picked out", fmt.Sprintf(`document.activeElement?.dataset.ts === %q`, all[4242]))
		b.Wait("message 4242 is not seen", seesNumber(4242))
	})

	t.Run("by keyboard", func(t *testing.T) {
		b := b.For(t)
		at := func() int {
			t.Helper()
			ts := pagetest.Eval[string](b, `document.activeElement.dataset.ts ?? ""`)
			return back(all, ts)
		}
		leads := func(key string, from, to int) {
			t.Helper()
			b.Keys(key)
			b.Wait("the key leads nowhere", fmt.Sprintf(`(document.activeElement.dataset.ts ?? "") !== %q`, all[from]))
			settled(b)
			if got := at(); to >= 0 && got != to {
				t.Errorf("from %d to %d, not to %d", from, got, to)
			}
			if !pagetest.Eval[bool](b, seesNumber(at())) {
				t.Errorf("message %d has the focus and is not seen", at())
			}
		}
		leads(kb.ArrowUp, 4242, 4241)
		leads(kb.ArrowDown, 4241, 4242)
		leads(kb.PageUp, 4242, -1)
		if n := at(); n > 4240 || n < 4200 {
			t.Errorf("a window up from 4242 is %d", n)
		}
		leads(kb.PageDown, at(), -1)
		leads(kb.Home, at(), -1)
		for range 12 { // past the oldest that is held
			leads(kb.PageUp, at(), -1)
		}
		if n := at(); n > 4180 {
			t.Errorf("going up leads to %d only", n)
		}
		small(t, look(b))
		b.Keys(kb.End)
		b.Wait("End does not lead to the end", `document.activeElement.textContent.includes("the last word")`)
		small(t, look(b))
	})
}

// back is the number of the message with a ts, or -1.
func back(all []string, ts string) int {
	for i, one := range all {
		if one == ts {
			return i
		}
	}
	return -1
}

func quoted(s string) string { return fmt.Sprintf("%q", s) }

// What can be done with a message is done with keys alone, and the focus is never lost.
func TestMessagesByKeyboard(t *testing.T) {
	p := newPlace(t)
	b := pagetest.New(t)
	p.app(t)
	p.history(t)
	b.Open(p.url)
	b.Write("composer", "mine to change\n")
	b.Sees("message", "mine to change")
	for range 8 {
		b.Keys(kb.Tab, chromedp.ModifierShift)
		if pagetest.Eval[bool](b, `document.activeElement.tagName === "ARTICLE"`) {
			break
		}
	}
	b.Wait("the newest message is not the one that Tab reaches", `document.activeElement.textContent.includes("mine to change")`)
	b.Keys("e")
	b.Wait("e does not edit", `document.activeElement.dataset.testid === "edit-field"`)
	b.Keys(", changed")
	b.Keys(kb.Enter)
	b.Sees("edited", "(edited)")
	b.Wait("the focus is lost", `document.activeElement.tagName === "ARTICLE" && document.activeElement.textContent.includes("mine to change, changed")`)
	b.Keys("r")
	b.Wait("r opens no picker", `document.activeElement.matches(".emoji-picker input")`)
	b.Keys("tada")
	b.Keys(kb.Enter)
	b.Sees("reaction-tada", "1")
	b.Wait("the focus is not back on the message", `!!document.activeElement.closest("article")`)
	b.Keys(kb.ArrowUp)
	b.Wait("the arrow leads nowhere", `document.activeElement.textContent.includes("Thank you both")`)
	b.Keys(kb.ArrowRight)
	b.Wait("no thread is opened", `document.activeElement.dataset.testid === "thread-composer"`)
	b.Keys(kb.Escape)
	b.Wait("the focus is not back on the message", `document.activeElement.textContent.includes("Thank you both")`)
}
