package tone

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A token is one word, or one thing that stands in a message like a word.
type token struct {
	word       int32 // its number in the dictionary of a tongue, 0 if it has none
	start, end int32 // bytes in the message
	from, to   int32 // its folded letters in scratch.letters; none for a thing
	class      class
}

// longest is the most tokens in a clause; a longer one is cut, so that the cost
// of a message grows with its length and no faster.
const longest = 60

// A reader turns a message into tokens, whatever its language: words without a
// number, and everything that is no word.
type reader struct {
	text    string
	masked  []bool
	at      int
	out     []token
	letters []byte
}

// read reads text, leaving out what is masked as reported speech.
func (r *reader) read(text string) {
	r.begin(text)
	r.out, r.letters = slices.Grow(r.out, len(text)/4), slices.Grow(r.letters, len(text))
	for r.at < len(r.text) {
		r.next()
	}
}

// begin makes r ready for the first token of text.
func (r *reader) begin(text string) {
	r.text, r.at, r.out, r.letters = text, 0, r.out[:0], r.letters[:0]
	if cap(r.masked) < len(text) {
		r.masked = make([]bool, len(text)*2)
	}
	r.masked = r.masked[:len(text)]
	clear(r.masked)
	maskInto(text, r.masked)
}

func (r *reader) add(c class, start, end int) {
	at := int32(len(r.letters))
	r.out = append(r.out, token{class: c, start: int32(start), end: int32(end), from: at, to: at})
}

// next reads one token or skips what is none.
func (r *reader) next() {
	at := r.at
	if r.masked[at] {
		r.skipMasked()
		return
	}
	c, size := rune(r.text[at]), 1
	if c >= utf8.RuneSelf {
		c, size = utf8.DecodeRuneInString(r.text[at:])
	}
	switch {
	case isLetter(c) || isDigit(c) || unseen(c):
		r.word()
		return
	case c == ' ':
	case c == '<':
		if r.markup() {
			return
		}
		r.add(isThing, at, at+1)
	case c == '&' && (strings.HasPrefix(r.text[at:], "&lt;") || strings.HasPrefix(r.text[at:], "&gt;")):
		size = 4
		r.add(isThing, at, at+size)
	case c == '&':
		if strings.HasPrefix(r.text[at:], "&amp;") {
			size = 5
		}
		r.letters = append(r.letters, '&')
		r.add(0, at, at+size)
		r.out[len(r.out)-1].from--
	case c == ':' && r.emoji():
		return
	case c == '?' || c == '¿' || c == '？':
		r.add(isStop|isAsk, at, at+size)
	case c == '.' || c == '!' || c == ';' || c == '\n' || c == '…' || c == '。' || c == '！':
		r.add(isStop, at, at+size)
	case c == ',' || c == ':' || c == '(' || c == ')' || c == '—' || c == '–':
		r.add(isComma, at, at+size)
	case c == '-' && at+1 < len(r.text) && r.text[at+1] == ' ' || c == '→':
		r.add(isComma, at, at+size)
	case c >= 0x2190:
		if name, ok := pictures[c]; ok {
			r.picture(name, at, at+size)
		}
	}
	r.at += size
}

// pictures are the emoji that say something about people.
var pictures = map[rune]string{
	'🙄': ":roll_eyes:", '👏': ":clap:", '🤡': ":clown_face:", '🤦': ":facepalm:", '😂': ":joy:", '🤣': ":joy:", '🖕': ":middle_finger:",
}

func (r *reader) picture(name string, start, end int) {
	from := int32(len(r.letters))
	r.letters = append(r.letters, name...)
	r.add(isEmoji, start, end)
	r.out[len(r.out)-1].from = from
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
		r.add(isStop, start, r.at)
		return
	}
	r.add(isThing|isQuote, start, r.at)
}

// markup reads <@U…>, <!subteam^…>, <#C…> and links.
func (r *reader) markup() bool {
	rest := r.text[r.at:]
	end := strings.IndexAny(rest[1:min(len(rest), 4096)], "<>\n")
	if end < 0 || rest[1+end] != '>' {
		return false
	}
	end += 2
	start, inner := r.at, rest[1:end-1]
	r.at += end
	switch {
	case strings.HasPrefix(inner, "@"), strings.HasPrefix(inner, "!subteam"):
		r.possessive()
		r.add(isMention, start, r.at)
	case strings.HasPrefix(inner, "!"):
		r.add(isCall, start, r.at)
	default:
		r.add(isThing|isProof, start, r.at)
	}
	return true
}

// possessive swallows the 's that follows a mention.
func (r *reader) possessive() {
	for _, s := range [...]string{"'s", "’s", "s"} {
		rest, ok := strings.CutPrefix(r.text[r.at:], s)
		next, _ := utf8.DecodeRuneInString(rest)
		if ok && (rest == "" || !isLetter(next) && !isDigit(next)) {
			r.at += len(s)
			return
		}
	}
}

// emoji reads :name:.
func (r *reader) emoji() bool {
	rest := r.text[r.at+1:]
	end, letters := 0, false
	for end < len(rest) {
		c := rest[end] | 0x20
		switch {
		case c >= 'a' && c <= 'z':
			letters = true
		case rest[end] == '_' || rest[end] == '-' || rest[end] == '+' || rest[end] >= '0' && rest[end] <= '9':
		default:
			c = 0
		}
		if c == 0 {
			break
		}
		end++
	}
	if end < 2 || end == len(rest) || rest[end] != ':' || !letters {
		return false
	}
	from := int32(len(r.letters))
	for i := range end + 2 {
		r.letters = append(r.letters, byte(fold(rune(r.text[r.at+i]))))
	}
	r.add(isEmoji, r.at, r.at+end+2)
	r.out[len(r.out)-1].from = from
	r.at += end + 2
	return true
}

// word reads a word, a number, a time, an address or a name from a program.
func (r *reader) word() {
	start, end := r.at, r.at
	from := len(r.letters)
	technical, digits, letters, clock := false, false, false, false
scan:
	for end < len(r.text) && !r.masked[end] {
		c, size := rune(r.text[end]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(r.text[end:])
		}
		switch {
		case isLetter(c):
			letters = true
			if second := ligated(c); second != 0 {
				r.letters = append(r.letters, 'f')
				c = second
			}
			r.letters = utf8.AppendRune(r.letters, fold(c))
		case isDigit(c):
			digits = true
			r.letters = utf8.AppendRune(r.letters, fold(c))
		case c == diaeresis:
			r.letters = umlaut(r.letters, from)
		case unseen(c):
		case c == '\'' || c == '’' || c == '‘' || c == '´' || c == '＇':
			if !r.wordAt(end + size) {
				break scan
			}
			r.letters = append(r.letters, '\'')
		case c == '_' || c == '/' || c == '.' || c == ':' || c == '=' || c == '#' || c == '@' || c == '%' || c == '\\':
			// A mark inside a word makes it a path, a version, a time.
			if !r.wordAt(end + size) {
				break scan
			}
			clock = clock || c == ':'
			technical = true
			r.letters = append(r.letters, byte(c))
		case c == '-':
			if !r.wordAt(end+size) || !digits && !technical {
				break scan
			}
			technical = true
			r.letters = append(r.letters, '-')
		default:
			break scan
		}
		end += size
	}
	if end == start { // cannot happen for what begins a word; never stand still
		_, size := utf8.DecodeRuneInString(r.text[start:])
		end += size
	}
	r.at = end
	if len(r.letters) == from {
		return // nothing but what does not show
	}
	var c class
	switch {
	case !letters && clock:
		c = isNumber | isTime
	case !letters:
		c = isNumber
	case technical && isAddress(r.letters[from:]):
		c = isThing | isProof
	case technical || digits:
		c = isThing
	}
	r.out = append(r.out, token{class: c, start: int32(start), end: int32(end), from: int32(from), to: int32(len(r.letters))})
}

// diaeresis is the mark that is written behind a vowel where a letter and its dots
// are two characters.
const diaeresis = 0x308

// umlaut puts the dots on the last letter of a word that begins at from: German
// has other words without them. No other accent makes a difference.
func umlaut(letters []byte, from int) []byte {
	if n := len(letters) - 1; n >= from {
		switch letters[n] {
		case 'a':
			return append(letters[:n], "ä"...)
		case 'o':
			return append(letters[:n], "ö"...)
		case 'u':
			return append(letters[:n], "ü"...)
		}
	}
	return letters
}

func isAddress(w []byte) bool {
	return strings.HasPrefix(string(w), "http:") || strings.HasPrefix(string(w), "https:")
}

// wordAt reports whether a letter or digit stands at i.
func (r *reader) wordAt(i int) bool {
	if i >= len(r.text) || r.masked[i] {
		return false
	}
	c, _ := utf8.DecodeRuneInString(r.text[i:])
	return isLetter(c) || isDigit(c)
}
