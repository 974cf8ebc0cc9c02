// Package markdown cuts a Markdown text into blocks, each with the line it stands on.
//
// It reads what people and their tools write, not a standard: whatever it does not know is a paragraph, and no text is
// refused. It takes time in proportion to the text.
package markdown

import (
	"regexp"
	"strings"
)

// A Kind says what a block is.
type Kind int

// The kinds of block.
const (
	Paragraph Kind = iota
	Heading
	Item // of a list
	Table
	Code
)

// Bold is the level of a heading that is only a line in bold; the others have those of Markdown, from 1 to 6.
const Bold = 7

// A Mark is what stands in the box of a list item.
type Mark int

// The marks of an item.
const (
	NoBox Mark = iota
	Unticked
	Ticked
)

// A Block is a stretch of a document.
type Block struct {
	Kind   Kind
	Line   int    // of its beginning, from 1
	Text   string // as written, with its line breaks; of a table, nothing
	Level  int    // of a heading; of an item, how deep it lies, from 0
	Number bool   // the item is counted, as in "1. Impact"
	Box    Mark
	Quoted bool  // it stands in a quotation
	Rows   []Row // of a table; the first is its head
}

// A Row is a row of a table.
type Row struct {
	Line  int
	Cells []string // as written
}

// A Field is a line of the front matter.
type Field struct {
	Name, Value string
	Line        int
}

// A Document is a text in blocks.
type Document struct {
	Front  []Field
	Blocks []Block
}

// LineAt returns the line on which the byte at stands, of a text that begins on this line.
func LineAt(first int, text string, at int) int {
	return first + strings.Count(text[:min(at, len(text))], "\n")
}

var (
	atx       = regexp.MustCompile(`^(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$`)
	tight     = regexp.MustCompile(`^(#{1,6})([^#\s].*)$`) // "##Impact", which GitHub shows as text and people mean as a heading
	wiki      = regexp.MustCompile(`^(={1,6})[ \t]*([^=].*?)[ \t]*=+[ \t]*$`)
	jira      = regexp.MustCompile(`^h([1-6])\.[ \t]+(\S.*)$`)
	htmlHead  = regexp.MustCompile(`(?i)^<h([1-6])[^>]*>(.*?)</h[1-6]>\s*$`)
	onlyBold  = regexp.MustCompile(`^(?:\*\*([^*]+)\*\*|__([^_]+)__|'''([^']+)''')[ \t]*:?[ \t]*$`)
	underline = regexp.MustCompile(`^(=+|-{3,})[ \t]*$`)
	rule      = regexp.MustCompile(`^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$`)
	bullet    = regexp.MustCompile(`^([-*+•‣◦–]|\d{1,9}[.)])[ \t]+`)
	box       = regexp.MustCompile(`^\[([ xX✓✔])\][ \t]+`)
	fence     = regexp.MustCompile("^(`{3,}|~{3,})")
	delimiter = regexp.MustCompile(`^\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)
	reference = regexp.MustCompile(`^\[[^\]]+\]:\s*\S+`)
	badge     = regexp.MustCompile(`^(\[?!\[[^\]]*\](\([^)]*\))?\]?(\([^)]*\))?\s*)+$`)
)

// Read cuts a text into blocks.
func Read(text string) Document {
	r := reader{lines: strings.Split(uncomment(normal(text)), "\n")}
	r.front()
	for r.at < len(r.lines) {
		r.line()
	}
	for i, lines := range r.texts {
		r.doc.Blocks[i].Text = strings.Join(lines, "\n")
	}
	return r.doc
}

// normal is a text in one form: without a byte order mark, with plain line ends, and of valid letters.
func normal(text string) string {
	text = strings.ToValidUTF8(strings.TrimPrefix(text, "\ufeff"), "\ufffd")
	return strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u00a0", " ", "\u202f", " ", "\u200b", "").Replace(text)
}

// uncomment takes out what readers do not see, and leaves its line breaks.
func uncomment(text string) string {
	if !strings.Contains(text, "<!--") {
		return text
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "<!--")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		hidden, after, closed := strings.Cut(rest, "-->")
		if !closed {
			b.WriteString(rest)
			return b.String()
		}
		b.WriteString(strings.Repeat("\n", strings.Count(hidden, "\n")))
		text = after
	}
}
