package postmortem

import (
	"cmp"
	"slices"
)

// Stems are the four sides on which a cause is looked for; the impact is the root
// above them.
func Stems() []string { return []string{"start", "spread", "unnoticed", "recovery"} }

// StemTitle is a stem as people read it.
func StemTitle(stem string) string {
	switch stem {
	case "start":
		return "How it started"
	case "spread":
		return "How it spread"
	case "unnoticed":
		return "How it stayed unnoticed"
	case "recovery":
		return "How recovery took the time it took"
	}
	return "What else played a part"
}

// Confidence is how sure the review is of a cause.
type Confidence string

// The degrees of confidence, computed but for Hypothesis, which people may choose.
const (
	Established Confidence = "established" // two people say so independently, and it is confirmed
	Likely      Confidence = "likely"      // confirmed
	Hypothesis  Confidence = "hypothesis"  // proposed, or called so
	Disputed    Confidence = "disputed"    // somebody sees it differently; both views stay
)

// Side is the stem of a cause: its own, or that of its kind, or "".
func (e Entry) Side() string {
	byKind := map[string]string{
		"trigger": "start", "condition": "start", "amplifier": "spread", "detection_gap": "unnoticed", "recovery_hindrance": "recovery",
	}
	return cmp.Or(e.Stem, byKind[e.Cause])
}

// SideOf is the stem above a cause, wherever in the tree it stands.
func (s *Session) SideOf(e Entry) string {
	for range s.Entries {
		up := append([]string{e.Against}, e.Parents...)
		i := slices.IndexFunc(up, func(id string) bool { p, ok := s.Entry(id); return ok && p.Live() })
		if i < 0 {
			break
		}
		e, _ = s.Entry(up[i])
	}
	return e.Side()
}

// against is the cause of which e is another view, while that stands.
func (s *Session) against(e Entry) string {
	if o, ok := s.Entry(e.Against); ok && o.Live() {
		return o.ID
	}
	return ""
}

// Confidence of a cause.
func (s *Session) Confidence(e Entry) Confidence {
	switch {
	case s.against(e) != "" || slices.ContainsFunc(s.Live(Cause), func(o Entry) bool { return o.Against == e.ID }):
		return Disputed
	case e.State == Proposed || e.Hypothesis:
		return Hypothesis
	}
	voices := map[string]bool{}
	for _, r := range e.Sources {
		if m, ok := s.Messages[r]; ok && !m.Gone {
			voices[m.Author] = true
		}
	}
	if len(e.Sources) > 0 {
		voices[e.Author] = true
	}
	if len(voices) > 1 {
		return Established
	}
	return Likely
}

// A Node is a cause in the tree of causes.
type Node struct {
	Entry
	Depth    int // 0 directly under its stem
	Children int // other views of it apart
}

// Tree returns the causes under a stem as a tree: each before what lies below it,
// in the order of recording. The empty stem holds those without a side. A cause
// that has several parents stands below the first of them that is there.
func (s *Session) Tree(stem string) []Node {
	below := map[string][]*Entry{} // by the id of the parent; the roots under ""
	live := map[string]bool{}
	for e := range s.each(Cause) {
		live[e.ID] = true
	}
	for e := range s.each(Cause) {
		parent := e.Against // another view stands beside what it differs from, one step in
		for _, p := range e.Parents {
			if live[p] && parent == "" {
				parent = p
			}
		}
		if !live[parent] {
			parent = ""
		}
		if parent == "" && e.Side() != stem && (stem != "" || slices.Contains(Stems(), e.Side())) {
			continue
		}
		below[parent] = append(below[parent], e)
	}
	var out []Node
	var walk func(parent string, depth int)
	walk = func(parent string, depth int) {
		for _, e := range below[parent] {
			children := 0
			for _, b := range below[e.ID] {
				if b.Against != e.ID {
					children++
				}
			}
			out = append(out, Node{Entry: *e, Depth: depth, Children: children})
			walk(e.ID, depth+1)
		}
	}
	walk("", 0)
	return out
}

// above reports whether ancestor is id or lies above it.
func (s *Session) above(ancestor, id string) bool {
	for seen := 0; id != "" && seen <= len(s.Entries); seen++ {
		if id == ancestor {
			return true
		}
		e, ok := s.Entry(id)
		switch {
		case !ok:
			return false
		case e.Against != "":
			id = e.Against
		case len(e.Parents) == 0:
			return false
		default:
			id = e.Parents[0]
		}
	}
	return false
}

// branches reports whether some cause, or some side, has more than one cause
// directly below it: a single chain is one story of several.
func (s *Session) branches() bool {
	for _, stem := range append(Stems(), "") {
		roots := 0
		for _, n := range s.Tree(stem) {
			if n.Children > 1 {
				return true
			}
			if n.Depth == 0 {
				roots++
			}
		}
		if roots > 1 {
			return true
		}
	}
	return false
}
