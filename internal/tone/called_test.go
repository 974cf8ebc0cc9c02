package tone

import "testing"

// TestCalled reads sentences about people whose names no list has, or that are words
// of some language, as sentences about people.
func TestCalled(t *testing.T) {
	l := NewLocal()
	names := []string{"Pier Laumann", "Sam Okafor", "Will Ferro", "Mark Toivonen", "Xiulan"}
	for _, c := range []struct {
		text    string
		flagged bool
	}{
		{"Pier is to blame for this", true},
		{"this is Xiulan's fault, nobody else's", true},
		{"Xiulan’s mess, as always", true},
		{"Sam is careless with disks, everybody knows that", true},
		{"and then Will forgot to read the runbook, as always", true},
		{"Pier drained the node at 10:04 and the errors stopped", false},
		{"Will the errors come back after the restart?", false},
		{"Mark the alert as resolved once the queue is empty", false},
		{"will you mark the second one?", false},
	} {
		r, err := l.Check(t.Context(), Message{Text: c.text, Names: names})
		if err != nil {
			t.Fatal(err)
		}
		if r.Flag != c.flagged {
			t.Errorf("%q: flagged is %v (%s, %.2f)", c.text, r.Flag, r.Category, r.Confidence)
		}
	}
	if r, _ := l.Check(t.Context(), Message{Text: "Pier is to blame for this"}); r.Flag {
		t.Error("the name is heard without being among those who take part: this test shows nothing")
	}
}

// TestOneWordOfAfar reads English although one word of it, a name as a rule, belongs to
// a language that is left in peace.
func TestOneWordOfAfar(t *testing.T) {
	l := NewLocal()
	for text, want := range map[string]string{
		"Sam is careless with disks":        "en",
		"Kim is the one who restarted it":   "en",
		"frag mal Sam, der hat's verbockt":  "de",
		"ja sam to napravio":                "",
		"wie heeft dit gedaan":              "",
		"dat was weer nergens te vinden":    "",
		"kdo to byl, proč není nic hotovo?": "",
	} {
		if got := l.language(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
