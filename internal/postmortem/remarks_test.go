package postmortem

import (
	"testing"
	"time"
)

// TestProposalsCountAmongTheRemarksOfAnHour holds that questions and proposals to go on
// are eight in an hour at most, and that questions leave the last to a proposal.
func TestProposalsCountAmongTheRemarksOfAnHour(t *testing.T) {
	st := opened(t)
	from := st.now
	at := func(n int) time.Time { return from.Add(time.Duration(n) * 5 * time.Minute) }
	for n := range perHour - 1 {
		var b EventBody = Inquired{Name: "stuck", About: string(rune('a' + n))}
		if n%2 == 1 {
			b = Suggested{st.s.Phase}
		}
		st.s.Apply(EventRecord{Seq: st.s.Seq + 1, At: at(n), Body: b})
	}
	if got, want := st.s.quietUntil(st.g), from.Add(time.Hour); !got.Equal(want) {
		t.Errorf("after %d messages the next question may come at %s; want %s", perHour-1, got, want)
	}
	if got := st.s.fullUntil(perHour); !got.IsZero() {
		t.Errorf("no proposal may come before %s", got)
	}
	st.s.Apply(EventRecord{Seq: st.s.Seq + 1, At: at(perHour - 1), Body: Suggested{st.s.Phase}})
	if got, want := st.s.fullUntil(perHour), from.Add(time.Hour); !got.Equal(want) {
		t.Errorf("after %d messages the next proposal may come at %s; want %s", perHour, got, want)
	}
	if got, want := st.s.quietUntil(st.g), at(1).Add(time.Hour); !got.Equal(want) {
		t.Errorf("after %d messages the next question may come at %s; want %s", perHour, got, want)
	}
}
