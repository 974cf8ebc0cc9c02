package report

import (
	"bytes"
	_ "embed"
	"html/template"

	"github.com/remedybot/remedy/internal/picture"
)

var (
	//go:embed page.html
	pageHTML string
	//go:embed page.css
	pageCSS string

	htmlPage = template.Must(template.New("page").Funcs(template.FuncMap{"runs": runs}).Parse(pageHTML))
)

// HTML returns the document as one self-contained file: no script, nothing loaded from elsewhere, fit for a phone, for
// the dark and for paper.
func (r Review) HTML() []byte { return []byte(r.written("page", r.page(false))) }

// An Article is the document as parts of a page that holds [Style] and shows the messages themselves: each citation leads
// to its message in the list of sources, with the role of its author and, while it is kept, its text.
type Article struct {
	Title          string
	Contents, Body template.HTML
}

// Article returns the document for a page.
func (r Review) Article() Article {
	p := r.page(true)
	return Article{p.Title, r.written("toc", p), r.written("article", p)}
}

// Style is the style sheet of the document and its pictures.
func Style() string { return pageCSS + picture.Style() + "\n" }

func (r Review) written(part string, p page) template.HTML {
	var w bytes.Buffer
	if err := htmlPage.ExecuteTemplate(&w, part, p); err != nil {
		panic(err) // the page is fixed, and its data are strings: a test runs every branch
	}
	return template.HTML(w.String()) // each value in it was escaped
}
