package tone

import (
	"slices"
	"strings"
	"testing"
)

// apartFrom writes accented letters as a letter and a mark, as some systems do.
var apartFrom = strings.NewReplacer("ä", "a\u0308", "ö", "o\u0308", "ü", "u\u0308", "é", "e\u0301", "è", "e\u0300", "ê", "e\u0302",
	"á", "a\u0301", "à", "a\u0300", "ã", "a\u0303", "ç", "c\u0327", "í", "i\u0301", "ó", "o\u0301", "ú", "u\u0301", "ù", "u\u0300", "ñ", "n\u0303")

// withoutAccents writes what is typed where the keyboard has none.
var withoutAccents = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "é", "e", "è", "e", "ê", "e", "á", "a", "à", "a", "ã", "a",
	"ç", "c", "í", "i", "ó", "o", "ú", "u", "ù", "u", "ñ", "n")

// A finding spans whole words of the message as it was typed, however its accents
// are written.
func TestAccents(t *testing.T) {
	l := NewLocal()
	for _, c := range []struct{ lang, text, span string }{
		{"de", "Um 14:02 war der Pod weg. Ihr hättet das früher melden müssen, wirklich.", "Ihr hättet das früher melden müssen"},
		{"de", "Überraschung 🎉, die Nachtschicht hat wieder völlig gepennt", "hat wieder völlig gepennt"},
		{"es", "A las 14:02 cayó el nodo. ¿Por qué no avisaste antes, Íñigo?", "Por qué no avisaste"},
		{"fr", "À 14 h 02 le nœud est tombé. Vous auriez dû prévenir l'équipe.", "Vous auriez dû"},
		{"pt", "Às 14:02 o nó caiu. Você não é só lento, você é um idiota.", "você é um idiota"},
		{"it", "Alle 14:02 è caduto il nodo. Perché non hai avvisato nessuno, eh già?", "Perché non hai"},
	} {
		for _, way := range []func(string) string{func(s string) string { return s }, apartFrom.Replace, withoutAccents.Replace, strings.ToUpper} {
			text, want := way(c.text), way(c.span)
			e := l.Explain(Message{Text: text})
			if !e.Flag || e.Language != c.lang {
				t.Errorf("%q is read as %q: %+v", text, e.Language, e.Report)
				continue
			}
			if got := text[e.Span[0]:e.Span[1]]; !strings.Contains(got, want) && !strings.Contains(want, got) {
				t.Errorf("the span of %q is %q, want %q", text, got, want)
			}
			if !slices.ContainsFunc(e.Fired, func(f Fired) bool { return strings.Contains(text, f.Span) && f.Pattern != "" }) {
				t.Errorf("%q: nothing fired is explained: %+v", text, e.Fired)
			}
		}
	}
}
