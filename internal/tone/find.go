package tone

// A finding is one rule that fired.
type finding struct {
	rule     int32
	pattern  int32
	from, to int // tokens
}

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

// reach is how many tokens behind a match still speak against it.
const reach = 7

// marks notes, for one clause, what speaks against which rule. A clause has at
// most 64 tokens, so the places of a rule are the bits of one word.
type marks struct {
	ends     []uint64 // by rule: where patterns against it end
	anchored []uint64 // the same for those that begin where the clause does
	touched  []int32
	every    int32 // the pattern that speaks against all, or -1
}

func (m *marks) reset(rules int) {
	if len(m.ends) < rules {
		m.ends, m.anchored = make([]uint64, rules), make([]uint64, rules)
	}
	for _, r := range m.touched {
		m.ends[r], m.anchored[r] = 0, 0
	}
	m.touched, m.every = m.touched[:0], -1
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
			bit := uint64(1) << min(63, max(0, int(m.end)-1-lo))
			s.marks.touched = append(s.marks.touched, p.rule)
			if p.anchored {
				s.marks.anchored[p.rule] |= bit
			} else {
				s.marks.ends[p.rule] |= bit
			}
		}
	}
	if s.marks.every >= 0 {
		s.hushed = append(s.hushed, hush{lo, hi, s.marks.every})
	}
	first := len(s.fired)
	for _, m := range ms {
		p := &t.automaton.patterns[m.pattern]
		if p.blocks || t.has(s.fired[first:], p.rule) {
			continue
		}
		f := finding{rule: p.rule, pattern: m.pattern, to: int(m.end)}
		f.from = p.begin(s.ts, f.to)
		if s.marks.every >= 0 {
			s.held = append(s.held, blocked{f, s.marks.every})
			continue
		}
		if s.marks.against(s, f, lo, hi) {
			s.held = append(s.held, blocked{f, t.against(ms, f.rule)})
			continue
		}
		s.fired = append(s.fired, f)
	}
}

func (t *tongue) has(fs []finding, rule int32) bool {
	for _, f := range fs {
		if f.rule == rule {
			return true
		}
	}
	return false
}

// against reports whether a pattern stands near the finding: behind the comma
// before it, and up to a few words after it. One that opens a clause has to stand
// before or in the finding.
func (m *marks) against(s *sentence, f finding, lo, hi int) bool {
	ends, anchored := m.ends[f.rule], m.anchored[f.rule]
	if ends|anchored == 0 {
		return false
	}
	first := max(f.from, lo)
	for first > lo && s.ts[first-1].class&isComma == 0 {
		first--
	}
	last := min(f.to+reach, hi+1)
	return ends&window(first-lo, last-lo) != 0 || anchored&window(first-lo, f.to-lo) != 0
}

// window returns the bits [from, to).
func window(from, to int) uint64 {
	from, to = max(from, 0), min(to, 64)
	if to <= from {
		return 0
	}
	return (^uint64(0) >> (64 - (to - from))) << from
}

// against returns a pattern in ms that speaks against rule.
func (t *tongue) against(ms []match, rule int32) int32 {
	for _, m := range ms {
		if p := &t.automaton.patterns[m.pattern]; p.blocks && p.rule == rule {
			return m.pattern
		}
	}
	return -1
}
