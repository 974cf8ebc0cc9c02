package report

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A dialect is what readers of Markdown do not have in common.
type dialect struct {
	notes  func([]link) string // citations behind a statement
	source func(link) string   // what stands before a source where it is listed
	cells  int                 // that a table may have, its heading counted; 0: any number
}

// Markdown returns the document for readers of GitHub's flavour. Citations are footnotes; where a reader knows none,
// they are still links.
func (r Review) Markdown() []byte {
	return r.inDialect(dialect{notes: footnotes, source: func(l link) string { return "[^" + strconv.Itoa(l.Number) + "]:" }})
}

func (r Review) inDialect(d dialect) []byte {
	p := r.page(false)
	var w bytes.Buffer
	fmt.Fprintf(&w, "# %s\n\n", markdown(p.Title, false))
	for _, f := range p.Facts {
		fmt.Fprintf(&w, "- **%s:** %s\n", f.Name, markdown(f.Value, false))
	}
	w.WriteString("\n")
	for _, s := range []string{p.Facing, p.Legend, p.Assembled} {
		if s != "" {
			fmt.Fprintf(&w, "*%s*\n\n", s)
		}
	}
	for _, pt := range p.Parts {
		fmt.Fprintf(&w, "## %d. %s\n\n", pt.Number, pt.Title)
		d.rows(&w, pt.Rows)
		d.differ(&w, pt.Differ)
		d.actions(&w, pt.Promises)
		for _, b := range pt.Blocks {
			if b.Title != "" {
				fmt.Fprintf(&w, "### %s\n\n", b.Title)
			}
			for _, l := range b.Lines {
				if l.aside {
					fmt.Fprintf(&w, "*%s*\n\n", markdown(l.Text, false))
					continue
				}
				w.WriteString("- ")
				if pt.ID == SectionBrief && l.Label != "" {
					fmt.Fprintf(&w, "**%s:** ", l.Label)
				}
				w.WriteString(markdown(l.Text, false) + d.notes(l.Cites))
				if pt.ID != SectionBrief && l.Label != "" {
					fmt.Fprintf(&w, " (%s)", l.Label)
				}
				w.WriteString(marked(l.State == proposed, l.Doubt()) + markdownRemarks(l.Remarks) + "\n")
			}
			if !bytes.HasSuffix(w.Bytes(), []byte("\n\n")) {
				w.WriteString("\n")
			}
		}
	}
	for _, l := range p.Sources {
		what := "message"
		if l.When != "" {
			what += " of " + l.When
		}
		if l.URL != "" {
			what = "[" + what + "](" + l.URL + ")"
		}
		if l.ID != strconv.Itoa(l.Number) {
			what += ", `" + strings.ReplaceAll(l.ID, "`", "'") + "`"
		}
		fmt.Fprintf(&w, "%s %s\n", d.source(l), what)
	}
	return append(bytes.TrimRight(w.Bytes(), "\n"), '\n')
}

// head writes the heading of a table before its nth line, where one is due.
func (d dialect) head(w *bytes.Buffer, n int, columns ...string) {
	most := 0
	if d.cells > 0 {
		most = d.cells/len(columns) - 1
	}
	switch {
	case n > 0 && (most == 0 || n%most != 0):
		return
	case n > 0:
		w.WriteString("\n")
	}
	for _, c := range columns {
		w.WriteString(strings.TrimRight("| "+c, " ") + " ")
	}
	fmt.Fprintf(w, "|\n|%s\n", strings.Repeat(" --- |", len(columns)))
}

func (d dialect) rows(w *bytes.Buffer, rows []row) {
	if len(rows) == 0 {
		return
	}
	for i, x := range rows {
		d.head(w, i, "Time (UTC)", "What", "Kind")
		at := x.Clock
		if x.Day != "" {
			at = x.Day + " " + strings.TrimPrefix(at, "about ") + " UTC"
			if strings.HasPrefix(x.Clock, "about ") {
				at = "about " + at
			}
		}
		if x.Mark != "" {
			fmt.Fprintf(w, "| %s | **%s** | |\n", at, x.Mark)
			continue
		}
		text := markdown(x.Text, true) + d.notes(x.Cites)
		if x.Differs != "" {
			text += " (" + x.Differs + ")"
		}
		text += marked(x.Proposed, x.Doubt) + markdownRemarks(x.Remarks)
		fmt.Fprintf(w, "| %s | %s | %s |\n", at, text, x.Kind)
	}
	w.WriteString("\n")
}

func (d dialect) differ(w *bytes.Buffer, list []dispute) {
	if len(list) == 0 {
		return
	}
	w.WriteString("### Where accounts differ\n\nEach account stands as it was given; none is preferred.\n\n")
	for _, x := range list {
		fmt.Fprintf(w, "**%s**\n\n|%s\n|%s\n|", markdown(x.About, false),
			strings.Repeat(" An account |", len(x.Accounts)), strings.Repeat(" --- |", len(x.Accounts)))
		for _, a := range x.Accounts {
			fmt.Fprintf(w, " %s%s%s |", markdown(a.Text, true), d.notes(a.Cites), marked(a.Proposed, a.Doubt))
		}
		w.WriteString("\n\n")
	}
}

func (d dialect) actions(w *bytes.Buffer, list []promise) {
	if len(list) == 0 {
		return
	}
	for i, a := range list {
		d.head(w, i, "", "Action", "Owner", "Due", "Done when", "Type")
		owner := a.Promise
		if a.Owner != "" {
			owner = markdown(a.Owner, true) + ", " + owner
		}
		text := markdown(a.Text, true) + d.notes(a.Cites)
		text += marked(a.Proposed, a.Doubt) + markdownRemarks(a.Remarks)
		done := markdown(a.Done, true)
		if done == "" && !a.Over {
			done = "open"
		}
		fmt.Fprintf(w, "| %s | %s | %s | %s | %s | %s |\n", a.Label, text, owner, a.Due, done, a.Sort)
	}
	w.WriteString("\n")
}

// marked is what stands behind a statement that is not simply so.
func marked(proposed bool, doubt string) string {
	out := ""
	if proposed {
		out = " *proposed*"
	}
	if doubt != "" {
		out += " *" + markdown(doubt, true) + "*"
	}
	return out
}

// markdownRemarks says how a statement came to be, where that is not by its messages alone.
func markdownRemarks(remarks string) string {
	if remarks == "" {
		return ""
	}
	return " *" + markdown(remarks, true) + "*"
}

func footnotes(cites []link) string {
	var b strings.Builder
	for _, l := range cites {
		b.WriteString("[^" + strconv.Itoa(l.Number) + "]")
	}
	return b.String()
}

// markdown writes a text so that it reads as it was, and is nothing but text; code stays code. A cell of a table also
// guards its bars.
func markdown(s string, cell bool) string {
	var b strings.Builder
	for i, r := range runs(s) {
		if r.Code {
			code := r.Text
			if cell {
				code = strings.ReplaceAll(code, "|", `\|`)
			}
			b.WriteString("`" + code + "`")
			continue
		}
		t := meaning.Replace(r.Text)
		t = wordEdge.ReplaceAllString(t, `$1\$2`)
		t = wordEnd.ReplaceAllString(t, `\$1$2`)
		t = entity.ReplaceAllString(t, `\$0`)
		if cell {
			t = strings.ReplaceAll(t, "|", `\|`)
		}
		if i == 0 {
			t = leadingMark.ReplaceAllString(t, `\$1`)
			t = leadingCount.ReplaceAllString(t, `$1\$2`)
		}
		b.WriteString(t)
	}
	return b.String()
}

var (
	meaning = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "[", `\[`, "]", `\]`, "<", `\<`, "~~", `\~\~`)
	entity  = regexp.MustCompile(`&#?\w+;`)
	// An underscore inside of a word is only an underscore.
	wordEdge = regexp.MustCompile(`(^|[^\p{L}\d_])(_)`)
	wordEnd  = regexp.MustCompile(`(_)($|[^\p{L}\d_])`)
	// At the beginning, some marks would make a heading, a quotation or a list.
	leadingMark  = regexp.MustCompile(`^([#>]|[-+=] )`)
	leadingCount = regexp.MustCompile(`^(\d+)([.)] )`)
)
