package proof

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	clockShape  = regexp.MustCompile(`^([01]?\d|2[0-4])[:h]([0-5]\d)(?::[0-5]\d)?(z|am|pm)?$`)
	hourShape   = regexp.MustCompile(`^(1[0-2]|0?[1-9])(am|pm)$`)
	isoShape    = regexp.MustCompile(`^(\d{4})-(\d\d?)-(\d\d?)(?:t(\d\d:\d\d).*)?$`)
	dottedShape = regexp.MustCompile(`^(\d\d?)[./](\d\d?)[./](\d{4}|\d\d)$`)
	nthShape    = regexp.MustCompile(`^(\d\d?)(?:st|nd|rd|th)$`)
	numberShape = regexp.MustCompile(`^([$€£]?)(\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:[\x{00a0}\x{202f}\x{2009}']\d{3})+|\d+(?:[.,]\d+)?)([a-zµ%]*)$`)
	rangeShape  = regexp.MustCompile(`^(\d[\d:.,]*[a-z%]*)-(\d[\d:.,]*[a-z%]*)$`)
)

// classify says what a chunk is. A range is two tokens.
func classify(chunk string, begin bool) []token {
	low := strings.ToLower(chunk)
	t := token{kind: word, text: chunk, low: low, moment: moment{minute: -1}}
	switch {
	case strings.Contains(chunk, "://") || strings.HasPrefix(low, "www."):
		t.kind = link
		return []token{t}
	case chunk[0] == '@' || strings.Contains(chunk, "@"):
		t.kind = mention
		return []token{t}
	}
	if m := isoShape.FindStringSubmatch(low); m != nil {
		t.kind, t.year, t.month, t.day = date, atoi(m[1]), atoi(m[2]), atoi(m[3])
		if m[4] == "" {
			return []token{t}
		}
		c := t
		c.kind, c.moment = clock, moment{minute: minutes(m[4]), utc: strings.HasSuffix(low, "z")}
		return []token{t, c}
	}
	if m := dottedShape.FindStringSubmatch(low); m != nil {
		t.kind, t.day, t.month, t.year = date, atoi(m[1]), atoi(m[2]), atoi(m[3])
		if t.month > 12 {
			t.day, t.month = t.month, t.day
		}
		if t.year < 100 {
			t.year += 2000
		}
		return []token{t}
	}
	if m := rangeShape.FindStringSubmatch(low); m != nil {
		at := strings.IndexByte(chunk, '-')
		return append(classify(chunk[:at], false), append([]token{{kind: mark, text: "-", low: "-"}}, classify(chunk[at+1:], false)...)...)
	}
	switch m := clockShape.FindStringSubmatch(low); {
	case m != nil:
		t.kind, t.minute, t.utc = clock, atoi(m[1])*60+atoi(m[2]), m[3] == "z"
		t.half(m[3])
		return []token{t}
	case hourShape.MatchString(low):
		h := hourShape.FindStringSubmatch(low)
		t.kind, t.minute = clock, atoi(h[1])*60
		t.half(h[2])
		return []token{t}
	case nthShape.MatchString(low):
		t.kind, t.day = date, atoi(nthShape.FindStringSubmatch(low)[1])
		return []token{t}
	}
	if m := numberShape.FindStringSubmatch(low); m != nil {
		unit, scale, known := unitOf(m[1] + m[3])
		if known {
			t.kind, t.count = number, count{digits(m[2], scale), unit}
			return []token{t}
		}
	}
	if n, ok := spelled[low]; ok {
		t.kind, t.count = number, count{value: n}
		return []token{t}
	}
	switch {
	case identifier(chunk):
		t.kind = ident
	case !begin && capital(chunk):
		t.kind = name
	}
	return []token{t}
}

// half puts a clock time into the right half of the day.
func (t *token) half(of string) {
	switch {
	case of == "pm" && t.minute < 12*60:
		t.minute += 12 * 60
	case of == "am" && t.minute >= 12*60:
		t.minute -= 12 * 60
	}
}

// identifier reports whether a chunk is written as no word is.
func identifier(s string) bool {
	if strings.ContainsAny(s, "0123456789_/\\#=&+$€£:") {
		return true
	}
	if i := strings.IndexByte(s, '.'); i > 0 && i < len(s)-1 && !abbreviation[strings.ToLower(s)] {
		return true
	}
	upper := 0
	for i, c := range s {
		if unicode.IsUpper(c) {
			if upper++; i > 0 {
				last, _ := utf8.DecodeLastRuneInString(s[:i])
				if unicode.IsLower(last) {
					return true // within a word
				}
			}
		}
	}
	return upper > 1 && !strings.ContainsAny(s, "-'") && upper == utf8.RuneCountInString(s)
}

var abbreviation = map[string]bool{"e.g": true, "i.e": true, "a.m": true, "p.m": true}

func capital(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(c) && s != "I"
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }

func minutes(s string) int {
	h, m, _ := strings.Cut(s, ":")
	return atoi(h)*60 + atoi(m)
}

// digits is a number without what groups its digits, times 10 to the power of scale.
func digits(s string, scale int) string {
	whole, part, found := strings.Cut(s, ".")
	if !found {
		if at := strings.LastIndexByte(s, ','); at > 0 && len(s)-at-1 != 3 {
			whole, part = s[:at], s[at+1:] // as on the continent
		}
	}
	whole = strings.Map(func(c rune) rune {
		if unicode.IsDigit(c) {
			return c
		}
		return -1
	}, whole)
	for range scale {
		next := "0"
		if part != "" {
			next, part = part[:1], part[1:]
		}
		whole += next
	}
	whole, part = strings.TrimLeft(whole, "0"), strings.TrimRight(part, "0")
	if whole == "" {
		whole = "0"
	}
	if part != "" {
		return whole + "." + part
	}
	return whole
}
