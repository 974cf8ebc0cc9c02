package page_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/remedybot/remedy/internal/workspace"
	"github.com/remedybot/remedy/internal/workspace/page/pagetest"
)

// A gallery shows every block and element: messages, a modal, and a Home.
type gallery struct {
	Messages []struct {
		Name, Text string
		Blocks     json.RawMessage
	}
	Modal, Home json.RawMessage
}

// gallery reads the gallery for a place: with its people, its channel, and a
// picture that was uploaded there.
func (p *place) gallery(t *testing.T) (g gallery) {
	t.Helper()
	raw, err := os.ReadFile("testdata/gallery.json")
	if err != nil {
		t.Fatal(err)
	}
	picture, err := p.w.As(p.ana).Upload("errors.png", curve(t))
	if err != nil {
		t.Fatal(err)
	}
	// The file is shared, so that everybody can see it.
	if _, err := p.w.As(p.ana).Share(p.general, "", "errors.png", curve(t), "errors.png"); err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer(`"PICTURE"`, `"`+picture.ID+`"`, `"ANA"`, `"`+p.ana+`"`, `"OUTAGE"`, `"`+p.outage+`"`).Replace(string(raw))
	if err := json.Unmarshal([]byte(text), &g); err != nil {
		t.Fatal(err)
	}
	return g
}

// curve is a picture with something to see in it.
func curve(t *testing.T) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 480, 240))
	for x := range 480 {
		high := 30
		if x > 120 && x < 380 {
			high = 30 + 170*(x-120)*(380-x)/(130*130)
		}
		for y := range 240 {
			c := color.RGBA{245, 243, 236, 255}
			if 240-y < high {
				c = color.RGBA{196, 106, 46, 255}
			}
			img.Set(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// call asks the Web API something that has to go well.
func (p *place) call(t *testing.T, method string, form ...string) {
	t.Helper()
	all := url.Values{"token": {p.w.Credentials().BotToken}}
	for i := 0; i < len(form); i += 2 {
		all.Set(form[i], form[i+1])
	}
	resp, err := http.PostForm(p.url+"/api/"+method, all)
	if err != nil {
		t.Error(err)
		return
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil || !strings.Contains(string(answer), `"ok":true`) {
		t.Errorf("%s: %s %v", method, answer, err)
	}
}

// show posts one message of the gallery.
func (p *place) show(t *testing.T, g gallery, name string) {
	t.Helper()
	for _, m := range g.Messages {
		if m.Name == name {
			p.say(t, p.outage, m.Text, m.Blocks)
			return
		}
	}
	t.Fatal("the gallery has no " + name)
}

// The workspace takes every message, window and Home of the gallery.
func TestTheGalleryIsValid(t *testing.T) {
	p := newPlace(t, func(c *workspace.Config) { c.Rates.Off = true })
	g := p.gallery(t)
	for _, m := range g.Messages {
		p.show(t, g, m.Name)
	}
	p.call(t, "views.publish", "user_id", p.ana, "view", string(g.Home))
}

func TestTheGalleryIsDrawn(t *testing.T) {
	p := newPlace(t, func(c *workspace.Config) { c.Rates.Off = true })
	b := pagetest.New(t)
	p.app(t)
	g := p.gallery(t)
	b.Open(p.url)
	for _, m := range g.Messages {
		t.Run(m.Name, func(t *testing.T) {
			p.call(t, "chat.postMessage", "channel", p.general, "text", m.Text, "blocks", string(m.Blocks))
			p.show(t, g, m.Name)
			b.Sees("message", "")
			b.Wait(m.Text+" is not there", fmt.Sprintf(`[...document.querySelectorAll("[data-testid=message]")].at(-1).getAttribute("aria-label").includes(%q)`, m.Text))
			b.Never("unknown-block", "")
			for what, expression := range drawn[m.Name] {
				b.Wait(what+" is missing", `((m) => `+expression+`)([...document.querySelectorAll("[data-testid=message]")].at(-1))`)
			}
			shots(b, "gallery-"+m.Name)
		})
	}
}

// drawn is what has to be seen of a message of the gallery.
var drawn = map[string]map[string]string{
	"texts": {
		"nested list":  `m.querySelectorAll(".rich-text > ol > li > ul > li").length === 2`,
		"later number": `m.querySelector(".rich-text > ol[start='3'] > li").textContent === "Errors went down"`,
		"copy button":  `!!m.querySelector(".code-block [data-testid=copy-code]")`,
		"styles":       `["strong", "em", "del", "u", "code"].every((tag) => m.querySelector(".rich-text " + tag))`,
		"mentions":     `[...m.querySelectorAll(".rich-text .mention")].map((n) => n.textContent).join(" ") === "@Ana Ruiz #outage-checkout @S0ONCALL @here"`,
		"swatch":       `m.querySelector(".color").textContent === "#1D675E"`,
		"own picture":  `m.querySelector(".accessory img").naturalWidth === 480`,
	},
	"table": {"cells": `m.querySelectorAll("tbody td").length === 6 && getComputedStyle(m.querySelector("tbody td:last-child")).textAlign === "end"`},
	"data": {
		"caption":    `m.querySelector("caption").textContent === "Incidents of the quarter"`,
		"page":       `m.querySelectorAll("tbody tr").length === 3 && m.querySelector(".pager").textContent === "1–3 of 4"`,
		"row header": `m.querySelector("tbody th[scope=row]").textContent === "PM-12 Checkout"`,
	},
	"charts": {
		"bars":   `m.querySelectorAll(".chart-bar .bar").length === 8`,
		"slices": `m.querySelectorAll(".chart-pie .slice").length === 4`,
		"table":  `((d) => (d.open = true) && d.querySelectorAll("tbody tr").length === 4 && d.textContent.includes("8.5"))(m.querySelector(".chart-bar details"))`,
		"legend": `m.querySelector(".chart-pie .legend").textContent.includes("53 %")`,
	},
	"curves": {
		"lines": `m.querySelectorAll(".chart-line path.line").length === 2`,
		"area":  `m.querySelectorAll(".chart-area path.area").length === 1`,
	},
	"cards": {
		"carousel":  `m.querySelectorAll(".carousel li .block-card").length === 3`,
		"container": `m.querySelector("details.container").open && m.querySelectorAll(".container").length === 2`,
		"video":     `m.querySelector(".video a").href === "https://video.example/1"`,
		"file":      `m.querySelector(".remote-file").textContent.includes("runbook-checkout")`,
	},
	"tasks": {"states": `[...m.querySelectorAll(".task-state")].map((n) => n.textContent).join() === "Done,Under way,Waiting,Failed"`},
	"pictures": {
		"own":       `m.querySelectorAll("[data-testid=picture] img").length === 1`,
		"elsewhere": `m.querySelector(".picture-elsewhere").getAttribute("aria-label").startsWith("Replication lag")`,
	},
}

// shots keeps pictures at the widths of a phone, a tablet and a screen, in both
// schemes.
func shots(b *pagetest.Browser, name string) {
	if os.Getenv("REMEDY_SHOTS") == "" {
		return
	}
	for _, width := range []int64{360, 800, 1440} {
		b.Size(width, 1100)
		for _, scheme := range []string{"light", "dark"} {
			b.Scheme(scheme)
			pagetest.Eval[bool](b, "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")
			b.Shot(fmt.Sprintf("%s-%d-%s", name, width, scheme))
		}
	}
	b.Scheme("light")
	b.Size(1440, 900)
}

// last is the newest press that the app has heard of, once there are more than n.
func (p *place) presses() (all []map[string]any) {
	for _, r := range p.w.Journal() {
		if r.Kind == workspace.Frame && r.Method == "interactive/block_actions" {
			var payload struct{ Actions []map[string]any }
			if json.Unmarshal(r.Answer, &payload) == nil {
				all = append(all, payload.Actions...)
			}
		}
	}
	return all
}

// told does something on the page and waits for the press that comes of it.
func (p *place) told(b *pagetest.Browser, do func()) map[string]any {
	b.T.Helper()
	before := len(p.presses())
	do()
	for range 400 {
		if all := p.presses(); len(all) > before {
			return all[len(all)-1]
		}
		pagetest.Eval[float64](b, "new Promise((done) => setTimeout(() => done(1), 20))")
	}
	b.Shot("failure")
	b.T.Fatal("the app was not told")
	return nil
}

// at clicks what a selector finds last.
func at(b *pagetest.Browser, selector string) {
	b.T.Helper()
	b.Wait("no "+selector, fmt.Sprintf("!!document.querySelector(%q)", selector))
	pagetest.Eval[bool](b, fmt.Sprintf("([...document.querySelectorAll(%q)].at(-1).click(), true)", selector))
}

func TestEveryElementTellsTheApp(t *testing.T) {
	p := newPlace(t, func(c *workspace.Config) { c.Rates.Off = true })
	b := pagetest.New(t)
	p.app(t)
	g := p.gallery(t)
	b.Open(p.url)
	for _, name := range []string{"cards", "data", "presses"} {
		p.show(t, g, name)
	}
	b.Wait("no elements", `!!document.querySelector("[data-action=radio]")`)
	action := func(id string) string { return "[data-action=" + id + "]" }
	choose := func(id, value string) func() { return func() { b.Set(id, value) } }
	click := func(selector string) func() { return func() { at(b, selector) } }
	for _, c := range []struct {
		do   func()
		want string // among what the app is told
	}{
		{click(action("plain")), "value:1"},
		{click(action("primary")), "value:2"},
		{func() { at(b, action("danger")); at(b, "[data-testid=confirm-yes]") }, "value:3"},
		{choose("users", p.ben), "selected_user:" + p.ben},
		{choose("channels", p.general), "selected_channel:" + p.general},
		{choose("conversations", p.private), "selected_conversation:" + p.private},
		{func() { b.Set("static", "3"); at(b, "[data-testid=confirm-yes]") }, "SEV-3"},
		{choose("date", "2026-07-20"), "selected_date:2026-07-20"},
		{choose("time", "11:15"), "selected_time:11:15"},
		{choose("moment", "2026-07-20T09:00"), "selected_date_time:1.7845308e+09"},
		{click(action("checks") + "[value=r]"), "Reviewed"},
		{click(action("radio") + "[value=l]"), "Later"},
		{func() { at(b, action("overflow")); at(b, "[role=menuitem]:first-of-type") }, "Pause"},
		{click("[data-side=negative_button]"), "value:down"},
		{click(action("icon")), "value:gone"},
		{click(action("in_card")), "value:card"},
		{click(action("in_carousel")), "value:first"},
		{click(action("in_container")), "value:inner"},
		{click(action("row")), "value:PM-12"},
	} {
		if got := fmt.Sprint(p.told(b, c.do)); !strings.Contains(got, c.want) {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
	b.Wait("the thumb does not stay", `document.querySelector("[data-side=negative_button]").getAttribute("aria-pressed") === "true"`)
	b.Never("icon-button", "For others")

	// A refused confirmation leaves what was chosen, and tells nobody.
	before := len(p.presses())
	b.Set("static", "1")
	at(b, "[data-testid=confirm-no]")
	b.Wait("the choice is not taken back", `document.querySelector("[data-action=static]").textContent.includes("SEV-3")`)
	if n := len(p.presses()); n != before {
		t.Errorf("%d presses after a No", n-before)
	}
	at(b, action("flow"))
	b.Sees("toast", "runs no workflows")

	// The app's own list, found by typing and chosen by keyboard.
	got := fmt.Sprint(p.told(b, func() {
		at(b, action("external"))
		b.Sees("choices-note", "Type at least 1")
		b.Do(chromedp.KeyEvent("check"))
		b.Wait("no suggestions", `document.querySelectorAll(".popover .choice").length === 2 && document.querySelectorAll(".choices-label").length === 2`)
		shots(b, "gallery-choices")
		b.Keys(kb.ArrowDown + kb.Enter)
	}))
	if !strings.Contains(got, "checks-api") {
		t.Errorf("suggested: %s", got)
	}

	// Two is the most here; the app is told when the list closes.
	got = fmt.Sprint(p.told(b, func() {
		at(b, action("multi"))
		at(b, ".choice[data-value=t]")
		at(b, ".choice[data-value=a]")
		at(b, ".choice[data-value=c]")
		b.Sees("choices-note", "2 is the most")
		b.Keys(kb.Escape)
	}))
	if !strings.Contains(got, "Timeline") || !strings.Contains(got, "Actions") || strings.Contains(got, "Causes") {
		t.Errorf("many: %s", got)
	}

	// The table of data is sorted and paged through.
	first := `document.querySelector(".data-table tbody th").textContent`
	at(b, ".sort[data-column='1']")
	b.Wait("numbers are not sorted", first+` === "PM-9 Search"`)
	at(b, ".sort[data-column='1']")
	b.Wait("not sorted down", first+` === "PM-11 Login" && document.querySelectorAll("th[aria-sort=descending]").length === 1`)
	b.Do(chromedp.SendKeys(chromedp.CSS(".find-rows"), "login"))
	b.Wait("no rows are found", `document.querySelector(".data-table .pager").textContent === "1–1 of 1" && `+first+` === "PM-11 Login"`)
	b.Keys(kb.Escape)
	b.Wait("not all rows are back", `document.querySelector(".data-table .pager").textContent === "1–3 of 4"`)
	at(b, ".data-table [title='Next rows']")
	b.Wait("no second page", `document.querySelectorAll(".data-table tbody tr").length === 1 && `+first+` === "PM-9 Search"`)
}
