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
	"github.com/remedybot/remedy/internal/workspace/handclock"
	"github.com/remedybot/remedy/internal/workspace/page"
	"github.com/remedybot/remedy/internal/workspace/page/pagetest"
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

func TestAReviewInTheBrowser(t *testing.T) {
	p := newPlace(t)
	b := pagetest.New(t)
	p.app(t)
	p.history(t)
	b.Open(p.url)
	b.Sees("me", "Ana Ruiz")
	b.Sees("message", "Rolling back")
	b.Shot("01-channel-light")
	b.Scheme("dark")
	b.Shot("02-channel-dark")
	b.Scheme("light")

	b.Write("composer", "/post")
	b.Sees("completion-item", "/postmortem")
	b.Write("composer", "mortem ")
	b.Sees("completion-item", "status")
	b.Shot("03-completion")
	b.Write("composer", "start Checkout was down\n")
	b.Sees("block-button", "Confirm the header")
	b.Click("replies", "1 reply")
	b.Sees("message", "What happened, in one sentence?")

	// Both are in the same thread; only Ana, who wrote the sentence, is whispered to.
	ben := b.Tab()
	ben.Open(p.url)
	ben.Become(p.ben, "Ben Okafor")
	b.Write("thread-composer", "It was Ben's fault, he forgot the migration\n")
	b.Sees("message", "Only visible to you")
	ben.Click("replies", "just now")
	ben.Sees("message", "he forgot the migration")
	ben.Never("message", "Only visible to you")

	b.Shot("04-thread-whisper")
	b.Scheme("dark")
	b.Shot("05-thread-whisper-dark")
	b.Scheme("light")
	b.Size(360, 740)
	b.Shot("06-thread-phone")
	b.Size(1000, 700)
	b.Shot("07-tablet")
	b.Click("thread-back", "")
	b.Sees("message", "Rolling back")
	b.Size(2560, 1200)
	b.Click("replies", "just now")
	b.Sees("message", "Only visible to you")
	b.Shot("08-wide")
	b.Size(1440, 900)

	b.Click("block-button", "Use this wording")
	b.Sees("message", "It was not sent anywhere")
	b.Click("dismiss", "Dismiss")
	b.Wait("the whisper stays", `!document.querySelector("[data-whisper]")`)
	b.Click("block-button", "Confirm the header")
	b.Sees("message", "Confirmed by @Ana Ruiz")
	ben.Sees("message", "Confirmed by @Ana Ruiz")

	b.Write("thread-composer", "/postmortem status\n")
	b.Sees("toast", "is not supported in threads")
	b.Click("thread-close", "")
	b.Write("composer", "/postmortem help\n")
	b.Sees("message", "in the channel of the incident")
}

func TestModals(t *testing.T) {
	p := newPlace(t)
	b := pagetest.New(t)
	app := p.app(t)
	b.Open(p.url)
	b.Write("composer", "/postmortem modal\n")
	b.Sees("modal", "Start a review")
	b.Click("modal-submit", "Start")
	b.Sees("input-error", "Please fill this in")
	b.Shot("09-modal-errors")
	b.Do(chromedp.SendKeys(chromedp.CSS("[data-action=title]"), "bad"))

	// A list that is opened and left chooses nothing, by keys or by a click; it is walked first.
	const control, none = "[data-action=severity]", `document.querySelector("[data-action=severity] .placeholder")`
	b.Do(chromedp.Focus(chromedp.CSS(control)))
	b.Keys(kb.Enter)
	b.Wait("Enter opens no list", `!!document.querySelector(".popover .choice") && !document.querySelector(".popover .choice.active")`)
	b.Keys(kb.Enter)
	b.Wait("Enter picks what nobody chose", `!!document.querySelector(".popover") && !!`+none)
	b.Keys(kb.Escape)
	b.Do(chromedp.Click(chromedp.CSS(control)), chromedp.Click(chromedp.CSS("#modal-title")))
	b.Wait("a click elsewhere chooses", `!document.querySelector(".popover") && !!`+none)
	b.Keys(kb.Tab)
	b.Do(chromedp.Focus(chromedp.CSS(control)))
	b.Keys(kb.Enter + kb.ArrowUp + kb.ArrowDown)
	b.Wait("the arrows walk nowhere", `document.querySelector(".popover .choice.active") === document.querySelector(".popover .choice")`)
	b.Keys(kb.Escape)

	// A choice updates the modal in place; what was typed stays.
	b.Set("severity", "2")
	b.Sees("modal", "Severity 2: tell the support team.")
	if got := pagetest.Eval[string](b, `document.querySelector("[data-action=title]").value`); got != "bad" {
		t.Errorf("the title is %q after the update", got)
	}
	b.Click("modal-submit", "Start")
	b.Sees("input-error", "Say what broke, not who.")
	b.Scheme("dark")
	b.Shot("10-modal-dark")
	b.Scheme("light")
	b.Size(360, 740)
	b.Shot("11-modal-phone")
	b.Size(1440, 900)
	pagetest.Eval[bool](b, `(document.querySelector("[data-action=title]").select(), true)`)
	b.Do(chromedp.SendKeys(chromedp.CSS("[data-action=title]"), "Checkout was down"))
	b.Do(chromedp.Click(chromedp.CSS("[data-action=how][value=async]")))
	b.Set("from", "2026-07-14T10:42")
	b.Click("modal-submit", "Start")
	b.Wait("the modal stays", `!document.querySelector("dialog[open]")`)
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
	case <-time.After(pagetest.Patience):
		t.Fatal("nothing was submitted")
	}

	b.Write("composer", "/postmortem modal\n")
	b.Sees("modal", "Start a review")

	// A modal upon a modal: going back finds what was typed below.
	b.Do(chromedp.SendKeys(chromedp.CSS("[data-action=title]"), "Below"))
	b.Click("block-button", "What counts as an outage?")
	b.Wait("nothing is pushed", `document.querySelector("#modal-title").textContent === "What counts as an outage"`)
	b.Shot("27-pushed")
	b.Keys(kb.Escape)
	b.Wait("what was below is gone", `document.querySelector("#modal-title").textContent === "Start a review" && document.querySelector("[data-action=title]").value === "Below"`)
	b.Keys(kb.Escape)
	b.Wait("Escape does not close", `!document.querySelector("dialog[open]")`)
}

func TestMessagesCanBeChanged(t *testing.T) {
	p := newPlace(t)
	b := pagetest.New(t)
	app := p.app(t)
	first := p.history(t)
	b.Open(p.url)
	b.Write("composer", "hello <b> & @Ben Okafor\n")
	b.Sees("message", "hello <b> & @Ben Okafor")
	list, err := p.w.As(p.ana).Messages(p.outage, "", "", 1)
	if err != nil {
		t.Fatal(err)
	}
	if want := "hello &lt;b&gt; &amp; <@" + p.ben + ">"; list[0].Text != want {
		t.Errorf("sent %q, want %q", list[0].Text, want)
	}
	b.Menu("hello <b>", "menu-edit")
	b.Write("edit-field", " and all\n")
	b.Sees("message", "hello <b> & @Ben Okafor and all")
	b.Sees("edited", "(edited)")

	pagetest.Eval[bool](b, fmt.Sprintf(`(document.querySelector('[data-ts="%s"] [data-testid=toolbar-react]').click(), true)`, list[0].TS))
	b.Shot("24-picker")
	b.Click("pick-tada", "")
	b.Click("reaction-tada", "1")
	b.Wait("the reaction stays", `document.querySelectorAll('[data-testid=reaction-tada]').length === 1`)

	b.Menu("Rolling back", "menu-shortcut-add_to_review")
	select {
	case got := <-app.shortcuts:
		if !strings.Contains(got, "Rolling back") {
			t.Errorf("the shortcut got %q", got)
		}
	case <-time.After(pagetest.Patience):
		t.Fatal("the shortcut did not arrive")
	}

	// From the list, the keyboard reaches every message and its toolbar.
	pagetest.Eval[bool](b, `(document.querySelector("[data-testid=messages] article[tabindex='0']").focus(), true)`)
	b.Keys(kb.ArrowUp + kb.ArrowUp + kb.ArrowDown)
	if got := pagetest.Eval[string](b, `document.activeElement.textContent`); !strings.Contains(got, "Thank you both") {
		t.Errorf("the arrows lead to %q", got)
	}
	b.Do(chromedp.WaitVisible(chromedp.CSS("article:focus [data-testid=toolbar-more]")))
	b.Shot("25-toolbar")

	b.Menu("hello <b>", "menu-delete")
	b.Shot("12-confirm")
	b.Click("confirm-yes", "Delete")
	b.Wait("the message stays", `![...document.querySelectorAll("[data-testid=message]")].some((n) => n.textContent.includes("hello <b>"))`)
	b.Menu("Checkout is answering", "menu-delete")
	b.Click("confirm-yes", "Delete")
	b.Sees("message", "This message was deleted.")

	// What is half written, and where, outlives a reload.
	b.Write("composer", "half a thought")
	b.Do(chromedp.Reload())
	b.Wait("the draft is gone", `document.querySelector("[data-testid=composer]")?.value === "half a thought"`)

	b.Open(p.url + "/archives/" + p.outage + "/p" + strings.ReplaceAll(first, ".", ""))
	b.Wait("nothing is picked out", fmt.Sprintf(`document.querySelector('[data-ts="%s"]')?.classList.contains("linked")`, first))
}

func TestPlacesAndPeople(t *testing.T) {
	p := newPlace(t)
	b := pagetest.New(t)
	p.app(t)
	p.history(t)
	if _, err := p.w.As(p.ben).Share(p.general, "", "review.md", []byte("# PM-12\n\nCheckout was **down** for 40 minutes.\n\n| what | who |\n|---|---|\n| Alert on lag | Ana |\n\n- [x] found\n- [ ] fixed\n"), "The review"); err != nil {
		t.Fatal(err)
	}
	b.Open(p.url)
	b.Wait("nothing is unread", fmt.Sprintf(`document.querySelector('[data-testid=channel-%s] .unread')?.textContent === "1"`, p.general))
	b.Click("channel-"+p.general, "")
	b.Sees("file", "review.md")
	pagetest.Eval[bool](b, `([...document.querySelectorAll("[data-testid=file] button")].find((n) => n.textContent === "Preview").click(), true)`)
	b.Sees("file-preview", "Alert on lag")
	b.Shot("13-file")
	b.Wait("it stays unread", fmt.Sprintf(`!document.querySelector('[data-testid=channel-%s] .unread')`, p.general))

	b.Click("app", "")
	b.Sees("home", "Your actions")
	b.Shot("14-home")
	b.Click("messages-tab", "")
	b.Sees("channel-title", "remedy")
	b.Shot("15-direct-empty")
	b.Click("dm-"+p.ben, "")
	b.Write("composer", "are you there?\n")
	b.Sees("message", "are you there?")

	far, _ := p.w.ChannelByName("a-channel-with-a-rather-long-name-that-will-not-fit-anywhere")
	b.Click("channel-"+far, "")
	b.Click("join", "Join channel")
	b.Write("composer", "/topic Tea\n")
	b.Wait("no topic", `document.querySelector(".head-topic").textContent === "Tea"`)
	b.Click("dm-"+p.ben, "")

	b.Click("me", "")
	b.Sees("person-menu", "Ben Okafor")
	b.Shot("16-people")
	b.Click("person-"+p.ben, "")
	b.Sees("me", "Ben Okafor")
	b.Wait("no word from Ana", fmt.Sprintf(`!!document.querySelector('[data-testid=dm-%s]')`, p.ana))
	b.Sees("message", "are you there?")

	// Chidi cannot see it, even by its address.
	direct := pagetest.Eval[string](b, "location.pathname")
	b.Become(p.chidi, "Chidiebere")
	b.Open(p.url + direct)
	b.Sees("toast", "You cannot see that conversation")
	b.Never("message", "are you there?")

	b.Size(360, 740)
	b.Click("menu", "")
	b.Wait("the drawer stays shut", `document.querySelector("#sidebar").getBoundingClientRect().left === 0`)
	b.Shot("17-drawer-phone")
	b.Click("channel-"+p.outage, "")
	b.Sees("message", "Rolling back")
	b.Shot("18-channel-phone")
}

func TestTheLinkComesBack(t *testing.T) {
	p := newPlace(t)
	b := pagetest.New(t)
	b.Open(p.url)
	b.Wait("no composer", `document.querySelector("[data-testid=composer]")?.checkVisibility()`)
	p.drop()
	b.Wait("nobody notices", `document.querySelector("[data-testid=connection]").dataset.state === "lost"`)
	if _, err := p.w.As(p.ben).Say(p.outage, "", "said while the line was cut"); err != nil {
		t.Fatal(err)
	}
	b.Sees("message", "said while the line was cut")

	// A longer break is said where one looks, and so is its end; what is half written stays.
	b.Write("composer", "half written")
	p.cut.Store(true)
	p.drop()
	b.Sees("link-line", "The connection is lost")
	b.Shot("28-lost")
	p.cut.Store(false)
	b.Sees("link-line", "Back online")
	b.Wait("the draft is lost", `document.querySelector("[data-testid=composer]").value === "half written"`)
}

func TestAWindowThatIsNobodyAsks(t *testing.T) {
	p := newPlace(t)
	server := httptest.NewServer(page.New(p.w, page.Options{}))
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	b := pagetest.New(t)
	b.Do(chromedp.Navigate(server.URL))
	b.Sees("chooser", "Who are you here?")
	b.Shot("26-chooser")
	b.Click("person-"+p.chidi, "")
	b.Sees("me", "Chidiebere")
	b.Do(chromedp.Reload())
	b.Sees("me", "Chidiebere")
}

func TestTheGuideAndLinks(t *testing.T) {
	p := newPlace(t)
	b := pagetest.New(t)
	p.app(t)
	first := p.history(t)
	reply := p.seed(t, p.outage, p.chidi, first, "Let us add a check for that.", 22*time.Hour, nil)
	b.Open(p.url + "/archives/" + p.general)
	b.Click("guide-act", "Start a review")
	b.Sees("channel-title", "outage-checkout")
	b.Sees("modal", "")
	b.Click("modal-close", "")
	b.Wait("the guide stays after its work is done", `document.querySelector("#strip").hidden`)

	// A permalink of a reply opens its thread, with the reply picked out.
	b.Open(fmt.Sprintf("%s/archives/%s/p%s?thread_ts=%s&cid=%s", p.url, p.outage, strings.ReplaceAll(reply, ".", ""), first, p.outage))
	b.Wait("the reply is not picked out", fmt.Sprintf(`document.querySelector('[data-testid=thread-messages] [data-ts="%s"]')?.classList.contains("linked")`, reply))
	b.Never("guide", "minute")
	b.Do(chromedp.Focus(pagetest.ID("thread-composer")))
	b.Keys(kb.Escape)
	b.Wait("Escape does not close the thread", `document.querySelector("#thread").hidden`)

	b.Open(p.url + "/archives/" + p.outage + "/p1000000000000000")
	b.Sees("toast", "That message is gone")
}

// An app that does not answer is not silence: the person reads so, and where.
func TestB48AnAppThatDoesNotAnswer(t *testing.T) {
	clock := handclock.New(time.Date(2026, 7, 14, 10, 0, 0, 0, time.UTC))
	p := newPlace(t, func(c *workspace.Config) { c.Clock = clock })
	b := pagetest.New(t)
	app := p.app(t)
	b.Open(p.url)
	late := func() {
		for p.w.Idle() {
			pagetest.Eval[bool](b, "new Promise((done) => setTimeout(() => done(true), 5))")
		}
		clock.Move(4 * time.Second)
	}

	b.Write("composer", "/postmortem slow\n")
	late()
	b.Sees("toast", "/postmortem failed")

	b.Write("composer", "/postmortem start Checkout was down\n")
	b.Sees("block-button", "Not yet")
	app.deaf.Store(true)
	b.Click("block-button", "Not yet")
	late()
	b.Sees("failure", "did not answer")
	b.Shot("22-failure")
	app.deaf.Store(false)

	b.Write("composer", "/postmortem modal\n")
	b.Sees("modal", "Start a review")
	app.deaf.Store(true)
	b.Do(chromedp.SendKeys(chromedp.CSS("[data-action=title]"), "Kept"))
	b.Set("severity", "3")
	late()
	b.Click("modal-submit", "Start")
	late()
	b.Sees("toast", "trouble connecting")
	b.Shot("23-modal-unanswered")
	b.Sees("modal-submit", "Start")
	if got := pagetest.Eval[string](b, `document.querySelector("[data-action=title]").value`); got != "Kept" {
		t.Errorf("the title is %q", got)
	}
}
