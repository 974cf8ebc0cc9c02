package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
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
	if asJSON {
		err = json.NewEncoder(e.stdout).Encode(struct {
			Checks []writeup.Finding `json:"checks"`
		}{found})
	} else {
		if !doc.Recognised() {
			fmt.Fprint(e.stdout, "No summary, impact, timeline, causes or actions were recognised. Is this a post-mortem?\n\n")
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

// tell writes what is open for people, what blocks first, and counts the rest.
func tell(w io.Writer, file string, found []writeup.Finding) error {
	var b strings.Builder
	groups := []struct {
		head string
		in   func(writeup.Finding, rubric.Rule) bool
	}{
		{"To fix first", func(f writeup.Finding, r rubric.Rule) bool { return f.Result == rubric.Open && r.Blocks }},
		{"Worth a look", func(f writeup.Finding, r rubric.Rule) bool { return f.Result == rubric.Open && !r.Blocks }},
	}
	for _, g := range groups {
		n := 0
		for _, f := range found {
			rule, _ := rubric.Of(f.ID)
			if !g.in(f, rule) {
				continue
			}
			if n++; n == 1 {
				fmt.Fprintf(&b, "%s\n\n", g.head)
			}
			fmt.Fprintf(&b, "  %-4s %s%s\n", f.ID, rule.Title, places(f))
			for _, line := range wrapped(f.Why, 92) {
				fmt.Fprintf(&b, "       %s\n", line)
			}
		}
		if n > 0 {
			b.WriteString("\n")
		}
	}
	count := map[rubric.Result]int{}
	for _, f := range found {
		count[f.Result]++
	}
	if count[rubric.Open] == 0 {
		b.WriteString("Nothing was found that is open.\n\n")
	}
	fmt.Fprintf(&b, "%s: %d open, %d met, %d for people to judge.\n", file, count[rubric.Open], count[rubric.Met], count[rubric.Unknown])
	_, err := io.WriteString(w, b.String())
	return err
}

// places says on which lines something is.
func places(f writeup.Finding) string {
	switch n := len(f.Lines); {
	case f.Line == 0:
		return ""
	case n < 2:
		return fmt.Sprintf(" (line %d)", f.Line)
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
