package report

import (
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

const groupLast = "Last done before the recovery on record, where nobody has said what restored the service"

// lastDone are the last deeds on record before the service was back, for where nobody has said what brought it back: they
// stand under the time they were done, and nothing says that they did it.
func (b *builder) lastDone() []Sentence {
	events := b.all[postmortem.Event]
	known := func(it item) bool { return it.state() == confirmed && it.Precision != approx && !it.At.IsZero() }
	var back time.Time
	for _, it := range events {
		if it.Event == "recovery" && known(it) && mending(it) > 0 && it.At.After(back) {
			back = it.At
		}
	}
	if back.IsZero() {
		return nil
	}
	var list []item
	for _, it := range events {
		if (it.Event == "action" || it.Event == "change") && known(it) && it.At.Before(back) && back.Sub(it.At) <= shortly {
			list = append(list, it)
		}
	}
	return latestOf(list, groupLast)
}
