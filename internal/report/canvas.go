package report

import (
	"strconv"
	"strings"
)

// maxCanvasCells is how many cells a table of a canvas may have (https://docs.slack.dev/surfaces/canvases).
const maxCanvasCells = 300

// Canvas returns the document in the Markdown of Slack's canvases: headings of three levels, lists, links and tables, no HTML
// and no footnotes, so a citation is a link to its message. A table that would be too large goes on in another one.
func (r Review) Canvas() string {
	return string(r.inDialect(dialect{
		notes:  numbered,
		source: func(l link) string { return "- " + strconv.Itoa(l.Number) + ":" },
		cells:  maxCanvasCells,
	}))
}

func numbered(cites []link) string {
	var b strings.Builder
	for _, l := range cites {
		n := strconv.Itoa(l.Number)
		if l.URL == "" {
			b.WriteString(" (" + n + ")")
			continue
		}
		b.WriteString(" [" + n + "](" + l.URL + ")")
	}
	return b.String()
}
