// Command train learns from the sentences in data how the sorters of internal/evidence tell them apart, and writes the weights
// to internal/evidence/weights.bin.
//
//	go run ./internal/evidence/train
//
// It says how the sentences of each writer are sorted by what was learned of the others. The same sentences give the same bytes
// on every machine, and a test compares them.
package main

import (
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/internal/evidence/linear"
)

// rows is how many rows of weights a sorter keeps.
const rows = 12000

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	to := flags.String("o", "internal/evidence/weights.bin", "write the weights to this `file`")
	if err := flags.Parse(args); err != nil {
		return err
	}
	weights, err := learned()
	if err != nil {
		return err
	}
	if err := os.WriteFile(*to, weights, 0o644); err != nil {
		return err
	}
	for t := range taskNames {
		if err := report(out, evidence.Task(t)); err != nil {
			return err
		}
	}
	return nil
}

// learned returns the weights of all tasks.
func learned() ([]byte, error) {
	var sorters []*linear.Sorter
	for t := range taskNames {
		task := evidence.Task(t)
		all, err := sentences(task)
		if err != nil {
			return nil, err
		}
		sorters = append(sorters, linear.Fit(examples(task, all), len(task.Labels()), rows))
	}
	return linear.Append(nil, sorters...), nil
}

// A count says how many sentences there were, and how many were found.
type count struct{ told, found, wrong int }

// report says, writer by writer and label by label, how sentences are sorted by what was learned of the other writers.
func report(out io.Writer, task evidence.Task) error {
	all, err := sentences(task)
	if err != nil {
		return err
	}
	known := examples(task, all)
	labels, writers := make([]count, len(task.Labels())), make(map[string]*count)
	for _, name := range slices.Compact(writersOf(all)) {
		c := &count{}
		writers[name] = c
		var rest []linear.Example
		for i, s := range all {
			if s.writer != name {
				rest = append(rest, known[i])
			}
		}
		sorter := linear.Fit(rest, len(labels), rows)
		for i, s := range all {
			if s.writer != name {
				continue
			}
			k, _ := sorter.Sort(known[i].Traits).Best()
			c.told++
			labels[known[i].Class].told++
			if k == known[i].Class {
				c.found++
				labels[k].found++
			} else {
				labels[k].wrong++
			}
		}
	}
	fmt.Fprintf(out, "%s, by what was learned of the others:\n", taskNames[task])
	for _, name := range slices.Sorted(maps.Keys(writers)) {
		c := writers[name]
		fmt.Fprintf(out, "  %-28s %4d of %4d\n", name, c.found, c.told)
	}
	for k, label := range task.Labels() {
		fmt.Fprintf(out, "    %-26s %4d of %4d, %4d wrongly\n", label, labels[k].found, labels[k].told, labels[k].wrong)
	}
	return nil
}
