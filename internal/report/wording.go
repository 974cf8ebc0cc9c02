package report

import "fmt"

// A worded statement is one whose words can be looked up.
type worded struct {
	section, text string
	prose         string // without code and quotations
}

// wordings reads every statement once, for all rules.
func (b *builder) wordings() []worded {
	var out []worded
	b.statements(func(sec Section, st Sentence) bool {
		out = append(out, worded{sec.ID, st.Text, prose(st.Text)})
		return true
	})
	return out
}

// wording looks in every statement for what a rule finds.
func wording(all []worded, find func(sentence string) string, absent string) (open, met string) {
	for _, w := range all {
		switch words := find(w.prose); words {
		case "":
		case "!":
			return fmt.Sprintf("an exclamation mark stands in the section %s: %q", w.section, w.text), ""
		default:
			return fmt.Sprintf("%q stands in the section %s: %q", words, w.section, w.text), ""
		}
	}
	return "", absent + " in " + plural(len(all), "statement", "statements")
}
