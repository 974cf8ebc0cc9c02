package report

import (
	"regexp"
	"strings"
	"unicode"
)

var slackToken = regexp.MustCompile(`<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>`)

// plain takes Slack's markup out of a text: what is left is one line that means only what it shows. User mentions are
// answered by call.
func plain(s string, call func(user string) string) string {
	if !strings.ContainsAny(s, "<&") {
		return oneLine(s)
	}
	s = slackToken.ReplaceAllStringFunc(s, func(tok string) string {
		m := slackToken.FindStringSubmatch(tok)
		sigil, id, label := m[1], m[2], m[3]
		switch {
		case sigil == "@":
			return call(id)
		case sigil == "#" && label != "":
			return "#" + label
		case sigil == "#":
			return "another channel"
		case sigil == "!" && strings.HasPrefix(id, "subteam"):
			return "a team"
		case label != "":
			return label
		case strings.Contains(id, "://") || strings.HasPrefix(id, "mailto:") || sigil == "!":
			return id
		}
		return tok
	})
	return oneLine(slackEntities.Replace(s))
}

var slackEntities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// oneLine joins lines and drops what would be invisible or turn the direction of what follows.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\ufeff', r == '\u200b', r == unicode.ReplacementChar, unicode.Is(unicode.Noncharacter_Code_Point, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(s), " ")
}

// sentence gives a text its full stop.
func sentence(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?:;") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}

// A run is a stretch of text, of code where it stands between backquotes.
type run struct {
	Code bool
	Text string
}

// runs splits a text at its code; an odd backquote is only a backquote.
func runs(s string) []run {
	var out []run
	for {
		i := strings.IndexByte(s, '`')
		if i < 0 {
			break
		}
		n := strings.IndexByte(s[i+1:], '`')
		if n < 0 {
			break
		}
		if i > 0 {
			out = append(out, run{Text: s[:i]})
		}
		if n > 0 {
			out = append(out, run{Code: true, Text: s[i+1 : i+1+n]})
		}
		s = s[i+n+2:]
	}
	if s != "" {
		out = append(out, run{Text: s})
	}
	return out
}

// prose is a text without its code and its quotations, which wording checks leave alone.
func prose(s string) string {
	if !strings.ContainsAny(s, "`\"“") {
		return s
	}
	var b strings.Builder
	for _, r := range runs(s) {
		if !r.Code {
			b.WriteString(r.Text)
		}
		b.WriteByte(' ')
	}
	if !strings.ContainsAny(s, `"“`) {
		return b.String()
	}
	return quoted.ReplaceAllString(b.String(), " ")
}

var quoted = regexp.MustCompile(`"[^"]*"|“[^”]*”`)

// words counts the words of a text.
func words(s string) int { return len(strings.Fields(s)) }

// tokens are the words and numbers that carry a text's meaning, cut to their first letters so that "removed" and
// "removal" are one.
func tokens(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if common[w] {
			continue
		}
		if r := []rune(w); len(r) > 5 {
			w = string(r[:5])
		}
		set[w] = true
	}
	return set
}

// stemmed is tokens cut shorter still, so that "fails" and "failed" are one.
func stemmed(s string) map[string]bool {
	set := map[string]bool{}
	for w := range tokens(s) {
		if r := []rune(w); len(r) > 4 {
			w = string(r[:4])
		}
		set[w] = true
	}
	return set
}

var common = setOf(`a an and as at by for from had has have in is it its of on or that the then there this to was were with
	we i my our you they be been utc about`)

func setOf(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// overlap is the share of the shorter text's tokens that the longer one has too.
func overlap(a, b map[string]bool) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return 0
	}
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	return float64(n) / float64(len(a))
}

// fullStop ends a sentence; within a number, a name or a short form it does not.
var fullStop = regexp.MustCompile(`[.!?](\s+[A-Z0-9]|\s*$)`)

// sentences counts those of a text; what does not end with a full stop is one, too.
func sentences(s string) int {
	return len(fullStop.FindAllString(strings.TrimRight(prose(s), " .!?")+".", -1))
}
