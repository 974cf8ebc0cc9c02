package main

import (
	"fmt"
	"net"
	"testing"

	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/theatre"
	"github.com/remedybot/remedy/internal/workspace/page/pagetest"
)

// TestRehearsingInTheBrowser chooses, steers and leaves rehearsals on the page.
func TestRehearsingInTheBrowser(t *testing.T) {
	b := pagetest.New(t)
	script, err := rehearsal.Load("../../internal/stage/testdata/checkout.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	house, err := theatre.Open(theatre.Config{Listener: l}, theatre.Piece{Script: script})
	if err != nil {
		t.Fatal(err)
	}
	defer house.Close()
	arrives := func(world int, testid string) {
		t.Helper()
		b.Arrives(fmt.Sprintf("the page does not move over to set %d", world),
			fmt.Sprintf(`document.querySelector('#strip[data-world="%d"] [data-testid=%s]')?.checkVisibility() === true`, world, testid))
	}
	shots := func(name string) {
		for _, width := range []int64{360, 1440} {
			for _, scheme := range []string{"dark", "light"} {
				b.Size(width, 800)
				b.Scheme(scheme)
				b.Shot(fmt.Sprintf("%s-%d-%s", name, width, scheme))
			}
		}
	}

	// The guide is turned off for good, and comes back.
	b.Open(house.URL())
	b.Sees("guide", "nothing needs an account")
	shots("60-welcome")
	b.Click("guide-hide", "")
	b.Wait("the guide stays", `document.querySelector("#strip").hidden`)
	b.Open(house.URL())
	b.Never("guide", "account")
	b.Click("guide-menu", "")
	b.Click("menu-guide", "Turn the guide on")
	b.Sees("guide", "nothing needs an account")

	// An incident is chosen, and watched.
	b.Click("guide-rehearse", "")
	b.Sees("choose-docsrs-2019-10-21", "31 minutes · 6 people")
	b.Sees("choose-checkout", "A script of your own")
	b.Click("choose-part-watch", "")
	shots("61-choose")
	if got := pagetest.Eval[string](b, `document.querySelector("[data-testid=choose-speed]").value`); got != fmt.Sprint(theatre.WatchSpeed) {
		t.Errorf("it is to be watched at %s", got)
	}
	b.Click("choose-go", "")
	arrives(2, "rehearsal")
	b.Sees("rehearsal", "You watch")
	b.Sees("rehearsal", " of 35 messages")
	b.Wait("the thread does not open by itself", `!document.querySelector("#thread").hidden`)

	// Paused, it says no more than what was being said; a step is one message more.
	b.Click("play-pause", "")
	b.Sees("rehearsal", ", paused")
	const said = `parseInt(document.querySelector("[data-testid=rehearsal] .play-words > :last-child").textContent)`
	for range 2 {
		before := pagetest.Eval[int](b, said)
		b.Click("play-step", "")
		b.Wait("nothing more is said", fmt.Sprintf("%s > %d", said, before))
		b.Sees("rehearsal", ", paused")
	}
	shots("62-paused")
	pagetest.Eval[bool](b, `(() => {
		const speed = document.querySelector("[data-testid=play-speed]");
		speed.value = "10";
		return speed.dispatchEvent(new Event("change", { bubbles: true }));
	})()`)
	b.Wait("it does not go faster", `document.querySelector("[data-testid=play-speed]").value === "10"`)

	// What the manager alone is told, the visitor can look at as the manager.
	const name = "Ben Carver"
	b.Click("me", "")
	pagetest.Eval[bool](b, `([...document.querySelectorAll(".person")].find((n) => n.textContent.includes("`+name+`")).click(), true)`)
	b.Sees("me", name)
	b.Click("play-pause", "")
	b.Sees("overhear", "nobody else can see")
	shots("63-overheard")
	b.Never("thread-messages", "Mute for this review")
	b.Click("overhear-act", "Look as")
	b.Sees("thread-messages", "Mute for this review")
	shots("64-looking")
	b.Click("overhear-act", "Back to "+name)
	b.Sees("me", name)

	// Again from the start; then as the facilitator; then without a play.
	b.Click("play-menu", "")
	b.Click("play-restart", "")
	arrives(3, "rehearsal")
	b.Click("play-menu", "")
	b.Click("play-other", "")
	b.Click("choose-part-facilitate", "")
	b.Click("choose-go", "")
	arrives(4, "hint")
	b.Sees("hint", "The others wait for you to start the review.")
	shots("65-waiting")
	b.Click("hint-act", "Start the review")
	b.Sees("modal", "What happened?")
	b.Click("modal-submit", "")
	b.Wait("the thread does not open by itself", `!document.querySelector("#thread").hidden`)
	b.Sees("thread-messages", "hello")
	shots("66-facilitating")
	b.Click("play-menu", "")
	b.Click("play-leave", "")
	arrives(5, "guide")
	b.Wait("something is played", `!document.querySelector("[data-testid=rehearsal]")`)
}
