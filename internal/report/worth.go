package report

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/internal/postmortem"
)

// What a sentence is worth in the brief is counted in words that inform; what cannot be read alone loses.

var (
	lasting  = regexp.MustCompile(`(?i)\d\s*(s|sec|seconds?|min|minutes?|h|hours?|days?)\b|\d\d:\d\d`)
	duration = regexp.MustCompile(`(?i)\d\s*(s|sec|seconds?|min|minutes?|h|hours?|days?)\b`)
	harmed   = regexp.MustCompile(`(?i)\b(down|unavailable|unreachable|fail\w*|error\w*|5xx|50\d|lost|gone|slow|stuck|could not|cannot|unable|nobody|refused|rejected|delayed|twice|no|never|crash\w*|missing|blank|empty)\b`)
	outside  = regexp.MustCompile(`(?i)\b(users?|customers?|visitors?|readers?|authors?|clients?|shoppers?|orders?|bookings?|payments?|checkout|shops?|site|website|app|apps|searches|logins?|requests|nobody|everybody|everyone|people|drivers?|partners?|published|who)\b`)
	worked   = regexp.MustCompile(`(?i)\b(is|are|was|were|has|have|had|does|do|did|can|cannot|could|will|\w{3,}ed|took|takes|got|gets|went|goes|says|reads|asks|runs|sends|hits|saw|put|sets?|shares?|counts?|returns?|fails?|only|never|keeps?|left|broke|fell|lies|lied|needs?|depends?)\b`)
	mended   = regexp.MustCompile(`(?i)\b(\w{3,}ing|\w{3,}ed|restart|rollback|failover|patch|fix|hotfix|script|switch|revert|upload|brought|put|set|PR)\b`)
	aside    = regexp.MustCompile(`(?i)^(it|that|this|they|those|these|their|his|her|who|not|for|since|but|and|so|also|second|the (team|other|second)'?s?) `)
	mechanic = regexp.MustCompile(`(?i)\b(fix|merged?|deploy\w*|review\w*|pr)\b`)
	doubtful = regexp.MustCompile(`(?i)\b(possible|likely|maybe|perhaps|probably|believed|thought|could be)\b`)
)

// best sorts items by what they are worth, those that people confirmed first.
func best(list []item, worth func(item) int) []item {
	slices.SortStableFunc(list, func(x, y item) int {
		return cmp.Or(cmp.Compare(x.state(), y.state()), cmp.Compare(worth(y), worth(x)))
	})
	return list
}

// count adds up what holds.
func count(parts ...bool) int {
	n := 0
	for _, yes := range parts {
		if yes {
			n++
		}
	}
	return n
}

// felt is how much an impact tells of what people outside met with.
func felt(it item) int {
	t := it.text
	if !worked.MatchString(t) && !harmed.MatchString(t) {
		return 0 // How long, but not what.
	}
	return 2*count(duration.MatchString(t), harmed.MatchString(t), outside.MatchString(t), it.lasted()) + count(lasting.MatchString(t), strings.ContainsAny(t, "0123456789"), worked.MatchString(t)) -
		3*count(mechanic.MatchString(t)) - count(aside.MatchString(t), words(t) < 5)
}

// explaining is how well a cause can be read as the reason: a whole sentence about a system, said when causes were asked for.
func explaining(it item) int {
	t := it.text
	n := words(t)
	return 2*count(it.Phase == postmortem.RootCause, evidence.Told(t)) + count(it.Cause == "trigger", n >= 6 && n <= 30) -
		2*count(aside.MatchString(t), doubtful.MatchString(t), n < 4)
}

// mending is how well a remedy tells what was done; below 0 it only tells how things stood.
func mending(it item) int {
	t := it.text
	return 2*count(mended.MatchString(t)) + count(lasting.MatchString(t), words(t) >= 4) - 3*count(aside.MatchString(t), words(t) < 3)
}

// keptAlone reports whether an impact tells of nothing but what went on working.
func keptAlone(t string) bool {
	return stillWorked.MatchString(t) && !harmed.MatchString(stillWorked.ReplaceAllString(t, ""))
}
