package page_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/remedybot/remedy/internal/workspace"
	"github.com/remedybot/remedy/internal/workspace/handclock"
	"github.com/remedybot/remedy/internal/workspace/page/pagetest"
)

// sent is what the app got with the newest submission, by action_id.
func (p *place) sent(b *pagetest.Browser) map[string]map[string]any {
	b.T.Helper()
	for range 400 {
		for _, r := range p.w.Journal() {
			if r.Kind != workspace.Frame || r.Method != "interactive/view_submission" {
				continue
			}
			var payload struct {
				View struct {
					State struct {
						Values map[string]map[string]map[string]any `json:"values"`
					} `json:"state"`
				} `json:"view"`
			}
			if err := json.Unmarshal(r.Answer, &payload); err != nil {
				b.T.Fatal(err)
			}
			all := make(map[string]map[string]any)
			for _, block := range payload.View.State.Values {
				for action, value := range block {
					all[action] = value
				}
			}
			return all
		}
		pagetest.Eval[float64](b, "new Promise((done) => setTimeout(() => done(1), 20))")
	}
	b.Shot("failure")
	b.T.Fatal("nothing was sent")
	return nil
}

// field types into a control of the open window.
func field(b *pagetest.Browser, action, text string) {
	b.T.Helper()
	b.Do(chromedp.SendKeys(chromedp.CSS("[data-action="+action+"]"), text))
}

// focused is the action of what has the focus.
func focused(b *pagetest.Browser, want string) {
	b.T.Helper()
	b.Wait("the focus is not on "+want, fmt.Sprintf("document.activeElement.dataset.action === %q", want))
}

func TestEveryInputReachesTheApp(t *testing.T) {
	p := newPlace(t, func(c *workspace.Config) { c.Rates.Off = true })
	b := pagetest.New(t)
	app := p.app(t)
	g := p.gallery(t)
	app.modal = func(trigger string) { p.call(t, "views.open", "trigger_id", trigger, "view", string(g.Modal)) }
	b.Open(p.url)
	b.Write("composer", "/postmortem gallery\n")
	b.Sees("modal", "Every input")
	b.Never("unknown-block", "")
	focused(b, "line")
	shots(b, "gallery-modal")

	// What is missing is said beside each field, and the first has the focus.
	b.Click("modal-submit", "Send")
	b.Sees("input-error", "Please fill this in.")
	if n := pagetest.Eval[float64](b, `document.querySelectorAll("[data-testid=input-error]").length`); n != 5 {
		t.Errorf("%v fields are missing, want 5", n)
	}
	focused(b, "line")
	shots(b, "gallery-errors")
	pagetest.Eval[bool](b, `((body) => (body.scrollTop = body.scrollHeight, true))(document.querySelector(".dialog-body"))`)
	b.Wait("head and foot go away", `["[data-testid=modal-submit]", "#modal-title"].every((s) => {
		const r = document.querySelector(s).getBoundingClientRect();
		return r.top >= 0 && r.bottom <= innerHeight;
	})`)

	field(b, "line", "ab")
	b.Wait("the error stays while it is mended", `!document.querySelector("[data-block-id=line]").matches(".has-error, :has(.error, [aria-invalid])")`)
	b.Wait("no counter", `document.querySelector("[data-action=line]").closest(".block").querySelector(".counter").textContent === "2 of at least 3"`)
	field(b, "line", "c")
	b.Wait("no count", `document.querySelector("[data-action=line]").closest(".block").querySelector(".counter").textContent === "3 / 40"`)
	if got := p.told(b, func() { field(b, "typed", "Payments\n") }); got["value"] != "Payments" {
		t.Errorf("typed %v", got)
	}
	field(b, "many", "one\ntwo")
	field(b, "number", "1.5")
	field(b, "email", "nobody")
	field(b, "url", "nowhere")
	at(b, "[data-action=rich]")
	b.Do(chromedp.Focus(chromedp.CSS("[data-action=rich]")))
	at(b, "[title=Bold]")
	b.Keys("Down")
	at(b, "[title=Bold]")
	b.Keys(" for 41 minutes, https://status.example/12\r")
	at(b, "[title='Bulleted list']")
	b.Keys("noticed\rmended")
	b.Set("static", "2")
	at(b, "[data-action=external]")
	b.Do(chromedp.KeyEvent("che"))
	at(b, ".choice[data-value=checkout]")
	at(b, ".choice[data-value=checks]")
	shots(b, "gallery-modal-choices")
	b.Keys(kb.Escape)
	b.Wait("Escape closes more than the list", `!document.querySelector(".popover") && !!document.querySelector("dialog[open]")`)
	focused(b, "external")
	b.Set("user", p.ben)
	b.Set("users", p.ana)
	b.Keys(kb.Escape)
	b.Set("date", "2026-07-14")
	b.Set("time", "10:42")
	b.Set("moment", "2026-07-14T10:42")
	at(b, "[data-action=radio][value=async]")
	at(b, "[data-action=checks][value=kind]")
	notes := filepath.Join(t.TempDir(), "notes.md")
	if err := os.WriteFile(notes, []byte("# What I saw"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Do(chromedp.SetUploadFiles(chromedp.CSS("[data-action=files]"), []string{notes}))
	b.Wait("the file is not taken", `document.querySelector(".file-chosen").textContent.includes("notes.md · 12 bytes")`)

	b.Click("modal-submit", "Send")
	b.Sees("input-error", "whole number")
	b.Sees("input-error", "not an email address")
	b.Sees("input-error", "not a web address")
	focused(b, "number")
	for action, text := range map[string]string{"number": "41", "email": "ana@example.com", "url": "https://status.example/12"} {
		pagetest.Eval[bool](b, fmt.Sprintf(`(document.querySelector("[data-action=%s]").select(), true)`, action))
		field(b, action, text)
	}
	shots(b, "gallery-filled")
	b.Click("modal-submit", "Send")
	b.Wait("the window stays", `!document.querySelector("dialog[open]")`)
	b.Wait("the focus is lost", `document.activeElement.dataset.testid === "composer"`)

	sent := p.sent(b)
	for action, want := range map[string]string{
		"line": "value:abc", "typed": "value:Payments", "many": "value:one\ntwo", "number": "value:41", "email": "value:ana@example.com",
		"url": "value:https://status.example/12", "static": "SEV-2, many", "user": "selected_user:" + p.ben, "users": "selected_users:[" + p.ana + "]",
		"where": "selected_conversation:" + p.outage, "date": "selected_date:2026-07-14", "time": "selected_time:10:42",
		"moment": "selected_date_time:1.78401852e+09", "radio": "Over a few days", "checks": "Nobody is on trial", "files": "name:notes.md",
	} {
		if got := fmt.Sprint(sent[action]); !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", action, got, want)
		}
	}
	if got := fmt.Sprint(sent["external"]["selected_options"]); !strings.Contains(got, "checkout-api") || !strings.Contains(got, "checks-api") {
		t.Errorf("external: %s", got)
	}
	rich, err := json.Marshal(sent["rich"]["rich_text_value"])
	want := `{"elements":[{"elements":[{"style":{"bold":true},"text":"Down","type":"text"},{"text":" for 41 minutes, ","type":"text"},` +
		`{"type":"link","url":"https://status.example/12"}],"type":"rich_text_section"},{"elements":[` +
		`{"elements":[{"text":"noticed","type":"text"}],"type":"rich_text_section"},{"elements":[{"text":"mended","type":"text"}],"type":"rich_text_section"}],` +
		`"indent":0,"style":"bullet","type":"rich_text_list"}],"type":"rich_text"}`
	if err != nil || string(rich) != want {
		t.Errorf("rich text:\n%s\nwant\n%s", rich, want)
	}
}

// A key that is still down when a window opens does nothing in it.
func TestAHeldKeySendsNothing(t *testing.T) {
	clock := handclock.New(time.Date(2026, 7, 14, 10, 0, 0, 0, time.UTC))
	p := newPlace(t, func(c *workspace.Config) { c.Clock = clock })
	b := pagetest.New(t)
	app := p.app(t)
	app.modal = func(trigger string) {
		p.call(t, "views.open", "trigger_id", trigger, "view", `{"type":"modal","title":{"type":"plain_text","text":"Held"},"submit":{"type":"plain_text","text":"Send"},
			"blocks":[{"type":"input","block_id":"b","optional":true,"label":{"type":"plain_text","text":"Title"},"element":{"type":"plain_text_input","action_id":"held"}}]}`)
	}
	b.Open(p.url)
	b.Write("composer", "/postmortem gallery\n")
	b.Sees("modal", "Held")
	focused(b, "held")
	held := pagetest.Eval[bool](b, `document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", repeat: true, bubbles: true, cancelable: true }))`)
	if held {
		t.Error("a held Enter is let through")
	}
	if fresh := pagetest.Eval[bool](b, `document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }))`); !fresh {
		t.Error("a fresh Enter is not")
	}

	// No answer: the window stays, with what was written, and says so where one looks.
	app.deaf.Store(true)
	field(b, "held", "Kept")
	b.Click("modal-submit", "Send")
	b.Sees("modal-submit", "Sending")
	for p.w.Idle() {
		pagetest.Eval[bool](b, "new Promise((done) => setTimeout(() => done(true), 5))")
	}
	clock.Move(4 * time.Second)
	b.Sees("modal-trouble", "trouble connecting")
	b.Sees("modal-submit", "Send")
	b.Wait("what was written is gone", `document.querySelector("[data-action=held]").value === "Kept"`)
	b.Shot("gallery-trouble")
}
