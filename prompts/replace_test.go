package prompts

import (
	"strings"
	"testing"
	"testing/fstest"
)

func folder(files map[string]string) fstest.MapFS {
	all := fstest.MapFS{}
	for name, text := range files {
		all[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return all
}

func TestReplace(t *testing.T) {
	w, err := Replace(folder(map[string]string{
		"muted.md":            "Quiet from here on.\r\n",
		"nudge/blame.md":      "What was on the screen?\n---\nWhat came just before?\n",
		"ask/parked.md":       "{{.n}} kept. What happened next?",
		"phase/prevention.md": "For {{$.title}}, what helps?{{range .ideas}}\n• {{.}}{{end}}",
		".git/config":         "passed over",
		"phase/.DS_Store":     "passed over",
	}))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ what, got, want string }{
		{"a replaced text", w.Say("muted", nil), "Quiet from here on."},
		{"a filled one", w.Say("ask/parked", map[string]any{"n": 4}), "4 kept. What happened next?"},
		{"a list in it", w.Say("phase/prevention", map[string]any{"title": "X", "ideas": []string{"<a>"}}), "For X, what helps?\n• &lt;a&gt;"},
		{"one of ours", w.Say("asking", nil), (*Words)(nil).Say("asking", nil)},
		{"all ways", strings.Join(w.Variants("nudge/blame"), "|"), "What was on the screen?|What came just before?"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.what, c.got, c.want)
		}
	}
	if !w.Replaced("muted") || w.Replaced("asking") || (*Words)(nil).Replaced("muted") {
		t.Error("it is not told which texts are replaced")
	}
}

func TestReplaceRefuses(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"nudge/blam.md", "What happened?", "nudge/blam.md is none of the bot's texts; give it the name of one that `bot words` shows"},
		{"muted.txt", "Muted.", "muted.txt is none of the bot's texts"},
		{"people/muted.md", "Muted.", "people is none of the bot's texts"},
		{"muted.md", " \n---\n", "muted.md is empty"},
		{"muted.md", "\xff\xfe", "muted.md is not in UTF-8"},
		{"ask/parked.md", "{{if .n}}What next?", "ask/parked.md has a mistake between its {{ }}"},
		{"ask/parked.md", "{{.m}} kept. What next?", "names the field {{.m}}, which is not there; it has {{.n}}"},
		{"ask/parked.md", "{{if gt .n 99}}{{.m}}{{end}}What next?", "names the field {{.m}}"}, // no sample leads there
		{"ask/parked.md", "{{range $i, $x := .n}}{{$.m}}{{end}}What next?", "names the field {{.m}}"},
		{"muted.md", "{{.n}}", "names the field {{.n}}, which is not there; it has none"},
		{"ask/parked.md", "{{len .n}} kept. What next?", "cannot be filled"},
		{"proposed.md", "{{if gt .n 1}}Some wait.{{end}}", "says nothing with some of the data"},
		{"nudge/blame.md", "What happened?\n---\nYou must say what happened?", "nudge/blame.md says “you must”; tell nobody what to do, or who was at fault in its text 2 of 2"},
	} {
		if _, err := Replace(folder(map[string]string{c.file: c.text})); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s, %q: %v, want %q", c.file, c.text, err, c.want)
		}
	}
	_, err := Replace(folder(map[string]string{"muted.md": "Muted!", "a.md": "", "help.md": "{{.x}}"}))
	if err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("three files are wrong, and the error has: %v", err)
	}
}

// TestReplacedTextCannotEndAReview checks what happens with data that no sample
// has: our words are said.
func TestReplacedTextCannotEndAReview(t *testing.T) {
	w, err := Replace(folder(map[string]string{"ask/parked.md": "{{if gt .n 99}}{{len .n}}{{end}}What next?"}))
	if err != nil {
		t.Fatal(err)
	}
	data := map[string]any{"n": 100}
	if got, want := w.Say("ask/parked", data), (*Words)(nil).Say("ask/parked", data); got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
}
