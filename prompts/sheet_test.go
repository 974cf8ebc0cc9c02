package prompts

import (
	"strings"
	"testing"
)

func TestSheetIsReplacedInPart(t *testing.T) {
	w, err := Replace(folder(map[string]string{"refusal.md": "# finished\r\n{{.review}} has ended.\n\n# outsider\nPlease ask a member.\n"}))
	if err != nil {
		t.Fatal(err)
	}
	data := map[string]any{"review": "PM-1"}
	for _, c := range []struct{ what, got, want string }{
		{"a replaced text", w.Say("refusal/finished", data), "PM-1 has ended."},
		{"the last one", w.Say("refusal/outsider", nil), "Please ask a member."},
		{"one that is missing", w.Say("refusal/closing", data), (*Words)(nil).Say("refusal/closing", data)},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.what, c.got, c.want)
		}
	}
	if !w.Replaced("refusal/finished") || w.Replaced("refusal/closing") {
		t.Error("it is not told which texts of the sheet are replaced")
	}
}

func TestSheetRefuses(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"refusal.md", "# finishd\nIt has ended.", "refusal.md has a text under # finishd, which is none of the bot's; `bot words refusal` shows the keys"},
		{"refusal.md", "It has ended.", "refusal.md says something under no key; begin each of its texts with a line such as # "},
		{"refusal.md", "Above.\n# outsider\nAsk a member.", "refusal.md says something under no key"},
		{"refusal.md", "# outsider\nOne.\n# outsider\nTwo.", "refusal.md has # outsider twice"},
		{"refusal.md", "# outsider\n\n# finished\n{{.review}} ended.", "refusal.md under # outsider is empty"},
		{"refusal.md", "# finished\n{{.revue}} ended.", "refusal.md under # finished names the field {{.revue}}, which is not there; it has {{.review}}"},
		{"refusal.md", "# outsider\nCalm down.", "refusal.md under # outsider says “calm down”"},
		{"refusal/outsider.md", "Ask a member.", "refusal is a folder; write these texts into one file, refusal.md, each under a line # and its key"},
	} {
		if _, err := Replace(folder(map[string]string{c.file: c.text})); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s, %q: %v, want %q", c.file, c.text, err, c.want)
		}
	}
}

// TestSheetsOfOurs checks what the names of texts rest on: no key stands twice,
// each can be named, and nothing stands above the first.
func TestSheetsOfOurs(t *testing.T) {
	if len(own.sheets) == 0 {
		t.Fatal("there is no sheet")
	}
	for file, keys := range own.sheets {
		seen := map[string]bool{}
		for _, key := range keys {
			if seen[key] || strings.Trim(key, "abcdefghijklmnopqrstuvwxyzCKLOPRT0123456789_") != "" {
				t.Errorf("%s.md: # %s stands twice or is no key", file, key)
			}
			seen[key] = true
		}
		if above, _ := sections(read("people/" + file + ".md")); above != "" {
			t.Errorf("%s.md says %q above its first key", file, above)
		}
		if _, ok := own.texts[file]; ok {
			t.Errorf("%s.md is a sheet and a text", file)
		}
	}
}

func TestShortTextsAreLinted(t *testing.T) {
	for _, c := range []struct {
		kind Kind
		text string
		want string
	}{
		{Label, "Leave open…", ""},
		{Label, strings.Repeat("a", mostLabel+1), "has 76 characters; write 75 at most"},
		{Label, "Leave open.", "ends with a full stop"},
		{Label, "Leave\nopen", "more than one line"},
		{Title, strings.Repeat("a", mostTitle), ""},
		{Title, strings.Repeat("a", mostTitle+1), "write 24 at most"},
		{Logistics, "One.\nTwo.", ""},
	} {
		got := strings.Join(shaped(c.kind, c.text, true), "; ")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s %q: found %q, want %q", c.kind, c.text, got, c.want)
		}
	}
}
