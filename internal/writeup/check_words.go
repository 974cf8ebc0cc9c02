package writeup

import (
	"regexp"
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/markdown"
	"github.com/remedybot/remedy/internal/rubric"
	"github.com/remedybot/remedy/internal/tone"
)

// A slip is a sentence with words that a review does without.
type slip struct {
	line  int
	words string
}

// worded says what to do about the words that a rule looks for, and what holds when there are none.
var worded = map[string]struct{ do, none string }{
	"Q21": {"Tell what happened and what was known then, instead of what might have been", "No sentence measures people against what did not happen."},
	"Q22": {"Tell what made it possible, instead of who or what kind of person", "No sentence accuses or labels people."},
	"Q23": {"Leave out what judges or dramatises, and tell the fact", "No judging adverb, drama or exclamation mark was found."},
	"Q24": {"Ask what people saw and how things worked, not for a justification", "No question asks people to justify themselves."},
}

// wording reads every sentence once and returns the checks of the wording by their ids.
func (c *checker) wording() func(id string) func() answer {
	slips := map[string][]slip{}
	for _, s := range c.said {
		if s.Part == People || s.Part == Glossary {
			continue
		}
		add := func(id, words string) {
			if words != "" {
				slips[id] = append(slips[id], slip{s.Line, words})
			}
		}
		add("Q21", rubric.Counterfactual(s.Prose))
		add("Q22", rubric.Accusing(s.Prose))
		add("Q24", rubric.Leading(s.Prose))
		if words := rubric.Judging(s.Prose); words != "!" || s.Part != Head && s.Part != Other || len(c.Sections) < 3 {
			add("Q23", words)
		}
		id, words := c.overheard(s)
		if id != "" && rubric.Leading(s.Prose) == "" && !slices.ContainsFunc(slips[id], func(x slip) bool { return x.line == s.Line }) {
			add(id, words)
		}
	}
	return func(id string) func() answer {
		return func() answer {
			found := slips[id]
			if len(found) == 0 {
				return met("%s", worded[id].none)
			}
			var lines []int
			for _, x := range found {
				lines = append(lines, x.line)
			}
			return open(lines, "%s: %s.", worded[id].do, quote(found[0].words))
		}
	}
}

// certain is how sure the rules of the tone checker have to be of a sentence in a document. What its linear model alone
// makes of one does not count: it was taught with talk, in which people speak to each other, and a document speaks of them.
const certain = .85

// overheard asks the tone checker about a sentence that speaks of people, and returns the rule that it breaks.
func (c *checker) overheard(s Sentence) (id, words string) {
	const longest = 600
	named := s.Part == Head && c.fields[s.Line] && !strings.HasSuffix(s.Text, ".")                            // such as who took part
	if c.heard == nil || len(s.Prose) > longest || named || s.Part == Actions || !c.speaksOfPeople(s.Prose) { // actions have checks of their own
		return "", ""
	}
	r := c.heard.Explain(tone.Message{Text: s.Prose})
	if !r.Flag || r.Certainty < certain {
		return "", ""
	}
	words = s.Prose[r.Span[0]:r.Span[1]]
	switch r.Category {
	case tone.Blame, tone.HumanError, tone.Hostile, tone.Motive:
		return "Q22", words
	case tone.Hindsight:
		return "Q21", words
	case tone.CrossExam:
		if strings.HasSuffix(s.Prose, "?") {
			return "Q24", words
		}
	}
	return "", ""
}

func (c *checker) speaksOfPeople(text string) bool {
	return rubric.SpeaksOfPeople(text) || slices.ContainsFunc(token.FindAllString(text, 100), func(w string) bool {
		return c.known[w] || firstNames[strings.ToLower(w)] && capital.FindString(w) == w
	})
}

var (
	mention   = regexp.MustCompile(`(?:^|[\s(,;:–—-])@([A-Za-z][\w-]*(?:\.[\w-]+)*)`)
	token     = regexp.MustCompile(`[\pL\d][\pL\d'’]{2,}`)
	capital   = regexp.MustCompile(`\p{Lu}[\pL'-]+`)
	deed      = regexp.MustCompile(`^(?:\s+\p{Lu}[\pL'-]+)?\s+(?:(?:then|also|again|first|later|forgot|did|had|has|was|is|just|never|not|\w+ly)\s+)*(?:\pL+ed|ran|forgot|took|made|saw|found|began|went|did|was|had|broke|left|sent|wrote|came|got|gave|kept|knew|let|lost|put|said|set|shut|told|thought|woke|is|has|joins?|starts?|deploys?|finds?|notices?|deletes?|reports?|restarts?|fixes|reverts?|rolls|pages|calls|asks|runs|merges?|pushes|creates?|confirms?|begins?|signs|looks|sees|says|tells|takes|makes|gets|goes|comes|writes|opens|closes|sends|adds|shares|announces|notes|updates|investigates|discusse?s?|replies|suggests|proposes|warns|identifies|acknowledges|escalates|declares|explains)\b`)
	doing     = regexp.MustCompile(`^\s+\p{Ll}{2,}s\b`) // "declares", behind a name that is known
	byWhom    = regexp.MustCompile(`\b(?:by|from|pinged|paged|called|asked|told|contacted|informed|when|because|so|then|and|while|after|until)\s+$`)
	stamped   = regexp.MustCompile(`^[\W\d]*(?:[AaPp]\.?[Mm]\.?|[A-Z]{2,5})?[\W\d]*$`) // a time and its zone
	separated = regexp.MustCompile(`[,:;–—|-]\s+$`)
	notThem   = regexp.MustCompile(`(?i)^(?:here|channel|everyone|all|team|oncall|on-call|media|import|param|override|deprecated|test|types?|angular|babel|latest|v?\d.*|next)$`)
)

// names looks for people who are named outside of the owners of actions: a mention with @, a name from the list of
// those who took part, or a common given name that does something.
func (c *checker) names() answer {
	var lines []int
	first := ""
	for _, s := range c.said {
		if s.Part == Actions || s.Part == People || c.posts[s.Line] || (s.Part == Head || s.Part == Other) && c.fields[s.Line] && !strings.HasSuffix(s.Text, ".") {
			continue
		}
		name := ""
		if strings.Contains(s.Prose, "@") && !(s.Part == Head && writtenBy.MatchString(s.Text)) {
			for _, m := range mention.FindAllStringSubmatch(s.Prose, 8) {
				if !notThem.MatchString(m[1]) && !team("@"+m[1]) {
					name = "@" + m[1]
				}
			}
		}
		for _, at := range token.FindAllStringIndex(s.Prose, 200) {
			written := strings.TrimSuffix(strings.ReplaceAll(s.Prose[at[0]:at[1]], "’", "'"), "'s")
			word := written
			if low := strings.ToLower(word); !c.known[word] && c.known[low] && capital.FindString(word) == word {
				word = low // who signs in as "kofi" is called Kofi
			}
			before, after := s.Prose[:at[0]], s.Prose[at[1]:]
			given := firstNames[strings.ToLower(word)] && capital.FindString(written) == written
			switch {
			case at[0] > 0 && strings.IndexByte("-./@#", before[at[0]-1]) >= 0:
			case c.known[word] && given,
				(given || c.known[word]) && (at[0] == 0 || stamped.MatchString(before) || byWhom.MatchString(strings.ToLower(before)) || separated.MatchString(before)) && (deed.MatchString(after) || c.known[word] && doing.MatchString(after)):
				name = written
			}
		}
		if w := strings.Fields(s.Text); s.Cell && c.entries[s.Line] && len(w) < 4 && capital.FindString(w[0]) == w[0] && (c.known[w[0]] || firstNames[strings.ToLower(w[0])]) {
			name = s.Text // who did it, in a column of its own
		}
		if name != "" {
			lines = append(lines, s.Line)
			if first == "" {
				first = name
			}
		}
	}
	if len(lines) > 0 {
		return open(lines, "Write roles instead of names, such as “on-call engineer”; %s stands outside the owners of actions.", quote(first))
	}
	return met("No name was found outside the owners of actions.")
}

var attending = regexp.MustCompile(`^(?:incident manager|(?:reported|opened|written|prepared|facilitated|approved|reviewed) by|managers?|authors?|owners?|attendees|participants|incident commander|commander|ic|lead|on-?call|responders?|facilitator|written by|scribe)\b`)

// roster are the people in the lines that say who took part: given names, and handles in small letters.
func (c *checker) roster() map[string]bool {
	set := map[string]bool{}
	take := func(text string, handles bool) {
		for entry := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(",;/&\n", r) }) {
			entry = strings.TrimSpace(entry)
			if i := strings.IndexAny(entry, "(:–—"); i > 0 {
				entry = strings.TrimSpace(entry[:i])
			}
			words := strings.Fields(entry)
			switch n := len(words); {
			case n == 0 || n > 3:
			case firstNames[strings.ToLower(words[0])] && capital.FindString(words[0]) == words[0]:
				set[words[0]] = true
			case n > 1 && !slices.ContainsFunc(words, func(w string) bool {
				return capital.FindString(w) != w || teamWords[strings.ToLower(w)] || titles[strings.ToLower(w)]
			}):
				set[words[0]] = true // two capitals beside "Owner" are a name, unless they are what somebody does
			case handles && n == 1 && handleWord.MatchString(words[0]) && !teamWords[words[0]] && !common[strings.ToUpper(words[0])]:
				set[words[0]] = true
			}
		}
	}
	for _, s := range c.in(People) {
		for _, text := range plainOf(s) {
			take(text, false)
		}
	}
	for _, f := range c.Fields {
		if f.Part != Timeline && attending.MatchString(f.Name) {
			take(f.Value, strings.Contains(f.Value, ","))
		}
	}
	for _, a := range c.Actions {
		take(a.Owner, true)
	}
	return set
}

// titles are what people do, and no names.
var titles = wordSet("manager engineer lead commander director head officer vp chief scribe analyst architect administrator developer operator responder coordinator owner author reviewer specialist consultant partner vendor provider lab labs inc ltd gmbh senior junior principal staff site reliability incident release production project program programme customer technical")

// handleWord is a name that people sign in with; what is listed beside others of its kind is no other word.
var handleWord = regexp.MustCompile(`^[a-z][a-z0-9]{3,20}$`)

func (c *checker) hedges() answer {
	var lines []int
	first := ""
	for _, s := range c.said {
		if s.Part != Summary && s.Part != Impact && s.Part != Head || strings.ContainsAny(s.Text, "0123456789") {
			continue
		}
		if m := rubric.Vague(s.Prose); m != "" {
			lines = append(lines, s.Line)
			if first == "" {
				first = m
			}
		}
	}
	if len(lines) > 0 {
		return open(lines, "Say how many, or that it is not known, instead of %s.", quote(first))
	}
	return met("Where the impact is told, no amount is left vague.")
}

var (
	shouting  = regexp.MustCompile(`\b[A-Z]{4,}\W{1,2}$`) // OUTAGE BEGINS
	shoutedOn = regexp.MustCompile(`^\W{1,2}[A-Z]{4,}\b`)
	acronym   = regexp.MustCompile(`\b[A-Z][A-Z0-9]{1,5}s?\b`)
	common    = wordSet(`API APIS URL URI URLS HTTP HTTPS DNS CPU GPU RAM IP TCP UDP TLS SSL SSH VM VMS OS UI UX CLI SDK SQL CSV JSON XML YAML HTML CSS PDF AWS GCP EC2 S3 RDS EKS ECS ELB ALB
		SNS SQS VPC IAM EU US UK UTC GMT CET CEST MEZ PST PDT EST EDT BST JST IST PT ET AM PM ID IDS OK FAQ PR PRS CI CD CICD QA DB DBS IO OOM SRE SRES SLA SLO SLI SLAS SLOS SLIS KB MB GB TB MS
		TTL CDN VPN LAN WAN NAT DHCP SMTP REST GRPC RPC SEV SEV1 SEV2 SEV3 SEV4 P0 P1 P2 P3 P4 Q1 Q2 Q3 Q4 TODO TBD TLDR NOTE MTTR MTTD ETA CEO CTO HR IT PC MAC K8S AI ML AZ SSD HDD UPS LDAP SSO
		MFA CVE CPUS APP AND THE NOT ALL NO IF FOR TO OR IN ON IS GET PUT POST HEAD DELETE UTF ASCII UUID RFC ISO IEEE JIRA I II III IV OAUTH JWT CORS LB WWW RSS NTP KPI POC PTO ASAP FYI WIP AKA EG IE N VS
		DBA DBAS YES DONE NEW OLD LTS EOL IDE GIT NPM JS TS PHP JVM GC AMI ARN EBS ASG CNI DR IAC RC INC COVID README DM DMS DRI IC MON TUE WED THU FRI SAT SUN DST`)
)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// acronyms looks for letters that are used twice or more and nowhere said in full.
func (c *checker) acronyms() answer {
	type use struct{ n, line int }
	uses := map[string]*use{}
	var order []string
	explained := map[string]bool{}
	for _, s := range c.said {
		for _, at := range acronym.FindAllStringIndex(s.Prose, 40) {
			a := strings.TrimSuffix(s.Prose[at[0]:at[1]], "s")
			if common[a] || common[strings.TrimRight(a, "0123456789")] || len(a) < 3 || at[1] < len(s.Prose) && strings.IndexByte("-_./0123456789", s.Prose[at[1]]) >= 0 && at[1]+1 < len(s.Prose) && s.Prose[at[1]+1] != ' ' ||
				at[0] > 0 && strings.IndexByte("-_./#@$", s.Prose[at[0]-1]) >= 0 {
				continue
			}
			before, after := s.Prose[:at[0]], s.Prose[at[1]:]
			if shouting.MatchString(before) || shoutedOn.MatchString(after) {
				continue
			}
			if s.Part == Glossary || strings.HasSuffix(before, "(") || strings.HasPrefix(after, " (") || strings.HasPrefix(after, " stands for") || strings.HasPrefix(after, ", the ") {
				explained[a] = true
				continue
			}
			if uses[a] == nil {
				uses[a] = &use{line: s.Line}
				order = append(order, a)
			}
			uses[a].n++
		}
	}
	var lines []int
	var names []string
	for _, a := range order {
		if u := uses[a]; u.n > 1 && !explained[a] {
			lines = append(lines, u.line)
			names = append(names, a)
		}
	}
	if len(names) == 0 {
		return met("Acronyms used more than once are common or explained.")
	}
	return open(lines, "Say in full at first use, for readers of other teams: %s.", and(names[:min(len(names), 5)]))
}

var chatLine = regexp.MustCompile(`^(?:\[?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?\]?\s+<?@?[\w.-]+>?:\s|<?@?[\w.-]+>?\s+\[?\d{1,2}:\d{2}(?::\d{2})?\s?(?:[AaPp][Mm])?\]?:?\s*$|[\w.-]+\s+\[\d{1,2}:\d{2}(?:\s?[AP]M)?\])`)

// linked looks for pasted chat: more than three lines in a row that say who wrote when.
func (c *checker) linked() answer {
	for _, b := range c.blocks {
		row, n := 0, 0
		for line := range strings.SplitSeq(b.Text, "\n") {
			n++
			switch {
			case chatLine.MatchString(strings.TrimSpace(line)):
				row++
			case strings.TrimSpace(line) == "":
				row = 0
			}
			if row > 3 {
				return open([]int{b.Line + n - row}, "Link the conversation and tell what it says; more than three of its lines are pasted here.")
			}
		}
	}
	return met("No block of pasted chat was found.")
}

var (
	// secret matches what is a key wherever it stands; the shapes are those of the providers.
	secret = regexp.MustCompile(`\b(?:xox[abceoprs]-[0-9A-Za-z-]{10,}|(?:AKIA|ASIA)[0-9A-Z]{16}|gh[opsur]_[0-9A-Za-z]{36}|github_pat_\w{22,}|glpat-[\w-]{20}|AIza[\w-]{35})\b|-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----|\bhooks\.slack\.com/services/[0-9A-Z]{8,}`)
	// assigned matches what is called a password; it is one if it has a digit and is no variable.
	assigned = regexp.MustCompile(`(?i)\b(?:password|passwd|pwd|secret|api[_-]?key|token)\b["']?\s*[:=]\s*["']?([^\s"'<>$*{}]{8,})`)
)

func (c *checker) secrets() answer {
	var lines []int
	look := func(line int, text string) {
		for _, at := range secret.FindAllStringIndex(text, 20) {
			lines = append(lines, markdown.LineAt(line, text, at[0]))
		}
		for _, at := range assigned.FindAllStringSubmatchIndex(text, 20) {
			if strings.ContainsAny(text[at[2]:at[3]], "0123456789") {
				lines = append(lines, markdown.LineAt(line, text, at[0]))
			}
		}
	}
	for _, b := range c.blocks {
		look(b.Line, b.Text)
		for _, row := range b.Rows {
			look(row.Line, strings.Join(row.Cells, " "))
		}
	}
	if len(lines) > 0 {
		return open(lines, "Take out what looks like a key or a password, and have it replaced: a published one is no secret.")
	}
	return met("Nothing that looks like a key or a password was found.")
}
