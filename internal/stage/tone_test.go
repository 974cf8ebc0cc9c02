package stage

import (
	"slices"
	"testing"

	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/tone"
)

// What the local checker says of the bundled rehearsals, read with care: every line
// here blames, defends or hurts, and none of the other three hundred does. A wrong
// nudge in one of them is a wrong nudge in a review.
func TestNudgesOfRehearsals(t *testing.T) {
	want := map[string][]string{
		"crates-index-2020-02-20": {"r025", "r047", "r049", "r054", "r069", "r080", "r082", "r087", "r111", "r114"},
		"dfds-2023-02-14":         {"r016", "r019", "r043", "r046", "r067", "r068", "r071", "r084", "r111"},
		"docsrs-2019-10-21":       {"r019", "r023", "r050", "r059", "r082", "r087", "r090", "r092", "r122"}, // and not r124, which is sarcasm
	}
	for _, name := range rehearsal.Names() {
		script, err := rehearsal.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		local := tone.NewLocal()
		var before, found []string
		for _, l := range script.Lines {
			if !l.Review || l.Kind != "message" {
				continue
			}
			r, err := local.Check(t.Context(), tone.Message{Text: l.Text, Before: before})
			if err != nil {
				t.Fatal(err)
			}
			if r.Flag && !r.Unsure && r.Category != tone.Closure {
				found = append(found, l.ID)
			}
			before = append(before, l.Text)
			before = before[max(0, len(before)-2):]
		}
		if !slices.Equal(found, want[name]) {
			t.Errorf("%s: %q, want %q", name, found, want[name])
		}
	}
}
