package tone

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mask returns, for each byte of text, whether it is reported speech: quotes,
// quoted lines, code and log lines. What somebody reports is not what they say.
func mask(text string) []bool {
	m := make([]bool, len(text))
	maskBetween(text, m, "```", "```", len(text))
	maskBetween(text, m, "`", "`", 0)
	maskLines(text, m)
	for _, q := range [...][2]string{{`"`, `"`}, {"“", "”"}, {"„", "“"}, {"«", "»"}, {"&quot;", "&quot;"}} {
		maskBetween(text, m, q[0], q[1], 0)
	}
	maskApostrophes(text, m)
	return m
}

// maskBetween masks what stands between open and close, both included. A pair
// with a newline inside counts only up to across bytes; an open mark that is
// never closed masks nothing, so that it cannot be used to hide the rest.
func maskBetween(text string, m []bool, open, shut string, across int) {
	for i := 0; i < len(text); {
		at := strings.Index(text[i:], open)
		if at < 0 {
			return
		}
		at += i
		if m[at] {
			i = at + len(open)
			continue
		}
		body := text[at+len(open):]
		if across == 0 {
			if nl := strings.IndexByte(body, '\n'); nl >= 0 {
				body = body[:nl]
			}
		}
		end := strings.Index(body, shut)
		if end < 0 {
			if across > 0 {
				return
			}
			i = at + len(open) + len(body)
			continue
		}
		stop := at + len(open) + end + len(shut)
		for j := at; j < stop; j++ {
			m[j] = true
		}
		i = stop
	}
}

// maskApostrophes masks 'words in single quotes', which begin after a space and
// end before one, unlike the apostrophe in don't.
func maskApostrophes(text string, m []bool) {
	open := -1
	before := rune(' ')
	for i, r := range text {
		switch {
		case r == '\n':
			open = -1
		case r != '\'' && r != '‘' && r != '’':
		case open < 0 && (unicode.IsSpace(before) || before == '(') && !m[i]:
			open = i
		case open >= 0 && !unicode.IsSpace(before):
			next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
			if unicode.IsLetter(next) || unicode.IsDigit(next) {
				break
			}
			for j := open; j < i+utf8.RuneLen(r); j++ {
				m[j] = true
			}
			open = -1
		}
		before = r
	}
}

// logLine matches the lines that a program wrote: a level, a prompt, a stack
// trace, a run of key=value, another bot's marker.
var logLine = regexp.MustCompile(`^\s*(?:` +
	`(?:\[?\d{4}-\d\d-\d\d[T ][\d:.,]+(?:Z|[+-][\d:]+)?\]?\s+)(?:\[?[A-Z]{4,8}\]?\b|\S+\[\d+\]:|\w+=)` +
	`|\[?(?:ERROR|WARN|WARNING|INFO|DEBUG|FATAL|CRITICAL|PANIC|TRACE)\]?[:\s]+\S*[\w.]+[:=(\[]` +
	`|(?:\$|#|%|>>>) \S` +
	`|(?:panic|fatal|error|Traceback|Exception in thread|Caused by)[:(] ?` +
	`|(?:\S+=\S+\s+){2,}` +
	`|(?:<|&lt;)bot(?:>|&gt;)|\[[\w-]*bot\]` +
	`)`)

// maskLines masks quoted lines and log lines.
func maskLines(text string, m []bool) {
	fill := func(from, to int) {
		for ; from < to; from++ {
			m[from] = true
		}
	}
	for at := 0; at < len(text); {
		end := len(text)
		if nl := strings.IndexByte(text[at:], '\n'); nl >= 0 {
			end = at + nl
		}
		line := strings.TrimLeft(text[at:end], " \t")
		switch {
		case strings.HasPrefix(line, "&gt;&gt;&gt;"):
			fill(at, len(text))
			return
		case strings.HasPrefix(line, "&gt;"), strings.HasPrefix(line, ">"):
			fill(at, end)
		case line != "" && logLine.MatchString(head(line)):
			fill(at, end)
		}
		at = end + 1
	}
}

// head returns the beginning of a line, which is enough to know a log line by.
func head(line string) string {
	if len(line) > 200 {
		return line[:200]
	}
	return line
}
