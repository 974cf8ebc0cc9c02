package tone

import "slices"

// What stands for all things of a kind in a feature, whatever they are called.
const (
	symStop = offset32 ^ iota + 1
	symAsk
	symComma
	symPerson
	symTime
	symNumber
	symQuote
	symThing
	symEmoji
	symEdge
	symOther
	symSomebody
	symOneself
)

// Kinds of features, mixed into their hashes.
const (
	oneWord = iota + 1
	twoWords
	threeWords
	aroundOne
	twoClasses
	threeClasses
	beginning
	ending
	opening
	firedRule
	heldRule
	hushedClause
	oneSense
	twoSenses
	sensesNear
	company
	inCompany
	together
)

// stemLength is how many letters a word and its other forms share, as a rule;
// endLength how many tell, in languages that inflect, who does what and when.
const (
	stemLength = 5
	endLength  = 4
)

// symbol returns what a token is to a feature: its word, or its kind.
func (t *tongue) symbol(s *sentence, w *token) uint32 {
	switch c := w.class; {
	case c&isStop != 0:
		if c&isAsk != 0 {
			return symAsk
		}
		return symStop
	case c&isComma != 0:
		return symComma
	case c&(isMention|t.names) != 0:
		return symPerson
	case c&isTime != 0:
		return symTime
	case c&isNumber != 0:
		return symNumber
	case c&isQuote != 0:
		return symQuote
	case w.word != 0:
		return t.dictionary[w.word].hash
	case c&isThing != 0:
		return symThing
	case c&isEmoji != 0:
		return symEmoji
	}
	return hashPlain(s.letters[w.from:w.to])
}

// kindOf returns what a token is to a feature that looks at classes: its first
// class, or its word where it has none but is in the dictionary.
func (t *tongue) kindOf(w *token, symbol uint32) uint32 {
	if lexical := w.class &^ (firstLexical - 1) & t.telling; lexical != 0 {
		return uint32((lexical&-lexical)>>8)*2654435761 ^ uint32((lexical&-lexical)>>36)
	}
	if w.word == 0 && w.class == 0 {
		return symOther
	}
	return symbol
}

// gist returns what a token is to a feature that looks far: somebody, whoever it
// is, oneself, or a word, of a longer one that is not in the dictionary its stem.
func (t *tongue) gist(w *token, symbol, stem uint32) uint32 {
	switch {
	case w.class&(t.others|t.names|isMention) != 0:
		return symSomebody
	case w.class&t.oneself != 0:
		return symOneself
	case w.word == 0 && w.class == 0 && stem != 0:
		return stem
	}
	return symbol
}

// around is how many tokens further on the gist of one is still put beside another's:
// far enough for who is spoken of and what is said of them, with an aside in between.
const around = 7

// perToken and beyondTokens are the most features of one token, and of what is
// no token of a part, but for its rules.
const perToken, beyondTokens = 8 + perSense + around, 5

// features appends to s.fs the features of the tokens [lo, hi) and of the rules
// that fired or were held back.
func (t *tongue) features(s *sentence, lo, hi int) {
	fs := slices.Grow(s.fs, perToken*(hi-lo)+beyondTokens)
	var s1, s2 uint32 = symEdge, symEdge
	var k1, k2 uint32 = symEdge, symEdge
	var gists [around + 1]uint32 // of the last tokens, by number
	for i := lo; i < hi; i++ {
		w := &s.ts[i]
		sym := t.symbol(s, w)
		kind := t.kindOf(w, sym)
		fs = append(fs,
			t.feature(oneWord, sym, 0, 0), t.feature(twoWords, s1, sym, 0), t.feature(aroundOne, s2, sym, 0),
			t.feature(twoClasses, k1, kind, 0), t.feature(threeClasses, k2, k1, kind))
		if i == lo {
			fs = append(fs, t.feature(opening, kind, 0, 0))
		}
		var begins uint32
		if w.to-w.from > stemLength && w.class&(isThing|isNumber|isEmoji|isMention|t.names) == 0 {
			stem, end := s.ends(w)
			begins = hashBytes(stem)
			fs = append(fs, t.feature(beginning, begins, 0, 0))
			if t.name != readable[0] {
				fs = append(fs, t.feature(ending, hashBytes(end), 0, 0))
			}
		}
		if t.sensible {
			gist := t.gist(w, sym, begins)
			for before := max(lo, i-around); before < i; before++ {
				fs = append(fs, t.feature(together, gists[before%len(gists)], gist, 0))
			}
			gists[i%len(gists)] = gist
		}
		s2, s1, k2, k1 = s1, sym, k1, kind
	}
	fs = append(fs, t.feature(twoWords, s1, symEdge, 0), t.feature(threeWords, s2, s1, symEdge), t.feature(twoClasses, k1, symEdge, 0))
	if t.sensible {
		fs = t.meaning(fs, s, lo, hi)
	}
	seen := 0
	at, _ := slices.BinarySearchFunc(s.fired, lo+1, finding.ends)
	for _, f := range s.fired[at:] {
		if seen++; f.to > hi+longestPattern {
			break
		}
		if f.from >= lo && f.from < hi {
			fs = append(fs, t.feature(firedRule, t.rules[f.rule].hash, 0, 0))
		}
	}
	at, _ = slices.BinarySearchFunc(s.held, lo+1, blocked.ends)
	for _, f := range s.held[at:] {
		if seen++; f.to > hi+longestPattern {
			break
		}
		if f.from >= lo && f.from < hi {
			fs = append(fs, t.feature(heldRule, t.rules[f.rule].hash, 0, 0))
		}
	}
	at, _ = slices.BinarySearchFunc(s.hushed, lo, hush.opens)
	for _, h := range s.hushed[at:] {
		if seen++; h.lo >= hi {
			break
		}
		fs = append(fs, t.feature(hushedClause, 0, 0, 0))
	}
	s.work += len(fs) - len(s.fs) + seen
	s.fs = fs
}

// feature is the hash of one feature.
func (t *tongue) feature(kind, a, b, c uint32) uint32 {
	h := (t.salt ^ kind) * prime32
	h = (h ^ a) * prime32
	h = (h ^ b>>3 ^ b<<7) * prime32
	h = (h ^ c>>5 ^ c<<9) * prime32
	h ^= h >> 15
	h *= 0x85ebca6b
	return h ^ h>>13
}

// ends returns the first and the last letters of a word, without accents.
func (s *sentence) ends(w *token) (stem, end []byte) {
	s.buffer = appendPlain(s.buffer[:0], s.letters[w.from:w.to])
	n := len(s.buffer)
	return s.buffer[:min(stemLength, n)], s.buffer[max(0, n-endLength):]
}

// Features returns the language of a message and what the linear model sees in
// it; nothing if the language cannot be told.
func (l *Local) Features(text string) (language string, features []uint32) {
	s := l.sentences.Get().(*sentence)
	defer l.sentences.Put(s)
	t := l.read(Message{Text: text}, s)
	if t == nil {
		return "", nil
	}
	s.fs = s.fs[:0]
	t.features(s, 0, len(s.ts))
	return t.name, append(features, s.fs...)
}
