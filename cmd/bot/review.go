package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/picture"
	"github.com/remedybot/remedy/internal/postmortem"
	reviewdoc "github.com/remedybot/remedy/internal/report"
	"github.com/remedybot/remedy/internal/store"
)

// review reads the reviews in the database: list, show ID, export ID. It checks anybody's, in a file: check FILE; and says
// what review.json looks like: schema. Each verb takes its own options and no others.
func review(_ context.Context, args []string, e env) error {
	if len(args) == 0 {
		return usage("say what to do: %s", reviewVerbs)
	}
	verb, args := args[0], args[1:]
	set := flag.NewFlagSet("review "+verb, flag.ContinueOnError)
	switch verb {
	case "list":
		return listReviews(set, args, e)
	case "show":
		return showReview(set, args, e)
	case "export":
		return exportReview(set, args, e)
	case "check":
		return checkReview(set, args, e)
	case "schema":
		if _, err := flagsAnd(set, args, 0, "schema takes no arguments"); err != nil {
			return err
		}
		_, err := e.stdout.Write(reviewdoc.Schema())
		return err
	}
	if _, err := flags(set, []string{verb}); err != nil {
		return err
	}
	return usage("there is nothing to do called %q; the words are %s", verb, reviewVerbs)
}

const reviewVerbs = "list, show ID, export ID, check FILE.md or schema"

// flagsAnd is flags where there have to be so many arguments; else it is wrong.
func flagsAnd(set *flag.FlagSet, args []string, n int, wrong string) ([]string, error) {
	rest, err := flags(set, args)
	if err == nil && len(rest) != n {
		return nil, usage("%s", wrong)
	}
	return rest, err
}

func listReviews(set *flag.FlagSet, args []string, e env) error {
	data := set.String("data", "", "")
	if _, err := flagsAnd(set, args, 0, "list takes no arguments; to read one: review show PM-1"); err != nil {
		return err
	}
	st, err := e.openStore(*data)
	if err != nil {
		return err
	}
	defer st.Close()
	return list(st, e)
}

func showReview(set *flag.FlagSet, args []string, e env) error {
	data := set.String("data", "", "")
	rest, err := flagsAnd(set, args, 1, "name one review, such as: review show PM-1")
	if err != nil {
		return err
	}
	doc, err := e.document(*data, rest[0], reviewdoc.Team)
	if err != nil {
		return err
	}
	_, err = e.stdout.Write(doc.Markdown())
	return err
}

func exportReview(set *flag.FlagSet, args []string, e env) error {
	data, out := set.String("data", "", ""), set.String("out", "", "")
	format, audience := set.String("format", "md", ""), set.String("audience", "team", "")
	rest, err := flagsAnd(set, args, 1, "name one review, such as: review export PM-1")
	switch {
	case err != nil:
		return err
	case !slices.Contains(formats, *format):
		return usage("--format is %q; it is %s", *format, or(formats))
	case !slices.Contains(postmortem.Audiences(), reviewdoc.Audience(*audience)):
		return usage("--audience is %q; it is %s", *audience, or(postmortem.Audiences()))
	}
	doc, err := e.document(*data, rest[0], reviewdoc.Audience(*audience))
	if err != nil {
		return err
	}
	return export(doc, reviewdoc.Audience(*audience), *format, *out, e)
}

func checkReview(set *flag.FlagSet, args []string, e env) error {
	asJSON := set.Bool("json", false, "")
	rest, err := flagsAnd(set, args, 1, "name one file, such as: review check postmortem.md")
	if err != nil {
		return err
	}
	return checkFile(rest[0], *asJSON, e)
}

// formats are those a review is exported in.
var formats = []string{"md", "html", "json", "confluence", "png"}

// or lists words to choose from.
func or[S ~string](words []S) string {
	list := ""
	for i, w := range words {
		switch i {
		case 0:
		case len(words) - 1:
			list += " or "
		default:
			list += ", "
		}
		list += string(w)
	}
	return list
}

// openStore opens a database that is there; reading makes none.
func (e env) openStore(flag string) (*store.Store, error) {
	dir, err := e.dataDir(flag)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(bot.Database(dir)); err != nil {
		return nil, fmt.Errorf("there is no database in %s; name its folder with --data", dir)
	}
	return store.Open(bot.Database(dir))
}

func list(st *store.Store, e env) error {
	all := st.Sessions("", nil)
	if len(all) == 0 {
		fmt.Fprintln(e.stdout, "No review yet. Start one in Slack with /postmortem start.")
		return nil
	}
	w := tabwriter.NewWriter(e.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tSTATUS\tPHASE\tSTARTED\tENTRIES\tTITLE")
	for _, s := range all {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\t%s\n", s.ID, s.Status, s.Phase.Title(), s.StartedAt.Format("2006-01-02 15:04"), len(s.Live()), s.Title)
	}
	return w.Flush()
}

// document is a review for an audience, in the operator's words. Without a connection the workspace's own address is not
// known; slack.com leads to its messages all the same.
func (e env) document(data, id string, a reviewdoc.Audience) (doc reviewdoc.Review, err error) {
	o := reviewdoc.Options{Now: time.Now(), Audience: a}
	if o.Customers, err = e.customers(); err != nil {
		return doc, err
	}
	if o.Words, err = e.words(); err != nil {
		return doc, err
	}
	st, err := e.openStore(data)
	if err != nil {
		return doc, err
	}
	defer st.Close()
	s, ok := st.Session(postmortem.SessionID(strings.ToUpper(id)))
	if !ok {
		return doc, fmt.Errorf("there is no review %s; see: bot review list", id)
	}
	o.Cite = func(r postmortem.Ref) (string, string) { return r.TS, r.Link("https://slack.com", s.ThreadOf(r)) }
	return reviewdoc.Build(s, o), nil
}

// form is a review in a format.
func form(doc reviewdoc.Review, format string) ([]byte, error) {
	switch format {
	case "md":
		return doc.Markdown(), nil
	case "html":
		return doc.HTML(), nil
	case "confluence":
		return doc.Confluence(), nil
	case "png":
		tree, ok := doc.CausesPicture(picture.Sheet)
		if !ok {
			return nil, fmt.Errorf("%s has too few causes for a picture, or letters that its font lacks; see: bot review show %s", doc.ID, doc.ID)
		}
		var b bytes.Buffer
		err := tree.PNG(&b, picture.Either, 2)
		return b.Bytes(), err
	}
	b, err := json.MarshalIndent(doc, "", "  ")
	return append(b, '\n'), err
}

// export writes a review to a file, or to the terminal where no folder is named. What must not leave the house is not
// written.
func export(review reviewdoc.Review, a reviewdoc.Audience, format, dir string, e env) error {
	if found := review.Leaks(); len(found) > 0 {
		for _, l := range found {
			fmt.Fprintln(e.stderr, l)
		}
		return fmt.Errorf("nothing was written: %s would hold what is listed above; reword it in the review, and export it again", review.ID)
	}
	doc, err := form(review, format)
	if err != nil {
		return err
	}
	if dir == "" {
		_, err := e.stdout.Write(doc)
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("the folder for the review cannot be made: %w", err)
	}
	name := review.ID + "-review"
	if a != reviewdoc.Team {
		name += "-" + string(a)
	}
	file := filepath.Join(dir, name+"."+format)
	if err := os.WriteFile(file, doc, 0o600); err != nil {
		return fmt.Errorf("the review cannot be written: %w", err)
	}
	fmt.Fprintln(e.stdout, file)
	return nil
}
