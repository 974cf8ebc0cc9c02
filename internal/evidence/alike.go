package evidence

import (
	"maps"
	"slices"
	"strings"
)

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

// Answered is the index of the cause that an action most likely is about, by its words, and -1 where they do not say: two
// shared words are the least, what an action is called by ("change", "add") is none of them, and one that stands in many
// causes tells little. Of two that are as likely it is the first.
func Answered(action string, causes []string) int {
	in := bearing(action)
	told, found := make([]map[string]bool, len(causes)), map[string]float64{}
	for i, c := range causes {
		told[i] = bearing(c)
		for w := range told[i] {
			found[w]++
		}
	}
	best, most := -1, 0.0
	for i, c := range told {
		shared, weight := 0, 0.0
		for _, w := range slices.Sorted(maps.Keys(c)) { // in one order: sums of fractions depend on it
			if in[w] && !doing[w] {
				shared++
				weight += 1 / found[w]
			}
		}
		if shared >= 2 && weight > most {
			best, most = i, weight
		}
	}
	return best
}

// doing is what an action is called by, whatever it is about; cut as bearing cuts.
var doing = set("chang add added addin make makes makin made remov set sets setti use uses used using fix fixed fixes fixin updat write writt put puts move moved give gives check have let allow creat build built nobod never no")

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
