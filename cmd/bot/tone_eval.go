package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/tone"
	"github.com/remedybot/remedy/internal/tone/eval"
	"github.com/remedybot/remedy/prompts"
)

// toneEval says how often a checker is right on messages that people have
// labelled, or which share of a stream of ordinary talk it flags.
func toneEval(ctx context.Context, args []string, e env) error {
	set := flag.NewFlagSet("tone", flag.ContinueOnError)
	data, stream, checkers := set.String("data", "", ""), set.String("stream", "", ""), set.String("checker", "local", "")
	pred, asJSON := set.String("pred", "", ""), set.Bool("json", false, "")
	runs, most := set.Int("runs", 1, ""), set.Float64("max-cost", 0, "")
	rest, err := flags(set, args)
	names := strings.Split(*checkers, ",")
	switch {
	case err != nil:
		return err
	case len(rest) > 0 || (*data == "") == (*stream == ""):
		return usage("eval takes a file of labelled messages with --data, or one of ordinary talk with --stream")
	case *pred != "" && len(names) > 1:
		return usage("--pred takes the verdicts of one checker")
	case *runs < 1 || *runs > 20:
		return usage("--runs takes a number from 1 to 20")
	}
	file, labelled := *data+*stream, *data != ""
	items, err := readItems(file)
	if err != nil {
		return err
	}
	if labelled && !slices.ContainsFunc(items, func(it eval.Item) bool { return it.Flag || it.Label != eval.None }) {
		return fmt.Errorf("no message in %s has a label; if it is ordinary talk, use --stream", file)
	}
	if *pred != "" { // before a model is paid for what cannot be written down
		if err := os.WriteFile(*pred, nil, 0o644); err != nil {
			return fmt.Errorf("the verdicts cannot be written to %s: %w", *pred, reasonOf(err))
		}
	}
	x := exam{items: items, labelled: labelled, runs: *runs, most: *most, progress: e.stderr}
	if err := x.equip(e, names); err != nil {
		return err
	}
	result := evaluation{File: filepath.Base(file), Messages: len(items), Triage: triaged(items)}
	for _, name := range names {
		r, verdicts, err := x.sit(ctx, name)
		if err != nil {
			return err
		}
		if *pred != "" {
			if err := writeVerdicts(*pred, verdicts, labelled); err != nil {
				return err
			}
		}
		result.Results = append(result.Results, r)
	}
	if *asJSON {
		enc := json.NewEncoder(e.stdout)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(result)
	}
	result.print(e.stdout)
	return nil
}

func readItems(file string) ([]eval.Item, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("the messages in %s cannot be read: %w", file, reasonOf(err))
	}
	defer f.Close()
	items, err := eval.Read(f)
	switch _, failed := errors.AsType[*fs.PathError](err); {
	case failed:
		return nil, fmt.Errorf("the messages in %s cannot be read: %w", file, reasonOf(err))
	case err != nil:
		return nil, fmt.Errorf("%s: %w", file, err)
	case len(items) == 0:
		return nil, fmt.Errorf("%s holds no messages", file)
	}
	return items, nil
}

// reasonOf is what went wrong with a file, without its name, which was said.
func reasonOf(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
}

// writeVerdicts writes one line a message, in their order. Those of a stream
// have no name.
func writeVerdicts(file string, verdicts []eval.Verdict, named bool) error {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, v := range verdicts {
		if !named {
			v.ID = ""
		}
		if err := enc.Encode(v); err != nil {
			return err
		}
	}
	if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
		return fmt.Errorf("the verdicts cannot be written to %s: %w", file, reasonOf(err))
	}
	return nil
}

// An exam puts messages before checkers.
type exam struct {
	items    []eval.Item
	labelled bool
	runs     int     // of a checker that asks a model
	most     float64 // USD, all runs and checkers together; 0: no matter
	progress io.Writer

	model  llm.Config
	price  price
	priced bool
	spent  float64 // USD so far
}

// equip reads what the named checkers need.
func (x *exam) equip(e env, names []string) (err error) {
	asks := false
	for _, n := range names {
		if !slices.Contains([]string{"local", "llm", "both"}, n) {
			return usage("--checker is %q; it can be local, llm or both, or several with commas", n)
		}
		asks = asks || n != "local"
	}
	if !asks {
		return nil
	}
	if x.model, err = e.modelConfig(); err != nil {
		return err
	}
	if x.model.BaseURL == "" {
		return fmt.Errorf("no model is configured, so only the local checker can be measured; set LLM_BASE_URL and LLM_MODEL, or leave out --checker")
	}
	x.model.Limits = llm.Limits{} // --max-cost is the limit here
	if x.price, x.priced, err = e.modelPrice(); err != nil {
		return err
	}
	if x.most > 0 && !x.priced {
		return usage("--max-cost needs to know the price: set LLM_PRICE to USD for a million tokens sent and received, such as 0.15/0.60")
	}
	return nil
}

// messageOf is an item as a checker reads it.
func messageOf(it eval.Item) tone.Message {
	m := tone.Message{Text: it.Text, Phase: phase(it.Phase)}
	if it.Prev != "" {
		m.Before = []string{it.Prev}
	}
	return m
}

// sit has one checker judge all messages, as often as asked where a model has a
// say. The verdicts are those of the first run.
func (x *exam) sit(ctx context.Context, name string) (result, []eval.Verdict, error) {
	r := result{Checker: name}
	runs := 1
	if name != "local" {
		runs = x.runs
		r.Model = &modelUse{Name: x.model.Model, Endpoint: x.model.BaseURL, Priced: x.priced, Failures: map[llm.Reason]int{}}
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
		r.Flips = &flipping{Runs: runs, Of: judged, Flips: flips}
	}
	if !x.labelled {
		var c eval.Count
		told := 0
		for _, v := range all[0] {
			c.Add(false, v.Flag)
			if v.Flag && !v.Unsure {
				told++
			}
		}
		r.Stream = &share{Flagged: c.FP, Share: c.Flagged(), Interval: eval.Wilson(c.FP, c.N()), Told: told}
		return r, all[0], nil
	}
	m, err := eval.Measure(x.items[:r.Judged], all[0])
	if err != nil {
		return r, nil, err
	}
	r.Figures = &m
	for _, d := range m.Dearest[:min(len(m.Dearest), 10)] {
		r.Dearest = append(r.Dearest, mistake{d.Item.ID, d.Item.Text, d.Item.Label, d.Verdict.Flag, d.Verdict.Label, d.Verdict.Score})
	}
	return r, all[0], nil
}

// once has a checker judge the messages one time, until the money is spent.
func (x *exam) once(ctx context.Context, name string, r *result) ([]eval.Verdict, []time.Duration, error) {
	checker, m, err := x.checker(name)
	if err != nil {
		return nil, nil, err
	}
	var verdicts []eval.Verdict
	var took []time.Duration
	for i, it := range x.items {
		if m != nil && x.most > 0 && x.spent+m.cost(x.price) >= x.most {
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
				fmt.Fprintf(x.progress, "%s: %d of %d\n", name, i+1, len(x.items))
			}
		}
		verdicts = append(verdicts, verdictOf(it, found))
	}
	if m != nil {
		x.spent += m.cost(x.price)
		r.Model.add(m, x.price)
	}
	return verdicts, took, nil
}

// checker returns the named checker, and what counts its questions to the model.
func (x *exam) checker(name string) (tone.Checker, *meter, error) {
	local := tone.NewLocal()
	if name == "local" {
		return local, nil, nil
	}
	client, err := llm.New(x.model)
	if err != nil {
		return nil, nil, fmt.Errorf("the model cannot be asked: %w", err)
	}
	m := &meter{ask: client}
	model := tone.NewModel(m, tone.Instructions{Tone: prompts.Model("tone"), Again: prompts.Model("again")}, local, x.model.Timeout)
	m.model = model
	if name == "llm" {
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
