package tone

import "testing"

// Whatever stands around a message, and in whatever letters, the patterns and
// weights find in it what they find without, but for one in a hundred: a clause
// that no longer opens with its question.
func TestAttacksLocal(t *testing.T) {
	l := NewLocal()
	wrong, all := 0, 0
	for _, a := range attacks(t) {
		for _, c := range carriers {
			want, _ := l.Check(t.Context(), Message{Text: c})
			got, _ := l.Check(t.Context(), Message{Text: a.on(c)})
			all++
			if want.Flag && !got.Flag {
				wrong++
				if testing.Verbose() {
					t.Logf("%s: %q is let through", a.kind, a.on(c))
				}
			}
		}
	}
	if t.Logf("%d of %d are let through", wrong, all); wrong*100 > all {
		t.Error("attacks get through")
	}
}
