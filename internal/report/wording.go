package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/remedybot/remedy/internal/postmortem"
)

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

// wording looks in every statement for what a rule finds. A finding that its owner called a false alarm is passed over as
// long as the statement reads the same.
func (b *builder) wording(rule string, all []worded, find func(sentence string) string, absent string) (open, met string) {
	dismissed := 0
	for _, w := range all {
		words := find(w.prose)
		if words == "" {
			continue
		}
		f := postmortem.Finding{Check: rule, Of: mark(w.text)}
		if b.s.Publication.Dismissed[f.ID()] {
			dismissed++
			continue
		}
		b.found[rule] = f.Of
		if words == "!" {
			return fmt.Sprintf("an exclamation mark stands in the section %s: %q", w.section, w.text), ""
		}
		return fmt.Sprintf("%q stands in the section %s: %q", words, w.section, w.text), ""
	}
	met = absent + " in " + plural(len(all), "statement", "statements")
	if dismissed > 0 {
		met += "; " + plural(dismissed, "finding was a false alarm", "findings were false alarms")
	}
	return "", met
}

// mark tells a statement from others without repeating it.
func mark(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:6])
}
