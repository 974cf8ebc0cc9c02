package report

import (
	"fmt"
	"strings"
	"unicode"
)

// The word lists of a review's own wording, as whole words. They are short on purpose: a list that calls "read only" a
// judgement is soon switched off. The tone checker, which reads people's messages, knows far more.
var (
	counterfactual = []string{
		"should have", "could have", "would have", "might have", "ought to have", "should not have", "could not have",
		"would not have", "shouldn't have", "couldn't have", "wouldn't have", "should've", "could've", "would've", "shoulda",
		"coulda", "failed to", "neglected to", "if only", "obvious", "obviously", "had they", "had he", "had she", "had we", "had you",
	}
	accusing = []string{
		"human error", "user error", "operator error", "careless", "carelessly", "carelessness", "incompetent", "incompetence",
		"negligent", "negligence", "lazy", "laziness", "sloppy", "stupid", "stupidity", "idiot", "idiots", "idiotic", "reckless",
		"recklessly", "clueless", "at fault", "his fault", "her fault", "their fault", "your fault", "my fault", "whose fault",
		"to blame", "blame", "blames", "blamed", "culprit", "culprits", "guilty", "didn't bother", "did not bother", "didn't care",
		"did not care", "lack of attention", "lack of care", "lack of discipline",
	}
	normative = []string{
		"properly", "improperly", "correctly", "incorrectly", "fortunately", "unfortunately", "simply", "needlessly",
		"inexcusable", "inexcusably", "catastrophe", "catastrophic", "catastrophically", "ridiculous", "ridiculously",
		"disastrous", "nightmare", "horrible", "horribly", "terrible", "terribly", "insane", "insanely", "shocking",
		"shockingly", "embarrassing", "embarrassingly",
	}
)

// A worded statement is one whose words can be looked up.
type worded struct {
	section, text string
	prose, spaced string // without code and quotations; and that in single words
}

// wordings reads every statement once, for all lists.
func (b *builder) wordings() []worded {
	var out []worded
	b.statements(func(sec Section, st Sentence) bool {
		w := worded{section: sec.ID, text: st.Text, prose: prose(st.Text)}
		w.spaced = strings.ReplaceAll(spaced(w.prose), " git blame ", " ") // a command
		out = append(out, w)
		return true
	})
	return out
}

// wording looks for words of a list in every statement.
func wording(all []worded, list []string, absent string) (open, met string) {
	for _, w := range all {
		for _, phrase := range list {
			if i := strings.Index(w.spaced, phrase); i > 0 && strings.Contains(w.spaced[i-1:], " "+phrase+" ") {
				return fmt.Sprintf("%q stands in the section %s: %q", phrase, w.section, w.text), ""
			}
		}
	}
	return "", absent + " in " + plural(len(all), "statement", "statements")
}

// judging looks for judging words and for exclamation marks.
func judging(all []worded) (open, met string) {
	for _, w := range all {
		if exclaims(w.prose) {
			return fmt.Sprintf("an exclamation mark stands in the section %s: %q", w.section, w.text), ""
		}
	}
	return wording(all, normative, "no judging adverb, drama or exclamation mark")
}

// exclaims reports whether a sentence is called out; != and !important are not.
func exclaims(s string) bool {
	for i, c := range s {
		if c == '!' && (i+1 == len(s) || strings.ContainsRune(" !)", rune(s[i+1]))) && i > 0 && s[i-1] != ' ' {
			return true
		}
	}
	return false
}

// spaced is a text's words in small letters, each with a space on either side.
func spaced(s string) string {
	words := strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(s, "’", "'")), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\''
	})
	return " " + strings.Join(words, " ") + " "
}
