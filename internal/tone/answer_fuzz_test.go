package tone

import (
	"context"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/llm/llmtest"
)

// told is a model that says what it is told to.
type told string

func (a told) Complete(context.Context, llm.Request) (llm.Answer, error) {
	return llm.Answer{Text: string(a)}, nil
}

// Whatever is said of whatever message, a report keeps to what it may hold.
func FuzzModelAnswer(f *testing.F) {
	const text = "interesting how <@U1> was nowhere to be seen at 14:02"
	for _, lie := range llmtest.Lies(text, instructed.Tone) {
		if len(lie.Content) < 1000 {
			f.Add(text, lie.Content)
		}
	}
	f.Add("> quoted\n`code` ok &lt;here&gt; \u200b\xff", llmtest.Verdict(true, "blame", "S2", "ok", "<@U1> &amp; <!here> \xff"))
	local := NewLocal()
	f.Fuzz(func(t *testing.T, text, content string) {
		m := NewModel(told(content), instructed, local, 0)
		for _, c := range []Checker{m, Both(local, m)} {
			r, err := c.Check(t.Context(), Message{Text: text, Before: []string{content}})
			switch {
			case err != nil:
				t.Fatal(err)
			case r.Flag && (!slices.Contains(Categories[:], r.Category) || !slices.Contains(severities[1:], r.Severity)):
				t.Errorf("%q, %q: %+v", text, content, r)
			case r.Flag && (r.Span[0] < 0 || r.Span[0] >= r.Span[1] || r.Span[1] > len(text)):
				t.Errorf("%q, %q: span %v", text, content, r.Span)
			case !(r.Confidence >= 0 && r.Confidence <= 1):
				t.Errorf("%q, %q: confidence %v", text, content, r.Confidence)
			}
			if r.By != ByModel || r.Wording == usual[r.Category] {
				continue
			}
			if is, was := utf8.RuneCountInString(r.Wording), utf8.RuneCountInString(text); is > max(was*3/2, shortest) {
				t.Errorf("%q, %q: the wording is %d characters long", text, content, is)
			}
			for w := range strings.FieldsSeq(r.Wording) {
				if strings.ContainsAny(w, "<>@#") && !strings.Contains(text, strings.Trim(w, ".,;:!?()'\"…")) {
					t.Errorf("%q, %q: the wording brings %q", text, content, w)
				}
			}
		}
	})
}
