package writeup

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/markdown"
)

// outline sorts the blocks under their headings.
func (r *Review) outline() {
	cur := Section{Part: Head}
	var above []Section // the headings that cur stands under
	first := true
	begin := func(s Section) {
		if cur.Title != "" || len(cur.Blocks) > 0 {
			r.Sections = append(r.Sections, cur)
		}
		cur = s
	}
	plain := r.plainly()
	for i, b := range r.blocks {
		counted := plain && b.Kind == markdown.Item && b.Number && b.Level == 0 && (strings.Contains(b.Text, "\n") || i+1 < len(r.blocks) && !r.blocks[i+1].Number)
		if (b.Kind == markdown.Paragraph || counted) && !b.Quoted {
			listed := i+1 < len(r.blocks) && r.blocks[i+1].Kind == markdown.Item
			b = r.promote(b, counted || listed, begin, cur.Part, &above)
			if b.Text == "" {
				continue
			}
		}
		if b.Kind != markdown.Heading {
			cur.Blocks = append(cur.Blocks, b)
			continue
		}
		text := strings.TrimSpace(markdown.Plain(b.Text))
		p := partOf(text)
		if first && (b.Level <= 2 || i == 0 && r.Title == "" && p == "") {
			first = false
			if p == "" || b.Level == 1 && len(strings.Fields(title(text))) > 3 {
				if r.Title == "" {
					r.Title = text
				}
				begin(Section{Part: Head, Title: text, Line: b.Line, Level: b.Level})
				above = nil
				continue
			}
		}
		for len(above) > 0 && above[len(above)-1].Level >= b.Level {
			above = above[:len(above)-1]
		}
		s := Section{Part: p, Title: text, Line: b.Line, Level: b.Level}
		if len(above) > 0 {
			if s.Part = within(above[len(above)-1].Part, p); strings.Contains(title(text), "action item") {
				s.Part = p
			}
		} else if p == "" {
			s.Part = Other
		}
		begin(s)
		above = append(above, s)
	}
	begin(Section{})
	if r.Title == "" && len(r.blocks) > 0 && r.blocks[0].Kind == markdown.Paragraph {
		first, _, more := strings.Cut(r.blocks[0].Text, "\n")
		if first = strings.TrimSpace(markdown.Plain(first)); len(first) < 120 && (more || !strings.HasSuffix(first, ".")) && (!label.MatchString(first) || review.MatchString(first)) {
			r.Title = first
		}
	}
}

// review begins a title that looks like a name and its value: "Post-incident review: mail was late".
var review = regexp.MustCompile(`(?i)^\W*(?:incident|post-?mortem|post-?incident|rca|root cause analysis|outage)(?: (?:review|report|analysis|post-?mortem))?\W*:\s*\S+ \S+`)

// within is the part of a heading that stands under another: what has no name of its own belongs to the one above, and
// below a timeline or a list of actions everything does.
func within(above, p Part) Part {
	switch {
	case p == "", above == Timeline, above == Glossary, above == Unsettled:
		return above
	case above == Actions && p != WentWell && p != WentPoorly && p != Luck && p != Timeline && p != Lessons && p != Other:
		return above
	case (above == WentWell || above == WentPoorly || above == Luck) && p != WentWell && p != WentPoorly && p != Luck:
		return above
	}
	return p
}

// plainly reports whether the text has no headings but, perhaps, its title.
func (r *Review) plainly() bool {
	n := 0
	for _, b := range r.blocks {
		if b.Kind == markdown.Heading && b.Level < markdown.Bold {
			n++
		}
	}
	return n < 2
}

var opening = regexp.MustCompile(`^[^\n]{2,60}`)

// promote makes headings of plain lines that are nothing but the name of a part, such as "Impact:" or, where chapters are
// counted, "4. Impact", and returns what is left of the paragraph.
func (r *Review) promote(b markdown.Block, counted bool, begin func(Section), now Part, above *[]Section) markdown.Block {
	line, rest, more := strings.Cut(b.Text, "\n")
	line = strings.TrimSpace(markdown.Plain(line))
	name, ends := strings.CutSuffix(line, ":")
	if !opening.MatchString(line) || strings.ContainsAny(name, ".,;!?:|") || !ends && !more && !counted && len(strings.Fields(name)) > 2 {
		return b
	}
	p := labelOf(name)
	if p == "" || now == Timeline && !ends && !counted {
		return b
	}
	s := Section{Part: p, Title: name, Line: b.Line, Level: markdown.Bold}
	begin(s)
	for len(*above) > 0 && (*above)[len(*above)-1].Level >= s.Level {
		*above = (*above)[:len(*above)-1]
	}
	*above = append(*above, s)
	return markdown.Block{Kind: markdown.Paragraph, Line: b.Line + 1, Text: rest}
}

var label = regexp.MustCompile(`^\s*(?:\*\*|__|'''|\*|_)?\s*([\pL][\pL\d /'’()&-]{1,48}?)\s*(?:(?:\*\*|__|'''|\*|_)\s*[:=–—-]|[:=]\s*(?:\*\*|__|'''|\*|_)?)\s*(\S.*)?$`)

// boldItem is an item that is only a name, whose value stands in the items below it.
var boldItem = regexp.MustCompile(`^(?:\*\*|__)([^*_]{2,48})(?:\*\*|__)\s*:?\s*$`)

// labels collects the fields, and gives what stands beside the name of a part its own section.
func (r *Review) labels() {
	var found []Section
	for i := range r.Sections {
		s := &r.Sections[i]
		if s.Part == Timeline && !strings.Contains(strings.ToLower(s.Title), "key") || s.Part == Actions {
			continue
		}
		from := len(r.Fields)
		for n := 0; n < len(s.Blocks); n++ {
			b := s.Blocks[n]
			switch b.Kind {
			case markdown.Table:
				r.pairs(s, b)
			case markdown.Paragraph, markdown.Item:
				r.lines(s, b)
			}
			for _, f := range r.Fields[from:] {
				p := labelOf(f.Name)
				if p == "" || p == s.Part || f.Part != s.Part || s.Part == WentWell || s.Part == WentPoorly || s.Part == Lessons && p != WentWell && p != WentPoorly && p != Luck {
					continue
				}
				sub := Section{Part: p, Title: f.Name, Line: f.Line, Level: markdown.Bold + 1, echo: true}
				if f.Value != "" {
					sub.Blocks = append(sub.Blocks, markdown.Block{Kind: markdown.Paragraph, Line: f.Line, Text: f.Value})
				}
				if b.Kind == markdown.Item && strings.Count(b.Text, "\n") == 0 { // what is indented below it is its own
					for n+1 < len(s.Blocks) && s.Blocks[n+1].Kind == markdown.Item && s.Blocks[n+1].Level > b.Level {
						n++
						inner := s.Blocks[n]
						inner.Level -= b.Level + 1
						sub.Blocks = append(sub.Blocks, inner)
						if p != Timeline && p != Actions {
							r.lines(s, inner)
						}
					}
				}
				found = append(found, sub)
			}
			from = len(r.Fields)
		}
	}
	r.Sections = append(r.Sections, found...)
}

// side stands between names with their values on one line.
var side = regexp.MustCompile(`\s+[·|•]\s+`)

// lines reads "name: value" from each line of a block.
func (r *Review) lines(s *Section, b markdown.Block) {
	n := 0
	if b.Kind == markdown.Item {
		if m := boldItem.FindStringSubmatch(b.Text); m != nil {
			r.Fields = append(r.Fields, Field{Name: title(m[1]), Line: b.Line, Part: s.Part})
			return
		}
	}
	for line := range strings.SplitSeq(b.Text, "\n") {
		if beside := side.Split(line, 8); len(beside) > 1 && !slices.ContainsFunc(beside, func(p string) bool { return !label.MatchString(p) }) {
			for _, text := range beside { // several names with their values on one line
				m := label.FindStringSubmatch(text)
				r.Fields = append(r.Fields, Field{Name: title(m[1]), Value: strings.TrimSpace(markdown.Plain(m[2])), Line: b.Line + n, Part: s.Part})
			}
			n++
			continue
		}
		text := line
		if m := label.FindStringSubmatch(text); m != nil && isLabel(text, m) {
			r.Fields = append(r.Fields, Field{Name: title(m[1]), Value: strings.TrimSpace(markdown.Plain(m[2])), Line: b.Line + n, Part: s.Part})
		}
		n++
	}
}

// isLabel tells a name from the beginning of a sentence, and from a time such as "at 14:02".
func isLabel(line string, m []string) bool {
	n := len(strings.Fields(m[1]))
	marked := strings.ContainsAny(line[:min(len(line), 4)], "*_'")
	first, _ := utf8.DecodeRuneInString(m[1])
	last := m[1][len(m[1])-1]
	return !strings.HasPrefix(m[2], "//") && !(digit(last) && m[2] != "" && digit(m[2][0])) && (marked && n <= 6 || n <= 4 && unicode.IsUpper(first))
}

// pairs reads a table of two columns whose first holds names.
func (r *Review) pairs(s *Section, b markdown.Block) {
	for i, row := range b.Rows {
		if len(row.Cells) != 2 || i == 0 && row.Cells[0] == "" {
			continue
		}
		name := title(markdown.Plain(row.Cells[0]))
		if name != "" && len(strings.Fields(name)) <= 6 {
			r.Fields = append(r.Fields, Field{Name: name, Value: strings.TrimSpace(markdown.Plain(row.Cells[1])), Line: row.Line, Part: s.Part})
		}
	}
}
