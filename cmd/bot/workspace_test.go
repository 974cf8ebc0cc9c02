//go:build unix

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/stage"
	"github.com/remedybot/remedy/internal/workspace/manifest"
	"github.com/remedybot/remedy/internal/workspace/nodetest"
)

// potluck is the manifest of an app that has nothing to do with ours.
const potluck = "../../internal/workspace/nodetest/testdata/manifest.json"

// A printed workspace is a run of `bot workspace`, with what it said about itself.
type printed struct {
	t        *testing.T
	settings map[string]string // by name, also "Page"
	lines    chan string       // what it says after that
	session  string            // of whoever uses the page
}

// runsWorkspace runs the program until the test ends, and reads what a person reads.
func runsWorkspace(t *testing.T, args ...string) *printed {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	over := make(chan int)
	var complaints bytes.Buffer
	go func() {
		code := run(ctx, append([]string{"workspace", "--addr", "127.0.0.1:0"}, args...), env{strings.NewReader(""), in, &complaints,
			func(string) (string, bool) { return "", false }})
		in.Close()
		over <- code
	}()
	p := &printed{t: t, settings: map[string]string{}, lines: make(chan string, 100)}
	ready := make(chan bool)
	go func() {
		defer close(p.lines)
		first := true
		for said := bufio.NewScanner(out); said.Scan(); {
			if words := strings.Fields(said.Text()); first && len(words) == 2 {
				p.settings[words[0]] = words[1]
			}
			if strings.Contains(said.Text(), "Stop with Ctrl-C") {
				close(ready)
				first = false
			}
			p.lines <- said.Text()
		}
	}()
	t.Cleanup(func() {
		stop()
		if code := <-over; code != exitDone {
			t.Errorf("it ended with %d: %s", code, &complaints)
		}
	})
	select {
	case <-ready:
	case <-time.After(nodetest.Patience):
		t.Fatal("the workspace did not come up")
	}
	return p
}

// env is what the program printed, as the environment of an app.
func (p *printed) env() (all []string) {
	for name, value := range p.settings {
		if strings.HasPrefix(name, "SLACK_") {
			all = append(all, name+"="+value)
		}
	}
	return all
}

// ask uses the page as its scripts do.
func (p *printed) ask(method, path string, in map[string]any) (out map[string]any) {
	p.t.Helper()
	body, err := json.Marshal(in)
	if err != nil {
		p.t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(p.t.Context(), method, p.settings["Page"]+path, bytes.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Session", p.session)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(&out); err != nil {
		p.t.Fatal(err)
	}
	return out
}

// do is a deed that the page has to accept.
func (p *printed) do(verb string, deed map[string]any) map[string]any {
	p.t.Helper()
	deed["do"] = verb
	out := p.ask("POST", "/page/do", deed)
	if out["ok"] != true {
		p.t.Fatalf("%s is refused: %v", verb, out)
	}
	return out
}

// sees waits for a message in a channel or a thread, and returns its ts.
func (p *printed) sees(channel, thread, text string) (ts string) {
	p.t.Helper()
	p.until("a message: "+text, func() bool {
		q := url.Values{"channel": {channel}, "thread": {thread}}
		all, _ := p.ask("GET", "/page/messages?"+q.Encode(), nil)["messages"].([]any)
		for _, one := range all {
			m := one.(map[string]any)
			if said, _ := m["text"].(string); strings.Contains(said, text) {
				ts = m["ts"].(string)
			}
		}
		return ts != ""
	})
	return ts
}

func (p *printed) until(what string, is func() bool) {
	p.t.Helper()
	for late := time.Now().Add(nodetest.Patience); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(late) {
			p.t.Fatalf("in vain: %s", what)
		}
	}
}

// top is the modal in front of whoever uses the page, if it is of a kind.
func (p *printed) top(callbackID string) (id string) {
	p.t.Helper()
	p.until("a modal: "+callbackID, func() bool {
		all, _ := p.ask("GET", "/page/state", nil)["views"].([]any)
		if len(all) == 0 {
			return false
		}
		v := all[len(all)-1].(map[string]any)
		id, _ = v["id"].(string)
		return v["callback_id"] == callbackID
	})
	return id
}

// TestWorkspaceOfAnotherApp points an app made with Slack's own software at the
// program, by what the program prints and its manifest alone, and uses it over the
// page.
func TestWorkspaceOfAnotherApp(t *testing.T) {
	if testing.Short() {
		t.Skip("not in a short run: it starts two Node programs")
	}
	nodetest.Need(t)
	for _, transport := range []string{"socket", "http"} {
		t.Run(transport, func(t *testing.T) {
			var p *printed
			if transport == "http" {
				port := freePort(t)
				p = runsWorkspace(t, "--manifest", potluck, "--events", "http://127.0.0.1:"+port+"/slack/events")
				nodetest.Start(t, "bolt.mjs", transport, append(p.env(), "PORT="+port)...)
				for line := range p.lines {
					if strings.Contains(line, "answers: events, commands and interactions go to the app") {
						break
					}
				}
			} else {
				p = runsWorkspace(t, "--manifest", potluck)
				nodetest.Start(t, "bolt.mjs", transport, p.env()...)
			}
			p.potluck()
		})
	}
}

// potluck has somebody plan a dinner.
func (p *printed) potluck() {
	p.t.Helper()
	people := p.ask("GET", "/page/people", nil)["people"].([]any)
	p.session, _ = p.ask("POST", "/page/become", map[string]any{"user": people[0].(map[string]any)["id"]})["session"].(string)
	state := p.ask("GET", "/page/state", nil)
	var channel string
	for _, one := range state["channels"].([]any) {
		if c := one.(map[string]any); c["is_member"] == true && c["is_im"] == false && c["is_private"] == false {
			channel = c["id"].(string)
		}
	}
	app := state["app"].(map[string]any)
	if app["name"] != "Potluck" {
		p.t.Errorf("the app is called %v", app["name"])
	}
	p.ask("POST", "/page/do", map[string]any{"do": "invite", "channel": channel, "user": app["user"]}) // it may be there already

	p.do("command", map[string]any{"channel": channel, "text": "/potluck soup"})
	dinner := p.sees(channel, "", "Potluck: soup")
	ts := p.do("say", map[string]any{"channel": channel, "text": "hello, who comes?"})["ts"].(string)
	p.sees(channel, ts, "attempt 0)")
	p.do("press", map[string]any{"channel": channel, "ts": dinner, "press": map[string]any{"action_id": "change"}})
	p.do("submit", map[string]any{"view": p.top("dish"), "values": map[string]any{"name": "stew"}})
	p.do("submit", map[string]any{"view": p.top("confirm"), "values": map[string]any{}})
	p.sees(channel, dinner, "The menu")
}

// freePort is a port that was free a moment ago.
func freePort(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return fmt.Sprint(l.Addr().(*net.TCPAddr).Port)
}

func TestWorkspaceArguments(t *testing.T) {
	broken := file(t, "broken.yaml", "a: [1\n")
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"--commands", "http://127.0.0.1/c"}, exitUsage, "need --events as well"},
		{[]string{"--events", "127.0.0.1:3000"}, exitUsage, "write it as http://127.0.0.1:3000/slack/events"},
		{[]string{"--events", "http://127.0.0.1/e", "--interactions", "ftp://x/"}, exitUsage, "write it as"},
		{[]string{"--manifest", "no such file"}, exitWrong, "no such file"},
		{[]string{"--manifest", broken}, exitWrong, "broken.yaml cannot be used: line"},
	} {
		if got := runs(t, nil, append([]string{"workspace"}, c.args...)...); got.code != c.code || !strings.Contains(got.errout, c.want) {
			t.Errorf("%q ends with %d and %q, want %d and %q", c.args, got.code, got.errout, c.code, c.want)
		}
	}
}

func TestEndpoints(t *testing.T) {
	for _, c := range []struct{ events, commands, interactions, want string }{
		{"http://a/e", "", "", "http://a/e http://a/e http://a/e"},
		{"http://a/e", "http://a/c", "", "http://a/e http://a/c http://a/e"},
		{"http://a/e", "http://a/c", "https://b/i", "http://a/e http://a/c https://b/i"},
	} {
		e, err := endpoints(c.events, c.commands, c.interactions)
		if err != nil || e == nil || e.Events+" "+e.Commands+" "+e.Interactions != c.want {
			t.Errorf("%+v goes to %+v, %v", c, e, err)
		}
	}
	if e, err := endpoints("", "", ""); e != nil || err != nil {
		t.Errorf("without addresses: %+v, %v; want Socket Mode", e, err)
	}
}

// What the manifest tells Slack about the bot is what the workspace knows of it.
func TestWorkspaceKnowsTheManifest(t *testing.T) {
	source, err := os.ReadFile("../../deploy/manifest.yaml")
	if err != nil {
		t.Fatal(err)
	}
	want, err := manifest.Read(source)
	if err != nil {
		t.Fatal(err)
	}
	got := stage.App()
	got.Name, got.Description = want.Name, want.Description // of the mention and of the shop window
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("deploy/manifest.yaml and stage.App differ:\n%s", diff)
	}
}
