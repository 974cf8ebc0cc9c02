package page_test

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/workspace"
)

// A theirs is what a stranger must not reach: each holds the word zebra.
type theirs struct {
	private, direct string // conversations of Ana and Ben
	message, thread string // in the private one
	sent            string // in the direct one
	parent, whisper string // a thread that all can see, and a whisper to Ana in it
	files           []string
	modal, home     string
}

// keep makes what a stranger must not reach.
func (p *place) keep(t *testing.T, app *fakeApp) theirs {
	t.Helper()
	ana, say := p.w.As(p.ana), must[string](t)
	x := theirs{private: p.private, direct: say(ana.Direct(p.ben))}
	x.message = say(ana.Say(p.private, "", "a zebra in private"))
	x.thread = say(ana.Say(p.private, x.message, "a zebra in its thread"))
	x.sent = say(ana.Say(x.direct, "", "a zebra between us"))
	for _, room := range []string{x.private, x.direct} {
		say(ana.Share(room, "", "zebra.md", []byte("a zebra in a file"), ""))
		files, err := ana.Files(room)
		if err != nil {
			t.Fatal(err)
		}
		x.files = append(x.files, files[0].ID)
	}
	upload, err := ana.Upload("zebra.md", []byte("a zebra that was posted nowhere"))
	if err != nil {
		t.Fatal(err)
	}
	x.files = append(x.files, upload.ID)
	x.parent = say(ana.Say(p.outage, "", "for all"))
	say(ana.Say(p.outage, x.parent, "for all too"))
	button := slack.NewButtonBlockElement("zebra", "v", slack.NewTextBlockObject("plain_text", "a zebra to press", false, false))
	for _, thread := range []string{"", x.parent} {
		ts, err := app.api.PostEphemeral(p.outage, p.ana, slack.MsgOptionTS(thread), slack.MsgOptionText("a whispered zebra", false),
			slack.MsgOptionBlocks(slack.NewActionBlock("b", button)))
		if err != nil {
			t.Fatal(err)
		}
		x.whisper = ts
	}
	home := slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewActionBlock("b", button)}}}
	published, err := app.api.PublishView(p.ana, home, "")
	if err != nil {
		t.Fatal(err)
	}
	x.home = published.View.ID
	page := ana.Watch(t.Context())
	if err := ana.Command(p.outage, "", "/postmortem modal"); err != nil {
		t.Fatal(err)
	}
	for x.modal == "" {
		if c := <-page; c.Type == "view" {
			x.modal = c.View.ID
		}
	}
	for !p.w.Idle() {
		time.Sleep(time.Millisecond)
	}
	return x
}

// Whoever changes ids and addresses in what the page sends gets nowhere: not into
// private channels and direct messages of others, nor to their whispers, files,
// modals and Home.
func TestB49OthersCannotBeReachedByTheAPI(t *testing.T) {
	p := newPlace(t)
	app := p.app(t)
	ana := p.visitor(t, p.ana)
	x := p.keep(t, app)
	chidi := p.visitor(t, p.chidi)
	stream := p.follow(t, chidi)

	q := url.QueryEscape
	read := []string{"/page/state", "/page/home", "/page/threads", "/page/search?q=zebra", "/page/search?q=from:ana", "/page/search?q=in:payments-private",
		"/page/messages?channel=" + q(p.outage), "/page/messages?channel=" + q(p.outage) + "&thread=" + q(x.parent)}
	for _, room := range []string{x.private, x.direct, p.outage} {
		for _, ts := range []string{x.message, x.thread, x.sent, x.whisper} {
			read = append(read, "/page/messages?channel="+room+"&thread="+ts, "/page/messages?channel="+room+"&around="+ts, "/page/messages?channel="+room+"&from="+ts,
				"/page/suggest?channel="+room+"&ts="+ts+"&action_id=zebra&query=zebra")
		}
		read = append(read, "/page/files?channel="+room)
	}
	for _, view := range []string{x.modal, x.home} {
		read = append(read, "/page/suggest?view="+view+"&action_id=zebra&query=zebra")
	}
	for _, file := range x.files {
		for _, how := range []string{"text", "open", "download", ""} {
			read = append(read, "/page/file/"+file+"?how="+how)
		}
	}
	for _, path := range read {
		answer, err := io.ReadAll(chidi.request("GET", path, "").Body)
		if err != nil || strings.Contains(string(answer), "zebra") || strings.Contains(string(answer), "payments-private") {
			t.Errorf("GET %s tells a stranger %s, %v", path, answer, err)
		}
	}

	before := len(p.w.Journal())
	for _, d := range x.deeds(p) {
		got := chidi.post("/page/do", d)
		if text, _ := json.Marshal(got); got["ok"] != false || strings.Contains(string(text), "zebra") {
			t.Errorf("%v: %s", d, text)
		}
	}
	if now := p.w.Journal(); len(now) != before {
		t.Errorf("the app was told of what a stranger tried: %+v", now[before:])
	}
	for room, want := range map[string]int{x.private: 2, x.direct: 2} {
		if messages, err := p.w.As(p.ana).Messages(room, "", "", 0); err != nil || len(messages) != want || messages[0].Text == "" {
			t.Errorf("%+v, %v", messages, err)
		}
	}

	// A message of one's own about somebody's room does not tell its name.
	if got := chidi.post("/page/do", map[string]any{"do": "say", "channel": p.outage, "text": "what is <#" + x.private + ">?"}); got["ok"] != true {
		t.Error(got)
	}
	if list := chidi.get("/page/messages?channel=" + p.outage); strings.Contains(must[string](t)(jsonOf(list)), "payments-private") {
		t.Errorf("a mention tells the name: %v", list)
	}

	// With all that, Ana has everything, and the stream told Chidi of nothing.
	for _, path := range []string{"/page/messages?channel=" + x.private, "/page/messages?channel=" + x.direct, "/page/messages?channel=" + p.outage,
		"/page/home", "/page/search?q=zebra", "/page/file/" + x.files[0] + "?how=text"} {
		if answer, _ := io.ReadAll(ana.request("GET", path, "").Body); !strings.Contains(string(answer), "zebra") {
			t.Errorf("GET %s tells Ana %s", path, answer)
		}
	}
	must[string](t)(p.w.As(p.ana).Say(x.private, "", "one more zebra"))
	must[string](t)(p.w.As(p.ana).Say(x.direct, "", "one more zebra"))
	must[string](t)(p.w.As(p.ana).Say(p.outage, "", "the last"))
	for {
		line := stream()
		if strings.Contains(line, "zebra") {
			t.Errorf("the stream tells a stranger %s", line)
		}
		if strings.Contains(line, "the last") {
			break
		}
	}
}

// deeds are what a stranger may try to do to it.
func (x theirs) deeds(p *place) (all []map[string]any) {
	for _, room := range []string{x.private, x.direct} {
		ts := x.message
		if room == x.direct {
			ts = x.sent
		}
		for _, d := range []map[string]any{
			{"do": "say", "text": "zebra"}, {"do": "say", "text": "x", "thread": ts}, {"do": "share", "name": "x.md", "content": []byte("x")},
			{"do": "say", "text": "x", "thread": ts, "broadcast": true}, {"do": "edit", "ts": ts, "text": "x"}, {"do": "delete", "ts": ts},
			{"do": "react", "ts": ts, "name": "eyes"}, {"do": "unreact", "ts": ts, "name": "eyes"}, {"do": "press", "ts": ts, "press": map[string]any{"action_id": "zebra"}},
			{"do": "shortcut", "ts": ts, "callback_id": "add_to_review"}, {"do": "command", "text": "/postmortem help"}, {"do": "join"}, {"do": "leave"},
			{"do": "invite", "user": p.chidi}, {"do": "topic", "text": "x"}, {"do": "read", "ts": ts}, {"do": "read", "ts": ts, "thread": ts},
		} {
			d["channel"] = room
			all = append(all, d)
		}
	}
	pressed := map[string]any{"action_id": "zebra"}
	for _, view := range []string{x.modal, x.home} {
		all = append(all, map[string]any{"do": "press_view", "view": view, "press": pressed},
			map[string]any{"do": "submit", "view": view, "values": map[string]any{"title": "x", "severity": "1"}}, map[string]any{"do": "close_view", "view": view})
	}
	for _, thread := range []string{"", x.parent} { // the whisper in a channel that all can see
		all = append(all, map[string]any{"do": "press", "channel": p.outage, "thread": thread, "ts": x.whisper, "press": pressed},
			map[string]any{"do": "shortcut", "channel": p.outage, "thread": thread, "ts": x.whisper, "callback_id": "add_to_review"},
			map[string]any{"do": "react", "channel": p.outage, "thread": thread, "ts": x.whisper, "name": "eyes"})
	}
	return append(all, map[string]any{"do": "close_all"})
}

// Without a session, with one that has ended, or with another's id in its place,
// nothing is answered at all.
func TestB49NothingWithoutASession(t *testing.T) {
	p := newPlace(t)
	gone := p.visitor(t, p.ana)
	gone.post("/page/leave", map[string]any{"sessions": []string{gone.session}})
	for _, session := range []string{"", p.ana, gone.session} {
		v := &visitor{t: t, p: p, session: session}
		for _, path := range []string{"/page/state", "/page/messages?channel=" + p.private, "/page/home", "/page/threads", "/page/search?q=x", "/page/files?channel=" + p.private, "/page/stream"} {
			if got := v.request("GET", path, "").StatusCode; got != http.StatusUnauthorized {
				t.Errorf("GET %s: %d", path, got)
			}
		}
		if got := v.request("POST", "/page/do", `{"do":"say"}`, "Content-Type", "application/json").StatusCode; got != http.StatusUnauthorized {
			t.Errorf("a deed: %d", got)
		}
	}
	people := slices.DeleteFunc(p.w.Users(), func(u workspace.User) bool { return !u.Bot })
	for _, u := range people {
		if got := (&visitor{t: t, p: p}).post("/page/become", map[string]any{"user": u.ID}); got["ok"] != false {
			t.Errorf("one can be %s", u.Name)
		}
	}
}

// follow opens the stream of a visitor and returns its next line.
func (p *place) follow(t *testing.T, v *visitor) (line func() string) {
	t.Helper()
	r := bufio.NewReader(v.request("GET", "/page/stream?s="+v.session, "").Body)
	return func() string {
		t.Helper()
		s, err := r.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
}

func jsonOf(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}
