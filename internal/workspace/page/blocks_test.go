package page_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/remedybot/remedy/internal/workspace"
	"github.com/remedybot/remedy/internal/workspace/page/pagetest"
)

// say posts blocks as the app, in the raw form of the Web API.
func (p *place) say(t *testing.T, channel, text string, blocks []byte) {
	t.Helper()
	resp, err := http.PostForm(p.url+"/api/chat.postMessage", url.Values{
		"token": {p.w.Credentials().BotToken}, "channel": {channel}, "text": {text}, "blocks": {string(blocks)},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil || !strings.Contains(string(answer), `"ok":true`) {
		t.Fatalf("%s %v", answer, err)
	}
}

// pressed is what the app has been told of an action, from the journal.
func (p *place) pressed(b *pagetest.Browser, action string) map[string]any {
	b.T.Helper()
	for range 400 {
		for _, r := range p.w.Journal() {
			if r.Kind == workspace.Frame && r.Method == "interactive/block_actions" {
				if found := actionIn(r.Answer, action); found != nil {
					return found
				}
			}
		}
		pagetest.Eval[float64](b, "new Promise((done) => setTimeout(() => done(1), 20))")
	}
	b.T.Fatalf("no press of %s", action)
	return nil
}

func TestB47EveryBlockIsDrawnAndWorks(t *testing.T) {
	p := newPlace(t)
	b := pagetest.New(t)
	p.app(t)
	message, err := os.ReadFile("testdata/message.json")
	if err != nil {
		t.Fatal(err)
	}
	p.say(t, p.outage, "The review of PM-12", message)
	b.Open(p.url)
	b.Click("guide-hide", "")
	b.Sees("message", "The review of PM-12")
	b.Size(1440, 2300)
	b.Shot("20-blocks")
	b.Size(360, 3400)
	b.Shot("21-blocks-phone")
	b.Size(1440, 2300)

	for what, expression := range map[string]string{
		"bold":              `[...m.querySelectorAll("strong")].some((n) => n.textContent === "bold")`,
		"italic":            `[...m.querySelectorAll("em")].some((n) => n.textContent === "italic")`,
		"strike":            `m.querySelector("del").textContent === "struck"`,
		"code":              `[...m.querySelectorAll("code")].some((n) => n.textContent === "coded")`,
		"a link":            `m.querySelector('a[href="https://remedy.example/a?b=1&c=2"]').textContent === "a link"`,
		"unescaped text":    `m.textContent.includes("5 < 6")`,
		"a word with marks": `m.textContent.includes("snake_case_name, 2*3*4")`,
		"an unknown emoji":  `m.textContent.includes(":no_such_emoji:")`,
		"a known emoji":     `!!m.querySelector('[role=img][aria-label=warning]')`,
		"a quote":           `[...m.querySelectorAll("blockquote")].some((n) => n.textContent === "quoted too")`,
		"a date":            `/11\/14\/2023 11:13:20\sPM/.test(m.textContent)`,
		"a markdown list":   `m.querySelectorAll(".markdown ol > li").length === 2`,
		"a table":           `m.querySelector("td.align-right").textContent === "Friday"`,
		"a far picture":     `m.querySelector('.picture-elsewhere').getAttribute("aria-label") === "Replication lag rising from 10:40"`,
		"nothing fetched":   `m.querySelectorAll("img").length === 0`,
		"all blocks known":  `m.querySelectorAll(".unknown").length === 0`,
		"what is read out":  `m.getAttribute("aria-label").endsWith("The review of PM-12")`,
	} {
		if !pagetest.Eval[bool](b, `((m) => `+expression+`)(document.querySelector("[data-testid=message]"))`) {
			t.Errorf("not drawn: %s", what)
		}
	}

	b.Set("user", p.ben)
	if got := p.pressed(b, "user")["selected_user"]; got != p.ben {
		t.Errorf("user %v", got)
	}
	b.Set("sev", "3")
	if got := fmt.Sprint(p.pressed(b, "sev")["selected_option"]); !strings.Contains(got, "SEV-3") {
		t.Errorf("sev %v", got)
	}
	b.Set("day", "2026-07-15")
	if got := p.pressed(b, "day")["selected_date"]; got != "2026-07-15" {
		t.Errorf("day %v", got)
	}
	b.Do(chromedp.Click(chromedp.CSS("[data-action=checks][value=p]")))
	if got := fmt.Sprint(p.pressed(b, "checks")["selected_options"]); !strings.Contains(got, "Published") {
		t.Errorf("checks %v", got)
	}
	b.Do(chromedp.Click(chromedp.CSS("[data-action=parts]")), chromedp.Click(chromedp.CSS(".choice[data-value=t]")), chromedp.Click(chromedp.CSS(".choice[data-value=a]")))
	b.Keys("\x1b")
	if got := fmt.Sprint(p.pressed(b, "parts")["selected_options"]); !strings.Contains(got, "Timeline") || !strings.Contains(got, "Actions") || strings.Contains(got, "Causes") {
		t.Errorf("parts %v", got)
	}
	b.Do(chromedp.Click(chromedp.CSS("[data-action=more]")))
	pagetest.Eval[bool](b, `([...document.querySelectorAll("[role=menuitem]")].find((n) => n.textContent === "Go back").click(), true)`)
	if got := fmt.Sprint(p.pressed(b, "more")["selected_option"]); !strings.Contains(got, "back") {
		t.Errorf("more %v", got)
	}
	b.Click("block-button", "Drop it")
	b.Click("confirm-no", "Keep")
	b.Click("block-button", "Drop it")
	b.Click("confirm-yes", "Drop")
	p.pressed(b, "drop")
}
