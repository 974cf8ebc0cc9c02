package evidence

import "strings"

// spelling maps the short forms of chat to the words they stand for; "" means the word says nothing.
var spelling = map[string]string{
	"dont": "do not", "doesnt": "does not", "didnt": "did not", "cant": "cannot", "couldnt": "could not", "wont": "will not", "wasnt": "was not",
	"werent": "were not", "isnt": "is not", "arent": "are not", "hasnt": "has not", "havent": "have not", "hadnt": "had not", "wouldnt": "would not",
	"shouldnt": "should not", "aint": "is not", "can't": "cannot", "won't": "will not", "shan't": "shall not", "ain't": "is not",
	"im": "I am", "ive": "I have", "i'd": "I would", "weve": "we have", "theyre": "they are", "theyve": "they have", "youre": "you are", "youve": "you have",
	"thats": "that is", "theres": "there is", "whats": "what is", "wheres": "where is", "hes": "he is", "shes": "she is", "lets": "let us", "let's": "let us",
	"tho": "though", "thru": "through", "u": "you", "ur": "your", "w/": "with", "w/o": "without", "bc": "because", "b/c": "because", "cuz": "because", "cos": "because",
	"coz": "because", "gonna": "going to", "wanna": "want to", "gotta": "have to", "prolly": "probably", "prob": "probably", "probs": "probably", "&": "and", "+": "and",
	"incl": "including", "incl.": "including", "approx.": "approximately", "approx": "approximately", "yday": "yesterday", "ppl": "people", "msg": "message", "msgs": "messages",
	"config'd": "configured", "rn": "", "atm": "", "afaik": "as far as is known", "afaict": "as far as is known", "kinda": "somewhat", "sorta": "somewhat", "cannot": "cannot",
	"resp.": "respectively", "vs": "against", "vs.": "against", "i": "I", "etc": "etc.", "smth": "something", "sth": "something", "bout": "about", "til": "until",
	"prod": "production", "env": "environment", "envs": "environments", "creds": "credentials", "perms": "permissions", "prio": "priority", "dupes": "duplicates", "repo": "repository", "repos": "repositories",
	"pls": "", "plz": "", "please": "", "btw": "", "fyi": "", "lol": "", "haha": "", "hehe": "", "imo": "", "imho": "", "tbh": "", "honestly": "", "basically": "",
	"literally": "", "actually": "", "obviously": "", "simply": "", "really": "", "frankly": "", "somehow": "", "ofc": "", "unfortunately": "", "sadly": "",
	"thankfully": "", "fortunately": "", "seriously": "", "ftr": "", "omg": "", "wow": "", "uh": "", "um": "", "hmm": "", "hm": "", "mm": "", "mmm": "", "argh": "", "ugh": "", "huh": "",
	"pretty": "", "totally": "", "damn": "", "iirc": "", "yeah": "", "yep": "", "yup": "",
}

// plain spells words out and drops those that say nothing. Identifiers, numbers and code stay as they are.
func plain(ts []token) []token {
	out := make([]token, 0, len(ts)+8)
	for i := 0; i < len(ts); i++ {
		t := ts[i]
		if next := at(ts, i+1); t.low == "no" && next.low == "one" && !t.said && subject(ts[i+2:]) {
			out = append(out, token{kind: word, text: "nobody", low: "nobody", start: t.start, end: next.end})
			i++
			continue
		}
		if t.kind == word && !t.said && len(t.text) > 1 && t.text == strings.ToUpper(t.text) && (auxiliaries[t.low] || determiners[t.low] || negations[t.low] || second[t.low]) {
			t.text = t.low // Stress is not information.
		}
		if t.kind != word && t.kind != ident || strings.ContainsAny(t.low, "0123456789_=@") {
			out = append(out, t)
			continue
		}
		out = respell(out, t, ts[i+1:])
	}
	return out
}

// subject reports whether "no one" before these tokens is nobody, and not "no one setting".
func subject(next []token) bool {
	w := at(next, 0).low
	return w == "" || at(next, 0).kind == mark || auxiliaries[w] || !things[w] && (isPast(w) || isThird(w)) || oneOf(w, "on in at else of from who really ever even here checks tests monitors knew")
}

func respell(out []token, t token, next []token) []token {
	if t.said {
		return append(out, t)
	}
	if short := unstretched(t.low); short != t.low {
		t.text, t.low = short, short
	}
	if t.low == "cause" && gives(out, next) {
		return spread(out, t, "because")
	}
	if long, ok := spelling[t.low]; ok {
		return spread(out, t, long)
	}
	if stem, ok := strings.CutSuffix(t.low, "n't"); ok {
		return spread(out, t, stem+" not")
	}
	stem, short, found := strings.Cut(t.low, "'")
	switch {
	case t.low == "its" && !(len(out) > 0 && oneOf(out[len(out)-1].low, "at in on of for to from with by near over under into onto about during within")) && (contracted(next) || len(out) > 0 && oneOf(out[len(out)-1].low, "think guess believe say says said means hope suspect") && !ground[at(next, 0).low]):
		return spread(out, t, "it is")
	case found && short == "re":
		return spread(out, t, cased(stem)+" are")
	case found && short == "ve":
		return spread(out, t, cased(stem)+" have")
	case found && short == "ll":
		return spread(out, t, cased(stem)+" will")
	case found && short == "m" && stem == "i":
		return spread(out, t, "I am")
	case found && short == "s" && pronouns[stem]:
		if len(next) > 0 && (next[0].low == "been" || next[0].low == "got") {
			return spread(out, t, stem+" has")
		}
		return spread(out, t, stem+" is")
	}
	return append(out, t)
}

// unstretched writes a filler or a plain word that somebody drew out as it is written: "aaand", "nooo", "sooo".
func unstretched(w string) string {
	var b strings.Builder
	drawn := false
	for i := range len(w) {
		drawn = drawn || i > 1 && w[i] == w[i-1] && w[i] == w[i-2]
		if i == 0 || w[i] != w[i-1] {
			b.WriteByte(w[i])
		}
	}
	short := b.String()
	if _, known := spelling[short]; drawn && (known || fillers[short] != nil || oneOf(short, "and so no yes oh but very gone now slow long")) {
		return short
	}
	return w
}

// gives reports whether "cause" between these tokens stands for "because": a clause follows, and no verb is wanted.
func gives(before, next []token) bool {
	prev := at(before, len(before)-1).low
	if oneOf(prev, "the a an root main likely possible probable real common to can could may might will would shall and or also not did does do of no this that which") || determiners[prev] || len(next) < 2 {
		return false
	}
	if !oneOf(next[0].low, "i we it he she they there nobody nothing the a an my our its this that these those all some no") && next[0].kind != person && !things[next[0].low] {
		return false
	}
	return laterFinite(next[:min(len(next), 8)])
}

var pronouns = set("it that there he she what who here where nobody everything nothing something this")

// contracted reports whether "its" before these tokens stands for "it is".
func contracted(next []token) bool {
	if len(next) == 0 || next[0].kind == mark {
		return true
	}
	w := next[0].low
	if things[w] || next[0].kind == ident || w == "own" || w == "last" || w == "first" {
		return false
	}
	return determiners[w] || isIng(w) || isPast(w) || oneOf(w, "not long too so very only just always never unclear clear likely unlikely in on at by from up down back harder easier easy hard possible") || harms[w] || len(next) == 1
}

var determiners = set("the a an this that these those all any some no both each every its their his her our my your it them him us what which other another")

func cased(w string) string {
	if w == "i" {
		return "I"
	}
	return w
}

// spread puts the words of a longer spelling in place of a token.
func spread(out []token, t token, long string) []token {
	for w := range strings.FieldsSeq(long) {
		n := t
		n.kind, n.text, n.low = word, w, strings.ToLower(w)
		out = append(out, n)
	}
	return out
}

// fillers begin a sentence without adding to it. Each is dropped with the comma behind it.
var fillers = phrases(`ok, yes but, okay, k, so, well, then, and, but, also, yes, yea, nope, oh, ah, ouch, oops, right, sure, true, fine, great, cool, nice, thanks, thx, ty, sorry,
	look, anyway, anyways, again, easy, because, plus, or, eh, hey, hi, hello, agreed, exactly, correct, indeed, still, now, welp, alright, interesting, here too, same here, same,
	one more thing, one thing, small thing, another thing, for the record, to be fair, to be honest, to be clear, in fact, by the way, as i said, as far as i can tell, as far as i know, makes sense,
	good point, fair enough, fair point, fair, point taken, the thing is, the point is, point is, point being, turns out that, turns out, it turns out that, it turns out, in short, long story short,
	from the outside, from outside, in my case, at least, i see, got it, found it, noted, of course, no idea why but, my bad,
	just, only that, just that, confirmed, thank you, first of all, the other thing, that means, i mean, you know, note that, remember that, note, i can add that, i would add that, i would say, i must say, what i saw, what i know, as a reminder, morning, heads up, quick update, short version, update, nothing fancy, good news, bad news, nothing really, nothing much, let me start, let me add, let me begin, uh oh, hooray, yay, phew,
	oh no, no wait, wait no, wait, hang on, hold on, good thing, me neither, yes ok, ok ok, ok yes, no no, yes yes, yes please, no thanks, no worries, no problem, all good, right so, ok right`)

// tails end a sentence without adding to it.
var tailFillers = phrases(`though, then, too, as well, anyway, i think, i guess, i believe, you know, or something, of course, right, now, to be honest, to be fair, as far as i know, as far as i can tell, for now i think, and so on, at all i think, and stuff, i suppose, here, by the way`)

// phrases cuts a list at its commas into runs of words, the longest first within each first word.
func phrases(list string) map[string][][]string {
	m := map[string][][]string{}
	for p := range strings.SplitSeq(list, ",") {
		if f := strings.Fields(p); len(f) > 0 {
			m[f[0]] = append(m[f[0]], f)
		}
	}
	return m
}

// lead returns how many tokens at the beginning are filler.
func lead(ts []token) int {
	best := 0
	if len(ts) == 0 {
		return 0
	}
	for _, p := range fillers[ts[0].low] {
		if len(p) > best && begins(ts, p) {
			best = len(p)
		}
	}
	if best == 0 {
		return 0
	}
	if greetings[ts[0].low] && at(ts, best).kind == person && !strings.HasSuffix(at(ts, best).low, "'s") {
		best++ // "Hi <@U1> no maintenance."
	}
	comma := best < len(ts) && (ts[best].low == "," || ts[best].low == ":")
	switch ts[0].low {
	case "no", "yes", "wait", "all":
		if next := at(ts, best); next.text != "" && !comma && next.kind != clock && !oneOf(next.low, "i we it that this the they") {
			return 0 // "No problem tickets came in", "wait time was 40 s", "all good nodes".
		}
	case "right", "fine", "true", "same", "still", "now", "just", "first", "great", "nice", "cool", "easy", "correct", "morning", "update", "note", "k", "well", "again", "look", "agreed", "plus", "interesting", "confirmed":
		// These may also belong to what follows: "fine on staging", "still 5xx", "update failed".
		if best == 1 && !comma {
			return 0
		}
	case "i":
		if !comma {
			return 0
		}
	case "for", "on", "from", "in", "at":
		if !comma && ts[0].low != "for" {
			return 0
		}
	}
	if comma {
		best++
	}
	return best
}

func begins(ts []token, p []string) bool {
	if len(p) > len(ts) {
		return false
	}
	for i, w := range p {
		if ts[i].low != w {
			return false
		}
	}
	return true
}

// strip takes filler and stray marks off both ends.
func strip(ts []token) []token {
	for {
		n := len(ts)
		for len(ts) > 0 && ts[0].kind == mark && ts[0].low != "\"" && ts[0].low != "“" && ts[0].low != "(" {
			ts = ts[1:]
		}
		if len(ts) > 1 && (ts[0].low == "no" || ts[0].low == "hmm") && ts[1].low == "," {
			ts = ts[2:]
		} else if len(ts) > 3 && ts[0].low == "no" && (oneOf(ts[1].low, "i we it they he she the this that these those my our") && finite(ts[2:]) || ts[1].kind == number && auxiliaries[ts[2].low]) {
			ts = ts[1:] // "No we wait."
		}
		ts = ts[lead(ts):]
		for len(ts) > 0 && ts[len(ts)-1].kind == mark && strings.Contains(",:;-–—", ts[len(ts)-1].low) {
			ts = ts[:len(ts)-1]
		}
		ts = ts[:len(ts)-tail(ts)]
		if len(ts) == n {
			return ts
		}
	}
}

// tail returns how many tokens at the end are filler.
func tail(ts []token) int {
	for k := max(1, len(ts)-6); k < len(ts); k++ {
		for _, p := range tailFillers[ts[k].low] {
			if len(p) == len(ts)-k && begins(ts[k:], p) && len(ts)-len(p) > 1 {
				if ts[k].low == "right" && (things[ts[k-1].low] || ts[k-1].low == "not" || ts[k-1].low == "is" || ts[k-1].low == "was") || ts[k].low == "then" && !durations[ts[k-1].low] || ts[k].low == "so" && k > 0 && ts[k-1].low == "or" {
					continue
				}
				return len(p)
			}
		}
	}
	return 0
}
