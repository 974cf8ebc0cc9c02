package reading

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"net/http"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/report"
)

// prefix is below which all pages are.
const prefix = "/reviews"

// Path is where a review is read.
func Path(id postmortem.SessionID) string { return prefix + "/" + string(id) }

// A Config says what is shown, and to whom.
type Config struct {
	Reviews func(keep func(*postmortem.Session) bool) []*postmortem.Session // newest first
	Review  func(*postmortem.Session) report.Review
	Passes  *Passes // nil: whoever sits at this machine reads everything
	Command string  // with which a link is asked for in Slack, such as /postmortem
}

// pages answers requests.
type pages struct {
	Config
	mux *http.ServeMux
}

// Handler serves the pages below /reviews/.
func Handler(c Config) http.Handler {
	p := &pages{Config: c, mux: http.NewServeMux()}
	p.mux.HandleFunc("GET "+prefix+"/assets/{name}", asset)
	p.mux.HandleFunc("GET "+prefix+"/{$}", p.list)
	p.mux.HandleFunc("GET "+prefix+"/{id}", p.review)
	p.mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, prefix+"/", http.StatusFound) })
	p.mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		p.write(w, http.StatusNotFound, "missing", view{Title: "There is no such page"})
	})
	if c.Passes != nil {
		p.mux.HandleFunc("GET "+prefix+"/enter", func(w http.ResponseWriter, r *http.Request) {
			p.write(w, http.StatusOK, "enter", view{Title: "Opening the review…"})
		})
		p.mux.HandleFunc("POST "+prefix+"/enter", p.enter)
	}
	return p.guard(p.mux)
}

// A view is what a page is filled with.
type view struct {
	Title    string
	Command  string
	Versions map[string]string // of the assets, so that browsers may keep them
	Home     bool              // there is a list to go back to
	Items    []item
	Article  report.Article
}

// An item is a line of the list.
type item struct {
	Path, ID, Title, Severity, Status string
	Date                              string // of the incident, or of the meeting where that is not known
	Open                              int    // actions
}

// allowed tells which reviews a request may see; ok is false if it may see nothing.
func (p *pages) allowed(r *http.Request) (may func(*postmortem.Session) bool, ok bool) {
	mine := func(*postmortem.Session) bool { return true }
	if p.Passes != nil {
		c, err := r.Cookie(p.Passes.cookie())
		if err != nil {
			return nil, false
		}
		x, ok := p.Passes.read(asSession, c.Value)
		if !ok {
			return nil, false
		}
		mine = func(s *postmortem.Session) bool { return s.Place.Team == x.Team && s.Place.Channel == x.Channel }
	}
	return func(s *postmortem.Session) bool { return s.Status != postmortem.Cancelled && mine(s) }, true
}

func (p *pages) list(w http.ResponseWriter, r *http.Request) {
	may, ok := p.allowed(r)
	if !ok {
		p.write(w, http.StatusForbidden, "closed", view{Title: "This review needs a link of your own"})
		return
	}
	v := view{Title: "Incident reviews"}
	for _, s := range p.Reviews(may) {
		v.Items = append(v.Items, line(s))
	}
	p.write(w, http.StatusOK, "list", v)
}

func line(s *postmortem.Session) item {
	i := item{Path: Path(s.ID), ID: string(s.ID), Title: report.Title(s), Severity: s.Severity, Status: string(s.Status)}
	switch s.Status {
	case postmortem.Running:
		i.Status = "being held"
	case postmortem.Closing:
		i.Status = "being put together"
	}
	i.Date = s.Began.UTC().Format(time.DateOnly)
	if s.Began.IsZero() {
		i.Date = "held " + s.StartedAt.UTC().Format(time.DateOnly)
	}
	for _, e := range s.Live(postmortem.Action) {
		if e.Action != postmortem.Done && e.Action != postmortem.Dropped {
			i.Open++
		}
	}
	return i
}

func (p *pages) review(w http.ResponseWriter, r *http.Request) {
	may, ok := p.allowed(r)
	if !ok {
		p.write(w, http.StatusForbidden, "closed", view{Title: "This review needs a link of your own"})
		return
	}
	found := p.Reviews(func(s *postmortem.Session) bool { return strings.EqualFold(string(s.ID), r.PathValue("id")) && may(s) })
	if len(found) == 0 { // what others may read is not there for this reader
		p.write(w, http.StatusNotFound, "missing", view{Title: "There is no such page", Home: true})
		return
	}
	a := p.Review(found[0]).Article()
	p.write(w, http.StatusOK, "review", view{Title: a.Title, Home: true, Article: a})
}

// enter takes a pass out of a form, where the page behind the link has put it.
func (p *pages) enter(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	link := r.PostFormValue("pass")
	session, x, ok := p.Passes.enter(link)
	if !ok {
		if x.Review != "" && p.came(r, x) { // they open their own link once more
			http.Redirect(w, r, Path(x.Review), http.StatusSeeOther)
			return
		}
		p.write(w, http.StatusForbidden, "closed", view{Title: "This review needs a link of your own"})
		return
	}
	http.SetCookie(w, &http.Cookie{Name: p.Passes.cookie(), Value: session, Path: "/", MaxAge: int(sessionFor / time.Second),
		HttpOnly: true, Secure: p.Passes.secure(), SameSite: http.SameSiteLaxMode})
	http.Redirect(w, r, Path(x.Review), http.StatusSeeOther)
}

// came reports whether a request comes from the person a pass was made for.
func (p *pages) came(r *http.Request, x pass) bool {
	c, err := r.Cookie(p.Passes.cookie())
	if err != nil {
		return false
	}
	have, ok := p.Passes.read(asSession, c.Value)
	return ok && have.Team == x.Team && have.Channel == x.Channel && have.Person == x.Person
}

var (
	//go:embed assets/pages.html
	pagesHTML string
	//go:embed assets
	assets embed.FS

	templates = template.Must(template.New("pages").Parse(pagesHTML))
	versions  = map[string]string{"style.css": version("style.css"), "evidence.js": version("evidence.js"), "enter.js": version("enter.js")}
)

func (p *pages) write(w http.ResponseWriter, status int, name string, v view) {
	v.Command, v.Versions = p.Command, versions
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, name, v); err != nil {
		panic(err) // the pages are fixed, and their data are strings: a test shows each
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "private, no-store")
	w.WriteHeader(status)
	w.Write(b.Bytes())
}

// content is what an asset holds; the style sheet begins with that of the document.
func content(name string) ([]byte, bool) {
	b, err := assets.ReadFile("assets/" + name)
	if err != nil || strings.HasSuffix(name, ".html") {
		return nil, false
	}
	if name == "style.css" {
		b = append([]byte(report.Style()), b...)
	}
	return b, true
}

func version(name string) string {
	b, _ := content(name)
	sum := sha256.Sum256(b)
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

func asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	b, ok := content(name)
	if !ok {
		http.Error(w, "There is no such file.", http.StatusNotFound)
		return
	}
	kind := "text/css; charset=utf-8"
	if strings.HasSuffix(name, ".js") {
		kind = "text/javascript; charset=utf-8"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable") // the address names the version
	w.Write(b)
}
