package evidence

import (
	"slices"
	"strings"
)

// anaphor are words that point at something said before. A sentence that begins with one has lost its subject unless what
// they point at stands beside it.
var anaphor = set("it they those these this he she them that")

// expletive reports whether "it" at the beginning points at nothing: "it was not known that", "it took 40 minutes".
func expletive(ts []token) bool {
	if len(ts) < 3 || ts[0].low != "it" {
		return false
	}
	i := 1
	for i < len(ts) && oneOf(ts[i].low, "also only just still never always") {
		i++
	}
	switch w := at(ts, i).low; {
	case oneOf(w, "is was"):
		i++
		if at(ts, i).low == "not" {
			i++
		}
		next := at(ts, i)
		return next.kind == clock || oneOf(next.low, "a an possible known believed assumed expected supposed thought clear unclear likely unlikely easy hard difficult impossible necessary")
	case oneOf(w, "spread started began happened cascaded escalated went stayed grew"):
		return reasoned(ts)
	case oneOf(w, "takes took lasted lasts"):
		return at(ts, i+1).kind == number || oneOf(at(ts, i+1).low, "two three four five six seven eight nine ten twelve twenty thirty forty fifty half hours days long longer until") || hasQuantity(ts[i:min(len(ts), i+5)])
	case oneOf(w, "helps helped turned seems seemed"):
		return true
	}
	return false
}

// reasoned reports whether a sentence tells of the whole incident, and why: "it spread because …", "it took two hours to find …".
func reasoned(ts []token) bool {
	return len(ts) > 4 && ts[0].low == "it" && oneOf(ts[1].low, "spread started began happened cascaded escalated grew went stayed took lasted") &&
		(hasAny(ts, "because since until unnoticed undetected unseen") || says(ts, "to find, to get, to reach, to restore, to roll, to notice, to see, only after, only when"))
}

// pointing reports whether a sentence begins with a word that points back and stands for its subject.
func pointing(ts []token) bool {
	if len(ts) > 3 && oneOf(ts[0].low, "all none some most half both neither either each one part") && ts[1].low == "of" && oneOf(ts[2].low, "it them that this these those") && auxiliaries[ts[3].low] {
		return true // "All of it was in the database."
	}
	if len(ts) < 2 || ts[0].kind != word || !anaphor[ts[0].low] {
		return false
	}
	if oneOf(ts[0].low, "those these this that") {
		next := ts[1]
		return next.kind == mark || next.low == "one" || next.low == "ones" || auxiliaries[next.low] || !things[next.low] && (isThird(next.low) || isPast(next.low) || isBase(next.low))
	}
	return !expletive(ts)
}

// mainVerb reports whether tokens hold a verb that carries them as a sentence, and not only one of a part that hangs on
// another: "a page that says who is asleep" has none.
func mainVerb(ts []token) bool {
	if len(ts) > 0 && oneOf(ts[0].low, "when once if after while because since until whenever whoever who what how") {
		return finite(ts)
	}
	for i, t := range ts {
		if n := relative(ts, i); n > 0 {
			return mainVerb(append(ts[:i:i], ts[n:]...))
		}
		if i > 0 && oneOf(t.low, "that which who whom whose where when so because while until once") && !hasClock(ts[i:min(len(ts), i+3)]) {
			return false
		}
		if t.kind != word || i == 0 && !(oneOf(t.low, "nobody nothing")) {
			continue
		}
		prev := ts[max(i-1, 0)]
		switch {
		case auxiliaries[t.low], !things[t.low] && (isPast(t.low) || isThird(t.low)) && !determiners[prev.low]:
			return true
		case i == 1 && isThird(t.low) && named(prev):
			return true
		case isThird(t.low) && i > 0 && (nounish(prev) || prev.low == "only") && !determiners[at(ts, i-1).low] && oneOf(at(ts, i+1).low, "the a an no nothing to only every each its their"):
			return true
		case isBase(t.low) && plurals(ts[:i]), isBase(t.low) && !things[t.low] && i <= 8 && (nounish(prev) || named(prev)) && hasAny(ts[:i], "and") && !oneOf(at(ts, i-1).low, "and") && !hasAny(ts[:i], "to"):
			return true
		case isPast(t.low) && things[prev.low] && oneOf(at(ts, i+1).low, "from into"):
			return true // "Every region read from the same database."
		}
	}
	return false
}

// relative returns the end of a clause that tells which subject is meant, as "that cannot connect" in "terminals that cannot
// connect do not log": where the verb of the sentence begins; 0 if no such clause begins at i, or no verb follows it.
func relative(ts []token, i int) int {
	if i < 1 || i > 3 || !oneOf(ts[i].low, "that which who") || !things[ts[i-1].low] && !oneOf(ts[i-1].low, "person people one ones") {
		return 0
	}
	verb := func(t token) bool {
		return t.kind == word && (auxiliaries[t.low] || !things[t.low] && (isPast(t.low) || isThird(t.low) || isBase(t.low)))
	}
	k := i + 1
	for k < len(ts) && k < i+3 && !verb(ts[k]) {
		k++
	}
	for k < len(ts) && (verb(ts[k]) || negations[ts[k].low]) {
		if k++; auxiliaries[at(ts, k).low] {
			break
		}
	}
	for ; k < len(ts) && ts[k].kind != mark && !oneOf(ts[k].low, "and or but because so when to"); k++ {
		if auxiliaries[ts[k].low] {
			return k
		}
	}
	return 0
}

// named reports whether a word may be the name of something that the lists do not know, as in "fluentd reads …".
func named(t token) bool {
	return t.kind == word && !determiners[t.low] && !things[t.low] && verbs[t.low] == nil && !auxiliaries[t.low] && !negations[t.low] && !timePreps[t.low] && !strings.HasSuffix(t.low, "s") &&
		!oneOf(t.low, "i we you they first last next and or but then so to not only also just still which that who what in of for with because")
}

// plurals reports whether tokens end with something that a bare verb may follow: "lag alerts", "they still".
func plurals(ts []token) bool {
	i := len(ts) - 1
	for i > 0 && oneOf(ts[i].low, "still also only just always often usually all both never") {
		i--
	}
	if i < 0 || ts[i].kind == mark || determiners[ts[i].low] && ts[i].low != "those" && ts[i].low != "these" {
		return false
	}
	w := ts[i].low
	return oneOf(w, "they we you i people those these") || strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && ts[i].kind == word && !auxiliaries[w] && verbs[w] == nil || things[w] && things[strings.TrimSuffix(w, "s")] && strings.HasSuffix(w, "s")
}

// unfinished words cannot end a sentence.
var unfinished = set("the a an to of for with and or but because which is was were are at from than as if when into onto my our your their his its")

// stands reports whether a rewritten sentence can be read on its own, by somebody who has not read the chat.
func stands(ts []token, f Finding, phase Phase) bool {
	if len(ts) == 0 || unfinished[ts[len(ts)-1].low] && ts[len(ts)-1].kind == word && !(oneOf(at(ts, len(ts)-2).low, "know knew known aware") && hasAny(ts, "that")) {
		return false
	}
	for i := 0; i+1 < len(ts); i++ {
		if oneOf(ts[i].low, "to of the a an") && ts[i].kind == word && ts[i+1].kind == mark && strings.Contains(",;:", ts[i+1].low) && ts[i+1].low != "" {
			return false
		}
	}
	for i := 1; i+1 < len(ts); i++ {
		if ts[i].low == "," && oneOf(ts[i+1].low, "was were is are") && !finite(ts[:i]) && !oneOf(at(ts, i+2).low, "that which") {
			return false // "30 to 15, was the wrong cluster".
		}
	}
	if f.Kind == KindIdea || f.Kind == KindQuestion {
		return true
	}
	first := ts[0].low
	if i := slices.IndexFunc(ts, func(t token) bool { return t.kind == mark && t.low == "," }); first == "as" && i > 2 && f.Kind == KindCause && finite(ts[1:i]) && mainVerb(ts[i+1:]) {
		first = "since" // "As the cache expired, …" is whole.
	}
	switch {
	case ts[0].kind == word && oneOf(first, "not was were is are am has had did does than which whose because although or as of per neither nor same") && !(first == "neither" && at(ts, 1).low == "of"):
		return false
	case first == "turned" && at(ts, 1).low == "out", oneOf(first, "says said according"):
		return false
	case pointing(ts) && !(phase == Remedy && f.Kind == KindRemedy && f.Item == "temporary"):
		return false
	case oneOf(first, "on at in for from with without within under over near by") && !mainVerb(ts) && !hasQuantity(ts):
		return false
	}
	if n := len(ts); f.At.IsZero() && oneOf(ts[n-1].low, "say says said wrote asked replied answered") && !auxiliaries[at(ts, n-2).low] && !isAdverb(at(ts, n-2).low) && !hasAny(ts, "what which as that who how") && !hasWord(ts, negations) {
		return false // What was said is gone: it was a quotation.
	}
	content := bearers(ts)
	switch f.Kind {
	case KindTimeline:
		last, one := ts[len(ts)-1].low, ts[0].low
		if oneOf(last, "say said says reads showed wrote writes asked replied answered told reported") && content <= 3 || oneOf(last, "said says reads showed") && content <= 5 {
			return false // What it said was the time.
		}
		if content == 1 && (determiners[one] || !(things[one] || isPast(one)) || intransitive[one] || oneOf(one, "done sent again")) && ts[0].kind == word {
			return false
		}
		return content > 0 && !((anaphors[last] || last == "them") && (content <= 3 || !hasThing(ts))) && !says(ts, "the same way, for the record")
	case KindCause:
		return mainVerb(ts) || reasoned(ts) || first == "since" || f.Cause == "luck" || absent(ts) || hasAny(ts, "plus without") || hasMark(ts, ":")
	case KindRemedy:
		return content > 2 || f.Item == "luck" || f.Item == "helped" && content == 2 && hasThing(ts)
	case KindImpact:
		return content > 1
	}
	return true
}

// bearers counts the tokens that bear content: no marks, times, articles and words that only point.
func bearers(ts []token) int {
	n := 0
	for _, t := range ts {
		if t.kind != mark && !anaphors[t.low] && !determiners[t.low] && !timePreps[t.low] && t.kind != clock {
			n++
		}
	}
	return n
}

// absent reports whether tokens begin with what was not there: "no runbook", "graph yes, alert no".
func absent(ts []token) bool {
	return len(ts) > 1 && (oneOf(ts[0].low, "no only one single shared missing without nothing nobody none") || ts[len(ts)-1].low == "no")
}

func hasMark(ts []token, m string) bool {
	for _, t := range ts {
		if t.kind == mark && t.low == m {
			return true
		}
	}
	return false
}
