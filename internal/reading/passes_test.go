package reading

import (
	"encoding/base64"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

// A watch is moved by hand.
type watch struct{ now time.Time }

func (w *watch) Now() time.Time { return w.now }

func passes(t *testing.T, key string, w *watch) *Passes {
	t.Helper()
	base, err := url.Parse("https://reviews.example.org/")
	if err != nil {
		t.Fatal(err)
	}
	return NewPasses([]byte(key), *base, w.Now)
}

// fragment is what a link carries.
func fragment(t *testing.T, link string) string {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil || u.Fragment == "" {
		t.Fatalf("%q has no pass: %v", link, err)
	}
	if u.RawQuery != "" || strings.Contains(u.Path, u.Fragment) {
		t.Errorf("the pass stands where servers see it: %q", link)
	}
	return u.Fragment
}

func held(id postmortem.SessionID, channel string) *postmortem.Session {
	return &postmortem.Session{Opened: postmortem.Opened{ID: id, Title: "Search returned errors", Severity: "SEV2", Began: noon,
		Place: postmortem.Place{Team: "T1", Channel: channel, Thread: "1.0"}}, StartedAt: noon, Status: postmortem.Draft, Phase: postmortem.Close}
}

func TestALinkOpensOnceForAWhile(t *testing.T) {
	w := &watch{noon}
	p := passes(t, "key", w)
	link := fragment(t, p.Link(held("PM-1", "C1"), "U1"))
	session, x, ok := p.enter(link)
	if !ok || x.Review != "PM-1" || x.Channel != "C1" || x.Person != "U1" || x.Team != "T1" {
		t.Fatalf("the link does not open: %+v", x)
	}
	if _, _, again := p.enter(link); again {
		t.Error("it opens twice")
	}
	if _, ok := p.read(asSession, session); !ok {
		t.Error("the session is not let in")
	}
	if _, ok := p.read(asLink, session); ok {
		t.Error("a session stands for a link")
	}
	if _, ok := p.read(asSession, link); ok {
		t.Error("a link stands for a session")
	}
	w.now = noon.Add(sessionFor - time.Second)
	if _, ok := p.read(asSession, session); !ok {
		t.Error("the session ends early")
	}
	w.now = noon.Add(sessionFor)
	if _, ok := p.read(asSession, session); ok {
		t.Error("the session does not end")
	}
}

func TestALinkExpires(t *testing.T) {
	w := &watch{noon}
	p := passes(t, "key", w)
	link := fragment(t, p.Link(held("PM-1", "C1"), "U1"))
	w.now = noon.Add(linkFor)
	if _, _, ok := p.enter(link); ok {
		t.Error("it opens too late")
	}
}

// A pass is bound to everything it says: another letter anywhere makes it none.
func TestAForgedPassIsNone(t *testing.T) {
	w := &watch{noon}
	p := passes(t, "key", w)
	link := fragment(t, p.Link(held("PM-1", "C1"), "U1"))
	body, mac, _ := strings.Cut(link, ".")
	plain, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil {
		t.Fatal(err)
	}
	for name, forged := range map[string]string{
		"empty": "", "a dot": ".", "no signature": body, "an empty one": body + ".", "twice": link + "." + mac, "a newline": body + "\n." + mac,
		"another review":  base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(plain), "PM-1", "PM-2", 1))) + "." + mac,
		"another channel": base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(plain), "C1", "C2", 1))) + "." + mac,
		"another person":  base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(plain), "U1", "U2", 1))) + "." + mac,
		"another key":     fragment(t, passes(t, "other", w).Link(held("PM-1", "C1"), "U1")),
		"not base64":      "!!!." + mac,
	} {
		if _, _, ok := p.enter(forged); ok {
			t.Errorf("%s: it opens", name)
		}
	}
	for i := range link {
		other := []byte(link)
		other[i] ^= 1
		if _, ok := p.read(asLink, string(other)); ok {
			t.Errorf("letter %d may be another one", i)
		}
	}
	if _, _, ok := p.enter(link); !ok {
		t.Error("after all of that the true one does not open")
	}
}

func TestUsedLinksAreForgotten(t *testing.T) {
	w := &watch{noon}
	p := passes(t, "key", w)
	for range 5 {
		p.enter(fragment(t, p.Link(held("PM-1", "C1"), "U1")))
		w.now = w.now.Add(linkFor + time.Second)
	}
	if len(p.used) != 1 {
		t.Errorf("%d used links are kept", len(p.used))
	}
}
