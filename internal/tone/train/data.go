package main

import (
	"bufio"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// A sentence is one message to learn from.
type sentence struct {
	text  string
	kind  string // the category it shows; "" if it calls for nothing
	talk  bool   // it is ordinary talk
	group int    // what is said in other words elsewhere
	fold  int    // what is held out together has the same
	in    string // the language it was written in; "" where its file holds several
}

// ordinary is how much a line of ordinary talk counts: nobody has read them all,
// and they are many.
const ordinary = 1.5

// read reads the data in the files of dir, in the order of their names. A .tsv
// has on each line a category, a sentence that shows it, and the same fact
// without; either sentence may be missing. A .txt has on each line a sentence of
// ordinary talk. A file of English is held out as a whole, since its lines are
// alike: what somebody else writes is not. The other languages have too few files.
func read(dir fs.FS) ([]sentence, error) {
	names, err := fs.Glob(dir, "*.t*")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var all []sentence
	group := 0
	ofEnglish := 0
	for _, name := range names {
		f, err := dir.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in := ""
		if prefix, _, _ := strings.Cut(strings.TrimSuffix(name, ".tsv"), "_"); len(prefix) == 2 {
			in = prefix
		}
		if in == "en" {
			ofEnglish++
		}
		lines := bufio.NewScanner(f)
		for n := 1; lines.Scan(); n++ {
			line := lines.Text()
			if line == "" || strings.HasPrefix(line, "# ") {
				continue
			}
			group++
			fold := n
			if in == "en" {
				fold = ofEnglish
			}
			if path.Ext(name) == ".txt" {
				all = append(all, sentence{text: line, talk: true, group: group, fold: fold, in: in})
				continue
			}
			cells := strings.Split(line, "\t")
			if len(cells) < 2 || len(cells) > 3 || cells[0] == "" {
				return nil, fmt.Errorf("%s:%d: want a category and one or two sentences", name, n)
			}
			if cells[1] != "" {
				all = append(all, sentence{text: cells[1], kind: cells[0], group: group, fold: fold, in: in})
			}
			if len(cells) == 3 && cells[2] != "" {
				all = append(all, sentence{text: cells[2], group: group, fold: fold, in: in})
			}
		}
		if err := lines.Err(); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return all, nil
}
