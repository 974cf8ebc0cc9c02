package writeup

import (
	"regexp"
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/markdown"
	"github.com/remedybot/remedy/internal/rubric"
)

// causes counts what is given as cause: items of a list, or the sentences of prose.
func (c *checker) causes() answer {
	sections := c.in(Causes)
	if len(sections) == 0 {
		if i := slices.IndexFunc(c.said, func(s Sentence) bool {
			return s.Part != Actions && s.Part != Timeline && s.Part != Lessons && because.MatchString(s.Prose)
		}); i >= 0 {
			return unclear("Causes are told in passing, such as in line %d; a section of their own would show how many they are.", c.said[i].Line)
		}
		return open(nil, "Add a section on causes: the trigger, and the conditions that let it have an effect.")
	}
	items, sentences, line := 0, 0, sections[0].Line
	whys := false
	for _, s := range sections {
		whys = whys || strings.Contains(strings.ToLower(s.Title), "whys")
		for _, b := range s.Blocks {
			switch {
			case placeholder(b.Text) && b.Kind != markdown.Table:
			case b.Kind == markdown.Item && b.Level == 0:
				items++
			case b.Kind == markdown.Table:
				items += len(b.Rows) - 1
			case b.Kind == markdown.Paragraph:
				sentences += len(split(nil, b.Text, b.Line, Causes))
			}
		}
	}
	switch {
	case items >= 3 && !whys:
		return met("%d causes or conditions are told.", items)
	case items+sentences == 0:
		return open(lineOf(line), "Tell the causes; the section is empty.")
	case whys || items > 1 && sentences > 0 || sentences > 2:
		return unclear("The causes are told in prose; how many they are is for a reader.")
	case len(sections) > 1 && items+sentences > 1:
		return unclear("Cause and trigger are told apart; whether that is all is for a reader.")
	case items+sentences == 1:
		return open(lineOf(line), "Look for more than one cause: what triggered it, what let it spread, what hid it, what slowed recovery.")
	case items == 2 && !c.grave():
		return unclear("Two causes are told, which is enough where the severity is low.")
	case items == 2:
		return open(lineOf(line), "Look for a third cause: what triggered it, what let it spread, what hid it, what slowed recovery. Two are told.")
	}
	return unclear("The causes are told in two sentences; whether that is all is for a reader.")
}

// because joins what happened and why, in prose.
var because = regexp.MustCompile(`(?i)\b(?:because|caused by|due to|led to|as a result of|resulted in|the reason (?:was|is)|root cause|since the \w+ (?:was|were|had))\b`)

var (
	person  = regexp.MustCompile(`(?i)^(?:the |an? |one |our |another )?(?:(?:on-?call|junior|senior|new|lead|platform|network|database|site reliability|software|devops|operations|system|release|support) )*(?:engineer|developer|operator|administrator|admin|sysadmin|dba|sre|contractor|intern|manager|technician|employee|colleague|on-?call(?: person)?|team member|staff member|person|programmer)s? (?:\w+ly )?(?:forgot|failed|neglected|did|didn't|was|had|ran|made|missed|deleted|executed|pushed|deployed|merged|applied|changed|removed|misconfigured|misread|mistyped|misunderstood|used|entered|typed|overlooked|ignored|skipped|assumed|accidentally|mistakenly|restarted|disabled|enabled|dropped|wrote|approved|started|triggered|caused|broke)\b`)
	spared  = regexp.MustCompile(`\b(?:not|no|than|instead of|avoid|prevent|prone to|reduce|risk of)\b.{0,20}$`)
	failing = regexp.MustCompile(`(?i)\b(?:human|user|operator|engineer|manual) (?:error|mistake|failure|oversight)|\b(?:mistake|error|oversight|carelessness|negligence|inattention) (?:by|of|from) (?:an?|the|our|one of)\b|\b(?:careless(?:ly|ness)?|negligen(?:t|ce)|ignorance)\b|\black of (?:attention|care|diligence|discipline)\b|\b(?:typo|mistake) made by\b|\bbecause (?:the |an? |our )?(?:[\w-]+ ){0,2}?(?:engineers?|developers?|operators?|admins?|team|teams|devops|ops|qa|sres?|someone|somebody|nobody|no one|he|she|on-?call) (?:forgot|neglected|failed to|didn't|did not|ignored|missed|skipped|overlooked)\b`)
)

// people looks for persons and their failings among the causes, and for "the cause was human error" anywhere.
func (c *checker) people() answer {
	var lines []int
	first := ""
	for _, s := range c.said {
		cause := s.Part == Causes || strings.Contains(strings.ToLower(s.Text), "caused by") || strings.Contains(strings.ToLower(s.Text), "root cause")
		if !cause {
			continue
		}
		low := strings.ToLower(s.Prose)
		at := failing.FindStringIndex(low)
		if at != nil && spared.MatchString(low[:at[0]]) {
			at = nil
		}
		if at != nil || s.Part == Causes && c.byPerson(s.Prose) {
			lines = append(lines, s.Line)
			if first == "" {
				first = s.Text
			}
		}
	}
	for _, f := range c.Fields {
		if labelOf(f.Name) == Causes && (failing.MatchString(f.Value) || c.byPerson(f.Value)) && !slices.Contains(lines, f.Line) {
			lines = append(lines, f.Line)
			if first == "" {
				first = f.Value
			}
		}
	}
	switch {
	case len(lines) > 0:
		return open(lines, "Ask what made it easy to happen and hard to notice; %s ends the enquiry at a person.", quote(first))
	case len(c.in(Causes)) == 0:
		return unclear("No causes are told.")
	}
	return met("No cause was found to be a person or human error.")
}

// byPerson reports whether a cause is what somebody did.
func (c *checker) byPerson(s string) bool {
	name, rest, _ := strings.Cut(s, " ")
	return person.MatchString(s) || (firstNames[strings.ToLower(name)] && capital.FindString(name) == name || c.known[name]) && deed.MatchString(" "+rest)
}

var (
	noticed = regexp.MustCompile(`(?i)\b(?:detect(?:ed|ion|s)?|alert(?:s|ed|ing)?|alarms?|paged?|pages|pager|notic(?:e|ed|es)|discover(?:ed|y)|spotted|monitoring|reported|reports?|reporting|complain(?:ed|ts?|ing)?|informed|flagged|raised by|observed|became aware|came to our attention|notified|escalated|witnessed|saw)\b`)
	mended  = regexp.MustCompile(`(?i)\b(?:resol(?:ved|ution)|restor(?:ed|ing|ation)|recover(?:ed|y|s)|roll(?:ed|ing)? ?back|rollback|revert(?:ed|ing|s)?|fix(?:ed|es)?|mitigat(?:ed|ion|ing)|back (?:online|up|to normal)|re-?deployed|restarted|failed over|failover|replaced|returned to normal|operational|patched|hotfix|cleared|removed|re-?enabled|scaled (?:up|out)|reattached|upgraded|downgraded|came back|(?:was|were) (?:over|gone|voided)|(?:errors?|failures?|delays?) gone|ended (?:it|the)|cancell?ed|paused|stopped|raised|disabled|toggled|deleted|freed|unblocked|drained|renewed|released)\b`)
	// nobody and fixed say next to nothing.
	nobody = regexp.MustCompile(`(?i)^(?:(?:somebody|someone|we|people|it was|was)(?: \w+ly)? )?(?:noticed|saw|detected|found out|discovered)(?: (?:it|that|this|the (?:problem|issue)))?\W*$`)
	fixed  = regexp.MustCompile(`(?i)^(?:(?:we|it was|was|the (?:issue|problem) was|issue)(?: \w+ly)? )?(?:fixed|resolved|solved|repaired)(?: (?:it|that|this|the (?:problem|issue)))?\W*$`)
	byUs   = regexp.MustCompile(`(?i)\b(?:we|i|team|engineers?|developers?|operators?|on-?call|administrators?|colleagues?|staff|lead|desk|manager|members?|aws|provider|vendor|somebody from \w+|author)\b.{0,40}?\b(?:detect(?:ed|s)?|notic(?:ed|es?)|discover(?:ed|s)?|spotted|saw|sees|found|finds|observed|witnessed|became aware|warned|informed|reported|reports|called|calls|realised|realized)\b|\b(?:noticed|detected|discovered|spotted|identified|reported|informed|observed|flagged|raised|warning|notified|alerted) (?:\w+ )?(?:by|from)\b|\b(?:issues?|problems?|incidents?|ticket) (?:\w+ )?(?:reported|raised)\b|\bmember informed\b`)
)

func (c *checker) detection() answer {
	all := c.text(Head, Summary, Impact, Timeline, Detection, Response, Causes, Lessons, WentWell, WentPoorly, Luck, Other)
	own := c.text(Detection)
	if s := c.in(Detection); len(s) > 0 && nobody.MatchString(strings.TrimSpace(own)) {
		return open(lineOf(s[0].Line), "Tell by whom or by what it was noticed, and when; %s does not.", quote(own))
	}
	if s := c.in(Response); len(s) > 0 && fixed.MatchString(strings.TrimSpace(c.text(Response))) {
		return open(lineOf(s[0].Line), "Tell what brought service back, and how long that took; %s does not.", quote(c.text(Response)))
	}
	by := rubric.NoticedByMachine(all) || rubric.NoticedByPeople(all) || byUs.MatchString(all)
	told := noticed.MatchString(all) || rubric.NoticedByPeople(all) || byUs.MatchString(all) || slices.ContainsFunc(c.in(Detection), says)
	back := mended.MatchString(all) || slices.ContainsFunc(c.in(Response), says)
	for _, s := range c.in(Response, Detection) {
		below := slices.ContainsFunc(c.Sections, func(o Section) bool { return o.Part == s.Part && o.Line > s.Line && says(&o) })
		if !s.echo && s.Title != "" && !below && !says(s) {
			return open(lineOf(s.Line), "Fill %s: it says nothing.", quote(s.Title))
		}
	}
	switch {
	case told && !back && len(c.Entries) > 2:
		return unclear("The timeline does not say in so many words what brought service back.")
	case !told && !back:
		return open(nil, "Tell how it was detected, by a person or by an alert, and what brought service back.")
	case !told:
		return open(nil, "Tell how it was detected: by whom or by which alert, and when.")
	case !back:
		return open(nil, "Tell what brought service back, and how long that took.")
	}
	if !by && !slices.ContainsFunc(c.in(Detection), says) {
		return unclear("It says that it was noticed, and not plainly by whom or by what.")
	}
	return met("It tells how it was noticed and what brought service back.")
}

// watched asks for an action that detects where only people noticed.
func (c *checker) watched() answer {
	told := c.text(Detection, Timeline, Summary, Head, Impact)
	if !rubric.NoticedByPeople(told) || rubric.NoticedByMachine(told) {
		return unclear("It does not show whether people noticed it before any alert.")
	}
	if a, ok := c.detecting(); ok {
		return met("People noticed it, and an action is to detect it: %s.", quote(a.Text))
	}
	if len(c.Actions) == 0 {
		return unclear("There are no actions.")
	}
	return open(nil, "Only people noticed it; add an action that makes a machine notice, or say why not.")
}

var before = regexp.MustCompile(`(?i)\b(?:similar|previous|prior|earlier|past|related|another|second|third) (?:[\w-]+ ){0,3}(?:incidents?|outages?|post-?morte[mn]s?|occurrences?)\b|\b(?:see|cf\.?|in) (?:also )?(?:the )?(?:separate |our )?(?:\[?[\w-]+\]? )?post-?morte[mn]|\bpost-?morte[mn]\W{1,3}[A-Z]{2,}\d*-|` +
	`\b(?:happened|seen|occurred|seen this issue|had this) (?:this (?:issue|problem|incident) )?(?:before|again|already|previously)|\bsame (?:\w+ )?(?:issue|problem|incident|outage|cause|failure)s? (?:as|happened|occurred|was covered|before|in (?:20\d\d|january|february|march|april|may|june|july|august|september|october|november|december))\b|` +
	`\bnone (?:are |is )?known\b|\bno (?:similar|previous|known|prior) (?:incident|outage|event|occurrence|case)|\brecurrence (?:of|from)\b|\bfirst of its kind\b|\b(?:incident|outage) of (?:\d|january|february|march|april|may|june|july|august|september|october|november|december)`)

func (c *checker) similar() answer {
	if s := c.in(Related); len(s) > 0 && says(s[0]) {
		return met("There is a section on similar incidents.")
	}
	for _, s := range c.said {
		if m := before.FindString(s.Text); m != "" && !strings.Contains(m, " to ") && s.Part != Related && !placeholder(s.Text) {
			return met("It speaks of other incidents: %s.", quote(m))
		}
	}
	return open(nil, "Look for similar incidents and link them, or write “none known”.")
}

// What is said to have helped or hindered, where no heading says so: behind a label anywhere, or in the words of a lesson.
var (
	labelledWell   = regexp.MustCompile(`(?i)(?:^|[.;] )\W*(?:what )?(?:went well|went right|helped|worked(?: well)?|good|well|positives?|\+)\s*:`)
	labelledLuck   = regexp.MustCompile(`(?i)(?:^|[.;] )\W*(?:luck|lucky|where we (?:were|got) lucky)\s*:`)
	labelledPoorly = regexp.MustCompile(`(?i)(?:^|[.;] )\W*(?:what )?(?:went (?:badly|poorly|wrong|less well)|hindered|slowed us|bad|badly|(?:not|less) so? ?well|(?:did not|didn't) (?:go|work)(?: so)?(?: well)?|negatives?|did not help|didn't help)\s*:`)
	worked         = regexp.MustCompile(`(?i)\b(?:worked (?:very |really )?well|went (?:well|smoothly|right)|good (?:response|communication|cooperation|coordination|teamwork)|rapidly improved|was (?:very )?(?:helpful|quick|fast)|paid off)\b`)
	struggled      = regexp.MustCompile(`(?i)\b(?:difficult(?:y|ies)?|took (?:\w+ )?(?:much |far |way |a lot )?(?:longer|too long)|(?:was|were) (?:\w+ )?(?:slow(?:er)?|unclear|unstructured|confusing|missing|not (?:good|clear|documented|prepared))|hard to|made it (?:harder|worse|difficult)|no clear|unclear|confusion|friction|delayed|lack(?:ed|ing)? (?:of )?|haven't been|not been (?:properly )?shared|wasn.t (?:\w+ )?able|not good enough|(?:don.t|didn.t|doesn.t|do not|did not|does not) (?:have|cover|include))\b`)
)

var lucky = regexp.MustCompile(`(?i)\b(?:luck|lucky|luckily|fortunate(?:ly)?|by chance|coincidence)\b`)

// learnings tells of which kinds lessons are told, under headings of their own, behind labels, or in the words of a lesson.
func (c *checker) learnings() (well, poorly, luck bool) {
	has := func(p Part) bool { return slices.ContainsFunc(c.in(p), says) }
	well, poorly, luck = has(WentWell), has(WentPoorly), has(Luck)
	for _, s := range c.in(WentWell, WentPoorly, Lessons, Luck) {
		if bothWays.MatchString(s.Title) && says(s) {
			well, poorly = true, true
		}
	}
	for _, s := range c.said {
		if s.Part == Timeline {
			continue
		}
		learning := s.Part == Lessons || s.Part == WentWell || s.Part == WentPoorly
		well = well || labelledWell.MatchString(s.Prose) || learning && worked.MatchString(s.Prose)
		poorly = poorly || labelledPoorly.MatchString(s.Prose) || learning && struggled.MatchString(s.Prose)
		luck = luck || labelledLuck.MatchString(s.Prose)
	}
	luck = luck || lucky.MatchString(c.text(Lessons, WentWell, WentPoorly, Other, Response, Summary, Impact, Causes))
	return well, poorly, luck
}

// bothWays is one heading for what went well and what did not.
var bothWays = regexp.MustCompile(`(?i)\b(?:well|right|good|helped)\b.*\b(?:didn['’]?t|did not|poorly|wrong|badly?|not|improved?|better)\b`)

func (c *checker) lessons() answer {
	has := func(p Part) bool {
		return slices.ContainsFunc(c.in(p), says)
	}
	well, poorly, luck := c.learnings()
	var lacks []string
	if !well {
		lacks = append(lacks, "what went well")
	}
	if !poorly {
		lacks = append(lacks, "what hindered")
	}
	if !luck {
		lacks = append(lacks, "where you were lucky, or that you were not")
	}
	switch {
	case len(lacks) == 3 && !has(Lessons):
		return open(nil, "Add lessons: what went well, what hindered, and where you were lucky.")
	case len(lacks) > 0:
		return open(lineOf(c.line(Lessons, WentWell, WentPoorly, Luck)), "Among the lessons, say %s.", and(lacks))
	}
	return met("What went well, what hindered and luck are each told.")
}

func (c *checker) balance() answer {
	n := func(p Part) int {
		items := 0
		for _, s := range c.in(p) {
			for _, b := range s.Blocks {
				if b.Kind == markdown.Item && b.Level == 0 {
					items++
				}
			}
		}
		return items
	}
	well, poorly := n(WentWell), n(WentPoorly)
	switch {
	case well+poorly == 0:
		return unclear("What went well and what hindered are not listed.")
	case 2*well < poorly:
		return open(lineOf(c.line(WentWell, WentPoorly)), "Look for more that went well; %d against %d is seldom the whole story.", well, poorly)
	}
	return met("%d went well, %d hindered.", well, poorly)
}
