package tone

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// A sentence is a message as one tongue reads it. It is used again for the next
// message, so that reading makes no garbage.
type sentence struct {
	reader
	ts     []token
	opens  []bool // of each token: nothing but lead words stands before it in its clause
	shuts  []bool // the same behind it, and one more
	length int    // tokens since the last stop
	buffer []byte
	run    run
	fired  []finding
	held   []blocked
	hushed []hush
	marks  marks
	fs     []uint32
	parts  []part
	work   int // letters, features and findings looked at: what the time goes with, besides run.work
}

// understand reads the words of s in t: one spelling for each, several words for
// contractions, one for words that belong together.
func (t *tongue) understand(s *sentence) {
	s.ts, s.length = slices.Grow(s.ts[:0], len(s.out)+len(s.out)/8), 0
	var over chant
	for i := range s.out {
		raw := &s.out[i]
		letters := s.letters[raw.from:raw.to]
		switch {
		case over.goesOn(s, i):
		case raw.class&isStop != 0:
			s.stop(raw)
		case len(letters) == 0 || raw.class&isNumber != 0:
			s.push(*raw)
		case raw.class&isEmoji != 0:
			raw.word = t.index[string(letters)]
			s.push(t.known(*raw))
		default:
			t.word(s, *raw, letters)
		}
	}
	t.borders(s)
}

// A chant is one token, or a few, said over and over: for each length, how many
// tokens so far are as those that many before them.
type chant [3]int

// heard is how often a chant is heard. What is said more often says no more.
const heard = 4

// goesOn reports whether the token at i only repeats what has been heard.
func (c *chant) goesOn(s *sentence, i int) bool {
	again := false
	for n := range c {
		if c[n]++; n >= i || !s.alike(&s.out[i-n-1], &s.out[i]) {
			c[n] = 0
		}
		again = again || c[n] > (heard-1)*(n+1)
	}
	return again
}

// alike reports whether two tokens are the same, letter by letter.
func (s *sentence) alike(a, b *token) bool {
	return a.class == b.class && bytes.Equal(s.letters[a.from:a.to], s.letters[b.from:b.to])
}

func (s *sentence) stop(raw *token) {
	if s.length > 0 {
		s.ts = append(s.ts, *raw)
		s.length = 0
	} else if n := len(s.ts); n > 0 {
		s.ts[n-1].class |= raw.class & isAsk
	}
}

// push adds a token, and a stop where the clause has become too long.
func (s *sentence) push(w token) {
	s.ts = append(s.ts, w)
	if s.length++; s.length >= longest {
		s.ts = append(s.ts, token{class: isStop, start: w.end, end: w.end})
		s.length = 0
	}
}

// known gives a token with a number the classes of its word.
func (t *tongue) known(w token) token {
	if w.word != 0 {
		w.class |= t.dictionary[w.word].class
	}
	return w
}

// word adds an ordinary word, or the words on both sides of its apostrophes.
func (t *tongue) word(s *sentence, raw token, letters []byte) {
	for {
		if as := t.respelt(s, letters); as != nil {
			t.instead(s, raw, as)
			return
		}
		at := bytes.IndexByte(letters, '\'')
		if raw.class&isThing != 0 || at < 0 || at+1 == len(letters) || t.apostrophe != "split" {
			t.single(s, raw, letters, at)
			return
		}
		first := raw
		first.to = raw.from + int32(at)
		t.word(s, first, letters[:at])
		raw.from, letters = first.to+1, letters[at+1:]
	}
}

// single adds a word that is not split. It has an apostrophe at at, or -1.
func (t *tongue) single(s *sentence, raw token, letters []byte, at int) {
	switch {
	case raw.class&isThing != 0:
		raw.word = t.lookup(s, letters)
		s.push(t.known(raw))
		return
	case at < 0:
		raw.word = t.number(s, letters)
	default:
		s.buffer = s.buffer[:0]
		for _, c := range letters {
			if c != '\'' {
				s.buffer = append(s.buffer, c)
			}
		}
		if as := t.respelt(s, s.buffer); as != nil {
			t.instead(s, raw, as)
			return
		}
		if t.apostrophe == "owner" && at == len(letters)-2 && letters[at+1] == 's' {
			raw.to = raw.from + int32(at)
			raw.class |= isOwner
			raw.word = t.number(s, letters[:at])
			s.push(t.known(raw))
			return
		}
		raw.word = t.lookup(s, s.buffer)
	}
	if raw.word != 0 && t.dictionary[raw.word].joined && len(s.ts) > 0 && s.length > 0 {
		last := s.ts[len(s.ts)-1]
		if as, ok := t.join[[2]int32{last.word, raw.word}]; ok {
			s.ts, s.length = s.ts[:len(s.ts)-1], s.length-1
			raw.start, raw.from = last.start, last.from
			t.instead(s, raw, as)
			return
		}
	}
	s.push(t.known(raw))
}

// longestWord is the most bytes of a word that is looked for: no dictionary has
// a longer one, and a message may consist of one alone.
const longestWord = 64

// lookup returns the number of a word as it is spelt; 0 if it has none.
func (t *tongue) lookup(s *sentence, letters []byte) int32 {
	if len(letters) > longestWord {
		return 0
	}
	s.work += len(letters)
	return t.index[string(letters)]
}

// respelt returns the words as which a word is read; nil for itself.
func (t *tongue) respelt(s *sentence, letters []byte) []int32 {
	if len(letters) > longestWord {
		return nil
	}
	s.work += len(letters)
	return t.spell[string(letters)]
}

// instead adds the words as in the place of raw.
func (t *tongue) instead(s *sentence, raw token, as []int32) {
	raw.class = 0
	for _, w := range as {
		raw.word = w
		s.push(t.known(raw))
	}
}

// number returns the number of a word, also where its accents are left out or
// put in and where letters are drawn out; 0 if it has none.
func (t *tongue) number(s *sentence, letters []byte) int32 {
	if n := t.lookup(s, letters); n != 0 {
		return n
	}
	s.buffer = s.buffer[:0]
	changed := false
	var drawnOut [utf8.RuneSelf]bool // what stands three times in a row
	for i := 0; i < len(letters) && len(s.buffer) <= longestWord; {
		c, size := rune(letters[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRune(letters[i:])
		}
		n := len(s.buffer)
		if p, ok := plain(c); ok {
			s.buffer = append(s.buffer, p...)
			changed = true
		} else if n >= 2 && c < utf8.RuneSelf && s.buffer[n-1] == byte(c) && s.buffer[n-2] == byte(c) {
			drawnOut[c], changed = true, true // sooo, whyyy
		} else {
			s.buffer = append(s.buffer, letters[i:i+size]...)
		}
		i += size
	}
	s.work += len(s.buffer)
	if !changed {
		return 0
	}
	if n := t.lookup(s, s.buffer); n != 0 {
		return n
	}
	single := s.buffer[:0]
	for i, c := range s.buffer {
		if i == 0 || c != s.buffer[i-1] || i == 1 || s.buffer[i-2] != c && (c >= utf8.RuneSelf || !drawnOut[c]) {
			single = append(single, c)
		}
	}
	return t.lookup(s, single)
}

// borders notes where clauses open and close.
func (t *tongue) borders(s *sentence) {
	n := len(s.ts)
	s.opens, s.shuts = grown(s.opens, n), grown(s.shuts, n+1)
	for i := range n {
		switch {
		case i == 0 || s.ts[i-1].class&(isStop|isComma) != 0:
			s.opens[i] = true
		case s.ts[i-1].class&(t.lead|isMention|isEmoji|isTime|isNumber|isCall) != 0:
			s.opens[i] = s.opens[i-1]
		case i > 1 && s.ts[i-1].class&t.think != 0 && s.ts[i-2].class&t.me != 0:
			s.opens[i] = s.opens[i-2]
		default:
			s.opens[i] = false
		}
	}
	s.shuts[n] = true
	for i := n - 1; i >= 0; i-- {
		switch c := s.ts[i].class; {
		case c&(isStop|isComma) != 0:
			s.shuts[i] = true
		case c&(t.tail|isMention|isEmoji) != 0:
			s.shuts[i] = s.shuts[i+1]
		default:
			s.shuts[i] = false
		}
	}
}

func grown(b []bool, n int) []bool {
	if cap(b) < n {
		return make([]bool, n, n*2)
	}
	return b[:n]
}
