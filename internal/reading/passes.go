package reading

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

// How long a link is good for, and how long somebody who came in by it may read on.
const (
	linkFor    = 10 * time.Minute
	sessionFor = 8 * time.Hour
)

// Passes makes and reads what lets people in. It is safe for concurrent use.
type Passes struct {
	key  []byte
	base url.URL
	now  func() time.Time

	mu   sync.Mutex
	used map[string]time.Time // links, and when they would have expired
}

// NewPasses makes passes that are signed with key, for pages that people reach at base, such as
// https://reviews.example.org. Whoever knows the key can come in.
func NewPasses(key []byte, base url.URL, now func() time.Time) *Passes {
	base.Path = strings.TrimSuffix(base.Path, "/")
	return &Passes{key: key, base: base, now: now, used: map[string]time.Time{}}
}

// A pass says who may read what, until when. It is bound to all of it.
type pass struct {
	Team    string               `json:"t"`
	Channel string               `json:"c"`
	Person  string               `json:"p"`
	Review  postmortem.SessionID `json:"r"` // the one that was asked for
	Expires int64                `json:"x"` // seconds since 1970
	Nonce   string               `json:"n"` // so that two of one second are two
}

// The uses of a pass; one cannot stand for the other.
const (
	asLink    = "link"
	asSession = "session"
)

// Link is the address at which one person can read a review for the next minutes, once: whoever opens it first.
func (p *Passes) Link(s *postmortem.Session, person string) string {
	u := p.base
	u.Path += prefix + "/enter"
	u.Fragment = p.sign(asLink, pass{s.Place.Team, s.Place.Channel, person, s.ID, p.now().Add(linkFor).Unix(), rand.Text()})
	return u.String()
}

func (p *Passes) sign(use string, x pass) string {
	body, err := json.Marshal(x)
	if err != nil {
		panic(err) // strings and a number always encode
	}
	return base64.RawURLEncoding.EncodeToString(body) + "." + base64.RawURLEncoding.EncodeToString(p.mac(use, body))
}

func (p *Passes) mac(use string, body []byte) []byte {
	h := hmac.New(sha256.New, p.key)
	h.Write([]byte(use + "\x00"))
	h.Write(body)
	return h.Sum(nil)
}

// read returns a pass that is ours, is for this use, and has not expired.
func (p *Passes) read(use, signed string) (x pass, ok bool) {
	if strings.ContainsAny(signed, "\r\n") { // base64 skips them, and one pass would have many spellings
		return pass{}, false
	}
	left, right, _ := strings.Cut(signed, ".")
	body, err := base64.RawURLEncoding.Strict().DecodeString(left)
	if err != nil {
		return pass{}, false
	}
	sum, err := base64.RawURLEncoding.Strict().DecodeString(right)
	if err != nil || !hmac.Equal(sum, p.mac(use, body)) {
		return pass{}, false
	}
	if json.Unmarshal(body, &x) != nil || p.now().Unix() >= x.Expires {
		return pass{}, false
	}
	return x, true
}

// enter takes a link's pass, once, and returns that of the session it opens. After a restart a link that has not expired
// can be used again.
func (p *Passes) enter(link string) (session string, x pass, ok bool) {
	x, ok = p.read(asLink, link)
	if !ok {
		return "", x, false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for old, expired := range p.used {
		if p.now().After(expired) {
			delete(p.used, old)
		}
	}
	if _, was := p.used[link]; was {
		return "", x, false
	}
	p.used[link] = time.Unix(x.Expires, 0)
	x.Expires = p.now().Add(sessionFor).Unix()
	return p.sign(asSession, x), x, true
}

// secure reports whether the pages are reached over TLS, as they are by everybody but on this machine.
func (p *Passes) secure() bool { return p.base.Scheme == "https" }

// cookie is the name under which a browser keeps its session. The prefix has the browser refuse it from a sibling host or
// over plain HTTP (https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes).
func (p *Passes) cookie() string {
	if p.secure() {
		return "__Host-remedy"
	}
	return "remedy"
}
