package page_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/remedybot/remedy/internal/workspace"
	"github.com/remedybot/remedy/internal/workspace/page/pagetest"
)

// mark is the count beside a row of the sidebar, with a ! when it is for the person.
func mark(row, want string) string {
	return fmt.Sprintf(`(() => {
		const mark = document.querySelector('[data-testid="%s"] .unread');
		return (mark ? mark.textContent + (mark.classList.contains("for-me") ? "!" : "") : "") === %q;
	})()`, row, want)
}

func must[T any](t *testing.T) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestB46WhatIsNewIsMarked(t *testing.T) {
	p := newPlace(t)
	b := pagetest.New(t)
	ben, say := p.w.As(p.ben), must[string](t)
	parent := p.seed(t, p.general, p.ana, "", "Who has seen the queue?", time.Hour, nil)
	b.Open(p.url)

	say(ben.Say(p.general, "", "good morning"))
	b.Wait("a message is not counted", mark("channel-"+p.general, "1"))
	say(ben.Say(p.general, "", "<@"+p.ana+"> have you a minute?"))
	b.Wait("a call by name looks like any other message", mark("channel-"+p.general, "2!"))
	say(ben.Say(p.general, parent, "I have"))
	b.Wait("a reply is not counted", mark("threads", "1"))
	say(ben.Say(p.general, parent, "<@"+p.ana+"> it is below the stairs"))
	b.Wait("a call in a thread looks like any other reply", mark("threads", "2!"))
	b.Wait("the title does not tell", `document.title.startsWith("•")`)
	b.Shot("40-unread")

	b.Click("threads", "")
	b.Sees("thread-card", "2 new, for you")
	b.Shot("41-threads")
	b.Click("thread-card", "below the stairs")
	b.Sees("thread-messages", "below the stairs")
	b.Wait("a thread that was read is still marked", mark("threads", ""))
	b.Wait("a channel that was read is still marked", mark("channel-"+p.general, ""))

	// What comes while one looks is not new; what comes after is.
	say(ben.Say(p.general, parent, "found it"))
	b.Sees("thread-messages", "found it")
	b.Wait("a reply that is seen is marked", mark("threads", ""))
	b.Wait("it is not read out", `document.querySelector("#announcer").textContent.includes("Ben Okafor: found it")`)
	b.Click("channel-"+p.outage, "")
	say(ben.Say(p.general, parent, "and lost it"))
	b.Wait("a reply elsewhere is not marked", mark("threads", "1"))
	b.Do(chromedp.Reload())
	b.Wait("a reload forgets what was read", mark("threads", "1"))

	// The keys lead to it.
	b.Keys(kb.ArrowDown, chromedp.ModifierAlt, chromedp.ModifierShift)
	b.Sees("thread-messages", "and lost it")
	b.Wait("nothing is left", `!document.title.startsWith("•")`)

	// What was read out to one person is not there for the next.
	say(ben.Say(p.general, parent, "it was a key"))
	b.Wait("it is not read out", `document.querySelector("#announcer").textContent.includes("it was a key")`)
	b.Become(p.ben, "Ben Okafor")
	b.Wait("it is still there for somebody else", `!document.querySelector("#announcer").textContent.includes("it was a key")`)
}

func TestFindingOnesWay(t *testing.T) {
	p := newPlace(t)
	b := pagetest.New(t)
	p.app(t)
	old := p.seed(t, p.general, p.ben, "", "the lighthouse keeper's manual", 48*time.Hour, nil)
	for i := range 150 {
		p.seed(t, p.general, p.ana, "", fmt.Sprintf("line %d of a long day", i), 24*time.Hour-time.Duration(i)*time.Second, nil)
	}
	p.seed(t, p.private, p.ben, "", "the lighthouse key is under the mat", 47*time.Hour, nil)
	b.Open(p.url)
	linked := func(ts string) string {
		return fmt.Sprintf(`document.querySelector('[data-testid=messages] [data-ts="%s"]')?.classList.contains("linked")`, ts)
	}

	t.Run("the field filters as one types", func(t *testing.T) {
		b.Write("find", "PAY")
		b.Sees("channel-"+p.private, "payments-private")
		b.Wait("other channels stay", fmt.Sprintf(`![...document.querySelectorAll('[data-testid=channel-%s]')].some((n) => n.checkVisibility())`, p.general))
		b.Keys("a", chromedp.ModifierCtrl)
		b.Keys("chidi")
		b.Sees("dm-"+p.chidi, "Chidiebere")
		b.Shot("42-find")
		b.Keys(kb.Escape)
		b.Sees("channel-"+p.general, "general")
	})

	t.Run("and searches messages", func(t *testing.T) {
		b.Write("find", "Lighthouse\n")
		b.Sees("search-told", "2 messages")
		b.Sees("found", "under the mat")
		b.Shot("43-search")
		b.Click("found", "manual")
		b.Wait("a message beyond the first page is not picked out", linked(old))
		if got := pagetest.Eval[string](b, "location.pathname"); !strings.HasSuffix(got, "/p"+strings.ReplaceAll(old, ".", "")) {
			t.Errorf("the address is %s", got)
		}
		b.Do(chromedp.NavigateBack())
		b.Sees("search-told", "2 messages")
		b.Wait("the question is gone from the field", `document.querySelector("[data-testid=find]").value === "Lighthouse"`)
		b.Do(chromedp.NavigateForward())
		b.Wait("forward does not lead to the message", linked(old))
		b.Do(chromedp.Reload())
		b.Wait("a reload loses the message", linked(old))
	})

	t.Run("nothing is found in other people's rooms", func(t *testing.T) {
		b.Become(p.chidi, "Chidiebere")
		b.Write("find", "lighthouse mat\n")
		b.Sees("search-pane", "Nothing found")
		b.Shot("44-search-empty")
		b.Become(p.ana, "Ana Ruiz")
	})

	t.Run("the palette jumps", func(t *testing.T) {
		b.Keys("k", chromedp.ModifierCtrl)
		b.Sees("palette-item", "outage-checkout")
		b.Shot("45-palette")
		b.Keys("okafor")
		b.Sees("palette-item", "Ben Okafor")
		b.Keys(kb.Enter)
		b.Sees("channel-title", "Ben Okafor")
		b.Keys("k", chromedp.ModifierCtrl)
		b.Keys("gene" + kb.Enter)
		b.Sees("channel-title", "general")
		b.Keys("k", chromedp.ModifierCtrl)
		b.Keys("/post" + kb.Enter)
		b.Wait("the command is not in the field", `document.querySelector("[data-testid=composer]").value === "/postmortem "`)
		b.Keys("k", chromedp.ModifierCtrl)
		b.Keys("stairs" + kb.ArrowUp + kb.Enter)
		b.Sees("search-pane", "Nothing found")
		b.Keys("k", chromedp.ModifierCtrl)
		b.Keys("k", chromedp.ModifierCtrl)
		b.Wait("it does not close", `!document.querySelector("dialog[open]")`)
		b.Size(360, 740)
		b.Wait("the narrow page does not say who one is", `document.querySelector(".you").checkVisibility({visibilityProperty: true}) &&
			!document.querySelector(".me").checkVisibility({visibilityProperty: true})`)
		b.Keys("k", chromedp.ModifierCtrl)
		b.Keys("become")
		b.Sees("palette-item", "Become somebody else")
		b.Keys(kb.Enter)
		b.Sees("person-menu", "Ben Okafor")
		b.Shot("55-people-phone")
		b.Keys(kb.Escape)
		b.Size(1440, 900)
	})

	t.Run("becoming somebody else keeps the place", func(t *testing.T) {
		b.Click("channel-"+p.general, "")
		b.Become(p.chidi, "Chidiebere")
		b.Sees("channel-title", "general")
		b.Become(p.ana, "Ana Ruiz")
		b.Click("channel-"+p.private, "")
		b.Become(p.chidi, "Chidiebere")
		b.Sees("channel-title", "general") // the private channel is not Chidi's: back to where Chidi was
		b.Become(p.ben, "Ben Okafor")
		b.Sees("channel-title", "general")
		b.Become(p.ana, "Ana Ruiz")
	})

	t.Run("back and forward keep to the places", func(t *testing.T) {
		b.Click("channel-"+p.outage, "")
		b.Click("dm-"+p.ben, "")
		b.Sees("channel-title", "Ben Okafor")
		b.Do(chromedp.NavigateBack())
		b.Sees("channel-title", "outage-checkout")
		b.Do(chromedp.NavigateForward())
		b.Sees("channel-title", "Ben Okafor")
	})
}

func TestDetails(t *testing.T) {
	p := newPlace(t)
	b := pagetest.New(t)
	p.app(t)
	p.history(t)
	if _, err := p.w.As(p.ben).Share(p.outage, "", "graph.txt", []byte("up and up"), "look"); err != nil {
		t.Fatal(err)
	}
	b.Open(p.url)
	shut := `document.querySelector("#details").hidden`

	b.Keys(".", chromedp.ModifierCtrl)
	b.Sees("details", "4 members")
	b.Sees("details", "graph.txt")
	b.Shot("46-details")
	b.Click("topic-change", "")
	b.Keys("a", chromedp.ModifierCtrl)
	b.Keys("Tea at four" + kb.Enter)
	b.Sees("details", "Tea at four")
	b.Click("member-"+p.ben, "")
	b.Sees("details", "@ben")
	b.Sees("local-time", "behind you")
	b.Shot("47-person")
	b.Keys(kb.Escape)
	b.Wait("Escape does not close it", shut)

	// A name in a message leads to the person; the app says what it is for.
	pagetest.Eval[bool](b, `([...document.querySelectorAll("[data-testid=messages] .author")].find((n) => n.textContent === "Ben Okafor").click(), true)`)
	b.Sees("details", "@ben")
	b.Click("message-person", "Message")
	b.Sees("channel-title", "Ben Okafor")
	b.Click("app", "")
	b.Click("details-close", "")
	b.Wait("it stays", shut)
	b.Click("details-toggle", "")
	b.Sees("details", "Runs blameless incident reviews")
	b.Sees("about-command", "/postmortem")
	b.Shot("48-app")

	b.Do(chromedp.Reload())
	b.Sees("details", "Runs blameless incident reviews")

	// Beside a thread there is room on a wide screen only; the newer pane wins.
	b.Click("channel-"+p.outage, "")
	b.Click("replies", "2 replies")
	b.Wait("the thread has to share", shut+` && document.querySelector("#thread").checkVisibility()`)
	b.Click("details-toggle", "")
	b.Wait("both are squeezed in", `!document.querySelector("#thread").checkVisibility()`)
	b.Size(2560, 1200)
	b.Wait("one is missing on a wide screen", `["thread", "details"].every((id) => document.getElementById(id).checkVisibility())`)
	b.Shot("49-four-panes")
	b.Size(360, 740)
	b.Wait("more than one pane on a phone", `["main", "thread", "details"].filter((id) => document.getElementById(id).checkVisibility()).join() === "details"`)
	b.Shot("50-details-phone")
	b.Click("details-back", "")
	b.Sees("thread-messages", "Who knew")
	b.Sees("you", "You are Ana Ruiz")
	b.Size(1440, 900)
}

func TestWriting(t *testing.T) {
	p := newPlace(t)
	b := pagetest.New(t)
	p.app(t)
	p.history(t)
	b.Open(p.url)
	value := func(testid, want string) string {
		return fmt.Sprintf(`document.querySelector("[data-testid=%s]")?.value === %q`, testid, want)
	}
	paste := func(text string) {
		pagetest.Eval[bool](b, fmt.Sprintf(`(() => {
			const field = document.querySelector("[data-testid=composer]");
			const data = new DataTransfer();
			data.setData("text/plain", %q);
			field.focus();
			if (field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))) document.execCommand("insertText", false, %q);
			return true;
		})()`, text, text))
	}

	t.Run("drafts are kept apart, over reloads and persons", func(t *testing.T) {
		b.Write("composer", "half a thought")
		b.Click("replies", "2 replies")
		b.Write("thread-composer", "half a reply")
		b.Click("channel-"+p.general, "")
		b.Wait("a draft wanders", value("composer", ""))
		b.Wait("the sidebar does not tell", fmt.Sprintf(`!!document.querySelector("[data-testid=channel-%s] .row-draft")`, p.outage))
		b.Become(p.ben, "Ben Okafor")
		b.Click("channel-"+p.outage, "")
		b.Wait("Ben has Ana's draft", value("composer", ""))
		b.Become(p.ana, "Ana Ruiz")
		b.Do(chromedp.Reload())
		b.Wait("the draft is lost", value("composer", "half a thought"))
		b.Click("replies", "2 replies")
		b.Wait("the reply is lost", value("thread-composer", "half a reply"))
		b.Write("thread-composer", " more\n")
		b.Sees("thread-messages", "half a reply more")
		b.Write("composer", " more\n")
		b.Sees("messages", "half a thought more")
		b.Do(chromedp.Reload())
		b.Sees("messages", "half a thought more")
		b.Wait("what was sent is a draft again", value("composer", "")+" && "+value("thread-composer", ""))
	})

	t.Run("what was sent comes back", func(t *testing.T) {
		b.Do(chromedp.Focus(pagetest.ID("composer")))
		b.Keys(kb.ArrowUp, chromedp.ModifierAlt)
		b.Wait("nothing comes back", value("composer", "half a thought more"))
		b.Keys(kb.ArrowUp, chromedp.ModifierAlt)
		b.Wait("only one comes back", value("composer", "half a reply more"))
		b.Keys(kb.ArrowDown, chromedp.ModifierAlt)
		b.Keys(kb.ArrowDown, chromedp.ModifierAlt)
		b.Wait("there is no way forward", value("composer", ""))
	})

	t.Run("marks by keys, with undo", func(t *testing.T) {
		b.Write("composer", "so ")
		b.Keys("b", chromedp.ModifierCtrl)
		b.Keys("bold")
		b.Wait("no mark", value("composer", "so *bold*"))
		b.Keys("a", chromedp.ModifierCtrl)
		pagetest.Eval[bool](b, `(document.querySelector("[data-testid=composer]").setSelectionRange(4, 8), true)`)
		b.Keys("b", chromedp.ModifierCtrl)
		b.Wait("it cannot be taken away", value("composer", "so bold"))
		b.Keys("i", chromedp.ModifierCtrl)
		b.Keys("X", chromedp.ModifierCtrl, chromedp.ModifierShift)
		b.Wait("marks do not nest", value("composer", "so _~bold~_"))
		pagetest.Eval[bool](b, `document.execCommand("undo")`)
		b.Wait("it cannot be undone", value("composer", "so _bold_"))
		b.Keys("a", chromedp.ModifierCtrl)
		b.Keys(kb.Backspace)
	})

	t.Run("many lines stay one message", func(t *testing.T) {
		paste("one\ntwo\nthree")
		b.Keys(kb.Enter)
		b.Wait("it is cut into pieces", `[...document.querySelectorAll("[data-testid=messages] article")].at(-1).innerText.includes("one\ntwo\nthree")`)
	})

	t.Run("a wall of text may become a file", func(t *testing.T) {
		paste(strings.Repeat("all work and no play. ", 200))
		b.Click("paste-as-file", "")
		b.Sees("attached", "pasted.txt")
		b.Wait("the text stays too", value("composer", ""))
		b.Click("channel-"+p.general, "")
		b.Wait("the file wanders", `!document.querySelector("[data-testid=attached]")`)
		b.Click("channel-"+p.outage, "")
		b.Sees("attached", "pasted.txt")
		b.Shot("51-attached")
		b.Write("composer", "the log\n")
		b.Sees("file", "pasted.txt")
		b.Wait("it is still waiting", `!document.querySelector("[data-testid=attached]")`)
	})

	t.Run("proposals and usage", func(t *testing.T) {
		b.Write("composer", "@oka")
		b.Sees("completion-item", "Ben Okafor")
		b.Keys(kb.Tab)
		b.Wait("Tab does not take it", value("composer", "@Ben Okafor "))
		b.Keys("#gen")
		b.Sees("completion-item", "general")
		b.Keys(kb.Enter)
		b.Keys(":tad")
		b.Sees("completion-item", ":tada:")
		b.Shot("52-completion")
		b.Keys(kb.Enter)
		b.Wait("the proposals were not taken", value("composer", "@Ben Okafor #general 🎉 "))
		b.Keys(kb.Enter)
		b.Wait("they are not sent", value("composer", ""))
		b.Keys("@here look" + kb.Enter)
		b.Wait("@here is only a word", `!!document.querySelector("[data-testid=messages] .mention-all")`)
		b.Keys("/postmortem start th")
		b.Sees("usage", "/postmortem start [title]")
		b.Keys("a", chromedp.ModifierCtrl)
		b.Keys(kb.Backspace)
	})

	t.Run("what cannot be sent is kept", func(t *testing.T) {
		if err := p.w.Remove(p.outage, p.ana); err != nil {
			t.Fatal(err)
		}
		b.Sees("join", "Join channel")
		b.Click("join", "")
		b.Write("composer", "into the void")
		p.cut.Store(true)
		b.Keys(kb.Enter)
		b.Sees("composer-notice", "Not sent")
		b.Wait("the text is lost", value("composer", "into the void"))
		b.Shot("53-not-sent")
		p.cut.Store(false)
		b.Click("send-again", "")
		b.Sees("messages", "into the void")
	})

	t.Run("up edits one's last message", func(t *testing.T) {
		b.Do(chromedp.Focus(pagetest.ID("composer")))
		b.Keys(kb.ArrowUp)
		b.Wait("it is not edited", `document.querySelector("[data-testid=edit-field]")?.value === "into the void"`)
		b.Keys(kb.Escape)
	})
}

func TestKeysAreWhatIsDocumented(t *testing.T) {
	p := newPlace(t)
	b := pagetest.New(t)
	p.history(t)
	b.Open(p.url)
	b.Keys("/", chromedp.ModifierCtrl)
	b.Sees("keys", "Keyboard shortcuts")
	b.Shot("54-keys")
	shown := pagetest.Eval[[]string](b, `[...document.querySelectorAll(".key-row")].map((row) => row.querySelector("kbd").textContent + " | " + row.querySelector("dd").textContent)`)
	b.Keys(kb.Escape)
	b.Wait("it stays", `!document.querySelector("dialog[open]")`)
	doc, err := os.ReadFile("../../../docs/keys.md")
	if err != nil {
		t.Fatal(err)
	}
	var written []string
	for _, row := range regexp.MustCompile("(?m)^\\| `(.+)` \\| (.+) \\|$").FindAllStringSubmatch(string(doc), -1) {
		written = append(written, row[1]+" | "+row[2])
	}
	if !slices.Equal(shown, written) {
		t.Errorf("docs/keys.md and the page differ:\n%s\n\n%s", strings.Join(written, "\n"), strings.Join(shown, "\n"))
	}

	// F6 goes round the parts, there and back, with the focus always to be seen.
	b.Click("replies", "2 replies")
	b.Wait("the thread stays empty", `!!document.querySelector("[data-testid=thread-messages] article")`)
	b.Click("details-toggle", "")
	b.Size(1920, 1000)
	parts := `["sidebar", "strip", "main", "thread", "details"].find((id) => document.getElementById(id).contains(document.activeElement)) + (document.activeElement.matches("textarea") ? " field" : "")`
	pagetest.Eval[bool](b, `(document.activeElement.blur(), true)`)
	var tour []string
	for range 8 {
		b.Keys(kb.F6)
		tour = append(tour, pagetest.Eval[string](b, parts))
	}
	if want := []string{"sidebar", "strip", "main", "main field", "thread", "thread field", "details", "sidebar"}; !slices.Equal(tour, want) {
		t.Errorf("F6 goes %q, want %q", tour, want)
	}
	b.Keys(kb.F6, chromedp.ModifierShift)
	if got := pagetest.Eval[string](b, parts); got != "details" {
		t.Errorf("Shift+F6 goes to %q", got)
	}

	// In the sidebar the arrows go through the rows.
	b.Keys(kb.F6 + kb.Home + kb.ArrowDown)
	if got := pagetest.Eval[string](b, `document.activeElement.dataset.testid`); got != "app" {
		t.Errorf("the arrows lead to %q", got)
	}
	b.Keys("g", chromedp.ModifierCtrl)
	if got := pagetest.Eval[string](b, `document.activeElement.dataset.testid`); got != "find" {
		t.Errorf("Ctrl+G leads to %q", got)
	}
}

func TestAnyWidthAndManyChannels(t *testing.T) {
	p := newPlace(t)
	b := pagetest.New(t)
	p.history(t)
	for i := range 200 {
		p.w.AddChannel(workspace.Channel{Name: fmt.Sprintf("team-%03d", i), Members: []string{p.ana}})
	}
	empty := p.w.AddChannel(workspace.Channel{Name: "nobody-here"})
	p.seed(t, p.outage, p.ben, "", "مرحبا بالجميع، كيف حالكم اليوم؟", time.Hour, nil)
	p.seed(t, p.outage, p.ben, "", strings.Repeat("Donaudampfschifffahrt", 20), time.Hour, nil)
	b.Open(p.url)
	b.Sees("channel-title", "outage-checkout")
	fits := `document.documentElement.scrollWidth <= innerWidth && [...document.querySelectorAll(".main, .side, .sidebar-rows, .scroller")].every((n) => !n.checkVisibility() || n.scrollWidth <= n.clientWidth + 1)`
	for _, width := range []int64{360, 480, 760, 761, 800, 1100, 1101, 1440, 1600, 1920, 2560} {
		b.Size(width, 900)
		b.Wait(fmt.Sprintf("at %d px something sticks out", width), fits)
	}
	for _, scheme := range []string{"light", "dark"} {
		b.Scheme(scheme)
		for _, width := range []int64{360, 800, 1440, 2560} {
			b.Size(width, 900)
			b.Shot(fmt.Sprintf("60-channel-%d-%s", width, scheme))
		}
	}
	b.Scheme("light")
	b.Size(1440, 900)
	b.Keys("k", chromedp.ModifierCtrl)
	b.Keys("team-199" + kb.Enter)
	b.Sees("channel-title", "team-199")
	b.Wait("the row is out of sight", `(() => { const r = document.querySelector("[aria-current=page].row").getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; })()`)
	b.Click("section-Channels", "Channels")
	b.Wait("the section does not fold", `document.querySelectorAll("#sidebar [data-testid^=channel-]").length < 10`)
	b.Click("channel-"+empty, "")
	b.Click("details-toggle", "")
	b.Sees("details", "Nobody is in this channel")
	b.Shot("61-empty")
}
