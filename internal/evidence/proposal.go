package evidence

import "strings"

// People propose and promise in pieces: "the letter is still open. I write it", "second vendor? someone should price it",
// "phones, I order". Here the pieces are put together before a sentence is read alone.

// gathered puts the sentences of a message together that make one proposal.
func (r *reader) gathered(xs []sentence) []sentence {
	var out []sentence
	for _, x := range xs {
		if body := sought(x.ts); body != nil {
			x.ts, x.asks = body, false
		}
		if x.label == "" && r.polite(x) && !x.asks && wordCount(x.ts) >= 3 && x.ts[0].kind == word && !finiteMain(x.ts) && !hasWord(x.ts, second) && !hasWord(x.ts, negations) {
			x.label = "please"
		}
		if n := len(out); n > 0 {
			if body := r.about(out[n-1], x); body != nil {
				x.ts = body
				out[n-1] = x
				continue
			}
		}
		if body := scheduled(x.ts); body != nil {
			x.ts = body
		}
		if n := len(out); n > 0 && x.ts[0].low == "i" && hasWord(x.ts[1:min(len(x.ts), 5)], anaphors) {
			if body := lacking(out[n-1].ts); body != nil {
				out[n-1].ts, out[n-1].label = body, "please"
			}
		}
		out = append(out, x)
	}
	return out
}

// scheduled is what a sentence says is planned, with what follows: "the move back is planned, I do it".
func scheduled(ts []token) []token {
	for i := 1; i+1 < min(len(ts), 9); i++ {
		if oneOf(ts[i].low, "is are") && oneOf(ts[i+1].low, "planned scheduled booked") && !finiteMain(ts[:i]) && !pointing(ts) {
			return append(ts[:i:i], ts[i+2:]...)
		}
	}
	return nil
}

// lacking is the thing that a sentence says is missing: "the letter to the clients is still open".
func lacking(ts []token) []token {
	n := len(ts)
	if n < 3 || !oneOf(ts[n-1].low, "open missing outstanding undone") {
		return nil
	}
	i := n - 2
	for i > 0 && oneOf(ts[i].low, "still yet") {
		i--
	}
	if i < 1 || !oneOf(ts[i].low, "is are") || finiteMain(ts[:i]) || pointing(ts) || !hasThing(ts[:i]) && i < 2 {
		return nil
	}
	return ts[:i]
}

// sought reads "the store reviews, someone please?" as the search for somebody.
func sought(ts []token) []token {
	i := lastComma(ts)
	if i < 1 || !oneOf(at(ts, i+1).low, "someone somebody anyone anybody volunteers") || !isThing(ts[:i]) || len(ts)-i > 3 {
		return nil
	}
	for _, t := range ts[i+2:] {
		if !oneOf(t.low, "please maybe") {
			return nil
		}
	}
	like := ts[0]
	return append([]token{tok("find", like), tok("somebody", like), tok("for", like)}, ts[:i]...)
}

// isThing reports whether tokens name a thing and say nothing of it: "store reviews", "the dry run output".
func isThing(ts []token) bool {
	for i, t := range ts {
		if t.kind == word && (auxiliaries[t.low] || negations[t.low] || i > 0 && i < len(ts)-1 && !things[t.low] && isThird(t.low) || oneOf(t.low, "i we you they he she it who what how why that which if because so but")) {
			return false
		}
	}
	return len(ts) > 0 && !oneOf(ts[0].low, "maybe perhaps yes no ok sorry thanks honestly so then and but as of sure now what this these those")
}

// about reads a wish that points at the question before it: "second vendor? someone should price it", "should we count our
// own errors? somebody should look".
func (r *reader) about(q, x sentence) []token {
	if !q.asks || x.asks {
		return nil
	}
	wish := wished(x.ts)
	for len(wish) > 0 && (oneOf(wish[0].low, "also just please") || startsWith(wish, "at", "least")) {
		if wish[0].low == "at" {
			wish = wish[1:]
		}
		wish = wish[1:]
	}
	if len(wish) == 0 || len(wish) > 4 || !isBase(wish[0].low) {
		return nil
	}
	if len(wish) == 1 || oneOf(wish[1].low, "at into") && len(wish) <= 3 && hasWord(wish[2:], anaphors) {
		asked, topic := q.ts, []token(nil)
		for i := 1; i < min(len(asked), 4); i++ {
			if asked[i].low == ":" {
				asked, topic = asked[i+1:], asked[:i] // "Lockout: should we not …?"
				break
			}
		}
		if !oneOf(wish[0].low, "look check decide investigate") || len(asked) < 4 || !oneOf(asked[0].low, "should could can") || !oneOf(asked[1].low, "we it they") {
			return nil
		}
		like := asked[0]
		out := append([]token{tok("decide", like), tok("whether", like), asked[1], asked[0]}, asked[2:]...)
		if topic != nil {
			out = append(append(append(out, token{kind: mark, text: "(", low: "("}), topic...), token{kind: mark, text: ")", low: ")"})
		}
		return out
	}
	if !isThing(q.ts) || wordCount(q.ts) > 8 || oneOf(q.ts[0].low, "who what when where why how owner date") || hasWord(q.ts, second) {
		return nil
	}
	return placed(wish, q.ts)
}

// placed puts a thing where a task has "it", "them" or "that": "set it up" becomes "set up the alert"; nil where the task
// points at nothing.
func placed(task, thing []token) []token {
	for i := 1; i < min(len(task), 4); i++ {
		if !anaphors[task[i].low] || i+1 < len(task) && things[task[i+1].low] {
			continue
		}
		out := append([]token{}, task[:i]...)
		rest := task[i+1:]
		if len(rest) > 0 && oneOf(rest[0].low, "up out in off on down away back") && (len(rest) == 1 || rest[1].kind == mark || oneOf(rest[1].low, "but and with for")) {
			out, rest = append(out, rest[0]), rest[1:]
		}
		out = append(out, lowered(thing)...)
		if len(rest) > 0 && rest[0].kind != mark && !oneOf(rest[0].low, "to into in on with for from at as by") {
			out = append(out, comma(rest[0]))
		}
		return append(out, rest...)
	}
	return nil
}

// lowered is a thing that goes inside a sentence: "A rule" is "a rule".
func lowered(ts []token) []token {
	if len(ts) == 0 || !determiners[ts[0].low] {
		return ts
	}
	out := append([]token{}, ts...)
	out[0].text = out[0].low
	return out
}

// mended is a task that points at a thing told before it, with that thing.
func mended(task, thing []token) []token {
	if !finiteMain(thing) || hasMark(thing, ":") {
		if out := placed(task, thing); out != nil && wordCount(out) <= longest {
			return out
		}
	}
	return append(append(task[:len(task):len(task)], token{kind: mark, text: ":", low: ":"}), thing...)
}

// polite reports whether "please" stands before or behind a sentence.
func (r *reader) polite(x sentence) bool {
	if len(x.ts) == 0 {
		return false
	}
	span := spanOf(x.ts)
	const near = 24 // Bytes that a polite word may stand away, so that the work stays in proportion.
	before := strings.Fields(strings.ToLower(r.s.Text[max(0, span[0]-near):span[0]]))
	if n := len(before); n > 0 && oneOf(strings.Trim(before[n-1], ",:"), "please pls plz") {
		return true
	}
	behind := strings.Fields(strings.ToLower(r.s.Text[span[1]:min(len(r.s.Text), span[1]+near)]))
	return len(behind) > 0 && oneOf(strings.Trim(strings.Join(behind[:min(2, len(behind))], ""), ".,!"), "please pls plz")
}

// continued is what a sentence with "and" adds to the proposal before it, which nobody has promised yet: "null means keep.
// and the sweep moves to trash".
func (r *reader) continued(x sentence, cur *draft) []token {
	if cur == nil || cur.owner != "" || len(cur.ts) == 0 || x.asks || len(x.ts) < 4 || !mainVerb(x.ts) || !informative(x.ts) || pointing(x.ts) || oneOf(x.ts[0].low, "i we you") ||
		wordCount(cur.ts)+wordCount(x.ts) > longest-5 || hasWord(x.ts, second) {
		return nil
	}
	before := strings.Fields(r.s.Text[min(cur.from, x.ts[0].start):x.ts[0].start])
	if len(before) == 0 || before[len(before)-1] != "and" {
		return nil
	}
	return append([]token{comma(x.ts[0]), tok("and", x.ts[0])}, x.ts...)
}

// detailed is what a thing behind two dots says of the task before it: "the dry run output.. a sample of 20 files".
func (r *reader) detailed(next, cur *draft) []token {
	if cur == nil || len(cur.ts) == 0 || len(next.ts) == 0 || next.owner != "" || !next.day.IsZero() || next.pronoun || isBase(next.ts[0].low) && !things[next.ts[0].low] && !oneOf(at(next.ts, 1).low, "of for") || cur.ts[0].start > next.ts[0].start {
		return nil
	}
	begin := next.ts[0].start
	if gap := r.s.Text[max(0, min(cur.to, begin)-3):begin]; !strings.Contains(gap, "..") && !strings.Contains(gap, "…") {
		return nil
	}
	return append([]token{{kind: mark, text: ":", low: ":", start: next.ts[0].start, end: next.ts[0].start}}, next.ts...)
}

// fronted reads a promise with its object in front: "phones, I order", "counter I can try", "the line in writing, I ask for
// it", "list you get". It returns the task; nil if there is none.
func (r *reader) fronted(ts []token) []token {
	i := lastComma(ts)
	if i > 0 && oneOf(at(ts, i+1).low, "no without not date") {
		ts = ts[:i] // "…, no promise on a date"
		i = lastComma(ts)
	}
	if i < 0 {
		for k := 1; k < min(len(ts), 6); k++ {
			if oneOf(ts[k].low, "i you") {
				i = k - 1
				break
			}
		}
		if i < 0 || !hasThing(ts[:i+1]) && !r.said(ts[:i+1]) && ts[0].low != "the" || oneOf(ts[i].low, "and but so that what which as than if when because") || anaphors[ts[0].low] {
			return nil
		}
	}
	thing, rest := ts[:i], ts[i+1:]
	if ts[i].low != "," {
		thing = ts[:i+1]
	}
	if !isThing(thing) || finiteMain(thing) && !determiners[thing[0].low] || isBase(thing[0].low) && !things[thing[0].low] || len(rest) < 2 || len(rest) > 6 {
		return nil
	}
	who := rest[0]
	rest = rest[1:]
	if w := thing[0].low; len(thing) == 1 && thing[0].kind == word && (!strings.HasSuffix(w, "s") || strings.HasSuffix(w, "ss")) {
		thing = []token{tok("the", thing[0]), thing[0]}
	}
	if who.low == "you" {
		if len(rest) == 1 && oneOf(rest[0].low, "get have") {
			return append([]token{tok("provide", who)}, r.fuller(thing)...)
		}
		return nil
	}
	if who.low != "i" {
		return nil
	}
	for len(rest) > 1 && oneOf(rest[0].low, "will can could shall") {
		rest = rest[1:]
	}
	w := rest[0].low
	if !isBase(w) && !unheardOf(rest[0]) || oneOf(w, "think guess hope know see believe mean like want need say do take own have wait agree go") {
		return nil
	}
	if len(rest) == 1 {
		return append([]token{rest[0]}, lowered(r.fuller(thing))...)
	}
	if out := placed(rest, thing); out != nil && len(rest) <= 3 {
		return out
	}
	if oneOf(rest[1].low, "to into with for before") && len(rest) > 2 && !hasWord(rest, anaphors) {
		return append([]token{rest[0]}, append(lowered(r.fuller(thing)), rest[1:]...)...) // "The lease I carry to legal."
	}
	return nil
}

// fuller is a thing of one word with what the message before said of it: "the list" is "the list per client".
func (r *reader) fuller(thing []token) []token {
	n := len(r.s.Before)
	if len(thing) != 2 || n == 0 {
		return thing
	}
	for _, x := range sentences(scan(Statement{Text: r.s.Before[n-1], Roles: r.s.Roles})) {
		for i, t := range x.ts {
			if t.low != thing[1].low || !oneOf(at(x.ts, i+1).low, "of per for by") {
				continue
			}
			end := i + 2
			for end < min(len(x.ts), i+6) && x.ts[end].kind != mark && !auxiliaries[x.ts[end].low] && !oneOf(x.ts[end].low, "i you we and but so") {
				end++
			}
			if end > i+2 {
				out := append([]token{}, thing...)
				for _, more := range x.ts[i+1 : end] {
					more.start, more.end = 0, 0 // It stands in another message.
					out = append(out, more)
				}
				return out
			}
		}
	}
	return thing
}

// said reports whether the last messages speak of a thing.
func (r *reader) said(thing []token) bool {
	for _, before := range r.s.Before[max(0, len(r.s.Before)-3):] {
		if within(thing, before) {
			return true
		}
	}
	return false
}

// able are the things that a proposal lets a machine do: "ci could look up the row count".
var able = set(`add alert ask block call check compare count display fail flag give keep limit link list log look mark measure notify open page ping post print record refuse reject remind report require run
	say send show skip split stop store tell test validate verify wait warn write`)

// enabled reads "the pipeline could ask for a second approval" as letting it do so.
func enabled(ts []token) []token {
	for i := 1; i+2 < min(len(ts), 7); i++ {
		if ts[i].low != "could" && ts[i].low != "would" {
			continue
		}
		if !able[ts[i+1].low] || !hasThing(ts[i+1:]) || hasAny(ts[:i], "i we you he she they who that which what it this these nobody nothing if customers users people") || finiteMain(ts[:i]) {
			return nil
		}
		return append(append([]token{tok("let", ts[0])}, ts[:i]...), ts[i+1:]...)
	}
	return nil
}

// sanctions are done to people; no review lists one.
var sanctions = phrases(`formal warning, written warning, formal warnings, written warnings, disciplinary, disciplined, reprimand, reprimanded, punish, punished, punishment, be fired, get fired, fire whoever, fire him, fire her, be dismissed,
	be demoted, lose access for, pay for the damage, pay for it themselves`)

// whose reports whether the message before asks who takes something.
func (r *reader) whose() bool {
	n := len(r.s.Before)
	if n == 0 {
		return false
	}
	q := strings.ToLower(strings.TrimSpace(r.s.Before[n-1]))
	return strings.Contains(q, "?") && (strings.Contains(q, "owner") || strings.HasPrefix(q, "who") || strings.HasSuffix(q, "who?") || strings.Contains(q, "who takes"))
}

// nameless reports whether a task that points at something names nothing itself: "change it", "bake it into the image" does.
func nameless(ts []token) bool {
	return len(ts) >= 2 && len(ts) <= 6 && anaphors[at(ts, 1).low] && (len(ts) == 2 || !hasThing(ts[2:]) || oneOf(ts[2].low, "into to in on from at"))
}

// newest returns the message, of the last three, whose proposal nobody has promised; -1 if there is none.
func (r *reader) newest() int {
	for i := len(r.s.Before) - 1; i >= max(0, len(r.s.Before)-3); i-- {
		if r.open(i) {
			return i
		}
	}
	return -1
}

// beside is a task that points at the message before, with what that message told; nil if it told nothing.
func (r *reader) beside(ts []token) []token {
	n := len(r.s.Before)
	if n == 0 || len(ts) == 2 && anaphors[ts[1].low] {
		return nil
	}
	before := r.s
	before.Text, before.Before = r.s.Before[n-1], nil
	for _, f := range Read(before) {
		if f.Kind == KindRemedy || f.Kind == KindCause {
			out := append(ts[:len(ts):len(ts)], token{kind: mark, text: ":", low: ":"})
			return append(out, lowered(plain(scan(Statement{Text: strings.TrimSuffix(lowerFirst(f.Text), "."), Roles: r.s.Roles})))...)
		}
	}
	return nil
}
