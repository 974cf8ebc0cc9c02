package walls

import (
	"fmt"
	"go/ast"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// outside stands in a wall for everything that is not the standard library.
const outside = "outside the standard library"

// A wall says what the rooms of a pattern may not import, not even through
// other rooms of ours.
type wall struct {
	rooms  string
	forbid []string
	but    string // what is allowed nevertheless
	why    string
}

var (
	world  = []string{"net", "net/http/...", "os/...", "syscall/...", "crypto/rand", "math/rand/...", outside}
	above  = []string{"internal/facilitator/...", "internal/slackapp/...", "internal/store/..."}
	trying = []string{"testing/...", "pgregory.net/rapid/...", "github.com/google/go-cmp/...", "github.com/chromedp/...", "github.com/rogpeppe/go-internal/...", "go.uber.org/goleak/..."}
)

// Paths of our own are written without the module. A room that does not exist
// (yet, or any more) has nothing to cross.
var walls = []wall{
	{"internal/postmortem", slices.Concat(world, ours(above)), module + "/...", "the meeting knows neither disk, network nor Slack"},
	{"internal/evidence", slices.Concat(world, ours(above)), module + "/...", "reading evidence is pure"},
	{"internal/due", slices.Concat(world, ours(above)), module + "/...", "reading a date is pure"},
	{"internal/markdown", slices.Concat(world, ours(nil, "...")), module + "/internal/markdown", "a text is cut into blocks without knowing what it is about"},
	{"internal/rubric", slices.Concat(world, ours(nil, "...")), module + "/internal/rubric", "the rules know nothing of who reads them"},
	{"internal/leak", slices.Concat(world, ours(nil, "...")), module + "/internal/leak", "a text is looked through, whatever it is about"},
	{"internal/proof", slices.Concat(world, ours(nil, "...")), module + "/internal/proof", "a sentence is held against texts, whatever they are about"},
	{"internal/writeup", ours(above, "internal/postmortem/...", "internal/report/..."), "", "somebody's post-mortem is no meeting of ours"},
	{"internal/tone", ours(above, "internal/postmortem/...", "internal/report/..."), "", "a sentence is read without knowing the meeting"},
	{"internal/llm", ours(above, "internal/postmortem/...", "internal/report/...", "internal/tone/..."), "", "a question to a model knows nothing of who asks"},
	{"internal/report", ours(above), "", "a review is written from the session alone"},
	{"internal/reading", ours(above), "", "a page is made from sessions alone"},
	{"internal/draft", ours(above), "", "a draft is worded from the assembled review alone"},
	{"internal/picture", ours(nil, "..."), module + "/internal/picture", "a picture knows nothing of reviews"},
	{"internal/store", ours(nil, "internal/facilitator/...", "internal/slackapp/..."), "", "no arrow points upward"},
	{"internal/slackapp", ours(nil, "internal/facilitator/..."), "", "no arrow points upward"},
	{"internal/workspace/...", ours(nil, "..."), module + "/internal/workspace/...", "it must not be able to help the bot"},
	{"internal/rehearsal", slices.Concat(ours(nil, "..."), []string{outside}), module + "/internal/rehearsal", "a script is plain text, and needs nobody to be read"},
	{"prompts", ours(nil, "..."), module + "/prompts", "the words know nothing of who says them"},
	{"/...", ours(nil, "cmd/..."), "", "a command is nobody's library"},
	{"cmd/bot", trying, "", "what tests need is not shipped"},
}

func ours(rooms []string, more ...string) []string {
	var all []string
	for _, r := range slices.Concat(rooms, more) {
		all = append(all, module+"/"+r)
	}
	return all
}

func (w wall) forbids(name string) bool {
	if w.but != "" && under(name, w.but) && !slices.ContainsFunc(w.forbid, func(f string) bool {
		return len(f) > len(w.but) && under(name, f) // the narrower of the two counts
	}) {
		return false
	}
	return slices.ContainsFunc(w.forbid, func(f string) bool {
		if f == outside {
			first, _, _ := strings.Cut(name, "/")
			return strings.Contains(first, ".")
		}
		return under(name, f)
	})
}

// crossings says in one sentence each where a wall is crossed.
func (rooms tree) crossings(walls []wall) []string {
	var found []string
	for _, w := range walls {
		for _, at := range slices.Sorted(maps.Keys(rooms)) {
			if !under(at, w.rooms) {
				continue
			}
			reached := rooms.reaches(at)
			for _, via := range slices.Sorted(maps.Keys(reached)) {
				for _, name := range slices.Sorted(maps.Keys(rooms[via].imports)) {
					if w.forbids(name) {
						found = append(found, fmt.Sprintf("%s may not import %s (%s): it stands in %s%s",
							at, name, w.why, rooms[via].imports[name][0], trail(reached, via)))
					}
				}
			}
		}
	}
	return found
}

// trail tells how a room was reached, when it is not the one we began with.
func trail(reached map[string]string, via string) string {
	steps := []string{via}
	for reached[steps[0]] != "" {
		steps = slices.Insert(steps, 0, reached[steps[0]])
	}
	if len(steps) == 1 {
		return ""
	}
	return ", by way of " + strings.Join(steps, " → ")
}

func TestWalls(t *testing.T) {
	rooms, _ := read(t)
	if rooms["internal/postmortem"] == nil {
		t.Fatal("the module was not read: internal/postmortem is missing")
	}
	for _, crossing := range rooms.crossings(walls) {
		t.Error(crossing)
	}
}

func TestWallsBite(t *testing.T) {
	rooms := tree{}
	put := func(at string, imports ...string) {
		r := &room{imports: map[string][]string{}}
		for _, name := range imports {
			r.imports[name] = []string{at + "/x.go:3"}
		}
		rooms[at] = r
	}
	put("internal/postmortem", "time", module+"/internal/evidence", module+"/prompts")
	put("internal/evidence", "strings", "net/http")
	put("internal/due", "net/url", module+"/internal/store")
	put("internal/store", "go.etcd.io/bbolt")
	put("internal/workspace", "github.com/gorilla/websocket")
	put("internal/workspace/page", module+"/internal/workspace", module+"/internal/clock")
	put("internal/clock", module+"/cmd/bot")
	put("cmd/bot", "os", "pgregory.net/rapid")
	put("prompts", "embed")
	put("internal/rehearsal", "os", "gopkg.in/yaml.v3")

	var got []string
	for _, c := range rooms.crossings(walls) {
		what, rest, _ := strings.Cut(c, " (")
		_, where, _ := strings.Cut(rest, "): ")
		got = append(got, strings.ReplaceAll(what, module+"/", "")+": "+where)
	}
	want := []string{
		"internal/postmortem may not import net/http: it stands in internal/evidence/x.go:3, by way of internal/postmortem → internal/evidence",
		"internal/evidence may not import net/http: it stands in internal/evidence/x.go:3",
		"internal/due may not import internal/store: it stands in internal/due/x.go:3",
		"internal/due may not import go.etcd.io/bbolt: it stands in internal/store/x.go:3, by way of internal/due → internal/store",
		"internal/workspace/page may not import cmd/bot: it stands in internal/clock/x.go:3, by way of internal/workspace/page → internal/clock",
		"internal/workspace/page may not import internal/clock: it stands in internal/workspace/page/x.go:3",
		"internal/rehearsal may not import gopkg.in/yaml.v3: it stands in internal/rehearsal/x.go:3",
		"internal/clock may not import cmd/bot: it stands in internal/clock/x.go:3",
		"internal/workspace/page may not import cmd/bot: it stands in internal/clock/x.go:3, by way of internal/workspace/page → internal/clock",
		"cmd/bot may not import pgregory.net/rapid: it stands in cmd/bot/x.go:3",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// The rooms in which Input.At is the only clock.
func TestNoClock(t *testing.T) {
	clocks := []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker", "Local"}
	rooms, fset := read(t)
	for _, at := range []string{"internal/postmortem", "internal/evidence"} {
		if rooms[at] == nil {
			continue
		}
		for _, file := range rooms[at].files {
			ast.Inspect(file, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok {
					if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains(clocks, s.Sel.Name) {
						where := fset.Position(s.Pos())
						t.Errorf("%s: time.%s in %s, which has no clock but the input's", where.Filename+":"+strconv.Itoa(where.Line), s.Sel.Name, at)
					}
				}
				return true
			})
		}
	}
}

// A program without the zones reads everybody's times in UTC and says nothing of it, in an image that holds no system. So
// the command itself brings them, whatever else is linked.
func TestTheProgramHoldsTheTimeZones(t *testing.T) {
	rooms, _ := read(t)
	for at, r := range rooms {
		if where := r.imports["time/tzdata"]; (at == "cmd/bot") != (len(where) == 1) {
			t.Errorf("%s imports time/tzdata in %q; cmd/bot does, and nobody else", at, where)
		}
	}
}

// Packages are called after things of the trade, not after patterns.
func TestNames(t *testing.T) {
	patterns := []string{"util", "utils", "common", "helpers", "service", "services", "manager", "managers", "handler", "handlers", "mocks"}
	rooms, _ := read(t)
	for at, r := range rooms {
		if slices.Contains(patterns, r.name) {
			t.Errorf("%s: a package called %q says nothing of what it holds", at, r.name)
		}
	}
}
