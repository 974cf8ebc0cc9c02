package postmortem

import (
	"fmt"
	"testing"
	"time"
)

// TestShareOfTheTalk holds how much people have said before the bot asks once more.
func TestShareOfTheTalk(t *testing.T) {
	now := time.Date(2026, 3, 25, 12, 0, 0, 0, time.UTC)
	ago := func(minutes int) time.Time { return now.Add(-time.Duration(minutes) * time.Minute) }
	for _, c := range []struct {
		name  string
		mode  Mode
		said  []int // minutes ago
		asked []int
		may   bool
	}{
		{"four words", Live, []int{4, 3, 2, 1}, nil, false},
		{"five words", Live, []int{5, 4, 3, 2, 1}, nil, true},
		{"five words, one question among them", Live, []int{5, 4, 3, 2, 1}, []int{2}, false},
		{"ten words, one question among them", Live, []int{10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, []int{5}, true},
		{"nobody has said anything since", Live, []int{10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, []int{0}, false},
		{"much was said, hours ago", Live, []int{130, 129, 128, 127, 126, 125, 124, 123, 2, 1}, nil, false},
		{"much was asked, hours ago", Live, []int{130, 5, 4, 3, 2, 1}, []int{129, 122}, true},
		{"over days, five words since", Async, []int{2000, 1500, 1400, 1300, 1200, 1100}, []int{1900}, true},
		{"over days, four words since", Async, []int{3000, 2900, 2800, 2700, 2600, 2000, 1400, 1300, 1200, 1100}, []int{1900}, false},
		{"over days, an hour says nothing", Async, []int{3000, 2900, 2800, 2700, 2600}, nil, true},
	} {
		s := &Session{Opened: Opened{Mode: c.mode}, Status: Running, Phase: Timeline, Phased: ago(6000), Messages: map[Ref]Message{}}
		for i, m := range c.said {
			s.Messages[Ref{"C1", fmt.Sprintf("%d.0", i)}] = Message{Author: "UBO", Phase: Timeline, At: ago(m)}
		}
		for _, m := range c.asked {
			s.Inquiries = append(s.Inquiries, Inquiry{Name: "gap", Phase: Timeline, At: ago(m)})
		}
		if got := s.mayAsk(); got != c.may {
			t.Errorf("%s: it may ask %v", c.name, got)
		}
	}
}
