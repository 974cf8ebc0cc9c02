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
// what review.json looks like: schema.
func review(_ context.Context, args []string, e env) error {
	set := flag.NewFlagSet("review", flag.ContinueOnError)
	data, out := set.String("data", "", ""), set.String("out", "", "")
	format, audience := set.String("format", "md", ""), set.String("audience", "team", "")
	asJSON := set.Bool("json", false, "")
	rest, err := flags(set, args)
	if err != nil {
		return err
	}
	if len(rest) == 0 {
		return usage("say what to do: list, show ID, export ID, check FILE.md or schema")
	}
	verb := rest[0]
	switch named := len(rest) == 2; {
	case verb == "schema" && len(rest) == 1:
		_, err := e.stdout.Write(reviewdoc.Schema())
		return err
	case verb == "check" && named:
		return checkFile(rest[1], *asJSON, e)
	case verb == "check":
		return usage("name one file, such as: review check postmortem.md")
	case (verb == "show" || verb == "export") && !named:
		return usage("name one review, such as: review %s PM-1", verb)
	case verb != "show" && verb != "export" && (verb != "list" || named):
		return usage("there is nothing to do called %q; the words are list, show ID, export ID, check FILE.md and schema", strings.Join(rest, " "))
	case !slices.Contains(formats, *format):
		return usage("--format is %q; it is %s", *format, or(formats))
	case !slices.Contains(postmortem.Audiences(), reviewdoc.Audience(*audience)):
		return usage("--audience is %q; it is %s", *audience, or(postmortem.Audiences()))
	}
	st, err := e.openStore(*data)
	if err != nil {
		return err
	}
	defer st.Close()
	switch verb {
	case "list":
		return list(st, e)
	case "show":
		r, err := e.document(st, rest[1], reviewdoc.Team)
		if err == nil {
			_, err = e.stdout.Write(r.Markdown())
		}
		return err
	}
	return export(st, rest[1], reviewdoc.Audience(*audience), *format, *out, e)
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

// document is a review for an audience.
func (e env) document(st *store.Store, id string, a reviewdoc.Audience) (doc reviewdoc.Review, err error) {
	s, ok := st.Session(postmortem.SessionID(strings.ToUpper(id)))
	if !ok {
		return doc, fmt.Errorf("there is no review %s; see: bot review list", id)
	}
	o := reviewdoc.Options{Now: time.Now(), Audience: a, Cite: func(r postmortem.Ref) (string, string) { return r.TS, archive(s, r) }}
	if o.Customers, err = e.customers(); err != nil {
		return doc, err
	}
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
		err := tree.PNG(&b, picture.Light, 2)
		return b.Bytes(), err
	}
	b, err := json.MarshalIndent(doc, "", "  ")
	return append(b, '\n'), err
}

// archive is the link to a message. Without a connection the workspace's own
// address is not known; slack.com leads there all the same.
func archive(s *postmortem.Session, r postmortem.Ref) string {
	link := "https://slack.com/archives/" + r.Channel + "/p" + strings.ReplaceAll(r.TS, ".", "")
	if m, ok := s.Messages[r]; ok && m.Phase != "" && r.Channel == s.Place.Channel {
		link += "?thread_ts=" + s.Place.Thread + "&cid=" + r.Channel
	}
	return link
}

// export writes a review to a file, or to the terminal where no folder is named. What must not leave the house is not
// written.
func export(st *store.Store, id string, a reviewdoc.Audience, format, dir string, e env) error {
	review, err := e.document(st, id, a)
	if err != nil {
		return err
	}
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
