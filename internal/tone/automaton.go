package tone

import "math/bits"

// An automaton looks for all patterns of a tongue at once. Each item of each
// pattern is one bit, set while the tokens so far form the pattern up to it; the
// bits of a pattern share a word of 64. A token moves all bits one on and keeps
// those whose item it is, so the cost is that of the items that a token can be,
// and of those under way, however many patterns there are.
type automaton struct {
	patterns []pattern
	ids      []int32 // pattern by number of a final bit

	byWord  [][]cell   // the items that a word can be
	byClass [64][]cell // and those of a class

	first    []uint64 // first items: a bit must not be moved from the pattern before
	start    []uint64 // where a pattern may begin
	anchored []uint64 // the same, where a clause begins
	free     []uint64 // items that any word can be
	optional []uint64 // items that may be missing
	ends     []uint64 // items that may be missing where the clause closes
	absent   []uint64 // items that may be missing before some tokens
	final    []uint64 // last items
}

// A cell is some bits of one word of 64.
type cell struct {
	at   int32
	bits uint64
}

// newAutomaton builds the automaton of patterns, in the words of t.
func newAutomaton(t *tongue, patterns []pattern) *automaton {
	a := &automaton{patterns: patterns, byWord: make([][]cell, len(t.dictionary))}
	used := 64
	for n := range patterns {
		p := &patterns[n]
		if used+len(p.items) > 64 {
			used = 0
			for _, m := range a.masks() {
				*m = append(*m, 0)
			}
			a.ids = append(a.ids, make([]int32, 64)...)
		}
		at := len(a.first) - 1
		a.place(t, p, n, at, used)
		used += len(p.items)
	}
	return a
}

func (a *automaton) masks() []*[]uint64 {
	return []*[]uint64{&a.first, &a.start, &a.anchored, &a.free, &a.optional, &a.ends, &a.absent, &a.final}
}

// place gives the items of pattern n the bits from low on in word at.
func (a *automaton) place(t *tongue, p *pattern, n, at, low int) {
	begins := a.start
	if p.anchored {
		begins = a.anchored
	}
	a.first[at] |= 1 << low
	leading := true
	for i := range p.items {
		it, bit := &p.items[i], uint64(1)<<(low+i)
		if leading {
			begins[at] |= bit
			leading = it.maybe
		}
		if it.maybe {
			a.optional[at] |= bit
		}
		if it.end || it.kind == closes {
			a.ends[at] |= bit
		}
		switch it.kind {
		case any1:
			a.free[at] |= bit
		case noneOf:
			a.absent[at] |= bit
		case oneOf:
			for _, w := range it.words {
				if t.dictionary[w].class&it.class == 0 {
					a.byWord[w] = addBit(a.byWord[w], at, bit)
				}
			}
			for c := it.class; c != 0; c &= c - 1 {
				b := bits.TrailingZeros64(uint64(c))
				a.byClass[b] = addBit(a.byClass[b], at, bit)
			}
			// A word brings its own classes; those of things stay apart.
			if lexical := it.class &^ (firstLexical - 1); lexical != 0 {
				for w := range t.dictionary {
					if t.dictionary[w].class&lexical != 0 {
						a.byWord[w] = addBit(a.byWord[w], at, bit)
					}
				}
			}
		}
	}
	last := low + len(p.items) - 1
	a.final[at] |= 1 << last
	a.ids[at*64+last] = int32(n)
}

func addBit(cells []cell, at int, bit uint64) []cell {
	if n := len(cells); n > 0 && cells[n-1].at == int32(at) {
		cells[n-1].bits |= bit
		return cells
	}
	return append(cells, cell{int32(at), bit})
}

// A match is one pattern found: its number, and the token after its last.
type match struct {
	pattern int32
	end     int32
}

// A run is the state of an automaton on its way through a message.
type run struct {
	now, next   []uint64
	live, alive []int32 // words of now and of next that are not zero
	matches     []match
}

// find appends to r.matches what the tokens hold, in their order. opens and
// shuts say of each place whether a clause opens and closes there; shuts has one
// more.
func (a *automaton) find(ts []token, opens, shuts []bool, r *run) {
	if len(r.now) < len(a.first) {
		r.now, r.next = make([]uint64, len(a.first)), make([]uint64, len(a.first))
	}
	r.matches, r.live = r.matches[:0], r.live[:0]
	for i := range ts {
		r.alive = r.alive[:0]
		t := &ts[i]
		if t.class&isStop == 0 {
			for _, w := range r.live {
				if x := r.now[w] << 1 &^ a.first[w] & a.free[w]; x != 0 {
					r.keep(w, x)
				}
			}
		}
		if t.word != 0 {
			a.step(a.byWord[t.word], opens[i], r)
		}
		for c := t.class & (firstLexical - 1); c != 0; c &= c - 1 {
			a.step(a.byClass[bits.TrailingZeros64(uint64(c))], opens[i], r)
		}
		for _, w := range r.alive {
			r.next[w] = a.skip(w, r.next[w], ts, i+1, shuts[i+1])
			for f := r.next[w] & a.final[w]; f != 0; f &= f - 1 {
				r.matches = append(r.matches, match{a.ids[int(w)*64+bits.TrailingZeros64(f)], int32(i + 1)})
			}
		}
		for _, w := range r.live {
			r.now[w] = 0
		}
		r.now, r.next = r.next, r.now
		r.live, r.alive = r.alive, r.live
	}
	for _, w := range r.live {
		r.now[w] = 0
	}
}

// step moves on what one of the cells allows.
func (a *automaton) step(cells []cell, opens bool, r *run) {
	for _, c := range cells {
		x := r.now[c.at]<<1&^a.first[c.at] | a.start[c.at]
		if opens {
			x |= a.anchored[c.at]
		}
		if x &= c.bits; x != 0 {
			r.keep(c.at, x)
		}
	}
}

func (r *run) keep(w int32, x uint64) {
	if r.next[w] == 0 {
		r.alive = append(r.alive, w)
	}
	r.next[w] |= x
}

// skip adds to d the items that need no token before the one at i.
func (a *automaton) skip(w int32, d uint64, ts []token, i int, shut bool) uint64 {
	may := a.optional[w]
	if shut {
		may |= a.ends[w]
	}
	if n := a.absent[w]; n != 0 {
		for b := d << 1 & n; b != 0; b &= b - 1 {
			if !a.stands(w, bits.TrailingZeros64(b), ts, i) {
				may |= b & -b
			}
		}
	}
	for {
		add := d << 1 &^ a.first[w] & may &^ d
		if add == 0 {
			return d
		}
		d |= add
		if n := a.absent[w]; n != 0 {
			for b := d << 1 & n &^ may; b != 0; b &= b - 1 {
				if !a.stands(w, bits.TrailingZeros64(b), ts, i) {
					may |= b & -b
				}
			}
		}
	}
}

// stands reports whether the token at i is what the noneOf item at bit b of
// word w forbids.
func (a *automaton) stands(w int32, b int, ts []token, i int) bool {
	if i >= len(ts) {
		return false
	}
	last := bits.TrailingZeros64(a.final[w] >> b << b)
	p := &a.patterns[a.ids[int(w)*64+last]]
	return p.items[len(p.items)-1-(last-b)].is(&ts[i])
}
