package evidence

import "strings"

// Kinds of traits, mixed into their hashes.
const (
	oneLemma uint32 = iota + 1
	twoLemmas
	headLemma
	oneTag
	twoTags
	ending
	firstVerb
	subjectVerb
	refused
	stemmed
	shaped
	lemmaTag
	sensed
)

// traits are what a sorter sees in a sentence: its words, in one form each, alone and side by side; what part they play, and
// how the sentence is built. Figures, times, names and code count as such, whatever they say.
func traits(ts []token) []uint32 {
	fs := make([]uint32, 0, 16*len(ts)+16)
	add := func(kind, a, b, c uint32) {
		fs = append(fs, mixed(kind, a, b, c))
	}
	n := 0
	denied := 0
	head := true
	verb := false
	var subject uint32
	quantity, negated, because := false, false, false
	var one, tag1 uint32
	for i, t := range ts {
		if t.kind == clock {
			continue
		}
		if t.kind == mark && t.low != ":" && t.low != "," || timePreps[t.low] && at(ts, i+1).kind == clock || zoned(ts, i) {
			continue
		}
		w, tag := lemmaOf(ts, i)
		n++
		if t.kind == number && (i+1 < len(ts)) {
			quantity = true
		}
		if i > 0 && oneOf(t.low, "because since so which until after when while as but though although before") {
			because = because || !oneOf(t.low, "after when while before")
			head = false
		}
		add(oneLemma, w, 0, 0)
		if head {
			add(headLemma, w, 0, 0)
		}
		add(oneTag, tag, 0, 0)
		add(twoLemmas, one, w, 0)
		add(twoTags, tag1, tag, 0)
		add(lemmaTag, tag1, w, 0)
		if t.kind == word && len(t.low) > 5 {
			add(stemmed, hashed(t.low[:5]), 0, 0)
		}
		if denied > 0 {
			add(refused, w, 0, 0)
			denied--
		}
		if negations[t.low] {
			denied, negated = 4, true
		}
		if !verb && (tag == tagPast || tag == tagIng || tag == tagThird || tag == tagAux || tag == tagBase) {
			verb = true
			add(firstVerb, w, tag, 0)
			add(subjectVerb, subject, w, 0)
			add(subjectVerb, subject, tag, 1)
		}
		if !verb && tag != tagDet && tag != tagOther {
			subject = tag
		}
		if mask := sensesOf(t); mask != 0 {
			for k := range uint32(32) {
				if mask&(1<<k) == 0 {
					continue
				}
				add(sensed, k, 0, 0)
				add(sensed, k, tag1, 1)
				add(sensed, k, tag, 4)
				if head {
					add(sensed, k, 0, 2)
				}
				if denied > 0 && !negations[t.low] {
					add(sensed, k, 0, 3)
				}
			}
		}
		one, tag1 = w, tag
	}
	add(twoLemmas, one, 0, 1)
	add(twoTags, tag1, 0, 1)
	add(ending, one, 0, 0)
	for k, is := range [...]bool{quantity, negated, because, verb} {
		if is {
			add(shaped, uint32(k), 0, 0)
		}
	}
	size := uint32(3)
	for k, most := range [...]int{4, 8, 14} {
		if n <= most {
			size = uint32(k)
			break
		}
	}
	add(shaped, 100, size, 0)
	return fs
}

// The parts that words play.
const (
	tagOther uint32 = iota + 1
	tagNumber
	tagCode
	tagIdent
	tagPerson
	tagMark
	tagStop
	tagSelf
	tagThey
	tagDet
	tagAux
	tagNot
	tagPast
	tagIng
	tagThird
	tagBase
	tagThing
	tagOutside
	tagPrep
	tagAdverb
)

// lemmaOf returns the hash of the form under which a word counts, and its part.
func lemmaOf(ts []token, i int) (lemma, tag uint32) {
	t := ts[i]
	switch t.kind {
	case number:
		return tagNumber, tagNumber
	case code:
		return tagCode, tagCode
	case ident:
		return tagIdent, tagIdent
	case person:
		return tagPerson, tagPerson
	case mark:
		return hashed(t.low), tagMark
	case stop:
		return tagStop, tagStop
	}
	w := t.low
	switch {
	case oneOf(w, "i we us me"):
		return hashed(w), tagSelf
	case oneOf(w, "they them he she you somebody someone nobody people everyone everybody"):
		return hashed(w), tagThey
	case negations[w]:
		return hashed(w), tagNot
	case auxiliaries[w]:
		return hashed(w), tagAux
	case determiners[w]:
		return hashed(w), tagDet
	case outsiders[w]:
		return hashed(strings.TrimSuffix(w, "s")), tagOutside
	case oneOf(w, "in on at of for to from with by into over under about behind through out up down off back"):
		return hashed(w), tagPrep
	}
	if v := verbs[w]; v != nil {
		tag := tagBase
		switch {
		case things[w] && (determiners[at(ts, i-1).low] || w == v.base || w == v.s):
			tag = tagThing
		case w == v.past || w == v.part:
			tag = tagPast
		case w == v.ing:
			tag = tagIng
		case w == v.s:
			tag = tagThird
		}
		return hashed(v.base), tag
	}
	if isPast(w) {
		return hashed(w), tagPast
	}
	tag = tagOther
	if things[w] || things[strings.TrimSuffix(w, "s")] || compound(w) {
		tag = tagThing
	} else if isAdverb(w) {
		tag = tagAdverb
	}
	if len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
		w = w[:len(w)-1]
	}
	return hashed(w), tag
}

// zoned reports whether the word at i is the zone of a clock before it.
func zoned(ts []token, i int) bool {
	_, ok := zones[ts[i].low]
	return ok && at(ts, i-1).kind == clock
}

// hashed is the FNV-1a hash of a word.
func hashed(w string) uint32 {
	h := uint32(2166136261)
	for i := range len(w) {
		h = (h ^ uint32(w[i])) * 16777619
	}
	return h
}

// mixed is the hash of one trait.
func mixed(kind, a, b, c uint32) uint32 {
	h := (2166136261 ^ kind) * 16777619
	h = (h ^ a) * 16777619
	h = (h ^ b>>3 ^ b<<7) * 16777619
	h = (h ^ c>>5 ^ c<<9) * 16777619
	h ^= h >> 15
	h *= 0x85ebca6b
	return h ^ h>>13
}

// sensesOf are the senses of a word, in whatever form it stands.
func sensesOf(t token) uint32 {
	if t.kind != word {
		return 0
	}
	if v := verbs[t.low]; v != nil {
		return senses[t.low] | senses[v.base]
	}
	return senses[t.low] | senses[strings.TrimSuffix(t.low, "s")]
}

func isAdverb(w string) bool { return len(w) > 4 && w[len(w)-2:] == "ly" || oneOf(w, "then also just") }
