package tone

import "cmp"

// A finding is one rule that fired.
type finding struct {
	rule     int32
	pattern  int32
	from, to int // tokens
}

// ends compares where a finding ends with a token. Findings are in that order.
func (f finding) ends(token int) int { return cmp.Compare(f.to, token) }

// A blocked is a finding that did not count, and the pattern that held it back.
type blocked struct {
	finding
	by int32
}

// A hush is a clause in which a pattern speaks against every rule.
type hush struct {
	lo, hi int // tokens
	by     int32
}

// opens compares where a clause opens with a token. Hushes are in that order.
func (h hush) opens(token int) int { return cmp.Compare(h.lo, token) }

// reach is how many tokens behind a match still speak against it.
const reach = 7

// marks notes, for one clause, what speaks against which rule. A clause has at
// most 64 tokens, so the places of a rule are the bits of one word.
type marks struct {
	rules   []mark // by rule
	touched []int32
	every   int32 // the pattern that speaks against all, or -1
}

// A mark is what is known of one rule in a clause.
type mark struct {
	ends     uint64 // where patterns against it end
	anchored uint64 // the same for those that begin where the clause does
	by       int32  // the first of these patterns
	fired    bool
}

func (m *marks) reset(rules int) {
	if len(m.rules) < rules {
		m.rules = make([]mark, rules)
	}
	for _, r := range m.touched {
		m.rules[r] = mark{}
	}
	m.touched, m.every = m.touched[:0], -1
}

// speaks notes that a pattern against a rule ends at one place of the clause.
func (m *marks) speaks(p *pattern, n int32, place int) {
	k, bit := &m.rules[p.rule], uint64(1)<<min(63, max(0, place))
	if k.ends|k.anchored == 0 {
		k.by = n
	}
	if p.anchored {
		k.anchored |= bit
	} else {
		k.ends |= bit
	}
	m.touched = append(m.touched, p.rule)
}

// find leaves in s.fired what fires in the tokens, at most once a rule and
// clause, and in s.held what was held back.
func (t *tongue) find(s *sentence) {
	t.automaton.find(s.ts, s.opens, s.shuts, &s.run)
	s.fired, s.held, s.hushed = s.fired[:0], s.held[:0], s.hushed[:0]
	ms := s.run.matches
	for lo := 0; lo < len(s.ts); {
		hi := lo
		for hi < len(s.ts) && s.ts[hi].class&isStop == 0 {
			hi++
		}
		n := 0
		for n < len(ms) && int(ms[n].end) <= hi+1 {
			n++
		}
		if n > 0 {
			t.clause(s, ms[:n], lo, hi)
			ms = ms[n:]
		}
		lo = hi + 1
	}
}

// clause judges the matches that end in the clause [lo, hi), or at its stop.
func (t *tongue) clause(s *sentence, ms []match, lo, hi int) {
	s.marks.reset(len(t.rules))
	for _, m := range ms {
		p := &t.automaton.patterns[m.pattern]
		switch {
		case !p.blocks:
		case p.rule == everyRule:
			s.marks.every = m.pattern
		default:
			s.marks.speaks(p, m.pattern, int(m.end)-1-lo)
		}
	}
	if s.marks.every >= 0 {
		s.hushed = append(s.hushed, hush{lo, hi, s.marks.every})
	}
	for _, m := range ms {
		p := &t.automaton.patterns[m.pattern]
		if p.blocks || s.marks.rules[p.rule].fired {
			continue
		}
		f := finding{rule: p.rule, pattern: m.pattern, to: int(m.end)}
		f.from = p.begin(s.ts, f.to)
		if s.marks.every >= 0 {
			s.held = append(s.held, blocked{f, s.marks.every})
			continue
		}
		if s.marks.against(s, f, lo, hi) {
			s.held = append(s.held, blocked{f, s.marks.rules[f.rule].by})
			continue
		}
		s.fired = append(s.fired, f)
		s.marks.rules[f.rule].fired = true
		s.marks.touched = append(s.marks.touched, f.rule)
	}
}

// against reports whether a pattern stands near the finding: behind the comma
// before it, and up to a few words after it. One that opens a clause has to stand
// before or in the finding.
func (m *marks) against(s *sentence, f finding, lo, hi int) bool {
	k := &m.rules[f.rule]
	if k.ends|k.anchored == 0 {
		return false
	}
	first := max(f.from, lo)
	for first > lo && s.ts[first-1].class&isComma == 0 {
		first--
	}
	last := min(f.to+reach, hi+1)
	return k.ends&window(first-lo, last-lo) != 0 || k.anchored&window(first-lo, f.to-lo) != 0
}

// window returns the bits [from, to).
func window(from, to int) uint64 {
	from, to = max(from, 0), min(to, 64)
	if to <= from {
		return 0
	}
	return (^uint64(0) >> (64 - (to - from))) << from
}
