package walls

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// spoken are the packages whose words reach people in Slack. What they say stands
// in prompts/people, where somebody who facilitates can change it.
var spoken = []string{"internal/postmortem", "internal/slackapp", "internal/facilitator", "internal/store"}

// phrase is more than one word, as people read them.
var phrase = regexp.MustCompile(`[a-z]{2,},? [a-z%]+`)

// unsaid are calls whose words nobody reads in Slack: they go into a log, an error,
// or the answer to whoever calls the bot's own address.
var unsaid = []string{"fmt.Errorf", "errors.New", "http.Error", "panic"}

// terms are the names of parts of a review, which the document carries too.
var terms = []string{"Root cause", "How it started", "How it spread", "How it stayed unnoticed",
	"How recovery took the time it took", "What else played a part", "a participant"}

// reasons are why the outbox drops something: they are logged.
var reasons = []string{"the review is cancelled", "the question is answered", "the canvas is another", "too late", "the review is over",
	"its message is gone", "its message reads otherwise now"}

func TestWhatIsSaidStandsInPrompts(t *testing.T) {
	for _, dir := range spoken {
		files, err := filepath.Glob(filepath.Join("../..", dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no files in %s: %v", dir, err)
		}
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			src, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, said := range phrases(t, f, src) {
				t.Errorf("%s: %q is said to people; put it into prompts/people", said.at, said.text)
			}
		}
	}
}

// TestSpokenWordsAreFound shows that the wall above bites, and what it lets through.
func TestSpokenWordsAreFound(t *testing.T) {
	for _, c := range []struct {
		code string
		want bool
	}{
		{`Refusal{Text: "That entry is gone."}`, true},
		{`Button{Label: "I take it"}`, true},
		{`fmt.Sprintf("*Phase %d of %d*", 1, 2)`, true},
		{`says("Nothing waits here: " + x)`, true},
		{`Button{Label: w.Say("button/take", nil)}`, false},
		{`fmt.Errorf("Slack answered %q", code)`, false},
		{`log.Warn("Slack asks for a pause", "after", 1)`, false},
		{`x.Format("Mon 2 Jan 2006")`, false},
		{`Part{Text: "nothing yet, " + x}`, true},
		{`f("status")`, false},
	} {
		src := "package p\nvar _ = " + c.code + "\n"
		if got := len(phrases(t, "p.go", []byte(src))) > 0; got != c.want {
			t.Errorf("%s: found %v, want %v", c.code, got, c.want)
		}
	}
}

type said struct {
	at   token.Position
	text string
}

// phrases lists the words in a file that people would read.
func phrases(t *testing.T, name string, src []byte) []said {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var found []said
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.FuncDecl:
			return n.Recv == nil || n.Name.Name != "Error" // of an error, for a log
		case *ast.CallExpr:
			return !kept(n)
		case *ast.BasicLit:
			if n.Kind != token.STRING {
				return false
			}
			text, err := strconv.Unquote(n.Value)
			if err == nil && phrase.MatchString(text) && !slices.Contains(terms, text) && !slices.Contains(reasons, text) {
				found = append(found, said{set.Position(n.Pos()), text})
			}
		}
		return true
	})
	return found
}

// kept reports whether nobody in Slack reads what a call is given.
func kept(call *ast.CallExpr) bool {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return slices.Contains(unsaid, f.Name)
	case *ast.SelectorExpr:
		if slices.Contains([]string{"Info", "Warn", "Error", "Debug", "Format", "net", "failed"}, f.Sel.Name) {
			return true
		}
		if x, ok := f.X.(*ast.Ident); ok {
			return slices.Contains(unsaid, x.Name+"."+f.Sel.Name)
		}
	}
	return false
}
