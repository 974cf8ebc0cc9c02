package page_test

import (
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/remedybot/remedy/internal/workspace/page/pagetest"
)

// A reload keeps where one was, what is there and what is half written. What was
// only visible to the person is gone, as in Slack; what they took away stays away
// without one.
func TestAReloadKeepsWhatWasThere(t *testing.T) {
	p := newPlace(t)
	b := pagetest.New(t)
	p.app(t)
	first := p.history(t)
	b.Open(p.url + "/archives/" + p.outage + "?thread=" + first)
	b.Sees("thread-messages", "below the fold")
	b.Write("composer", "/postmortem help\n")
	b.Sees("message", "in the channel of the incident")
	b.Click("dismiss", "")
	b.Click("channel-"+p.general, "")
	b.Sees("channel-title", "general")
	b.Click("channel-"+p.outage, "")
	b.Sees("message", "Rolling back")
	settled(b)
	b.Never("message", "in the channel of the incident")

	b.Write("composer", "/postmortem help\n")
	b.Sees("message", "in the channel of the incident")
	b.Click("replies", "2 replies")
	b.Sees("thread-messages", "below the fold")
	b.Write("composer", "half a thought")
	b.Write("thread-composer", "and another")
	const all = `JSON.stringify(["messages", "thread-messages"].map((id) => [...document.querySelectorAll("[data-testid=" + id + "] article:not([data-whisper])")].map((a) => a.ariaLabel)).concat(location.href))`
	before := pagetest.Eval[string](b, all)
	b.Do(chromedp.Reload())
	b.Sees("thread-messages", "below the fold")
	b.Sees("message", "Rolling back")
	if after := pagetest.Eval[string](b, all); after != before {
		t.Errorf("before the reload\n%s\nand after it\n%s", before, after)
	}
	b.Wait("the drafts are gone", `document.querySelector("[data-testid=composer]").value === "half a thought" && document.querySelector("[data-testid=thread-composer]").value === "and another"`)
	b.Never("message", "in the channel of the incident")
}
