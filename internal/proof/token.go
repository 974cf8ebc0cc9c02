package proof

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A kind says how a token is compared.
type kind int

const (
	word   kind = iota // by its letters
	name               // a word that begins with a capital letter within a sentence
	ident              // a host, version, path, number of a ticket: literally
	number             // by value and unit
	clock              // by minute of the day
	date               // by day, month and year
	code               // literally
	link
	mention
	quote // a quotation mark
	mark  // any other punctuation
)

// A token is a piece of a text.
type token struct {
	kind   kind
	text   string // as it stands
	low    string // as it is compared
	count         // of a number
	moment        // of a clock or a date
}

// A count is a number and what is counted.
type count struct {
	value string // in decimal digits, without what groups them
	unit  string // as units has it; empty: none
}

// A moment is a time of day, or a day.
type moment struct {
	minute           int // of the day; -1: of none
	utc              bool
	offset           int // of the zone that stands beside it, in minutes
	zoned            bool
	day, month, year int // 0: not told
}

// plainly replaces marks that only look different.
var plainly = strings.NewReplacer("’", "'", "‘", "'", "ʼ", "'", "“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, "‑", "-", "–", "-", "—", "-", "…", "...", "％", "%")

// grouping are the spaces that stand within a number.
func grouping(c rune) bool { return c == '\u00a0' || c == '\u202f' || c == '\u2009' || c == '\'' }

// tokens cuts a text into its pieces.
func tokens(s string) []token {
	s = plainly.Replace(s)
	var out []token
	begin := true // of a sentence
	for i := 0; i < len(s); {
		c, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsSpace(c):
			i += n
			continue
		case c == '`':
			if end := strings.IndexByte(s[i+1:], '`'); end > 0 && strings.TrimSpace(s[i+1:i+1+end]) != "" {
				text := s[i : i+end+2]
				out, i = append(out, token{kind: code, text: text, low: collapsed(text[1 : len(text)-1])}), i+len(text)
				begin = false
				continue
			}
		case c == '"':
			out, i = append(out, token{kind: quote, text: `"`, low: `"`}), i+n
			continue
		}
		chunk := s[i : i+chunkAt(s[i:])]
		if chunk == "" {
			out, i = append(out, token{kind: mark, text: s[i : i+n], low: s[i : i+n]}), i+n
			begin = begin || strings.ContainsRune(".!?:", c)
			continue
		}
		out, i = append(out, classify(chunk, begin)...), i+len(chunk)
		begin = false
	}
	return joined(out)
}

// collapsed is a text in small letters with single spaces.
func collapsed(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// chunkAt is the length of the word, number or identifier that s begins with; 0 if it is a mark.
func chunkAt(s string) int {
	if at := strings.Index(s[:min(len(s), 12)], "://"); at > 0 && letters(s[:at]) {
		return len(strings.TrimRight(s[:until(s, func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune("<>\"`", c) })], ".,;:!?)"))
	}
	first, n := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[n:])
	if !solid(first) && !(strings.ContainsRune("#@/$€£", first) && solid(next)) {
		return 0
	}
	end := n
	for end < len(s) {
		c, n := utf8.DecodeRuneInString(s[end:])
		if !solid(c) {
			last, _ := utf8.DecodeLastRuneInString(s[:end])
			next, _ := utf8.DecodeRuneInString(s[end+n:])
			digits := unicode.IsDigit(last) && unicode.IsDigit(next)
			inside := strings.ContainsRune("-_./:'@+&=\\", c) && solid(next) || (c == ',' || grouping(c)) && digits && grouped(s[end+n:]) || c == ',' && digits
			if !inside && !(c == '%' && unicode.IsDigit(last)) && !(c == '/' && end > 1 && first == '/' && solid(next)) {
				break
			}
		}
		end += n
	}
	return end
}

// grouped reports whether s begins with three digits and no more.
func grouped(s string) bool {
	n := until(s, func(c rune) bool { return !unicode.IsDigit(c) })
	return n == 3
}

func solid(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) || c == '_'
}

func letters(s string) bool {
	return s != "" && until(s, func(c rune) bool { return !unicode.IsLetter(c) }) == len(s)
}

// until is where in s the first character stands of which stop holds.
func until(s string, stop func(rune) bool) int {
	if i := strings.IndexFunc(s, stop); i >= 0 {
		return i
	}
	return len(s)
}
