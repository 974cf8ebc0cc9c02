package evidence

import "strings"

// Kinds of traits, mixed into their hashes.
const (
	oneWord uint32 = iota + 1
	twoWords
	wordOfHead
	wordBehindPart
	startOfWord
	deniedWord
	lastWord
	onePart
	twoParts
	firstVerb
	subjectAndVerb
	subjectAndPart
	oneSense
	senseBehindPart
	senseAsPart
	senseOfHead
	deniedSense
	shape
)

// begun is how many letters of a long word count on their own: a slip of the pen is mostly further back.
const begun = 5

// traits are what a sorter sees in a sentence: its words, in one form each, alone and side by side, what they mean and what part
// they play, what is denied, what stands in its first clause, and how it is built. Figures, names and code count as such, and
// times not at all.
func traits(ts []token) []uint32 {
	fs := make([]uint32, 0, 16*len(ts)+16)
	add := func(kind, a, b uint32) { fs = append(fs, mixed(kind, a, b)) }
	var before, beforePart, subject uint32
	head, verb, quantity, negated, reasoned := true, false, false, false, false
	denied, words := 0, 0
	for i, t := range ts {
		if t.kind == clock || t.kind == mark && t.low != ":" && t.low != "," || timePreps[t.low] && at(ts, i+1).kind == clock || zoned(ts, i) {
			continue
		}
		words++
		join := joins[t.low]
		head, reasoned = head && (i == 0 || join == 0), reasoned || i > 0 && join == reason
		quantity = quantity || t.kind == number && i+1 < len(ts)
		w, p, senses := lexeme(ts, i)
		add(oneWord, w, 0)
		add(twoWords, before, w)
		add(wordBehindPart, beforePart, w)
		add(onePart, p, 0)
		add(twoParts, beforePart, p)
		if head {
			add(wordOfHead, w, 0)
		}
		if t.kind == word && len(t.low) > begun {
			add(startOfWord, hashed(t.low[:begun]), 0)
		}
		if denied > 0 {
			add(deniedWord, w, 0)
			denied--
		}
		negates := p == partNot
		if negates {
			denied, negated = 4, true
		}
		if !verb && p >= partAuxiliary && p <= partBase {
			verb = true
			add(firstVerb, w, p)
			add(subjectAndVerb, subject, w)
			add(subjectAndPart, subject, p)
		} else if !verb && p != partDeterminer && p != partOther {
			subject = p
		}
		for k := uint32(0); senses>>k != 0; k++ {
			if senses>>k&1 == 0 {
				continue
			}
			add(oneSense, k, 0)
			add(senseBehindPart, k, beforePart)
			add(senseAsPart, k, p)
			if head {
				add(senseOfHead, k, 0)
			}
			if denied > 0 && !negates {
				add(deniedSense, k, 0)
			}
		}
		before, beforePart = w, p
	}
	add(twoWords, before, 0)
	add(twoParts, beforePart, 0)
	add(lastWord, before, 0)
	for k, is := range [...]bool{quantity, negated, reasoned, verb, words <= 4, words > 4 && words <= 8, words > 8 && words <= 14} {
		if is {
			add(shape, uint32(k), 0)
		}
	}
	return fs
}

// mixed is the hash of one trait.
func mixed(kind, a, b uint32) uint32 {
	h := (2166136261 ^ kind) * 16777619
	h = (h ^ a) * 16777619
	h = (h ^ b>>3 ^ b<<7) * 16777619
	h ^= h >> 15
	h *= 0x85ebca6b
	return h ^ h>>13
}

// hashed is the FNV-1a hash of a word.
func hashed(w string) uint32 {
	h := uint32(2166136261)
	for i := range len(w) {
		h = (h ^ uint32(w[i])) * 16777619
	}
	return h
}

// The parts that words play.
const (
	partOther uint32 = iota + 1
	partNumber
	partCode
	partIdent
	partPerson
	partMark
	partStop
	partSelf
	partThey
	partDeterminer
	partNot
	partAuxiliary // From here on to partBase they are verbs.
	partPast
	partIng
	partThird
	partBase
	partThing
	partOutsider
	partPreposition
	partAdverb
)

// smallParts are the parts of the small words, whatever stands around them.
var smallParts = func() map[string]uint32 {
	m := map[string]uint32{}
	for _, of := range []struct {
		part  uint32
		words map[string]bool
	}{
		{partPreposition, set("in on at of for to from with by into over under about behind through out up down off back")},
		{partDeterminer, determiners},
		{partAuxiliary, auxiliaries},
		{partNot, negations},
		{partThey, set("they them he she you somebody someone nobody people everyone everybody")},
		{partSelf, set("i we us me")},
	} {
		for w := range of.words {
			m[w] = of.part
		}
	}
	return m
}()

// joins are the words that end the first clause: those that give a reason, and others.
var joins = func() map[string]int {
	m := map[string]int{}
	for w := range set("after when while before") {
		m[w] = moment
	}
	for w := range set("because since so which but though although until as") {
		m[w] = reason
	}
	return m
}()

const (
	moment = iota + 1
	reason
)

// lexeme returns the hash of the form under which the word at i counts, the part it plays, and its senses.
func lexeme(ts []token, i int) (lemma, part, sense uint32) {
	t := ts[i]
	switch t.kind {
	case number:
		return partNumber, partNumber, 0
	case code:
		return partCode, partCode, 0
	case ident:
		return partIdent, partIdent, 0
	case person:
		return partPerson, partPerson, 0
	case mark:
		return hashed(t.low), partMark, 0
	case stop:
		return partStop, partStop, 0
	}
	w := t.low
	sense = senses[w]
	part, small := smallParts[w]
	v := verbs[w]
	if v != nil && v.base != w {
		sense |= senses[v.base]
	}
	single := w
	if len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
		single = w[:len(w)-1]
	}
	if v == nil && single != w {
		sense |= senses[single]
	}
	switch {
	case small:
		return hashed(w), part, sense
	case outsiders[w]:
		return hashed(single), partOutsider, sense
	case v != nil:
		return hashed(v.base), partOf(v, ts, i), sense
	case isPast(w):
		return hashed(w), partPast, sense
	case things[w] || things[single] || compound(w):
		return hashed(single), partThing, sense
	case isAdverb(w):
		return hashed(single), partAdverb, sense
	}
	return hashed(single), partOther, sense
}

// partOf returns the part that a form of a verb plays at i: many are nouns as well.
func partOf(v *verb, ts []token, i int) uint32 {
	w := ts[i].low
	switch {
	case things[w] && (determiners[at(ts, i-1).low] || w == v.base || w == v.s):
		return partThing
	case w == v.past || w == v.part:
		return partPast
	case w == v.ing:
		return partIng
	case w == v.s:
		return partThird
	}
	return partBase
}

// zoned reports whether the word at i is the zone of a clock before it.
func zoned(ts []token, i int) bool {
	if at(ts, i-1).kind != clock {
		return false
	}
	_, ok := zones[ts[i].low]
	return ok
}

func isAdverb(w string) bool {
	return len(w) > 4 && strings.HasSuffix(w, "ly") || w == "then" || w == "also" || w == "just"
}
