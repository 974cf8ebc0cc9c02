package writeup

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/due"
	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/internal/markdown"
)

// undone are the actions still to be done.
func (c *checker) undone() []Action {
	return slices.DeleteFunc(slices.Clone(c.Actions), func(a Action) bool { return a.Done })
}

// noActions answers for a text without open actions.
func (c *checker) noActions() answer {
	prose := slices.ContainsFunc(c.in(Actions), func(s *Section) bool { return slices.ContainsFunc(s.Blocks, undoneProse) })
	switch {
	case len(c.Actions) > 0 && prose:
		return unclear("What is listed is done; the rest is told in prose: make it a list.")
	case len(c.Actions) > 0:
		return met("All actions are done.")
	}
	if told := c.text(Actions); told != "" && !owner.MatchString(told) && !handle.MatchString(told) && !isoDay.MatchString(told) && !inWords.MatchString(told) && len(strings.Fields(told)) < 80 && slices.ContainsFunc(c.in(Actions), says) {
		return open(lineOf(c.line(Actions)), "Make the actions a list, each with an owner and a date; they are told in prose, without either.")
	}
	if slices.ContainsFunc(c.in(Actions), says) {
		return unclear("The actions are told in prose; make them a list.")
	}
	if i := slices.IndexFunc(c.said, func(s Sentence) bool { return s.Part != Timeline && intended.MatchString(s.Prose) }); i >= 0 {
		return open([]int{c.said[i].Line}, "Make a list of actions, each with an owner and a date, of what is intended: %s.", quote(c.said[i].Text))
	}
	return open(lineOf(c.line(Actions)), "Add actions, each with an owner and a date; there are none.")
}

// intended is a sentence with which a text without a list of actions says what is to be done.
var intended = regexp.MustCompile(`(?i)\b(?:we|the team|i) (?:will|shall|should|must|need to|have to|are going to|plan to|want to|intend to) (?:also |now |then )?(?:add|set ?up|create|write|document|change|limit|remove|replace|implement|introduce|build|move|split|test|monitor|alert|automate|enable|disable|upgrade|migrate|define|ensure|make|deploy|enhance|improve|review|update|use|run|enforce)\b`)

// undoneProse reports whether a block of a section on actions tells of some that are not said to be done.
func undoneProse(b markdown.Block) bool {
	text := oneLine(markdown.Plain(b.Text))
	return b.Kind == markdown.Paragraph && len(strings.Fields(text)) > 5 && !doneLabel.MatchString(text) && !strings.HasSuffix(text, ":") && !placeholder(b.Text)
}

func (c *checker) owned() answer {
	list := c.undone()
	if len(list) == 0 {
		return c.noActions()
	}
	var nobody, teams, many, undated, all []int
	tickets := 0
	for _, a := range list {
		switch {
		case a.Owner == "":
			nobody = append(nobody, a.Line)
		case team(a.Owner):
			teams = append(teams, a.Line)
		case len(people(a.Owner)) > 1:
			many = append(many, a.Line)
		}
		if a.Due == "" {
			undated = append(undated, a.Line)
			if a.Ticket {
				tickets++
			}
		}
	}
	var parts []string
	part := func(lines []int, one, more string) {
		if len(lines) > 0 {
			parts = append(parts, count(len(lines), one, more))
			all = append(all, lines...)
		}
	}
	part(nobody, "has no owner", "have no owner")
	part(teams, "has a team instead of one person", "have a team instead of one person")
	part(many, "has several owners", "have several owners")
	if tickets < len(undated) || len(all) > 0 || len(undated) < len(list) { // where others have theirs here, it is missing
		part(undated, "has no date", "have no date")
	}
	switch {
	case len(all) > 0:
		return open(all, "Give each action one person and a date; of %s, %s.", count(len(list), "open action", "open actions"), and(parts))
	case len(undated) > 0:
		return unclear("Each action has an owner and a ticket; their dates may stand there.")
	}
	return met("%s, each with one owner and a date.", count(len(list), "open action", "open actions"))
}

var joint = regexp.MustCompile(`\s*(?:,|;|/|&|\+|\band\b|\bund\b|\by\b|\bet\b)\s*`)

// people are the owners of an action that several have; what stands in brackets or after a comma and is a team or a
// state, such as "accepted", is none.
func people(owner string) []string {
	var out []string
	if i := strings.IndexAny(owner, "(["); i > 0 {
		owner = owner[:i]
	}
	for _, p := range joint.Split(owner, -1) {
		if p = strings.TrimSpace(p); p != "" && !team(p) && (p[0] == '@' || capital.MatchString(p[:1]+"x") || len(out) == 0) {
			out = append(out, p)
		}
	}
	return out
}

// settled is an action that begins vaguely and names its means: "enhance the pipeline with a synthetic check".
var settled = regexp.MustCompile(`(?i)^(?:we (?:should|need to|will) )?(?:(?:improve|enhance|strengthen|harden|extend)\b.* with an? \w+|(?:ensure|make sure)\b.*\b(?:is|are|be|gets?) (?:configured|enabled|disabled|set|covered|encrypted|backed up|monitored|tested|restricted|limited|renewed|rotated|blocked|rejected|validated)\b)`)

func (c *checker) concrete() answer {
	list := c.undone()
	if len(list) == 0 {
		return unclear("There is no list of open actions.")
	}
	var lines []int
	first, why := "", ""
	for _, a := range list {
		text := untagged(a.Text)
		if a.DoneWhen != "" || settled.MatchString(text) {
			continue // it says how anybody can tell
		}
		reason, weak := evidence.Weak(text)
		if !weak && aimless.MatchString(text) {
			reason, weak = "It does not say what will be there afterwards.", true
		}
		if weak {
			lines = append(lines, a.Line)
			if first == "" {
				first, why = a.Text, reason
			}
		}
	}
	if len(lines) > 0 {
		return open(lines, "Say what will be done to what, so that anybody can tell when it is: %s. %s", quote(first), why)
	}
	return met("%s, none found to be vague.", count(len(list), "open action", "open actions"))
}

func (c *checker) verifiable() answer {
	list := c.undone()
	n := 0
	var lines []int
	for _, a := range list {
		if a.DoneWhen != "" {
			n++
		} else {
			lines = append(lines, a.Line)
		}
	}
	switch {
	case n == 0:
		return unclear("Whether an outsider could tell when an action is done is for a reader.")
	case len(lines) > 0:
		return open(lines, "Say of each action when it is done; %s.", count(len(lines), "does not", "do not"))
	}
	return met("Each action says when it is done.")
}

// resolve is a lesson that is a good intention.
var resolve = regexp.MustCompile(`(?i)\b(?:should|need to|needs to|must|have to|has to|ought to|will) (?:all )?(?:be|pay|take|stay|remain) (?:much |a bit )?(?:more |extra )?(?:careful|aware|attention|vigilant|attentive|care|alert|diligent|mindful|disciplined|calm)\b|^\W*(?:[\w ,]{0,40}, )?(?:remain|stay|keep) (?:calm|alert|vigilant|focused)\b`)

var reforms = regexp.MustCompile(`(?i)\b(?:re-?train|discipline|reprimand|coach|talk to|speak to|speak with|have a (?:word|chat|talk) with|warn) (?:the |our |all |that |these )?(?:engineers?|developers?|operators?|staff|employees?|person|people|team members?|on-?call|humans|everyone|everybody|` + `him|her|them)\b|\b(?:make|get) (?:sure )?(?:humans|people|engineers|developers|everyone|operators|staff)\b.{0,40}\b(?:fewer mistakes|more careful|careful|pay attention|not (?:make|to make)|stop making|remember|read|follow|look|double[- ]?check|think|notice)|\b(?:train|teach|remind|tell|instruct|ask) (?:everyone|everybody|people|humans|staff|all \w+|the \w+|\w+s)\b.{0,30}\b(?:not to|to be (?:(?:more|less) )?\w+|more carefully|never to|to (?:always|never|double|follow|remember|pay|think|check)|to stop)\b|\b(?:everyone|everybody|people|all of us|we|staff|engineers|developers|teams?)\b.{0,20}\bkeep\b.{0,40}\bin mind\b|\bperformance (?:plan|review|improvement)\b`)

func (c *checker) changesPeople() answer {
	list := c.Actions
	var lines []int
	first := ""
	for _, s := range c.said {
		if (s.Part == Lessons || s.Part == WentPoorly) && resolve.MatchString(s.Prose) {
			lines = append(lines, s.Line)
			if first == "" {
				first = s.Text
			}
		}
	}
	if len(list)+len(lines) == 0 {
		return unclear("There is no list of actions.")
	}
	for _, a := range list {
		if evidence.Strength(a.Text) == 0 || reforms.MatchString(a.Text) {
			lines = append(lines, a.Line)
			if first == "" {
				first = a.Text
			}
		}
	}
	if len(lines) > 0 {
		return open(lines, "Change what people work with instead of people: %s holds only as long as somebody remembers.", quote(first))
	}
	return met("No action asks people to be different.")
}

func (c *checker) few() answer {
	n := len(c.undone())
	switch {
	case n > 7:
		return open(lineOf(c.line(Actions)), "Choose: %d actions are open, and more than seven are seldom all done.", n)
	case len(c.Actions) == 0:
		return unclear("There is no list of actions.")
	}
	return met("%s.", count(n, "open action", "open actions"))
}

// soon looks for an action due within 30 days of the incident, or of publication.
func (c *checker) soon() answer {
	from := c.Day
	if c.Released.After(from) {
		from = c.Released
	}
	if from.IsZero() {
		return unclear("Without the date of the incident it cannot be told when actions are due.")
	}
	read := 0
	for _, a := range c.undone() {
		d, ok := dayIn(a.Due)
		if !ok {
			when, err := due.Parse(strings.TrimSpace(a.Due), from, time.UTC)
			if err != nil || a.Due == "" {
				continue
			}
			d = when.In(time.UTC)
		}
		read++
		if d.Sub(from) <= 31*24*time.Hour {
			return met("An action is due on %s.", d.Format(time.DateOnly))
		}
	}
	if !slices.ContainsFunc(c.undone(), func(a Action) bool { return a.Due != "" }) {
		return unclear("No open action has a date.")
	}
	if read == 0 || read < len(c.undone()) {
		return unclear("Not all due dates can be read.")
	}
	return open(lineOf(c.line(Actions)), "Let one action be due within 30 days; what is later is often forgotten.")
}
