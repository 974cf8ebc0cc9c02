package writeup

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A stage of an incident, in the order in which stages follow each other.
var stages = []struct {
	name  string
	shape *regexp.Regexp
}{
	{"the start", regexp.MustCompile(`^(?:incident |impact |outage )?(?:start|started|began|begin|start time)(?: time| at)?$`)},
	{"detection", regexp.MustCompile(`^(?:first |incident |time )?(?:detected|noticed|detection time)(?: at)?$`)},
	{"the declaration", regexp.MustCompile(`^(?:incident )?(?:declared|acknowledged)(?: at)?$`)},
	{"repair", regexp.MustCompile(`^(?:incident )?(?:repaired|mitigated)(?: at)?$`)},
	{"resolution", regexp.MustCompile(`^(?:incident |impact |outage )?(?:resolved|end|ended|end time|resolution time|closed)(?: time| at)?$`)},
}

func (c *checker) addsUp() answer {
	var last placed
	lastName := ""
	lastStage := -1
	for i, st := range stages {
		for _, f := range c.Fields {
			if !st.shape.MatchString(f.Name) {
				continue
			}
			s, n := readStamp(f.Value)
			if n == 0 || s.Wrong != "" || !s.timed() || !s.dated() && last.dated() || s.dated() && lastStage >= 0 && !last.dated() || s.slash != "" {
				continue
			}
			row := c.place([]Entry{{Stamp: s, Line: f.Line}})
			if len(row) == 0 {
				continue
			}
			if lastStage >= 0 && row[0].at < last.at && (s.dated() || last.at-row[0].at < rollover) {
				return open([]int{f.Line}, "Check these times: %s, %s, is earlier than %s, %s.", st.name, row[0].written(), lastName, last.written())
			}
			last, lastName, lastStage = row[0], st.name, i
			break
		}
	}
	if a, ok := c.stated(); ok {
		return a
	}
	if lastStage > 0 {
		return met("The times that are given for its stages follow each other.")
	}
	return unclear("Start, detection, response and end are not marked as such, so nothing can be added up.")
}

var (
	stat     = regexp.MustCompile(`^(?:mean )?(?:time to (?:detect|detection|recover|recovery|repair|resolve|resolution|mitigate|mitigation|restore|acknowledge)|tt[dr]|mtt[dr])\b`)
	interval = regexp.MustCompile(`(?i)(\d+(?:[.,]\d+)?)\s*(hours?|hrs?|h|minutes?|mins?|m|days?|d)\b`)
)

// stated compares durations such as "Time to recovery: 25 minutes" with the timeline: they have to lie between two of
// its entries, whichever these are.
func (c *checker) stated() (answer, bool) {
	var at []int64
	for _, chain := range c.chains() {
		for _, p := range c.place(chain) {
			if p.timed() {
				at = append(at, p.at)
			}
		}
	}
	const most = 500 // entries; each is compared with each
	if len(at) < 3 || len(at) > most {
		return answer{}, false
	}
	ok := false
	var amiss []Field
	for _, f := range c.Fields {
		if !stat.MatchString(f.Name) || strings.ContainsAny(f.Value, "~≈<>") || strings.Contains(f.Value, "about") {
			continue
		}
		seconds, coarse := int64(0), int64(60)
		for _, m := range interval.FindAllStringSubmatch(f.Value, 3) {
			n, _ := strconv.ParseFloat(strings.Replace(m[1], ",", ".", 1), 64)
			unit := int64(60)
			switch m[2][0] | 0x20 {
			case 'h':
				unit, coarse = 3600, 1800
			case 'd':
				unit, coarse = daySeconds, daySeconds/2
			default:
				coarse = 60
			}
			seconds += int64(n * float64(unit))
		}
		if seconds == 0 {
			continue
		}
		fits := slices.ContainsFunc(at, func(a int64) bool {
			return slices.ContainsFunc(at, func(b int64) bool { return abs(b-a-seconds) <= coarse })
		})
		if !fits {
			amiss = append(amiss, f)
		}
		ok = true
	}
	if len(amiss) > 0 {
		var lines []int
		for _, f := range amiss {
			lines = append(lines, f.Line)
		}
		return open(lines, "Make durations and timeline agree: no two entries are as far apart as %s says, %s.", quote(amiss[0].Name), amiss[0].Value), true
	}
	return met("The durations lie between entries of the timeline."), ok
}
