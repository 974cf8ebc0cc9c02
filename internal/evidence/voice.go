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
	live     bool   // It is said while it happens: what the speaker "does" is to come.
	mute     bool   // How things stand, whoever tells it: no subject is put in.
	machine  bool   // Another bot speaks: "we" are its makers.
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
var departments = set("support operations ops security legal marketing sales finance qa engineering communications comms hr it devops infra")

// twoWord are departments of two words.
var twoWord = []string{"customer care", "customer support", "customer service", "human resources", "public relations", "data protection"}

// the puts an article before a role: "the docs maintainer", "support".
func the(role string) string {
	role = strings.TrimSpace(role)
	switch {
	case role == "":
		return "one participant"
	case departments[strings.ToLower(role)], slices.Contains(twoWord, strings.ToLower(role)), sited(role):
		return lowerFirst(role)
	case strings.HasPrefix(strings.ToLower(role), "the "), strings.HasPrefix(strings.ToLower(role), "a "), strings.HasPrefix(strings.ToLower(role), "an "):
		return lowerFirst(role)
	}
	return "the " + lowerFirst(role)
}

// sited reports whether a role is a department with its place behind it, as "Support APAC"; not "Support lead".
func sited(role string) bool {
	words := strings.Fields(strings.ToLower(role))
	return len(words) == 2 && departments[words[0]] && !seats[words[1]] && strings.ToUpper(words[1]) == strings.Fields(role)[1]
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
	if v.machine {
		return pastTense(impersonally(ts))
	}
	past := v.past && !v.ahead(ts)
	ts = undone(existence(ts))
	if !v.mute {
		ts = v.supply(ts)
	}
	ts = v.thirdPerson(ts)
	if past {
		ts = pastTense(ts)
	}
	return article(ts)
}

// impersonally drops the "we are" of those who speak through a machine: "we are investigating" is said of no team of ours.
func impersonally(ts []token) []token {
	out := make([]token, 0, len(ts))
	for i := 0; i < len(ts); i++ {
		if ts[i].low == "we" && !ts[i].said && oneOf(at(ts, i+1).low, "are have") {
			i++
			continue
		}
		out = append(out, ts[i])
	}
	return out
}

// existence turns "we have no staging" and "we do not have the metric" into "there is no staging", "there is not the metric":
// what is missing is the subject, not who misses it.
func existence(ts []token) []token {
	for i := range ts {
		if w := ts[i].low; w != "we" && w != "i" || ts[i].said {
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

// thirdPerson replaces I, me, my, we, us and our.
func (v voice) thirdPerson(ts []token) []token {
	out := make([]token, 0, len(ts)+4)
	named, team, owned := false, false, false      // owned: "the team's" was said, which makes nobody a "they" yet.
	others := hasAny(ts, "they them their theirs") // "They" would then be read as those others.
	for _, t := range ts {
		if t.kind == person && t.text == v.role {
			named = true
		}
	}
	for i := 0; i < len(ts); i++ {
		t := ts[i]
		if t.kind != word || t.said {
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
			if as := v.asRole(ts[i+1:]); as > 0 {
				out = append(out, v.subject(t)) // "Paged me as the duty officer."
				named, i = true, i+as
				continue
			}
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
			if at(ts, i-1).low == "of" && oneOf(at(ts, i-2).low, "neither both") {
				out = append(out, tok("them", t)) // Of a whole team it would be false.
			} else {
				out = append(out, tok("the", t), tok("team", t))
			}
		case "our":
			if (team || owned) && !others {
				out = append(out, tok("their", t))
			} else {
				owned = true
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

// asRole is how many tokens only say again who the speaker is: "as the duty officer".
func (v voice) asRole(ts []token) int {
	role := strings.Fields(strings.ToLower(v.role))
	if at(ts, 0).low != "as" || len(role) == 0 {
		return 0
	}
	if role[0] == "the" && !determiners[at(ts, 1).low] {
		role = role[1:]
	}
	if begins(ts[1:], role) {
		return 1 + len(role)
	}
	return 0
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
	case one && k == i+1 && unheardOf(ts[k]):
		to = third(w)
	}
	if to == "" {
		return i
	}
	*out = append(*out, ts[i+1:k]...)
	*out = append(*out, tok(to, ts[k]))
	return k
}

// nounish reports whether a verb may follow the token as its subject.
func nounish(t token) bool {
	return t.kind == ident || t.kind == code || t.kind == person || things[t.low] || t.low == "it" || t.low == "which" || t.low == "nothing" || t.low == "nobody" ||
		t.low == "that" || t.low == "team" || t.low == "they" || t.low == "he" || t.low == "she"
}

// uncountable nouns take no article.
var uncountable = set(`access traffic latency memory monitoring logging storage cpu ram replication support data space maintenance documentation downtime staging production prod
	software hardware throughput dns ssl tls ssh http https bandwidth connectivity power sales utilisation utilization usage infrastructure validation retention
	authentication authorisation authorization recovery compaction availability qa ops operations heap disk sync root production upstream bgp on-call oncall ci cd`)

// passives are participles that tell, right behind a thing, what was done to it: "web server restarted".
var passives = set(`restarted deployed merged sent raised deleted removed added opened closed updated replaced reverted paged posted published cleared disabled enabled paused checked
	marked created rebooted drained promoted patched rotated renewed restored rebuilt blocked muted repaired resized purged wiped killed`)

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
	if next.kind == word && (auxiliaries[next.low] || itself(ts[head+1:]) || isThird(next.low)) || timePreps[next.low] && head > 0 {
		return append([]token{tok("the", ts[0])}, ts...)
	}
	return ts
}

// ergative verbs tell in the past what a thing did: "the job stopped". Of any other, such as "key revoked", somebody did it with
// the thing, unless an object follows.
var ergative = set(`stopped started restarted rebooted changed moved opened closed returned joined passed responded worked looked began hit reached showed said told took got had made kept gave drained reconnected
	retried paused resumed synced switched resolved read wrote swelled doubled halved rotated shrank stood left sent reported fired rang turned followed reset crept`)

// itself reports whether the verb of tokens, in the past, tells what the thing before it did.
func itself(ts []token) bool {
	w := ts[0].low
	if !isPast(w) {
		return false
	}
	passive := oneOf(w, "refused rejected published scheduled planned needed required expected broken missing stuck based shared limited monitored automated completed terminated lost")
	return intransitive[w] && !passive || ergative[w] || len(ts) > 1 && !isPast(ts[1].low) && takes(ts[1:])
}

// unheardOf reports whether a word right behind "I" or "we" is a verb in the present that the lists do not hold.
func unheardOf(t token) bool {
	w := t.low
	return t.text == w && len(w) > 2 && verbs[w] == nil && !auxiliaries[w] && !future[w] && !negations[w] && !determiners[w] && !timePreps[w] && !behind[w] && !joining[w] && !approxWords[w] &&
		strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "" && !strings.HasSuffix(w, "ed") && !strings.HasSuffix(w, "ing") && !strings.HasSuffix(w, "ly") && !strings.HasSuffix(w, "s") &&
		!oneOf(w, `dug swept shook shot slid stole struck swung tore blew flew lent laid drank sank swam bit bent bled fled hurt lit rode sought shed shone swore wept wound knelt leapt burnt spelt spilt dreamt
			also only never always often usually maybe perhaps ever once twice soon sometimes rather quite almost even again later already first kind sort more most less least instead indeed all both each`)
}
