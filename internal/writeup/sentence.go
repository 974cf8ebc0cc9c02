package writeup

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/markdown"
)

// A Sentence is one statement of the text.
type Sentence struct {
	Text  string // plain
	Prose string // without code, quotations and addresses
	Line  int
	Part  Part
	Body  bool // it stands in a paragraph
	Cell  bool // it stands in a table
}

// sentences returns every sentence outside of headings, code and quotations.
func (r *Review) sentences() []Sentence {
	var out []Sentence
	for _, s := range r.Sections {
		if s.echo {
			continue
		}
		for _, b := range s.Blocks {
			switch {
			case b.Quoted || b.Kind == markdown.Code || b.Kind == markdown.Heading:
			case b.Kind == markdown.Table:
				for i, row := range headed(b).Rows {
					for _, cell := range row.Cells {
						if i == 0 || cell == "" {
							continue
						}
						from := len(out)
						out = split(out, cell, row.Line, s.Part)
						for j := range out[from:] {
							out[from+j].Cell = true
						}
					}
				}
			default:
				from := len(out)
				out = split(out, b.Text, b.Line, s.Part)
				for i := range out[from:] {
					out[from+i].Body = b.Kind == markdown.Paragraph
				}
			}
		}
	}
	return out
}

var abbreviated = regexp.MustCompile(`(?i)(?:\b(?:e\.g|i\.e|vs|etc|approx|ca|cf|no|incl|resp|dr|mr|mrs|ms|st|fig|eq|al|z\.b|d\.h)|\b[A-Z])\.$`)

// split cuts a text into sentences, before its marks are taken out: what was code is none of the writer's words.
func split(out []Sentence, text string, line int, part Part) []Sentence {
	from := 0
	put := func(to int) {
		said := text[from:to]
		lead := len(said) - len(strings.TrimLeft(said, " \n\t"))
		if shown := oneLine(markdown.Plain(said)); shown != "" {
			at := line + strings.Count(text[from:from+lead], "\n")
			out = append(out, Sentence{Text: shown, Prose: oneLine(markdown.Prose(said)), Line: at, Part: part})
		}
		line += strings.Count(text[from:to], "\n")
		from = to
	}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '.', '?', '!':
			j := i + 1
			for j < len(text) && strings.IndexByte(`"')]*_`, text[j]) >= 0 {
				j++
			}
			if j < len(text) && text[j] != ' ' && text[j] != '\n' {
				continue
			}
			next, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[j:min(len(text), j+8)], " \n"))
			if text[i] == '.' && (unicode.IsLower(next) || abbreviated.MatchString(text[max(from, i-8):i+1])) {
				continue
			}
			put(j)
			i = j - 1
		case '\n':
			if strings.HasPrefix(text[i:], "\n\n") {
				put(i)
			}
		}
	}
	put(len(text))
	return out
}
