package tone

import "math/bits"

// A rule is one way in which a category shows.
type rule struct {
	id       string // category.kind
	category Category
	severity Severity
	weight   float64  // that a message in which it fires calls for a word, 0 to 1
	when     []string // any of these patterns
	unless   []string // and none of these in the same clause
	wording  string   // what can be said instead without knowing more, if anything
}

// A finding is one rule that fired.
type finding struct {
	rule     *rule
	from, to int // tokens
}

// rules is all rules made ready: patterns by the word or class they begin with.
type rules struct {
	byWord  map[string][]entry
	byClass [64][]entry
	unless  map[*rule][]pattern
	meta    []pattern
}

type entry struct {
	rule    *rule
	pattern pattern
}

// prepare compiles tables of rules, and patterns that silence every rule in the
// clause they stand in.
func prepare(meta []string, tables ...[]rule) *rules {
	rs := &rules{byWord: make(map[string][]entry), unless: make(map[*rule][]pattern)}
	for _, m := range meta {
		rs.meta = append(rs.meta, compile(m))
	}
	for _, table := range tables {
		for i := range table {
			r := &table[i]
			for _, u := range r.unless {
				rs.unless[r] = append(rs.unless[r], compile(u))
			}
			for _, w := range r.when {
				rs.index(entry{rule: r, pattern: compile(w)})
			}
		}
	}
	return rs
}

func (rs *rules) index(e entry) {
	words, c, ok := e.pattern.first()
	if !ok {
		panic("tone: a pattern of " + e.rule.id + " begins with anything")
	}
	for _, w := range words {
		// A word that is in one of the classes is found by its class.
		if lexicon[w]&c == 0 {
			rs.byWord[w] = append(rs.byWord[w], e)
		}
	}
	for ; c != 0; c &= c - 1 {
		b := bits.TrailingZeros64(uint64(c))
		rs.byClass[b] = append(rs.byClass[b], e)
	}
}

// find returns what fires in the tokens, at most once a rule and clause.
func (rs *rules) find(ts []token) []finding {
	var found []finding
	lo := 0 // where the clause begins
	for lo < len(ts) {
		hi := lo
		for hi < len(ts) && ts[hi].class&isStop == 0 {
			hi++
		}
		clause := len(found)
		for at := lo; at < hi; at++ {
			for _, e := range rs.byWord[ts[at].word] {
				found = rs.try(found, clause, e, ts, lo, hi, at)
			}
			for c := ts[at].class; c != 0; c &= c - 1 {
				for _, e := range rs.byClass[bits.TrailingZeros64(uint64(c))] {
					found = rs.try(found, clause, e, ts, lo, hi, at)
				}
			}
		}
		if len(found) > clause && anywhere(rs.meta, ts[lo:hi]) {
			found = found[:clause]
		}
		lo = hi + 1
	}
	return found
}

// try appends a finding if the entry matches at and nothing in the clause
// [lo, hi) speaks against it.
func (rs *rules) try(found []finding, clause int, e entry, ts []token, lo, hi, at int) []finding {
	for _, f := range found[clause:] {
		if f.rule == e.rule {
			return found
		}
	}
	end := e.pattern.match(ts, at)
	if end < 0 || blocked(rs.unless[e.rule], ts, lo, hi, at, end) {
		return found
	}
	return append(found, finding{e.rule, at, max(end, at+1)})
}

// reach is how many words behind a match still speak against it.
const reach = 6

// blocked reports whether a pattern stands near the match [from, to) in the
// clause [lo, hi): after the comma before it, and up to a few words behind it.
// A pattern that opens a clause has to stand before the match.
func blocked(ps []pattern, ts []token, lo, hi, from, to int) bool {
	if len(ps) == 0 {
		return false
	}
	first := from
	for first > lo && ts[first-1].class&isComma == 0 {
		first--
	}
	last := min(to+reach, hi)
	for _, p := range ps {
		end := last
		if p[0].kind == begins {
			end = from + 1
		}
		for at := first; at < end; at++ {
			if p.match(ts, at) >= 0 {
				return true
			}
		}
	}
	return false
}

// anywhere reports whether one of the patterns matches somewhere in the clause.
func anywhere(ps []pattern, ts []token) bool {
	for _, p := range ps {
		for at := range ts {
			if p.match(ts, at) >= 0 {
				return true
			}
		}
	}
	return false
}
