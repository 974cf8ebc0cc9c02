package workspace_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/workspace"
)

// How many calls of a method go through at once, by its tier.
func TestB43Tiers(t *testing.T) {
	s := newStage(t)
	for method, c := range map[string]struct {
		args  string
		burst int
		wait  string
	}{
		"users.list":                 {"", 20, "3"},
		"conversations.replies":      {"channel=C&ts=1", 50, "2"},
		"conversations.members":      {"channel=C", 100, "1"},
		"chat.postEphemeral":         {"channel=C&user=U&text=x", 100, "1"},
		"chat.update":                {"channel=C&ts=1&text=x", 50, "2"},
		"reactions.add":              {"channel=C&timestamp=1&name=x", 50, "2"},
		"reactions.remove":           {"channel=C&timestamp=1&name=x", 20, "3"},
		"views.publish":              {"user_id=U&view={}", 100, "1"},
		"conversations.list":         {"", 20, "3"},
		"conversations.history":      {"channel=C", 50, "2"},
		"files.getUploadURLExternal": {"filename=x&length=1", 100, "1"},
	} {
		form, _ := url.ParseQuery(c.args)
		for n := range c.burst + 1 {
			a, resp := s.ask(method, form)
			if limited := resp.StatusCode == 429; limited != (n == c.burst) {
				t.Errorf("%s: call %d: %d", method, n+1, resp.StatusCode)
				break
			} else if limited && (resp.Header.Get("Retry-After") != c.wait || a["ok"] != false || a["error"] != "ratelimited") {
				t.Errorf("%s: %v %v", method, resp.Header, a)
			}
		}
	}
}

func TestB43RateBuckets(t *testing.T) {
	s := newStage(t)
	limited := func(method string, form ...string) string {
		_, resp := s.ask(method, values(form...))
		if resp.StatusCode == http.StatusTooManyRequests {
			return resp.Header.Get("Retry-After")
		}
		return ""
	}
	for range 5 {
		s.post("", "burst")
	}
	if wait := limited("chat.postMessage", "channel", s.channel, "text", "x"); wait != "1" {
		t.Errorf("the sixth post at once: Retry-After %q", wait)
	}
	if wait := limited("users.info", "user", s.ann.ID()); wait != "" {
		t.Error("one method blocks another")
	}
	other := s.AddChannel(workspace.Channel{Name: "other", Members: []string{s.Credentials().BotUserID}})
	if wait := limited("chat.postMessage", "channel", other, "text", "x"); wait != "" {
		t.Error("one channel blocks another")
	}
	if n := len(s.texts(s.ann, s.channel, "")); n != 5 {
		t.Errorf("%d messages after six posts of which one was refused", n)
	}
	s.clock.Move(time.Second)
	if wait := limited("chat.postMessage", "channel", s.channel, "text", "x"); wait != "" {
		t.Error("a second later it is still blocked")
	}
	for range 50 {
		if wait := limited("conversations.info", "channel", s.channel); wait != "" {
			t.Fatal("limited within the tier")
		}
	}
	if wait := limited("conversations.info", "channel", s.channel); wait != "2" {
		t.Errorf("beyond the tier: Retry-After %q", wait)
	}
}

func TestB43RatesAreASetting(t *testing.T) {
	for name, c := range map[string]struct {
		rates      workspace.Rates
		calls, say int // how many go through at once
	}{
		"half the rate": {workspace.Rates{Percent: 50}, 25, 5},
		"one at a time": {workspace.Rates{PostBurst: 1}, 50, 1},
		"off":           {workspace.Rates{Off: true}, 200, 200},
	} {
		s := newStage(t, func(w *workspace.Config) { w.Rates = c.rates })
		through := func(method, args string) (n int) {
			form, _ := url.ParseQuery(args)
			for ; n < 200; n++ {
				if _, resp := s.ask(method, form); resp.StatusCode == 429 {
					break
				}
			}
			return n
		}
		if n := through("conversations.info", "channel="+s.channel); n != c.calls {
			t.Errorf("%s: %d calls, want %d", name, n, c.calls)
		}
		if n := through("chat.postMessage", "text=x&channel="+s.channel); n != c.say {
			t.Errorf("%s: %d posts, want %d", name, n, c.say)
		}
	}
}
