package page_test

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

func TestAReviewInTheBrowser(t *testing.T) {
	p := newPlace(t)
	b := newBrowser(t)
	app := p.app(t)
	first := p.seed(t, p.outage, p.ana, "", "Checkout is answering 500 for everybody since 10:42.\n• payments are fine\n• the deploy of `checkout-api` went out at 10:40\n```\npq: column \"tax_region\" does not exist\n```", 26*time.Hour, map[string][]string{"eyes": {p.ben, p.chidi}})
	p.seed(t, p.outage, p.ben, "", "On it. *Rolling back* now, see https://status.example/incidents/12 and tell <@"+p.ana+">.", 25*time.Hour, nil)
	p.seed(t, p.outage, p.ben, "", "Rolled back. Errors are going down :tada:", 25*time.Hour-2*time.Minute, map[string][]string{"tada": {p.ana, p.chidi}, "heart": {p.chidi}})
	p.seed(t, p.outage, p.chidi, first, "Who knew about the migration?", 24*time.Hour, nil)
	p.seed(t, p.outage, p.chidi, "", "Thank you both. Let us look at it tomorrow.\n> what happened, and what do we change?", 24*time.Hour, nil)

	b.do(chromedp.Navigate(p.url + "/"))
	b.sees("me", "Ana Ruiz")
	b.sees("message", "Rolling back")
	b.wait("no live link", `document.querySelector("[data-testid=connection]").dataset.state === "live"`)
	b.shot("01-channel-light")
	b.scheme("dark")
	b.shot("02-channel-dark")
	b.scheme("light")

	b.write("composer", "/post")
	b.sees("completion-item", "/postmortem")
	b.shot("03-completion")
	b.write("composer", "mortem start Checkout was down\n")
	b.sees("message", "Checkout was down")
	b.sees("block-button", "Confirm the header")
	b.click("replies", "1 reply")
	b.sees("message", "What happened, in one sentence?")
	b.write("thread-composer", "It was Ben's fault, he forgot the migration\n")
	b.wait("no whisper", `[...document.querySelectorAll("[data-testid=thread-messages] [data-whisper]")].length === 1`)
	b.shot("04-thread-whisper")
	b.scheme("dark")
	b.shot("05-thread-whisper-dark")
	b.scheme("light")
	b.do(chromedp.EmulateViewport(360, 740))
	b.shot("06-thread-phone")
	b.do(chromedp.EmulateViewport(2560, 1200))
	b.shot("07-wide")
	b.do(chromedp.EmulateViewport(1440, 900))
	b.click("thread-close", "")
	b.write("composer", "/postmortem modal\n")
	b.sees("modal", "Start a review")
	b.shot("08-modal")
	b.click("modal-submit", "Start")
	b.sees("input-error", "Please fill this in")
	b.shot("09-modal-errors")
	_ = app
}
