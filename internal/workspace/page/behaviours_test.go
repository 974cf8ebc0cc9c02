package page_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/workspace"
	"github.com/remedybot/remedy/internal/workspace/page/pagetest"
)

// Two people look at the same workspace at the same time, each at what is theirs.
func TestB46SeveralPeopleAtOnce(t *testing.T) {
	p := newPlace(t)
	anas := pagetest.New(t)
	app := p.app(t)
	ana, ben, say := p.w.As(p.ana), p.w.As(p.ben), must[string](t)
	deploys := p.w.As(p.w.AddUser(workspace.User{Name: "deploys", RealName: "Deploys", Bot: true}))
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	first := p.seed(t, p.outage, p.ana, "", "Checkout answers 500", time.Hour, nil)
	anas.Open(p.url)
	bens := anas.Tab()
	bens.Open(p.url)
	bens.Become(p.ben, "Ben Okafor")
	bens.Do(chromedp.Reload()) // so that no window but the first is Ana's
	bens.Sees("me", "Ben Okafor")
	both := func(what string, on func(b *pagetest.Browser)) {
		t.Helper()
		t.Run(what, func(t *testing.T) {
			on(anas.For(t))
			on(bens.For(t))
		})
	}

	say(ben.Say(p.outage, first, "Looking"))
	both("threads", func(b *pagetest.Browser) { b.Sees("replies", "1 reply") })
	doomed := say(ana.Say(p.outage, "", "Nobody needs this"))
	say(ben.Say(p.outage, doomed, "but it has an answer"))
	both("messages", func(b *pagetest.Browser) { b.Sees("message", "Nobody needs this") })
	check(ana.Delete(p.outage, doomed))
	both("tombstones", func(b *pagetest.Browser) {
		b.Sees("message", "This message was deleted.")
		b.Never("message", "Nobody needs this")
	})
	check(ana.Edit(p.outage, first, "Checkout answers 502"))
	both("edited marks", func(b *pagetest.Browser) {
		b.Sees("message", "Checkout answers 502")
		b.Sees("edited", "(edited)")
	})
	check(ben.React(p.outage, first, "eyes"))
	both("reactions", func(b *pagetest.Browser) { b.Sees("reaction-eyes", "1") })
	say(ana.Share(p.outage, "", "graph.md", []byte("# a graph"), "look"))
	both("files", func(b *pagetest.Browser) { b.Sees("file", "graph.md") })
	check(deploys.Join(p.outage))
	say(deploys.Say(p.outage, "", "v2 is out"))
	both("other bots", func(b *pagetest.Browser) {
		b.Sees("message", "v2 is out")
		b.Sees("message", "Deploys")
	})

	t.Run("unread marks are one's own", func(t *testing.T) {
		say(ana.Say(p.general, "", "good morning"))
		bens.For(t).Wait("Ben is not told", mark("channel-"+p.general, "1"))
		anas.For(t).Wait("Ana has her own message unread", mark("channel-"+p.general, ""))
	})
	t.Run("whispers", func(t *testing.T) {
		_, err := app.api.PostEphemeral(p.outage, p.ana, slack.MsgOptionText("a quieter wording", false))
		check(err)
		anas.For(t).Sees("message", "a quieter wording")
		anas.For(t).Sees("message", "Only visible to you")
		say(ben.Say(p.outage, "", "after the whisper"))
		bens.For(t).Sees("message", "after the whisper")
		bens.For(t).Never("message", "a quieter wording")
		anas.For(t).Do(chromedp.Reload())
		anas.For(t).Sees("message", "after the whisper")
		anas.For(t).Never("message", "a quieter wording")
	})
	t.Run("modals", func(t *testing.T) {
		check(ana.Command(p.outage, "", "/postmortem modal"))
		anas.For(t).Sees("modal", "Start a review")
		bens.For(t).Never("modal", "Start a review")
		check(ana.CloseAll())
	})
	t.Run("Home", func(t *testing.T) {
		for _, b := range []*pagetest.Browser{anas.For(t), bens.For(t)} {
			b.Wait("a modal is in the way", `!document.querySelector("[data-testid=modal]").open`)
			b.Click("app", "")
			b.Sees("home", "Your actions")
		}
	})
	t.Run("direct messages", func(t *testing.T) {
		dm := say(ana.Direct(p.ben))
		say(ana.Say(dm, "", "between us"))
		b := bens.For(t)
		b.Click("dm-"+p.ana, "")
		b.Sees("message", "between us")
		b.Become(p.chidi, "Chidiebere")
		b.Open(p.url + "/archives/" + dm)
		b.Sees("toast", "You cannot see that conversation")
		b.Never("message", "between us")
	})
}

// A block that the page cannot draw is no gap, and a message is read out by its text.
func TestB47WhatCannotBeDrawnIsSaid(t *testing.T) {
	p := newPlace(t)
	b := pagetest.New(t)
	p.say(t, p.outage, "The text for those who listen", []byte(`[{"type":"section","text":{"type":"mrkdwn","text":"*drawn*"}}]`))
	b.Open(p.url)
	b.Sees("message", "drawn")
	got := pagetest.Eval[string](b, `document.querySelector("[data-testid=messages] [data-testid=message]").getAttribute("aria-label")`)
	if want := "The text for those who listen"; len(got) < len(want) || got[len(got)-len(want):] != want {
		t.Errorf("read out: %q", got)
	}
	drawn := pagetest.Eval[string](b, `import("/static/js/blocks.js").then((m) => {
		const node = m.blocks([{ type: "hologram", block_id: "h" }, { type: "divider", block_id: "d" }], {});
		return node.querySelector("[data-testid=unknown-block]").textContent + node.children.length;
	})`)
	if drawn != "This page cannot draw a block of type “hologram”.2" {
		t.Errorf("drawn: %q", drawn)
	}
}

// Typing a command tells how it goes on; typed in a thread, it tells why it does not.
func TestB48UsageHints(t *testing.T) {
	p := newPlace(t)
	b := pagetest.New(t)
	p.app(t)
	first := p.seed(t, p.outage, p.ana, "", "Checkout answers 500", time.Hour, nil)
	p.seed(t, p.outage, p.ben, first, "Looking", time.Minute, nil)
	b.Open(p.url)
	b.Write("composer", "/post")
	b.Sees("completion-item", "start [title] | status")
	b.Write("composer", "mortem ")
	for _, word := range []string{"start [title]", "status", "help"} {
		b.Sees("completion-item", word)
	}
	b.Click("replies", "1 reply")
	b.Write("thread-composer", "/postmortem status\n")
	b.Sees("toast", "/postmortem is not supported in threads")
	if n := len(p.framed("slash_commands")); n != 0 {
		t.Errorf("%d commands were sent", n)
	}
}

// framed are the deliveries of a kind, in order.
func (p *place) framed(kind string) (all []string) {
	for _, r := range p.w.Journal() {
		if r.Kind == workspace.Frame && len(r.Method) >= len(kind) && r.Method[:len(kind)] == kind {
			all = append(all, fmt.Sprint(r.Method))
		}
	}
	return all
}
