package markdown

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Plain is an inline text as its readers see it, with the line breaks it had: code and quotations are there, addresses
// behind links are not.
func Plain(text string) string { return strip(text, false) }

// Prose is Plain without code, quotations and addresses, in the place of each an ellipsis: what is left are the writer's
// own words.
func Prose(text string) string { return unquoted(strip(text, true)) }

// strip takes the marks out of an inline text.
func strip(text string, bare bool) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '\\' && i+1 < len(text) && text[i+1] < utf8.RuneSelf && (unicode.IsPunct(rune(text[i+1])) || unicode.IsSymbol(rune(text[i+1]))):
			b.WriteByte(text[i+1])
			i += 2
		case c == '`':
			i += code(&b, text[i:], bare)
		case c == '!' && strings.HasPrefix(text[i:], "!["):
			_, n := link(text[i+1:])
			if n == 0 {
				b.WriteByte(c)
			}
			b.WriteString(breaks(text[i : i+1+n]))
			i += 1 + n
		case c == '[':
			shown, n := link(text[i:])
			if n == 0 {
				b.WriteByte(c)
				i++
				break
			}
			b.WriteString(strip(shown, bare))
			i += n
		case c == '<':
			i += tag(&b, text[i:], bare)
		case (c == '*' || c == '_' || c == '~' || c == '\'') && emphasis(text, i) > 0:
			i += emphasis(text, i)
		case c == '&':
			if n := strings.IndexAny(text[i:min(i+12, len(text))], ";\n"); n > 0 && text[i+n] == ';' {
				b.WriteString(strings.ReplaceAll(html.UnescapeString(text[i:i+n+1]), "\n", " "))
				i += n + 1
				break
			}
			b.WriteByte(c)
			i++
		case bare && c == 'h' && (strings.HasPrefix(text[i:], "https://") || strings.HasPrefix(text[i:], "http://")):
			n := strings.IndexAny(text[i:], " \t\n)>\"")
			if n < 0 {
				n = len(text) - i
			}
			b.WriteString("…")
			i += n
		default:
			b.WriteByte(c)
			i++
		}
	}
	return b.String()
}

// breaks are the line breaks of what is left out.
func breaks(text string) string { return strings.Repeat("\n", strings.Count(text, "\n")) }

// code writes what stands between backquotes and returns how long it is with them.
func code(b *strings.Builder, text string, bare bool) int {
	n := len(text) - len(strings.TrimLeft(text, "`"))
	end := strings.Index(text[n:min(len(text), n+inlineMax)], text[:n])
	if end < 0 {
		b.WriteString(text[:n])
		return n
	}
	inside := text[n : n+end]
	if bare {
		inside = "…" + breaks(inside)
	}
	b.WriteString(inside)
	return end + 2*n
}

// inlineMax is the most bytes that are looked through for the other end of a mark, so that many that are never closed
// take no more than their share of time.
const inlineMax = 2000

// link reads "[text](address)", "[text][name]" and "[^1]" and returns the text shown and how long all of it is; 0 if it is
// none of these.
func link(text string) (shown string, n int) {
	depth, end := 0, -1
	for i := 0; i < len(text) && i < inlineMax; i++ {
		if text[i] == '[' {
			depth++
		} else if text[i] == ']' {
			if depth--; depth == 0 {
				end = i
				break
			}
		}
	}
	if end < 0 {
		return "", 0
	}
	shown = text[1:end]
	if strings.HasPrefix(shown, "^") {
		return breaks(shown), end + 1
	}
	for _, pair := range [...]string{"()", "[]"} {
		if end+1 < len(text) && text[end+1] == pair[0] {
			if last := strings.IndexByte(text[end+1:min(len(text), end+1+inlineMax)], pair[1]); last > 0 {
				whole := text[end+1 : end+2+last]
				return shown + breaks(whole), end + 2 + last
			}
		}
	}
	return "", 0
}

// tag leaves out an HTML tag, or writes the address of an automatic link, and returns its length.
func tag(b *strings.Builder, text string, bare bool) int {
	end := strings.IndexByte(text[:min(len(text), inlineMax)], '>')
	if end < 2 || !(text[1] == '/' || text[1] == '!' || text[1] >= 'a' && text[1] <= 'z' || text[1] >= 'A' && text[1] <= 'Z') {
		b.WriteByte('<')
		return 1
	}
	switch inside := text[1:end]; {
	case strings.Contains(inside, "://") && !strings.ContainsAny(inside, " \n"):
		if bare {
			inside = "…"
		}
		b.WriteString(inside)
	case strings.HasPrefix(strings.ToLower(inside), "br"):
		b.WriteByte(' ')
	}
	b.WriteString(breaks(text[:end]))
	return end + 1
}

// emphasis returns the length of a mark of emphasis at i, or 0 where it is a letter: within a word, or alone.
func emphasis(text string, i int) int {
	c := text[i]
	n := 1
	for i+n < len(text) && text[i+n] == c {
		n++
	}
	before, after := ' ', ' '
	if i > 0 {
		before, _ = utf8.DecodeLastRuneInString(text[:i])
	}
	if i+n < len(text) {
		after, _ = utf8.DecodeRuneInString(text[i+n:])
	}
	wordy := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	switch {
	case n > 3, (c == '~' || c == '\'') && n < 2:
		return 0
	case unicode.IsSpace(before) && unicode.IsSpace(after):
		return 0
	case c == '_' && wordy(before) && wordy(after):
		return 0
	}
	return n
}

// unquoted leaves out what stands in quotation marks.
func unquoted(text string) string {
	if !strings.ContainsAny(text, "\"“«„") {
		return text
	}
	var b strings.Builder
	for {
		i := strings.IndexAny(text, "\"“«„")
		if i < 0 {
			break
		}
		mark, size := utf8.DecodeRuneInString(text[i:])
		closing := map[rune]string{'"': "\"", '“': "”", '«': "»", '„': "“”"}[mark]
		end := strings.IndexAny(text[i+size:min(len(text), i+size+inlineMax)], closing)
		if end < 0 {
			b.WriteString(text[:i+size])
			text = text[i+size:]
			continue
		}
		_, last := utf8.DecodeRuneInString(text[i+size+end:])
		b.WriteString(text[:i] + "…" + breaks(text[i:i+size+end]))
		text = text[i+size+end+last:]
	}
	b.WriteString(text)
	return b.String()
}
