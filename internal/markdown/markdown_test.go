package markdown

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shown is a document, one block a line.
func shown(d Document) string {
	var b strings.Builder
	for _, f := range d.Front {
		fmt.Fprintf(&b, "%d field %s=%s\n", f.Line, f.Name, f.Value)
	}
	for _, x := range d.Blocks {
		fmt.Fprintf(&b, "%d %s", x.Line, [...]string{"text", "head", "item", "table", "code"}[x.Kind])
		if x.Kind == Heading || x.Kind == Item {
			fmt.Fprintf(&b, " %d", x.Level)
		}
		if x.Box != NoBox {
			fmt.Fprintf(&b, " box %t", x.Box == Ticked)
		}
		if x.Quoted {
			b.WriteString(" quoted")
		}
		if x.Kind != Table {
			fmt.Fprintf(&b, " %q", x.Text)
		}
		for _, r := range x.Rows {
			fmt.Fprintf(&b, " %d:%q", r.Line, r.Cells)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"headings", "# A\nB\n===\n\nC\n---\n\n**D:**\n<h2 id=x>E</h2>\n##F\n== G ==", "1 head 1 \"A\"\n2 head 1 \"B\"\n5 head 2 \"C\"\n8 head 7 \"D:\"\n9 head 2 \"E\"\n10 head 2 \"F\"\n11 head 2 \"G\"\n"},
		{"front matter", "---\ntitle: A\ndate: 2020-01-02\n---\nb", "2 field title=A\n3 field date=2020-01-02\n5 text \"b\"\n"},
		{"a rule is no front matter", "---\n\nb\n\n***\n\nc", "3 text \"b\"\n7 text \"c\"\n"},
		{"lists", "- a\n  b\n  - c\n\n    d\n- [x] e\n- [ ] f\n\n1. g\n2) h\n\ni", "1 item 0 \"a\\nb\"\n3 item 1 \"c\\n\\nd\"\n6 item 0 box true \"e\"\n7 item 0 box false \"f\"\n9 item 0 \"g\"\n10 item 0 \"h\"\n12 text \"i\"\n"},
		{"a table", "a\n\n| b | c |\n|--|:-:|\n| `d|e` | f\\|g |\n| h |\nb", "1 text \"a\"\n3 table 3:[\"b\" \"c\"] 5:[\"`d|e`\" \"f\\\\|g\"] 6:[\"h\"]\n7 text \"b\"\n"},
		{"a table without bars at the edge", "a | b\n--- | ---\nc | d", "1 table 1:[\"a\" \"b\"] 3:[\"c\" \"d\"]\n"},
		{"a table in HTML", "<table>\n<tr><th>a</th><th>b</th></tr>\n<tr>\n<td>c <b>d</b></td><td>e\nf</td></tr></table>\ng", "1 table 2:[\"a\" \"b\"] 3:[\"c <b>d</b>\" \"e f\"]\n6 text \"g\"\n"},
		{"a table of a wiki", "|| a || b ||\n| c | d |\ne", "1 table 1:[\"a\" \"b\"] 2:[\"c\" \"d\"]\n3 text \"e\"\n"},
		{"rows of bars alone", "| a | b |\n| c | d |\n\n|x| is no table", "1 table 1:[\"a\" \"b\"] 2:[\"c\" \"d\"]\n4 text \"|x| is no table\"\n"},
		{"a list in HTML", "<ul>\n<li>a</li>\n<li>b <b>c</b></li></ul>\n<ol><li>d</li><li>e</li></ol>\nf <li>g", "2 item 0 \"a\"\n3 item 0 \"b <b>c</b>\"\n4 item 0 \"d\"\n4 item 0 \"e\\nf <li>g\"\n"},
		{"what is folded up", "<details>\n<summary>Timeline</summary>\n\n- a\n</details>\nb", "2 head 7 \"Timeline\"\n4 item 0 \"a\"\n6 text \"b\"\n"},
		{"a list of definitions", "Severity\n: minor\n\nOwner\n: a\n\nb:\n: c", "1 text \"Severity: minor\"\n4 text \"Owner: a\"\n7 text \"b:\\n: c\"\n"},
		{"code", "```go\n# a\n```\n~~~\nb", "2 code \"# a\"\n5 code \"b\"\n"},
		{"code on one line", "```a``` b\nc", "1 text \"```a``` b\\nc\"\n"},
		{"a quotation", "> a\n> b\n\nc", "1 text quoted \"a\\nb\"\n4 text \"c\"\n"},
		{"comments", "a <!-- b\nc --> d\n<!-- never closed", "1 text \"a\\nd\\nnever closed\"\n"},
		{"line ends", "\ufeffa\r\n\r\nb\rc", "1 text \"a\"\n3 text \"b\\nc\"\n"},
		{"references and badges", "[a]: https://b\n[![c](d)](e)\nf", "3 text \"f\"\n"},
		{"a wiki of Jira", "h1. A\n# b\nh2. C", "1 head 1 \"A\"\n2 item 0 \"b\"\n3 head 2 \"C\"\n"},
		{"a wiki", "==A==\n# b\n# c", "1 head 2 \"A\"\n2 item 0 \"b\"\n3 item 0 \"c\"\n"},
	} {
		if diff := cmp.Diff(c.want, shown(Read(c.text))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestInline(t *testing.T) {
	for _, c := range []struct{ text, plain, prose string }{
		{"a **b** _c_ ~~d~~ snake_case 2 * 3", "a b c d snake_case 2 * 3", ""},
		{"[a](https://b) [c][d] [e f] ![g](h)[^1]", "a c [e f] ", ""},
		{"run `rm -rf *` now", "run rm -rf * now", "run … now"},
		{"he said \"never\" and “always”", "he said \"never\" and “always”", "he said … and …"},
		{"see https://a/b?c=d, <https://e> or <b>f</b><br>g", "see https://a/b?c=d, https://e or f g", "see … … or f g"},
		{"S&amp;O \\*a\\* < 3 &c", "S&O *a* < 3 &c", ""},
		{"it's 5 o'clock", "it's 5 o'clock", ""},
		{"an open \"quote and [bracket", "an open \"quote and [bracket", ""},
	} {
		if c.prose == "" {
			c.prose = c.plain
		}
		if got := Plain(c.text); got != c.plain {
			t.Errorf("%q is plainly %q, want %q", c.text, got, c.plain)
		}
		if got := Prose(c.text); got != c.prose {
			t.Errorf("%q is in prose %q, want %q", c.text, got, c.prose)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("# a\n- b\n  c\n| d | e |\n|---|---|\n| f | g |\n```\nh")
	f.Add("<!-- a\n> - [x] b\r\n[^1]: c\n+++\n")
	f.Fuzz(func(t *testing.T, text string) {
		lines := strings.Count(normal(text), "\n") + 1
		at := 0
		for _, b := range Read(text).Blocks {
			if b.Line < at || b.Line > lines+1 {
				t.Fatalf("block %+v after line %d of %d", b, at, lines)
			}
			at = b.Line
			if n := strings.Count(Plain(b.Text), "\n"); n != strings.Count(b.Text, "\n") {
				t.Errorf("%q has %d line breaks as plain text", b.Text, n)
			}
			if n := strings.Count(Prose(b.Text), "\n"); n != strings.Count(b.Text, "\n") {
				t.Errorf("%q has %d line breaks as prose", b.Text, n)
			}
		}
	})
}
