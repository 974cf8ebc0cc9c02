package proof

import (
	"strings"
	"unicode/utf8"
)

// articles may come and go.
var articles = listed("a an the")

// participles are irregular ones: with "was" before it such a word tells what was done to its subject.
var participles = listed(`begun broken brought built bought caught chosen cut done driven fed found given gone held hidden hit kept known led left lost made
	met paid put read run seen sent set shown shut sold spoken stolen taken taught thought told won written overwritten`)

// helpers begin what is said of a subject, and so do the finite forms of irregular verbs.
var (
	helpers = listed(`am is are was were be been has have had do does did can could will would may might must shall should never not`)
	finite  = listed(`began broke brought built bought came caught chose cut drove fed fell found gave goes got grew had held hit kept knew led left lost
		made meant met paid put ran read rose saw sent set showed shut sold spoke stood took told thought went won wrote`)
)

// several are words under which two statements with the same beginning need not speak of the same thing.
var several = listed(`a an no nobody none nothing never not some any each every all most few many more other another only half both someone somebody one`)

// pronouns speak of what was named before.
var pronouns = listed("it its he his she her they their this that these those such so which who")

// parting are words behind which another clause may begin.
var parting = listed("and but or then because so which who that when while where until till after before since if as than")

func listed(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// alike reports whether two tokens tell the same: the same letters, or the same number, time or day in another notation.
func alike(a, b token) bool {
	switch {
	case a.kind == number || b.kind == number:
		return a.kind == b.kind && a.count == b.count
	case a.kind == clock || b.kind == clock:
		return a.kind == b.kind && a.minute == b.minute && a.offset == b.offset
	case a.kind == date || b.kind == date:
		return a.kind == b.kind && a.moment == b.moment
	case a.kind == code || b.kind == code:
		return a.kind == b.kind && a.text == b.text
	case a.kind == ident || b.kind == ident:
		return a.text == b.text || a.kind == b.kind && a.low == b.low && plainCase(a.text) && plainCase(b.text)
	case a.kind > name || b.kind > name:
		return a.kind == b.kind && a.low == b.low
	}
	return a.low == b.low || near[a.low] && near[b.low]
}

// plainCase reports whether only the first letter may be a capital, so that it may as well be a small one.
func plainCase(s string) bool {
	_, n := utf8.DecodeRuneInString(s)
	return s[n:] == strings.ToLower(s[n:])
}

// done reports whether a word can be a participle.
func done(low string) bool { return participles[low] || strings.HasSuffix(low, "ed") }

// predicate reports whether something is said of a subject from here on.
func predicate(t token) bool {
	return t.kind <= name && (helpers[t.low] || finite[t.low] || strings.HasSuffix(t.low, "ed") && len(t.low) > 4)
}

// spread takes contractions apart, so that "wasn't" is "was not".
func spread(ts []token) []token {
	var out []token
	for _, t := range ts {
		stem, ok := strings.CutSuffix(t.low, "n't")
		switch {
		case t.kind > name:
		case t.low == "cannot", t.low == "can't":
			out = append(out, plain("can"), plain("not"))
			continue
		case t.low == "won't":
			out = append(out, plain("will"), plain("not"))
			continue
		case ok && helpers[stem]:
			out = append(out, plain(stem), plain("not"))
			continue
		}
		out = append(out, t)
	}
	return out
}

func plain(low string) token {
	return token{kind: word, text: low, low: low, moment: moment{minute: -1}}
}
