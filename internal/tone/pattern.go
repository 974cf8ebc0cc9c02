package tone

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// A pattern is a sequence that some tokens form. It is written as words and
// signs:
//
//	word     this word
//	CLASS    a word of this class
//	a|B|c    one of these; $ among them stands for the end of the clause
//	x?       x or nothing
//	!x       here, not followed by x
//	~3       at most three words of any kind
//	^        a clause begins here, perhaps after "so", "well" and the like
//	$        a clause ends here, perhaps before "lol", "please" and the like
//	/        the end of a clause; what follows is in the next one
type pattern struct {
	text     string
	items    []item
	anchored bool // it begins where a clause does
	rule     int32
	blocks   bool // it speaks against its rule
	doubted  bool // harmless sentences hold it, too
}

// longestPattern is the most items of a pattern, and so the most tokens.
const longestPattern = 64

// An item is one step of a pattern.
type item struct {
	kind  kind
	words []int32
	class class
	maybe bool // the item may be missing
	end   bool // or the clause closes here
}

type kind uint8

const (
	oneOf  kind = iota
	any1        // one word of any kind
	noneOf      // takes no word: the next one is none of these
	closes      // takes no word: the clause closes here
)

// compile reads a pattern in the words of t, which learns those it does not
// know.
func (t *tongue) compile(s string) (pattern, error) {
	p := pattern{text: s}
	for f := range strings.FieldsSeq(s) {
		switch {
		case f == "^":
			if len(p.items) > 0 {
				return p, fmt.Errorf("^ in the middle of %q", s)
			}
			p.anchored = true
			continue
		case f == "$":
			p.items = append(p.items, item{kind: closes})
			continue
		case f == "/":
			p.items = append(p.items, item{class: isStop})
			continue
		case f[0] == '~':
			n, err := strconv.Atoi(f[1:])
			if err != nil || n < 1 || n > 12 {
				return p, fmt.Errorf("bad gap in %q", s)
			}
			for range n {
				p.items = append(p.items, item{kind: any1, maybe: true})
			}
			continue
		}
		var it item
		if f[0] == '!' {
			it.kind, f = noneOf, f[1:]
		}
		f, it.maybe = strings.CutSuffix(f, "?")
		for w := range strings.SplitSeq(f, "|") {
			switch {
			case w == "":
				return p, fmt.Errorf("empty word in %q", s)
			case w == "$":
				it.end = true
			case w[0] >= 'A' && w[0] <= 'Z':
				c, ok := t.classes[w]
				if !ok {
					return p, fmt.Errorf("no class %s in %q", w, s)
				}
				it.class |= c
			default:
				if _, ok := t.spell[w]; ok {
					return p, fmt.Errorf("%q is always read as other words, in %q", w, s)
				}
				it.words = append(it.words, t.learn(w))
			}
		}
		p.items = append(p.items, it)
	}
	first := 0
	for first < len(p.items) && p.items[first].maybe {
		first++
	}
	if len(p.items) > longestPattern || first == len(p.items) || p.items[0].kind != oneOf || p.items[first].kind != oneOf {
		return p, fmt.Errorf("%q begins with anything, or is too long", s)
	}
	return p, nil
}

// is reports whether the token is one of the item's words or classes.
func (it *item) is(t *token) bool {
	if t.class&it.class != 0 {
		return true
	}
	if t.word == 0 {
		return false
	}
	for _, w := range it.words {
		if w == t.word {
			return true
		}
	}
	return false
}

// begin returns where the pattern that ends at end begins: as late as it can. It
// walks back from there, with a bit for each place that an item may have been
// reached from: the lowest is end, the next the token before, and so on. What
// takes no word has been seen to by the automaton, but for noneOf.
func (p *pattern) begin(ts []token, end int) int {
	at := uint64(1)
	for i := len(p.items) - 1; i >= 0; i-- {
		it := &p.items[i]
		if it.kind == closes {
			continue
		}
		var taken uint64
		for b := at; b != 0; b &= b - 1 {
			back := bits.TrailingZeros64(b)
			here := end - back
			switch {
			case it.kind == noneOf:
				if here >= len(ts) || !it.is(&ts[here]) {
					taken |= b & -b
				}
			case here > 0 && (it.kind == any1 && ts[here-1].class&isStop == 0 || it.kind == oneOf && it.is(&ts[here-1])):
				taken |= b & -b << 1
			}
		}
		if it.kind != noneOf && (it.maybe || it.end) {
			taken |= at
		}
		at = taken
	}
	if at &^= 1; at == 0 {
		return end - 1
	}
	return end - bits.TrailingZeros64(at)
}
