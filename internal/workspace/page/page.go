package page

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"html/template"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"time"

	"github.com/remedybot/remedy/internal/workspace"
)

//go:embed assets
var assets embed.FS

// Options say what a page shows beyond the workspace itself.
type Options struct {
	// DefaultUser is the id of the person a new window is; empty: it asks.
	DefaultUser string
	// DefaultChannel is the id of the channel a new window opens; empty: the
	// person's first.
	DefaultChannel string
	// Banner is a quiet line at the foot of the sidebar.
	Banner string
	// Guide is what a first visitor reads; nil: nothing.
	Guide *Guide
	// Rehearsal receives visitors; nil: there is only the workspace.
	Rehearsal Rehearsal
	// Now is the workspace's clock; nil: time.Now. Pages show "today" by it.
	Now func() time.Time
}

// Guide is the welcome of first visitors. It is shown while the rehearsal says
// so, or, without one, until they hide it.
type Guide struct {
	Title string   `json:"title"`
	Lines []string `json:"lines"`
	Act   Act      `json:"act"` // of the one button
}

// New returns the handler of /, /archives/, /docs/, /static/ and /page/. It refuses
// hosts that are not loopback, so that no other site can reach it by DNS
// rebinding, and requests from other origins. Binding to loopback is the
// caller's part.
func New(w *workspace.Workspace, o Options) http.Handler {
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &site{w: w, o: o, sessions: newSessions(w), shell: shell(w.Name())}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.serveShell)
	mux.HandleFunc("GET /archives/", s.serveShell)
	mux.HandleFunc("GET /docs/", s.serveShell)
	mux.HandleFunc("GET /static/", serveAsset)
	mux.HandleFunc("GET /page/people", s.people)
	mux.HandleFunc("POST /page/become", s.become)
	mux.HandleFunc("POST /page/leave", s.leave)
	mux.HandleFunc("GET /page/state", s.as(s.state))
	mux.HandleFunc("GET /page/messages", s.as(s.messages))
	mux.HandleFunc("GET /page/threads", s.as(s.threads))
	mux.HandleFunc("GET /page/search", s.as(s.search))
	mux.HandleFunc("GET /page/files", s.as(s.files))
	mux.HandleFunc("GET /page/canvas", s.as(s.canvas))
	mux.HandleFunc("GET /page/home", s.as(s.home))
	mux.HandleFunc("GET /page/suggest", s.as(s.suggest))
	mux.HandleFunc("GET /page/file/{id}", s.as(s.file))
	if o.Rehearsal != nil {
		mux.HandleFunc("POST /page/rehearsal", s.rehearse)
	}
	mux.HandleFunc("GET /page/stream", s.as(s.stream))
	mux.HandleFunc("POST /page/do", s.as(s.do))
	return guard(mux)
}

// A site is one workspace's page.
type site struct {
	w        *workspace.Workspace
	o        Options
	sessions *sessions
	shell    []byte
}

// shell renders the one HTML document. It holds nothing that depends on who
// looks: that comes with the first requests of its scripts.
func shell(name string) []byte {
	t := template.Must(template.ParseFS(assets, "assets/page.html"))
	var b bytes.Buffer
	if err := t.Execute(&b, struct{ Name string }{name}); err != nil {
		panic(err) // the template is embedded: it fails always or never
	}
	return b.Bytes()
}

func (s *site) serveShell(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Security-Policy", shellPolicy)
	w.Write(s.shell)
}

// serveAsset serves an embedded file. Browsers must ask each time, and are told
// when theirs is still right: a newer program never meets older scripts.
func serveAsset(w http.ResponseWriter, r *http.Request) {
	name := path.Join("assets", path.Clean("/"+r.URL.Path[len("/static/"):]))
	data, err := fs.ReadFile(assets, name)
	if err != nil || path.Ext(name) == ".html" {
		http.NotFound(w, r)
		return
	}
	sum := sha256.Sum256(data)
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(data))
}
