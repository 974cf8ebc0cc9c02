package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/remedybot/remedy/internal/tone"
)

// runTone says what the local checker says about a sentence, or about each line of stdin.
func runTone(ctx context.Context, args []string, e env) error {
	if len(args) > 0 && args[0] == "eval" {
		return toneEval(ctx, args[1:], e)
	}
	fs := flag.NewFlagSet("tone", flag.ContinueOnError)
	why := fs.Bool("explain", false, "say which patterns and words it comes from, and what spoke against others")
	asJSON := fs.Bool("json", false, "an explanation as JSON, one line a message; without one it is anyway")
	phase := fs.String("phase", "", "the `phase` of the review: opening, timeline, root_cause, remedy, prevention, close")
	before := fs.String("before", "", "the `message` it answers")
	rest, err := flags(fs, args)
	if err != nil {
		return err
	}
	if len(rest) == 0 || rest[0] != "check" || len(rest) > 2 {
		return usage("what can be done is: tone check [--explain [--json]] [TEXT], tone eval --data FILE")
	}
	var in io.Reader = e.stdin
	if len(rest) == 2 {
		in = strings.NewReader(rest[1])
	}
	checker := tone.NewLocal()
	out := json.NewEncoder(e.stdout)
	out.SetEscapeHTML(false)
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		m := tone.Message{Text: lines.Text(), Phase: *phase}
		if *before != "" {
			m.Before = []string{*before}
		}
		if *why && !*asJSON {
			explain(e.stdout, checker.Explain(m))
			continue
		}
		found, err := any(nil), error(nil)
		if *why {
			found = checker.Explain(m)
		} else if found, err = checker.Check(ctx, m); err != nil {
			return err
		}
		if err := out.Encode(found); err != nil {
			return err
		}
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return errors.New("a line is too long to be a message")
	case err != nil:
		return fmt.Errorf("the messages cannot be read: %w", err)
	}
	return nil
}
