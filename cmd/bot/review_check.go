package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/rubric"
	"github.com/remedybot/remedy/internal/tone"
	"github.com/remedybot/remedy/internal/writeup"
)

// unfit ends the program with a code of its own, for scripts: 1 where a check that blocks is open, 2 where the file
// cannot be read.
type unfit struct {
	code int
	text string // for people; "" if all has been said
}

func (u unfit) Error() string { return u.text }

// checkFile holds a post-mortem in Markdown, anybody's, against the rubric.
func checkFile(file string, asJSON bool, e env) error {
	text, err := readFile(file, e.stdin)
	if err != nil {
		return unfit{exitUsage, fmt.Sprintf("%s cannot be read: %s.", file, plainly(err))}
	}
	doc, err := writeup.Read(text)
	if err != nil {
		return unfit{exitUsage, fmt.Sprintf("%s cannot be checked: %s.", file, err)}
	}
	found := doc.Check(tone.NewLocal())
	several := doc.Several()
	if asJSON {
		err = json.NewEncoder(e.stdout).Encode(struct {
			Checks    []writeup.Finding `json:"checks"`
			Incidents []string          `json:"incidents,omitempty"` // their headings, where the file tells of several
		}{found, several})
	} else {
		if !doc.Recognised() {
			fmt.Fprint(e.stdout, "No summary, impact, timeline, causes or actions were recognised. Is this a post-mortem?\n\n")
		}
		if n := len(several); n > 0 {
			fmt.Fprintf(e.stdout, "This file tells of %d incidents, the first under “%s”. They are judged as one; put each into a file of its own.\n\n", n, several[0])
		}
		err = tell(e.stdout, file, found)
	}
	if err == nil && writeup.Blocked(found) {
		return unfit{code: exitWrong}
	}
	return err
}

// readFile reads a file, or what is piped in where it is called "-".
func readFile(name string, stdin io.Reader) (string, error) {
	if name == "-" {
		b, err := io.ReadAll(io.LimitReader(stdin, writeup.Most+1))
		return string(b), err
	}
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, writeup.Most+1))
	return string(b), err
}

// plainly is an error without the name of the system call and the file.
func plainly(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	}
	return err.Error()
}

// tell writes what is open for people, what hurts somebody or cannot be so before what is missing, and counts the rest.
func tell(w io.Writer, file string, found []writeup.Finding) error {
	var b strings.Builder
	count := map[rubric.Result]int{}
	open := map[string][]writeup.Finding{}
	const first, missing, nicer = "To fix first", "Missing", "Worth a look"
	for _, f := range found {
		count[f.Result]++
		if rule, _ := rubric.Of(f.ID); f.Result == rubric.Open {
			head := map[rubric.Weight]string{rubric.Lacks: missing, rubric.Nicer: nicer}[rule.Weight()]
			open[cmp.Or(head, first)] = append(open[cmp.Or(head, first)], f)
		}
	}
	for _, head := range []string{first, missing, nicer} {
		if len(open[head]) == 0 {
			continue
		}
		slices.SortStableFunc(open[head], func(x, y writeup.Finding) int {
			a, _ := rubric.Of(x.ID)
			c, _ := rubric.Of(y.ID)
			return cmp.Compare(a.Weight(), c.Weight())
		})
		fmt.Fprintf(&b, "%s\n\n", head)
		for _, f := range open[head] {
			rule, _ := rubric.Of(f.ID)
			fmt.Fprintf(&b, "  %-4s %s%s\n", f.ID, rule.Title, places(f))
			for _, line := range wrapped(f.Why, 92) {
				fmt.Fprintf(&b, "       %s\n", line)
			}
		}
		b.WriteString("\n")
	}
	if blocking := len(open[first]) + len(open[missing]); count[rubric.Open] == 0 {
		b.WriteString("Nothing was found that is open.\n\n")
	} else if blocking == 0 {
		b.WriteString("Nothing of this keeps it from being published.\n\n")
	}
	fmt.Fprintf(&b, "%s: %d open, %d met, %d for people to judge.\n", file, count[rubric.Open], count[rubric.Met], count[rubric.Unknown])
	_, err := io.WriteString(w, b.String())
	return err
}

// places says on which lines something is, or where it belongs.
func places(f writeup.Finding) string {
	if len(f.Lines) < 2 {
		return " (" + f.Where + ")"
	}
	const most = 8
	var lines []string
	for _, l := range f.Lines[:min(len(f.Lines), most)] {
		lines = append(lines, fmt.Sprint(l))
	}
	if more := len(f.Lines) - most; more > 0 {
		lines = append(lines, fmt.Sprintf("%d more", more))
	}
	return " (lines " + strings.Join(lines, ", ") + ")"
}

// wrapped cuts a text into lines of at most so many letters, where words allow it.
func wrapped(text string, most int) []string {
	var lines []string
	line := ""
	for w := range strings.FieldsSeq(text) {
		if line != "" && len([]rune(line))+1+len([]rune(w)) > most {
			lines = append(lines, line)
			line = ""
		}
		line = strings.TrimSpace(line + " " + w)
	}
	return append(lines, line)
}
