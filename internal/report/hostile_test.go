package report

import (
	"encoding/json"
	"encoding/xml"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/postmortem"
)

// attacks are texts that try to be more than text, or are more of it than anybody reads.
var attacks = map[string]string{
	"a script":        `<script>alert(1)</script><img src=x onerror=alert(1)>`,
	"an end":          `</style></title></svg>]]></ac:rich-text-body><ac:structured-macro ac:name="html">`,
	"a link":          `[look](javascript:alert(1)) <javascript:alert(1)|here> ![x](https://evil.example/x.png)`,
	"a mention":       `<!channel> <!here|here> <@U2> @here @channel <!subteam^S1>`,
	"turned":          "left\u202etfel\u202c\u2066\u2069 right\u200f\u061c",
	"unseen":          "a\u0000b\u0007c\u200bd\ufeffe\uffff\ufffe",
	"40,000 letters":  strings.Repeat("x ", 20000),
	"one long word":   strings.Repeat("x", 40000),
	"1,000 emoji":     strings.Repeat("🚒", 1000),
	"a formula":       "=HYPERLINK(\"https://evil.example\")",
	"a template":      "{{.Now}} ${x} <%= x %> {{template \"page\"}}",
	"broken":          "bad \xff\xfe bytes \xed\xa0\x80",
	"right to left":   "שלום עולם, the cache was cold",
	"all of Markdown": "# a\n- b\n> c\n```d\n| e | f |\n---\n[^1]: g\n&lt;h&gt; <i>",
}

var (
	tag      = regexp.MustCompile(`(?i)<(script|img|iframe|object|embed|form|base|meta|link|foreignObject|ac:structured-macro ac:name="html")`)
	quotes   = regexp.MustCompile(`="[^"]*"`)
	handler  = regexp.MustCompile(`(?i)<[^>]*\son\w+\s*=`)
	address  = regexp.MustCompile(`(?i)\b(?:href|src|xlink:href)="([^"]*)"`)
	ping     = regexp.MustCompile(`<(?:!|@[UW])|(^|[^\\\w])@(here|channel|everyone)\b`)
	external = regexp.MustCompile(`!\[[^\]]*\]\(`)
)

// In every form of a document such a text stays text, and what is around it stays what it is.
func TestAttacksStayTextInEveryForm(t *testing.T) {
	t.Parallel()
	for name, attack := range attacks {
		s := search()
		s.Title = attack + " " + s.Title
		for key := range s.Texts {
			if len(attack) < 1000 || strings.HasPrefix(key, s.Entries[1].ID) || key == s.Entries[1].Sources[0].Key() {
				s.Texts[key] = attack + " " + s.Texts[key]
			}
		}
		for i := range s.Gaps {
			s.Gaps[i].What += " " + attack
		}
		for id, p := range s.People {
			p.Role = "Engineer " + cut(attack, 200)
			s.People[id] = p
		}
		for _, a := range postmortem.Audiences() {
			if len(attack) > 1000 && a == Company {
				continue // it would take the other editions' time once more
			}
			r := edited(s, a)
			j, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			article := r.Article()
			forms := map[string]string{
				"html": string(r.HTML()), "page": string(article.Contents + article.Body), "markdown": string(r.Markdown()), "canvas": r.Canvas(), "json": string(j),
				"confluence": string(r.Confluence()), "card": r.Card(0).Plain(),
			}
			for _, figure := range r.figures() {
				forms["svg"] += string(figure)
			}
			for form, doc := range forms {
				if !utf8.ValidString(doc) {
					t.Errorf("%s, %s: it is no valid text", name, form)
				}
				if i := strings.IndexFunc(doc, func(c rune) bool {
					return c != '\n' && unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c) || c == '\ufffe' || c == '\uffff'
				}); i >= 0 {
					t.Errorf("%s, %s: it holds an unseen character at …%q", name, form, doc[max(0, i-20):i+4])
				}
			}
			markup := map[string]string{"html": strings.Replace(strings.Replace(forms["html"], pageHead, "", 1), `<meta name="color-scheme"`, "", 1),
				"page": forms["page"], "confluence": forms["confluence"], "svg": forms["svg"]}
			for form, doc := range markup {
				if found := tag.FindString(doc); found != "" && !strings.HasPrefix(found, "<meta") {
					t.Errorf("%s, %s: it holds %q", name, form, found)
				}
				if found := handler.FindString(quotes.ReplaceAllString(doc, `=""`)); found != "" {
					t.Errorf("%s, %s: it holds %q", name, form, found)
				}
				for _, m := range address.FindAllStringSubmatch(doc, -1) {
					if !strings.HasPrefix(m[1], "https://example.slack.com/") && !strings.HasPrefix(m[1], "#") {
						t.Errorf("%s, %s: it leads to %q", name, form, m[1])
					}
				}
			}
			if n := strings.Count(forms["html"], "</style>"); n != 1 {
				t.Errorf("%s: the page closes its style %d times", name, n)
			}
			stored(t, []byte(forms["confluence"]))
			for _, figure := range r.figures() {
				if err := xml.Unmarshal([]byte(figure), new(struct{})); err != nil {
					t.Errorf("%s: a picture is not well-formed: %v", name, err)
				}
			}
			for _, p := range r.Card(0).Parts {
				if found := ping.FindString(p.Text); found != "" {
					t.Errorf("%s: the card holds %q in %q", name, found, cut(p.Text, 100))
				}
				if n := utf8.RuneCountInString(p.Text); n > partRunes {
					t.Errorf("%s: a part of the card has %d characters", name, n)
				}
			}
			if n := len(r.Card(0).Parts); n > 50 {
				t.Errorf("%s: the card has %d parts", name, n)
			}
			for _, form := range []string{"markdown", "canvas"} { // in a canvas such a picture is a mention or a card
				if found := external.FindString(strings.ReplaceAll(forms[form], `\[`, "_")); found != "" {
					t.Errorf("%s: the %s shows a picture from elsewhere", name, form)
				}
			}
			var back Review
			if err := json.Unmarshal(j, &back); err != nil || back.Title != r.Title {
				t.Errorf("%s: the JSON gives another title back: %v", name, err)
			}
		}
	}
}

// pageHead is the part of the page that is ours.
const pageHead = `<meta http-equiv="Content-Security-Policy"`
