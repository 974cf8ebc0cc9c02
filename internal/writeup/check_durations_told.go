package writeup

import (
	"regexp"
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/rubric"
)

var asked = regexp.MustCompile(`(?i)^\W*\?+\W*$|^(?:tb[dc]|todo|unknown\?|xx?|\?\? ?min(?:utes)?)$`)

// unsaid looks for a time to detection or recovery that is still a question mark.
func (c *checker) unsaid() (answer, bool) {
	var lines []int
	first := ""
	for _, f := range c.Fields {
		if (stat.MatchString(f.Name) || whole.MatchString(f.Name)) && asked.MatchString(f.Value) {
			if lines = append(lines, f.Line); first == "" {
				first = f.Name
			}
		}
	}
	if len(lines) == 0 {
		return answer{}, false
	}
	return open(lines, "Work out %s from the timeline, or say that it is not known, and why.", quote(first)), true
}

var detection = regexp.MustCompile(`^(?:mean )?(?:time to (?:detect|detection)|m?ttd)\b`)

// sees is an entry with which the incident was noticed: a time to detection may well end there.
var sees = regexp.MustCompile(`(?i)\b(?:alert\w*|alarms?|paged?|notic\w+|detect\w*|discover\w*|report\w*|saw|seen|spotted|witness\w*|acknowledg\w*|aware|informed|warn\w*|observ\w+|complain\w*|identified)\b`)

// alertBefore looks for a time to detection that ends behind an alert, at an entry that tells of none.
func (c *checker) alertBefore() (answer, bool) {
	i := slices.IndexFunc(c.Fields, func(f Field) bool { return detection.MatchString(f.Name) && !roughly.MatchString(f.Value) })
	if i < 0 || len(c.Entries) > 200 {
		return answer{}, false
	}
	seconds, coarse := lasting(c.Fields[i].Value)
	if seconds == 0 {
		return answer{}, false
	}
	var row []placed
	for _, chain := range c.chains() {
		row = append(row, c.place(chain)...)
	}
	var early *placed
	for _, a := range row {
		for _, b := range row {
			if !a.timed() || !b.timed() || abs(b.at-a.at-seconds) > coarse {
				continue
			}
			j := slices.IndexFunc(row, func(p placed) bool {
				return p.timed() && p.at > a.at && p.at < b.at && rubric.NoticedByMachine(p.Text)
			})
			if j < 0 || sees.MatchString(b.Text) {
				return answer{}, false // there is a reading by which it is right
			}
			early = &row[j]
		}
	}
	if early == nil {
		return answer{}, false
	}
	return open([]int{c.Fields[i].Line}, "Check the time to detection, %s: it ends behind the alert of %s, in line %d.", c.Fields[i].Value, early.written(), early.Line), true
}

var lastedFor = regexp.MustCompile(`(?i)\b(?:for|lasted|duration of|period of)\s+(?:an? )?((?:\d+(?:[.,]\d+)?|ten|fifteen|twenty|thirty|forty|fifty|sixty|ninety)[ -]?(?:minutes?|mins?|hours?|hrs?))\b`)

// tens are the round numbers that people write in words.
var tens = strings.NewReplacer("ten", "10", "fifteen", "15", "twenty", "20", "thirty", "30", "forty", "40", "fifty", "50", "sixty", "60", "ninety", "90")

// summed compares how long the summary says that it lasted with a time to recovery told elsewhere. They may count
// differently; then either says from when to when.
func (c *checker) summed() (answer, bool) {
	i := slices.IndexFunc(c.Fields, func(f Field) bool {
		return (whole.MatchString(f.Name) || stat.MatchString(f.Name) && strings.Contains(f.Name, "rec")) && !roughly.MatchString(f.Value)
	})
	if i < 0 {
		return answer{}, false
	}
	total, _ := lasting(c.Fields[i].Value)
	if total == 0 {
		return answer{}, false
	}
	var others []int64
	for _, f := range c.Fields {
		if n, _ := lasting(f.Value); n > 0 && f.Line != c.Fields[i].Line {
			others = append(others, n)
		}
	}
	for _, s := range c.said {
		m := lastedFor.FindStringSubmatch(s.Text)
		if s.Part != Summary && s.Part != Impact && s.Part != Head || m == nil || roughly.MatchString(s.Text) || c.fields[s.Line] {
			continue
		}
		n, _ := lasting(tens.Replace(strings.ToLower(m[1])))
		near := func(x int64) bool { return abs(x-n)*10 <= max(x, n) } // people round
		if n > 0 && !near(total) && !slices.ContainsFunc(others, near) {
			return open([]int{s.Line}, "Make both agree, or say what each counts: %s here, and %s in line %d.", quote(m[1]), quote(c.Fields[i].Value), c.Fields[i].Line), true
		}
	}
	return answer{}, false
}
