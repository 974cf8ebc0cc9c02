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
	words    []word64
	byWord   []cells   // the items that a word of the dictionary can be
	byThing  [64]cells // and those of a class that holds in every language
}

// A word64 is 64 bits, and what holds for the items they stand for. It fits one
// line of a processor's cache.
type word64 struct {
	first    uint64 // first items: a bit must not be moved from the pattern before
	free     uint64 // items behind the first that any word can be
	optional uint64 // items that may be missing
	ends     uint64 // items that may be missing where the clause closes
	absent   uint64 // items that may be missing before some tokens
	loose    uint64 // items behind the first that are any of the last three
	final    uint64 // last items
}

// Cells are what a token does to the words of 64.
type cells struct {
	begin []beginning64
	next  []next64
}

// A beginning64 is the items of one word with which a token begins a pattern.
type beginning64 struct {
	at       int32
	start    uint64
	anchored uint64 // only where a clause opens
}

// A next64 is the items of one word, behind the first, that a token can be.
type next64 struct {
	at int32
	on uint64
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
	work        int // cells and words looked at: what the time goes with
}

// find leaves in r.matches what the tokens hold, in the order of where it ends,
// and then of the patterns. opens and shuts say of each place whether a clause opens and closes there; shuts has one
// more.
func (a *automaton) find(ts []token, opens, shuts []bool, r *run) {
	if len(r.now) < len(a.words) {
		r.now, r.next = make([]uint64, len(a.words)), make([]uint64, len(a.words))
	}
	r.matches = r.matches[:0]
	now, next, live, alive := r.now[:len(a.words)], r.next[:len(a.words)], r.live[:0], r.alive[:0]
	for i := range ts {
		t := &ts[i]
		alive = alive[:0]
		if t.class&isStop == 0 {
			for _, n := range live {
				if x := now[n] << 1 & a.words[n].free; x != 0 {
					next[n] = x
					alive = append(alive, n)
				}
			}
		}
		does := &a.byWord[t.word] // nothing for what has no number
		for things := t.class & (firstLexical - 1); ; things &= things - 1 {
			if len(live) > 0 {
				r.work += len(does.next)
				for _, c := range does.next {
					if x := now[c.at] << 1 & c.on; x != 0 {
						if next[c.at] == 0 {
							alive = append(alive, c.at)
						}
						next[c.at] |= x
					}
				}
			}
			r.work += len(does.begin)
			for k := range does.begin {
				c := &does.begin[k]
				x := c.start
				if opens[i] {
					x |= c.anchored
				}
				if x != 0 {
					if next[c.at] == 0 {
						alive = append(alive, c.at)
					}
					next[c.at] |= x
				}
			}
			if things == 0 {
				break
			}
			does = &a.byThing[bits.TrailingZeros64(uint64(things))]
		}
		r.work += len(live) + len(alive)
		for _, n := range live {
			now[n] = 0
		}
		from := len(r.matches)
		for _, n := range alive {
			w, d := &a.words[n], next[n]
			if d<<1&w.loose != 0 {
				d = a.skip(n, d, ts, i+1, shuts[i+1])
				next[n] = d
			}
			for f := d & w.final; f != 0; f &= f - 1 {
				r.found(match{a.ids[int(n)*64+bits.TrailingZeros64(f)], int32(i + 1)}, from)
			}
		}
		now, next, live, alive = next, now, alive, live
	}
	for _, n := range live {
		now[n] = 0
	}
	r.live, r.alive = live, alive // as long as they have become
}

// found adds a match to those from on, which end where it does.
func (r *run) found(m match, from int) {
	r.matches = append(r.matches, m)
	ms := r.matches
	for i := len(ms) - 1; i > from && ms[i-1].pattern > m.pattern; i-- {
		ms[i], ms[i-1] = ms[i-1], m
	}
}

// skip adds to d the items that need no token before the one at i.
func (a *automaton) skip(n int32, d uint64, ts []token, i int, shut bool) uint64 {
	w := &a.words[n]
	may := w.optional
	if shut {
		may |= w.ends
	}
	for {
		d = through(d, may&^w.first)
		open := d << 1 & w.absent &^ may &^ w.first
		for b := open; b != 0; b &= b - 1 {
			if a.stands(n, bits.TrailingZeros64(b), ts, i) {
				open &^= b & -b
			}
		}
		if open == 0 {
			return d
		}
		may |= open
	}
}

// through adds to d the bits of each run in runs that stand above one of d, be it
// in the run or right below it. A subtraction carries all of them at once: where
// the bit below a run is missing from d, it borrows from the next one of the run,
// or from its last bit, which is put there to end it.
func through(d, runs uint64) uint64 {
	below := (runs &^ (runs << 1)) >> 1
	ended := d | runs&^(runs>>1)
	return d | runs&(^(ended-below)^ended)
}

// stands reports whether the token at i is what the noneOf item at bit b of
// word n forbids.
func (a *automaton) stands(n int32, b int, ts []token, i int) bool {
	if i >= len(ts) {
		return false
	}
	last := bits.TrailingZeros64(a.words[n].final >> b << b)
	p := &a.patterns[a.ids[int(n)*64+last]]
	return p.items[len(p.items)-1-(last-b)].is(&ts[i])
}
