package tone

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"math/bits"
	"strings"
	"unicode/utf8"
)

// languages tells by their frequent words which language a message is in.
type languages struct {
	names   []string
	words   map[string]uint32 // a bit for each language that has the word
	endings map[string]uint32 // the same for how words end; no accents
}

// loadLanguages reads tongues/languages.txt: on each line the name of a language
// and words of it, or with a dash before them endings of words.
func loadLanguages(dir fs.FS) (languages, error) {
	ls := languages{words: make(map[string]uint32), endings: make(map[string]uint32)}
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
		bit := uint32(1) << (len(ls.names) - 1)
		for w := range strings.FieldsSeq(words) {
			if end, ok := strings.CutPrefix(w, "-"); ok {
				ls.endings[unaccented(end)] |= bit
				continue
			}
			ls.words[w] |= bit
			ls.words[unaccented(w)] |= bit
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

// votes are what the words of a message say of its language.
type votes struct {
	points [32]int // of each language
	only   [32]int // the same of words that English does not have
	alien  int     // of words that no language has that can be read
	aliens int     // how many those are
}

// of returns the language of the words of s, such as "en"; "" where none is
// clearly ahead, or where words stand among them of a language that cannot be
// read. Words without any sign are taken for English: no pattern finds anything
// in them unless they are.
func (ls *languages) of(s *sentence) string {
	const whole = 60 // what a word counts that only one language has; it divides by 2 to 6
	var v votes
	words, foreign := 0, 0
	for i := range s.out {
		raw := &s.out[i]
		if raw.class != 0 || raw.from == raw.to {
			continue
		}
		letters := s.letters[raw.from:raw.to]
		words++
		s.work += len(letters)
		ls.count(&v, letters, whole)
		for _, c := range letters {
			if c >= 0xce { // beyond the letters that Latin scripts share
				foreign++
				break
			}
		}
	}
	first, second := 0, -1
	for i := range ls.names {
		if v.points[i] > v.points[first] {
			first = i
		}
	}
	for i := range ls.names {
		if i != first && (second < 0 || v.points[i] > v.points[second]) {
			second = i
		}
	}
	rivals := v.only[1:]
	if v.aliens == 1 && v.points[0] >= max(whole/2, words*whole/8) {
		rivals, v.alien = v.only[1:len(readable)], 0 // One word of afar is as likely a name: Sam is “I am” in Croatian, Kim is “who” in Turkish.
	}
	most := 0 // words of one other language that are not English
	for _, p := range rivals {
		most = max(most, p)
	}
	switch {
	case foreign > words/3, v.alien > 0 && v.alien*4 >= v.points[first]:
		return ""
	case most*2 < v.points[0], v.points[first] == 0:
		return ls.names[0]
	case first != 0 && v.points[first] >= whole && v.points[second]*4 < v.points[first]*3 && v.points[0]*2 < v.points[first]:
		return ls.names[first]
	}
	return ""
}

// count gives each language its share of a word. What stands before and behind
// an apostrophe counts on its own, as in c'est.
func (ls *languages) count(v *votes, letters []byte, whole int) {
	has := ls.having(letters)
	for has == 0 {
		at := bytes.IndexByte(letters, '\'')
		if at < 0 {
			var buffer [longestWord]byte
			bare := bareLetters(buffer[:], letters)
			if has = ls.having(bare); has == 0 {
				has, whole = ls.ending(bare), whole/2
			}
			break
		}
		switch string(letters[at+1:]) {
		case "s", "t", "d", "m", "re", "ve", "ll": // it's, don't
			if before := ls.having(letters[:at]); before != 0 && before&1 == 0 {
				ls.count(v, letters[:at], whole) // hat's
				return
			}
			v.points[0] += whole
			return
		}
		ls.count(v, letters[:at], whole/2) // c'est
		letters = letters[at+1:]
		has = ls.having(letters)
	}
	// What a word says of a language that can be read does not fade because it
	// has distant relatives.
	read := has & (1<<len(readable) - 1)
	share := whole / max(1, bits.OnesCount32(cmp.Or(read, has)))
	if read == 0 && has != 0 {
		v.alien += share
		v.aliens++
	}
	for b := has; b != 0; b &= b - 1 {
		i := bits.TrailingZeros32(b)
		v.points[i] += share
		if has&1 == 0 {
			v.only[i] += whole
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

// ending returns the languages in which words end like this one, by the longest
// ending that is known.
func (ls *languages) ending(letters []byte) uint32 {
	for n := min(longestEnding, len(letters)-shortestStem); n >= shortestEnding; n-- {
		if has := ls.endings[string(letters[len(letters)-n:])]; has != 0 {
			return has
		}
	}
	return 0
}

// How many letters an ending has, and what stands before it.
const (
	shortestEnding = 3
	longestEnding  = 6
	shortestStem   = 2
)

// bareLetters writes letters into to without their accents; it returns nothing
// where they do not fit, as those of a word do.
func bareLetters(to, letters []byte) []byte {
	n := 0
	for i := 0; i < len(letters); {
		if n+utf8.UTFMax > len(to) {
			return nil
		}
		c, size := rune(letters[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRune(letters[i:])
		}
		if p, ok := plain(c); ok {
			n += copy(to[n:], p)
		} else {
			n += copy(to[n:], letters[i:i+size])
		}
		i += size
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
