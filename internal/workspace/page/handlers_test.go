package page_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/workspace"
)

// A visitor is a browser without a browser.
type visitor struct {
	t       *testing.T
	p       *place
	session string
}

func (p *place) visitor(t *testing.T, user string) *visitor {
	t.Helper()
	v := &visitor{t: t, p: p}
	v.session, _ = v.post("/page/become", map[string]any{"user": user})["session"].(string)
	if v.session == "" {
		t.Fatal("no session")
	}
	return v
}

func (v *visitor) request(method, path, body string, headers ...string) *http.Response {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), method, v.p.url+path, strings.NewReader(body))
	if err != nil {
		v.t.Fatal(err)
	}
	r.Header.Set("X-Session", v.session)
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	v.t.Cleanup(func() { resp.Body.Close() })
	return resp
}

func (v *visitor) answer(resp *http.Response) map[string]any {
	v.t.Helper()
	var out map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		v.t.Fatal(err)
	}
	return out
}

func (v *visitor) get(path string) map[string]any {
	return v.answer(v.request("GET", path, ""))
}

func (v *visitor) post(path string, in any) map[string]any {
	b, err := json.Marshal(in)
	if err != nil {
		v.t.Fatal(err)
	}
	return v.answer(v.request("POST", path, string(b), "Content-Type", "application/json"))
}

func TestOnlyThisMachineMayAsk(t *testing.T) {
	v := &visitor{t: t, p: newPlace(t)}
	_, port, _ := strings.Cut(strings.TrimPrefix(v.p.url, "http://"), ":")
	for _, c := range []struct {
		name, method, path string
		headers            []string
		want               int
	}{
		{"by address", "GET", "/", nil, 200},
		{"by name", "GET", "/", []string{"Host", "localhost:" + port}, 200},
		{"by version 6", "GET", "/", []string{"Host", "[::1]:" + port}, 200},
		{"a rebound name", "GET", "/", []string{"Host", "evil.example:" + port}, 403},
		{"a name that begins like ours", "GET", "/page/people", []string{"Host", "localhost.evil.example"}, 403},
		{"an address of the network", "GET", "/static/js/main.js", []string{"Host", "192.168.1.4"}, 403},
		{"a post of another site", "POST", "/page/become", []string{"Origin", "https://evil.example"}, 403},
		{"a post across sites", "POST", "/page/become", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"reading across sites", "GET", "/page/people", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"following a link from elsewhere", "GET", "/archives/C1", []string{"Sec-Fetch-Site", "cross-site"}, 200},
		{"a port of this machine that is not ours", "POST", "/page/become", []string{"Origin", "http://localhost:1"}, 403},
		{"a directory of assets", "GET", "/static/js/", nil, 404},
		{"the template", "GET", "/static/page.html", nil, 404},
		{"upwards", "GET", "/static/..%2f..%2fpage.go", nil, 404},
		{"without a session", "GET", "/page/state", nil, 401},
		{"deeds without a session", "POST", "/page/do", nil, 401},
		{"streams without a session", "GET", "/page/stream?s=x", nil, 401},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := &visitor{t: t, p: v.p}
			if got := v.request(c.method, c.path, "{}", c.headers...).StatusCode; got != c.want {
				t.Errorf("status %d, want %d", got, c.want)
			}
		})
	}
}

func TestTheShellLoadsOnlyItself(t *testing.T) {
	v := &visitor{t: t, p: newPlace(t)}
	resp := v.request("GET", "/", "")
	policy := resp.Header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "connect-src 'self'", "require-trusted-types-for 'script'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("the policy lacks %q: %s", want, policy)
		}
	}
	if strings.Contains(policy, "unsafe") {
		t.Errorf("the policy allows something unsafe: %s", policy)
	}
	for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"} {
		if got := resp.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := v.request("GET", "/page/people", "").Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("answers may be cached: %q", got)
	}
}

// Assets must not name another host, nor use what turns strings into markup.
func TestAssetsAreSelfContained(t *testing.T) {
	elsewhere := regexp.MustCompile(`(?i)(src|href|url\(|import|from)\s*[=(]?\s*["']?(https?:)?//`)
	markup := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function`)
	err := filepath.WalkDir("assets", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, bad := range []*regexp.Regexp{elsewhere, markup} {
			if hit := bad.Find(data); hit != nil {
				t.Errorf("%s: %s", path, hit)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAPersonSeesOnlyTheirOwnWorld(t *testing.T) {
	p := newPlace(t)
	secret := p.seed(t, p.private, p.ana, "", "the key is under the mat", 0, nil)
	ana, chidi := p.visitor(t, p.ana), p.visitor(t, p.chidi)
	if got := ana.get("/page/messages?channel=" + p.private); got["ok"] != true || len(got["messages"].([]any)) != 1 {
		t.Errorf("a member cannot read: %v", got)
	}
	for _, path := range []string{"/page/messages?channel=" + p.private, "/page/messages?channel=" + p.private + "&thread=" + secret} {
		if got := chidi.get(path); got["ok"] != false {
			t.Errorf("%s is open to a stranger: %v", path, got)
		}
	}
	if state, _ := json.Marshal(chidi.get("/page/state")); strings.Contains(string(state), "payments-private") {
		t.Error("the state names a private channel to a stranger")
	}
	if got := ana.get("/page/search?q=MAT"); len(got["found"].([]any)) != 1 {
		t.Errorf("a member does not find it: %v", got)
	}
	if got := chidi.get("/page/search?q=mat"); len(got["found"].([]any)) != 0 {
		t.Errorf("a stranger finds it: %v", got)
	}
	if got := chidi.get("/page/files?channel=" + p.private); got["ok"] != false {
		t.Errorf("a stranger lists the files: %v", got)
	}
	if got := ana.get("/page/threads"); len(got["threads"].([]any)) != 0 {
		t.Errorf("a message without replies is a thread: %v", got)
	}
	for _, d := range []map[string]any{
		{"do": "say", "channel": p.private, "text": "let me in"},
		{"do": "read", "channel": p.private, "thread": secret, "ts": secret},
		{"do": "edit", "channel": p.private, "ts": secret, "text": "changed"},
		{"do": "delete", "channel": p.private, "ts": secret},
		{"do": "react", "channel": p.private, "ts": secret, "name": "eyes"},
		{"do": "shortcut", "channel": p.private, "ts": secret, "callback_id": "add_to_review"},
		{"do": "join", "channel": p.private},
	} {
		got := chidi.post("/page/do", d)
		if text, _ := got["text"].(string); got["ok"] != false || text == "" {
			t.Errorf("%v: %v", d, got)
		}
	}
	if got := chidi.post("/page/do", map[string]any{"do": "fly"}); got["ok"] != false {
		t.Errorf("an unknown deed: %v", got)
	}
	if got := chidi.post("/page/become", map[string]any{"user": p.w.Credentials().BotUserID}); got["ok"] != false {
		t.Error("one can be the bot")
	}
}

func TestFilesAreShownWithoutScriptsAndOnlyToMembers(t *testing.T) {
	p := newPlace(t)
	ana, chidi := p.visitor(t, p.ana), p.visitor(t, p.chidi)
	if _, err := p.w.As(p.ana).Share(p.private, "", "review.html", []byte("<script>alert(1)</script>"), "the review"); err != nil {
		t.Fatal(err)
	}
	list, err := p.w.As(p.ana).Messages(p.private, "", "", 1)
	if err != nil {
		t.Fatal(err)
	}
	path := "/page/file/" + list[0].Files[0].ID
	opened := ana.request("GET", path+"?how=open", "")
	if got := opened.Header.Get("Content-Security-Policy"); !strings.HasPrefix(got, "sandbox;") {
		t.Errorf("policy %q", got)
	}
	if got := opened.Header.Get("Content-Type"); got != "text/html; charset=utf-8" {
		t.Errorf("type %q", got)
	}
	if got := ana.request("GET", path+"?how=text", "").Header.Get("Content-Type"); got != "text/plain; charset=utf-8" {
		t.Errorf("a preview is %q", got)
	}
	if got := ana.request("GET", path+"?how=download", "").Header.Get("Content-Disposition"); got != "attachment; filename=review.html" {
		t.Errorf("a download is %q", got)
	}
	if got := chidi.request("GET", path+"?how=open", "").StatusCode; got != 404 {
		t.Errorf("a stranger gets %d", got)
	}
}

// A session ends with its window; then the person has no page open any more.
func TestLeavingEndsASession(t *testing.T) {
	p := newPlace(t)
	v := p.visitor(t, p.ana)
	v.post("/page/leave", map[string]any{"sessions": []string{v.session, "unknown"}})
	if got := v.request("GET", "/page/state", "").StatusCode; got != http.StatusUnauthorized {
		t.Errorf("status %d", got)
	}
}

// next reads one change from a stream.
func next(t *testing.T, r *bufio.Reader) workspace.Change {
	t.Helper()
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if data, ok := strings.CutPrefix(line, "data: "); ok && data != "{}\n" {
			var c workspace.Change
			if err := json.Unmarshal([]byte(data), &c); err != nil {
				t.Fatal(err)
			}
			return c
		}
	}
}

func TestTheStreamTellsWhatThePersonCanSee(t *testing.T) {
	p := newPlace(t)
	chidi := p.visitor(t, p.chidi)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r, _ := http.NewRequestWithContext(ctx, "GET", p.url+"/page/stream?s="+chidi.session, nil)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	stream := bufio.NewReader(resp.Body)
	if line, _ := stream.ReadString('\n'); line != "retry: 1000\n" {
		t.Fatalf("the stream begins with %q", line)
	}
	ana := p.w.As(p.ana)
	if _, err := ana.Say(p.private, "", "a secret"); err != nil {
		t.Fatal(err)
	}
	if _, err := ana.Say(p.general, "", "good morning"); err != nil {
		t.Fatal(err)
	}
	if c := next(t, stream); c.Type != "message" || c.Message.Text != "good morning" {
		t.Errorf("the first change is %+v", c)
	}
	cancel()
	io.Copy(io.Discard, resp.Body)
}
