// Command train learns the weights of the tone checker's linear models from the
// sentences in data, and writes them to internal/tone: weights.bin of what is in
// English, weights_others.bin of the rest.
//
//	go run ./internal/tone/train
//
// The same sentences and patterns give the same bytes on every machine, and a
// test compares them.
package main

import (
	"embed"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/remedybot/remedy/internal/tone"
	"github.com/remedybot/remedy/internal/tone/linear"
)

//go:embed data
var files embed.FS

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	to := flags.String("o", "internal/tone", "write the weights to this `directory`")
	if err := flags.Parse(args); err != nil {
		return err
	}
	examples, err := examples()
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(examples)) {
		held := linear.HeldOut(examples[name], len(tone.Categories))
		model := linear.Train(examples[name], len(tone.Categories), held)
		fmt.Fprintf(out, "%s: ", name)
		report(out, model, examples[name], held)
		weights, err := model.AppendBinary(nil)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(*to, name), weights, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// The files of weights.
const (
	english = "weights.bin"
	others  = "weights_others.bin"
)

// examples returns what the data gives to learn from, by the file of weights it
// is learned for. A sentence whose language cannot be told, or is taken for another,
// teaches nothing.
func examples() (map[string][]linear.Example, error) {
	data, err := fs.Sub(files, "data")
	if err != nil {
		return nil, err
	}
	sentences, err := read(data)
	if err != nil {
		return nil, err
	}
	local := tone.Untaught()
	all := make(map[string][]linear.Example)
	for _, s := range sentences {
		language, features := local.Features(s.text)
		if len(features) == 0 || s.in != "" && s.in != language {
			continue
		}
		e := linear.Example{Features: features, Flag: s.kind != "", Weight: 1, Talk: s.talk, Group: s.group, Fold: s.fold}
		if s.talk {
			e.Weight = ordinary
		}
		if e.Flag {
			e.Kind = slices.Index(tone.Categories[:], tone.Category(s.kind))
			if e.Kind < 0 {
				return nil, fmt.Errorf("no category %q", s.kind)
			}
		}
		name := others
		if language == "en" {
			name = english
		}
		all[name] = append(all[name], e)
	}
	return all, nil
}

// report says how a model does on sentences it has not seen, from some
// probabilities on: on those written in pairs, and on ordinary talk.
func report(out io.Writer, m *linear.Model, examples []linear.Example, held []linear.Scored) {
	var yes, no, talk []float64
	for i, s := range held {
		switch p := m.Of(s); {
		case examples[i].Talk:
			talk = append(talk, p)
		case s.Flag:
			yes = append(yes, p)
		default:
			no = append(no, p)
		}
	}
	from := func(ps []float64, bar float64) float64 {
		n := 0
		for _, p := range ps {
			if p >= bar {
				n++
			}
		}
		return 100 * float64(n) / float64(max(len(ps), 1))
	}
	fmt.Fprintf(out, "%d sentences to flag, %d not, %d of ordinary talk; held out in turn:\n", len(yes), len(no), len(talk))
	for _, bar := range []float64{.5, .6, .65, .7, .75, .8, .85, .9, .92, .95} {
		fmt.Fprintf(out, "  from %.2f: %4.1f %% found, %4.1f %% flagged wrongly, %4.2f %% of ordinary talk\n", bar, from(yes, bar), from(no, bar), from(talk, bar))
	}
}
