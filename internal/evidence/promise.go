package evidence

import "strings"

// promise turns a draft into a finding.
func (r *reader) promise(d *draft) {
	f := Finding{Kind: KindAction, Owner: d.owner, Due: d.day, Instead: d.instead, DoneWhen: d.doneWhen, Refers: -1, Span: [2]int{d.from, d.to}}
	if !d.instead.IsZero() {
		f.Refines = true
		r.out = append(r.out, f)
		return
	}
	ts := d.ts
	if d.pronoun && r.errand(d, ts) < 0 {
		ts = r.resolve(ts)
	}
	if d.subject != "" && len(ts) > 0 {
		ts = append(ts[:len(ts):len(ts)], token{kind: mark, text: "(", low: "("}, token{kind: ident, text: d.subject, low: d.subject}, token{kind: mark, text: ")", low: ")"})
		d.subject = ""
	}
	if i := r.errand(d, ts); i >= 0 {
		f.Refers, f.Refines, f.Text, f.DoneWhen = i, true, r.earlier(i), r.run(d, ts)
		r.out = append(r.out, f)
		return
	}
	f.Refers, f.Subject = r.referred(d, ts), d.subject
	if d.pronoun && nameless(ts) {
		if f.Refers = r.newest(); f.Refers >= 0 && r.s.Phase == Prevention {
			ts = nil
		} else if f.Refers, ts = -1, r.beside(ts); ts == nil {
			return // "I change it": nobody can tell what.
		}
	}
	if r.s.Phase == Remedy && len(ts) == 2 && !informative(ts) {
		if more := r.beside(ts); more != nil {
			ts = more
		}
	}
	f.Refines = f.Refers >= 0 || len(ts) == 0
	if len(ts) == 0 {
		if f.Refers >= 0 {
			f.Text = r.earlier(f.Refers)
		}
		if f.Text == "" && f.Owner == "" && (f.Due.IsZero() || len(r.s.Before) == 0) {
			return
		}
	} else {
		if !d.verb {
			ts = imperative(ts)
		}
		if wordCount(ts) > longest {
			p := pieces(ts)
			if len(p) == 0 {
				return
			}
			ts = p[0]
		}
		f.Text = render(r.v.thirdPerson(ts))
		if !sound(f.Text) {
			return
		}
	}
	if f.Text != "" {
		if _, weak := Weak(f.Text); weak && Strength(f.Text) == 0 {
			return
		}
		f.Type, f.Strength = ActionType(f.Text), Strength(f.Text)
	}
	r.out = append(r.out, f)
}

// imperative puts a verb before a task that is only a thing.
func imperative(ts []token) []token {
	w := ts[0].low
	if isBase(w) && !(things[w] && len(ts) > 1 && (things[ts[1].low] || compound(ts[1].low) || ts[1].kind == mark || ts[1].low == "for" || ts[1].low == "in" || ts[1].low == "of" || ts[1].low == "that" || ts[1].low == "when")) ||
		finiteMain(ts) || ts[0].kind == number || hasMark(ts, "=") {
		return ts
	}
	verb := "add"
	for _, t := range ts[:min(len(ts), 5)] {
		if t.kind == mark {
			break
		}
		if documents[t.low] || t.low == "options" || t.low == "plan" {
			verb = "write"
		}
		if oneOf(t.low, "cleanup drill migration upgrade rehearsal review rollout move rename audit clean-up") {
			verb = "do"
		}
	}
	return append([]token{tok(verb, ts[0])}, ts...)
}

// resolve puts the thing that the last question was about in place of "it": "a short note on the blog".
func (r *reader) resolve(ts []token) []token {
	for i := 0; i < min(3, len(ts)); i++ {
		if !anaphors[ts[i].low] {
			continue
		}
		if thing := r.antecedent(); thing != nil {
			if i > 0 {
				if out := placed(ts, thing); out != nil {
					return out
				}
			}
			out := append([]token{}, ts[:i]...)
			out = append(out, thing...)
			return append(out, ts[i+1:]...)
		}
	}
	return ts
}

// antecedent returns the first thing with an article in the last question.
func (r *reader) antecedent() []token {
	texts := []string{r.s.Question}
	if n := len(r.s.Before); n > 0 {
		texts = append([]string{r.s.Before[n-1]}, texts...)
	}
	for _, text := range texts {
		for _, x := range sentences(scan(Statement{Text: text, Roles: r.s.Roles})) {
			if !x.asks {
				continue
			}
			for i := range x.ts {
				if w := x.ts[i].low; w != "a" && w != "an" {
					continue
				}
				end := i + 1
				for end < len(x.ts) && end < i+8 && x.ts[end].kind != mark && !auxiliaries[x.ts[end].low] {
					end++
				}
				if hasThing(x.ts[i:end]) {
					return x.ts[i:end]
				}
			}
		}
	}
	return nil
}

// referred returns the index of the message before that made the proposal a draft completes, or -1.
func (r *reader) referred(d *draft, ts []token) int {
	for i := len(r.s.Before) - 1; i >= 0; i-- {
		if d.subject != "" && strings.Contains(r.s.Before[i], d.subject) && r.open(i) {
			return i
		}
	}
	if d.subject != "" || d.owner == "" {
		return -1
	}
	for i := len(r.s.Before) - 1; i >= max(0, len(r.s.Before)-6); i-- {
		if len(ts) == 0 {
			if r.open(i) {
				return i
			}
			continue
		}
		if i >= len(r.s.Before)-4 && r.open(i) && (d.same || d.thing != nil && within(d.thing, r.s.Before[i]) || related(ts, r.s.Before[i])) {
			return i
		}
	}
	return -1
}

// open reports whether the message before made a proposal that nobody has promised.
func (r *reader) open(i int) bool {
	for _, f := range r.reread(i) {
		if f.Kind == KindAction && f.Owner == "" || f.Kind == KindIdea {
			return true
		}
	}
	return false
}

// earlier returns the words of the proposal in the message before.
func (r *reader) earlier(i int) string {
	for _, f := range r.reread(i) {
		if f.Kind == KindAction || f.Kind == KindIdea {
			return f.Text
		}
	}
	return ""
}

func (r *reader) reread(i int) []Finding {
	led := i < len(r.s.Led) && r.s.Led[i]
	return Read(Statement{Text: r.s.Before[i], At: r.s.At, Zone: r.s.Zone, Phase: Prevention, Roles: r.s.Roles, Leads: led})
}

// related reports whether a task is the one of an earlier message: half of the words of the shorter that tell one task from
// another, two at least, or an identifier. One thing in common is no promise: the log of an index is not its repair.
func related(ts []token, before string) bool {
	a, b := telling(ts), telling(plain(scan(Statement{Text: before})))
	both, named := 0, false
	for w, unique := range a {
		if _, ok := b[w]; ok {
			both++
			named = named || unique
		}
	}
	return named || both >= 2 && 2*both >= min(len(a), len(b))
}

// telling returns the words that tell a task from another, cut so that "drills" and "drill" are one; true for identifiers.
func telling(ts []token) map[string]bool {
	out := map[string]bool{}
	for _, t := range ts {
		w := t.low
		if t.kind == word && (len(w) < 4 || auxiliaries[w] || determiners[w] || oneOf(w, "with when that this from into some somebody should need needs what have done until team time write") || isBase(w) && !things[w]) || t.kind == mark || t.kind == stop || t.kind == clock || t.kind == person {
			continue
		}
		if len(w) > 5 && t.kind == word {
			w = w[:5]
		}
		out[w] = t.kind == ident || t.kind == code || t.kind == number && len(w) > 3
	}
	return out
}

// fixes announce a solution: "easy fix: …".
var fixes = phrases(`easy fix, simple fix, quick fix, the fix is, fix is, the fix is trivial, the fix is easy, the fix is simple, fix is trivial, the solution is, solution, we just need, we only need, we need, we should, we could, we must, we just have to, why do not we, how about, what if we, let us just, let us add, just add, somebody should, someone should,
	there should be, can we not, it would be better to, we have to add, i would add, my proposal, i propose`)

// idea parks a solution that comes before Prevention.
func (r *reader) idea(x sentence) bool {
	ts := x.ts
	n := opening(ts, fixes)
	if x.label == "idea" || x.label == "fix" || x.label == "action" || x.label == "todo" {
		n = 0
	} else if n == 0 {
		return false
	}
	for _, p := range fixes[ts[0].low] {
		if begins(ts, p) {
			n = max(n, len(p))
		}
	}
	if at(ts, n).low == "not" {
		return false
	}
	body := strip(ts[n:])
	for len(body) > 1 && oneOf(body[0].low, "just also to") {
		body = body[1:]
	}
	if len(body) < 3 || body[0].kind == mark || body[0].low == "have" || isPast(body[0].low) && !isBase(body[0].low) || hasWord(body, second) || !informative(body) || exhortation(body) || says(body, "more careful, be careful, look closer") {
		return n > 0
	}
	r.emit(Finding{Kind: KindIdea}, body, false)
	return true
}
