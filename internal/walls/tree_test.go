package walls

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/remedybot/remedy"

// A room is one package of the module. Its tests are left out: they may read
// files and open sockets.
type room struct {
	name    string              // as its package clause says
	imports map[string][]string // import path → where, as file:line
	files   []*ast.File
}

// A tree holds the packages of the module by their path below it, such as
// "internal/tone".
type tree map[string]*room

// root is the folder of go.mod.
func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("there is no go.mod above this test")
		}
		dir = filepath.Dir(dir)
	}
}

// hidden says which folders the go command passes over.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "testdata"
}

// read parses the module. Build constraints are ignored, so that a wall cannot
// be crossed on another system only.
func read(t *testing.T) (tree, *token.FileSet) {
	t.Helper()
	source, rooms, fset := os.DirFS(root(t)), tree{}, token.NewFileSet()
	err := fs.WalkDir(source, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if file != "." && (hidden(d.Name()) || file == "tools") { // tools is a module of its own
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		text, err := fs.ReadFile(source, file)
		if err != nil {
			return err
		}
		parsed, err := parser.ParseFile(fset, file, text, 0)
		if err != nil {
			return err
		}
		return rooms.add(fset, path.Dir(file), parsed)
	})
	if err != nil {
		t.Fatal(err)
	}
	return rooms, fset
}

func (rooms tree) add(fset *token.FileSet, at string, file *ast.File) error {
	r := rooms[at]
	if r == nil {
		r = &room{name: file.Name.Name, imports: map[string][]string{}}
		rooms[at] = r
	}
	r.files = append(r.files, file)
	for _, spec := range file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		where := fset.Position(spec.Pos())
		r.imports[name] = append(r.imports[name], where.Filename+":"+strconv.Itoa(where.Line))
	}
	return nil
}

// reaches lists the rooms a room imports, directly or not, itself among them,
// each with the room through which it was first found.
func (rooms tree) reaches(from string) map[string]string {
	found, queue := map[string]string{from: ""}, []string{from}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for name := range rooms[at].imports {
			next, ours := strings.CutPrefix(name, module+"/")
			if _, seen := found[next]; ours && !seen && rooms[next] != nil {
				found[next] = at
				queue = append(queue, next)
			}
		}
	}
	return found
}

// under reports whether a path matches a pattern: equal to it, or, when it ends
// in "/...", equal to what stands before or below that.
func under(name, pattern string) bool {
	above, all := strings.CutSuffix(pattern, "/...")
	return name == above || all && (above == "" || strings.HasPrefix(name, above+"/"))
}
