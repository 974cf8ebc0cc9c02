package evidence

import "strings"

// Alike counts the words that carry meaning and stand in both texts, in whatever form: what is told twice, or answers
// something, shares some.
func Alike(a, b string) int {
	in := bearing(a)
	n := 0
	for w := range bearing(b) {
		if in[w] {
			n++
		}
	}
	return n
}

// bearing are a text's words that carry meaning, cut to their beginnings so that "fails" and "failed" are one.
func bearing(s string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127)
	}) {
		if len(w) < 3 || empty[w] {
			continue
		}
		out[w[:min(len(w), 5)]] = true
	}
	return out
}

// empty words stand in any text.
var empty = set(`the and are was were been but for from had has have not that then there this with what when where which who why how did does can could would should will you your our its their they them his her
	some any all one about into than just also only very more most much many long after before during until while because since utc still yet here now out off get got had let via per`)
