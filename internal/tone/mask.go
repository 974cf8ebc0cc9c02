package tone

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mask returns, for each byte of text, whether it is reported speech: quotes,
// quoted lines, code and log lines. What somebody reports is not what they say.
func mask(text string) []bool {
	m := make([]bool, len(text))
	maskInto(text, m)
	return m
}

// maskInto does as mask in m, which is as long as text and all false. Its time is
// proportional to the text.
func maskInto(text string, m []bool) {
	maskBlocks(text, m)
	for at := 0; at < len(text); {
		end := len(text)
		if nl := strings.IndexByte(text[at:], '\n'); nl >= 0 {
			end = at + nl
		}
		line := strings.TrimLeft(text[at:end], " \t")
		switch {
		case m[at]:
			maskLine(text[at:end], m[at:end])
		case strings.HasPrefix(line, "&gt;&gt;&gt;"):
			fill(m[at:])
			return
		case strings.HasPrefix(line, "&gt;"), strings.HasPrefix(line, ">"), line != "" && isLog(line):
			fill(m[at:end])
		default:
			maskLine(text[at:end], m[at:end])
		}
		at = end + 1
	}
}

func fill(m []bool) {
	for i := range m {
		m[i] = true
	}
}

// maskBlocks masks what stands between triple backticks.
func maskBlocks(text string, m []bool) {
	const fence = "```"
	for at := 0; ; {
		from := strings.Index(text[at:], fence)
		if from < 0 {
			return
		}
		from += at
		end := strings.Index(text[from+len(fence):], fence)
		if end < 0 {
			return // never closed: it must not hide the rest
		}
		at = from + len(fence) + end + len(fence)
		fill(m[from:at])
	}
}

// quotes are the marks that open and close reported speech within a line. The
// longer ones come first.
var quotes = [...][2]string{{"`", "`"}, {`"`, `"`}, {"“", "”"}, {"„", "“"}, {"«", "»"}, {"&quot;", "&quot;"}}

// maskLine masks what is quoted within one line. An open mark that is not closed
// in its line masks nothing.
func maskLine(line string, m []bool) {
	var begins [256]bool // which bytes there are, since most marks are in no line
	for i := range len(line) {
		begins[line[i]] = true
	}
	for _, q := range quotes {
		open, shut := q[0], q[1]
		if !begins[open[0]] {
			continue
		}
		for at := 0; ; {
			from := strings.Index(line[at:], open)
			if from < 0 {
				break
			}
			if from += at; m[from] {
				at = from + len(open)
				continue
			}
			end := strings.Index(line[from+len(open):], shut)
			if end < 0 {
				break
			}
			at = from + len(open) + end + len(shut)
			fill(m[from:at])
		}
	}
	if begins['\''] || begins["‘"[0]] {
		maskApostrophes(line, m)
	}
}

// maskApostrophes masks 'words in single quotes', which begin after a space and
// end before one, unlike the apostrophe in don't.
func maskApostrophes(line string, m []bool) {
	open := -1
	before := ' '
	for i, r := range line {
		switch {
		case r != '\'' && r != '‘' && r != '’':
		case open < 0 && (unicode.IsSpace(before) || before == '(') && !m[i]:
			open = i
		case open >= 0 && !unicode.IsSpace(before):
			next, _ := utf8.DecodeRuneInString(line[i+utf8.RuneLen(r):])
			if unicode.IsLetter(next) || unicode.IsDigit(next) {
				break
			}
			fill(m[open : i+utf8.RuneLen(r)])
			open = -1
		}
		before = r
	}
}
