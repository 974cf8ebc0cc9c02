package postmortem

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// While Slack does not tell who somebody is, they may be a guest: they start and steer
// nothing, unless the review knows them.
func TestWhoeverCannotBeLookedUpSteersNothing(t *testing.T) {
	g := DefaultGuide()
	stranger := Person{ID: "U9", Unsure: true}
	fresh := &Session{}
	fresh.ID = "PM-1"
	_, err := g.Decide(fresh, Input{At: time.Date(2026, 3, 25, 12, 0, 0, 0, time.UTC), By: stranger, Place: Place{Team: "T1", Channel: "C1"}, Body: Start{Title: "outage"}})
	if no, ok := errors.AsType[Refusal](err); !ok || !strings.Contains(no.Text, "Try again in a moment") {
		t.Errorf("a start: %v", err)
	}
	st := opened(t, "10:01 bo: hello")
	ana, bo := Person{ID: cast["ana"].ID, Unsure: true}, Person{ID: cast["bo"].ID, Unsure: true}
	for _, c := range []struct {
		name string
		by   Person
		body InputBody
		may  bool
	}{
		{"a step by who leads", ana, Advance{}, true},
		{"handing over to who is known", ana, HandOver{To: bo}, true},
		{"handing over to a stranger", cast["ana"], HandOver{To: stranger}, false},
		{"entrusting a stranger", cast["ana"], Entrust{To: stranger}, false},
		{"an entry by a stranger", stranger, Add{Kind: Action, Text: "alert on lag"}, false},
		{"a word by a stranger", stranger, Heard{Ref: Ref{"C1", "1774432950.000001"}, Text: "hello"}, true},
	} {
		d, err := g.Decide(st.s, Input{At: st.now, By: c.by, Place: st.s.Place, Session: st.s.ID, Body: c.body})
		if (err == nil) != c.may || err == nil && len(d.Events) == 0 {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
