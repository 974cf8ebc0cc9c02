package main

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/internal/evidence/linear"
)

//go:embed data/*.jsonl
var files embed.FS

// A sentence is one line of the data.
type sentence struct {
	Task     string `json:"task"`
	Text     string `json:"text"`
	Label    string `json:"label"`
	Incident string `json:"incident"`
	writer   string // the file it stands in
}

// taskNames are the tasks as the data names them.
var taskNames = [...]string{evidence.SortEvent: "event", evidence.SortCause: "cause", evidence.SortItem: "item"}

// sentences returns the sentences of a task by all writers, a file each.
func sentences(task evidence.Task) ([]sentence, error) {
	names, err := fs.Glob(files, "data/*.jsonl")
	if err != nil {
		return nil, err
	}
	var all []sentence
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		lines := json.NewDecoder(bytes.NewReader(data))
		lines.DisallowUnknownFields()
		for n := 1; ; n++ {
			s := sentence{writer: strings.TrimSuffix(path.Base(name), ".jsonl")}
			if err := lines.Decode(&s); err == io.EOF {
				break
			} else if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, n, err)
			}
			if s.Task != taskNames[task] {
				continue
			}
			if !slices.Contains(task.Labels(), s.Label) {
				return nil, fmt.Errorf("%s:%d: no label %q", name, n, s.Label)
			}
			all = append(all, s)
		}
	}
	return all, nil
}

// writersOf returns whose sentences they are, in their order.
func writersOf(all []sentence) []string {
	var names []string
	for _, s := range all {
		names = append(names, s.writer)
	}
	return names
}

// examples are sentences as a sorter sees them.
func examples(task evidence.Task, all []sentence) []linear.Example {
	out := make([]linear.Example, len(all))
	for i, s := range all {
		out[i] = linear.Example{Traits: evidence.Traits(s.Text), Class: slices.Index(task.Labels(), s.Label)}
	}
	return out
}
