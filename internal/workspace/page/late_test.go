package page_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/workspace/page"
	"github.com/remedybot/remedy/internal/workspace/page/pagetest"
)

// A late page answers some requests later than it could, as a busy machine does.
type late struct {
	next http.Handler
	mu   sync.Mutex
	path string // of the request that is done differently, once
	deed func(answer func())
}

// once has the next request to a path done by a deed. It has the answer made by calling
// answer, and lets it go by returning.
func (l *late) once(path string, deed func(answer func())) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.path, l.deed = path, deed
}

// hold has the next answer to a path wait. made tells that there is one; arrive lets
// it go and returns when a page has taken it.
func (l *late) hold(t *testing.T, path string) (made <-chan struct{}, arrive func(b *pagetest.Browser)) {
	t.Helper()
	there, gone := make(chan struct{}), make(chan struct{})
	l.once(path, func(answer func()) {
		answer()
		close(there)
		<-gone
	})
	release := sync.OnceFunc(func() { close(gone) })
	t.Cleanup(release)
	return there, func(b *pagetest.Browser) {
		b.T.Helper()
		count := fmt.Sprintf("performance.getEntriesByType('resource').filter((r) => new URL(r.name).pathname === %q).length", path)
		before := pagetest.Eval[int](b, count)
		release()
		b.Wait("the answer does not arrive", fmt.Sprintf("%s > %d", count, before))
		pagetest.Eval[bool](b, "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")
	}
}

func (l *late) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	deed := l.deed
	if deed == nil || l.path != r.URL.Path {
		l.mu.Unlock()
		l.next.ServeHTTP(w, r)
		return
	}
	l.deed = nil
	l.mu.Unlock()
	answer := httptest.NewRecorder()
	deed(func() { l.next.ServeHTTP(answer, r) })
	maps.Copy(w.Header(), answer.Header())
	w.WriteHeader(answer.Code)
	w.Write(answer.Body.Bytes())
}

// latePage is another page of the place, whose answers can be late.
func (p *place) latePage(t *testing.T, o page.Options) (*late, string) {
	t.Helper()
	o.DefaultUser, o.DefaultChannel = p.ana, p.outage
	l := &late{next: page.New(p.w, o)}
	server := httptest.NewServer(l)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return l, server.URL
}

// knows waits until the page's scripts know of something: an expression over state,
// looked at whenever a part of it is new.
func knows(b *pagetest.Browser, part, expression string) {
	b.T.Helper()
	pagetest.Eval[bool](b, fmt.Sprintf(`import("/static/js/state.js").then(({ state, on }) => new Promise((done) => {
		const look = () => (%s) && done(true);
		on(%q, () => queueMicrotask(look));
		look();
	}))`, expression, part))
}

// A board is a rehearsal that shows what is put up.
type board struct {
	mu      sync.Mutex
	bill    page.Playbill
	changed chan struct{}
}

func (b *board) put(bill page.Playbill) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.bill = bill
	close(b.changed)
	b.changed = make(chan struct{})
}

func (b *board) Now() page.Playbill {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.bill
}

func (b *board) Changed() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.changed
}

func (b *board) Do(context.Context, page.RehearsalDeed) error { return nil }

// What a play waits for is said while the page loads: what the page has asked for
// before, and is answered after, takes nothing back.
func TestAHintComesWhileThePageLoads(t *testing.T) {
	p := newPlace(t)
	b := pagetest.New(t)
	bill := page.Playbill{World: 1, Choices: []page.Choice{{Name: "disk", Title: "A full disk"}}, Incident: "disk",
		Play: &page.Play{Part: "facilitate", Of: 7}}
	play := &board{bill: bill, changed: make(chan struct{})}
	l, url := p.latePage(t, page.Options{Rehearsal: play})
	made, arrive := l.hold(t, "/page/state")
	b.Load(url)
	<-made
	bill.Play = &page.Play{Part: "facilitate", Of: 7, Said: 1}
	bill.Hint = &page.Hint{ID: "start", Text: "The others wait for you."}
	play.put(bill)
	knows(b, "rehearsal", "state.rehearsal?.hint")
	arrive(b)
	b.Sees("me", "Ana Ruiz")
	b.Sees("rehearsal", "1 of 7 messages")
	b.Sees("hint", "The others wait for you.")
}

// What the page has asked for is answered late: the stream has told of something newer
// by then, or the window has become somebody else.
func TestALateAnswer(t *testing.T) {
	p := newPlace(t)
	first := pagetest.New(t)
	l, url := p.latePage(t, page.Options{})
	ana, ben, chidi, say := p.w.As(p.ana), p.w.As(p.ben), p.w.As(p.chidi), must[string](t)
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	api := slack.New(p.w.Credentials().BotToken, slack.OptionAPIURL(p.url+"/api/"))
	publish := func(title string) {
		t.Helper()
		_, err := api.PublishView(p.ana, slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{
			BlockSet: []slack.Block{slack.NewHeaderBlock(slack.NewTextBlockObject("plain_text", title, false, false))}}}, "")
		check(err)
	}
	first.Open(url)
	first.Sees("channel-title", "outage-checkout")

	t.Run("to who asks for the app's Home", func(t *testing.T) {
		b := first.For(t)
		publish("as it was")
		made, arrive := l.hold(t, "/page/home")
		b.Click("app", "")
		<-made
		publish("as it is")
		b.Sees("home", "as it is")
		arrive(b)
		b.Never("home", "as it was")
		b.Sees("home", "as it is")
	})
	t.Run("to who asks for the rows of the sidebar", func(t *testing.T) {
		b := first.For(t)
		b.Click("channel-"+p.outage, "")
		made, arrive := l.hold(t, "/page/state")
		check(chidi.Leave(p.outage))
		<-made
		say(ben.Say(p.general, "", "good morning"))
		b.Wait("Ana is not told", mark("channel-"+p.general, "1"))
		arrive(b)
		knows(b, "channels", fmt.Sprintf("!state.channels.get(%q).members.includes(%q)", p.outage, p.chidi))
		b.Wait("Ana is no longer told", mark("channel-"+p.general, "1"))
		check(chidi.Join(p.outage))
	})
	t.Run("to who is somebody else by then", func(t *testing.T) {
		b := first.For(t)
		made, arrive := l.hold(t, "/page/state")
		check(ana.SetTopic(p.outage, "All is well again"))
		<-made
		b.Become(p.chidi, "Chidiebere")
		arrive(b)
		b.Never("channel-"+p.private, "")
		b.Become(p.ana, "Ana Ruiz")
	})
	t.Run("to who clicks on two people", func(t *testing.T) {
		b := first.For(t)
		made, arrive := l.hold(t, "/page/become")
		b.Click("me", "")
		b.Click("person-"+p.ben, "")
		<-made
		b.Become(p.chidi, "Chidiebere")
		arrive(b)
		b.Sees("me", "Chidiebere")
		b.Do(chromedp.Reload()) // as the person that the window holds to
		b.Sees("me", "Chidiebere")
		b.Become(p.ana, "Ana Ruiz")
	})
	t.Run("that never comes", func(t *testing.T) {
		b := first.For(t)
		b.Click("channel-"+p.outage, "")
		l.once("/page/become", func(func()) {})
		b.Click("me", "")
		b.Click("person-"+p.ben, "")
		b.Sees("toast", "could not be read")
		say(ben.Say(p.outage, "", "are you still there?"))
		b.Sees("message", "are you still there?")
		b.Sees("me", "Ana Ruiz")
	})
	t.Run("to who comes while somebody writes", func(t *testing.T) {
		b := first.For(t)
		b.Click("channel-"+p.general, "")
		b.Sees("message", "good morning")
		b.Click("channel-"+p.outage, "")
		b.Wait("what was read is new", mark("channel-"+p.general, ""))
		l.once("/page/state", func(answer func()) {
			say(ben.Say(p.general, "", "one more thing"))
			answer() // counts it, and the stream tells of it as well
		})
		b.Do(chromedp.Reload())
		b.Wait("Ana is not told", "!"+mark("channel-"+p.general, ""))
		say(ben.Say(p.outage, "", "the stream has come this far"))
		b.Sees("message", "the stream has come this far")
		b.Wait("one message counts as two", mark("channel-"+p.general, "1"))
	})
}

// Between a button's going down and its coming up nothing is drawn anew: it would get
// no click.
func TestWhatIsPressedStays(t *testing.T) {
	p := newPlace(t)
	b := pagetest.New(t)
	p.app(t)
	b.Open(p.url)
	b.Write("composer", "/postmortem start Checkout was down\n")
	b.Sees("block-button", "Confirm the header")
	got := pagetest.Eval[string](b, `(async () => {
		const { act, currentSession } = await import("/static/js/api.js");
		const told = new EventSource("/page/stream?s=" + currentSession());
		await new Promise((ready) => told.addEventListener("ready", ready));
		const button = [...document.querySelectorAll("[data-testid=block-button]")].find((n) => n.textContent === "Confirm the header");
		const { ts } = button.closest("article").dataset;
		const frame = () => new Promise(requestAnimationFrame);
		button.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, button: 0 }));
		const came = new Promise((done) => told.addEventListener("message", done));
		await act("react", { channel: "`+p.outage+`", ts, name: "eyes" });
		await came;
		for (let n = 0; n < 5; n++) await frame();
		const stays = button.isConnected;
		button.dispatchEvent(new PointerEvent("pointerup", { bubbles: true, button: 0 }));
		if (stays) button.click();
		told.close();
		return stays ? "stays" : "is drawn anew";
	})()`)
	if got != "stays" {
		t.Errorf("the button %s under the finger", got)
	}
	b.Sees("reaction-eyes", "1")
	b.Sees("message", "Confirmed by @Ana Ruiz")
}
