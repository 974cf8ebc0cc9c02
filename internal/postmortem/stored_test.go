package postmortem

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"os"
	"reflect"
	"strings"
	"testing"
)

// Every type that is an event or an effect has a name of its own, under which it is read again.
func TestWhatIsStoredHasAName(t *testing.T) {
	in := map[string]map[string]bool{"event": {}, "Lane": {}}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(gotoken.NewFileSet(), f.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			m, ok := d.(*ast.FuncDecl)
			if !ok || m.Recv == nil || in[m.Name.Name] == nil {
				continue
			}
			if of, ok := m.Recv.List[0].Type.(*ast.Ident); ok { // turn.event, on a pointer, is no event
				in[m.Name.Name][of.Name] = true
			}
		}
	}
	for kind, types := range map[string]map[string]reflect.Type{"event": events.types, "Lane": effects.types} {
		named := map[string]bool{}
		for _, of := range types {
			named[of.Name()] = true
		}
		for name := range in[kind] {
			if !named[name] {
				t.Errorf("%s has no name in stored.go", name)
			}
		}
		if len(types) != len(in[kind]) || len(types) < 10 {
			t.Errorf("%d names for %d types with a method %s", len(types), len(in[kind]), kind)
		}
	}
}

type nameless struct{}

func (nameless) event() {}

// What has no name is refused when it is to be written: written, it would be of a newer version at the next start.
func TestTheNamelessIsNotWritten(t *testing.T) {
	if b, err := json.Marshal(EventRecord{Seq: 1, Body: nameless{}}); err == nil {
		t.Errorf("written as %s", b)
	}
}
