package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// piped runs the program with something on its input.
func piped(t *testing.T, stdin string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), args, env{strings.NewReader(stdin), &o, &e, func(string) (string, bool) { return "", false }})
	return code, o.String(), e.String()
}

const sample = "../../internal/writeup/testdata/"

// A post-mortem that is sound ends with 0, one with something that blocks with 1, and no post-mortem with 2 and a sentence.
func TestReviewCheck(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	for _, c := range []struct {
		name, stdin string
		args        []string
		code        int
		out, err    []string
	}{
		{"a good one", "", []string{sample + "good_search.md"}, 0, []string{"Nothing was found that is open."}, nil},
		{"a bad one", "", []string{sample + "bad_checkout.md"}, 1,
			[]string{"To fix first", "Q32  The timeline is in order, without impossible dates (line 12, under “Timeline”)", "14:05 of line 12 stands below 14:25 of line 11", "Worth a look"}, nil},
		{"piped in", "# A\n## Timeline\n- 14:02 b", []string{"-"}, 1, []string{"Name the time zone"}, nil},
		{"no post-mortem", "", []string{put("shopping.md", "milk, eggs and bread\n")}, 1, []string{"Is this a post-mortem?"}, nil},
		{"empty", "", []string{put("empty.md", "")}, 2, nil, []string{"empty.md cannot be checked: it is empty"}},
		{"binary", "", []string{put("x.md", "\x7fELF\x00")}, 2, nil, []string{"it is not text"}},
		{"missing", "", []string{filepath.Join(dir, "none.md")}, 2, nil, []string{"none.md cannot be read: no such file or directory"}},
		{"a folder", "", []string{dir}, 2, nil, []string{"cannot be read: is a directory"}},
		{"no file", "", nil, 2, nil, []string{"name one file"}},
	} {
		code, out, errs := piped(t, c.stdin, append([]string{"review", "check"}, c.args...)...)
		if code != c.code {
			t.Errorf("%s: ended with %d, want %d\n%s%s", c.name, code, c.code, out, errs)
		}
		for _, want := range c.out {
			if !strings.Contains(out, want) {
				t.Errorf("%s: %q is not said in\n%s", c.name, want, out)
			}
		}
		for _, want := range c.err {
			if !strings.Contains(errs, want) {
				t.Errorf("%s: %q is not said in\n%s", c.name, want, errs)
			}
		}
	}
}

func TestReviewCheckJSON(t *testing.T) {
	code, out, errs := piped(t, "", "review", "check", sample+"published/dfds-PM2023-001-total-node-failure.md", "--json")
	if code != 1 || errs != "" {
		t.Fatalf("ended with %d: %s", code, errs)
	}
	var got struct {
		Checks []struct {
			ID, Result, Why string
			Line            int
		}
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	for _, c := range got.Checks {
		if c.ID == "Q32" && (c.Result != "open" || c.Line != 27) {
			t.Errorf("Q32 is %s at line %d: %s", c.Result, c.Line, c.Why)
		}
	}
	if len(got.Checks) != 59 {
		t.Errorf("%d checks, want one for each of 59 rules", len(got.Checks))
	}
}
