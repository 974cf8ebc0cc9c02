package reading

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/report"
)

// shelf serves reviews.
func shelf(p *Passes, all ...*postmortem.Session) http.Handler {
	return Handler(Config{
		Passes: p, Command: "/postmortem",
		Review: func(s *postmortem.Session) report.Review { return report.Build(s, report.Options{Now: noon}) },
		Reviews: func(keep func(*postmortem.Session) bool) (out []*postmortem.Session) {
			for _, s := range all {
				if keep(s) {
					out = append(out, s)
				}
			}
			return out
		},
	})
}

// ask makes a request from this machine, unless it is changed.
func ask(h http.Handler, method, path string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://127.0.0.1:8792"+path, nil)
	r.RemoteAddr = "127.0.0.1:50000"
	for _, f := range change {
		f(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func with(c *http.Cookie) func(*http.Request) { return func(r *http.Request) { r.AddCookie(c) } }

func filled(pass string) func(*http.Request) {
	return func(r *http.Request) {
		r.Body = io.NopCloser(strings.NewReader(url.Values{"pass": {pass}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
}

func TestWithoutPassesOnlyThisMachineReads(t *testing.T) {
	h := shelf(nil, held("PM-1", "C1"))
	for name, c := range map[string]struct {
		change func(*http.Request)
		want   int
	}{
		"as it is":      {func(*http.Request) {}, http.StatusOK},
		"localhost":     {func(r *http.Request) { r.Host = "localhost:8792" }, http.StatusOK},
		"IPv6":          {func(r *http.Request) { r.Host, r.RemoteAddr = "[::1]:8792", "[::1]:50000" }, http.StatusOK},
		"rebound name":  {func(r *http.Request) { r.Host = "127.0.0.1.example.com" }, http.StatusForbidden},
		"another host":  {func(r *http.Request) { r.Host = "reviews.example.org" }, http.StatusForbidden},
		"from outside":  {func(r *http.Request) { r.RemoteAddr = "192.0.2.7:50000" }, http.StatusForbidden},
		"through proxy": {func(r *http.Request) { r.Header.Set("X-Forwarded-For", "192.0.2.7") }, http.StatusForbidden},
		"RFC 7239":      {func(r *http.Request) { r.Header.Set("Forwarded", "for=192.0.2.7") }, http.StatusForbidden},
	} {
		if got := ask(h, "GET", "/reviews/PM-1", c.change).Code; got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

func TestPagesAnswer(t *testing.T) {
	cancelled, long := held("PM-3", "C1"), held("PM-4", "C1")
	cancelled.Status = postmortem.Cancelled
	long.Title, long.Severity, long.Status = strings.Repeat("A title that goes on ", 20)+"<script>alert(1)</script>", "", postmortem.Running
	h := shelf(nil, held("PM-1", "C1"), cancelled, long)
	for path, want := range map[string]struct {
		code       int
		has, lacks []string
	}{
		"/":                           {302, nil, nil},
		"/reviews/":                   {200, []string{"Search returned errors", "SEV2", "draft", "2026-03-04", "severity not given", "being held", "&lt;script&gt;"}, []string{"PM-3", "<script>"}},
		"/reviews/PM-1":               {200, []string{"<title>Search returned errors</title>", `id="brief"`, `href="#timeline"`, "evidence.js"}, nil},
		"/reviews/pm-1":               {200, nil, nil},
		"/reviews/PM-3":               {404, nil, []string{"Search"}},
		"/reviews/PM-9":               {404, []string{"no such page"}, nil},
		"/reviews/enter":              {404, nil, nil},
		"/elsewhere":                  {404, nil, nil},
		"/reviews/assets/style.css":   {200, []string{".cite"}, nil},
		"/reviews/assets/evidence.js": {200, []string{"focusin"}, nil},
		"/reviews/assets/pages.html":  {404, nil, nil},
		"/reviews/assets/..%2Fdoc.go": {404, nil, nil},
	} {
		got := ask(h, "GET", path)
		body := got.Body.String()
		if got.Code != want.code {
			t.Errorf("%s: %d, want %d", path, got.Code, want.code)
		}
		for _, s := range want.has {
			if !strings.Contains(body, s) {
				t.Errorf("%s lacks %q", path, s)
			}
		}
		for _, s := range want.lacks {
			if strings.Contains(body, s) {
				t.Errorf("%s holds %q", path, s)
			}
		}
		if !strings.HasPrefix(path, "/reviews/assets/") && got.Code == 200 && got.Header().Get("Cache-Control") != "private, no-store" {
			t.Errorf("%s may be kept by others", path)
		}
		if csp := got.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s has the policy %q", path, csp)
		}
	}
	if body := ask(shelf(nil), "GET", "/reviews/").Body.String(); !strings.Contains(body, "There is no review yet") {
		t.Error("an empty shelf says nothing")
	}
	if got := ask(h, "DELETE", "/reviews/PM-1").Code; got != http.StatusMethodNotAllowed {
		t.Errorf("DELETE: %d", got)
	}
}

var loaded = regexp.MustCompile(`(?:src|href|action|srcset|poster|data)="([^"]*)"`)

// Nothing is loaded from elsewhere, and no script or style stands in a page.
func TestPagesLoadNothingFromElsewhere(t *testing.T) {
	h := shelf(nil, held("PM-1", "C1"))
	for _, path := range []string{"/reviews/", "/reviews/PM-1", "/reviews/PM-9"} {
		body := ask(h, "GET", path).Body.String()
		for _, m := range loaded.FindAllStringSubmatch(body, -1) {
			if !strings.HasPrefix(m[1], "/reviews/") && !strings.HasPrefix(m[1], "#") {
				t.Errorf("%s asks for %q", path, m[1])
			}
		}
		for _, sign := range []string{"<style", "style=", "@import", "url(", "<script>"} {
			if strings.Contains(body, sign) {
				t.Errorf("%s holds %q", path, sign)
			}
		}
	}
}

func TestALinkLeadsToItsChannelAlone(t *testing.T) {
	w := &watch{noon}
	p := passes(t, "key", w)
	mine, theirs := held("PM-1", "C1"), held("PM-2", "C2")
	other := held("PM-3", "C1")
	other.Place.Team = "T2"
	h := shelf(p, mine, theirs, other, held("PM-4", "C1"))
	for _, path := range []string{"/reviews/", "/reviews/PM-1", "/reviews/PM-9"} {
		if got := ask(h, "GET", path); got.Code != http.StatusForbidden || !strings.Contains(got.Body.String(), "/postmortem read") || strings.Contains(got.Body.String(), "Search") {
			t.Errorf("%s without a session: %d", path, got.Code)
		}
	}
	link := fragment(t, p.Link(mine, "U1"))
	got := ask(h, "POST", "/reviews/enter", filled(link))
	if got.Code != http.StatusSeeOther || got.Header().Get("Location") != "/reviews/PM-1" || len(got.Result().Cookies()) != 1 {
		t.Fatalf("the link answers %d, to %q", got.Code, got.Header().Get("Location"))
	}
	c := got.Result().Cookies()[0]
	if !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || !strings.HasPrefix(c.Name, "__Host-") || c.MaxAge <= 0 {
		t.Errorf("the cookie is %v", c)
	}
	if strings.Contains(got.Body.String()+fmt.Sprint(got.Header()), link) {
		t.Error("the answer repeats the pass")
	}
	for path, want := range map[string]int{"/reviews/": 200, "/reviews/PM-1": 200, "/reviews/PM-4": 200, "/reviews/PM-2": 404, "/reviews/PM-3": 404} {
		if got := ask(h, "GET", path, with(c)).Code; got != want {
			t.Errorf("%s with the session: %d, want %d", path, got, want)
		}
	}
	list := ask(h, "GET", "/reviews/", with(c)).Body.String()
	if strings.Contains(list, "PM-2") || strings.Contains(list, "PM-3") || !strings.Contains(list, "PM-4") {
		t.Error("the list is not that of the channel")
	}

	if got := ask(h, "POST", "/reviews/enter", filled(link)); got.Code != http.StatusForbidden {
		t.Errorf("somebody else opens a used link: %d", got.Code)
	}
	if got := ask(h, "POST", "/reviews/enter", filled(link), with(c)); got.Code != http.StatusSeeOther {
		t.Errorf("its owner opens it once more: %d", got.Code)
	}
	if got := ask(h, "POST", "/reviews/enter", filled(fragment(t, p.Link(mine, "U1"))), func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }); got.Code != http.StatusForbidden {
		t.Errorf("another site's form lets somebody in: %d", got.Code)
	}
	proxied := func(r *http.Request) {
		r.Host, r.Header["Origin"] = "127.0.0.1:8792", []string{"https://reviews.example.org"}
	}
	if got := ask(h, "POST", "/reviews/enter", filled(fragment(t, p.Link(mine, "U1"))), proxied); got.Code != http.StatusSeeOther {
		t.Errorf("behind a proxy that hands on another host, an older browser is let in with %d", got.Code)
	}
	forged := *c
	forged.Value = link
	if got := ask(h, "GET", "/reviews/PM-1", with(&forged)).Code; got != http.StatusForbidden {
		t.Errorf("a link's pass as a cookie: %d", got)
	}
	w.now = noon.Add(sessionFor)
	if got := ask(h, "GET", "/reviews/PM-1", with(c)).Code; got != http.StatusForbidden {
		t.Errorf("after its time the session reads on: %d", got)
	}
}
