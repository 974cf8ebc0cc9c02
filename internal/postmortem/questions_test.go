package postmortem

import (
	"testing"
	"time"
)

func TestWhatIsAnsweredIsNotAsked(t *testing.T) {
	g, start := DefaultGuide(), time.Date(2026, 3, 25, 10, 0, 0, 0, time.UTC)
	session := func(p Phase, word time.Duration, entries ...Entry) *Session {
		s := &Session{StartedAt: start, Phase: p, Phased: start, Entries: entries,
			Messages: map[Ref]Message{{"C1", "1.0"}: {Phase: p, At: start.Add(word)}}}
		return s
	}
	cause := func(id, kind, stem string, parents ...string) Entry {
		return Entry{ID: id, Kind: Cause, State: Confirmed, Cause: kind, Stem: stem, Parents: parents}
	}
	item := func(name string) Entry { return Entry{ID: name, Kind: RemedyItem, State: Confirmed, Item: name} }
	for _, c := range []struct {
		name  string
		why   func(*Session, Guide) (string, time.Time, bool)
		s     *Session
		asked bool
	}{
		{"they talk on", overrun, session(Timeline, g.Longest+time.Minute), true},
		{"they rest", overrun, session(Timeline, time.Hour), false},
		{"one side", oneStem, session(RootCause, 0, cause("E1", "trigger", ""), cause("E2", "condition", ""), cause("E3", "condition", "start")), true},
		{"sides that the kinds tell", oneStem, session(RootCause, 0, cause("E1", "trigger", ""), cause("E2", "amplifier", ""), cause("E3", "detection_gap", "")), false},
		{"one side, by the tree", oneStem, session(RootCause, 0, cause("E1", "trigger", "start"), cause("E2", "condition", "spread", "E1"), cause("E3", "condition", "spread", "E2")), true},
		{"nothing helped yet", nothingHelped, session(Remedy, 0, item("hindered")), true},
		{"what helped is known", nothingHelped, session(Remedy, 0, item("helped")), false},
	} {
		if _, _, asked := c.why(c.s, g); asked != c.asked {
			t.Errorf("%s: asked %v", c.name, asked)
		}
	}
}

func TestAQuestionThatWaitsTooLongIsMoot(t *testing.T) {
	g, now := DefaultGuide(), time.Date(2026, 3, 25, 10, 0, 0, 0, time.UTC)
	moot := func(change func(*Session)) bool {
		s := &Session{Status: Running, Phase: RootCause, Phased: now, Entries: []Entry{{ID: "E1", Kind: Cause, State: Confirmed}}}
		change(s)
		return g.Moot(s, SlotAsk("single_cause", 3))
	}
	if moot(func(*Session) {}) {
		t.Error("a question with a reason is not asked")
	}
	for name, change := range map[string]func(*Session){
		"answered": func(s *Session) { s.Entries = append(s.Entries, Entry{ID: "E2", Kind: Cause, State: Proposed}) },
		"moved on": func(s *Session) { s.Phase = Remedy },
		"hushed":   func(s *Session) { s.Hushed = true },
		"paused":   func(s *Session) { s.OnPause = true },
		"over":     func(s *Session) { s.Status = Draft },
	} {
		if !moot(change) {
			t.Errorf("%s: it is asked all the same", name)
		}
	}
	if g.Moot(&Session{}, SlotRoot) || g.Moot(&Session{}, "ask/of_a_newer_version/1") {
		t.Error("only questions are moot")
	}
}

func TestGateSeesTheSidesThatTheBoardShows(t *testing.T) {
	s := &Session{Entries: []Entry{{ID: "E1", Kind: Cause, State: Confirmed, Cause: "detection_gap"}}}
	for _, c := range s.Gate(RootCause) {
		if c.ID == "C1" && c.What(nil) != "At least 3 contributing factors, how it started, how it spread, how recovery took the time it took" {
			t.Errorf("missing is: %s", c.What(nil))
		}
	}
}

func TestAPauseEndsWithTheReview(t *testing.T) {
	for _, end := range []string{"finish", "cancel"} {
		s := newStage(t)
		for _, line := range []string{"10:00 ana /start the outage", "10:01 bo /pause", "10:02 ana /" + end} {
			s.play(line)
		}
		if s.s.OnPause || s.s.Stale[SlotPause(1)] {
			t.Errorf("%s: the pause goes on", end)
		}
		for _, p := range s.g.Render(s.s, SlotPause(1)).Parts {
			if p.Kind == Buttons {
				t.Errorf("%s: a button that does nothing any more: %+v", end, p)
			}
		}
	}
}
