package writeup

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/due"
	"github.com/remedybot/remedy/internal/markdown"
)

// An Action is something that is to be done.
type Action struct {
	Text     string // plain, without owner and date where they stand apart
	Owner    string // as written; "" if nobody
	Due      string // as written; "" if no date
	Ticket   bool   // it points to a tracker or a pull request
	Done     bool
	DoneWhen string
	Type     string
	Priority string
	Line     int
}

// A column is what a cell of a table of actions holds.
type column int

const (
	otherColumn column = iota
	textColumn
	ownerColumn
	dueColumn
	ticketColumn
	stateColumn
	typeColumn
	priorityColumn
	doneWhenColumn
)

var columns = []struct {
	is    column
	shape *regexp.Regexp
}{
	{doneWhenColumn, regexp.MustCompile(`done when|definition of done|success|acceptance|end state|verif|measure`)},
	{ownerColumn, regexp.MustCompile(`\b(owner|owned|assignee|assigned|responsible|who|dri|lead|person|team|verantwortlich|responsable|accountable|poc)\b`)},
	{dueColumn, regexp.MustCompile(`\b(due|deadline|date|eta|when|target|by when|timeline|timeframe|until|fällig|fecha|deadline|completion)\b`)},
	{priorityColumn, regexp.MustCompile(`\b(priority|prio|severity|urgency)\b`)},
	{stateColumn, regexp.MustCompile(`\b(status|state|done|complete|completed|progress)\b`)},
	{typeColumn, regexp.MustCompile(`\b(type|kind|category|class)\b`)},
	{ticketColumn, regexp.MustCompile(`\b(tickets?|bug|issue|jira|link|tracking|pr|reference|tracker|url|bug id|github)\b`)},
	{textColumn, regexp.MustCompile(`\b(actions?|items?|tasks?|description|what|title|to-?do|follow[- ]?ups?|measure|recommendation|improvement|maßnahme|acción|summary|work)\b`)},
}

// actions reads the actions from the sections of that name, and from tables that have a column for them and one for
// their owner.
func (r *Review) actions() {
	for i := range r.Sections {
		s := &r.Sections[i]
		finished := false
		for n, b := range s.Blocks {
			from := len(r.Actions)
			switch {
			case b.Kind == markdown.Table && (s.Part == Actions || !s.echo && s.Part != Timeline && s.Part != People && s.Part != Head):
				r.actionTable(b, s.Part == Actions)
			case b.Kind == markdown.Item && s.Part == Actions:
				r.actionItem(b, s.Blocks[n+1:])
			case b.Kind == markdown.Paragraph && s.Part == Actions && !s.echo:
				r.actionLines(b)
				finished = finishedList(b.Text)
				continue
			}
			for j := range r.Actions[from:] {
				r.Actions[from+j].Done = r.Actions[from+j].Done || finished
			}
		}
	}
}

func (r *Review) actionTable(b markdown.Block, sure bool) {
	b = headed(b)
	var is []column
	have := map[column]bool{}
	for _, c := range b.Rows[0].Cells {
		name, kind := title(markdown.Plain(c)), otherColumn
		for _, col := range columns {
			if col.shape.MatchString(name) && !have[col.is] {
				kind = col.is
				break
			}
		}
		have[kind] = true
		is = append(is, kind)
	}
	if sure && len(have) == 1 && have[otherColumn] { // no head, or one that names nothing
		is = guessed(b.Rows[1:], len(is))
		have[textColumn] = slices.Contains(is, textColumn)
	}
	switch {
	case !have[textColumn] && sure: // its first nameless or foreign column
		if i := slices.Index(is, otherColumn); i >= 0 {
			is[i] = textColumn
		} else if i := slices.Index(is, ticketColumn); i >= 0 {
			is[i] = textColumn
		} else {
			return
		}
	case !have[textColumn] || !sure && (!have[ownerColumn] && !have[dueColumn] || r.isTimeline(b)):
		return
	}
	for _, row := range b.Rows[1:] {
		a := Action{Line: row.Line}
		spoken, struck := "", false
		for i, raw := range row.Cells {
			if i >= len(is) {
				break
			}
			cell := oneLine(markdown.Plain(raw))
			spoken += " " + raw
			switch is[i] {
			case textColumn:
				a.Text = cell
				struck = strings.HasPrefix(strings.TrimSpace(raw), "~~")
			case ownerColumn:
				a.Owner = nothing(cell)
				a.Done = a.Done || given.MatchString(cell)
			case dueColumn:
				if dated.MatchString(cell) {
					a.Due = nothing(cell)
				}
				a.Done = a.Done || finished.MatchString(cell)
			case ticketColumn:
				a.Ticket = a.Ticket || nothing(cell) != ""
			case stateColumn:
				a.Done = a.Done || finished.MatchString(cell)
			case typeColumn:
				a.Type = strings.ToLower(nothing(cell))
			case priorityColumn:
				a.Priority = strings.ToLower(nothing(cell))
			case doneWhenColumn:
				a.DoneWhen = nothing(cell)
			}
		}
		if a.Text == "" || placeholder(a.Text) && !asks.MatchString(a.Text) {
			continue
		}
		a.Ticket = a.Ticket || tracked(spoken)
		a.Done = a.Done || struck
		r.complete(&a)
		r.Actions = append(r.Actions, a)
	}
}

// isTimeline reports whether the rows of a table were read as entries of the timeline.
func (r *Review) isTimeline(b markdown.Block) bool {
	last := b.Rows[len(b.Rows)-1].Line
	return slices.ContainsFunc(r.Entries, func(e Entry) bool { return e.timed() && e.Line > b.Line && e.Line <= last })
}

// someDay begins a day in words or figures; a number alone is an amount, as in "by 10%".
const someDay = `end of |early |mid |late |next |this (?:week|month|quarter|sprint)|q[1-4]\b|20\d\d-\d|\d{1,2}[./]\d{1,2}\b|\d{1,2}(?:st|nd|rd|th)?\.? (?:` + monthNames + `)\b|(?:` + dayNames + `)\b|(?:` + monthNames + `)\b|eo[dwmqy]\b|tomorrow|today`

var (
	none     = regexp.MustCompile(`(?i)^(?:[-–—?._\s]+|\w{0,4}[?#]|tb[dac]|n/?a|none|nobody|no one|unassigned|unowned|open|not assigned|not set|todo|\[.*\]|<.*>|no owner|no date|asap|soon|later|unknown|pending|open, no (?:owner|date))$`)
	finished = regexp.MustCompile(`(?i)^\W*(?:done|complete|completed|closed|resolved|merged|fixed|shipped|finished|implemented|dropped|won'?t (?:do|fix)|cancelled|✅|✔|yes|x)\b|✅|☑`)
	dated    = regexp.MustCompile(`(?i)\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\b(?:week|month|quarter|sprint|today|tomorrow|immediate(?:ly)?|ongoing|eo[dwmqy])\b`)
	ticket   = regexp.MustCompile(`(?i)https?://|\B#\d{1,7}\b|\b[A-Z][A-Z0-9]{1,9}-\d{1,6}\b|\b(?:bug|issue|pr|ticket|jira|b/)\s?#?\d{2,}`)
	handle   = regexp.MustCompile(`(?:^|[\s(\[:,/|–—-])@([A-Za-z0-9][\w./-]*\w)`)
	owner    = regexp.MustCompile(`(?i)\b(?:owner|owned by|assignee|assigned to|assigned|responsible|dri|point of contact|poc|verantwortlich)\b\W{0,6}[:=–—-]?\s*\W{0,3}([\pL@\[][\pL\d@._/ '\]-]{0,40})`)
	dueWord  = regexp.MustCompile(`(?i)\b(?:due|eta|deadline|target(?: date)?|fällig)\b\W{0,5}(?:(?:date|by|on|bis)\W{0,4})?(?:` + someDay + `|\d).{0,20}|\b(?:by|before|until|bis)\s+(?:the )?(?:` + someDay + `)`)
	isoDay   = regexp.MustCompile(`\b20\d\d[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}\.\d{1,2}\.20\d\d\b|\b\d{1,2}/\d{1,2}/(?:20)?\d\d\b|\bQ[1-4]\b(?:\s*/?\s*20\d\d)?`)
	inWords  = regexp.MustCompile(`(?i)\b(?:` + monthNames + `)\.?\s+\d{1,2}(?:st|nd|rd|th)?\b|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:` + monthNames + `)\b`)
	named    = regexp.MustCompile(`(?:[–—|]|\s--?|[;(\[])\s*(\p{Lu}[\pL.'-]+(?:\s+\p{Lu}[\pL.'-]+){0,2}(?:\s*(?:,|/|&|and)\s*\p{Lu}[\pL.'-]+(?:\s+\p{Lu}[\pL.'-]+){0,2})?)\s*[,;(–—-]\s*(?:due:?\s*|by\s+)?(?:\d|next |end of |(?:` + monthNames + `)\b|q[1-4])`) // a name before a date
	closing  = regexp.MustCompile(`[\[(]\s*@?(\p{Lu}[\pL.'-]*(?:\s+\p{Lu}[\pL.'-]*){0,2}(?:\s+team)?)\s*(?:,[^)\]]*)?[\])]\s*\.?$|[–—|]\s*@?(\p{Lu}[\pL.'-]+(?:\s+\p{Lu}[\pL.'-]*){0,2}(?:\s+team)?)\s*\.?$`)
	starting = regexp.MustCompile(`^\[?@?(\p{Lu}[\pL.'-]+(?:\s+\p{Lu}[\pL.'-]+)?)\]?\s*(?::\s|(?:to|will|is going to|shall)\s+\p{Ll})`)
	given    = regexp.MustCompile(`(?i),\s*(?:dropped|done|declined|cancelled)$`) // an owner with what became of it
	doneNote = regexp.MustCompile(`(?i)[\[(*_]\s*(?:done|complete|completed|fixed|merged|resolved|finished|closed)\b[^)\]]{0,40}[\])*_]|^\W*(?:done|completed|fixed|resolved)\b\W*[:–—-]|✅|☑|:white_check_mark:`)
)

// numbered are names of actions, severities and standards that look like tickets.
var numbered = regexp.MustCompile(`\b(?:AI|ACT|ACTION|ITEM|SEV|UTF|SHA|ISO|RFC|CVE|HTTP|AES|MD|TLS)-\d+`)

// tracked reports whether an action points to a tracker or a pull request.
func tracked(text string) bool { return ticket.MatchString(numbered.ReplaceAllString(text, "")) }

// nothing is a cell's value, or "" where it says that there is none.
func nothing(cell string) string {
	if cell = strings.TrimSpace(cell); none.MatchString(cell) {
		return ""
	}
	return cell
}

// actionItem reads an item of a list of actions, with the items below it: details such as an owner, or, under a mere
// title such as "Prevention:", actions of their own.
func (r *Review) actionItem(b markdown.Block, after []markdown.Block) {
	var below []markdown.Block
	for _, c := range after {
		if c.Kind == markdown.Heading || c.Kind == markdown.Item && c.Level <= b.Level {
			break
		}
		below = append(below, c)
	}
	text := oneLine(markdown.Plain(b.Text))
	if b.Level > 0 && !r.group[b.Line] {
		return
	}
	if len(below) > 0 && (strings.HasSuffix(text, ":") || len(strings.Fields(text)) <= 2) && !detail.MatchString(markdown.Plain(below[0].Text)) {
		for _, c := range below {
			if c.Kind == markdown.Item && c.Level == below[0].Level {
				r.group[c.Line] = true
			}
		}
		return
	}
	if text == "" || placeholder(text) && !asks.MatchString(text) || none.MatchString(text) {
		return
	}
	told := strings.TrimSpace(particulars.ReplaceAllString(text, ""))
	a := Action{Text: cmp.Or(told, text), Line: b.Line, Done: b.Box == markdown.Ticked || strings.HasPrefix(strings.TrimSpace(b.Text), "~~") || doneNote.MatchString(b.Text)}
	spoken := b.Text
	for _, c := range below {
		spoken += " ; " + c.Text
	}
	a.Ticket = tracked(spoken)
	said := oneLine(markdown.Plain(spoken))
	if m := owner.FindStringSubmatch(said); m != nil {
		a.Owner = nothing(strings.TrimSpace(m[1]))
		if i := strings.IndexAny(a.Owner, ".,;"); i > 0 {
			a.Owner = a.Owner[:i]
		}
	} else if m := handle.FindStringSubmatch(said); m != nil {
		a.Owner = "@" + m[1]
	} else if m := named.FindStringSubmatch(text); m != nil && !notName.MatchString(m[1]) && !shouted.MatchString(m[1]) {
		a.Owner = m[1]
	} else if m := closing.FindStringSubmatch(text); m != nil && !notName.MatchString(m[1]+m[2]) && !shouted.MatchString(m[1]+m[2]) {
		a.Owner = m[1] + m[2]
	} else if m := starting.FindStringSubmatch(text); m != nil && (firstNames[strings.ToLower(strings.Fields(m[1])[0])] || strings.ContainsAny(text[:1], "[@")) {
		a.Owner = m[1]
	}
	a.Owner = cmp.Or(a.Owner, aside(text))
	for _, shape := range []*regexp.Regexp{dueWord, isoDay, inWords} {
		if m := shape.FindString(said); m != "" && a.Due == "" {
			a.Due = m
		}
	}
	if d, _, ok := due.Find(said, r.Day, nil); a.Due == "" && ok && !r.Day.IsZero() {
		a.Due = d.String()
	}
	r.complete(&a)
	r.Actions = append(r.Actions, a)
}

// aside finds an owner who stands between dashes, commas or full stops behind the action: "Add a limit - Bo - 20 March".
func aside(text string) string {
	parts := apart.Split(text, -1)
	for _, p := range parts[min(1, len(parts)):] {
		p = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(p), "."))
		words := strings.Fields(p)
		if n := len(words); n > 0 && n <= 3 && (firstNames[strings.ToLower(words[0])] && capital.FindString(words[0]) == words[0] || n <= 2 && strings.HasSuffix(strings.ToLower(p), "team")) {
			return p
		}
	}
	return ""
}

var (
	apart = regexp.MustCompile(`\s+[–—|-]+\s+|[,;.]\s+`)
	// asks begins what is the hint of a template elsewhere and an action here.
	asks    = regexp.MustCompile(`(?i)^(?:describe|explain|list|provide|insert|summari[sz]e)\b`)
	detail  = regexp.MustCompile(`(?i)^\W*(?:owner|assignee|assigned|due|eta|deadline|status|ticket|issue|priority|type|jira)\b`)
	shouted = regexp.MustCompile(`^[A-Z0-9.-]{3,}$`) // an acronym
	notName = regexp.MustCompile(`(?i)^(?:done|fixed|complete|completed|wip|in progress|optional|todo|tbd|p[0-4]|high|medium|low|prevent|detect|mitigate|process|structure|short|long|long[- ]term|short[- ]term|e\.g\..*|i\.e\..*|see .*|if .*|the .*|and .*|or .*|for .*|with .*|in .*|to .*)$`)
)

// complete reads what a cell of a table may still hold in its words.
func (r *Review) complete(a *Action) {
	if a.Due == "" {
		if m := dueWord.FindString(a.Text); m != "" {
			a.Due = m
		}
	}
	if a.Owner == "" {
		if m := handle.FindStringSubmatch(a.Text); m != nil {
			a.Owner = "@" + m[1]
		}
	}
}

// teamWords make an owner a group when nothing else stands beside them.
var teamWords = func() map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(`team teams squad group guild department dept everyone everybody all engineering engineers sre sres ops operations platform
		infra infrastructure dev devs devops development developers backend frontend security qa data cloud network networking core product support it
		db dba dbas database api web mobile release oncall on-call management leadership the our and & / of - a whole entire crew org organisation
		service services systems payments search checkout storage observability reliability`) {
		set[w] = true
	}
	return set
}()

// team reports whether an owner is a group rather than a person.
func team(owner string) bool {
	low := strings.ToLower(strings.Trim(owner, " @.,()[]"))
	if strings.HasPrefix(owner, "@") && strings.ContainsAny(low, "/") {
		return true
	}
	words := strings.FieldsFunc(low, func(r rune) bool { return strings.ContainsRune(" -_,/()", r) })
	if len(words) == 0 {
		return false
	}
	if last := words[len(words)-1]; (last == "team" || last == "squad" || last == "guild" || last == "department" || last == "everyone") && !strings.ContainsAny(owner, ",(") {
		return true
	}
	for _, w := range words {
		if !teamWords[w] {
			return false
		}
	}
	return true
}
