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

// wording looks for words of a list in every statement. Code and quotations are left alone.
func (b *builder) wording(list []string, absent string) (open, met string) {
	n := 0
	b.statements(func(sec Section, st Sentence) bool {
		n++
		text := strings.ReplaceAll(spaced(prose(st.Text)), " git blame ", " ") // a command
		for _, phrase := range list {
			if strings.Contains(text, " "+phrase+" ") {
				open = fmt.Sprintf("%q stands in the section %s: %q", phrase, sec.ID, st.Text)
			}
		}
		return open == ""
	})
	return open, absent + " in " + plural(n, "statement", "statements")
}

// judging looks for judging words and for exclamation marks.
func (b *builder) judging() (open, met string) {
	b.statements(func(sec Section, st Sentence) bool {
		if exclaims(prose(st.Text)) {
			open = fmt.Sprintf("an exclamation mark stands in the section %s: %q", sec.ID, st.Text)
		}
		return open == ""
	})
	if open != "" {
		return open, ""
	}
	return b.wording(normative, "no judging adverb, drama or exclamation mark")
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
