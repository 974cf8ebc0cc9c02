// Command bot is Remedy: a Slack bot that runs blameless incident reviews, and a
// workspace on this machine to try it in.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	_ "time/tzdata" // the program knows people's time zones also where the system has none, as in an image of nothing else
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	os.Exit(run(ctx, os.Args[1:], env{os.Stdin, os.Stdout, os.Stderr, os.LookupEnv}))
}

// env is the world around a run, so that tests can run the program in theirs.
type env struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	lookup         func(string) (string, bool)
}

// Exit codes; scripts depend on them.
const (
	exitDone  = 0 // done, or stopped with Ctrl-C as it is meant to be
	exitWrong = 1 // it went wrong: one plain sentence on stderr
	exitUsage = 2 // the command line is wrong
)

// A command is one subcommand.
type command struct {
	name, args, help string
	run              func(ctx context.Context, args []string, e env) error
}

func commands() []command {
	return []command{
		{"try", "[--replay NAME|FILE] [--watch] [--speed 1|2|5|10] [--open] [--addr 127.0.0.1:8790] [--data DIR]", "a workspace in the browser with the bot in it; no account, no key", try},
		{"replay", "NAME|FILE --out DIR [--confirm] [--data DIR]", "play a script through workspace and bot, and write the review", replay},
		{"serve", "[--http ADDR] [--web ADDR] [--data DIR]", "join Slack; with --web, show the reviews as pages", serve},
		{"workspace", "[--addr 127.0.0.1:8791] [--manifest FILE] [--events URL [--commands URL] [--interactions URL]]", "the workspace alone, for any Slack app", runWorkspace},
		{"doctor", "[--data DIR] [--json]", "check settings, tokens, scopes, clock, database, model and words, and say what to do", doctor},
		{"review", "list | show ID | export ID --format md|html|json|confluence|png [--audience team|company|customer] [--out DIR] | check FILE.md [--json] | schema",
			"read the reviews in the database; hold any post-mortem in Markdown against the rubric", review},
		{"tone", "check [TEXT] | eval --data FILE | --stream FILE [--checker local,llm,both] [--runs N] [--max-cost USD] [--pred OUT] [--json]",
			"what the tone checker says about a sentence, as JSON; how often it is right", runTone},
		{"due", "\"PHRASE\" [--now RFC3339] [--zone ZONE]", "how a due date in words is read", runDue},
		{"words", "[NAME]", "everything the bot says to people, filled with sample data", runWords},
		{"version", "", "the version of this program", version},
	}
}

// usageError is a wrong command line.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

func usage(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// run is main, without the process around it.
func run(ctx context.Context, args []string, e env) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		fmt.Fprint(e.stdout, overview())
		return exitDone
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return report(c, c.run(ctx, args[1:], e), e)
		}
	}
	fmt.Fprintf(e.stderr, "bot: there is no command %q%s. See: bot help\n", args[0], didYouMean(args[0]))
	return exitUsage
}

// report says what went wrong, and turns it into the exit code.
func report(c command, err error, e env) int {
	var wrong usageError
	var fell unfit
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprintf(e.stdout, "bot %s %s\n\n%s\n", c.name, c.args, c.help)
		return exitDone
	case errors.As(err, &wrong):
		fmt.Fprintf(e.stderr, "bot %s: %s\nUsage: bot %s %s\n", c.name, wrong.text, c.name, c.args)
		return exitUsage
	case errors.As(err, &fell):
		if fell.text != "" {
			fmt.Fprintf(e.stderr, "bot %s: %s\n", c.name, fell.text)
		}
		return fell.code
	}
	fmt.Fprintf(e.stderr, "bot %s: %s\n", c.name, err)
	return exitWrong
}

func overview() string {
	var b strings.Builder
	b.WriteString("Remedy runs blameless incident reviews in Slack. Don't find fault, find a remedy.\n\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "  bot %-10s %s\n", c.name, c.help)
	}
	b.WriteString("\nTo begin: bot try. For one command's options: bot COMMAND --help\n")
	return b.String()
}

// didYouMean offers the command that is one slip of the finger away.
func didYouMean(word string) string {
	for _, c := range commands() {
		if strings.HasPrefix(c.name, word) || strings.HasPrefix(word, c.name) || oneSlip(word, c.name) {
			return fmt.Sprintf(" (did you mean %q?)", c.name)
		}
	}
	return ""
}

// oneSlip reports whether a and b differ by one letter wrong, missing, too many or swapped.
func oneSlip(a, b string) bool {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	a, b = a[i:], b[i:]
	switch {
	case a == "" || b == "":
		return len(a)+len(b) <= 1
	case a[1:] == b[1:] || a[1:] == b || a == b[1:]:
		return true
	}
	return len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] && a[2:] == b[2:]
}

// flags parses a subcommand's options, which may stand before and after its
// arguments, and returns the arguments.
func flags(set *flag.FlagSet, args []string) ([]string, error) {
	set.SetOutput(io.Discard)
	var rest []string
	for {
		if err := set.Parse(args); errors.Is(err, flag.ErrHelp) {
			return nil, err
		} else if err != nil {
			return nil, usage("%s", err)
		}
		args = set.Args()
		if len(args) == 0 {
			return rest, nil
		}
		rest, args = append(rest, args[0]), args[1:]
	}
}
