package main

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/stage"
	"github.com/remedybot/remedy/internal/workspace/page"
	"github.com/remedybot/remedy/internal/workspace/page/pagetest"
)

// TestAReviewInTheBrowser drives `bot try` as people would, from the slash
// command to the posted review: the page, the workspace and the bot are the real
// ones, only the clock is moved by hand.
func TestAReviewInTheBrowser(t *testing.T) {
	script, err := rehearsal.Load(firstRehearsal)
	if err != nil {
		t.Fatal(err)
	}
	noor := pagetest.New(t)
	now := clock.NewManual(script.Cast.Review.StartsAt)
	st, err := stage.New(script.Cast, stage.Config{Clock: now, Seed: 1, Page: tryPage(now)})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if err := st.Seed(script); err != nil {
		t.Fatal(err)
	}
	b, err := bot.Open(t.Context(), bot.Config{Data: t.TempDir(), Clock: now, Slack: st.Slack()})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	defer running.Wait()
	defer stop()
	running.Go(func() {
		if err := b.Run(ctx); err != nil {
			t.Errorf("the bot stopped: %v", err)
		}
	})
	player := &stage.Player{Stage: st, Script: script, Clock: now, Bot: func() stage.Bot { return b }}
	pass := func(d time.Duration) {
		t.Helper()
		if err := player.Until(t.Context(), now.Now().Add(d)); err != nil {
			t.Fatal(err)
		}
	}

	// A click in the browser takes a while to arrive; time passes until it shows.
	until := func(b *pagetest.Browser, testid, text string) {
		t.Helper()
		for range 30 {
			pass(2 * time.Second)
			if b.Has(testid, text) {
				return
			}
		}
		b.Sees(testid, text)
	}

	// A message that is refreshed under the cursor swallows a click; a person presses once more.
	press := func(b *pagetest.Browser, label, testid, text string) {
		t.Helper()
		until(b, "block-button", label) // a card is refreshed when time passes
		for range 5 {
			b.ClickLast("block-button", label)
			for n := range 40 { // a busy machine draws late, and a second press would skip a phase
				if n < 5 {
					pass(2 * time.Second)
				}
				if b.Has(testid, text) {
					return
				}
				if b.Has("confirm-yes", "") { // much would be left behind
					b.Click("confirm-yes", "")
				}
				pagetest.Eval[bool](b, "new Promise((done) => setTimeout(() => done(true), 50))")
			}
		}
		b.Sees(testid, text)
	}

	// Noor, who facilitates, opens the page and begins.
	noor.Open(st.URL)
	noor.Sees("me", "Noor Haddad")
	noor.Sees("message", "root partition is full")
	noor.Shot("01-welcome")
	noor.Write("composer", "/postmortem start docs.rs down and builds stuck")
	noor.Click("send", "")
	noor.Sees("modal", "What happened?")
	noor.Shot("02-start")
	noor.Click("modal-submit", "")
	noor.Wait("the form stays open", `!document.querySelector("[data-testid=modal][open]")`)
	until(noor, "message", "Review: docs.rs down and builds stuck")
	noor.ClickLast("replies", "just now")
	noor.Sees("thread-messages", "What did people outside notice")
	noor.Shot("03-opening")

	// Viktor, the manager, in a window of his own.
	viktor := noor.Tab()
	viktor.Open(st.URL)
	viktor.Become(st.User("engineering-manager"), "Viktor Lang")
	viktor.ClickLast("replies", "")
	viktor.Write("thread-composer", "here, hard stop at quarter to\n")
	noor.Write("thread-composer", "what did users notice, from when to when?\n")
	noor.Sees("thread-messages", "hard stop at quarter to")
	pass(10 * time.Second)
	viktor.Write("thread-composer", "who pushed this? I want a name on it\n")
	noor.Sees("thread-messages", "I want a name on it")
	until(viktor, "thread-messages", "Only visible to you")
	viktor.Sees("block-button", "Mute for this review")
	viktor.Shot("04-whisper")
	noor.Never("thread-messages", "Mute for this review")
	viktor.Click("block-button", "Not now")
	viktor.Sees("thread-messages", "I will ask you nothing of this kind")

	// The people tell what they know, and Noor moves on.
	mei := noor.Tab()
	mei.Open(st.URL)
	mei.Become(st.User("support"), "Mei Tanaka")
	mei.ClickLast("replies", "")
	mei.Write("thread-composer", "the site answered 5xx from 01:38 to 02:06 UTC, 28 minutes\n")
	until(noor, "thread-messages", "28 minutes")
	for i, phase := range []string{"Timeline", "Root cause", "Remedy", "Prevention"} {
		press(noor, "Next: "+phase, "thread-messages", fmt.Sprintf("%d. %s", i+2, phase))
		if phase == "Timeline" {
			noor.ClickLast("block-button", "Confirm all")
			pass(5 * time.Second)
			noor.Shot("05-timeline")
		}
	}
	mei.Write("thread-composer", "I write a short note to users. done by friday 25 oct\n")
	until(mei, "thread-messages", "AI-1")
	press(mei, "I take it", "thread-messages", "@Mei Tanaka · by Fri 25 Oct 2019")
	press(noor, "Add…", "modal", "Add to the review")
	noor.Do(chromedp.SendKeys(chromedp.CSS(`[data-block="text"] textarea, textarea[data-block="text"]`), "page when less than 10% of a disk is free"))
	noor.Set("value", "action") // of the first field: what it is
	noor.Shot("06-add")
	noor.Click("modal-submit", "")
	until(noor, "thread-messages", "AI-2")
	noor.Shot("07-prevention")
	press(noor, "Next: Close", "thread-messages", "6. Close")
	press(noor, "Finish", "confirm-yes", "")
	noor.Click("confirm-yes", "")
	until(noor, "thread-messages", "PM-1-review.html")
	noor.Sees("thread-messages", "Page when less than 10% of a disk is free")
	noor.Shot("08-review")
	pagetest.Eval[bool](noor, `([...document.querySelectorAll("[data-testid=file] button")].find((n) => n.textContent === "Preview").click(), true)`)
	noor.Sees("file-preview", "1. In brief")
	noor.Sees("file-preview", "Page when less than 10% of a disk is free.")
	noor.Shot("10-preview")
	noor.Scheme("dark")
	noor.Shot("09-review-dark")
	noor.Scheme("light")

	// What stands between the draft and the published review.
	noor.Open(st.URL)
	noor.ClickLast("replies", "")
	until(mei, "block-button", "It's right")
	press(mei, "It's right", "thread-messages", "Your confirmation is counted")
	mei.Shot("11-checked")
	press(noor, "Write two sections…", "modal", "What this means to us")
	noor.Do(chromedp.SendKeys(chromedp.CSS(`[data-block="means"] textarea, textarea[data-block="means"]`), "We look at the disk before the queue."))
	noor.Do(chromedp.SendKeys(chromedp.CSS(`[data-block="not_done"] textarea, textarea[data-block="not_done"]`), "No second host: it fills as well."))
	noor.Shot("12-sections")
	noor.Click("modal-submit", "")
	until(noor, "thread-messages", "Saved.")
	press(noor, "Publish…", "thread-messages", "Not ready to publish")
	noor.Shot("13-missing")
	press(mei, "Wrong, missing, too exposed…", "modal", "Something that rests on a message of yours")
	mei.Shot("14-doubt")
	press(noor, "Correct…", "modal", "Which entry")
	noor.Shot("15-correct")

	s, err := b.Session("PM-1")
	if err != nil {
		t.Fatal(err)
	}
	if s.Status != "checked" || s.Text("means") == "" {
		t.Errorf("the review is %s", s.Status)
	}
}

// tryPage is the page of a stage, without a theatre around it.
func tryPage(now clock.Clock) func(*stage.Stage) http.Handler {
	return func(st *stage.Stage) http.Handler {
		review := st.Cast.Review
		return page.New(st.Workspace, page.Options{Now: now.Now,
			DefaultChannel: st.Channel(review.ReviewChannel), DefaultUser: st.User(review.Facilitator)})
	}
}
