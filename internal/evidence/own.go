package evidence

import "strings"

// claims are the ways to say that something is one's own, longest first.
var claims = phrases(`owner me, owner is me, me too, also me, same date also me, with me, from me, on me, mine, assign me, assign to me, assigned to me, me please, me as owner, i am the owner, i own it, put me down, my name on it, i take this one, i take that one, i do this one, i do that one, i do it, i do that, i do this, i take it, i take that, i take this, i can do it, i can do that, i can take it, i can take that, i will do it, i will do that, i will take it,
	i will take that, i own this, i own that, my task, my job, that would be me, that is me, would be me`)

// owners takes "me", "owner me", "me too" out of a sentence.
func (r *reader) owners(ts []token) ([]token, string) {
	owner := ""
	out := make([]token, 0, len(ts))
	for i := 0; i < len(ts); i++ {
		t := ts[i]
		if t.kind == person {
			if id := mentioned(r.s.Text[t.start:t.end]); id != "" && (i == 0 || i == len(ts)-1 || at(ts, i-1).low == "owner" || at(ts, i-1).low == ":" || at(ts, i-1).low == ",") {
				if oneOf(at(ts, i+1).low, "takes will owns has does to writes adds") || i == len(ts)-1 || at(ts, i-1).low == "owner" {
					owner = id
					if oneOf(at(ts, i+1).low, "takes will owns to") {
						i++
					}
					continue
				}
			}
		}
		if n := opening(ts[i:], claims); n > 0 && edge(ts, i, n) {
			owner = OwnerAuthor
			i += n - 1
			continue
		}
		if t.low == "me" && edge(ts, i, 1) && !timePreps[at(ts, i-1).low] && !oneOf(at(ts, i-1).low, "to for with tell give let help not of") {
			owner = OwnerAuthor
			continue
		}
		out = append(out, t)
	}
	return strip(out), owner
}

// edge reports whether n tokens at i stand between marks or ends of the sentence.
func edge(ts []token, i, n int) bool {
	left := i == 0 || ts[i-1].kind == mark || ts[i-1].low == "and" || ts[i-1].low == "then"
	right := i+n >= len(ts) || ts[i+n].kind == mark || ts[i+n].low == "and"
	return left && right
}

func mentioned(raw string) string {
	id, ok := strings.CutPrefix(raw, "<@")
	if !ok {
		return ""
	}
	id, _, _ = strings.Cut(strings.TrimSuffix(id, ">"), "|")
	return id
}

// selfTail is how many tokens at the end say that the speaker does what stands before them: ", I have it done", ", I print
// them this week"; 0 if none do.
func selfTail(ts []token) int {
	i := lastComma(ts)
	if i < 2 || at(ts, i+1).low != "i" || len(ts)-i > 8 {
		return 0
	}
	k := i + 2
	for oneOf(at(ts, k).low, "will can could shall") {
		k++
	}
	if !isBase(at(ts, k).low) && !oneOf(at(ts, k).low, "have do") || !oneOf(at(ts, k+1).low, "it them that this those") || oneOf(at(ts, k).low, "think guess hope know see believe mean like want need") {
		return 0
	}
	for _, t := range ts[k+2:] {
		if !oneOf(t.low, "done ready in this week today tomorrow over live up out next month one myself") {
			return 0
		}
	}
	return len(ts) - i
}
