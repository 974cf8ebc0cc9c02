package postmortem

import (
	"fmt"
	"testing"
	"time"
)

// crowded is a review in Root cause with so many messages of six people in it, and
// so many entries.
func crowded(messages, entries int) *Session {
	start := time.Date(2026, 3, 25, 10, 0, 0, 0, time.UTC)
	s := &Session{Opened: Opened{ID: "PM-1"}}
	s.Apply(EventRecord{Seq: 1, At: start, By: "UANA", Body: Opened{
		ID: "PM-1", Title: "the outage", Facilitator: "UANA", Began: start.Add(-3 * time.Hour), Ended: start.Add(-2 * time.Hour), Place: Place{"T1", "C1", "1.0"}}})
	for _, p := range cast {
		s.Apply(EventRecord{At: start, Body: Met{p}})
	}
	for _, p := range Phases()[1:3] {
		s.Apply(EventRecord{At: start.Add(time.Minute), By: "UANA", Body: Moved{To: p}})
	}
	s.Apply(EventRecord{At: start, Body: Posted{SlotBoard(RootCause), Ref{"C1", "2.0"}}})
	who := []string{"UANA", "UBO", "UCY", "UDI", "UMO", "USAM"}
	for i := range messages {
		at := start.Add(2*time.Minute + time.Duration(i)*time.Second)
		r := Ref{"C1", fmt.Sprintf("%d.%06d", at.Unix(), i)}
		s.Apply(EventRecord{At: at, Body: Said{Ref: r, Author: who[i*7%len(who)]}})
		s.Apply(EventRecord{At: at, Body: Settled{r}})
		s.Texts[r.Key()] = fmt.Sprintf("at %02d:%02d the MQTT queue %d of the broker was full", i/60%24, i%60, i)
		if i%5 == 0 {
			s.Texts[r.Key()] = fmt.Sprintf("and how long did queue %d of the broker take to drain?", i)
		}
	}
	kinds := []Kind{Event, Event, Event, Cause, Cause, RemedyItem, Action, Impact, Question, Idea}
	for i := range entries {
		id := fmt.Sprintf("E%d", i+1)
		e := Entry{ID: id, Kind: kinds[i%len(kinds)], State: Confirmed, By: "UCY", Author: who[i%len(who)], Phase: RootCause, Written: start,
			At: start.Add(-3*time.Hour + time.Duration(i)*10*time.Second), Event: "signal", Cause: "condition", Item: "helped", Number: i + 1, Action: Offered, Stem: Stems()[i%4]}
		if e.Kind == Cause && i > 20 {
			e.Parents = []string{fmt.Sprintf("E%d", i-9)}
		}
		s.Apply(EventRecord{At: start, Body: Recorded{e}})
		s.Texts[id] = fmt.Sprintf([]string{
			"The queue %d of the broker was full.", "Worker %d was restarted.", "The alert on shard %d fired.", "Release %d went out to the second region.",
			"The disk of node %d took ten minutes to drain.",
		}[i%5], i)
	}
	return s
}

// BenchmarkDecide is one input to a large review: a message, and the tick after it.
func BenchmarkDecide(b *testing.B) {
	s := crowded(2000, 300)
	g := DefaultGuide()
	at := s.Latest.Add(time.Hour)
	for name, in := range map[string]Input{
		"message": {At: at, By: cast["bo"], Place: s.Place, Session: s.ID, Body: Heard{Ref{"C1", fmt.Sprintf("%d.000000", at.Unix())}, "the disk was full at 09:40"}},
		"tick":    {At: at, Session: s.ID, Body: Tick{}},
		"click":   {At: at, By: cast["bo"], Place: s.Place, Session: s.ID, Body: Confirm{Entries: []string{"E5"}}},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := g.Decide(s, in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("due", func(b *testing.B) {
		for b.Loop() {
			g.Due(s)
		}
	})
}
