package exam

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/tone/eval"
)

// An Evaluation is what came of an exam.
type Evaluation struct {
	File     string   `json:"file"`
	Messages int      `json:"messages"`
	Triage   Triage   `json:"triage"`
	Results  []Result `json:"results"`
}

// A Result is how one checker did.
type Result struct {
	Checker string            `json:"checker"`
	Model   *ModelUse         `json:"model,omitempty"` // whose figures these are, beside the local ones
	Judged  int               `json:"judged"`          // fewer than there are, where the money was spent
	Stopped bool              `json:"stopped_by_cost"`
	Figures *eval.Measurement `json:"figures,omitempty"`
	Dearest []Mistake         `json:"dearest_mistakes,omitempty"`
	Stream  *Share            `json:"stream,omitempty"`
	Speed   Speed             `json:"speed"` // of one message, waiting for the model included
	Flips   *Flipping         `json:"flips,omitempty"`
}

// A Mistake is one message on which checker and label differ.
type Mistake struct {
	ID      string  `json:"id,omitempty"`
	Text    string  `json:"text"`
	Label   string  `json:"label"`
	Flagged bool    `json:"flagged"`
	As      string  `json:"flagged_as"`
	Score   float64 `json:"score"`
}

// A Share is how much of a stream was flagged.
type Share struct {
	Flagged  int           `json:"flagged"`
	Share    float64       `json:"share"`
	Interval eval.Interval `json:"interval"`
	Told     int           `json:"told"` // of the flagged, those of which the author would be told in a review
}

// A Flipping is how often the same message got another verdict.
type Flipping struct {
	Runs  int `json:"runs"`
	Of    int `json:"messages"`
	Flips int `json:"flips"`
}

// Print says it to people.
func (e Evaluation) Print(w io.Writer) {
	fmt.Fprintf(w, "%s: %d messages\n", e.File, e.Messages)
	e.Triage.print(w)
	for _, r := range e.Results {
		r.print(w)
	}
}

func (r Result) print(w io.Writer) {
	switch {
	case r.Model == nil:
		fmt.Fprintf(w, "\n%s: the checker of this program alone\n", r.Checker)
	case r.Checker == Model:
		fmt.Fprintf(w, "\nllm: the model %s at %s\n", r.Model.Name, r.Model.Endpoint)
	default:
		fmt.Fprintf(w, "\n%s: the checker of this program, and the model %s at %s\n", r.Checker, r.Model.Name, r.Model.Endpoint)
	}
	if r.Stopped {
		fmt.Fprintf(w, "  Stopped by --max-cost: the figures are those of the first %d messages.\n", r.Judged)
	}
	if u := r.Model; u != nil {
		fmt.Fprintf(w, "  These figures belong to that model as it answered now; another one has others.\n")
		fmt.Fprintf(w, "  %d verdicts are the model's, %d the local checker's.\n", u.ByModel, u.ByRules)
	}
	if r.Stream != nil {
		fmt.Fprintf(w, "  flagged %d, a share of %.4f [%.4f, %.4f]\n", r.Stream.Flagged, r.Stream.Share, r.Stream.Interval.Low, r.Stream.Interval.High)
		fmt.Fprintf(w, "  told in a review %d\n", r.Stream.Told)
	}
	if r.Figures != nil {
		r.figures(w)
	}
	if r.Flips != nil {
		fmt.Fprintf(w, "  in %d runs %d of %d messages got more than one verdict\n", r.Flips.Runs, r.Flips.Flips, r.Flips.Of)
	}
	fmt.Fprintf(w, "  a message takes %s in the middle, %s at most for 99 of 100\n", Lasting(r.Speed.P50), Lasting(r.Speed.P99))
	if u := r.Model; u != nil {
		u.print(w)
	}
}

func (r Result) figures(w io.Writer) {
	m := r.Figures
	fmt.Fprintf(w, "  %-16s %4s  %5s  %5s  %5s  %-14s  %5s  %-14s  %5s\n", "", "n", "P", "R", "F1", "", "FPR", "", "MCC")
	for _, s := range m.Slices {
		fmt.Fprintf(w, "  %-16s %4d  %.3f  %.3f  %.3f  [%.3f, %.3f]  %.3f  [%.3f, %.3f]  %.3f\n",
			s.Name, s.N, s.Precision, s.Recall, s.F1, s.F1In.Low, s.F1In.High, s.FPR, s.FPRIn.Low, s.FPRIn.High, s.MCC)
	}
	fmt.Fprintf(w, "  Flagging everything has F1 %.3f. Brackets are 95 %% intervals. Brier %.3f, ECE %.3f.\n", m.All, m.Brier, m.ECE)
	fmt.Fprintf(w, "  %-16s %4s  %5s  %-14s  %s\n", "label", "n", "R", "", "under this label")
	for _, l := range m.Labels {
		fmt.Fprintf(w, "  %-16s %4d  %.3f  [%.3f, %.3f]  %d\n", l.Label, l.N, l.Recall(), l.In.Low, l.In.High, l.Right)
	}
	if len(r.Dearest) > 0 {
		fmt.Fprintln(w, "  the dearest mistakes: wrong nudges first, the surest of its kind first")
	}
	for _, d := range r.Dearest {
		kind := "missed " + d.Label
		if d.Flagged {
			kind = "wrong " + d.As
		}
		fmt.Fprintf(w, "    %-20s %.2f  %-8s %s\n", kind, d.Score, d.ID, excerpt(d.Text))
	}
}

func (u *ModelUse) print(w io.Writer) {
	q := u.Questions
	fmt.Fprintf(w, "  asked %d times, repaired %d, unusable %d, unanswered %d, wordings turned down %d\n", q.Asked, q.Repaired, q.Unusable, q.Failed, q.Reworded)
	for _, reason := range slices.Sorted(maps.Keys(u.Failures)) {
		fmt.Fprintf(w, "    %s: %d\n", reason, u.Failures[reason])
	}
	for _, rung := range slices.Sorted(maps.Keys(u.Rungs)) {
		fmt.Fprintf(w, "    answered by %s: %d\n", rung, u.Rungs[rung])
	}
	fmt.Fprintf(w, "  an answer takes %s in the middle, %s at most for 95 of 100\n", Lasting(u.Latency.P50), Lasting(u.Latency.P95))
	counted := ""
	if u.Estimated {
		counted = ", estimated since the endpoint does not count them all"
	}
	fmt.Fprintf(w, "  %d tokens sent, %d received%s", u.In, u.Out, counted)
	if u.Priced {
		fmt.Fprintf(w, "; %.4f USD", u.Cost)
	} else {
		fmt.Fprint(w, "; the price is not known, set LLM_PRICE")
	}
	fmt.Fprintln(w, ".")
}

// Lasting writes microseconds as people do.
func Lasting(us float64) string {
	switch {
	case us < 1000:
		return fmt.Sprintf("%.1f µs", us)
	case us < 1e6:
		return fmt.Sprintf("%.1f ms", us/1000)
	}
	return fmt.Sprintf("%.2f s", us/1e6)
}

// excerpt is the beginning of a text, on one line.
func excerpt(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) > 100 {
		return string([]rune(text)[:99]) + "…"
	}
	return text
}
