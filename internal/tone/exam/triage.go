package exam

import (
	"fmt"
	"io"

	"github.com/remedybot/remedy/internal/tone"
	"github.com/remedybot/remedy/internal/tone/eval"
)

// A Triage is what would be sent to a model, were there one, and what that leaves
// out. It is the local checker's doing alone.
type Triage struct {
	Of       int           `json:"messages"`
	Opinions int           `json:"opinions"` // messages on which a model would decide
	AskedIn  eval.Interval `json:"opinions_interval"`
	Wordings int           `json:"wordings"` // messages for which it would only be asked for a wording
	Calling  int           `json:"calling"`  // messages that call for a word, where that is known
	Reached  int           `json:"reached"`  // of them found by the local checker, or sent for an opinion
	RecallIn eval.Interval `json:"recall_interval"`
}

// TriageOf says what would become of some messages.
func TriageOf(items []eval.Item) Triage {
	t := Triage{Of: len(items)}
	local := tone.NewLocal()
	for _, it := range items {
		r, need := local.Triage(messageOf(it))
		switch need {
		case tone.Opinion:
			t.Opinions++
		case tone.Wording:
			t.Wordings++
		}
		if it.Flag {
			t.Calling++
			if r.Flag || need == tone.Opinion {
				t.Reached++
			}
		}
	}
	t.AskedIn, t.RecallIn = eval.Wilson(t.Opinions, t.Of), eval.Wilson(t.Reached, t.Calling)
	return t
}

func (t Triage) print(w io.Writer) {
	share := func(part, whole int) float64 { return float64(part) / float64(max(whole, 1)) }
	fmt.Fprintf(w, "  A model would decide on %d, a share of %.3f [%.3f, %.3f], and be asked for a wording for %d more.\n",
		t.Opinions, share(t.Opinions, t.Of), t.AskedIn.Low, t.AskedIn.High, t.Wordings)
	if t.Calling > 0 {
		fmt.Fprintf(w, "  Found without it, or sent to it: %d of %d that call for a word, a share of %.3f [%.3f, %.3f].\n",
			t.Reached, t.Calling, share(t.Reached, t.Calling), t.RecallIn.Low, t.RecallIn.High)
	}
}
