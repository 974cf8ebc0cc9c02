package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/remedybot/remedy/prompts"
)

// words are the words that people read: ours, and those that REMEDY_WORDS puts in their place.
func (e env) words() (*prompts.Words, error) {
	dir, err := e.setting("REMEDY_WORDS")
	if dir == "" || err != nil {
		return nil, err
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("REMEDY_WORDS is %s, which is no folder that can be read; name the folder of your own texts, or leave it empty", dir)
	}
	w, err := prompts.Replace(os.DirFS(dir))
	if err != nil {
		return nil, fmt.Errorf("not every text in REMEDY_WORDS (%s) can be said:\n%w", dir, err)
	}
	return w, nil
}

// runWords shows what is said to people, filled with sample data.
func runWords(_ context.Context, args []string, e env) error {
	rest, err := flags(flag.NewFlagSet("words", flag.ContinueOnError), args)
	if err != nil {
		return err
	}
	if len(rest) > 1 {
		return usage("name one text, or none for all")
	}
	w, err := e.words()
	if err != nil {
		return err
	}
	names := prompts.Names()
	if len(rest) == 1 {
		name := strings.Trim(strings.TrimSuffix(rest[0], ".md"), "/")
		names = slices.DeleteFunc(names, func(n string) bool { return n != name && !strings.HasPrefix(n, name+"/") })
		if len(names) == 0 {
			return usage("there is no text %q; `bot words` shows all", rest[0])
		}
	}
	group := ""
	for _, n := range names {
		t, _ := prompts.Describe(n)
		if t.Group != group {
			group = t.Group
			fmt.Fprintf(e.stdout, "%s\n%s\n\n", strings.ToUpper(group), strings.Repeat("─", utf8.RuneCountInString(group)))
		}
		showWords(e.stdout, w, n, t)
	}
	return nil
}

// showWords shows each way to say a text, in each of its forms.
func showWords(out io.Writer, w *prompts.Words, name string, t prompts.Text) {
	about := []string{name}
	if sheet := prompts.Sheet(name); sheet != "" {
		about = append(about, "in "+sheet)
	} else if t.Kind == prompts.Logistics {
		about = append(about, "asks nothing")
	}
	if w.Replaced(name) {
		about = append(about, "replaced")
	}
	fmt.Fprintln(out, strings.Join(about, " · "))
	var forms []string
	for _, f := range w.Samples(name) {
		if !slices.Contains(forms, f) {
			forms = append(forms, f)
		}
	}
	for i, f := range forms {
		mark := " "
		if len(forms) > 1 {
			mark = fmt.Sprint(i + 1)
		}
		for line := range strings.SplitSeq(f, "\n") {
			for _, l := range wrap(line, 84) {
				fmt.Fprintln(out, strings.TrimRight(fmt.Sprintf("  %2s  %s", mark, l), " "))
				mark = " "
			}
		}
	}
	fmt.Fprintln(out)
}

// wrap breaks a line between words, so that none is wider than width unless a
// word is. What follows the first line of a list's item is set in below it.
func wrap(line string, width int) []string {
	indent := ""
	if strings.HasPrefix(line, "• ") || strings.HasPrefix(line, "> ") {
		indent = "  "
	}
	var out []string
	now := ""
	for _, word := range strings.Fields(line) {
		switch {
		case now == "":
			now = word
		case utf8.RuneCountInString(now)+1+utf8.RuneCountInString(word) > width:
			out, now = append(out, now), indent+word
		default:
			now += " " + word
		}
	}
	return append(out, now)
}
