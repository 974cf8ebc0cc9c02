package report

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

// elapsed is a length of time in words, to the minute: "26 h 3 min".
func elapsed(d time.Duration) string {
	var parts []string
	d = d.Round(time.Minute)
	if h := int(d / time.Hour); h > 0 {
		parts = append(parts, strconv.Itoa(h)+" h")
	}
	if m := int(d % time.Hour / time.Minute); m > 0 || len(parts) == 0 {
		parts = append(parts, strconv.Itoa(m)+" min")
	}
	return strings.Join(parts, " ")
}

// noticedLead begins what is told of the noticing.
const noticedLead = "It was noticed"

// delay tells how long it took from the begin of a harm to its being noticed: the times of two entries, side by side. It is
// told of the harm in the same message, or else of the impact as a whole.
func (b *builder) delay(impacts, noticed []item) (Sentence, bool) {
	for _, same := range []bool{true, false} {
		for _, seen := range noticed {
			for _, harm := range impacts {
				began := !harm.At.IsZero() && harm.At.Before(seen.At) && (slices.Equal(harm.cites, seen.cites) == same) && (same || harm.lasted() && harm.At.Equal(b.from))
				if !began || seen.At.Sub(harm.At) < time.Minute || !noticing.MatchString(seen.text) {
					continue
				}
				s := seen.say(groupTimes, "")
				took := about(approximate(harm, seen), elapsed(seen.At.Sub(harm.At)))
				s.Text = noticedLead + " " + took + " after it began."
				if !harm.At.Equal(b.from) && slices.ContainsFunc(impacts, func(it item) bool { return it.At.Equal(b.from) }) {
					// Beside an impact that began at another time, "it" would be the wrong one.
					s.Text = "What began at " + about(harm.Precision, fullTime(harm.At)) + " was noticed " + took + " later."
				}
				s.Cites, s.Entries = union(harm.cites, seen.cites), union(harm.ids(), seen.ids())
				return s, true
			}
		}
	}
	return Sentence{}, false
}

// approximate is the precision of what is computed from several times.
func approximate(list ...item) string {
	for _, it := range list {
		if it.Precision == approx {
			return approx
		}
	}
	return exact
}

// spans are the lengths of time between the moments of entries, for a sentence may set two of them side by side.
func spans(entries []postmortem.Entry) string {
	var all []time.Time
	for _, e := range entries {
		for _, at := range []time.Time{e.At, e.To} {
			if !at.IsZero() && len(all) < 6 {
				all = append(all, at)
			}
		}
	}
	var out []string
	for i := range all {
		for j := range i {
			out = append(out, elapsed(all[i].Sub(all[j]).Abs()))
		}
	}
	return strings.Join(out, ". ")
}
