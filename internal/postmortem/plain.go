package postmortem

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/evidence"
)

var token = regexp.MustCompile(`<([@#!]?)([^>|]*)(?:\|([^>]*))?>`)

// plain is text as people read it: without Slack's escapes, and with roles for
// the people it mentions or names.
func (t *turn) plain(text string) string { return t.s.plain(text) }

func (s *Session) plain(text string) string {
	text = s.mentioning(text)
	var b strings.Builder
	last, before := 0, "" // where the mention before ended, and what stood for it
	for _, at := range token.FindAllStringSubmatchIndex(text, -1) {
		m := token.FindStringSubmatch(text[at[0]:at[1]])
		between := text[last:at[0]]
		b.WriteString(between)
		switch {
		case m[1] == "@":
			role := s.person(m[2]).Role
			article := "the "
			if role == "" {
				article, role = "a ", "participant"
			}
			if role == before && beside.MatchString(between) {
				article = "another "
			}
			before = role
			if newSentence.MatchString(text[:at[0]]) {
				article = upper(article)
			}
			b.WriteString(article + role)
		case m[3] != "":
			b.WriteString(m[3])
		default:
			b.WriteString(m[2])
		}
		last = at[1]
	}
	b.WriteString(text[last:])
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(b.String())
}

var (
	beside      = regexp.MustCompile(`^,? *(and|or|,|&amp;|with) +$`)
	newSentence = regexp.MustCompile(`[.!?]\s+$`)
)

// mentioning has mentions in the place of the names of people whom the review knows,
// so that a name that is typed is read as the one that is picked. A name that two
// people answer to becomes a mention of one whose seat both have, or of nobody.
// Code and links stay as they are.
func (s *Session) mentioning(text string) string {
	people := evidence.NewPeople(Known(s.Everybody()))
	if people.Empty() {
		return text
	}
	var b strings.Builder
	last := 0
	for _, f := range people.Find(text) {
		if f.From < last || untouched(text, f) {
			continue
		}
		id := f.Who[0]
		for _, other := range f.Who[1:] {
			if s.person(other).Role != s.person(id).Role {
				id = ""
			}
		}
		b.WriteString(text[last:f.From] + "<@" + id + ">")
		last = f.To
	}
	return b.String() + text[last:]
}

var verbatim = regexp.MustCompile("(?s)```.*?```|`[^`\n]*`|<[^>]*>|\\S+[/\\\\]\\S+|\\S+://\\S+")

// untouched reports whether a name stands in code, a link or a path.
func untouched(text string, f evidence.Named) bool {
	return slices.ContainsFunc(verbatim.FindAllStringIndex(text, -1), func(at []int) bool { return at[0] < f.To && f.From < at[1] })
}

// Known are people as [evidence.NewPeople] looks for their names; apps are none.
func Known(people map[string]Person) []evidence.Known {
	var out []evidence.Known
	for _, id := range slices.Sorted(maps.Keys(people)) {
		if p := people[id]; !p.Bot {
			out = append(out, evidence.Known{ID: id, Names: []string{p.Name, p.RealName}, Role: p.Role})
		}
	}
	return out
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
