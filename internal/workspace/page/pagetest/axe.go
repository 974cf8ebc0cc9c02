package pagetest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A Violation is a rule of axe-core that a page breaks, and where.
type Violation struct {
	Rule   string   // such as "color-contrast"
	Help   string   // what it asks for
	Places []string // selectors, with what is wrong there
}

func (v Violation) String() string {
	return fmt.Sprintf("%s: %s\n\t%s", v.Rule, v.Help, strings.Join(v.Places, "\n\t"))
}

// root is the folder of the module.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("this is no module")
		}
		dir = up
	}
}

// Axe is the source of axe-core. Where it is not installed the test is skipped with
// what to do about it, or fails if REMEDY_REQUIRE_ALL is 1.
func Axe(t testing.TB) string {
	t.Helper()
	source, err := os.ReadFile(filepath.Join(root(t), "tools", "node", "node_modules", "axe-core", "axe.min.js"))
	if err == nil {
		return string(source)
	}
	const what = "no axe-core to check the page with; npm ci --prefix tools/node"
	if os.Getenv("REMEDY_REQUIRE_ALL") == "1" {
		t.Fatal(what)
	}
	t.Skip(what)
	return ""
}

// Violations checks the page as it is with all rules that axe-core has switched on:
// those of WCAG 2.0 to 2.2, levels A and AA, and what it calls best practice.
func (b *Browser) Violations(axe string) []Violation {
	b.T.Helper()
	if !Eval[bool](b, "!!window.axe") {
		Eval[bool](b, axe+"; !!window.axe")
	}
	found := Eval[string](b, `axe.run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } }).then((r) => JSON.stringify(
		r.violations.map((v) => ({ Rule: v.id, Help: v.help, Places: v.nodes.map((n) => n.target.join(" ") + "  " + n.failureSummary.replaceAll(/\s+/g, " ")) }))))`)
	var all []Violation
	if err := json.Unmarshal([]byte(found), &all); err != nil {
		b.T.Fatal(err)
	}
	return all
}
