package tone

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// A pattern is a sequence that some tokens of one clause form. It is written as
// words and signs:
//
//	word     this word
//	CLASS    a word of this class (see classes)
//	a|B|c    one of these; $ among them stands for the end of the clause
//	x?       x or nothing
//	!x       here, not followed by x
//	~3       at most three words of any kind
//	^        a clause begins here, perhaps after "so", "well" and the like
//	$        a clause ends here, perhaps before "lol", "please" and the like
//	/        the end of a clause; what follows is in the next one
type pattern []element

type element struct {
	kind  kind
	words []string
	class class
	gap   int
	maybe bool // the element may be missing
	end   bool // or the clause closes here
}

type kind uint8

const (
	oneOf kind = iota
	noneOf
	gap
	begins
	ends
)

// compile reads a pattern; what it cannot read is a mistake in a table of this
// package, so it panics.
func compile(s string) pattern {
	var p pattern
	for f := range strings.FieldsSeq(s) {
		p = append(p, element{})
		e := &p[len(p)-1]
		switch {
		case f == "^":
			e.kind = begins
			continue
		case f == "$":
			e.kind = ends
			continue
		case f[0] == '~':
			n, err := strconv.Atoi(f[1:])
			if err != nil || n < 1 || n > 12 {
				panic(fmt.Sprintf("tone: bad gap in pattern %q", s))
			}
			e.kind, e.gap = gap, n
			continue
		case f[0] == '!':
			e.kind, f = noneOf, f[1:]
		}
		f, e.maybe = strings.CutSuffix(f, "?")
		for w := range strings.SplitSeq(f, "|") {
			if w != "" && unicode.IsUpper(rune(w[0])) {
				c, ok := classes[w]
				if !ok {
					panic(fmt.Sprintf("tone: no class %s in pattern %q", w, s))
				}
				e.class |= c
				continue
			}
			if w == "$" {
				e.end = true
				continue
			}
			if w == "" {
				panic(fmt.Sprintf("tone: empty word in pattern %q", s))
			}
			e.words = append(e.words, w)
		}
	}
	return p
}

// is reports whether the token is one of the element's words or classes.
func (e *element) is(t *token) bool {
	if t.class&e.class != 0 {
		return true
	}
	if t.word == "" {
		return false
	}
	for _, w := range e.words {
		if w == t.word {
			return true
		}
	}
	return false
}

// match returns the token after the ones that p forms from at on, or -1.
func (p pattern) match(ts []token, at int) int {
	for i := range p {
		e := &p[i]
		switch e.kind {
		case begins:
			if !opens(ts, at) {
				return -1
			}
			continue
		case ends:
			if !closes(ts, at) {
				return -1
			}
			continue
		case noneOf:
			if at < len(ts) && e.is(&ts[at]) {
				return -1
			}
			continue
		case gap:
			for n := 0; n <= e.gap; n++ {
				if end := p[i+1:].match(ts, at+n); end >= 0 {
					return end
				}
				if at+n >= len(ts) || ts[at+n].class&isStop != 0 {
					return -1
				}
			}
			return -1
		}
		here := at < len(ts) && e.is(&ts[at])
		if e.maybe {
			if here {
				if end := p[i+1:].match(ts, at+1); end >= 0 {
					return end
				}
			}
			continue
		}
		switch {
		case here:
			at++
		case !e.end || !closes(ts, at):
			return -1
		}
	}
	return at
}

// opens reports whether nothing but lead words stands before at in its clause.
func opens(ts []token, at int) bool {
	for i := at - 1; i >= 0; i-- {
		switch c := ts[i].class; {
		case c&(isStop|isComma) != 0:
			return true
		case c&(isLead|isMention|isEmoji|isTime|isNumber) == 0:
			return false
		}
	}
	return true
}

// closes reports whether nothing but tail words stands from at on in its clause.
func closes(ts []token, at int) bool {
	for i := at; i < len(ts); i++ {
		switch c := ts[i].class; {
		case c&(isStop|isComma) != 0:
			return true
		case c&(isTail|isMention|isEmoji) == 0:
			return false
		}
	}
	return true
}

// first returns the words and classes one of which a match must begin with; ok
// is false when the pattern begins with anything.
func (p pattern) first() (words []string, c class, ok bool) {
	for i := range p {
		e := &p[i]
		switch e.kind {
		case begins:
			continue
		case oneOf:
			words, c = append(words, e.words...), c|e.class
			if !e.maybe {
				return words, c, true
			}
		default:
			return nil, 0, false
		}
	}
	return nil, 0, false
}
