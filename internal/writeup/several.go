package writeup

import (
	"cmp"
	"slices"
)

// Several returns the headings of the incidents that a text tells one after the other, where there is more than one: each
// heading with a timeline or a summary of its own below it, all of one level. Together they are judged as if they were one.
func (r *Review) Several() []string {
	var out []string
	for _, p := range []Part{Timeline, Summary} {
		var found []string
		for level := 1; level < 4 && len(found) < 2; level++ {
			found = r.holding(p, level)
		}
		if len(found) > len(out) {
			out = found
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// holding are the headings of a level, of no part themselves, that have exactly one section of a part below them.
func (r *Review) holding(p Part, level int) []string {
	var out []string
	title, n := "", 0
	done := func() {
		if title != "" && n == 1 {
			out = append(out, title)
		}
		title, n = "", 0
	}
	ordered := slices.SortedStableFunc(slices.Values(r.Sections), func(a, b Section) int { return cmp.Compare(a.Line, b.Line) })
	for _, s := range ordered {
		switch {
		case s.echo:
		case s.Level <= level && s.Title != "":
			if done(); s.Level == level && partOf(s.Title) == "" {
				title = s.Title
			}
		case s.Part == p && partOf(s.Title) == p:
			n++
		}
	}
	done()
	return out
}
