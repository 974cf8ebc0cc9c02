package tone

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// fits reports whether wording may be offered in place of what m says: it keeps
// the facts, is about as long, of the same language, calls for no word to its
// author itself, and brings no markup of its own.
func (l *Local) fits(m Message, wording string) bool {
	wording = strings.TrimSpace(wording)
	was, is := utf8.RuneCountInString(m.Text), utf8.RuneCountInString(wording)
	if is == 0 || is > max(was*3/2, 200) || len(strings.Fields(wording)) > 60 || !keepsFacts(m.Text, wording) || !ownMarkup(m.Text, wording) {
		return false
	}
	ts := tokens(wording)
	return english(ts) == english(tokens(m.Text)) && !l.read(Message{Text: wording, Before: m.Before, Phase: m.Phase}, ts).Flag
}

// keepsFacts reports whether wording holds the mentions, links, numbers, times,
// code and quotations that text holds, no more and no less.
func keepsFacts(text, wording string) bool {
	return slices.Equal(facts(text), facts(wording))
}

// facts returns what a rewording has to keep, sorted.
func facts(text string) []string {
	var fs []string
	for _, t := range tokens(text) {
		if t.class&(isThing|isNumber|isMention) != 0 && t.class&isQuote == 0 {
			fs = append(fs, text[t.start:t.end])
		}
	}
	masked := mask(text) // a quoted line leaves no token of its own
	for i := 0; i < len(text); i++ {
		if from := i; masked[i] {
			for i < len(text) && masked[i] {
				i++
			}
			fs = append(fs, text[from:i])
		}
	}
	slices.Sort(fs)
	return slices.Compact(fs)
}

// ownMarkup reports whether all markup in wording is in text as well, so that it
// can mention, link and call nothing new when it is shown as mrkdwn.
func ownMarkup(text, wording string) bool {
	for _, call := range [...]string{"@channel", "@here", "@everyone"} {
		if strings.Contains(wording, call) && !strings.Contains(text, call) {
			return false
		}
	}
	for rest := wording; ; {
		at := strings.IndexAny(rest, "<>&")
		if at < 0 {
			return true
		}
		rest = rest[at:]
		var whole string
		switch rest[0] {
		case '<':
			end := strings.IndexByte(rest, '>')
			if end < 0 || !strings.Contains(text, rest[:end+1]) {
				return false
			}
			whole = rest[:end+1]
		case '&':
			for _, entity := range [...]string{"&lt;", "&gt;", "&amp;"} {
				if strings.HasPrefix(rest, entity) {
					whole = entity
				}
			}
		}
		if whole == "" {
			return false
		}
		rest = rest[len(whole):]
	}
}
