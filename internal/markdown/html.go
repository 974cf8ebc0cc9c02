package markdown

import (
	"regexp"
	"strings"
)

var (
	htmlEntry   = regexp.MustCompile(`(?i)<li\b[^>]*>`)
	htmlFrame   = regexp.MustCompile(`(?i)^(?:\s*</?(?:ul|ol|li|details|pre|div|center|section|article|header|footer|blockquote|body|html|tbody|dl|p)\b[^>]*>)+\s*$`)
	htmlSummary = regexp.MustCompile(`(?i)^(?:<details\b[^>]*>\s*)?<summary\b[^>]*>(.*?)</summary>\s*$`)
	htmlLists   = regexp.MustCompile(`(?i)</?(?:ul|ol)\b[^>]*>|</li\s*>`)
)

// html reads a line of HTML that stands for something of Markdown: the items of a list, the name of what is folded up,
// and tags that only hold others.
func (r *reader) html(text string, quoted bool) bool {
	if text[0] != '<' {
		return false
	}
	if m := htmlSummary.FindStringSubmatch(text); m != nil {
		r.end()
		r.add(Block{Kind: Heading, Level: Bold, Text: strings.TrimSpace(m[1]), Quoted: quoted})
		r.open = false
		return true
	}
	if htmlFrame.MatchString(text) {
		r.open = false
		return true
	}
	starts := htmlEntry.FindAllStringIndex(text, -1)
	if len(starts) == 0 || strings.TrimSpace(htmlLists.ReplaceAllString(text[:starts[0][0]], "")) != "" {
		return false
	}
	for i, at := range starts {
		end := len(text)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		r.add(Block{Kind: Item, Quoted: quoted, Text: strings.TrimSpace(htmlLists.ReplaceAllString(text[at[1]:end], ""))})
	}
	return true
}

// definition puts a line such as ": Minor" behind the name above it, as lists of definitions are written.
func (r *reader) definition(text string) bool {
	value, ok := strings.CutPrefix(text, ": ")
	if !ok || !r.open || r.last().Kind != Paragraph {
		return false
	}
	lines := r.texts[len(r.texts)-1]
	if len(lines) != 1 || strings.HasSuffix(lines[0], ":") || len(lines[0]) > 60 {
		return false
	}
	lines[0] += ": " + strings.TrimSpace(value)
	r.open = false
	return true
}
