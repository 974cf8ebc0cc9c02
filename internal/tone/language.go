package tone

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"math/bits"
	"strings"
	"unicode/utf8"
)

// languages tells by their frequent words which language a message is in.
type languages struct {
	names []string
	words map[string]uint32 // a bit for each language that has the word
}

// loadLanguages reads tongues/languages.txt: on each line the name of a language
// and words of it.
func loadLanguages(dir fs.FS) (languages, error) {
	ls := languages{words: make(map[string]uint32)}
	f, err := dir.Open("tongues/languages.txt")
	if err != nil {
		return ls, err
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		line := s.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		name, words, _ := strings.Cut(line, " ")
		if n := len(ls.names); n == 0 || ls.names[n-1] != name {
			ls.names = append(ls.names, name)
		}
		if len(ls.names) > 32 {
			return ls, fmt.Errorf("too many languages")
		}
		for w := range strings.FieldsSeq(words) {
			ls.words[w] |= 1 << (len(ls.names) - 1)
			ls.words[unaccented(w)] |= 1 << (len(ls.names) - 1)
		}
	}
	return ls, nil
}

// learn adds the words of the tongues themselves, where only one has them and it
// is not English: half of what is typed in any language at work is. The words for
// systems are the same in all of them.
func (ls *languages) learn(tongues map[string]*tongue) {
	for i, name := range ls.names {
		t := tongues[name]
		if t == nil || name == ls.names[0] {
			continue
		}
	words:
		for n := range t.dictionary {
			w := t.dictionary[n].word
			if len(w) < 4 || ls.words[w] != 0 || t.dictionary[n].class&(t.names|t.classes["SYSTEM"]) != 0 {
				continue
			}
			for other, o := range tongues {
				if other != name && o.index[w] != 0 {
					continue words
				}
			}
			ls.words[w] |= 1 << i
		}
	}
}

// unaccented returns w without accents.
func unaccented(w string) string {
	var b strings.Builder
	for _, c := range w {
		if p, ok := plain(c); ok {
			b.WriteString(p)
			continue
		}
		b.WriteRune(c)
	}
	return b.String()
}

// of returns the language of the words of s, such as "en"; "" where none is
// clearly ahead. Words without any sign are taken for English: no pattern finds
// anything in them unless they are.
func (ls *languages) of(s *sentence) string {
	const whole = 60         // what a word counts that only one language has; it divides by 2 to 6
	var points, only [32]int // only counts the words that English does not have
	words, foreign := 0, 0
	for i := range s.out {
		raw := &s.out[i]
		if raw.class != 0 || raw.from == raw.to {
			continue
		}
		letters := s.letters[raw.from:raw.to]
		words++
		s.work += len(letters)
		ls.count(&points, &only, letters, whole)
		for _, c := range letters {
			if c >= 0xce { // beyond the letters that Latin scripts share
				foreign++
				break
			}
		}
	}
	first, second := 0, -1
	for i := range ls.names {
		if points[i] > points[first] {
			first = i
		}
	}
	for i := range ls.names {
		if i != first && (second < 0 || points[i] > points[second]) {
			second = i
		}
	}
	most := 0 // words of one other language that are not English
	for _, p := range only[1:] {
		most = max(most, p)
	}
	switch {
	case foreign > words/3:
		return ""
	case most*2 < points[0], points[first] == 0:
		return ls.names[0]
	case first != 0 && points[first] >= whole && points[second]*4 < points[first]*3 && points[0]*2 < points[first]:
		return ls.names[first]
	}
	return ""
}

// count gives each language its share of a word. What stands before and behind
// an apostrophe counts on its own, as in c'est.
func (ls *languages) count(points, only *[32]int, letters []byte, whole int) {
	has := ls.having(letters)
	for has == 0 {
		at := bytes.IndexByte(letters, '\'')
		if at < 0 {
			var buffer [24]byte
			has = ls.having(bareLetters(buffer[:], letters))
			break
		}
		switch string(letters[at+1:]) {
		case "s", "t", "d", "m", "re", "ve", "ll": // it's, don't
			points[0] += whole
			return
		}
		ls.count(points, only, letters[:at], whole/2) // c'est
		letters = letters[at+1:]
		has = ls.having(letters)
	}
	n := bits.OnesCount32(has)
	for b := has; b != 0; b &= b - 1 {
		i := bits.TrailingZeros32(b)
		points[i] += whole / n
		if has&1 == 0 {
			only[i] += whole
		}
	}
}

// having returns the languages that have a word, a bit for each.
func (ls *languages) having(letters []byte) uint32 {
	if len(letters) == 0 || len(letters) > longestWord {
		return 0
	}
	return ls.words[string(letters)]
}

// bareLetters writes letters into to without their accents, as many as fit; it returns
// nothing where there are none to leave out.
func bareLetters(to, letters []byte) []byte {
	n, folded := 0, false
	for i := 0; i < len(letters) && n < len(to)-2; {
		c, size := utf8.DecodeRune(letters[i:])
		if p, ok := plain(c); ok {
			n += copy(to[n:], p)
			folded = true
		} else {
			n += copy(to[n:], letters[i:min(i+size, len(letters))])
		}
		i += size
	}
	if !folded {
		return nil
	}
	return to[:n]
}

// language returns the language of text; "" where it cannot be told, or is none
// that can be read.
func (l *Local) language(text string) string {
	s := l.sentences.Get().(*sentence)
	defer l.sentences.Put(s)
	s.read(text)
	return l.languages.of(s)
}
