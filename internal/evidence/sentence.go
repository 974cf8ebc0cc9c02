package evidence

// A sentence is a run of tokens between two stops.
type sentence struct {
	ts      []token
	all     []token // With what was stripped off.
	asks    bool
	follows bool   // It began with "so": what follows from the sentence before.
	label   string // What stood before a colon at its beginning: "detection", "root cause", "luck".
}

// runOn is the number of tokens after which a sentence without a stop is cut, so that the work stays in proportion.
const runOn = 120

// sentences cuts tokens at full stops and line breaks.
func sentences(ts []token) []sentence {
	var out []sentence
	start := 0
	flush := func(end int, asks bool) {
		body := plain(ts[start:end])
		s := sentence{ts: strip(body), all: body, asks: asks, follows: len(body) > 2 && body[0].low == "so"}
		if name, rest := label(body); wentWell[name] {
			s.label, s.ts = name, rest // "Good thing:" is a filler elsewhere.
		} else {
			s.label, s.ts = label(s.ts)
		}
		s.ts = strip(s.ts)
		_, heading := asksBefore(strip(body))
		s.asks = s.asks || heading == 0 && question(led(body))
		if len(s.ts) > 0 {
			out = append(out, s)
		}
	}
	for i, t := range ts {
		if t.kind != stop && t.low != ";" {
			if i-start >= runOn {
				flush(i, false)
				start = i
			}
			continue
		}
		flush(i, t.low == "?")
		start = i + 1
	}
	flush(len(ts), false)
	return out
}

// led is a sentence without the words that lead over to it: "so what do we have by hand".
func led(ts []token) []token {
	for len(ts) > 2 && oneOf(ts[0].low, "so and but ok okay then , well") {
		ts = ts[1:]
	}
	return ts
}

// question reports whether a sentence asks, also without a question mark.
func question(ts []token) bool {
	if len(ts) == 0 {
		return false
	}
	var next token
	if len(ts) > 1 {
		next = ts[1]
	}
	switch w := ts[0].low; w {
	case "why", "who", "whose":
		return true
	case "how", "what", "which", "where", "when":
		return len(ts) <= 2 || auxiliaries[next.low] || next.low == "else" || w == "how" && oneOf(next.low, "many much long often come about") || w == "which" && len(ts) < 4 ||
			oneOf(w, "when where how") && isThird(next.low) && !things[next.low] && determiners[at(ts, 2).low] // "When goes the file out."
	case "anyone", "anybody":
		return true
	case "do", "does", "did", "is", "are", "was", "were", "am", "can", "could", "should", "shall", "will", "would", "has", "have", "had", "may", "might":
		return next.kind != mark && (oneOf(next.low, "i you we they he she it there that this these those the a an anyone anybody someone somebody everybody nobody") || next.kind == person)
	}
	return false
}

// A clause is a part of a sentence with at most one time expression of its own.
type clause struct {
	ts   []token
	full []token // With the time that its entry shows beside it.
	when when
	has  bool // It has a time.
}

// clauses cuts a sentence into parts that each have their own time. Parts without one stay with the part before.
func (r *reader) clauses(ts []token) []clause {
	ws := r.whens(ts)
	if len(ws) == 0 || habitual(ts) {
		return []clause{{ts: ts}}
	}
	inside := func(i int) bool {
		for _, w := range ws {
			if i >= w.from && i < w.to {
				return true
			}
		}
		return false
	}
	var out []clause
	start, next := 0, 0 // next is the first time expression not yet given to a clause.
	cut := func(end int) {
		c := clause{ts: ts[start:end]}
		if next < len(ws) && ws[next].from < end {
			c.when, c.has = ws[next], true
			c.when.from, c.when.to = c.when.from-start, min(c.when.to, end)-start
			for next < len(ws) && ws[next].from < end {
				next++
			}
		}
		out = append(out, c)
	}
	for i := 1; i < len(ts); i++ {
		if next < len(ws) && ws[next].from > i && start == 0 && ts[i].low == "," && i >= 2 && directly(ts, ws[next], i) {
			out = append(out, clause{ts: ts[:i]}) // What stands before the first time has none.
			start = ws[next].from
			i = ws[next].to - 1
			continue
		}
		joint := ts[i].low == "," || ts[i].low == "then" || ts[i].low == "and" || ts[i].low == "but" || ts[i].low == "-" || ts[i].low == "—" || ts[i].low == "–"
		if !joint || inside(i) || next >= len(ws) || ws[next].from >= i || inBrackets(ts[:i]) {
			continue
		}
		end := i + 1
		for end < len(ts) && (ts[end].low == "," || ts[end].low == "then" || ts[end].low == "and" || ts[end].low == "but") && !inside(end) {
			end++
		}
		if !ownTime(ts, ws, end) || len(ts[start:i]) < 2 || denying(ts, ws, end) || hangs(ts, i, end) {
			continue
		}
		cut(i)
		start = end
		i = end
	}
	cut(len(ts))
	return out
}

// hangs reports whether the part of a sentence that begins at end belongs to the one that ends at i: a condition or reason,
// the next of several times, or what the same thing did later: "the banner was on 07:10 and off 10:46".
func hangs(ts []token, i, end int) bool {
	if oneOf(at(ts, end).low, "if unless because since when while as so although which who that") {
		return at(ts, end).low != "since" || at(ts, end+1).kind != clock
	}
	if at(ts, i-1).kind == clock && at(ts, end).kind == clock && (oneOf(at(ts, i-2).low, "me us count counted") || end+1 == len(ts) || oneOf(at(ts, end+1).low, ", and or")) {
		return true
	}
	for _, t := range ts[end:] {
		if t.kind == mark || oneOf(t.low, "and then but") {
			break
		}
		if t.kind != clock && !behind[t.low] && !timePreps[t.low] && zones[t.low] == 0 && t.low != "utc" {
			return false
		}
	}
	return true
}

// directly reports whether a time opens the part of the sentence behind a comma: ", then 12:55 kaze was deleted".
func directly(ts []token, w when, comma int) bool {
	k := comma + 1
	for k < w.from && oneOf(ts[k].low, "then and") {
		k++
	}
	return k == w.from && !w.since && !w.ranged && w.to < len(ts) && ts[w.to].kind != mark && !oneOf(ts[w.to].low, "and or") && (k > comma+1 || mainVerb(ts[:comma]))
}

// ownTime reports whether the part of the sentence that begins at i, up to the next joint, has a time of its own.
func ownTime(ts []token, ws []when, i int) bool {
	end := i + 1
	for end < len(ts) && ts[end].low != "," && ts[end].low != "then" {
		end++
	}
	for _, w := range ws {
		if w.from >= i && w.from < end && !w.since {
			return end-i > w.to-w.from
		}
	}
	return false
}

func inBrackets(ts []token) bool {
	open := 0
	for _, t := range ts {
		switch t.low {
		case "(":
			open++
		case ")":
			open--
		}
	}
	return open > 0
}
