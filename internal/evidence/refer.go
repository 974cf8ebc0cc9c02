package evidence

import "strings"

// A phrase is a thing with its article: "the message".
type phrase []token

// nouns returns the phrases that name a thing, in their order: an article, at most three words and the thing.
func nouns(ts []token) []phrase {
	var out []phrase
	for i := 0; i < len(ts); i++ {
		if !oneOf(ts[i].low, "the a an") {
			continue
		}
		end := 0
		for k := i + 1; k < min(len(ts), i+5); k++ {
			t := ts[k]
			if t.kind == mark || auxiliaries[t.low] || timePreps[t.low] || oneOf(t.low, "of for in to and or that which with by") || end > 0 && !things[t.low] && t.kind == word {
				break
			}
			if things[t.low] || t.kind == ident || t.kind == code || compound(t.low) {
				end = k + 1
			}
		}
		if end > 0 {
			out = append(out, ts[i:end])
			i = end - 1
		}
	}
	return out
}

// only returns the one thing that tokens name, or nil where they name none or several.
func only(ts []token) phrase {
	var one phrase
	for _, p := range nouns(ts) {
		if one != nil && p[len(p)-1].low != one[len(one)-1].low {
			return nil
		}
		if one == nil {
			one = p
		}
	}
	return one
}

// referring puts the one thing of the clause before, or of the question that is answered, in place of "it": a reader of
// the sentence alone would not know what it is. Where there is a choice, nothing is put.
func (r *reader) referring(c *clause) {
	ts := c.ts
	i := r.dangling(ts)
	if i < 0 {
		return
	}
	one := only(r.last)
	if one != nil && !r.meant(ts, i, one) {
		return
	}
	if one == nil && r.last == nil && ts[i].low == "it" && leads(ts, i) {
		one = r.asked()
	}
	if one == nil || ts[i].low != "it" && !collective(one[len(one)-1].low) || names(ts, one) {
		return
	}
	out := append([]token{}, ts[:i]...)
	out = append(out, tok("the", ts[i]))
	for _, t := range one[1:] {
		t.start, t.end = ts[i].start, ts[i].end
		out = append(out, t)
	}
	c.ts = append(out, ts[i+1:]...)
	if more := len(one) - 1; c.has && c.when.from > i {
		c.when.from, c.when.to = c.when.from+more, c.when.to+more
	}
}

// meant reports whether it is plain that a word points at the one thing of the clause before: at what that clause is about,
// or at what its speaker did something to and goes on doing something to, "I stopped the job, and at 14:10 I started it
// again"; not "I stopped the job. Nobody got it twice". "They" are whoever was just named.
func (r *reader) meant(ts []token, i int, p phrase) bool {
	head, from := 0, -1
	for head < len(r.last)-1 && (r.last[head].kind == mark || r.last[head].kind == clock || timePreps[r.last[head].low] && at(r.last, head+1).kind == clock || oneOf(r.last[head].low, "then and so but just also")) {
		head++
	}
	for k := range r.last {
		if r.last[k].start == p[0].start {
			from = k
		}
	}
	switch {
	case len(r.last) == 0 || from < 0:
		return false
	case ts[i].low == "they":
		return true
	case leads(ts, i) && from != head:
		// "I can show the query. It compares …": not "… And it", which goes on with what was told before.
		return from > 0 && hasAny(r.last[:from], "i we") && !hasAny(r.last, "it they them") && !after(r.last, from) && !r.goneOn(ts[0])
	case leads(ts, i):
		return true
	}
	doer := 0
	for doer < i-1 && (ts[doer].kind == clock || timePreps[ts[doer].low] || oneOf(ts[doer].low, "and then also just again")) {
		doer++
	}
	return (oneOf(ts[doer].low, "i we") || isPast(ts[doer].low)) && (from == head || !after(r.last, from))
}

// after reports whether a phrase that begins at i stands behind a preposition.
func after(ts []token, i int) bool {
	return i > 0 && oneOf(ts[i-1].low, "in on at of for to with from by about into than as")
}

// goneOn reports whether "and", "but" or "so" stands before a sentence.
func (r *reader) goneOn(t token) bool {
	words := strings.Fields(strings.ToLower(r.s.Text[max(0, t.start-8):min(t.start, len(r.s.Text))]))
	return len(words) > 0 && oneOf(words[len(words)-1], "and but so")
}

// names reports whether the tokens name the thing already.
func names(ts []token, p phrase) bool {
	for _, t := range ts {
		if t.low == p[len(p)-1].low {
			return true
		}
	}
	return false
}

// leads reports whether only a date stands before the token: "in 2017 it was".
func leads(ts []token, i int) bool {
	return i == 0 || i == 2 && ts[0].low == "in" && ts[1].kind == number
}

// dangling finds the first word that points back, as subject at the beginning or as object of a verb; -1 for none.
func (r *reader) dangling(ts []token) int {
	for i, t := range ts {
		if !oneOf(t.low, "it they them") || t.kind != word {
			continue
		}
		if leads(ts, i) {
			if expletive(ts[i:]) && t.low == "it" {
				return -1
			}
			return i
		}
		if p := ts[i-1]; t.low != "they" && p.kind == word && !auxiliaries[p.low] && (isPast(p.low) || isIng(p.low)) {
			return i
		}
	}
	return -1
}

// collective reports whether "they" may stand for the thing.
func collective(w string) bool {
	return oneOf(w, "team desk vendor") || things[w] && plurals([]token{{kind: word, low: w}})
}

// asked returns the one thing that the last question asks about.
func (r *reader) asked() phrase {
	if n := len(r.s.Before); n > 0 && r.s.Before[n-1] != r.s.Question {
		return nil // Others have spoken since.
	}
	var one phrase
	for _, x := range sentences(scan(Statement{Text: r.s.Question, Roles: r.s.Roles})) {
		if !x.asks {
			continue
		}
		p := only(questioning(x.ts))
		if p == nil || one != nil {
			return nil
		}
		one = p
	}
	return one
}

// questioning is the part of a question that asks: what was stated before it, "the form says 01:38, is that right?", is not what
// the answer speaks of.
func questioning(ts []token) []token {
	for i := len(ts) - 2; i > 0; i-- {
		if ts[i].kind == mark && (auxiliaries[ts[i+1].low] || oneOf(ts[i+1].low, "how what when who where why which do does did can could right")) {
			return ts[i+1:]
		}
	}
	return ts
}
