package writeup

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/markdown"
)

const numeral = `(?:\d[\d.,]*\s?(?:k|m|b|bn|thousand|million|billion)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|fifty|a hundred|hundreds|thousands|half|a third|two thirds|a quarter|three quarters|a dozen|dozens|zero)`

const (
	// hit are those who are hit, and what they came for.
	hit = `users?|customers?|clients?|visitors?|people|persons?|employees|colleagues|students?|readers?|drivers?|accounts?|tenants?|teams?|organi[sz]ations?|companies|merchants?|subscribers?|members?|players?|passengers?|patients?|households|offices|` +
		`requests?|queries|searches|errors?|failures|calls?|transactions?|payments?|invoices?|orders?|bookings?|purchases?|parcels?|shipments?|deliveries|trips?|rides?|messages?|e-?mails?|notifications?|jobs?|builds?|pipelines?|deployments?|deploys|runs|` +
		`packages|crates?|downloads?|uploads?|page ?views?|pages|images|photos|videos|sign-?ins?|log-?ins?|websites?|domains?|applications?|apps?|projects?|repositories|stores?|shops?|warehouses?|branches|devices?|terminals?|printers?|vehicles|sensors|` +
		`records?|rows?|files?|documents?|items|tickets?|complaints?|reports?|sessions?|events?|blocks?|coins?|bitcoins?|tests?`
	// gear is what runs: how much of it failed says little of who was hit.
	gear = `sites?|services?|machines?|servers?|hosts?|nodes?|clusters?|regions?|zones?|instances?|databases?|replicas?|brokers?|workloads|pods|containers|namespaces|gateways?|logs?`
	// among are words between a number and what it counts, but for units of time.
	among = `(?:of (?:the |our |all )*)?(?:[\w'/-]+ ){0,3}?`
)

var (
	portion = regexp.MustCompile(`(?i)\d\s?(?:%|percent|‰)|[$€£¥]\s?\d|\b\d[\d.,]*\s?(?:usd|eur|gbp|dollars|euros|pounds)\b|\b(?:no|none of the|none of our) (?:\w+ )?(?:users?|customers?|requests?|orders?|payments?|messages?|data) (?:\w+ ){0,3}?(?:lost|affected|impacted|loss|dropped|failed)\b`)
	persons = regexp.MustCompile(`(?i)\b` + numeral + `(?: or (?:more|so|fewer))? ` + among + `(?:` + hit + `)\b`)
	running = regexp.MustCompile(`(?i)\b` + numeral + `(?: or (?:more|so|fewer))? ` + among + `(?:` + gear + `)\b`)
	// timely are the words by which a number counts time, not what stands behind it: "30 minutes where jobs were stuck".
	timely = regexp.MustCompile(`(?i)^\S+(?: \w+)? (?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|times|of (?:the|these|those|our) (?:teams?|members))\b`)
	// codes are those of HTTP that look like a number of errors: "503 errors".
	codes = regexp.MustCompile(`(?i)^(?:40[0-9]|41[0-9]|42[0-9]|431|451|499|50[0-9]|511|52[0-9]) (?:\w+ )?(?:errors?|failures|messages?|pages?|incidents?|responses?|events?|reports?)`)
)

// figureIn finds an amount of what an incident costs: people, requests, work, money or a share. gear tells that only
// things that run are counted.
func figureIn(text string) (figure string, gear bool) {
	if m := portion.FindString(text); m != "" {
		return m, false
	}
	counted := func(shape *regexp.Regexp) string {
		for _, at := range shape.FindAllStringIndex(text, 50) {
			m := text[at[0]:at[1]]
			if at[0] > 0 && strings.IndexByte("-/:.,v#", text[at[0]-1]) >= 0 {
				continue // the end of a date, a time or a version
			}
			if of := running.FindString(m); !timely.MatchString(m) && !codes.MatchString(m) && (of == "" || of == m) { // "three servers of the upload" are servers
				return m
			}
		}
		return ""
	}
	if m := counted(persons); m != "" {
		return m, false
	}
	m := counted(running)
	if strings.HasPrefix(strings.ToLower(m), "one ") {
		return "", false // "one node" is no amount
	}
	return m, m != ""
}

// unknowable says that the size is not known, which is an answer.
var unknowable = regexp.MustCompile(`(?i)\b(?:not (?:yet )?known|unknown|could not be (?:measured|determined|established)|cannot be (?:measured|determined)|not measured|no (?:data|figures|numbers) (?:is|are|on)|being (?:measured|counted)|still counting|not established)\b`)

var measuring = regexp.MustCompile(`(?i)\b(?:measures?|will (?:measure|count|find out|determine|report)|is (?:being )?(?:measured|counted)|by (?:\d|` + monthNames + `|` + dayNames + `)|estimate[ds]?|owner)\b|@\w`)

func (c *checker) numbers() answer {
	figure, gear := figureIn(c.text(Impact, Summary, Head))
	switch own, _ := figureIn(c.text(Impact)); {
	case figure != "" && !gear, own != "":
		return met("The impact is told in numbers, such as %s.", quote(cmp.Or(own, figure)))
	case c.affected() > 1:
		return met("What was affected is listed, %d in all.", c.affected())
	case gear:
		return unclear("Only what runs is counted, such as %s; how many people or requests that is, is for a reader.", quote(figure))
	}
	lines := lineOf(c.line(Impact))
	switch impact := c.text(Impact); {
	case unknowable.MatchString(impact) && measuring.MatchString(impact):
		return met("The impact says what is not known, and that it is looked for.")
	case unknowable.MatchString(impact):
		return open(lines, "The impact is called unknown; say who measures it until when, or give an estimate.")
	}
	if len(lines) == 0 {
		return open(nil, "Say how many users, requests or orders were affected, or that it is not known; no number is told.")
	}
	return open(lines, "Give the impact a number with a unit: users, requests, a share, money or tickets, or say that it is not known.")
}

// affected counts the items of a section that lists what was hit, such as "Affected services".
func (c *checker) affected() int {
	n := 0
	for _, s := range c.in(Impact) {
		if name := title(s.Title); !strings.Contains(name, "affected") && !strings.Contains(name, "impacted") {
			continue
		}
		for _, b := range s.Blocks {
			if b.Kind == markdown.Item && b.Level == 0 && !placeholder(b.Text) {
				n++
			}
		}
	}
	return n
}

var (
	lasted = regexp.MustCompile(`(?i)\b(?:\d+ (?:hours?|h|hrs?) (?:and )?\d+ ?(?:minutes?|mins?|m)|(?:\d+(?:[.,]\d+)?(?:\s?[-–]\s?|\s(?:to|or)\s))?(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety)[- ]?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|h|m|min))\b|\b(?:half an|an) hour\b`)
	// elsewhere and notLasting stand around a duration that is not how long it lasted.
	elsewhere  = regexp.MustCompile(`(?i)\b(?:every|each|last|past|within|timeout of|interval of|older than|ttl of|even after)(?: (?:the|first|last))?\s*$`)
	notLasting = regexp.MustCompile(`(?i)^[ -]*(?:since|before|earlier|ago|later|apart|old|timeout|interval|ttl|window of)\b`)
	fromTo     = regexp.MustCompile(`(?i)\b(?:from|between)\b.{0,60}?\d{1,2}[:h.]\d{2}.{0,60}?\b(?:to|until|till|and|through)\b.{0,40}?\d{1,2}[:h.]\d{2}|\d{1,2}[:h]\d{2}(?:\s?[A-Za-z]{1,4})?\s?(?:-|–|—|to|until|till|bis)\s?(?:[\w, ]{0,20})?\d{1,2}[:h]\d{2}`)
	aClock     = regexp.MustCompile(`\b\d{1,2}[:h]\d{2}\b`)
	ending     = regexp.MustCompile(`(?i)\b(?:stable|restored|recovered|resolved|normal|back|ended|fixed|mitigated|returned|operational|over)\b.{0,60}?\d{1,2}[:h]\d{2}|\b(?:by|at|until|around)\b.{0,20}\d{1,2}[:h]\d{2}.{0,60}\b(?:stable|restored|recovered|resolved|normal|back|ended|fixed|mitigated|returned|operational|over)\b`)
	started    = regexp.MustCompile(`^(?:incident |impact |outage |issue |problem )?(?:start|started|begin|began|beginning|onset|from)(?: time| date| of.*| at)?$`)
	stopped    = regexp.MustCompile(`^(?:incident |impact |outage |issue |problem )?(?:end|ended|resolved|resolution time|stop|stopped|recovered|restored|until|closed)(?: time| date| of.*| at)?$`)
)

func (c *checker) window() answer {
	said := c.text(Impact, Summary, Head, Response, Other)
	begins, ends := false, false
	for _, f := range c.Fields {
		if f.Part == Actions || nothing(f.Value) == "" || !strings.ContainsAny(f.Value, "0123456789") {
			continue
		}
		if strings.Contains(f.Name, "duration") || strings.Contains(f.Name, "downtime") || strings.Contains(f.Name, "time to re") || strings.Contains(f.Name, "ttr") || strings.Contains(f.Name, "length of") {
			return met("It says how long it lasted.")
		}
		begins = begins || started.MatchString(f.Name)
		ends = ends || stopped.MatchString(f.Name)
	}
	if begins && ends {
		return met("It says when it started and when it ended.")
	}
	if m := fromTo.FindString(said); m != "" {
		return met("It says from when to when.")
	}
	clocks := 0
	for _, s := range c.said {
		if s.Part == Summary || s.Part == Impact || s.Part == Head {
			clocks += len(aClock.FindAllString(s.Text, 3))
		}
	}
	for _, s := range c.said {
		if !slices.Contains([]Part{Impact, Summary, Head, Response, Other, Timeline}, s.Part) || s.Part == Timeline && c.entries[s.Line] {
			continue
		}
		if clocks > 1 && s.Part != Timeline && s.Part != Other && ending.MatchString(s.Text) {
			return met("It says when it started and when it was over.")
		}
		for _, at := range lasted.FindAllStringIndex(s.Text, 5) {
			if !elsewhere.MatchString(s.Text[:at[0]]) && !notLasting.MatchString(s.Text[at[1]:]) {
				return met("It says how long: %s.", quote(s.Text[at[0]:at[1]]))
			}
		}
	}
	if i := slices.IndexFunc(c.said, func(s Sentence) bool {
		return (s.Part == Impact || s.Part == Summary || s.Part == Head) && aClock.MatchString(s.Text) && beginning.MatchString(s.Text)
	}); i >= 0 && slices.ContainsFunc(c.Entries, func(e Entry) bool { return e.timed() && restored.MatchString(e.Text) }) {
		return met("It says when it began, and the timeline when service was back.")
	}
	if impactEnds.MatchString(c.text(Timeline)) && impactBegins.MatchString(c.text(Timeline)) {
		return met("The timeline marks where the impact begins and ends.")
	}
	return open(lineOf(c.line(Impact, Summary)), "Say from when to when users were affected, or how long.")
}

var (
	beginning    = regexp.MustCompile(`(?i)\b(?:went (?:down|offline|dark)|began|begun|started|since|from|at)\b`)
	restored     = regexp.MustCompile(`(?i)\b(?:back (?:online|up|to normal)|restored|recovered|resolved|operational|service (?:is |was )?(?:back|available)|(?:errors?|outage|impact|incident) (?:ends?|ended|over))\b`)
	impactBegins = regexp.MustCompile(`(?i)\b(?:impact|outage|incident|problem|user impact) (?:begins|began|starts|started)\b`)
	impactEnds   = regexp.MustCompile(`(?i)\b(?:impact|outage|incident|problem|user impact) (?:ends|ended|over|resolved)\b|\(resolved\)`)
)
