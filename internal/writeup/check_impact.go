package writeup

import (
	"regexp"
	"slices"
	"strings"
)

const numeral = `(?:\d[\d.,]*\s?(?:k|m|b|bn|thousand|million|billion)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|fifty|a hundred|hundreds|thousands|half|a third|two thirds|a quarter|three quarters|a dozen|dozens|zero)`

// figureOf is an amount of what an incident costs: people, requests, work, money or a share.
var figureOf = regexp.MustCompile(`(?i)\d\s?(?:%|percent|‰)|[$€£¥]\s?\d|\b\d[\d.,]*\s?(?:usd|eur|gbp|dollars|euros|pounds)\b|\b` + numeral + `(?: or (?:more|so|fewer))? (?:of (?:the |our |all )*)?(?:[\w'/-]+ ){0,3}?(?:users?|customers?|clients?|visitors?|people|accounts?|tenants?|teams?|organi[sz]ations?|merchants?|subscribers?|members?|players?|passengers?|patients?|requests?|queries|searches|errors?|calls?|transactions?|payments?|orders?|bookings?|purchases?|messages?|e-?mails?|notifications?|jobs?|builds?|pipelines?|deployments?|deploys|runs|packages|crates?|downloads?|uploads?|page ?views?|pages|sites?|websites?|domains?|services?|applications?|apps?|projects?|repositories|stores?|shops?|devices?|machines?|nodes?|clusters?|regions?|instances?|databases?|records?|rows?|files?|documents?|tickets?|complaints?|reports?|sessions?|logins?|events?|logs?|blocks?|coins?|bitcoins?|tests?|workloads|pods|namespaces)\b|\b(?:no|none of the|none of our) (?:\w+ )?(?:users?|customers?|requests?|orders?|payments?|messages?|data) (?:\w+ ){0,3}?(?:lost|affected|impacted|loss|dropped|failed)\b`)

// unknowable says that the size is not known, which is an answer.
var unknowable = regexp.MustCompile(`(?i)\b(?:not (?:yet )?known|unknown|could not be (?:measured|determined|established)|cannot be (?:measured|determined)|not measured|no (?:data|figures|numbers) (?:is|are|on)|being (?:measured|counted)|still counting|not established)\b`)

var measuring = regexp.MustCompile(`(?i)\b(?:measures?|will (?:measure|count|find out|determine|report)|is (?:being )?(?:measured|counted)|by (?:\d|` + monthNames + `|` + dayNames + `)|estimate[ds]?|owner)\b|@\w`)

func (c *checker) numbers() answer {
	told := c.text(Impact, Summary, Head)
	if m := figureOf.FindString(told); m != "" {
		return met("The impact is told in numbers, such as %s.", quote(m))
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

var (
	lasted  = regexp.MustCompile(`(?i)\b(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety)[- ]?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|h|m|min)\b|\b(?:half an|an) hour\b`)
	fromTo  = regexp.MustCompile(`(?i)\b(?:from|between)\b.{0,60}?\d{1,2}[:h.]\d{2}.{0,60}?\b(?:to|until|till|and|through)\b.{0,40}?\d{1,2}[:h.]\d{2}|\d{1,2}[:h]\d{2}(?:\s?[A-Za-z]{1,4})?\s?(?:-|–|—|to|until|till|bis)\s?(?:[\w, ]{0,20})?\d{1,2}[:h]\d{2}`)
	aClock  = regexp.MustCompile(`\b\d{1,2}[:h]\d{2}\b`)
	ending  = regexp.MustCompile(`(?i)\b(?:stable|restored|recovered|resolved|normal|back|ended|fixed|mitigated|returned|operational|over)\b.{0,60}?\d{1,2}[:h]\d{2}|\b(?:by|at|until|around)\b.{0,20}\d{1,2}[:h]\d{2}.{0,60}\b(?:stable|restored|recovered|resolved|normal|back|ended|fixed|mitigated|returned|operational|over)\b`)
	started = regexp.MustCompile(`^(?:incident |impact |outage |issue |problem )?(?:start|started|begin|began|beginning|onset|from)(?: time| date| of.*| at)?$`)
	stopped = regexp.MustCompile(`^(?:incident |impact |outage |issue |problem )?(?:end|ended|resolved|resolution time|stop|stopped|recovered|restored|until|closed)(?: time| date| of.*| at)?$`)
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
		if m := lasted.FindString(s.Text); m != "" {
			return met("It says how long: %s.", quote(m))
		}
	}
	if impactEnds.MatchString(c.text(Timeline)) && impactBegins.MatchString(c.text(Timeline)) {
		return met("The timeline marks where the impact begins and ends.")
	}
	return open(lineOf(c.line(Impact, Summary)), "Say from when to when users were affected, or how long.")
}

var (
	impactBegins = regexp.MustCompile(`(?i)\b(?:impact|outage|incident|problem|user impact) (?:begins|began|starts|started)\b`)
	impactEnds   = regexp.MustCompile(`(?i)\b(?:impact|outage|incident|problem|user impact) (?:ends|ended|over|resolved)\b|\(resolved\)`)
)
