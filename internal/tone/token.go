package tone

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is one word, or one thing that stands in a message like a word.
type token struct {
	word       string // folded; "" for a thing known only by its class
	class      class
	start, end int // bytes in the message
}

// stop ends a clause: patterns do not reach across it unless they say so.
const stop = "/"

// longest is the most tokens in a clause; a longer one is cut, so that the cost
// of a message grows with its length and no faster.
const longest = 60

// tokens reads text, leaving out what is masked as reported speech.
func tokens(text string) []token {
	r := reader{text: text, masked: mask(text)}
	r.out = make([]token, 0, len(text)/4+8)
	for r.at < len(r.text) {
		r.next()
	}
	return r.out
}

// A reader turns a message into tokens.
type reader struct {
	text   string
	masked []bool
	at     int
	out    []token
	run    int // tokens since the last stop
}

// add appends a token, and a stop where the clause has become too long.
func (r *reader) add(word string, c class, start, end int) {
	if word == stop {
		if r.run > 0 {
			r.out = append(r.out, token{word: stop, class: isStop, start: start, end: end})
			r.run = 0
		}
		return
	}
	r.out = append(r.out, token{word: word, class: c | lexicon[word], start: start, end: end})
	if r.run++; r.run >= longest {
		r.add(stop, 0, end, end)
	}
}

// next reads one token or skips what is none.
func (r *reader) next() {
	at := r.at
	if r.masked[at] {
		r.skipMasked()
		return
	}
	c, size := utf8.DecodeRuneInString(r.text[at:])
	switch {
	case c == '<':
		if r.markup() {
			return
		}
		r.add("", isThing, at, at+1)
	case c == '&' && (strings.HasPrefix(r.text[at:], "&lt;") || strings.HasPrefix(r.text[at:], "&gt;")):
		size = 4
		r.add("", isThing, at, at+size)
	case c == '&':
		if strings.HasPrefix(r.text[at:], "&amp;") {
			size = 5
		}
		r.add("and", 0, at, at+size)
	case c == ':' && r.emoji():
		return
	case isWordRune(c):
		r.word()
		return
	case strings.ContainsRune(".!?;\n…", c):
		r.add(stop, 0, at, at+size)
	case c == ',' || c == ':' || c == '(' || c == ')' || c == '—' || c == '–':
		r.add(",", isComma, at, at+size)
	case c == '-' && at+1 < len(r.text) && r.text[at+1] == ' ' || c == '→':
		r.add(",", isComma, at, at+size)
	case c >= 0x2190:
		if word, ok := pictures[c]; ok {
			r.add(word, isEmoji, at, at+size)
		}
	}
	r.at += size
}

// skipMasked puts one token in the place of a stretch of reported speech. A line
// of it ends the clause before and after.
func (r *reader) skipMasked() {
	start := r.at
	lineStart := start == 0 || r.text[start-1] == '\n'
	for r.at < len(r.text) && r.masked[r.at] {
		r.at++
	}
	if lineStart && (r.at == len(r.text) || r.text[r.at] == '\n') {
		r.add(stop, 0, start, r.at)
		return
	}
	r.add("", isThing|isQuote, start, r.at)
}

// markup reads <@U…>, <!subteam^…>, <#C…> and links.
func (r *reader) markup() bool {
	rest := r.text[r.at:]
	end := strings.IndexAny(rest[1:], "<>\n")
	if end < 0 || rest[1+end] != '>' {
		return false
	}
	end += 2
	start, inner := r.at, rest[1:end-1]
	r.at += end
	switch {
	case strings.HasPrefix(inner, "@"):
		r.possessive()
		r.add("", isMention, start, r.at)
	case strings.HasPrefix(inner, "!subteam"):
		r.possessive()
		r.add("", isTeam|isMention, start, r.at)
	case strings.HasPrefix(inner, "!"):
		r.add("", isLead, start, r.at)
	default:
		r.add("", isThing|isProof, start, r.at)
	}
	return true
}

// possessive swallows the 's that follows a mention.
func (r *reader) possessive() {
	for _, s := range [...]string{"'s", "’s", "s"} {
		rest, ok := strings.CutPrefix(r.text[r.at:], s)
		if next, _ := utf8.DecodeRuneInString(rest); ok && !isWordRune(next) {
			r.at += len(s)
			return
		}
	}
}

// emoji reads :name:.
func (r *reader) emoji() bool {
	rest := r.text[r.at+1:]
	end := strings.IndexFunc(rest, func(c rune) bool {
		return c != '_' && c != '-' && c != '+' && !unicode.IsLetter(c) && !unicode.IsDigit(c)
	})
	if end < 2 || rest[end] != ':' || strings.IndexFunc(rest[:end], unicode.IsLetter) < 0 {
		return false
	}
	r.add(":"+strings.ToLower(rest[:end])+":", isEmoji, r.at, r.at+end+2)
	r.at += end + 2
	return true
}

// word reads a word, a number, a time, an address or a name from a program.
func (r *reader) word() {
	start, end := r.at, r.at
	var b strings.Builder
	technical, digits, letters := false, false, false
scan:
	for end < len(r.text) && !r.masked[end] {
		c, size := utf8.DecodeRuneInString(r.text[end:])
		switch {
		case unseen(c):
		case unicode.IsLetter(c):
			letters = true
			b.WriteRune(fold(c))
		case unicode.IsDigit(c):
			digits = true
			b.WriteRune(c)
		case c == '\'' || c == '’' || c == '‘' || c == '´':
			if !r.wordAt(end + size) {
				break scan
			}
			b.WriteByte('\'')
		case c == '_' || c == '/' || c == '.' || c == ':' || c == '=' || c == '#' || c == '@' || c == '%' || c == '\\':
			// A mark inside a word makes it a path, a version, a time.
			if !r.wordAt(end + size) {
				break scan
			}
			if c == '/' && b.Len() == 1 && b.String()[0]|0x20 == 'w' { // w/o
				break
			}
			technical = true
			b.WriteRune(c)
		case c == '-':
			if !r.wordAt(end+size) || !digits && !technical {
				break scan
			}
			technical = true
			b.WriteByte('-')
		default:
			break scan
		}
		end += size
	}
	if end == start { // cannot happen for a word rune; never stand still
		end++
	}
	r.at = end
	w := b.String()
	switch {
	case technical && !letters, digits && !letters:
		r.add("", isNumber, start, end)
		if strings.ContainsRune(w, ':') {
			r.out[len(r.out)-1].class |= isTime
		}
	case technical, digits:
		if u, ok := spellings[w]; ok {
			r.addAll(u, start, end)
			return
		}
		if strings.HasPrefix(w, "http:") || strings.HasPrefix(w, "https:") {
			r.add("", isThing|isProof, start, end)
			return
		}
		r.add("", isThing, start, end)
	default:
		r.plain(w, start, end)
	}
}

// plain adds an ordinary word, its usual spellings made one.
func (r *reader) plain(w string, start, end int) {
	w = strings.Trim(w, "'")
	if u, ok := spellings[strings.ReplaceAll(w, "'", "")]; ok && (strings.Contains(w, "'") || !needsApostrophe[w]) {
		r.addAll(u, start, end)
		return
	}
	if base, ok := strings.CutSuffix(w, "'s"); ok {
		r.add(base, isOwner, start, end)
		return
	}
	w = strings.ReplaceAll(w, "'", "")
	// "on call" and "on-call" name a person or a duty: one word.
	if n := len(r.out); w == "call" && n > 0 && r.out[n-1].word == "on" {
		r.out[n-1] = token{word: "oncall", class: lexicon["oncall"], start: r.out[n-1].start, end: end}
		return
	}
	if n := len(r.out); w == "one" && n > 0 && r.out[n-1].word == "no" {
		r.out[n-1] = token{word: "noone", class: lexicon["noone"], start: r.out[n-1].start, end: end}
		return
	}
	if n := len(r.out); w == "not" && n > 0 && negated[r.out[n-1].word] != "" {
		w = negated[r.out[n-1].word]
		r.out[n-1] = token{word: w, class: lexicon[w], start: r.out[n-1].start, end: end}
		return
	}
	r.add(w, 0, start, end)
}

func (r *reader) addAll(words string, start, end int) {
	for w := range strings.FieldsSeq(words) {
		r.add(w, 0, start, end)
	}
}

// wordAt reports whether a letter or digit stands at i.
func (r *reader) wordAt(i int) bool {
	if i >= len(r.text) || r.masked[i] {
		return false
	}
	c, _ := utf8.DecodeRuneInString(r.text[i:])
	return unicode.IsLetter(c) || unicode.IsDigit(c)
}

func isWordRune(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsDigit(c) || unseen(c) && c != utf8.RuneError
}

// unseen reports whether c takes no room on the screen, and so may stand inside
// a word to hide it: zero-width marks, soft hyphens, tags, variation selectors,
// direction marks, combining accents.
func unseen(c rune) bool {
	switch {
	case c < 0xad:
		return false
	case c == 0xad, c == 0x34f, c == 0x61c, c == 0x180e, c == 0xfeff:
		return true
	case c >= 0x200b && c <= 0x200f, c >= 0x202a && c <= 0x202e, c >= 0x2060 && c <= 0x206f:
		return true
	case c >= 0xfe00 && c <= 0xfe0f, c >= 0xe0000 && c <= 0xe01ef:
		return true
	}
	return unicode.Is(unicode.Mn, c)
}

// fold makes a letter small, and Latin where it only looks Latin.
func fold(c rune) rune {
	if c < utf8.RuneSelf {
		return unicode.ToLower(c)
	}
	if c >= 0xff21 && c <= 0xff5a {
		c -= 0xfee0
	}
	c = unicode.ToLower(c)
	if l, ok := lookalikes[c]; ok {
		return l
	}
	return c
}

// lookalikes are the Cyrillic and Greek letters that cannot be told from Latin.
var lookalikes = map[rune]rune{
	'а': 'a', 'е': 'e', 'о': 'o', 'р': 'p', 'с': 'c', 'у': 'y', 'х': 'x', 'і': 'i', 'ј': 'j', 'ѕ': 's', 'ԁ': 'd', 'һ': 'h',
	'в': 'b', 'к': 'k', 'м': 'm', 'н': 'h', 'т': 't', 'α': 'a', 'ο': 'o', 'ι': 'i', 'ν': 'v', 'ρ': 'p', 'τ': 't', 'ɑ': 'a', 'ɡ': 'g',
}

// pictures are the emoji that say something about people.
var pictures = map[rune]string{
	'🙄': ":roll_eyes:", '👏': ":clap:", '🤡': ":clown_face:", '🤦': ":facepalm:", '😂': ":joy:", '🤣': ":joy:",
}
