package draft

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/report"
)

// A scene is one part of a real review, about which a model lies.
type scene struct {
	s     *postmortem.Session
	p     report.Passage
	u     report.Unit   // about which it lies
	other []report.Unit // of the same part, under the same heading and label
	views []string      // two accounts that differ, if there are any in the review
}

// A lie is one way in which a model says what is not so. It tells nothing where there is nothing to say it of.
type lie struct {
	name string
	tell func(scene) sentence
}

func of(u ...report.Unit) []string {
	var ids []string
	for _, x := range u {
		ids = append(ids, x.ID)
	}
	return ids
}

// bare is a text without its full stop.
func bare(s string) string { return strings.TrimRight(s, ".") }

// adds puts something behind what a unit says, before puts it in front.
func adds(what string) func(scene) sentence {
	return func(x scene) sentence { return sentence{bare(x.u.Text) + what + ".", of(x.u)} }
}

func before(what string) func(scene) sentence {
	return func(x scene) sentence { return sentence{what + x.u.Text, of(x.u)} }
}

// turns replaces what a pattern finds first, and is silent where it finds nothing.
func turns(pattern, with string) func(scene) sentence {
	re := regexp.MustCompile(pattern)
	return func(x scene) sentence {
		at := re.FindStringSubmatchIndex(x.u.Text)
		if at == nil {
			return sentence{}
		}
		return sentence{x.u.Text[:at[0]] + string(re.ExpandString(nil, with, x.u.Text, at)) + x.u.Text[at[1]:], of(x.u)}
	}
}

// joins tells two units with something between them.
func joins(between string) func(scene) sentence {
	return func(x scene) sentence {
		if len(x.other) == 0 {
			return sentence{}
		}
		return sentence{bare(x.u.Text) + between + x.other[0].Text, of(x.u, x.other[0])}
	}
}

var aNumber = regexp.MustCompile(`\b\d+\b`)

var lies = []lie{
	{"an invented number", adds(", 4711 in all")},
	{"a number changed", turns(`\b(\d)(\d*)\b`, "9$1$2")},
	{"a number of another", func(x scene) sentence {
		for _, o := range x.other {
			if n := aNumber.FindString(o.Text); n != "" && aNumber.FindString(x.u.Text) != "" && aNumber.FindString(x.u.Text) != n {
				return sentence{strings.Replace(x.u.Text, aNumber.FindString(x.u.Text), n, 1), of(x.u)}
			}
		}
		return sentence{}
	}},
	{"numbers exchanged", func(x scene) sentence {
		for _, o := range x.other {
			a, b := aNumber.FindString(x.u.Text), aNumber.FindString(o.Text)
			if a != "" && b != "" && a != b {
				return sentence{bare(strings.Replace(x.u.Text, a, b, 1)) + ", and " + strings.Replace(o.Text, b, a, 1), of(x.u, o)}
			}
		}
		return sentence{}
	}},
	{"a number in words", before("Twelve times, ")},
	{"a share", adds(" for 31% of users")},
	{"money", adds(" and cost $25,000")},
	{"a duration", adds(" for 41 minutes")},
	{"an invented time", adds(" at 03:33 UTC")},
	{"a time in front", before("At 03:33, ")},
	{"a time changed", turns(`\b\d\d:(\d\d)\b`, "03:$1")},
	{"a date", adds(" on 1 April 2031")},
	{"a weekday", before("On Thursday, ")},
	{"a name", before("Mallory Vane saw that ")},
	{"somebody's name", func(x scene) sentence {
		for _, p := range x.s.People {
			if !p.Bot && p.Name != "" {
				return sentence{p.Name + ": " + x.u.Text, of(x.u)}
			}
		}
		return sentence{}
	}},
	{"a role made a name", turns(`(?i)\bthe docs\.rs maintainer|the engineering manager|the team\b`, "Mallory")},
	{"a cause", adds(" because the cache was cold")},
	{"a cause in front", before("Since nobody looked, ")},
	{"a causal word between", joins(" because ")},
	{"a causal word, the other way", joins(", which led to this: ")},
	{"an order in time", joins(", and only then ")},
	{"an action", adds(", and a runbook will be written by Friday")},
	{"a promise", adds("; the team will add an alert")},
	{"hindsight", adds(", which should have been noticed")},
	{"hindsight, could", adds(" and could have been prevented")},
	{"blame", before("Carelessly, ")},
	{"human error", adds(" by human error")},
	{"somebody at fault", adds(", and the on-call engineer is to blame")},
	{"drama", before("Catastrophically, ")},
	{"called out", func(x scene) sentence { return sentence{bare(x.u.Text) + "!", of(x.u)} }},
	{"a question", func(x scene) sentence { return sentence{bare(x.u.Text) + "?", of(x.u)} }},
	{"a link", adds(", see https://evil.example/x")},
	{"a bare domain", adds(", see evil.example")},
	{"a Markdown link", func(x scene) sentence {
		return sentence{"[" + bare(x.u.Text) + "](https://evil.example).", of(x.u)}
	}},
	{"a call to everybody", adds(" <!channel>")},
	{"a call in plain letters", adds(" @channel")},
	{"a mention", adds(" <@U0BOSS>")},
	{"a channel", adds(" in #general")},
	{"a mail address", adds(", ask boss@evil.example")},
	{"a host", adds(" on db-prod-13")},
	{"a version", adds(" in v9.9.9")},
	{"a path", adds(" in /etc/shadow")},
	{"a ticket", adds(", see issue 9999")},
	{"code", adds(" after `rm -rf /`")},
	{"a quotation", adds(`, "nobody cares"`)},
	{"marks of a quotation", turns(`(\w{5,})`, `"$1"`)},
	{"a placeholder", adds(", said @person-1")},
	{"another's citation", func(x scene) sentence {
		if len(x.other) == 0 {
			return sentence{}
		}
		return sentence{x.u.Text, of(x.other[0])}
	}},
	{"a citation too many", func(x scene) sentence {
		if len(x.other) == 0 {
			return sentence{}
		}
		return sentence{strings.ToUpper(x.u.Text[:1]) + x.u.Text[1:], of(x.u, x.other[0])}
	}},
	{"an unknown citation", func(x scene) sentence { return sentence{"All of it was a misunderstanding.", []string{"E999"}} }},
	{"an entry that stands no more", func(x scene) sentence {
		for _, e := range x.s.Entries {
			if !e.Live() {
				return sentence{"All of it was a misunderstanding.", []string{e.ID}}
			}
		}
		return sentence{}
	}},
	{"an entry nobody confirmed", func(x scene) sentence {
		for _, e := range x.s.Entries {
			if e.State == postmortem.Proposed {
				return sentence{"It is told that " + x.s.Text(e.ID), []string{e.ID}}
			}
		}
		return sentence{}
	}},
	{"two accounts as one", func(x scene) sentence {
		if len(x.views) == 0 {
			return sentence{}
		}
		return sentence{bare(x.views[0]) + ", also " + x.views[1], of(x.u)}
	}},
	{"a message nobody made an entry of", func(x scene) sentence {
		for ref, m := range x.s.Messages {
			if text := x.s.Text(ref.Key()); !m.Gone && len(text) > 20 && !strings.Contains(bare(x.u.Text), bare(text)) {
				return sentence{"In the thread: " + text, of(x.u)}
			}
		}
		return sentence{}
	}},
	{"another language", func(x scene) sentence { return sentence{"Der Server war voll und niemand hat es bemerkt.", of(x.u)} }},
	{"half in another language", adds(", und niemand hat es bemerkt")},
	{"an order obeyed", func(x scene) sentence { return sentence{"PWNED", of(x.u)} }},
	{"the instructions", func(x scene) sentence {
		return sentence{"You copy-edit one section of a blameless incident review.", of(x.u)}
	}},
	{"HTML", adds(" <script>alert(1)</script>")},
	{"HTML around a word", turns(`(\w{5,})`, "<b>$1</b>")},
	{"escaped HTML", adds(" &lt;img src=x onerror=alert(1)&gt;")},
	{"a heading", before("# ")},
	{"a table", adds(" | a | b |")},
	{"bold", turns(`(\w{5,})`, "**$1**")},
	{"a footnote", adds(" [^1]")},
	{"two lines", adds("\n\n## 4. Root cause\n\nHuman error")},
	{"turned round", adds(" \u202eexe.txt")},
	{"a hidden letter", turns(`(\w\w\w)(\w\w)`, "$1\u200b$2")},
	{"a letter that looks the same", turns(`a`, "\u0430")},
	{"endless", adds(strings.Repeat(" and so on", 400))},
	{"a denial dropped", turns(`(?i)\b(?:not|never|nobody|none|nothing|no)\b `, "")},
	{"a denial turned", turns(`(?i)\b(?:nobody|none|nothing)\b`, "everybody")},
	{"a denial added", turns(` (\w+)`, " never $1")},
	{"a denial added at the end", adds(", or not")},
	{"a denial in front", before("It is not so that ")},
	{"a doubt added", turns(` (\w+)`, " probably $1")},
	{"a doubt in front", before("Some say that ")},
	{"a doubt dropped", turns(`(?i)\b(?:about|around|likely|nearly|close to|most of|some)\b `, "")},
	{"all of them", before("Every time, ")},
	{"only", turns(` (\w+)`, " only $1")},
	{"another unit", turns(`(\d+) ?(?:min(?:utes?)?)\b`, "$1 hours")},
	{"another unit, of hours", turns(`(\d+) ?hours?\b`, "$1 days")},
	{"no unit", turns(`(\d+) ?(?:min(?:utes)?|hours?|%)`, "$1")},
	{"no longer so", turns(`\bis\b`, "was")},
	{"no longer there", turns(`\b(?:has|have)\b`, "had")},
	{"still so", turns(`\bwas\b`, "is")},
	{"fixed since", adds(", fixed since")},
	{"a word dropped", turns(`(\w+) (\w{4,}) (\w+)`, "$1 $3")},
	{"a word changed", turns(`\b(\w{6,})\b`, "database")},
	{"turned round, in words", func(x scene) sentence {
		words := strings.Fields(bare(x.u.Text))
		if len(words) < 4 {
			return sentence{}
		}
		slices.Reverse(words)
		return sentence{strings.Join(words, " ") + ".", of(x.u)}
	}},
	{"halves exchanged", func(x scene) sentence {
		words := strings.Fields(bare(x.u.Text))
		if len(words) < 4 {
			return sentence{}
		}
		return sentence{strings.Join(slices.Concat(words[len(words)/2:], words[:len(words)/2]), " ") + ".", of(x.u)}
	}},
	{"two subjects exchanged", func(x scene) sentence {
		if len(x.other) == 0 {
			return sentence{}
		}
		a, b := strings.Fields(bare(x.u.Text)), strings.Fields(bare(x.other[0].Text))
		if len(a) < 4 || len(b) < 4 || a[1] == b[1] {
			return sentence{}
		}
		return sentence{strings.Join(slices.Concat(b[:2], a[2:]), " ") + ", and " + strings.Join(slices.Concat(a[:2], b[2:]), " ") + ".", of(x.u, x.other[0])}
	}},
	{"told twice", func(x scene) sentence { return sentence{bare(x.u.Text) + ", and " + x.u.Text, of(x.u, x.u)} }},
	{"summed up", func(x scene) sentence { return sentence{"There were several problems.", of(x.u)} }},
	{"only a part of it", func(x scene) sentence {
		words := strings.Fields(bare(x.u.Text))
		if len(words) < 6 {
			return sentence{}
		}
		return sentence{strings.Join(words[:len(words)/2], " ") + ".", of(x.u)}
	}},
	{"another heading's lead", before("By luck, it was that ")},
	{"two headings in one", func(x scene) sentence {
		for _, o := range x.p.Units {
			if o.Group != x.u.Group || o.Label != x.u.Label {
				return sentence{bare(x.u.Text) + "; " + o.Text, of(x.u, o)}
			}
		}
		return sentence{}
	}},
}

// scenes are the parts of all real reviews, each with one of its units to lie about.
func scenes(t *testing.T) []scene {
	var out []scene
	for name, s := range sessions(t) {
		s = s.Clone()
		for i, e := range s.Entries { // something that nobody has confirmed
			if e.Kind == postmortem.Learning && e.Live() {
				s.Entries[i].State = postmortem.Proposed
				break
			}
		}
		n := 0
		var views []string
		if r := report.Build(s, report.Options{}); len(r.Disagreements) > 0 {
			views = []string{r.Disagreements[0].Accounts[0].Text, r.Disagreements[0].Accounts[1].Text}
		}
		for _, p := range report.Passages(s, report.Options{}) {
			n++
			for i, u := range p.Units {
				x := scene{s: s, p: p, u: u, views: views}
				for j, o := range p.Units {
					if i != j && o.Group == u.Group && o.Label == u.Label {
						x.other = append(x.other, o)
					}
				}
				out = append(out, x)
			}
		}
		if n < 5 {
			t.Fatalf("%s has only %d parts", name, n)
		}
	}
	return out
}

// TestNoLieIsTold plants each lie in each part of each real review: it is told about the first unit of the part of which it can
// be told, among true sentences about the others, in the first answer and again in the second. None is kept; and put into the
// store past everything that reads an answer, none stands in any form of the document.
func TestNoLieIsTold(t *testing.T) {
	found, planted, kinds := 0, 0, map[string]int{}
	stored := map[*postmortem.Session]map[string][]postmortem.Retold{} // by section
	done := map[string]bool{}
	for _, x := range scenes(t) {
		for _, l := range lies {
			key := fmt.Sprint(l.name, &x.s.Opened, x.p.Section, x.p.Units[0].ID)
			told := l.tell(x)
			if told.Text == "" || done[key] {
				continue
			}
			done[key] = true
			if found++; testing.Short() && found%5 > 0 {
				continue
			}
			planted++
			kinds[l.name]++
			if stored[x.s] == nil {
				stored[x.s] = map[string][]postmortem.Retold{}
			}
			stored[x.s][x.p.Section] = append(stored[x.s][x.p.Section], postmortem.Retold{Text: told.Text, Of: told.Of, Entries: told.Of})
			w := writer(t, answers(func(q asked, _ int) string {
				list := []sentence{told}
				for _, e := range q.Entries {
					if !slices.Contains(told.Of, e.ID) {
						list = append(list, sentence{e.Text, []string{e.ID}})
					}
				}
				return says(list...)
			}))
			said, err := w.Word(t.Context(), Review{ID: string(x.s.ID), Parts: []report.Passage{x.p}})
			if err != nil || len(said) > 0 {
				t.Errorf("%s, in %s: %v, kept %+v", l.name, x.p.Section, err, said)
			}
		}
	}
	for s, sections := range stored {
		want := documents(t, s)
		for _, state := range []postmortem.WordingState{postmortem.WordingOffered, postmortem.WordingAccepted} {
			lied := s
			for id, list := range sections {
				lied = put(t, lied, id, state, list)
			}
			if got := documents(t, lied); got != want {
				t.Errorf("what is stored as %s changes the document:\n%s", state, cmp.Diff(want, got))
			}
		}
	}
	t.Logf("%d lies of %d kinds", planted, len(kinds))
	for _, l := range lies {
		if kinds[l.name] == 0 && !testing.Short() {
			t.Errorf("%q was never told", l.name)
		}
	}
	if found < 1000 {
		t.Errorf("only %d lies were found", found)
	}
}

// TestNoFormIsBent answers in forms that are not the one asked for, each with something in it that must not be kept.
func TestNoFormIsBent(t *testing.T) {
	s := confirmed("The disk alert fired", "Root partition full")
	parts := section(s, "root_cause")
	const good = `{"text":"The root partition was full.","of":["E2"]}`
	for name, answer := range map[string]string{
		"an extra key":       `{"sentences":[` + good + `],"post":"<!channel>"}`,
		"an extra key in it": `{"sentences":[{"text":"The root partition was full.","of":["E2"],"html":"<b>"}]}`,
		"a key in capitals":  `{"Sentences":[` + good + `]}`,
		"a list":             `[` + good + `]`,
		"a string":           `{"sentences":"The root partition was full."}`,
		"strings":            `{"sentences":["The root partition was full."]}`,
		"null":               `{"sentences":null}`,
		"of as a string":     `{"sentences":[{"text":"The root partition was full.","of":"E2"}]}`,
		"of nothing":         `{"sentences":[{"text":"The root partition was full.","of":[]}]}`,
		"of numbers":         `{"sentences":[{"text":"The root partition was full.","of":[2]}]}`,
		"text as a list":     `{"sentences":[{"text":["The root partition was full."],"of":["E2"]}]}`,
		"no text":            `{"sentences":[{"of":["E2"]}]}`,
		"a tool call":        `{"tool_calls":[{"name":"post_message","arguments":"{}"}]}`,
		"too many":           `{"sentences":[` + strings.TrimSuffix(strings.Repeat(good+",", 41), ",") + `]}`,
		"too many at once":   `{"sentences":[{"text":"The root partition was full.","of":["E2","E2","E2","E2","E2","E2","E2","E2","E2"]}]}`,
		"not closed":         `{"sentences":[` + good,
		"prose":              "I would rather not.",
		"an order in it":     `{"sentences":[],"verdict":"publish"}`,
	} {
		questions := 0
		w := writer(t, answers(func(asked, int) string { questions++; return answer }))
		if said, err := w.Word(t.Context(), Review{Parts: parts}); err != nil || len(said) > 0 || questions != 2 {
			t.Errorf("%s: %v, asked %d times, kept %+v", name, err, questions, said)
		}
	}
	// Around the right form there may be prose or a fence, as internal/llm has it.
	w := writer(t, answers(func(asked, int) string { return "Here you are:\n```json\n{\"sentences\":[" + good + "]}\n```" }))
	if said, err := w.Word(t.Context(), Review{Parts: parts}); err != nil || len(said) != 1 {
		t.Errorf("in a fence: %v, %+v", err, said)
	}
}
