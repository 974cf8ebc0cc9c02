package markdown

import (
	"strings"
)

// A reader stands at a line and knows which block is still open.
type reader struct {
	lines []string
	at    int
	doc   Document
	texts [][]string // of each block of doc, line by line

	open    bool  // a plain line would continue the last block
	indents []int // of the items above, the outermost first
	blank   bool  // the line before was empty
	wiki    bool  // its headings stand between equals signs, and # begins an item
}

// last is the block that was begun last.
func (r *reader) last() *Block { return &r.doc.Blocks[len(r.doc.Blocks)-1] }

// more puts a line behind the last block.
func (r *reader) more(line string) {
	r.texts[len(r.texts)-1] = append(r.texts[len(r.texts)-1], line)
}

// line reads one line, or as many as belong together.
func (r *reader) line() {
	full := strings.TrimRight(r.lines[r.at], " \t")
	text := strings.TrimLeft(full, " \t")
	quoted := false
	for strings.HasPrefix(text, ">") && !strings.HasPrefix(text, "><") {
		text, quoted = strings.TrimLeft(text[1:], " \t"), true
	}
	indent := width(full[:len(full)-len(strings.TrimLeft(full, " \t"))])
	switch {
	case text == "":
		r.open, r.blank = false, true
		r.at++
		return
	case fenced(text):
		r.code(text)
	case r.heading(text, indent, quoted):
	case rule.MatchString(text):
		r.end()
	case r.table(text, quoted), r.htmlTable(text), r.html(text, quoted), r.definition(text):
	case r.item(text, indent, quoted):
	case indent >= 4 && !r.open && len(r.indents) == 0 && !quoted:
		r.add(Block{Kind: Code, Text: text})
		r.open = false
	case reference.MatchString(text) || badge.MatchString(text):
		r.open = false
	default:
		r.plain(text, indent, quoted)
	}
	r.blank = false
	r.at++
}

func width(space string) int { return len(strings.ReplaceAll(space, "\t", "    ")) }

// add begins a block, on this line unless it says another.
func (r *reader) add(b Block) {
	if b.Line == 0 {
		b.Line = r.at + 1
	}
	r.doc.Blocks = append(r.doc.Blocks, b)
	r.texts = append(r.texts, []string{b.Text})
	r.open = true
}

// end closes all that is open, lists too.
func (r *reader) end() { r.open, r.indents = false, nil }

// fenced reports whether a line opens a block of code; behind backquotes that are closed on the same line there is none.
func fenced(text string) bool {
	mark := fence.FindString(text)
	return mark != "" && (mark[0] == '~' || !strings.Contains(text[len(mark):], "`"))
}

// code reads a block between fences; one that is never closed goes to the end.
func (r *reader) code(opening string) {
	mark := fence.FindString(opening)
	b := Block{Kind: Code, Line: r.at + 2}
	from := r.at + 1
	for r.at++; r.at < len(r.lines); r.at++ {
		if strings.HasPrefix(strings.TrimLeft(strings.TrimLeft(r.lines[r.at], "> "), " \t"), mark) {
			break
		}
	}
	b.Text = strings.Join(r.lines[min(from, len(r.lines)):r.at], "\n")
	r.add(b)
	r.open = false
}

func (r *reader) heading(text string, indent int, quoted bool) bool {
	head := func(level int, title string) bool {
		r.end()
		r.add(Block{Kind: Heading, Level: level, Text: strings.TrimSpace(title), Quoted: quoted})
		r.open = false
		return true
	}
	if indent < 4 {
		if m := wiki.FindStringSubmatch(text); m != nil {
			r.wiki = true
			return head(len(m[1]), m[2])
		}
		if m := jira.FindStringSubmatch(text); m != nil {
			r.wiki = true
			return head(int(m[1][0]-'0'), m[2])
		}
		if m := atx.FindStringSubmatch(text); m != nil && !r.wiki {
			return head(len(m[1]), m[2])
		}
		if m := tight.FindStringSubmatch(text); m != nil && !r.wiki && (len(m[1]) > 1 || m[2][0] >= 'A' && m[2][0] <= 'Z') {
			return head(len(m[1]), m[2])
		}
	}
	if m := htmlHead.FindStringSubmatch(text); m != nil {
		return head(int(m[1][0]-'0'), m[2])
	}
	if m := onlyBold.FindStringSubmatch(text); m != nil && indent < 2 {
		return head(Bold, m[1]+m[2]+m[3])
	}
	if r.at+1 < len(r.lines) && !r.open && !bullet.MatchString(text) && !strings.Contains(text, "|") && len(text) < 120 {
		if next := strings.TrimSpace(r.lines[r.at+1]); len(next) >= 2 && underline.MatchString(next) {
			level := 1
			if next[0] == '-' {
				level = 2
			}
			head(level, text)
			r.at++
			return true
		}
	}
	return false
}

// item reads the first line of a list item.
func (r *reader) item(text string, indent int, quoted bool) bool {
	lead := bullet.FindString(text)
	if r.wiki && strings.HasPrefix(text, "# ") {
		lead = "# "
	}
	if lead == "" {
		return false
	}
	if text[0] >= '0' && text[0] <= '9' && r.open && r.last().Kind == Paragraph {
		return false // a number at the beginning of a line of prose
	}
	for len(r.indents) > 0 && indent < r.indents[len(r.indents)-1] {
		r.indents = r.indents[:len(r.indents)-1]
	}
	if len(r.indents) == 0 || indent > r.indents[len(r.indents)-1]+1 {
		r.indents = append(r.indents, indent)
	}
	b := Block{Kind: Item, Level: len(r.indents) - 1, Number: lead[0] >= '0' && lead[0] <= '9', Quoted: quoted, Text: text[len(lead):]}
	if m := box.FindStringSubmatch(b.Text); m != nil {
		b.Text = b.Text[len(m[0]):]
		b.Box = Unticked
		if m[1] != " " {
			b.Box = Ticked
		}
	}
	r.add(b)
	return true
}

// plain reads a line that is nothing special: it continues what is open, or begins a paragraph. An indented line behind
// an empty one still belongs to the item above.
func (r *reader) plain(text string, indent int, quoted bool) {
	if !r.open && len(r.indents) > 0 && indent > r.indents[0] && r.last().Kind == Item {
		lines := r.texts[len(r.texts)-1]
		for range r.at - (r.last().Line - 1) - len(lines) {
			r.more("")
		}
		r.open = true
	}
	if r.open && r.last().Quoted == quoted {
		r.more(text)
		return
	}
	if indent == 0 || !r.blank {
		r.indents = nil
	}
	r.add(Block{Kind: Paragraph, Text: text, Quoted: quoted})
}
