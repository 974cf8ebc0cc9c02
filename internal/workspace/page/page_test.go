package page_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/remedybot/remedy/internal/workspace"
	"github.com/remedybot/remedy/internal/workspace/page"
)

// history fills the channel with a day's talk and returns the first message's ts.
func (p *place) history(t *testing.T) (first string) {
	t.Helper()
	first = p.seed(t, p.outage, p.ana, "", "Checkout is answering 500 for everybody since 10:42.\n• payments are fine\n"+
		"• the deploy of `checkout-api` went out at 10:40\n```\npq: column \"tax_region\" does not exist\n```",
		26*time.Hour, map[string][]string{"eyes": {p.ben, p.chidi}})
	p.seed(t, p.outage, p.ben, "", "On it. *Rolling back* now, see https://status.example/incidents/12 and tell <@"+p.ana+">.", 25*time.Hour, nil)
	p.seed(t, p.outage, p.ben, "", "Rolled back. Errors are going down :tada:", 25*time.Hour-2*time.Minute,
		map[string][]string{"tada": {p.ana, p.chidi}, "heart": {p.chidi}})
	p.seed(t, p.outage, p.chidi, first, "Who knew about the migration?", 24*time.Hour, nil)
	p.seed(t, p.outage, p.ben, first, "It was in the notes of the release, below the fold.", 23*time.Hour, nil)
	p.seed(t, p.outage, p.chidi, "", "Thank you both. Let us look at it tomorrow.\n> what happened, and what do we change?", 24*time.Hour, nil)
	return first
}

// open loads the page and waits for the live link.
func (b *browser) open(address string) {
	b.t.Helper()
	b.do(chromedp.Navigate(address))
	b.wait("no live link", `document.querySelector("[data-testid=connection]")?.dataset.state === "live"`)
}

func TestAReviewInTheBrowser(t *testing.T) {
	p := newPlace(t)
	b := newBrowser(t)
	p.app(t)
	p.history(t)
	b.open(p.url)
	b.sees("me", "Ana Ruiz")
	b.sees("message", "Rolling back")
	b.shot("01-channel-light")
	b.scheme("dark")
	b.shot("02-channel-dark")
	b.scheme("light")

	b.write("composer", "/post")
	b.sees("completion-item", "/postmortem")
	b.write("composer", "mortem ")
	b.sees("completion-item", "status")
	b.shot("03-completion")
	b.write("composer", "start Checkout was down\n")
	b.sees("block-button", "Confirm the header")
	b.click("replies", "1 reply")
	b.sees("message", "What happened, in one sentence?")

	// Both are in the same thread; only Ana, who wrote the sentence, is whispered to.
	ben := b.tab()
	ben.open(p.url)
	ben.become(p.ben, "Ben Okafor")
	b.write("thread-composer", "It was Ben's fault, he forgot the migration\n")
	b.sees("message", "Only visible to you")
	ben.click("replies", "just now")
	ben.sees("message", "he forgot the migration")
	ben.never("message", "Only visible to you")

	b.shot("04-thread-whisper")
	b.scheme("dark")
	b.shot("05-thread-whisper-dark")
	b.scheme("light")
	b.size(360, 740)
	b.shot("06-thread-phone")
	b.size(1000, 700)
	b.shot("07-tablet")
	b.click("thread-back", "")
	b.sees("message", "Rolling back")
	b.size(2560, 1200)
	b.click("replies", "just now")
	b.sees("message", "Only visible to you")
	b.shot("08-wide")
	b.size(1440, 900)

	b.click("block-button", "Use this wording")
	b.sees("message", "It was not sent anywhere")
	b.click("dismiss", "Dismiss")
	b.wait("the whisper stays", `!document.querySelector("[data-whisper]")`)
	b.click("block-button", "Confirm the header")
	b.sees("message", "Confirmed by @Ana Ruiz")
	ben.sees("message", "Confirmed by @Ana Ruiz")

	b.write("thread-composer", "/postmortem status\n")
	b.sees("toast", "is not supported in threads")
	b.click("thread-close", "")
	b.write("composer", "/postmortem help\n")
	b.sees("message", "in the channel of the incident")
}

// become changes who the window is.
func (b *browser) become(id, name string) {
	b.t.Helper()
	b.click("me", "")
	b.click("person-"+id, "")
	b.sees("me", name)
	b.wait("no live link", `document.querySelector("[data-testid=connection]")?.dataset.state === "live"`)
}

func TestModals(t *testing.T) {
	p := newPlace(t)
	b := newBrowser(t)
	app := p.app(t)
	b.open(p.url)
	b.write("composer", "/postmortem modal\n")
	b.sees("modal", "Start a review")
	b.click("modal-submit", "Start")
	b.sees("input-error", "Please fill this in")
	b.shot("09-modal-errors")
	b.do(chromedp.SendKeys(chromedp.CSS("[data-action=title]"), "bad"))

	// A choice updates the modal in place; what was typed stays.
	b.set("severity", "2")
	b.sees("modal", "Severity 2: tell the support team.")
	if got := eval[string](b, `document.querySelector("[data-action=title]").value`); got != "bad" {
		t.Errorf("the title is %q after the update", got)
	}
	b.click("modal-submit", "Start")
	b.sees("input-error", "Say what broke, not who.")
	b.scheme("dark")
	b.shot("10-modal-dark")
	b.scheme("light")
	b.size(360, 740)
	b.shot("11-modal-phone")
	b.size(1440, 900)
	eval[bool](b, `(document.querySelector("[data-action=title]").select(), true)`)
	b.do(chromedp.SendKeys(chromedp.CSS("[data-action=title]"), "Checkout was down"))
	b.do(chromedp.Click(chromedp.CSS("[data-action=how][value=async]")))
	b.set("from", "2026-07-14T10:42")
	b.click("modal-submit", "Start")
	b.wait("the modal stays", `!document.querySelector("dialog[open]")`)
	select {
	case values := <-app.submitted:
		if got := values["title"]["title"].Value; got != "Checkout was down" {
			t.Errorf("title %q", got)
		}
		if got := values["severity"]["severity"].SelectedOption.Value; got != "2" {
			t.Errorf("severity %q", got)
		}
		if got := values["how"]["how"].SelectedOption.Value; got != "async" {
			t.Errorf("how %q", got)
		}
		// Ana is in Madrid, two hours ahead of UTC in July.
		if got, want := values["from"]["from"].SelectedDateTime, time.Date(2026, 7, 14, 8, 42, 0, 0, time.UTC).Unix(); got != want {
			t.Errorf("began %d, want %d", got, want)
		}
	case <-time.After(patience):
		t.Fatal("nothing was submitted")
	}

	b.write("composer", "/postmortem modal\n")
	b.sees("modal", "Start a review")

	// A modal upon a modal: going back finds what was typed below.
	b.do(chromedp.SendKeys(chromedp.CSS("[data-action=title]"), "Below"))
	b.click("block-button", "What counts as an outage?")
	b.wait("nothing is pushed", `document.querySelector("#modal-title").textContent === "What counts as an outage"`)
	b.shot("27-pushed")
	b.keys(kb.Escape)
	b.wait("what was below is gone", `document.querySelector("#modal-title").textContent === "Start a review" && document.querySelector("[data-action=title]").value === "Below"`)
	b.keys(kb.Escape)
	b.wait("Escape does not close", `!document.querySelector("dialog[open]")`)
}

func TestMessagesCanBeChanged(t *testing.T) {
	p := newPlace(t)
	b := newBrowser(t)
	app := p.app(t)
	first := p.history(t)
	b.open(p.url)
	b.write("composer", "hello <b> & @Ben Okafor\n")
	b.sees("message", "hello <b> & @Ben Okafor")
	list, err := p.w.As(p.ana).Messages(p.outage, "", "", 1)
	if err != nil {
		t.Fatal(err)
	}
	if want := "hello &lt;b&gt; &amp; <@" + p.ben + ">"; list[0].Text != want {
		t.Errorf("sent %q, want %q", list[0].Text, want)
	}
	b.menu("hello <b>", "menu-edit")
	b.write("edit-field", " and all\n")
	b.sees("message", "hello <b> & @Ben Okafor and all")
	b.sees("edited", "(edited)")

	eval[bool](b, fmt.Sprintf(`(document.querySelector('[data-ts="%s"] [data-testid=toolbar-react]').click(), true)`, list[0].TS))
	b.shot("24-picker")
	b.click("pick-tada", "")
	b.click("reaction-tada", "1")
	b.wait("the reaction stays", `document.querySelectorAll('[data-testid=reaction-tada]').length === 1`)

	b.menu("Rolling back", "menu-shortcut-add_to_review")
	select {
	case got := <-app.shortcuts:
		if !strings.Contains(got, "Rolling back") {
			t.Errorf("the shortcut got %q", got)
		}
	case <-time.After(patience):
		t.Fatal("the shortcut did not arrive")
	}

	// From the list, the keyboard reaches every message and its toolbar.
	eval[bool](b, `(document.querySelector("[data-testid=messages] article[tabindex='0']").focus(), true)`)
	b.keys(kb.ArrowUp + kb.ArrowUp + kb.ArrowDown)
	if got := eval[string](b, `document.activeElement.textContent`); !strings.Contains(got, "Thank you both") {
		t.Errorf("the arrows lead to %q", got)
	}
	b.do(chromedp.WaitVisible(chromedp.CSS("article:focus [data-testid=toolbar-more]")))
	b.shot("25-toolbar")

	b.menu("hello <b>", "menu-delete")
	b.shot("12-confirm")
	b.click("confirm-yes", "Delete")
	b.wait("the message stays", `![...document.querySelectorAll("[data-testid=message]")].some((n) => n.textContent.includes("hello <b>"))`)
	b.menu("Checkout is answering", "menu-delete")
	b.click("confirm-yes", "Delete")
	b.sees("message", "This message was deleted.")

	// What is half written, and where, outlives a reload.
	b.write("composer", "half a thought")
	b.do(chromedp.Reload())
	b.wait("the draft is gone", `document.querySelector("[data-testid=composer]")?.value === "half a thought"`)

	b.open(p.url + "/archives/" + p.outage + "/p" + strings.ReplaceAll(first, ".", ""))
	b.wait("nothing is picked out", fmt.Sprintf(`document.querySelector('[data-ts="%s"]')?.classList.contains("linked")`, first))
}

func TestPlacesAndPeople(t *testing.T) {
	p := newPlace(t)
	b := newBrowser(t)
	p.app(t)
	p.history(t)
	if _, err := p.w.As(p.ben).Share(p.general, "", "review.md", []byte("# PM-12\n\nCheckout was **down** for 40 minutes.\n\n| what | who |\n|---|---|\n| Alert on lag | Ana |\n\n- [x] found\n- [ ] fixed\n"), "The review"); err != nil {
		t.Fatal(err)
	}
	b.open(p.url)
	b.wait("nothing is unread", fmt.Sprintf(`document.querySelector('[data-testid=channel-%s] .unread')?.textContent === "1"`, p.general))
	b.click("channel-"+p.general, "")
	b.sees("file", "review.md")
	eval[bool](b, `([...document.querySelectorAll("[data-testid=file] button")].find((n) => n.textContent === "Preview").click(), true)`)
	b.sees("file-preview", "Alert on lag")
	b.shot("13-file")
	b.wait("it stays unread", fmt.Sprintf(`!document.querySelector('[data-testid=channel-%s] .unread')`, p.general))

	b.click("app", "")
	b.sees("home", "Your actions")
	b.shot("14-home")
	b.click("messages-tab", "")
	b.sees("channel-title", "remedy")
	b.shot("15-direct-empty")
	b.click("dm-"+p.ben, "")
	b.write("composer", "are you there?\n")
	b.sees("message", "are you there?")

	far, _ := p.w.ChannelByName("a-channel-with-a-rather-long-name-that-will-not-fit-anywhere")
	b.click("channel-"+far, "")
	b.click("join", "Join channel")
	b.write("composer", "/topic Tea\n")
	b.wait("no topic", `document.querySelector(".head-topic").textContent === "Tea"`)
	b.click("dm-"+p.ben, "")

	b.click("me", "")
	b.sees("person-menu", "Ben Okafor")
	b.shot("16-people")
	b.click("person-"+p.ben, "")
	b.sees("me", "Ben Okafor")
	b.wait("no word from Ana", fmt.Sprintf(`!!document.querySelector('[data-testid=dm-%s]')`, p.ana))
	b.sees("message", "are you there?")

	// Chidi cannot see it, even by its address.
	direct := eval[string](b, "location.pathname")
	b.become(p.chidi, "Chidiebere")
	b.open(p.url + direct)
	b.sees("toast", "You cannot see that conversation")
	b.never("message", "are you there?")

	b.size(360, 740)
	b.click("menu", "")
	b.wait("the drawer stays shut", `document.querySelector("#sidebar").getBoundingClientRect().left === 0`)
	b.shot("17-drawer-phone")
	b.click("channel-"+p.outage, "")
	b.sees("message", "Rolling back")
	b.shot("18-channel-phone")
}

func TestTheLinkComesBack(t *testing.T) {
	p := newPlace(t)
	b := newBrowser(t)
	b.open(p.url)
	b.wait("no composer", `document.querySelector("[data-testid=composer]")?.checkVisibility()`)
	p.drop()
	b.wait("nobody notices", `document.querySelector("[data-testid=connection]").dataset.state === "lost"`)
	if _, err := p.w.As(p.ben).Say(p.outage, "", "said while the line was cut"); err != nil {
		t.Fatal(err)
	}
	b.sees("message", "said while the line was cut")
}

func TestAWindowThatIsNobodyAsks(t *testing.T) {
	p := newPlace(t)
	server := httptest.NewServer(page.New(p.w, page.Options{}))
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	b := newBrowser(t)
	b.do(chromedp.Navigate(server.URL))
	b.sees("chooser", "Who are you here?")
	b.shot("26-chooser")
	b.click("person-"+p.chidi, "")
	b.sees("me", "Chidiebere")
	b.do(chromedp.Reload())
	b.sees("me", "Chidiebere")
}

func TestTheGuideAndLinks(t *testing.T) {
	p := newPlace(t)
	b := newBrowser(t)
	first := p.history(t)
	reply := p.seed(t, p.outage, p.chidi, first, "Let us add a check for that.", 22*time.Hour, nil)
	b.open(p.url + "/archives/" + p.general)
	b.click("guide-act", "Start a review")
	b.sees("channel-title", "outage-checkout")
	b.wait("nothing is prefilled", `document.querySelector("[data-testid=composer]").value === "/postmortem start Checkout was down"`)
	b.click("guide-hide", "")

	// A permalink of a reply opens its thread, with the reply picked out.
	b.open(fmt.Sprintf("%s/archives/%s/p%s?thread_ts=%s&cid=%s", p.url, p.outage, strings.ReplaceAll(reply, ".", ""), first, p.outage))
	b.wait("the reply is not picked out", fmt.Sprintf(`document.querySelector('[data-testid=thread-messages] [data-ts="%s"]')?.classList.contains("linked")`, reply))
	b.never("guide", "minute")
	b.do(chromedp.Focus(id("thread-composer")))
	b.keys(kb.Escape)
	b.wait("Escape does not close the thread", `document.querySelector("#thread").hidden`)

	b.open(p.url + "/archives/" + p.outage + "/p1000000000000000")
	b.sees("toast", "That message is gone")
}

// An app that does not answer is not silence: the person reads so, and where.
func TestAnAppThatDoesNotAnswer(t *testing.T) {
	clock := &handClock{now: time.Date(2026, 7, 14, 10, 0, 0, 0, time.UTC)}
	p := newPlace(t, func(c *workspace.Config) { c.Clock = clock })
	b := newBrowser(t)
	app := p.app(t)
	b.open(p.url)
	late := func() {
		for p.w.Idle() {
			eval[bool](b, "new Promise((done) => setTimeout(() => done(true), 5))")
		}
		clock.move(4 * time.Second)
	}

	b.write("composer", "/postmortem slow\n")
	late()
	b.sees("toast", "/postmortem failed")

	b.write("composer", "/postmortem start Checkout was down\n")
	b.sees("block-button", "Not yet")
	app.deaf.Store(true)
	b.click("block-button", "Not yet")
	late()
	b.sees("failure", "did not answer")
	b.shot("22-failure")
	app.deaf.Store(false)

	b.write("composer", "/postmortem modal\n")
	b.sees("modal", "Start a review")
	app.deaf.Store(true)
	b.do(chromedp.SendKeys(chromedp.CSS("[data-action=title]"), "Kept"))
	b.set("severity", "3")
	late()
	b.click("modal-submit", "Start")
	late()
	b.sees("toast", "trouble connecting")
	b.shot("23-modal-unanswered")
	b.sees("modal-submit", "Start")
	if got := eval[string](b, `document.querySelector("[data-action=title]").value`); got != "Kept" {
		t.Errorf("the title is %q", got)
	}
}
