package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/tone"
	"github.com/remedybot/remedy/internal/tone/eval"
	"github.com/remedybot/remedy/internal/tone/exam"
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
	x := exam.Exam{Items: items, Labelled: labelled, Runs: *runs, Most: *most, Progress: e.stderr}
	if err := e.equip(&x, names); err != nil {
		return err
	}
	result := exam.Evaluation{File: filepath.Base(file), Messages: len(items), Triage: exam.TriageOf(items)}
	for _, name := range names {
		r, verdicts, err := x.Sit(ctx, name)
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
	result.Print(e.stdout)
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

// equip reads what the named checkers need.
func (e env) equip(x *exam.Exam, names []string) (err error) {
	asks := false
	for _, n := range names {
		if !slices.Contains(exam.Checkers(), n) {
			return usage("--checker is %q; it can be local, llm or both, or several with commas", n)
		}
		asks = asks || n != exam.Local
	}
	if !asks {
		return nil
	}
	if x.Model, err = e.modelConfig(); err != nil {
		return err
	}
	if x.Model.BaseURL == "" {
		return fmt.Errorf("no model is configured, so only the local checker can be measured; set LLM_BASE_URL and LLM_MODEL, or leave out --checker")
	}
	x.Model.Limits = llm.Limits{} // --max-cost is the limit here
	x.Words = tone.Instructions{Tone: prompts.Model("tone"), Again: prompts.Model("again")}
	if x.Price, x.Priced, err = e.modelPrice(); err != nil {
		return err
	}
	if x.Most > 0 && !x.Priced {
		return usage("--max-cost needs to know the price: set LLM_PRICE to USD for a million tokens sent and received, such as 0.15/0.60")
	}
	return nil
}
