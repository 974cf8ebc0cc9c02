package report

import (
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

const (
	shortly     = time.Hour // before the impact: what changed then is looked at first
	mostChanges = 3

	groupBefore = "Changed in the hour before, which alone makes nothing a cause"
)

// changedBefore are the last changes on record before users were affected, for where nobody has named a trigger: whoever
// looks for one looks there first.
func (b *builder) changedBefore() []Sentence {
	if b.from.IsZero() || slices.ContainsFunc(b.all[postmortem.Cause], func(it item) bool { return it.Cause == "trigger" }) {
		return nil
	}
	var list []item
	for _, it := range b.all[postmortem.Event] {
		if it.Event == "change" && it.state() == confirmed && it.Precision != approx && it.At.Before(b.from) && b.from.Sub(it.At) <= shortly {
			list = append(list, it)
		}
	}
	return latestOf(list, groupBefore)
}

// latestOf tells the last few of what happened, in order and each with its time, under a heading.
func latestOf(list []item, group string) []Sentence {
	slices.SortStableFunc(list, func(x, y item) int { return x.At.Compare(y.At) })
	var out []Sentence
	said := ""
	for _, it := range list[max(0, len(list)-mostChanges):] {
		s := it.say(group, "")
		s.Text = sentence(stamp(it.At, said) + ": " + strings.TrimSpace(it.text))
		said = day(it.At)
		out = append(out, s)
	}
	return out
}
