package writeup

import (
	"strings"
	"testing"
)

// Whatever is not a post-mortem gets a sentence.
func TestRefused(t *testing.T) {
	for text, want := range map[string]string{
		"":                        "it is empty",
		" \r\n\t":                 "it is empty",
		"\ufeff\n":                "it is empty",
		"\x7fELF\x02\x01\x00\x00": "it is not text; save the post-mortem as Markdown",
		"# A\n" + strings.Repeat("text ", 20_000) + "\x00": "it is not text; save the post-mortem as Markdown",
		"\xff\xfe#\x00 \x00A\x00":                          "it is saved as UTF-16; save it as UTF-8",
		"\xfe\xff\x00#\x00 \x00A":                          "it is saved as UTF-16; save it as UTF-8",
		strings.Repeat("\x01\xff", 99):                     "it is not text; save the post-mortem as Markdown",
		strings.Repeat("a", Most+1):                        "it has more than 2 MB, and no post-mortem is as long",
	} {
		if _, err := Read(text); err == nil || err.Error() != want {
			t.Errorf("%.20q: %v, want %q", text, err, want)
		}
	}
}

// Texts made to take long are read all the same; where time went up with the square of their length, this would not end.
func TestLong(t *testing.T) {
	size := 1 << 16
	if testing.Short() {
		size = 1 << 12
	}
	for _, unit := range []string{
		"a\n", "- a\n", "  - a\n", "[", "](", "**", "`", "<!--", "<a", "\"", "& ", "| a | b |\n", "# a\n", "14:02 a\n", "- 14:02 a\n", "a. ", "> ", "a:\n", "```\n", "should have been. ",
		"- [ ] a @b\n", "Impact: a\n", "2020-01-01 ", "ABC ", "\\", "1. ",
		"<li>a\n", "<ul><li>", "|| a || b ||\n", "| a | 10:00 |\n", "<summary>a</summary>\n", "a\n: b\n", "h1. a\n", "Owner: a – due: b – c\n", "Went well: a. ", "Time to recovery: 10 minutes\n", "12:00 UTC ", "30 minutes of jobs ", "{a b} ",
	} {
		r, err := Read("# A\n\n## Timeline\n\n" + strings.Repeat(unit, size/len(unit)))
		if err != nil {
			t.Fatal(err)
		}
		r.Check(nil)
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"# A\n## Timeline (UTC)\n- 14:02 a\n- 23:59 b", "---\ntitle: a\n---\n\nImpact:\n| a | b |\n|---|---|\n| 20202-13-45 25:99 | c |", "+++\n", "**Impact**\n```\n[](", "==A==\n# b\n'''Done''': c",
		"## Actions\n- [x] a @b\n  - Owner: c\n", "<h2>Timeline</h2>\n\n14:02 PM – x\n", "\ufeff# \u202e\r\n> - 1) a\r", "<!-- a\n", "T+5 a\n--:-- b\n14:?? c",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := Read(text)
		if err != nil {
			return
		}
		lines := 1 + strings.Count(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n").Replace(text), "\n")
		for _, found := range r.Check(nil) {
			if found.Why == "" || found.Line < 0 || found.Line > lines || len(found.Lines) == 1 {
				t.Errorf("%s: %+v in %d lines", found.ID, found, lines)
			}
		}
	})
}
