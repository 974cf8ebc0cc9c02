package writeup

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/remedybot/remedy/internal/rubric"
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

// A milestone is a stage with the time it is given at the top of the text.
type milestone struct {
	name string
	placed
}

// milestones are the stages that are given a time, in their order.
func (c *checker) milestones() []milestone {
	var out []milestone
	for _, st := range stages {
		for _, f := range c.Fields {
			if !st.shape.MatchString(f.Name) {
				continue
			}
			s, n := readStamp(f.Value)
			if n == 0 || s.Wrong != "" || !s.timed() || s.slash != "" || len(out) > 0 && s.dated() != out[0].dated() {
				continue
			}
			for _, p := range c.place([]Entry{{Stamp: s, Line: f.Line}}) {
				if k := len(out); k > 0 && !s.dated() && out[k-1].at-p.at > rollover {
					p.at += daySeconds
				}
				out = append(out, milestone{st.name, p})
			}
			break
		}
	}
	return out
}

func (c *checker) addsUp() answer {
	given := c.milestones()
	for i := 1; i < len(given); i++ {
		if a, b := given[i-1], given[i]; b.at < a.at {
			return open([]int{b.Line}, "Check these times: %s, %s, is earlier than %s, %s.", b.name, b.written(), a.name, a.written())
		}
	}
	if a, ok := c.unsaid(); ok {
		return a
	}
	if a, ok := c.stated(given); ok && (a.result != rubric.Met || len(c.Entries) == 0) {
		return a
	} else if b, amiss := c.alertBefore(); amiss {
		return b
	} else if b, amiss := c.summed(); amiss {
		return b
	} else if ok {
		return a
	}
	if len(given) > 1 {
		return met("The times that are given for its stages follow each other.")
	}
	return unclear("Start, detection, response and end are not marked as such, so nothing can be added up.")
}

var (
	stat     = regexp.MustCompile(`^(?:mean )?(?:time to (?:detect|detection|recover|recovery|repair|resolve|resolution|mitigate|mitigation|restore|acknowledge)|tt[dr]|mtt[dr])\b`)
	whole    = regexp.MustCompile(`^(?:total |incident |outage |impact )?(?:duration|downtime|length)(?: of (?:the )?(?:problem|incident|outage|impact))?$`)
	interval = regexp.MustCompile(`(?i)(\d+(?:[.,]\d+)?)\s*(hours?|hrs?|h|minutes?|mins?|m|days?|d)\b`)
	roughly  = regexp.MustCompile(`(?i)[~≈<>]|\b(?:about|around|approx\w*|roughly|nearly|almost|over|more than|less than|circa)\b`)
)

// stated compares durations such as "Time to recovery: 25 minutes" with the times that are told: they have to lie between
// two of these, whichever they are. That of the whole is compared where its start and its end are given.
func (c *checker) stated(given []milestone) (answer, bool) {
	var at []int64
	for _, m := range given {
		at = append(at, m.at)
	}
	for _, chain := range c.chains() {
		for _, p := range c.place(chain) {
			if p.timed() {
				at = append(at, p.at)
			}
		}
	}
	bounded := len(given) > 1 && given[0].name == stages[0].name && given[len(given)-1].name == stages[len(stages)-1].name
	const most = 500 // times; each is compared with each
	compared := 0
	var amiss []int
	said := ""
	for _, f := range c.Fields {
		if !(stat.MatchString(f.Name) && len(at) > 2 || whole.MatchString(f.Name) && bounded) || roughly.MatchString(f.Value) || len(at) > most {
			continue
		}
		seconds, coarse := lasting(f.Value)
		if seconds == 0 {
			continue
		}
		compared++
		if !slices.ContainsFunc(at, func(a int64) bool {
			return slices.ContainsFunc(at, func(b int64) bool { return abs(b-a-seconds) <= coarse })
		}) {
			amiss = append(amiss, f.Line)
			said = cmp.Or(said, quote(f.Name)+" says, "+f.Value)
		}
	}
	if len(amiss) > 0 {
		return open(amiss, "Make durations and times agree: no two times are as far apart as %s.", said), true
	}
	return met("The durations lie between times that are told."), compared > 0
}

// lasting reads a duration, in seconds, and how coarsely it is told.
func lasting(text string) (seconds, coarse int64) {
	for _, m := range interval.FindAllStringSubmatch(text, 3) {
		n, err := strconv.ParseFloat(strings.Replace(m[1], ",", ".", 1), 64)
		if err != nil {
			return 0, 0
		}
		unit := int64(60)
		coarse = 60
		switch m[2][0] | 0x20 {
		case 'h':
			unit, coarse = 3600, 1800
		case 'd':
			unit, coarse = daySeconds, daySeconds/2
		}
		seconds += int64(n * float64(unit))
	}
	return seconds, coarse
}
