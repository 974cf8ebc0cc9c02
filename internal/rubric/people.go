package rubric

import "regexp"

const exalted = `(?:hero(?:es|ine)?|rock ?stars?|wizards?|ninjas?|legends?|geniuse?s?|magicians?|saviou?rs?)`

var hero = regexp.MustCompile(`\b(?:(?:is|are|was|were) (?:(?:a|an|the|our|real|true|total|absolute) ){1,3}(?:\w+ )?` + exalted + `|our (?:\w+ )?` + exalted + `|(?:real|true|unsung) ` + exalted + `|heroic(?:ally)?|sav(?:ed|es|ing) (?:the|our|everyone's) (?:day|night|evening|weekend|morning|release|launch|week|sale)|single-?handed(?:ly)?)\b`)

// unsung stands before "hero" where there is none.
var unsung = regexp.MustCompile(`\b(?:no|not|isn't|wasn't|without|nobody|than|instead of)\b.{0,20}$`)

// Hero returns the words that make one person the hero, or "". A hero is the other side of a culprit.
func Hero(sentence string) string {
	low := lower(sentence)
	if at := hero.FindStringIndex(low); at != nil && !unsung.MatchString(low[:at[0]]) {
		return low[at[0]:at[1]]
	}
	return ""
}

const (
	harming = `(?:broke|caused|took (?:\w+ )?down|brought (?:\w+ )?down|deleted|dropped|erased|overwrote|wiped|corrupted|crashed|destroyed|killed|lost|leaked|exposed|misconfigured|overloaded|locked (?:\w+ )?out)`
	harmed  = `(?:broken|caused|taken down|brought down|deleted|dropped|erased|overwritten|wiped|corrupted|crashed|destroyed|killed|lost|leaked|exposed|misconfigured|overloaded|unavailable|unreachable|rejected|refused)`
	adverbs = `(?:(?:also|then|had|has|\w+ly) )*`
	doer    = `(?:the |an? |one |our |another )?(?:(?:on-?call|junior|senior|new|lead|platform|network|database|software|operations|system|release|support|infrastructure) )*` + trade
)

var (
	harm      = regexp.MustCompile(`\b(?:` + harming + `|(?:was|were|been|being|got) (?:\w+ly )?` + harmed + `|failed|failing|went down|stopped (?:working|answering|serving)|timed out)\b`)
	byPerson  = regexp.MustCompile(`^(?:(?:yesterday|today|then|later|on \w+(?: \d+)?(?: \w+)?|at [\d:]+(?: \w+)?),? )?` + doer + ` ` + adverbs + `(?:` + harming + `|(?:ran|used|typed|entered|chose|picked|selected|pushed|applied|deployed|copied) the wrong)\b`)
	passively = regexp.MustCompile(`\b` + harmed + ` by ` + doer + `\b`)
)

// Harm reports whether a sentence tells of harm, and whether it has a person do it. "We" is nobody in particular.
func Harm(sentence string) (told, person bool) {
	low := lower(sentence)
	person = byPerson.MatchString(low) || passively.MatchString(low)
	return person || harm.MatchString(low), person
}

var (
	outage = regexp.MustCompile(`\boutages?\b|\b(?:was|were) (?:completely |fully |totally |entirely )?down\b|\b(?:site|shop|service|app|website|system|platform|api|everything) went (?:completely |fully |totally |entirely )?down\b`)
	abroad = regexp.MustCompile(`\b(?:aws|azure|gcp|github|cloudflare|google|microsoft|provider(?:'s)?|vendor(?:'s)?|power|upstream|their|previous|earlier|similar|other|another|no|not an?) (?:\w+ )?$`)
	kept   = regexp.MustCompile(`\b(?:kept (?:on )?(?:work|serv|runn|answer)\w*|still (?:work|serv|answer)\w*|continued to (?:work|serve|function|run|answer)|(?:was|were|remained|stayed) (?:not affected|unaffected|untouched|available|reachable)|not affected|unaffected|partially|degraded)\b`)
)

// Outage returns the words that call an incident an outage, or "". That of somebody else is none.
func Outage(sentence string) string {
	low := lower(sentence)
	for _, at := range outage.FindAllStringIndex(low, 5) {
		if !abroad.MatchString(low[:at[0]]) {
			return low[at[0]:at[1]]
		}
	}
	return ""
}

// KeptWorking returns the words that tell of something that worked all the same, or "".
func KeptWorking(sentence string) string { return kept.FindString(lower(sentence)) }

var (
	machine = regexp.MustCompile(`\b(?:alerts?|alerted by|alerting|alarms?|paged|pager(?:duty)?|opsgenie|monitoring|probes?|canary|health ?checks?|dashboards?|automated|automatic)\b`)
	talking = regexp.MustCompile(`\b(?:users?|customers?|clients?|visitors?|merchants?|partners?|support|service desk|help ?desk|someone|somebody|colleagues?|people)\b.{0,60}?\b(?:gets? (?:\w+ )?(?:calls|tickets|complaints)|got (?:\w+ )?(?:calls|tickets|complaints)|call(?:s|ed)|wrote|writes|report(?:ed|s|ing)?|complain(?:ed|ts|ing)?|notic(?:ed|es)|informed|alerted|raised|told|contacted)|\bcall(?:s|ed) (?:in to |the |our )*(?:support|service desk|help ?desk|hotline)\b|\breport(?:ed|s)? (?:by|from) (?:an? |our |the |some |several |multiple )?(?:users?|customers?|clients?|visitors?)`)
)

// NoticedByMachine reports whether a text says that something automatic noticed.
func NoticedByMachine(text string) bool { return machine.MatchString(lower(text)) }

// NoticedByPeople reports whether a text says that people noticed, who are not there to watch.
func NoticedByPeople(text string) bool { return talking.MatchString(lower(text)) }
