package writeup

import (
	"fmt"
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/rubric"
	"github.com/remedybot/remedy/internal/tone"
)

// A Finding is what the text shows of one rule, and where.
type Finding struct {
	rubric.Verdict
	Line  int   `json:"line"`            // from 1; 0 if it is about the whole
	Lines []int `json:"lines,omitempty"` // all lines, where there are several
}

// An answer is what one check finds.
type answer struct {
	result rubric.Result
	why    string
	lines  []int
}

func met(format string, args ...any) answer {
	return answer{result: rubric.Met, why: fmt.Sprintf(format, args...)}
}

func unclear(format string, args ...any) answer {
	return answer{result: rubric.Unknown, why: fmt.Sprintf(format, args...)}
}

func open(lines []int, format string, args ...any) answer {
	slices.Sort(lines)
	return answer{rubric.Open, fmt.Sprintf(format, args...), slices.Compact(lines)}
}

// A checker holds what the checks share.
type checker struct {
	*Review
	said  []Sentence
	heard *tone.Local

	fields, entries map[int]bool    // lines that hold one
	posts           map[int]bool    // lines of fields that say who took part as what
	known           map[string]bool // names of those who took part
}

// Check holds the text against every rule, in their order. A rule that no program can judge, or that this text does not
// allow to judge, is Unknown. The tone checker is asked about the wording; nil leaves that to the lists of the rubric.
func (r *Review) Check(heard *tone.Local) []Finding {
	c := &checker{Review: r, said: r.sentences(), heard: heard, fields: map[int]bool{}, entries: map[int]bool{}, posts: map[int]bool{}}
	for _, f := range r.Fields {
		c.fields[f.Line] = true
		c.posts[f.Line] = c.posts[f.Line] || attending.MatchString(f.Name)
	}
	for _, e := range r.Entries {
		c.entries[e.Line] = true
	}
	c.known = c.roster()
	words := c.wording()
	checks := map[string]func() answer{
		"Q1": c.sections, "Q2": c.header, "Q5": c.tags, "Q6": c.audience, "Q7": c.published, "Q8": c.brief, "Q9": c.acronyms, "Q10": c.linked,
		"Q16": c.names, "Q18": c.secrets,
		"Q21": words("Q21"), "Q22": words("Q22"), "Q23": words("Q23"), "Q24": words("Q24"), "Q25": c.harm, "Q26": c.outright, "Q27": c.hedges,
		"Q28": c.numbers, "Q29": c.window,
		"Q30": c.moments, "Q31": c.addsUp, "Q32": c.inOrder, "Q33": c.startsBefore,
		"Q36": c.causes, "Q37": c.people, "Q39": c.detection, "Q40": c.watched, "Q42": c.similar,
		"Q43": c.lessons, "Q44": c.unsung, "Q45": c.balance,
		"Q47": c.owned, "Q48": c.concrete, "Q49": c.verifiable, "Q50": c.changesPeople, "Q51": c.strong, "Q52": c.preventing, "Q53": c.kinds,
		"Q55": c.priority, "Q56": c.few, "Q57": c.soon,
	}
	if !c.english() {
		for id := range checks {
			if !slices.Contains(wordless, id) {
				checks[id] = func() answer { return unclear("The text is not in English, so only its form can be read.") }
			}
		}
	}
	var out []Finding
	for _, rule := range rubric.All() {
		a := unclear("%s", unjudged(rule))
		if check := checks[rule.ID]; check != nil {
			a = check()
		}
		f := Finding{Verdict: rubric.Verdict{ID: rule.ID, Result: a.result, Why: a.why}}
		if len(a.lines) > 0 {
			f.Line = a.lines[0]
		}
		if a.result == rubric.Open {
			f.Where = c.spot(rule.ID, f.Line)
		}
		if len(a.lines) > 1 {
			f.Lines = a.lines
		}
		out = append(out, f)
	}
	return out
}

// wordless are the rules that can be judged in any language.
var wordless = []string{"Q7", "Q10", "Q18", "Q30", "Q31", "Q32", "Q47", "Q56", "Q57"}

var function = wordSet("the of and to was were is that for with on by from at had not this we it as")

// english reports whether a text is in English, or too short to tell.
func (c *checker) english() bool {
	words, ours := 0, 0
	for _, s := range c.said {
		for w := range strings.FieldsSeq(strings.ToLower(s.Prose)) {
			words++
			if function[w] {
				ours++
			}
		}
	}
	const least, share = 30, 25 // of the words of English, every third is one of these; of others, hardly any
	return words < least || ours*share > words
}

// unjudged says why a rule is left to people.
func unjudged(rule rubric.Rule) string {
	switch rule.ID {
	case "Q3", "Q4", "Q12", "Q13", "Q14", "Q15", "Q17", "Q19", "Q20", "Q58":
		return "A text alone does not show which messages and confirmations it rests on."
	}
	return "This takes a reader."
}

// Blocked reports whether a rule that blocks is open.
func Blocked(found []Finding) bool {
	return slices.ContainsFunc(found, func(f Finding) bool {
		rule, _ := rubric.Of(f.ID)
		return f.Result == rubric.Open && rule.Blocks
	})
}

// text joins what sections of these parts say.
func (c *checker) text(parts ...Part) string {
	var b strings.Builder
	for _, s := range c.said {
		if slices.Contains(parts, s.Part) {
			b.WriteString(s.Text)
			b.WriteByte('\n')
		}
	}
	for _, s := range c.in(parts...) {
		if s.echo {
			for _, x := range plainOf(s) {
				b.WriteString(x + "\n")
			}
		}
	}
	return b.String()
}

// quote is the beginning of a text, between quotation marks.
func quote(s string) string {
	const most = 60
	s = oneLine(s)
	if r := []rune(s); len(r) > most {
		cut := string(r[:most])
		if i := strings.LastIndexByte(cut, ' '); i > most/2 {
			cut = cut[:i]
		}
		s = cut + " …"
	}
	return "“" + s + "”"
}

// count is a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// and joins words as one says them.
func and(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
