package tone

import (
	"cmp"
	"math/bits"
	"slices"
)

// newAutomaton builds the automaton of patterns, in the words of t.
func newAutomaton(t *tongue, patterns []pattern) *automaton {
	a := &automaton{patterns: patterns, byWord: make([]cells, len(t.dictionary))}
	used := 64
	for _, n := range arranged(t, patterns) {
		p := &patterns[n]
		if used+len(p.items) > 64 {
			used = 0
			a.words = append(a.words, word64{})
			a.ids = append(a.ids, make([]int32, 64)...)
		}
		at := len(a.words) - 1
		a.place(t, p, at, used)
		used += len(p.items)
		a.ids[at*64+used-1] = int32(n)
	}
	for i := range a.words {
		w := &a.words[i]
		w.free &^= w.first
		w.loose = (w.optional | w.ends | w.absent) &^ w.first
	}
	return a
}

// arranged returns the numbers of the patterns in an order in which those that
// begin with the same words are neighbours: a word that begins many patterns, as
// "you" does, then touches few words of 64.
func arranged(t *tongue, patterns []pattern) []int {
	begins := make([][]int32, len(patterns)) // the words that each can begin with, the most frequent first
	often := make([]int, len(t.dictionary))
	for n := range patterns {
		begins[n] = patterns[n].beginnings(t)
		for _, w := range begins[n] {
			often[w]++
		}
	}
	for n := range begins {
		slices.SortFunc(begins[n], func(a, b int32) int { return cmp.Or(cmp.Compare(often[b], often[a]), cmp.Compare(a, b)) })
	}
	order := make([]int, len(patterns))
	for n := range order {
		order[n] = n
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return slices.CompareFunc(begins[a], begins[b], func(v, w int32) int { return cmp.Or(cmp.Compare(often[w], often[v]), cmp.Compare(v, w)) })
	})
	return order
}

// beginnings returns the words of the dictionary with which p can begin, where a
// clause opens if it has to.
func (p *pattern) beginnings(t *tongue) []int32 {
	var ws []int32
	for i := range p.items {
		ws = append(ws, p.items[i].choice(t)...)
		if !p.items[i].maybe {
			break
		}
	}
	slices.Sort(ws)
	return slices.Compact(ws)
}

// choice returns the words of the dictionary that an item can be. A word brings
// its classes; those of things stay apart.
func (it *item) choice(t *tongue) []int32 {
	var ws []int32
	for n := range t.dictionary {
		if t.dictionary[n].class&it.class != 0 {
			ws = append(ws, int32(n))
		}
	}
	for _, n := range it.words {
		if t.dictionary[n].class&it.class == 0 {
			ws = append(ws, n)
		}
	}
	return ws
}

// place gives the items of p the bits from low on in word at.
func (a *automaton) place(t *tongue, p *pattern, at, low int) {
	w := &a.words[at]
	w.first |= 1 << low
	w.final |= 1 << (low + len(p.items) - 1)
	leading := true
	for i := range p.items {
		it, bit := &p.items[i], uint64(1)<<(low+i)
		var b beginning64
		switch {
		case leading && p.anchored:
			b.anchored = bit
		case leading:
			b.start = bit
		}
		leading = leading && it.maybe
		if it.maybe {
			w.optional |= bit
		}
		if it.end || it.kind == closes {
			w.ends |= bit
		}
		switch it.kind {
		case any1:
			w.free |= bit
		case noneOf:
			w.absent |= bit
		case oneOf:
			behind := bit
			if i == 0 {
				behind = 0
			}
			a.takes(t, it, int32(at), b, behind)
		}
	}
}

// takes notes what the words and things that an item can be do to word at: it
// begins a pattern with b, or goes on with one behind its first item.
func (a *automaton) takes(t *tongue, it *item, at int32, b beginning64, behind uint64) {
	for _, n := range it.choice(t) {
		a.byWord[n].add(at, b, behind)
	}
	for things := it.class & (firstLexical - 1); things != 0; things &= things - 1 {
		a.byThing[bits.TrailingZeros64(uint64(things))].add(at, b, behind)
	}
}

// add adds items of one word to those there are.
func (cs *cells) add(at int32, b beginning64, behind uint64) {
	if b.start|b.anchored != 0 {
		if n := len(cs.begin); n == 0 || cs.begin[n-1].at != at {
			cs.begin = append(cs.begin, beginning64{at: at})
		}
		last := &cs.begin[len(cs.begin)-1]
		last.start, last.anchored = last.start|b.start, last.anchored|b.anchored
	}
	if behind != 0 {
		if n := len(cs.next); n == 0 || cs.next[n-1].at != at {
			cs.next = append(cs.next, next64{at: at})
		}
		cs.next[len(cs.next)-1].on |= behind
	}
}
