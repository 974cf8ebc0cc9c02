package evidence

import (
	"slices"
	"strings"
	"unicode"
)

// A voice turns the words of a speaker into those of a reporter.
type voice struct {
	role     string // "the docs maintainer"; "one participant".
	headline bool   // A gerund stands alone: "clearing the cache".
	past     bool   // Report events: the present becomes the past.
}

// acronyms and other names keep the case of their first letter; a role that is a plain noun loses it.
func lowerFirst(s string) string {
	r := []rune(s)
	if len(r) < 2 || unicode.IsUpper(r[1]) || strings.ContainsAny(strings.Fields(s)[0], ".0123456789") {
		return s
	}
	r[0] = unicode.ToLower(r[0])
	return string(r)
}

// departments are roles that take no article.
var departments = set("support operations ops security legal marketing sales finance qa engineering customer_support")

// twoWord are departments of two words.
var twoWord = []string{"customer care", "customer support", "customer service", "human resources", "public relations", "data protection"}

// the puts an article before a role: "the docs maintainer", "support".
func the(role string) string {
	role = strings.TrimSpace(role)
	switch {
	case role == "":
		return "one participant"
	case departments[strings.ToLower(role)], slices.Contains(twoWord, strings.ToLower(role)):
		return lowerFirst(role)
	case strings.HasPrefix(strings.ToLower(role), "the "), strings.HasPrefix(strings.ToLower(role), "a "), strings.HasPrefix(strings.ToLower(role), "an "):
		return lowerFirst(role)
	}
	return "the " + lowerFirst(role)
}

func tok(s string, like token) token {
	return token{kind: word, text: s, low: strings.ToLower(s), start: like.start, end: like.end}
}

func (v voice) subject(like token) token {
	t := tok(v.role, like)
	t.kind = person
	return t
}

// report rewrites a clause into the third person.
func (v voice) report(ts []token) []token {
	ts = existence(ts)
	ts = v.supply(ts)
	ts = v.thirdPerson(ts)
	if v.past {
		ts = pastTense(ts)
	}
	return article(ts)
}

// existence turns "we have no staging" and "we do not have the metric" into "there is no staging", "there is not the metric":
// what is missing is the subject, not who misses it.
func existence(ts []token) []token {
	for i := range ts {
		if w := ts[i].low; w != "we" && w != "i" {
			continue
		}
		rest := ts[i+1:]
		n, be := 0, ""
		switch {
		case startsWith(rest, "have", "no"), startsWith(rest, "have", "nothing"), startsWith(rest, "have", "only"):
			n, be = 1, "is"
		case startsWith(rest, "had", "no"), startsWith(rest, "had", "nothing"), startsWith(rest, "had", "only"):
			n, be = 1, "was"
		case startsWith(rest, "do", "not", "have"):
			n, be = 3, "is not"
		case startsWith(rest, "do", "not", "even", "have"):
			n, be = 4, "is not even"
		case startsWith(rest, "did", "not", "have"):
			n, be = 3, "was not"
		case startsWith(rest, "did", "not", "even", "have"):
			n, be = 4, "was not even"
		case startsWith(rest, "never", "had"):
			n, be = 2, "was never"
		default:
			continue
		}
		if len(rest) > n && (rest[n].low == "to" || isPast(rest[n].low) && rest[n].low != "read" || n == 1 && len(rest) > 2 && rest[1].low == "only" && isPast(rest[2].low)) {
			continue
		}
		out := append([]token{}, ts[:i]...)
		out = append(out, tok("there", ts[i]))
		for w := range strings.FieldsSeq(plural(be, rest[n:])) {
			out = append(out, tok(w, ts[i]))
		}
		return append(out, rest[n:]...)
	}
	return ts
}

// plural turns "is" into "are" before a plural noun.
func plural(be string, noun []token) string {
	for k := 0; k < len(noun) && k < 4; k++ {
		w := noun[k].low
		if noun[k].kind == mark || w == "to" || w == "for" || w == "of" || w == "in" || w == "on" || w == "at" || w == "that" {
			break
		}
		last := k+1 == len(noun) || noun[k+1].kind == mark || timePreps[noun[k+1].low] || noun[k+1].low == "for" || noun[k+1].low == "to" || noun[k+1].low == "in"
		if last && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && things[w] && things[strings.TrimSuffix(w, "s")] {
			return strings.Replace(strings.Replace(be, "was", "were", 1), "is", "are", 1)
		}
	}
	return be
}

func startsWith(ts []token, words ...string) bool { return begins(ts, words) }

// intransitive verbs begin a headline ("failed at step 3") whose subject is a system, never the speaker.
var intransitive = set(`failed crashed finished recovered dropped spiked went came broke hung froze died expired filled climbed rose fell grew happened occurred timed stalled
	ended exceeded flapped leaked overflowed ran appeared disappeared succeeded lasted lost stuck published scheduled planned affected broken missing expected merged released increased
	decreased degraded exhausted corrupted based caused terminated rejected refused duplicated completed resolved monitored automated disabled required needed limited shared`)

// objects may follow a verb whose subject was left out: "restarted the web server", "asked for a second pair of eyes".
var objects = set(`the a an this that these those it them all both each every another more some two three four no my our their his her its its me us
	to at for on into through with back off up down out around over what which how why if whether where who again about in`)

// seeing are verbs that only a person does: without a subject the speaker did it.
var seeing = set(`saw noticed found checked asked told answered pinged messaged called decided thought believed expected looked tried read wrote heard remembered realised realized
	searched investigated suspected assumed guessed joined left spoke mailed emailed informed reported confirmed verified compared counted debugged saw logged`)

// supply puts the speaker before a verb whose subject was left out.
func (v voice) supply(ts []token) []token {
	if len(ts) == 0 || ts[0].kind != word {
		return ts
	}
	w := ts[0].low
	skip := 0
	for skip < len(ts)-1 && oneOf(ts[skip].low, "just already then finally first immediately manually quickly temporarily also only") {
		skip++
	}
	if skip > 0 {
		w = ts[skip].low
	}
	next := token{}
	if skip+1 < len(ts) {
		next = ts[skip+1]
	}
	switch {
	case v.headline && isIng(w):
		return ts
	case w == "turned" && next.low == "out":
		return ts // Whatever did, it was nobody's deed.
	case isIng(w) && seeing[verbs[w].past] && next.text != "" && next.kind != mark:
		return append([]token{v.subject(ts[0]), tok("was", ts[0])}, ts...)
	case w == "got" && isPast(next.low) && !things[next.low]:
		return append([]token{v.subject(ts[0])}, ts...)
	case isIng(w) && !things[w] && w != "missing" && w != "according" && next.text != "" && next.kind != mark && !laterVerb(ts[skip+1:]):
		return append([]token{v.subject(ts[0]), tok("was", ts[0])}, ts...)
	case isPast(w) && verbs[w] != nil && (!intransitive[w] || oneOf(w, "ran merged released published resolved increased decreased") && determiners[next.low]) && (seeing[w] || objects[next.low] || next.kind == code || next.kind == ident || things[next.low] && actions[w] || next.kind == person || next.kind == number) &&
		!(next.low == "by" || laterFinite(ts[skip+1:]) && !seeing[w] && !determiners[next.low]):
		if w == verbs[w].base && w == verbs[w].past && things[w] {
			return ts
		}
		return append([]token{v.subject(ts[0])}, ts...)
	case w == "am":
		return append([]token{v.subject(ts[0])}, ts...)
	}
	return ts
}

// laterFinite reports whether a further verb follows that could carry the sentence, before the next comma.
func laterFinite(ts []token) bool {
	for i, t := range ts {
		if t.kind == mark || t.low == "and" || t.low == "that" || t.low == "to" || t.low == "so" || t.low == "because" || t.low == "but" {
			return false
		}
		if t.kind == word && i > 0 && (auxiliaries[t.low] || isPast(t.low) && !things[t.low]) {
			return true
		}
	}
	return false
}

// laterVerb is laterFinite for a gerund at the beginning, which may be the subject itself: "growing the disk came up".
func laterVerb(ts []token) bool {
	for i, t := range ts {
		if t.kind == mark || t.low == "and" || t.low == "that" || t.low == "which" || t.low == "to" && isBase(at(ts, i+1).low) || t.low == "so" {
			return false
		}
		if t.kind == word && i > 0 && (auxiliaries[t.low] || isPast(t.low) && !things[t.low] || isThird(t.low) && !things[t.low]) {
			return true
		}
	}
	return false
}

// thirdPerson replaces I, me, my, we, us and our.
func (v voice) thirdPerson(ts []token) []token {
	out := make([]token, 0, len(ts)+4)
	named, team := false, false
	others := hasAny(ts, "they them their theirs") // "They" would then be read as those others.
	for _, t := range ts {
		if t.kind == person && t.text == v.role {
			named = true
		}
	}
	for i := 0; i < len(ts); i++ {
		t := ts[i]
		if t.kind != word {
			out = append(out, t)
			continue
		}
		switch t.low {
		case "i":
			if !named {
				named = true
				out = append(out, v.subject(t))
				i = agree(&out, ts, i, true)
			} else {
				out = append(out, tok("they", t))
				i = agree(&out, ts, i, false)
			}
		case "me":
			if !named {
				named = true
				out = append(out, v.subject(t))
			} else {
				out = append(out, tok("them", t))
			}
		case "my":
			if !named {
				named = true
				p := v.subject(t)
				if p.text += "'"; !strings.HasSuffix(p.text, "s'") {
					p.text += "s"
				}
				out = append(out, p)
			} else {
				out = append(out, tok("their", t))
			}
		case "mine":
			out = append(out, tok("theirs", t))
		case "myself", "ourselves":
			out = append(out, tok("themselves", t))
		case "we":
			if team && !others {
				out = append(out, tok("they", t))
				i = agree(&out, ts, i, false)
			} else {
				team = true
				out = append(out, tok("the", t), tok("team", t))
				i = agree(&out, ts, i, true)
			}
		case "us":
			out = append(out, tok("the", t), tok("team", t))
		case "our":
			if team && !others {
				out = append(out, tok("their", t))
			} else {
				team = true
				out = append(out, tok("the", t), tok("team's", t))
			}
		case "ours":
			out = append(out, tok("the", t), tok("team's", t))
		case "you":
			out = append(out, tok("one", t))
			i = agree(&out, ts, i, true)
		case "your":
			out = append(out, tok("one's", t))
		default:
			out = append(out, t)
		}
	}
	return out
}

// agree makes the verb after a replaced pronoun agree with its new subject and returns the index of the last token used.
func agree(out *[]token, ts []token, i int, one bool) int {
	k := i + 1
	for k < len(ts) && k < i+3 && oneOf(ts[k].low, "also only just never always still already both even then first often usually now") {
		k++
	}
	if k >= len(ts) || ts[k].kind != word {
		return i
	}
	w, to := ts[k].low, ""
	switch {
	case w == "am" && one, w == "are" && one:
		to = "is"
	case w == "am":
		to = "are"
	case w == "were" && one:
		to = "was"
	case w == "was" && !one:
		to = "were"
	case w == "have" && one:
		to = "has"
	case w == "do" && one:
		to = "does"
	case one && isBase(w) && verbs[w].base != verbs[w].past:
		to = verbs[w].s
	}
	if to == "" {
		return i
	}
	*out = append(*out, ts[i+1:k]...)
	*out = append(*out, tok(to, ts[k]))
	return k
}

// pastOf are the pasts of auxiliaries.
var pastOf = map[string]string{"is": "was", "are": "were", "am": "was", "has": "had", "does": "did", "cannot": "could not", "can": "could"}

// pastTense reports the present as past. What lies ahead, and what follows "to", stays.
func pastTense(ts []token) []token {
	out := make([]token, 0, len(ts))
	quoted, done := false, false
	for i, t := range ts {
		if t.low == "\"" || t.low == "“" || t.low == "”" {
			quoted = !quoted
		}
		prev := ""
		if i > 0 {
			prev = ts[i-1].low
		}
		if t.low == "which" || t.low == "that" || t.low == "because" || t.low == "and" || t.kind == mark {
			done = false
		}
		if quoted || t.kind != word || future[prev] {
			out = append(out, t)
			continue
		}
		switch to, ok := pastOf[t.low]; {
		case ok:
			for w := range strings.FieldsSeq(to) {
				out = append(out, tok(w, t))
			}
			done = true
			continue
		case t.low == "have" && i > 0 && !auxiliaries[prev]:
			t = tok("had", t)
			done = true
		case t.low == "do" && i+1 < len(ts) && ts[i+1].low == "not":
			t = tok("did", t)
			done = true
		case isBase(t.low) && !done && oneOf(subjectOf(ts[:i]), "they people users customers everybody") && !isPast(t.low):
			t = tok(verbs[t.low].past, t)
			done = true
		case isThird(t.low) && !done && at(ts, i+1).low == "in" && at(ts, i+2).kind == number: // "Expires in 3 days."
		case t.low == "times" && i > 0: // "Six times."
		case isThird(t.low) && !things[t.low] && !done && i > 0 && named(ts[i-1]) && (i == 1 || ts[i-2].kind == mark):
			t = tok(verbs[t.low].past, t)
			done = true
		case isThird(t.low) && !things[t.low] && i > 1 && !done && prev == "then":
			t = tok(verbs[t.low].past, t)
			done = true
		case isThird(t.low) && !things[t.low] && i > 0 && !done && (prev == "it" || !determiners[prev]) && nounish(ts[i-1]):
			t = tok(verbs[t.low].past, t)
			done = true
		case isPast(t.low):
			done = true
		}
		out = append(out, t)
	}
	return out
}

// subjectOf returns the word before a verb, past the adverbs.
func subjectOf(ts []token) string {
	i := len(ts) - 1
	for i > 0 && oneOf(ts[i].low, "just still also only") {
		i--
	}
	return at(ts, i).low
}

var future = set("to will would should could may might must shall not let")

// nounish reports whether a verb may follow the token as its subject.
func nounish(t token) bool {
	return t.kind == ident || t.kind == code || t.kind == person || things[t.low] || t.low == "it" || t.low == "which" || t.low == "nothing" || t.low == "nobody" ||
		t.low == "that" || t.low == "team" || t.low == "they" || t.low == "he" || t.low == "she"
}

// uncountable nouns take no article.
var uncountable = set(`access traffic latency memory monitoring logging storage cpu ram replication support data space maintenance documentation downtime staging production prod
	software hardware throughput dns ssl tls ssh http https bandwidth connectivity power sales utilisation utilization usage infrastructure validation retention
	authentication authorisation authorization recovery compaction availability qa ops operations heap disk sync root production upstream on-call oncall ci cd`)

// passives are participles that tell, right behind a thing, what was done to it: "web server restarted".
var passives = set(`restarted deployed merged sent raised deleted removed added opened closed updated replaced reverted paged posted published cleared disabled enabled paused checked
	marked created rebooted drained promoted patched rotated renewed restored rebuilt blocked muted resized purged wiped killed`)

// article gives a singular thing at the beginning of a sentence its article: "root partition was full".
func article(ts []token) []token {
	if len(ts) < 2 || ts[0].kind != word || determiners[ts[0].low] || ts[0].text != ts[0].low {
		return ts
	}
	head := -1
	for k := 0; k < len(ts) && k < 4; k++ {
		t := ts[k]
		if t.kind != word {
			break
		}
		if things[t.low] && !auxiliaries[t.low] {
			head = k
			continue
		}
		if k == 0 && oneOf(t.low, "web root load primary backup main new old temp temporary first second third last next whole entire current full") {
			continue
		}
		break
	}
	if head < 0 || head+1 >= len(ts) {
		return ts
	}
	h, next := ts[head].low, ts[head+1]
	if strings.HasSuffix(h, "s") && !strings.HasSuffix(h, "ss") && !strings.HasSuffix(h, "us") || uncountable[h] || uncountable[ts[0].low] && head == 0 || isBase(h) && determiners[next.low] {
		return ts
	}
	if next.kind == word && passives[next.low] && !determiners[at(ts, head+2).low] && !laterFinite(ts[head+1:]) {
		out := append([]token{tok("the", ts[0])}, ts[:head+1]...)
		return append(append(out, tok("was", next)), ts[head+1:]...)
	}
	if next.kind == word && (auxiliaries[next.low] || isPast(next.low) || isThird(next.low)) || timePreps[next.low] && head > 0 {
		return append([]token{tok("the", ts[0])}, ts...)
	}
	return ts
}
