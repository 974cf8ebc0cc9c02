package workspace

import (
	"fmt"
	"regexp"
	"strings"
)

// maxCanvasCells is how many cells a table of a canvas may have, its heading counted
// (https://docs.slack.dev/surfaces/canvases).
const maxCanvasCells = 300

// What a canvas takes no part of. Headings have three levels, a quotation holds no
// list, and there is neither HTML nor a footnote.
var (
	deepHeading = regexp.MustCompile(`^ {0,3}#{4,6}\s`)
	listInQuote = regexp.MustCompile(`^\s*>\s*(?:[-*+]|\d+[.)])\s`)
	footnote    = regexp.MustCompile(`\[\^[^\]]+\]`)
	markup      = regexp.MustCompile(`</?[A-Za-z!]`)
	embedded    = regexp.MustCompile(`!\[[^\]]*\]\(([^)]*)\)`)
	embeddable  = regexp.MustCompile(`^(?:@[UW][A-Z0-9]+|#C[A-Z0-9]+|https://\S+)$`)
	codeSpan    = regexp.MustCompile("`[^`]*`")
	escaped     = regexp.MustCompile(`\\[!-/:-@\[-` + "`" + `{-~]`)
)

// canvasFault says what of a Markdown text a canvas does not take, and in which line;
// empty: all of it is fine.
func canvasFault(markdown string) string {
	fenced, cells, n := false, 0, 0
	for line := range strings.Lines(markdown) {
		n++
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			fenced = !fenced
		}
		if fenced {
			continue
		}
		plain := codeSpan.ReplaceAllString(escaped.ReplaceAllString(line, "x"), "x")
		what := ""
		switch {
		case deepHeading.MatchString(plain):
			what = fmt.Sprintf("Unsupported heading depth (%d)", strings.Count(strings.Fields(plain)[0], "#"))
		case listInQuote.MatchString(plain):
			what = "Unsupported block type (List) within block quote"
		case footnote.MatchString(plain):
			what = "Unsupported input (footnote)"
		case markup.MatchString(plain):
			what = "Unsupported input (HTML)"
		}
		for _, m := range embedded.FindAllStringSubmatch(plain, -1) {
			if !embeddable.MatchString(m[1]) {
				what = "Unsupported input (image)"
			}
		}
		if strings.HasPrefix(strings.TrimSpace(plain), "|") {
			if !tableRule.MatchString(plain) {
				cells += strings.Count(plain, "|") - 1
			}
		} else {
			cells = 0
		}
		if cells > maxCanvasCells {
			what = "Table has too many cells"
		}
		if what != "" {
			return fmt.Sprintf("line %d: %s", n, what)
		}
	}
	return ""
}

// tableRule is the line below the heading of a table.
var tableRule = regexp.MustCompile(`^\s*\|(?:\s*:?-+:?\s*\|)+\s*$`)
