package workspace_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A mutant is one change to one place of the workspace, by which it does something
// that Slack never does.
type mutant struct {
	does     string // what it does wrong
	file     string
	old, new string
	test     string // which has to fail
}

// What must never happen is caught when it does: each mutant is built and makes its
// test fail.
func TestMutants(t *testing.T) {
	if os.Getenv("REMEDY_MUTANTS") == "" {
		t.Skip("faults are planted with REMEDY_MUTANTS=1")
	}
	for _, m := range mutants {
		t.Run(strings.ReplaceAll(m.does, " ", "_"), func(t *testing.T) {
			t.Parallel()
			said, err := exec.CommandContext(t.Context(), m.build(t), "-test.run=^"+m.test+"$", "-test.timeout=1m", "-patience=2s").CombinedOutput()
			switch {
			case err == nil:
				t.Errorf("%s does not notice it", m.test)
			case !strings.Contains(string(said), "--- FAIL: "+m.test):
				t.Errorf("%s did not fail, it broke: %v\n%s", m.test, err, said)
			}
		})
	}
}

// A mutant that no longer fits the source is found at once, and not only by those
// who plant it.
func TestMutantsFitTheSource(t *testing.T) {
	for _, m := range mutants {
		m.source(t)
	}
}

// source is the file with the change.
func (m mutant) source(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile(m.file)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(source), m.old); n != 1 {
		t.Fatalf("%q: %s holds this %d times, so bring the mutant up to date:\n%s", m.does, m.file, n, m.old)
	}
	return strings.Replace(string(source), m.old, m.new, 1)
}

// build makes a test binary with the change and returns its path.
func (m mutant) build(t *testing.T) string {
	t.Helper()
	source, dir := m.source(t), t.TempDir()
	changed, overlay, binary := filepath.Join(dir, m.file), filepath.Join(dir, "overlay.json"), filepath.Join(dir, "workspace.test")
	path, err := filepath.Abs(m.file)
	if err != nil {
		t.Fatal(err)
	}
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {path: changed}})
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{changed: source, overlay: string(replace)} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// Not optimised and without debugging symbols: it builds in half the time.
	said, err := exec.CommandContext(t.Context(), "go", "test", "-c", "-vet=off", "-gcflags=-N -l", "-ldflags=-s -w", "-overlay="+overlay, "-o", binary, ".").CombinedOutput()
	if err != nil {
		t.Fatalf("it does not build: %v\n%s", err, said)
	}
	return binary
}
