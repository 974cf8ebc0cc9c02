package tone

// senseOf returns what a token means to a feature, whatever the word: its sense,
// its class, or what it is where it is no word; 0 where it says nothing.
func (t *tongue) senseOf(s *sentence, w *token) uint32 {
	if w.word == 0 {
		if w.class&(isStop|isComma|isTime|isNumber|isThing|isEmoji|isQuote|isMention) != 0 {
			return t.symbol(s, w)
		}
		return symOther
	}
	if e := &t.dictionary[w.word]; e.sense != 0 {
		return e.sense
	}
	if lexical := w.class &^ (firstLexical - 1) & t.telling; lexical != 0 {
		return uint32((lexical&-lexical)>>8)*2654435761 ^ uint32((lexical&-lexical)>>36)
	}
	if w.class != 0 {
		return 0
	}
	return symOther
}

// near is how many senses further on a sense is still put beside another, and
// perSense the most features of one.
const near, perSense = 4, near + 3

// meaning appends the features of what the tokens [lo, hi) mean: senses, senses
// near each other, and each in the company it is said in.
func (t *tongue) meaning(fs []uint32, s *sentence, lo, hi int) []uint32 {
	who := t.company(s, lo, hi)
	fs = append(fs, t.feature(company, who, 0, 0))
	last := [near]uint32{symEdge, symEdge, symEdge, symEdge}
	for i := lo; i < hi; i++ {
		sense := t.senseOf(s, &s.ts[i])
		if sense == 0 {
			continue
		}
		if sense != symOther {
			fs = append(fs, t.feature(oneSense, sense, 0, 0), t.feature(inCompany, who, sense, 0))
			for _, l := range last {
				if l != symOther {
					fs = append(fs, t.feature(sensesNear, l, sense, 0))
				}
			}
		}
		fs = append(fs, t.feature(twoSenses, last[0], sense, 0))
		copy(last[1:], last[:near-1])
		last[0] = sense
	}
	return append(fs, t.feature(twoSenses, last[0], symEdge, 0))
}

// company returns who is spoken of in the tokens [lo, hi), a bit for each of
// parties: the same word says another thing of oneself than of others.
func (t *tongue) company(s *sentence, lo, hi int) uint32 {
	var all class
	for i := lo; i < hi; i++ {
		all |= s.ts[i].class
	}
	who := uint32(1)
	for n, p := range t.parties {
		if all&p != 0 {
			who |= 2 << n
		}
	}
	return who
}
