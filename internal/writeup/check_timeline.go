package writeup

import (
	"regexp"
	"slices"
)

func (c *checker) moments() answer {
	if len(c.Entries) == 0 {
		return open(lineOf(c.line(Timeline)), "Add a timeline: what happened when, with times and their zone.")
	}
	var bare []int
	zones := map[string]int{}
	zoned, timed, dated, relative := 0, 0, !c.Day.IsZero(), 0
	first := ""
	for _, e := range c.Entries {
		switch {
		case e.Relative:
			relative++
			continue
		case e.timed():
			timed++
			if e.Zone != "" {
				zoned++
				if _, seen := zones[e.Zone]; !seen {
					zones[e.Zone] = e.Line
				}
			}
		case e.About:
		case e.Bare || e.Blank || e.dated():
			bare = append(bare, e.Line)
			if first == "" {
				first = e.Text
			}
		}
		dated = dated || e.dated()
	}
	switch {
	case relative > timed:
		return unclear("The timeline counts from a start of its own.")
	case timed == 0:
		return open(lineOf(c.clock), "Give the entries of the timeline a time with its zone, or mark it as unknown.")
	case c.zone == "" && zoned == 0:
		why := "Name the time zone of the timeline, best in one line above it: “All times in UTC.”"
		if c.half() {
			why = "Name the time zone of the timeline; its times have AM or PM and no zone."
		}
		return open(append(lineOf(c.clock), bare...), "%s", why)
	case !dated:
		return open(lineOf(c.clock), "Say on which day the timeline was; there is no date.")
	case timed > 3 && c.sameClock():
		return open(lineOf(c.Entries[0].Line), "Give the entries their times, or mark them as approximate; all stand at %s.", c.Entries[0].clockTime())
	case len(bare) > 0:
		return open(bare, "Give each entry a time, or mark it as unknown; %s has none.", quote(first))
	case len(zones) > 1 && differ(zones):
		line := 0
		for _, l := range zones {
			line = max(line, l)
		}
		return open([]int{line}, "Keep the timeline to one zone; it changes here.")
	}
	return met("%s, each with its time, in one zone.", count(timed, "entry", "entries"))
}

func lineOf(n int) []int {
	if n == 0 {
		return nil
	}
	return []int{n}
}

// half reports whether times are written with AM and PM.
func (c *checker) half() bool {
	return slices.ContainsFunc(c.Entries, func(e Entry) bool { return e.Half })
}

// differ reports whether zones have different offsets, as far as that is known.
func differ(zones map[string]int) bool {
	seen := map[int]bool{}
	for z := range zones {
		if east, ok := minutesEast(z); ok {
			seen[east] = true
		}
	}
	return len(seen) > 1
}

// signal is a first entry with which people were told of what had already begun.
var signal = regexp.MustCompile(`(?i)^\W*(?:(?:[\w-]+ ){0,4}?(?:alert|alerts|alarm|alarms|page|pager|pagerduty|opsgenie)\b.{0,60}?\b(?:fire[sd]?|firing|triggered|triggers|received|went off|goes off|raised|sent|pages|paged|page)\b|(?:received|got) (?:an? |the |first |several )*(?:alert|alarm|page|report|complaint)|(?:on-?call|engineer|team) (?:\w+ ){0,2}(?:is |was |gets |got )?paged\b|(?:the |an? |our |first |some |several |multiple )*(?:customers?|users?) (?:\w+ )?(?:reports?|reported|reporting|complains?|complained|notices?|noticed)\b)`)

var (
	// hits is a first entry with which the harm itself begins.
	hits = regexp.MustCompile(`(?i)\b(?:(?:impact|outage|incident|problem|errors?|failures?|downtime) (?:begins?|began|starts?|started)|(?:starts?|started|began|begins?) (?:failing|to fail|returning errors|to return errors|erroring|timing out|to time out)|(?:went|goes) (?:down|offline)|(?:became|becomes) (?:unavailable|unreachable|unresponsive)|stopp?(?:ed|s) (?:working|responding|answering|serving))\b`)
	// leadsUp is a first entry that is a change, or what was normal.
	leadsUp = regexp.MustCompile(`(?i)\b(?:deploy(?:ed|ment|s|ing)?|rolled? ?out|roll-?out|releas(?:e|ed|es)|merg(?:e|ed|es)|push(?:ed|es)?|upgrad(?:e|ed|es|ing)|replac(?:e|ed|es)|migrat(?:e|ed|ion)|appl(?:y|ied|ies)|chang(?:e|ed|es)|add(?:ed|s)|enabl(?:e|ed|es)|disabl(?:e|ed|es)|scal(?:ed|ing)|rotat(?:e|ed)|schedul(?:e|ed)|start(?:ed|s) (?:of )?(?:the |a )?(?:\w+ )?(?:upgrade|migration|import|job|reindex|backup|workshop|maintenance|query|sync)|(?:upgrade|migration|import|reindex|backup|maintenance|workshop|query|job|sync|rollover) (?:\w+ )?(?:start(?:ed|s)|commenced|initiated|begins?|began|executed)|configur(?:e|ed|ation)|switched|moved|extended|published|installed|created|modif(?:y|ied|ies|ying)|execut(?:e|ed|es|ion)|(?:daily|nightly|weekly|scheduled|periodic) \w+ (?:run|starts?|began))\b`)
)

func (c *checker) startsBefore() answer {
	first := slices.IndexFunc(c.Entries, func(e Entry) bool { return !e.Blank })
	if len(c.Entries) < 2 || first < 0 || c.Entries[first].Text == "" || c.Entries[first].Stage {
		return unclear("There is no timeline that shows where it begins.")
	}
	e, rest := c.Entries[first], c.Entries[first+1:]
	sign := 1 + slices.IndexFunc(rest, func(x Entry) bool { return sees.MatchString(x.Text) || hits.MatchString(x.Text) })
	change := slices.IndexFunc(c.Entries[first:first+sign], func(x Entry) bool { return leadsUp.MatchString(x.Text) })
	switch {
	case signal.MatchString(e.Text):
		return open([]int{e.Line}, "Begin the timeline before the first alert or report, with what had changed or was building up.")
	case hits.MatchString(e.Text) && !leadsUp.MatchString(e.Text):
		return open([]int{e.Line}, "Begin the timeline before the impact, with what had changed or was building up; its first entry is %s.", quote(e.Text))
	case sign > 0 && change >= 0:
		return met("It begins before the first sign, with %s.", quote(c.Entries[first+change].Text))
	}
	return unclear("Its first entry is no alert; whether it lies before the impact is for a reader.")
}

// sameClock reports whether every entry stands at one time of the day, on different days: then it is none.
func (c *checker) sameClock() bool {
	days := map[int]bool{}
	for _, e := range c.Entries {
		if !e.timed() || e.About || e.Minute != c.Entries[0].Minute {
			return false
		}
		days[e.Month*31+e.Day] = true
	}
	return len(days) > 2
}
