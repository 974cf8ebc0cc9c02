package proof

import (
	"slices"
	"strings"
	"time"
)

// A Statement is what somebody stands behind, to be told anew.
type Statement struct {
	Text  string
	At    time.Time // what it is about; its clock in UTC and its day may be told. Zero: not known
	About bool      // At is only roughly known, and has to be told so
	Leads []string  // words that may stand before it, such as "the trigger was that"
}

// Bounds of what is looked at; nothing that people would read is longer.
const (
	mostTokens = 160
	mostSteps  = 20_000
)

// Retold returns "" if a sentence tells the statements in their order and nothing else, or what is wrong with it.
//
// Every word of a statement has to be there, in its order and its form. Free are the articles; commas, colons and brackets;
// one "was" where the statement has no such word, but not before a participle, for that would turn the doer into the one it is
// done to; in a statement of one clause a time at its beginning or end, which may stand at the other end, and its At. Between
// statements stands a mark, "and", "but" or "also"; where the next one begins as the one before it, and both speak of one
// thing that "the" or a name tells, those words may be left out or told as "it". One that begins with a pronoun stands alone or
// first, for nobody knows what it would speak of behind another.
func Retold(sentence string, of []Statement) (fault string) {
	ts := trimmed(spread(tokens(sentence)))
	switch {
	case len(of) == 0:
		return "it cites nothing"
	case len(ts) == 0:
		return "it says nothing"
	case len(ts) > mostTokens:
		return "it is too long"
	}
	r := retelling{ts: ts}
	for _, s := range of {
		r.of = append(r.of, clauseOf(s))
	}
	if r.clause(0, 0) {
		return ""
	}
	if w := r.foreign(); w != "" {
		return "“" + w + "” stands in nothing it cites"
	}
	if w := r.missing(); w != "" {
		return "“" + w + "” is missing"
	}
	return "it does not keep the words of what it cites in their order, or changes how they go together"
}

// trimmed drops the full stop, and other marks and articles at the end.
func trimmed(ts []token) []token {
	for len(ts) > 0 && (loose(ts[len(ts)-1]) || article(ts[len(ts)-1])) {
		ts = ts[:len(ts)-1]
	}
	return ts
}

// loose reports whether a mark may come and go.
func loose(t token) bool { return t.kind == mark && strings.Contains(",:;().", t.low) && t.low != "" }

// stops reports whether a mark parts sentences.
func stops(t token) bool { return t.kind == mark && (t.low == "." || t.low == ";") }

func article(t token) bool { return t.kind <= name && articles[t.low] }

type retelling struct {
	ts    []token
	of    []clause
	steps int
}

// clause reports whether the statements from the nth on are told from i on, to the end.
func (r *retelling) clause(n, i int) bool {
	if n == len(r.of) {
		return i == len(r.ts)
	}
	starts := []int{i}
	if n > 0 {
		starts = r.joints(n, i)
	}
	for _, at := range starts {
		for _, j := range r.led(n, at) {
			if r.begin(n, j) {
				return true
			}
		}
	}
	return false
}

// joints are where the next statement may begin: behind what joins it to the one before.
func (r *retelling) joints(n, i int) []int {
	if body := r.of[n].body; len(body) > 0 && body[0].kind <= name && pronouns[body[0].low] {
		return nil // behind another statement it would speak of what that speaks of
	}
	j := i
	for j < len(r.ts) && j < i+4 && (loose(r.ts[j]) || r.ts[j].kind <= name && joins[r.ts[j].low]) {
		j++
	}
	if j == i {
		return nil // nothing parts them
	}
	return []int{j}
}

var joins = listed("and but also")

// led are where a statement may begin: at i, or behind one of its leads.
func (r *retelling) led(n, i int) []int {
	out := []int{i}
	for _, lead := range r.of[n].lead {
		j, k := i, 0
		for j < len(r.ts) && k < len(lead) && alike(lead[k], r.ts[j]) {
			j, k = j+1, k+1
		}
		if k == len(lead) {
			for j < len(r.ts) && loose(r.ts[j]) {
				j++
			}
			out = append(out, j)
		}
	}
	return out
}

// begin reads a time before the statement, and what is left out of it since the one before has just told it.
func (r *retelling) begin(n, i int) bool {
	starts := []state{{at: i}}
	if edges, used := edgeAt(r.ts[min(i, len(r.ts)):]); used > 0 {
		if told, ok := r.of[n].tells(edges, 0); ok {
			j := i + used
			for j < len(r.ts) && loose(r.ts[j]) {
				j++
			}
			starts = append(starts, state{at: j, told: told})
		}
	}
	for _, s := range starts {
		if r.body(n, s) {
			return true
		}
		for k := r.shared(n); k > 0; k-- {
			next := s
			next.from = k
			if at := r.at(next.at); at.kind <= name && standsFor[at.low] {
				next.at++
			}
			if predicate(r.at(next.at)) && r.body(n, next) {
				return true
			}
		}
	}
	return false
}

var standsFor = listed("it")

func (r *retelling) at(i int) token {
	if i < len(r.ts) {
		return r.ts[i]
	}
	return token{kind: mark}
}

// shared is how many words a statement begins with as the one before it does.
func (r *retelling) shared(n int) int {
	if n == 0 {
		return 0
	}
	a, b := r.of[n-1].body, r.of[n].body
	k := 0
	told := false // by "the" or a name
	for k < len(a) && k < len(b)-1 && alike(a[k], b[k]) && !predicate(a[k]) {
		if a[k].kind > code || a[k].kind == number || a[k].kind <= name && several[a[k].low] {
			return 0
		}
		told = told || k == 0 && a[k].low == "the" || a[k].kind == name || a[k].kind == ident || a[k].kind == code
		k++
	}
	if !told {
		return 0
	}
	return k
}

// A state is how far a statement was matched.
type state struct {
	at, from int  // in the sentence, in the statement
	told     int  // a bit for each edge that was told, and one for its At
	be       bool // an "is" was put in
	stop     bool // a full stop or a semicolon of the statement was just passed
}

// body matches the words of a statement.
func (r *retelling) body(n int, s state) bool {
	c := &r.of[n]
	for {
		if r.steps++; r.steps > mostSteps {
			return false
		}
		if s.from < len(c.body) && (loose(c.body[s.from]) || article(c.body[s.from])) {
			s.stop = s.stop || stops(c.body[s.from])
			s.from++
			continue
		}
		if s.from == len(c.body) {
			return r.end(n, s)
		}
		t := r.at(s.at)
		switch {
		case t.text == "":
			return false
		case alike(c.body[s.from], t):
			s.at, s.from, s.stop = s.at+1, s.from+1, false
		case loose(t) && (!stops(t) || s.stop), article(t):
			s.at++
		case (t.low == "was" || t.low == "were") && !c.be && !s.be && s.from > 0 && !done(r.next(s.at)):
			s.at, s.be = s.at+1, true
		default:
			return false
		}
	}
}

// next is the next word of the sentence that is no article or adverb of time.
func (r *retelling) next(i int) string {
	for i++; i < len(r.ts); i++ {
		if t := r.ts[i]; !article(t) && t.low != "still" && t.low != "already" && t.low != "again" {
			return t.low
		}
	}
	return ""
}

// end reads a time behind the statement, and goes on with the next one.
func (r *retelling) end(n int, s state) bool {
	c := &r.of[n]
	if c.whole(s.told) && r.clause(n+1, s.at) {
		return true
	}
	j := s.at
	for j < len(r.ts) && loose(r.ts[j]) && !stops(r.ts[j]) {
		j++
	}
	edges, used := edgeAt(r.ts[min(j, len(r.ts)):])
	if used == 0 {
		return false
	}
	told, ok := c.tells(edges, s.told)
	return ok && c.whole(told) && r.clause(n+1, j+used)
}

// foreign is a word of the sentence that no statement has, as it stands there.
func (r *retelling) foreign() string {
	for _, t := range r.ts {
		if loose(t) || article(t) || joins[t.low] || beside[t.low] || standsFor[t.low] || t.low == "was" || t.low == "were" || near[t.low] {
			continue
		}
		if !slices.ContainsFunc(r.of, func(c clause) bool { return c.has(t) }) {
			return t.text
		}
	}
	return ""
}

// missing is a word of a statement that the sentence does not have.
func (r *retelling) missing() string {
	for _, c := range r.of {
		all := slices.Clone(c.body)
		for _, e := range c.edges {
			all = append(all, e.token)
		}
		for _, t := range all {
			if !loose(t) && !article(t) && !slices.ContainsFunc(r.ts, func(o token) bool { return alike(t, o) }) {
				return t.text
			}
		}
	}
	return ""
}
