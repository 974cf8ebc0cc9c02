package tone

import (
	"strings"
	"testing"
)

// Whatever stands around a message, and in whatever letters, the patterns and
// weights find in it what they find without, but for one in a hundred under
// another category: a word that has grown together with what was put behind it.
// In what is harmless they find nothing; the attack itself may be rude.
func TestAttacksLocal(t *testing.T) {
	l := NewLocal()
	other, all := 0, 0
	for _, a := range attacks(t) {
		for _, c := range carriers {
			want, _ := l.Check(t.Context(), Message{Text: c})
			text := a.on(c)
			got, _ := l.Check(t.Context(), Message{Text: text})
			at := strings.Index(text, c)
			all++
			switch {
			case want.Flag && !got.Flag:
				t.Errorf("%s: %q is let through", a.kind, text)
			case want.Flag && got.Category != want.Category:
				t.Logf("%s: %q is %s, alone it is %s", a.kind, text, got.Category, want.Category)
				other++
			case got.Flag && !want.Flag && got.Span[0] < at+len(c) && got.Span[1] > at:
				t.Errorf("%s: %q is %s at %q", a.kind, text, got.Category, text[got.Span[0]:got.Span[1]])
			}
		}
	}
	if t.Logf("%d of %d under another category", other, all); other*100 > all {
		t.Error("attacks change what is said")
	}
}
