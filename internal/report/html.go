package report

import (
	"bytes"
	_ "embed"
	"html/template"
)

//go:embed page.html
var pageHTML string

var htmlPage = template.Must(template.New("page").Funcs(template.FuncMap{"runs": runs}).Parse(pageHTML))

// HTML returns the document as one self-contained file: no script, nothing loaded from elsewhere, fit for a phone, for
// the dark and for paper.
func (r Review) HTML() []byte {
	var w bytes.Buffer
	if err := htmlPage.Execute(&w, r.page()); err != nil {
		panic(err) // the page is fixed, and its data are strings: a test runs every branch
	}
	return w.Bytes()
}
