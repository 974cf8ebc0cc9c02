package proof

import (
	"slices"
	"time"
)

// A clause is a statement as it is matched: its words, and the times at its ends.
type clause struct {
	body  []token
	edges []edge
	lead  [][]token
	at    time.Time
	about bool
	be    bool // it has a form of "be", or another word that says something of its subject
}

// An edge is a time at the beginning or the end of a statement, or a span such as "from 14:02 to 14:10".
type edge struct {
	token
	about bool
	span  string // its first word; "" where it is none
	to    token
}

// same reports whether two edges tell the same.
func (e edge) same(o edge) bool {
	return alike(e.token, o.token) && e.about == o.about && e.span == o.span && (e.span == "" || alike(e.to, o.to))
}

var (
	near   = listed("about around roughly approximately ~")
	beside = listed("at on")
	bound  = listed("until till from to by before after since between than of - and")
)

func clauseOf(s Statement) clause {
	c := clause{body: trimmed(spread(tokens(s.Text)))}
	if one(c.body) {
		c.at, c.about = s.At, s.About
	}
	if e, n := edgeAt(c.body); n > 0 && one(c.body[n:]) {
		c.edges, c.body = append(c.edges, e...), c.body[n:]
		c.body = unmarked(c.body)
	} else if e, n := edgeBefore(c.body); n > 0 && one(c.body[:len(c.body)-n]) {
		c.edges, c.body = append(c.edges, e...), c.body[:len(c.body)-n]
	}
	for _, l := range s.Leads {
		c.lead = append(c.lead, tokens(l))
	}
	c.be = slices.ContainsFunc(c.body, func(t token) bool { return helpers[t.low] })
	return c
}

// one reports whether a text is a single clause, so that a time belongs to all of it. A span at its end is no other clause.
func one(ts []token) bool {
	if _, n := edgeBefore(ts); n > 0 {
		ts = ts[:len(ts)-n]
	}
	if _, n := edgeAt(ts); n > 0 {
		ts = unmarked(ts[n:])
	}
	return !slices.ContainsFunc(ts, func(t token) bool { return t.kind == mark && t.low != "-" || t.kind <= name && parting[t.low] })
}

// unmarked drops the marks at the beginning.
func unmarked(ts []token) []token {
	for len(ts) > 0 && loose(ts[0]) {
		ts = ts[1:]
	}
	return ts
}

// edgeAt reads a time that a text begins with, such as "at about 14:02" or "2019-10-21 01:38", and its length.
func edgeAt(ts []token) (edges []edge, n int) {
	if len(ts) > 3 && (ts[0].low == "from" && ts[2].low == "to" || ts[0].low == "between" && ts[2].low == "and") && timely(ts[1]) && timely(ts[3]) {
		return []edge{{token: ts[1], span: ts[0].low, to: ts[3]}}, 4
	}
	for i := 0; len(edges) < 2; {
		about := false
		if len(edges) > 0 && i < len(ts) && ts[i].low == "," {
			i++
		}
		for i < len(ts) && ts[i].kind <= mark && (beside[ts[i].low] || near[ts[i].low]) {
			about = about || near[ts[i].low]
			i++
		}
		if i == len(ts) || !timely(ts[i]) {
			break
		}
		edges = append(edges, edge{token: ts[i], about: about})
		i++
		n = i
	}
	if n < len(ts) && n > 0 && bound[ts[n].low] && ts[n].kind <= mark {
		return nil, 0 // "14:02 to 14:10" is a span
	}
	return edges, n
}

func timely(t token) bool { return t.kind == clock || t.kind == date }

// edgeBefore reads a time that a text ends with.
func edgeBefore(ts []token) (edges []edge, n int) {
	for from := max(0, len(ts)-5); from < len(ts); from++ {
		if e, n := edgeAt(ts[from:]); n > 0 && from+n == len(ts) && !(from > 0 && (bound[ts[from-1].low] || near[ts[from-1].low])) {
			return e, n
		}
	}
	return nil, 0
}

// tells reports whether times are those of the statement, each once.
func (c *clause) tells(edges []edge, told int) (int, bool) {
	for _, e := range edges {
		found := false
		for i, own := range c.edges {
			if told&(1<<i) == 0 && own.same(e) {
				told, found = told|1<<i, true
				break
			}
		}
		if found {
			continue
		}
		at := c.at.UTC()
		bit := 1 << (8 + int(e.kind)%8)
		if c.at.IsZero() || told&bit != 0 || e.span != "" {
			return told, false
		}
		switch e.kind {
		case clock:
			if e.offset != 0 || e.minute != at.Hour()*60+at.Minute() || e.about != c.about || c.timed() {
				return told, false
			}
		case date:
			if e.day != at.Day() || e.month != int(at.Month()) || e.year != 0 && e.year != at.Year() {
				return told, false
			}
		}
		told |= bit
	}
	return told, true
}

// timed reports whether the statement itself has a time of day: then that is the one to tell.
func (c *clause) timed() bool {
	has := func(t token) bool { return t.kind == clock }
	return slices.ContainsFunc(c.body, has) || slices.ContainsFunc(c.edges, func(e edge) bool { return has(e.token) })
}

// whole reports whether all times of the statement were told.
func (c *clause) whole(told int) bool { return told&(1<<len(c.edges)-1) == 1<<len(c.edges)-1 }

func (c *clause) has(t token) bool {
	is := func(o token) bool { return alike(o, t) }
	if slices.ContainsFunc(c.body, is) || slices.ContainsFunc(c.edges, func(e edge) bool { return is(e.token) }) {
		return true
	}
	if _, ok := c.tells([]edge{{token: t, about: c.about}}, 0); ok && (t.kind == clock || t.kind == date) {
		return true
	}
	return slices.ContainsFunc(c.lead, func(l []token) bool { return slices.ContainsFunc(l, is) })
}
