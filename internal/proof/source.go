package proof

import (
	"slices"
	"strings"
	"time"
)

// A Text is a text that was read once, to be looked into often.
type Text struct {
	tokens  []token
	words   map[string]bool // in small letters; an identifier also in its parts
	raw     string          // in small letters with single spaces
	spaced  string          // its words side by side
	numbers map[string][]string
}

// Read reads a text without markup.
func Read(s string) *Text {
	t := &Text{tokens: tokens(s), words: map[string]bool{}, raw: collapsed(plainly.Replace(s)), numbers: map[string][]string{}}
	var b strings.Builder
	for _, x := range t.tokens {
		switch x.kind {
		case number:
			t.numbers[x.value] = append(t.numbers[x.value], x.unit)
		case code:
			for _, inner := range tokens(x.low) {
				t.learn(inner)
			}
		}
		t.learn(x)
	}
	for _, w := range wordsOf(t.raw) {
		t.words[w] = true
		b.WriteString(" " + w)
	}
	t.spaced = b.String() + " "
	return t
}

// learn notes the words a token can be found by.
func (t *Text) learn(x token) {
	if x.low == "" {
		return
	}
	t.words[x.low] = true
	t.words[strings.Trim(x.low, "#$€£")] = true
	if x.kind == ident || x.kind == link {
		for _, part := range strings.FieldsFunc(x.low, func(c rune) bool { return strings.ContainsRune("/:=&+#?@", c) }) {
			t.words[part] = true
		}
	}
}

// wordsOf are the words of a text as a quotation is compared.
func wordsOf(low string) []string {
	return strings.FieldsFunc(low, func(c rune) bool { return !solid(c) })
}

// A Source is what a sentence rests on.
type Source struct {
	Texts   []*Text          // messages, and what entries hold in words
	Moments []time.Time      // which entries hold; any of their day, clock in UTC
	Zones   []*time.Location // in which clock times of the texts may be meant
	Day     time.Time        // of the incident, to know what a zone's clock was then
}

// Lacks returns what stands in the sentence and in none of its sources, as it stands there, once each. A number may be
// written another way (1,200 is 1200, 31 % is 31 percent, 1.2k is 1200), a time in another notation or zone; a word that
// looks like a name or an identifier, code and quotations have to be the same letters. A number without a unit in the
// source may have gained one.
func (s Source) Lacks(sentence *Text) []string {
	var out []string
	ts := sentence.tokens
	lack := func(text string) {
		if text = strings.TrimSpace(text); text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	for i := 0; i < len(ts); i++ {
		t := ts[i]
		if t.kind == quote {
			if end := slices.IndexFunc(ts[i+1:], func(x token) bool { return x.kind == quote }); end > 0 {
				if inner := ts[i+1 : i+1+end]; !s.quotes(inner) {
					lack(`"` + written(inner) + `"`)
				}
				i += end + 1
			}
			continue
		}
		if !s.has(t) {
			lack(t.text)
		}
	}
	return out
}

// written puts tokens side by side.
func written(ts []token) string {
	var b strings.Builder
	for i, t := range ts {
		if i > 0 && t.kind != mark {
			b.WriteByte(' ')
		}
		b.WriteString(t.text)
	}
	return b.String()
}

// quotes reports whether the words of a quotation stand in a row in a source.
func (s Source) quotes(ts []token) bool {
	words := wordsOf(strings.ToLower(written(ts)))
	if len(words) == 0 {
		return true // a mark alone says nothing
	}
	row := " " + strings.Join(words, " ") + " "
	return slices.ContainsFunc(s.Texts, func(t *Text) bool { return strings.Contains(t.spaced, row) })
}

// has reports whether a token needs no source, or has one.
func (s Source) has(t token) bool {
	switch t.kind {
	case number:
		return s.counts(t.count) || t.unit == "" && s.dated(token{kind: date, moment: moment{day: dayOf(t)}}) || s.yeared(t)
	case clock:
		return s.clocked(t)
	case date:
		return s.dated(t)
	case code:
		return s.holds(t.low)
	case link, mention:
		return s.holds(strings.TrimRight(t.low, "/")) || s.word(strings.TrimLeft(t.low, "@"))
	case ident:
		return s.word(t.low) || s.word(strings.Trim(t.low, "#$€£")) || s.parts(t.low)
	case name:
		return s.word(t.low) || s.word(strings.TrimSuffix(t.low, "'s")) || s.day(t.low) || s.parts(t.low)
	}
	return true
}

// word reports whether a word stands in a source.
func (s Source) word(low string) bool {
	return slices.ContainsFunc(s.Texts, func(t *Text) bool { return t.words[low] })
}

// parts reports whether all parts of a word with a stroke or a hyphen between them stand in a source, as in "checkout/search".
func (s Source) parts(low string) bool {
	list := strings.FieldsFunc(low, func(c rune) bool { return c == '/' || c == '-' })
	return len(list) > 1 && !strings.ContainsAny(low, "0123456789._:") && !slices.ContainsFunc(list, func(p string) bool { return !s.word(p) })
}

// holds reports whether a source holds a text as it stands, not as a part of a longer name.
func (s Source) holds(low string) bool {
	return slices.ContainsFunc(s.Texts, func(t *Text) bool {
		for from := 0; ; {
			at := strings.Index(t.raw[from:], low)
			if at < 0 || low == "" {
				return false
			}
			at += from
			if !within(t.raw, at) && !within(t.raw, at+len(low)) {
				return true
			}
			from = at + 1
		}
	})
}

// within reports whether a word goes on at i.
func within(s string, i int) bool {
	joint := func(c byte) bool {
		return c == '_' || c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 0x80
	}
	return i > 0 && i < len(s) && joint(s[i-1]) && joint(s[i])
}

// counts reports whether a number stands in a source, of the same unit, or of none.
func (s Source) counts(c count) bool {
	return slices.ContainsFunc(s.Texts, func(t *Text) bool {
		unit, ok := t.numbers[c.value]
		return ok && (c.unit == "" || slices.Contains(unit, c.unit) || slices.Contains(unit, ""))
	})
}

// yeared reports whether a number is the year of a day in a source.
func (s Source) yeared(t token) bool {
	return t.unit == "" && len(t.value) == 4 && s.dated(token{kind: date, moment: moment{year: atoi(t.value)}})
}

// day reports whether a word is the name of a weekday or a month on which something was.
func (s Source) day(low string) bool {
	return slices.ContainsFunc(s.Moments, func(m time.Time) bool {
		return strings.EqualFold(m.Weekday().String(), low) || months[low] == int(m.Month())
	})
}

// dated reports whether a day, as far as it is told, is in a source.
func (s Source) dated(t token) bool {
	same := func(day, month, year int) bool {
		return (t.day == 0 || t.day == day) && (t.month == 0 || month == 0 || t.month == month) && (t.year == 0 || year == 0 || t.year == year)
	}
	if t.day == 0 && t.year == 0 {
		return false
	}
	if slices.ContainsFunc(s.Moments, func(m time.Time) bool { return same(m.Day(), int(m.Month()), m.Year()) }) {
		return true
	}
	return slices.ContainsFunc(s.Texts, func(x *Text) bool {
		return slices.ContainsFunc(x.tokens, func(o token) bool {
			return o.kind == date && same(o.day, o.month, o.year) || o.kind == date && t.month > 0 && t.year == 0 && o.day == t.month && o.month == t.day
		})
	})
}

// clocked reports whether a time of day is in a source: as it stands there, or as it is in another zone.
func (s Source) clocked(t token) bool {
	utc := func(x token) int { return wrapped(x.minute - x.offset) }
	for _, m := range s.Moments {
		at := m.UTC().Hour()*60 + m.UTC().Minute()
		if !t.zoned && at == t.minute || t.zoned && at == utc(t) {
			return true
		}
	}
	for _, text := range s.Texts {
		for _, o := range text.tokens {
			switch {
			case o.kind != clock:
				continue
			case o.minute == t.minute && (!o.zoned || !t.zoned || o.offset == t.offset):
				return true
			case o.zoned && (utc(o) == utc(t)):
				return true
			case !o.zoned && slices.ContainsFunc(s.Zones, func(z *time.Location) bool { return s.told(o.minute, z) == utc(t) }):
				return true
			}
		}
	}
	return false
}

// told is what a zone's clock time is in UTC, on the day of the incident.
func (s Source) told(minute int, z *time.Location) int {
	_, ahead := s.Day.In(z).Zone()
	return wrapped(minute - ahead/60)
}

func wrapped(minute int) int { return ((minute % 1440) + 1440) % 1440 }
