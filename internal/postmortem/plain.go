package postmortem

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

var token = regexp.MustCompile(`<([@#!]?)([^>|]*)(?:\|([^>]*))?>`)

// plain is text as people read it: without Slack's escapes, and with roles for
// the people it mentions.
func (t *turn) plain(text string) string { return t.s.plain(text) }

func (s *Session) plain(text string) string {
	text = token.ReplaceAllStringFunc(text, func(found string) string {
		m := token.FindStringSubmatch(found)
		switch {
		case m[1] == "@":
			if role := s.People[m[2]].Role; role != "" {
				return "the " + role
			}
			return "a participant"
		case m[3] != "":
			return m[3]
		}
		return m[2]
	})
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(text)
}

// onlyWordsOf reports whether a reading composes nothing: what somebody adds by
// hand stays in their own words.
func onlyWordsOf(reading, text string) bool {
	own := map[string]bool{}
	split := func(s string) []string {
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	for _, w := range split(text) {
		own[w] = true
	}
	return !slices.ContainsFunc(split(reading), func(w string) bool { return !own[w] })
}

// sentence puts words into the shape of a sentence without changing any of them.
func sentence(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	r, n := utf8.DecodeRuneInString(s)
	s = strings.ToUpper(string(r)) + s[n:]
	if !strings.ContainsAny(s[len(s)-1:], ".!?") {
		s += "."
	}
	return s
}
