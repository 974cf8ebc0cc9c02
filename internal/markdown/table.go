package markdown

import (
	"regexp"
	"strings"
)

// table reads a table whose head stands on this line: above a line of dashes, between double bars as wikis write it, or
// above another row that begins with a bar and has as many cells.
func (r *reader) table(text string, quoted bool) bool {
	if !strings.Contains(text, "|") || r.at+1 >= len(r.lines) {
		return false
	}
	next := strings.TrimSpace(strings.TrimLeft(r.lines[r.at+1], "> \t"))
	drawn := delimiter.MatchString(next) && (strings.Contains(next, "|") || strings.HasPrefix(text, "|"))
	double := strings.HasPrefix(text, "||")
	bare := text[0] == '|' && strings.HasPrefix(next, "|") && len(text)+len(next) < inlineMax && len(cells(text)) > 1 && len(cells(text)) == len(cells(next))
	if !drawn && !double && !bare {
		return false
	}
	b := Block{Kind: Table, Quoted: quoted, Line: r.at + 1}
	if double {
		text = strings.ReplaceAll(text, "||", "|")
	}
	b.Rows = append(b.Rows, Row{Line: r.at + 1, Cells: cells(text)})
	if r.at++; drawn {
		r.at++
	}
	for ; r.at < len(r.lines); r.at++ {
		row := strings.TrimSpace(strings.TrimLeft(r.lines[r.at], "> \t"))
		if row == "" || !strings.Contains(row, "|") {
			break
		}
		b.Rows = append(b.Rows, Row{Line: r.at + 1, Cells: cells(row)})
	}
	r.at-- // the line behind the table is still to be read
	r.add(b)
	r.end()
	return true
}

// cells cuts a row at its bars; a bar behind a backslash or in code is a letter.
func cells(row string) []string {
	row = strings.TrimSpace(row)
	row = strings.TrimPrefix(row, "|")
	var out []string
	from, code := 0, false
	for i := 0; i < len(row); i++ {
		switch {
		case row[i] == '\\':
			i++
		case row[i] == '`':
			code = !code && strings.IndexByte(row[i+1:], '`') >= 0
		case row[i] == '|' && !code:
			out = append(out, strings.TrimSpace(row[from:i]))
			from = i + 1
		}
	}
	if last := strings.TrimSpace(row[min(from, len(row)):]); last != "" {
		out = append(out, last)
	}
	return out
}

var (
	htmlRow  = regexp.MustCompile(`(?is)<tr\b[^>]*>(.*?)(?:</tr>|$)`)
	htmlCell = regexp.MustCompile(`(?is)<t[dh]\b[^>]*>(.*?)(?:</t[dh]>|$)`)
)

// htmlTable reads a table in HTML, as editors export it, that begins on this line.
func (r *reader) htmlTable(text string) bool {
	if len(text) < 6 || !strings.EqualFold(text[:6], "<table") {
		return false
	}
	from := r.at
	for r.at+1 < len(r.lines) && !strings.Contains(strings.ToLower(r.lines[r.at]), "</table>") {
		r.at++
	}
	source := strings.Join(r.lines[from:r.at+1], "\n")
	b := Block{Kind: Table, Line: from + 1}
	line, seen := from+1, 0
	for _, at := range htmlRow.FindAllStringSubmatchIndex(source, -1) {
		line += strings.Count(source[seen:at[0]], "\n")
		seen = at[0]
		row := Row{Line: line}
		for _, cell := range htmlCell.FindAllStringSubmatch(source[at[2]:at[3]], -1) {
			row.Cells = append(row.Cells, strings.Join(strings.Fields(cell[1]), " "))
		}
		if len(row.Cells) > 0 {
			b.Rows = append(b.Rows, row)
		}
	}
	if len(b.Rows) > 0 {
		r.add(b)
	}
	r.end()
	return true
}
