package report

import (
	"bytes"
	_ "embed"
	"html/template"
)

var (
	//go:embed confluence.xml
	confluenceXML string

	confluencePage = template.Must(template.New("confluence").Funcs(template.FuncMap{"runs": runs}).Parse(confluenceXML))
)

// Confluence returns the body of a page in the storage format of Confluence, which is XML with macros in the namespace ac
// (https://confluence.atlassian.com/doc/confluence-storage-format-790796544.html). The title is not in it: a page has its
// own field for that.
func (r Review) Confluence() []byte {
	var w bytes.Buffer
	if err := confluencePage.Execute(&w, r.page(false)); err != nil {
		panic(err) // the page is fixed, and its data are strings: a test runs every branch
	}
	return append(bytes.TrimSpace(w.Bytes()), '\n')
}
