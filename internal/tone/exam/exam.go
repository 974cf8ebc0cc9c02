// Package exam puts messages that people have labelled before a tone checker, with a model or without, and tells how
// often it was right, what a model was asked for, how long that took and what it cost.
package exam

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/tone"
	"github.com/remedybot/remedy/internal/tone/eval"
)

// The checkers that can be examined.
const (
	Local = "local" // the rules of this program
	Model = "llm"   // a model, and the rules where it gives no answer
	Both  = "both"  // the rules, and a model about what they leave open
)

// Checkers are the names of those that can be examined.
func Checkers() []string { return []string{Local, Model, Both} }

// An Exam puts the same messages before one checker after another.
type Exam struct {
	Items    []eval.Item
	Labelled bool      // else they are ordinary talk, and what is flagged is counted
	Runs     int       // of a checker that asks a model
	Most     float64   // USD, all runs and checkers together; 0: no matter
	Progress io.Writer // is told every hundred questions

	Model  llm.Config        // who is asked, where a model has a say
	Words  tone.Instructions // what it is asked
	Price  Price
	Priced bool // the price is known

	spent float64 // USD so far
}

// A Price is what a model costs, in USD for a million tokens sent and received.
type Price struct{ In, Out float64 }

// Of is what so many tokens cost, in USD.
func (p Price) Of(in, out int) float64 { return (float64(in)*p.In + float64(out)*p.Out) / 1e6 }

// messageOf is an item as a checker reads it.
func messageOf(it eval.Item) tone.Message {
	m := tone.Message{Text: it.Text, Phase: phase(it.Phase)}
	if it.Prev != "" {
		m.Before = []string{it.Prev}
	}
	return m
}

// Sit has one checker judge all messages, as often as asked where a model has a
// say. The verdicts are those of the first run.
func (x *Exam) Sit(ctx context.Context, name string) (Result, []eval.Verdict, error) {
	r := Result{Checker: name}
	runs := 1
	if name != Local {
		runs = x.Runs
		r.Model = &ModelUse{Name: x.Model.Model, Endpoint: x.Model.BaseURL, Priced: x.Priced, Failures: map[llm.Reason]int{}}
	}
	var all [][]eval.Verdict
	for run := range runs {
		verdicts, took, err := x.once(ctx, name, &r)
		if err != nil {
			return r, nil, err
		}
		if run == 0 {
			r.Speed = speedOf(took)
		}
		all = append(all, verdicts)
	}
	judged := len(all[0])
	for _, verdicts := range all {
		judged = min(judged, len(verdicts))
	}
	r.Judged = len(all[0])
	if runs > 1 {
		flips := 0
		for i := range judged {
			if slices.ContainsFunc(all, func(vs []eval.Verdict) bool { return vs[i].Flag != all[0][i].Flag }) {
				flips++
			}
		}
		r.Flips = &Flipping{Runs: runs, Of: judged, Flips: flips}
	}
	if !x.Labelled {
		var c eval.Count
		told := 0
		for _, v := range all[0] {
			c.Add(false, v.Flag)
			if v.Flag && !v.Unsure {
				told++
			}
		}
		r.Stream = &Share{Flagged: c.FP, Share: c.Flagged(), Interval: eval.Wilson(c.FP, c.N()), Told: told}
		return r, all[0], nil
	}
	m, err := eval.Measure(x.Items[:r.Judged], all[0])
	if err != nil {
		return r, nil, err
	}
	r.Figures = &m
	for _, d := range m.Dearest[:min(len(m.Dearest), 10)] {
		r.Dearest = append(r.Dearest, Mistake{d.Item.ID, d.Item.Text, d.Item.Label, d.Verdict.Flag, d.Verdict.Label, d.Verdict.Score})
	}
	return r, all[0], nil
}

// once has a checker judge the messages one time, until the money is spent.
func (x *Exam) once(ctx context.Context, name string, r *Result) ([]eval.Verdict, []time.Duration, error) {
	checker, m, err := x.checker(name)
	if err != nil {
		return nil, nil, err
	}
	var verdicts []eval.Verdict
	var took []time.Duration
	for i, it := range x.Items {
		if m != nil && x.Most > 0 && x.spent+m.cost(x.Price) >= x.Most {
			r.Stopped = true
			break
		}
		msg := messageOf(it)
		began := time.Now()
		found, err := checker.Check(ctx, msg)
		took = append(took, time.Since(began))
		if err != nil {
			return nil, nil, err
		}
		if ctx.Err() != nil {
			return nil, nil, fmt.Errorf("called off after %d messages", i)
		}
		if m != nil {
			r.Model.by(found.By)
			if (i+1)%100 == 0 {
				fmt.Fprintf(x.Progress, "%s: %d of %d\n", name, i+1, len(x.Items))
			}
		}
		verdicts = append(verdicts, verdictOf(it, found))
	}
	if m != nil {
		x.spent += m.cost(x.Price)
		r.Model.add(m, x.Price)
	}
	return verdicts, took, nil
}

// checker returns the named checker, and what counts its questions to the model.
func (x *Exam) checker(name string) (tone.Checker, *Meter, error) {
	local := tone.NewLocal()
	if name == Local {
		return local, nil, nil
	}
	client, err := llm.New(x.Model)
	if err != nil {
		return nil, nil, fmt.Errorf("the model cannot be asked: %w", err)
	}
	m := NewMeter(client)
	model := tone.NewModel(m, x.Words, local, x.Model.Timeout)
	m.model = model
	if name == Model {
		return model, m, nil
	}
	return tone.Both(local, model), m, nil
}

// verdictOf puts a finding into the terms of the data. A question to the room is
// no nudge.
func verdictOf(it eval.Item, r tone.Report) eval.Verdict {
	v := eval.Verdict{ID: it.ID, Label: eval.None, Score: r.Confidence}
	if r.Flag && r.Category != tone.Closure {
		v.Flag, v.Label, v.Span = true, r.Category.Label(), it.Text[r.Span[0]:r.Span[1]]
		v.Unsure = r.Unsure
	}
	return v
}

// phase translates what the data calls a part of the review.
func phase(name string) string {
	switch name {
	case "impact":
		return "opening"
	case "contributing":
		return "root_cause"
	case "actions":
		return "remedy"
	case "wrapup":
		return "close"
	case "discussion":
		return ""
	}
	return name
}
