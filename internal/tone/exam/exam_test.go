package exam

import (
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/tone/eval"
)

// Ordinary talk is counted, labelled messages are judged, and who has no say is not asked.
func TestSit(t *testing.T) {
	items, err := eval.Read(strings.NewReader(`{"id":"a","text":"you broke prod again, did you even test it","label":"hostile","flag":true}
{"id":"b","text":"14:02 first 5xx in the logs","label":"none","flag":false}
`))
	if err != nil {
		t.Fatal(err)
	}
	for _, labelled := range []bool{true, false} {
		x := Exam{Items: items, Labelled: labelled, Runs: 3}
		r, verdicts, err := x.Sit(t.Context(), Local)
		if err != nil || r.Judged != 2 || r.Model != nil || r.Flips != nil || !verdicts[0].Flag || verdicts[1].Flag {
			t.Fatalf("%+v %+v, %v", r, verdicts, err)
		}
		if labelled != (r.Figures != nil && r.Figures.Slices[0].Count == eval.Count{TP: 1, TN: 1}) || labelled == (r.Stream != nil && r.Stream.Flagged == 1) {
			t.Errorf("labelled %v: %+v", labelled, r)
		}
	}
	if _, _, err := (&Exam{Items: items, Runs: 1, Model: llm.Config{BaseURL: "no address"}}).Sit(t.Context(), Model); err == nil {
		t.Error("nobody is there to be asked, and nothing is said of it")
	}
}
