package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/remedybot/remedy/internal/workspace/page/pagetest"
)

// hands are somebody who has a keyboard and nothing else. After every key the focus
// must be somewhere, visibly so, and in the window.
type hands struct {
	t *testing.T
	m *meeting
	*pagetest.Browser
	keys int
}

// focus tells what has the focus, and what is wrong with how it shows.
type focus struct{ What, Text, TS, Wrong string }

func (h *hands) focus() focus {
	h.t.Helper()
	return pagetest.Eval[focus](h.Browser, `(() => {
		const node = document.activeElement;
		const what = node.dataset?.testid ?? node.tagName.toLowerCase();
		const text = (node.tagName === "ARTICLE" ? node.getAttribute("aria-label") : node.getAttribute("aria-label") ?? node.textContent).slice(0, 200);
		if (node === document.body) return { What: "body", Text: "", TS: "", Wrong: "nothing has the focus" };
		const framed = (n) => {
			const s = getComputedStyle(n);
			return (s.outlineStyle !== "none" && Number.parseFloat(s.outlineWidth) >= 1) || s.boxShadow !== "none";
		};
		// A field may show it by its frame, an entry of a menu by its ground.
		const frame = node.closest(".composer-box, .find-box, label, .menu-item, [role=option]");
		const shows = framed(node) || (frame && (framed(frame) || getComputedStyle(frame).backgroundColor !== getComputedStyle(frame.parentElement).backgroundColor));
		const r = node.getBoundingClientRect();
		const inside = r.width > 0 && r.height > 0 && r.bottom > 0 && r.right > 0 && r.top < innerHeight && r.left < innerWidth;
		return { What: what, Text: text, TS: node.closest("article")?.dataset.ts ?? "", Wrong: !shows ? "its focus does not show" : !inside ? "it is not in the window" : "" };
	})()`)
}

// press presses a key and looks where the focus has gone.
func (h *hands) press(key string, held ...chromedp.Modifier) focus {
	h.t.Helper()
	h.Keys(key, held...)
	h.keys++
	f := h.focus()
	if f.Wrong != "" {
		// What the key began may take a moment: a dialog that opens, a message that is drawn anew.
		pagetest.Eval[bool](h.Browser, "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")
		f = h.focus()
	}
	if f.What == "body" && key == kb.Tab {
		return f // on to the browser's own controls; the next Tab comes back
	}
	if f.Wrong != "" {
		h.Shot("keyboard-lost")
		h.t.Log(pagetest.Eval[string](h.Browser, "document.activeElement.outerHTML"))
		h.t.Errorf("after key %d, %q, on %s %q: %s", h.keys, key, f.What, f.Text, f.Wrong)
	}
	return f
}

// write types where the focus is.
func (h *hands) write(text string) {
	h.t.Helper()
	h.Keys(text)
	h.keys += len(text)
}

// seek presses a key again and again until the focus is on something of a kind that
// says something.
func (h *hands) seek(key, what, text string, held ...chromedp.Modifier) {
	h.t.Helper()
	var way []string
	for range 60 {
		f := h.press(key, held...)
		if f.What == what && strings.Contains(f.Text, text) {
			return
		}
		way = append(way, f.What+" "+f.Text[:min(len(f.Text), 24)])
	}
	h.Shot("keyboard-lost")
	h.t.Fatalf("no way by %q to %s %q: %s", key, what, text, strings.Join(way, "\n"))
}

// message goes from the field of the thread to a message, from the newest upwards.
func (h *hands) message(is func(focus) bool) {
	h.t.Helper()
	h.seek(kb.F6, "message", "", chromedp.ModifierShift)
	for f := h.press(kb.End); !is(f); f = h.press(kb.ArrowUp) {
		if h.keys > 3000 {
			h.t.Fatal("the message is not found: keys lead nowhere")
		}
	}
}

// button goes to the newest message with a button and presses it, until something
// is seen. The bot may move its buttons on to a newer message meanwhile; then a
// person looks again.
func (h *hands) button(label, testid, text string) {
	h.t.Helper()
	for range 8 {
		h.m.pass(4 * time.Second)
		ts := pagetest.Eval[string](h.Browser, fmt.Sprintf(`[...document.querySelectorAll("#thread article")].findLast(
			(a) => [...a.querySelectorAll("[data-testid=block-button]")].some((n) => n.textContent.includes(%q)))?.dataset.ts ?? ""`, label))
		if ts == "" {
			continue
		}
		h.seek(kb.F6, "thread-composer", "")
		h.message(func(f focus) bool { return f.TS == ts })
		f := h.press(kb.Tab)
		for f.TS == ts && !(f.What == "block-button" && strings.Contains(f.Text, label)) {
			f = h.press(kb.Tab)
		}
		if f.TS != ts {
			continue
		}
		h.press(kb.Enter)
		for range 5 {
			if h.Has(testid, text) {
				return
			}
			if h.Has("confirm-yes", "") { // much would be left behind
				if h.focus().What != "confirm-yes" {
					h.seek(kb.Tab, "confirm-yes", "")
				}
				h.press(kb.Enter)
			}
			h.m.pass(2 * time.Second)
		}
	}
	h.Sees(testid, text)
}

// TestAReviewByKeyboard goes the main path, from the first page to the finished
// review, with the first whisper on the way, by keys alone.
func TestAReviewByKeyboard(t *testing.T) {
	m := meet(t, false)
	h := &hands{t: t, m: m, Browser: pagetest.New(t)}
	h.Open(m.URL)
	h.Sees("message", "root partition is full")

	h.seek(kb.Tab, "composer", "")
	h.write("/postmortem start docs.rs down and builds stuck")
	h.press(kb.Enter)
	h.Sees("modal", "What happened?")
	h.seek(kb.Tab, "modal-submit", "")
	h.press(kb.Enter)
	m.until(h.Browser, "replies", "just now")

	// The thread, from the message that began it.
	h.seek(kb.F6, "message", "", chromedp.ModifierShift)
	h.press(kb.End)
	h.press(kb.Enter)
	m.until(h.Browser, "thread-messages", "What did people outside notice")
	h.Wait("the field of the thread does not have the focus", `document.activeElement.dataset.testid === "thread-composer"`)
	h.write("good morning") // nobody's first words are remarked on
	h.press(kb.Enter)
	m.until(h.Browser, "thread-messages", "good morning")
	h.write("who pushed this? I want a name on it")
	h.press(kb.Enter)
	m.until(h.Browser, "thread-messages", "Only visible to you")
	h.message(func(f focus) bool { return strings.HasPrefix(f.Text, "Only visible to you") })
	h.Shot("keyboard-whisper")
	h.seek(kb.Tab, "block-button", "Not now")
	h.press(kb.Enter)
	m.until(h.Browser, "thread-messages", "I will ask you nothing of this kind")

	h.seek(kb.F6, "thread-composer", "")
	h.write("the site answered 5xx from 01:38 to 02:06 UTC, 28 minutes")
	h.press(kb.Enter)
	m.until(h.Browser, "thread-messages", "28 minutes")
	for i, phase := range []string{"Timeline", "Root cause", "Remedy", "Prevention", "Close"} {
		h.button("Next: "+phase, "thread-messages", fmt.Sprintf("%d. %s", i+2, phase))
	}
	h.button("Finish", "confirm-yes", "")
	if f := h.focus(); f.What != "confirm-yes" && f.What != "confirm-no" {
		t.Errorf("the question has opened and the focus is on %s", f.What)
	}
	if h.focus().What != "confirm-yes" {
		h.seek(kb.Tab, "confirm-yes", "")
	}
	h.press(kb.Enter)
	m.until(h.Browser, "thread-messages", "PM-1-review.html")
	h.Shot("keyboard-finished")
	t.Logf("%d keys", h.keys)

	s, err := m.player.Bot().Session("PM-1")
	if err != nil {
		t.Fatal(err)
	}
	if s.Status != "draft" {
		t.Errorf("the review is %s", s.Status)
	}
}
