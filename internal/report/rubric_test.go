package report

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rubric"
	"github.com/remedybot/remedy/internal/tone"
	"github.com/remedybot/remedy/internal/writeup"
)

// The rubric has two readers. Of a document of ours, the one that knows only its text finds nothing open that the one that
// knows the session has found to be met.
func TestTwoReadersAgree(t *testing.T) {
	for name, s := range map[string]*postmortem.Session{"search": clean(), "nothing said": meeting(nil)} {
		r := Build(s, options())
		text, err := writeup.Read(string(r.Markdown()))
		if err != nil {
			t.Fatal(err)
		}
		found := text.Check(tone.NewLocal())
		for _, ours := range r.Checks {
			i := slices.IndexFunc(found, func(f writeup.Finding) bool { return f.ID == ours.ID })
			if ours.Result == rubric.Met && found[i].Result == rubric.Open {
				t.Errorf("%s: %s is met (%s) and read as open at line %d: %s", name, ours.ID, ours.Why, found[i].Line, found[i].Why)
			}
		}
	}
}

// What is open in a document of ours is what its content leaves open, not its form.
func TestOwnDocumentPasses(t *testing.T) {
	text, err := writeup.Read(string(Build(clean(), options()).Markdown()))
	if err != nil {
		t.Fatal(err)
	}
	var open []string
	for _, f := range text.Check(tone.NewLocal()) {
		if f.Result == rubric.Open {
			open = append(open, f.ID)
		}
	}
	want := []string{
		"Q5", "Q42", // tags and similar incidents are not asked for in a meeting
		"Q43",        // nobody said what hindered
		"Q47", "Q49", // AI-3 has no owner, and two do not say when they are done
	}
	if diff := cmp.Diff(want, open); diff != "" {
		t.Error(diff)
	}
}
