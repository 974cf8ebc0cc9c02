package prompts

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mostWords is how long a nudge may be: it is read in passing.
const mostWords = 60

// mostLetters is how long any text may be, in characters. Slack shows 3000 in a
// section (https://docs.slack.dev/reference/block-kit/blocks/section-block), and
// what it is filled with needs room as well.
const mostLetters = 2500

// What Slack shows of a button
// (https://docs.slack.dev/reference/block-kit/block-elements/button-element) or of
// an option, and of a form's title (https://docs.slack.dev/reference/views).
const (
	mostLabel = 75
	mostTitle = 24
)

// Lint says what one way to say NAME says that nobody shall read from the bot,
// each as the rest of a sentence that begins with its file. The text is unfilled,
// can be filled, and is looked at in every form that its samples give it.
func Lint(name, text string) []string {
	t := describe(name)
	forms := []string{text} // also what no sample shows
	if w, err := compile(text); err == nil {
		for _, s := range t.Samples {
			if filled, err := fill(w, s); err == nil {
				forms = append(forms, filled)
			}
		}
	}
	var found []string
	for i, form := range forms {
		for _, f := range slices.Concat(said(name, t.Kind, form), shaped(t.Kind, form, i > 0)) {
			if !slices.Contains(found, f) {
				found = append(found, f)
			}
		}
	}
	return found
}

// shaped looks at the form of a text: only what is filled has its true length,
// and asks what it asks.
func shaped(kind Kind, text string, filled bool) []string {
	var found []string
	if strings.ContainsAny(text, "!¡！") {
		found = append(found, "holds an exclamation mark; end the sentence with a full stop")
	}
	if !filled {
		return found
	}
	if n := len(strings.Fields(text)); kind == Nudge && n > mostWords {
		found = append(found, fmt.Sprintf("has %d words; a nudge has %d at most", n, mostWords))
	}
	most := mostLetters
	switch kind {
	case Label:
		most = mostLabel
	case Title:
		most = mostTitle
	}
	if n := utf8.RuneCountInString(text); n > most {
		found = append(found, fmt.Sprintf("has %d characters; write %d at most", n, most))
	}
	if most < mostLetters && strings.Contains(text, "\n") {
		found = append(found, "has more than one line; Slack shows one")
	}
	if most < mostLetters && strings.HasSuffix(text, ".") {
		found = append(found, "ends with a full stop; it is no sentence but a label, and has none")
	}
	if kind.asks() && !strings.ContainsAny(text, "?？") {
		found = append(found, "asks nothing; end it with an open question, or a request one may decline")
	}
	return found
}

// said looks for words that push, judge, or claim what a program cannot have.
// Every language is looked for in every text: an operator may have written any.
func said(name string, kind Kind, text string) []string {
	var found []string
	words := plain(text)
	look := func(list []string, why string) {
		for _, w := range list {
			if strings.Contains(words, " "+w+" ") {
				found = append(found, fmt.Sprintf("says “%s”; %s", w, why))
			}
		}
	}
	for _, n := range never() {
		look(n.pushes, "tell nobody what to do, or who was at fault")
		look(n.judges, "speak of what happened, not of how somebody is")
		look(n.feels, "the bot has no feelings; say it without")
		if kind.asks() {
			look(n.solves, "the bot proposes no cause and no action; ask for one")
		}
		if kind == Nudge {
			look(n.names, "the kind of remark is not named to the one who reads it")
			if n.language == written(name, words) {
				look(n.others, "a nudge speaks of nobody else; leave the person out")
			}
		}
	}
	if kind == Nudge && strings.Contains(text, "<@") {
		found = append(found, "mentions somebody; a nudge speaks of nobody else")
	}
	return found
}

// written is the language of a text, as far as its pronouns are read: "he" and
// "her" mean other things in Spanish and German, which may have been written in
// the place of an English text. It is "" if that cannot be told.
func written(name, words string) string {
	l := Language(name)
	if l != "en" {
		return l
	}
	for _, w := range []string{" the ", " what ", " how "} {
		if strings.Contains(words, w) {
			return l
		}
	}
	return ""
}

// plain is a text as its words in lower case, one space around each.
func plain(text string) string {
	text = strings.ReplaceAll(strings.ToLower(text), "’", "'")
	words := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && r != '\''
	})
	return " " + strings.Join(words, " ") + " "
}
