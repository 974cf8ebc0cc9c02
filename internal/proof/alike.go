package proof

import (
	"strings"
	"unicode/utf8"
)

// articles may come and go.
var articles = listed("a an the")

// forms are words that tell the same in another tense or number, and words that mean the same, each line one of them.
var forms = func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(`
		be am is are was were been being
		have has had
		do does did done
		go goes went gone
		come comes came
		begin begins began begun start starts started
		about around roughly approximately ~
		say says said
		see sees saw seen
		take takes took taken
		make makes made
		give gives gave given
		get gets got
		find finds found
		fall falls fell fallen
		rise rises rose risen
		grow grows grew grown
		lose loses lost
		break breaks broke broken
		bring brings brought
		run runs ran
		write writes wrote written
		hold holds held
		keep keeps kept
		stand stands stood
		send sends sent
		show shows shown
		know knows knew known
		think thinks thought
		tell tells told
		mean means meant
		need needs needed
		become becomes became
		leave leaves left
		read reads
		`) {
		words := strings.Fields(line)
		for _, w := range words {
			m[w] = words[0]
		}
	}
	return m
}()

// participles are irregular ones: with "was" before it such a word tells what was done to its subject.
var participles = listed(`begun broken brought built bought caught chosen cut done driven fed found given gone held hidden hit kept known led left lost made
	met paid put read run seen sent set shown shut sold spoken stolen taken taught thought told won written overwritten`)

// helpers begin what is said of a subject.
var helpers = listed(`am is are was were be been has have had do does did can could will would may might must shall should never not`)

func listed(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// alike reports whether two tokens tell the same: the same thing exactly, or a verb in another tense.
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
	return a.low == b.low || forms[a.low] != "" && forms[a.low] == forms[b.low] || past(a.low, b.low) || past(b.low, a.low)
}

// plainCase reports whether only the first letter may be a capital, so that it may as well be a small one.
func plainCase(s string) bool {
	_, n := utf8.DecodeRuneInString(s)
	return s[n:] == strings.ToLower(s[n:])
}

// past reports whether one word is the past of the other.
func past(was, is string) bool {
	stem, ok := strings.CutSuffix(was, "ed")
	if !ok || len(stem) < 2 || strings.HasSuffix(is, "ing") || strings.HasSuffix(is, "ed") {
		return false
	}
	is3 := is
	if s, ok := strings.CutSuffix(is, "s"); ok {
		is3 = s
	}
	n := len(stem)
	for _, base := range [...]string{stem, stem + "e", stem[:n-1] + "y"} {
		if base == is || base == is3 || base+"e" == is3 && base == stem || strings.HasSuffix(stem, "i") && is3 == stem+"e" {
			return true
		}
	}
	return n > 2 && stem[n-1] == stem[n-2] && (is == stem[:n-1] || is3 == stem[:n-1])
}

// done reports whether a word can be a participle.
func done(low string) bool { return participles[low] || strings.HasSuffix(low, "ed") }

// predicate reports whether something is said of a subject from here on.
func predicate(t token) bool {
	return t.kind <= name && (helpers[t.low] || strings.HasSuffix(t.low, "ed") && len(t.low) > 4 || forms[t.low] != "" && forms[t.low] != "about")
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
