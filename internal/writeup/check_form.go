package writeup

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/remedybot/remedy/internal/markdown"
)

var (
	todo     = regexp.MustCompile(`\b(?:TODO|TBD|TBC|FIXME|XXX)\b|(?i)^\W*(?:to be (?:written|added|filled in|completed|determined|confirmed|decided)|lorem ipsum|work in progress|coming soon|add details here)\b`)
	hint     = regexp.MustCompile(`(?i)^\W*(?:\[(?:[a-z][^\]]{2,}|\.{3}|…)\]|<[a-z][^<>:@]{3,}>|\{\{?[^{}]+\}?\}|\.{3}|…)[\W]*$|\b(?:YYYY-MM-DD|HH:MM|hh:mm)\b|^(?:brief|short|one[- ](?:paragraph|line|sentence))\s+(?:event\s+)?(?:description|summary|overview)\b[^.]{0,40}\.?$|^(?:describe|explain|list|provide|insert|fill in|summari[sz]e) (?:the|a|an|what|how|why|who|any|all|here|your)\b[^\n]*$`)
	slot     = regexp.MustCompile(`(?i)(?:^|\s)(?:\{[a-z][^{}]*(?: [^{}]*)\}|\[(?:insert|your|e\.g\.|describe|name of|time range|date of)\b[^\]]*\]|<(?:insert|your|name of|time range|number of)\b[^<>]*>)`)
	unfilled = regexp.MustCompile(`^\W*(?:TODO|TBD|TBC|FIXME|XXX|\.{3}|…)\W*$|^\W*\[[A-Za-z][^\]]*\]\W*$`)
	emptyRow = regexp.MustCompile(`^[\s|*_–—-]*$`)
)

// placeholder reports whether a text is what a template left to be filled in.
func placeholder(raw string) bool {
	text := strings.TrimSpace(raw)
	return emptyRow.MatchString(text) || hint.MatchString(text) && len(text) < 300 || todo.MatchString(text) && len(strings.Fields(text)) < 4
}

// plainOf lists what a section says, block by block.
func plainOf(s *Section) []string {
	var out []string
	for _, b := range s.Blocks {
		if b.Kind == markdown.Table {
			for _, row := range b.Rows[min(1, len(b.Rows)):] {
				out = append(out, markdown.Plain(strings.Join(row.Cells, " ")))
			}
			continue
		}
		out = append(out, markdown.Plain(b.Text))
	}
	return out
}

// says reports whether a section holds anything but what a template left.
func says(s *Section) bool {
	return slices.ContainsFunc(s.Blocks, func(b markdown.Block) bool {
		if b.Kind == markdown.Table {
			return slices.ContainsFunc(b.Rows[min(1, len(b.Rows)):], func(row markdown.Row) bool {
				return slices.ContainsFunc(row.Cells, func(c string) bool { return !placeholder(c) })
			})
		}
		return !placeholder(b.Text)
	})
}

// wanted are the parts that every review has.
var wanted = []struct {
	name  string
	parts []Part
}{
	{"a summary", []Part{Summary}}, {"the impact", []Part{Impact}}, {"a timeline", []Part{Timeline}}, {"the causes", []Part{Causes}},
	{"actions", []Part{Actions}}, {"lessons", []Part{Lessons, WentWell, WentPoorly, Luck}},
}

func (c *checker) sections() answer {
	var missing []string
	for _, w := range wanted {
		there := len(c.in(w.parts...)) > 0
		switch w.parts[0] {
		case Summary:
			there = there || c.introduced()
		case Impact:
			figure, gear := figureIn(c.text(Summary, Head))
			there = there || figure != "" && !gear
		case Timeline:
			there = there || len(c.Entries) > 0
		case Actions:
			there = there || len(c.Actions) > 0
		case Lessons:
			well, poorly, luck := c.learnings()
			there = there || well || poorly || luck || learnt.MatchString(c.text(Other, Causes, Response, Head))
		}
		if !there {
			missing = append(missing, w.name)
		}
	}
	var empty []int
	name := ""
	for i, s := range c.Sections {
		if s.Title == "" || s.Part == Head || s.Part == Other || s.Part == People || s.echo {
			continue
		}
		below := i+1 < len(c.Sections) && c.Sections[i+1].Level > s.Level && c.Sections[i+1].Level < markdown.Bold+1
		if !below && !says(&c.Sections[i]) && !(s.Part == Timeline && len(c.Entries) > 0) && !(s.Part == Actions && len(c.Actions) > 0) {
			empty = append(empty, s.Line)
			if name == "" {
				name = s.Title
			}
		}
	}
	for _, s := range c.said {
		if s.Part == Actions && (s.Cell || !unfilled.MatchString(s.Text)) || s.Part == People || s.Part == Other && s.Line < 4 {
			continue
		}
		if s.Part == Actions || todo.MatchString(s.Prose) || slot.MatchString(s.Prose) || s.Part != Head && hint.MatchString(s.Prose) && len(s.Text) < 120 {
			empty = append(empty, s.Line)
			if name == "" {
				name = s.Text
			}
		}
	}
	for _, e := range c.Entries {
		if e.Blank {
			empty = append(empty, e.Line)
			if name == "" {
				name = e.Text
			}
		}
	}
	switch {
	case len(missing) > 0 && len(empty) > 0:
		return open(empty, "Add %s, and fill in or remove what the template left at %s.", and(missing), quote(name))
	case len(missing) > 0:
		return open(nil, "Add %s; nothing is headed so.", and(missing))
	case len(empty) > 0:
		return open(empty, "Fill in or remove what is empty or left of a template, the first at %s.", quote(name))
	}
	return met("Summary, impact, timeline, causes, actions and lessons are there, and each says something.")
}

var learnt = regexp.MustCompile(`(?i)\blessons?\b|\bwe(?: have|'ve)? (?:also )?learn(?:ed|t)\b|\btake-?aways?\b`)

// introduced reports whether the text begins with a paragraph that can stand for a summary.
func (c *checker) introduced() bool {
	words := 0
	for _, s := range c.said {
		if s.Part == Head && s.Body && !c.fields[s.Line] {
			if n := len(strings.Fields(s.Text)); n >= 6 && strings.ContainsAny(s.Text[len(s.Text)-1:], ".!?") {
				words += n
			}
		}
	}
	return words >= 12
}

var (
	graded   = regexp.MustCompile(`(?i)\b(?:sev(?:erity)?[ -:#]{0,2}(?:[0-5]|one|two|three|critical|major|minor|high|medium|low)|p[0-4]|s[1-4]|(?:critical|major|minor|high|low|medium)[ -](?:severity|priority)|(?:severity|priority|level)\W{0,4}(?:[0-5]|critical|major|minor|high|medium|low))\b`)
	untitled = regexp.MustCompile(`(?i)[\[<{]+\s*(?:incident|title|name|brief|short|service|system|insert|your)\b[^\]>}]*[\]>}]`)
	several  = regexp.MustCompile(`(?i),|;|/|\band\b|&|\+`)
)

// severity is how grave the incident is said to be, in the words of the text; "" if it is not said.
func (c *checker) severity() string {
	for _, f := range c.Fields {
		if (strings.Contains(f.Name, "severity") || strings.Contains(f.Name, "priority") || f.Name == "sev" || f.Name == "level") && nothing(f.Value) != "" && f.Part != Actions {
			return f.Value
		}
	}
	return graded.FindString(c.Title + "\n" + c.text(Head, Summary, Impact, Other))
}

var highest = regexp.MustCompile(`(?i)\b(?:sev(?:erity)?[ -]?)?[012]\b|\b[ps][012]\b|critical|major|high|one|two`)

// grave reports whether the incident is said to be of a high severity.
func (c *checker) grave() bool { return highest.MatchString(c.severity()) }

// writtenBy names who stands for the text, outside of a list of fields.
var writtenBy = regexp.MustCompile(`(?i)\b(?:opened|written|prepared|authored|posted|compiled|owned) by:? @?[\pL]`)

func (c *checker) header() answer {
	var lacks []string
	if c.Title == "" || untitled.MatchString(c.Title) {
		lacks = append(lacks, "a title")
	}
	dated := !c.Day.IsZero()
	if !dated {
		lacks = append(lacks, "the date of the incident")
	}
	if c.severity() == "" {
		lacks = append(lacks, "a severity")
	}
	owned, many := false, []int(nil)
	for _, f := range c.Fields {
		if f.Part == Actions || f.Part == Timeline {
			continue
		}
		switch n := f.Name; {
		case n == "owner" || n == "owners" || strings.HasSuffix(n, " owner") || strings.HasSuffix(n, "owned by"):
			if v := nothing(f.Value); v != "" {
				owned = true
				if several.MatchString(v) {
					many = append(many, f.Line)
				}
			}
		case strings.HasPrefix(n, "author") || strings.Contains(n, "commander") || strings.Contains(n, "lead") || n == "ic" || strings.HasPrefix(n, "facilitat") || strings.Contains(n, "facilitator") || strings.Contains(n, "written by") || strings.Contains(n, "prepared by") || n == "by" || strings.Contains(n, "responsible") || n == "reporter":
			owned = owned || nothing(f.Value) != "" || f.Value != ""
		}
	}
	if !owned && !writtenBy.MatchString(c.text(Head)) {
		lacks = append(lacks, "an owner")
	}
	switch {
	case len(many) > 0 && len(lacks) == 0:
		return open(many, "Name one owner; the others are contributors.")
	case len(many) > 0:
		return open(many, "Name one owner instead of several, and at the top add %s.", and(lacks))
	case len(lacks) > 0:
		return open(nil, "At the top, add %s.", and(lacks))
	}
	return met("Title, date, severity and an owner or author are there.")
}

func (c *checker) tags() answer {
	for _, f := range c.Fields {
		for _, n := range []string{"tag", "label", "category", "categories", "service", "affected service", "component", "keywords", "product"} {
			if strings.HasPrefix(f.Name, n) && f.Value != "" {
				return met("There is a line %q.", f.Name)
			}
		}
	}
	return open(nil, "Add a line of tags, such as the service and the kind of trigger, so that similar incidents can be found.")
}

var narrow = regexp.MustCompile(`(?i)\bteam\b|\bonly\b`)

var wideAudience = regexp.MustCompile(`(?i)\b(?:all|every|company|everyone|public|org|engineering|customers?)`)

func (c *checker) audience() answer {
	for _, f := range c.Fields {
		if !strings.Contains(f.Name, "shared with") && !strings.Contains(f.Name, "audience") && !strings.Contains(f.Name, "distribution") && f.Name != "visibility" {
			continue
		}
		v := nothing(f.Value)
		switch {
		case v == "":
		case wideAudience.MatchString(v):
			return met("It is shared with %s.", quote(v))
		case narrow.MatchString(v):
			return open([]int{f.Line}, "Share it with more people than the team; others meet the same conditions.")
		}
	}
	return unclear("It does not say with whom it is shared.")
}

func (c *checker) published() answer {
	if c.Released.IsZero() || c.Day.IsZero() || c.Released.Before(c.Day) {
		return unclear("It does not say when the incident was and when the text was published.")
	}
	if days := int(c.Released.Sub(c.Day) / (24 * time.Hour)); days > 7 {
		return open(nil, "It was published %d days after the incident; within a week people still remember.", days)
	}
	return met("It was published within a week.")
}

func (c *checker) brief() answer {
	parts := c.in(Summary)
	if len(parts) == 0 {
		if !c.introduced() {
			return open(nil, "Begin with a summary of two to five sentences: who was affected, how long, what came together, what changes.")
		}
		parts = c.in(Head)
	}
	if i := slices.IndexFunc(parts, c.narrates); i >= 0 && parts[i].Part == Summary {
		parts = c.below(parts[i]) // an executive summary before a longer one
	}
	sentences, words, line := 0, 0, parts[0].Line
	alone := !slices.ContainsFunc(c.Sections, func(s Section) bool { return s.Part != Head })
	for _, s := range parts {
		for _, b := range s.Blocks {
			if c.entries[b.Line] || b.Kind != markdown.Paragraph && (b.Kind != markdown.Item || s.Part == Head) || s.Part == Head && c.fields[b.Line] {
				continue
			}
			for _, said := range split(nil, b.Text, b.Line, s.Part) {
				n := len(strings.FieldsFunc(said.Text, unicode.IsSpace))
				if s.Part == Head && (n < 6 || !strings.ContainsAny(said.Text[len(said.Text)-1:], ".!?")) {
					continue
				}
				sentences++
				words += n
			}
			if alone && sentences > 0 {
				break // its first paragraph has to do
			}
		}
	}
	lines := lineOf(line)
	switch {
	case sentences == 0:
		return open(lines, "The summary says nothing yet.")
	case words > 120:
		return open(lines, "Cut the summary from %d to at most 120 words; details have their own sections.", words)
	case sentences == 1 && words < 15:
		return open(lines, "Let the summary say who was affected, for how long, and what changes; it is one short sentence.")
	case words > 22*sentences:
		return open(lines, "Make the sentences of the summary shorter; they have %d words on average, and 22 can be read at once.", words/sentences)
	case sentences > 5:
		return open(lines, "Cut the summary from %d to at most five sentences.", sentences)
	case sentences == 1:
		return open(lines, "Give the summary a second sentence: who was affected, for how long, what changes.")
	}
	return met("The summary has %d sentences and %d words.", sentences, words)
}

// narrates reports whether a section holds a sentence, and not only names with their values.
func (c *checker) narrates(s *Section) bool {
	return slices.ContainsFunc(s.Blocks, func(b markdown.Block) bool {
		text := strings.TrimSpace(markdown.Plain(b.Text))
		return b.Kind != markdown.Table && len(strings.Fields(text)) > 4 && strings.HasSuffix(text, ".") && (!c.fields[b.Line] || s.echo)
	})
}

// below is a section with what stands under it by lines in bold alone: it is read as one.
func (c *checker) below(s *Section) []*Section {
	out := []*Section{s}
	for i := range c.Sections {
		if o := &c.Sections[i]; o.Line == s.Line && o.Title == s.Title && !o.echo {
			for n := i + 1; n < len(c.Sections) && s.Level < markdown.Bold && c.Sections[n].Level == markdown.Bold && !c.Sections[n].echo; n++ {
				out = append(out, &c.Sections[n])
			}
			break
		}
	}
	return out
}
