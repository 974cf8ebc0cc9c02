package bot_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/stage"
	"github.com/remedybot/remedy/internal/tone"
)

var address = regexp.MustCompile(`<(https?://[^|>]+)\|`)

// rehearsed returns a bundled script, the clock of its review, and a workspace with its people.
func rehearsed(t *testing.T) (*rehearsal.Script, *clock.Manual, *stage.Stage) {
	t.Helper()
	script, err := rehearsal.Load("docsrs-2019-10-21")
	if err != nil {
		t.Fatal(err)
	}
	now := clock.NewManual(script.Cast.Review.StartsAt)
	st, err := stage.New(script.Cast, stage.Config{Clock: now, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return script, now, st
}

// TestReadLeadsToThePage asks in Slack for the page of a review, and opens it.
func TestReadLeadsToThePage(t *testing.T) {
	local := tone.NewLocal()
	for at, signed := range map[string]bool{"https://reviews.example.org": true, "http://127.0.0.1:8792": false} {
		t.Run(at, func(t *testing.T) {
			script, now, st := rehearsed(t)
			web, err := url.Parse(at)
			if err != nil {
				t.Fatal(err)
			}
			b, err := bot.Open(t.Context(), bot.Config{Data: t.TempDir(), Clock: now, Slack: st.Slack(), Web: web, Local: local})
			if err != nil {
				t.Fatal(err)
			}
			defer b.Close()
			ctx, stop := context.WithCancel(t.Context())
			ran := make(chan error, 1)
			go func() { ran <- b.Run(ctx) }()
			defer func() { stop(); <-ran }()
			p := &stage.Player{Stage: st, Script: script, Clock: now, Bot: func() stage.Bot { return b }}
			settle := func() {
				if err := p.Until(t.Context(), now.Now().Add(5*time.Second)); err != nil {
					t.Fatal(err)
				}
			}
			settle()
			who := st.As(script.Cast.Review.Facilitator)
			defer who.Open()()
			channel := st.Channel(script.Cast.Review.ReviewChannel)
			if err := who.Command(channel, "", "/postmortem start docs.rs was down"); err != nil {
				t.Fatal(err)
			}
			settle()
			forms := who.Views()
			if len(forms) == 0 {
				t.Fatal("no form was opened")
			}
			if err := who.Submit(forms[len(forms)-1].ID, nil); err != nil {
				t.Fatal(err)
			}
			settle()
			if err := who.Command(channel, "", "/postmortem read"); err != nil {
				t.Fatal(err)
			}
			settle()
			told := who.Ephemerals(channel, "")
			if len(told) == 0 {
				t.Fatal("nobody answers")
			}
			m := address.FindStringSubmatch(told[len(told)-1].Text)
			if m == nil || !strings.HasPrefix(m[1], at+"/reviews/") {
				t.Fatalf("the answer has no link to the page: %q", told[len(told)-1].Text)
			}
			link, err := url.Parse(m[1])
			if err != nil {
				t.Fatal(err)
			}
			ask := func(method, path, form string, cookies ...*http.Cookie) *http.Response {
				r := httptest.NewRequest(method, at+path, strings.NewReader(form))
				r.RemoteAddr = "127.0.0.1:50000"
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				for _, c := range cookies {
					r.AddCookie(c)
				}
				w := httptest.NewRecorder()
				b.Pages().ServeHTTP(w, r)
				return w.Result()
			}
			var cookies []*http.Cookie
			if signed {
				if got := ask("GET", "/reviews/PM-1", "").StatusCode; got != http.StatusForbidden {
					t.Errorf("without the link: %d", got)
				}
				entered := ask("POST", "/reviews/enter", url.Values{"pass": {link.Fragment}}.Encode())
				if entered.StatusCode != http.StatusSeeOther {
					t.Fatalf("the link answers %d", entered.StatusCode)
				}
				cookies, link.Path = entered.Cookies(), entered.Header.Get("Location")
			}
			page := ask("GET", link.Path, "", cookies...)
			body, err := io.ReadAll(page.Body)
			if err != nil || page.StatusCode != http.StatusOK || !strings.Contains(string(body), "docs.rs was down") {
				t.Errorf("the page: %d, %v", page.StatusCode, err)
			}
		})
	}
}
