// Package eval measures a tone checker against messages that people have
// labelled: how often it is right, how sure of that we can be, which mistakes
// cost most. It is arithmetic alone, and the same messages and verdicts always
// give the same figures.
package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
)

// Labels are the names under which the data sets file messages.
var Labels = [...]string{
	"blame", "human_error", "counterfactual", "defensive", "hostile", "absolute", "threat", "shutdown", "self_blame", "deflect", None,
}

// None is the label of a message that calls for nothing.
const None = "none"

// Written is the source of messages that were written for the measurement.
const Written = "written"

// An Item is one message and what a good facilitator would do about it.
type Item struct {
	ID        string
	Text      string
	Flag      bool   // its author would be nudged
	Label     string // why, or what it resembles; None if nothing
	Ambiguous bool   // two careful readers could differ
	Source    string // Written, or where it was found; "" if unknown
	Lang      string // such as "de"; "" if unknown
	Phase     string // the part of the review as the data names it; "" if unknown
	Prev      string // the message it answers, if known
}

// Real reports whether somebody once said it to somebody.
func (it Item) Real() bool { return it.Source != "" && it.Source != Written }

// longest is the most bytes of one line.
const longest = 1 << 20

// Read reads messages, one JSON object a line, in any of three forms: with a
// label and a flag; with the label flag or ok and the reason as category; or the
// text alone, as in a stream of ordinary talk. Its errors are sentences for who
// wrote the file, and name the line.
func Read(r io.Reader) ([]Item, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longest)
	var items []Item
	named := map[string]int{}
	n := 0
	for lines.Scan() {
		n++
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		it, err := item(lines.Bytes())
		if err != nil {
			return nil, fmt.Errorf("line %d %w", n, err)
		}
		if it.ID != "" {
			if first, ok := named[it.ID]; ok {
				return nil, fmt.Errorf("line %d has the id %q of line %d", n, it.ID, first)
			}
			named[it.ID] = n
		}
		items = append(items, it)
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return nil, fmt.Errorf("line %d is longer than a message can be", n+1)
	case err != nil:
		return nil, err
	}
	return items, nil
}

func item(line []byte) (Item, error) {
	var row struct {
		ID, Text, Label, Category, Source, Lang, Phase string
		Flag, Ambiguous                                bool
		Context                                        struct{ Phase, Prev string }
	}
	err := json.Unmarshal(line, &row)
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && wrong.Field != "" {
		want := "a text"
		if wrong.Type.Kind() == reflect.Bool {
			want = "true or false"
		}
		return Item{}, fmt.Errorf("is wrong: %s is %s, and has to be %s", strings.ToLower(wrong.Field), wrong.Value, want)
	}
	switch {
	case err != nil:
		return Item{}, errors.New("is no JSON object")
	case row.Text == "":
		return Item{}, errors.New("has no text")
	}
	it := Item{
		ID: row.ID, Text: row.Text, Flag: row.Flag, Label: row.Label, Ambiguous: row.Ambiguous,
		Source: row.Source, Lang: row.Lang, Phase: row.Context.Phase, Prev: row.Context.Prev,
	}
	if it.Phase == "" {
		it.Phase = row.Phase
	}
	switch row.Label {
	case "flag", "ok":
		it.Flag, it.Label = row.Label == "flag" && row.Category != "closure", label(row.Category)
	case "":
		it.Label = label(row.Category)
	}
	if !slices.Contains(Labels[:], it.Label) {
		return Item{}, fmt.Errorf("has the label %q, and there is none such; there are %s", it.Label, strings.Join(Labels[:], ", "))
	}
	return it, nil
}

// label returns the label under which a category of the program is filed.
func label(category string) string {
	switch category {
	case "cross_exam", "motive":
		return "blame"
	case "hindsight":
		return "counterfactual"
	case "dismissal":
		return "hostile"
	case "human_error", "blame", "defensive", "hostile", "absolute", "threat", "shutdown", "self_blame":
		return category
	}
	return None
}
