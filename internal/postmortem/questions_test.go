package postmortem

import (
	"fmt"
	"iter"
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

func TestReasonsToAskAboutTheTree(t *testing.T) {
	g, start := DefaultGuide(), time.Date(2026, 3, 25, 10, 0, 0, 0, time.UTC)
	cause := func(id string, change func(*Entry)) Entry {
		e := Entry{ID: id, Kind: Cause, State: Confirmed, Cause: "condition", Stem: "start", Author: "UBO", By: "UCY", Sources: []Ref{{"C1", id}}}
		if change != nil {
			change(&e)
		}
		return e
	}
	under := func(stem string, parents ...string) func(*Entry) {
		return func(e *Entry) { e.Stem, e.Parents = stem, parents }
	}
	act := func(e *Entry) { e.Act = true }
	lens := func(of ...string) func(*Entry) { return func(e *Entry) { e.Lens = of } }
	by := func(author string) func(*Entry) { return func(e *Entry) { e.Author = author } }
	alone := func(e *Entry) { e.Sources, e.By = nil, e.Author }
	trigger := func(e *Entry) { e.Cause = "trigger" }
	texts := map[string]string{"E1": "The release contained a slow query.", "E9": "Release 41 with the slow query went out.", "E8": "The night was quiet."}
	event := func(id string) Entry { return Entry{ID: id, Kind: Event, State: Confirmed} }
	for _, c := range []struct {
		name   string
		why    func(*Session, Guide) (string, time.Time, bool)
		people int
		causes []Entry
		asked  bool
	}{
		{"a leaf is an act", firstOf(endsAtPerson), 3, []Entry{cause("E1", act)}, true},
		{"an act that is explained", firstOf(endsAtPerson), 3, []Entry{cause("E1", act), cause("E2", under("start", "E1"))}, false},
		{"one behind the other", singleChain, 3, []Entry{cause("E1", nil), cause("E2", under("start", "E1"))}, true},
		{"one beside the other", singleChain, 3, []Entry{cause("E1", nil), cause("E2", nil)}, false},
		{"deep on one side", lopsided, 3, []Entry{cause("E1", nil), cause("E2", under("start", "E1")), cause("E3", under("start", "E2"))}, true},
		{"not deep yet", lopsided, 3, []Entry{cause("E1", nil), cause("E2", under("start", "E1"))}, false},
		{"one person told it", oneAuthor, 3, []Entry{cause("E1", nil), cause("E2", nil), cause("E3", nil)}, true},
		{"two people told it", oneAuthor, 3, []Entry{cause("E1", nil), cause("E2", nil), cause("E3", by("UMO"))}, false},
		{"two are there", oneAuthor, 2, []Entry{cause("E1", nil), cause("E2", nil), cause("E3", nil)}, false},
		{"one lens", oneLens, 3, []Entry{cause("E1", lens("load")), cause("E2", lens("load")), cause("E3", lens("load"))}, true},
		{"two lenses", oneLens, 3, []Entry{cause("E1", lens("load")), cause("E2", lens("load", "tool")), cause("E3", lens("load"))}, false},
		{"nobody can tell the lens", oneLens, 3, []Entry{cause("E1", lens("load")), cause("E2", nil), cause("E3", lens("load"))}, false},
		{"one word behind it", firstOf(bareCause), 3, []Entry{cause("E1", alone)}, true},
		{"a message behind it", firstOf(bareCause), 3, []Entry{cause("E1", nil)}, false},
		{"called a hypothesis", firstOf(bareCause), 3, []Entry{cause("E1", func(e *Entry) { alone(e); e.Hypothesis = true })}, false},
		{"six of one mind", nobodyDisagrees, 6, []Entry{cause("E1", nil), cause("E2", nil)}, true},
		{"one doubts", nobodyDisagrees, 6, []Entry{cause("E1", nil), cause("E2", func(e *Entry) { e.Hypothesis = true })}, false},
		{"five people", nobodyDisagrees, 5, []Entry{cause("E1", nil), cause("E2", nil)}, false},
		{"mostly acts", onePerson, 3, []Entry{cause("E1", act), cause("E2", act), cause("E3", nil)}, true},
		{"some acts", onePerson, 3, []Entry{cause("E1", act), cause("E2", nil), cause("E3", nil)}, false},
		{"a trigger without its moment", firstOf(noMoment), 3, []Entry{cause("E1", trigger), event("E8")}, true},
		{"a trigger of the timeline", firstOf(noMoment), 3, []Entry{cause("E1", trigger), event("E9")}, false},
		{"a condition has no moment", firstOf(noMoment), 3, []Entry{cause("E1", nil), event("E8")}, false},
	} {
		s := &Session{StartedAt: start, Phase: RootCause, Phased: start, Entries: c.causes, Texts: texts, Messages: map[Ref]Message{}, People: map[string]Person{}}
		for i := range c.people {
			s.Messages[Ref{"C1", string(rune('1'+i)) + ".0"}] = Message{Author: string(rune('A' + i)), Phase: RootCause, At: start}
		}
		if _, _, asked := c.why(s, g); asked != c.asked {
			t.Errorf("%s: asked %v", c.name, asked)
		}
	}
}

func TestReasonsToAskLate(t *testing.T) {
	g, start := DefaultGuide(), time.Date(2026, 3, 25, 10, 0, 0, 0, time.UTC)
	at := func(clock string) time.Time {
		x, err := time.Parse("15:04", clock)
		if err != nil {
			t.Fatal(err)
		}
		return time.Date(2026, 3, 25, x.Hour(), x.Minute(), 0, 0, time.UTC)
	}
	first := Entry{ID: "E1", Kind: Impact, Phase: Opening, State: Confirmed, At: at("08:00"), To: at("09:00"), Written: start.Add(-time.Hour)}
	late := func(k Kind, change func(*Entry)) Entry {
		e := Entry{ID: "E5", Kind: k, Phase: RootCause, State: Confirmed, Written: start}
		change(&e)
		return e
	}
	// solid is an action that lacks nothing, or nothing but an owner.
	solid := func(id string, owned bool) Entry {
		e := Entry{ID: id, Kind: Action, State: Confirmed, Number: int(id[1] - '0'), Action: Offered, Due: start, Type: "prevent", Strength: 3, HasDone: true, Written: start}
		if owned {
			e.Action, e.Owner = Owned, "UBO"
		}
		return e
	}
	vague := solid("E9", true)
	vague.HasDone = false
	texts := map[string]string{"E9": "Improve the console.", "E8": "Block writes to a full disk.", "E5": "The console was slow to load.", "E6": "The console needed a second login.", "E7": "Make the console load faster."}
	for _, c := range []struct {
		name    string
		why     func(*Session, Guide) (string, time.Time, bool)
		entries []Entry
		asked   bool
	}{
		{"harm before the beginning", movesTheFrame, []Entry{first, late(Impact, func(e *Entry) { e.At = at("07:40") })}, true},
		{"harm within", movesTheFrame, []Entry{first, late(Impact, func(e *Entry) { e.At = at("08:40") })}, false},
		{"harm after the end", movesTheFrame, []Entry{first, late(Impact, func(e *Entry) { e.At, e.To = at("08:40"), at("09:30") })}, true},
		{"a later change", movesTheFrame, []Entry{first, late(Event, func(e *Entry) { e.Event, e.At = "change", at("07:50") })}, true},
		{"a moment of the incident", movesTheFrame, []Entry{first, late(Event, func(e *Entry) { e.Event, e.At = "action", at("08:20") })}, false},
		{"a hindrance that is no cause", firstOf(notInTheTree), []Entry{late(RemedyItem, func(e *Entry) { e.Item = "hindered" })}, true},
		{"a hindrance that is one", firstOf(notInTheTree), []Entry{late(RemedyItem, func(e *Entry) { e.Item = "hindered" }), {ID: "E5", Kind: Cause, State: Confirmed}}, false},
		{"what helped", firstOf(notInTheTree), []Entry{late(RemedyItem, func(e *Entry) { e.Item = "helped" })}, false},
		{"an action about nothing", unlinked, []Entry{{ID: "E6", Kind: Cause, State: Confirmed}, late(Action, func(*Entry) {})}, true},
		{"an action about a cause", unlinked, []Entry{{ID: "E6", Kind: Cause, State: Confirmed}, late(Action, func(e *Entry) { e.Addresses = []string{"E6"} })}, false},
		{"an action without causes", unlinked, []Entry{late(Action, func(*Entry) {})}, false},
		{"another view while actions are chosen", disputedLate, []Entry{{ID: "E6", Kind: Cause, State: Confirmed}, late(Cause, func(e *Entry) { e.Against, e.Phase = "E6", Prevention })}, true},
		{"another view told in its time", disputedLate, []Entry{{ID: "E6", Kind: Cause, State: Confirmed}, late(Cause, func(e *Entry) { e.Against = "E6" })}, false},
		{"owners are to be asked for first", onlyPromises, []Entry{solid("E7", true), solid("E8", false)}, false},
		{"only an end is lacking", onlyPromises, []Entry{solid("E7", true), solid("E8", true), vague}, true},
		{"every action is a whole promise", onlyPromises, []Entry{solid("E7", true), solid("E8", true)}, false},
		{"the plan as a whole lacks something", onlyPromises, []Entry{late(Action, func(*Entry) {})}, false},
	} {
		before := []Inquiry{{Name: "done_when", About: "E9", Phase: RootCause, At: start}} // an end is asked for by itself first
		s := &Session{StartedAt: start, Phase: RootCause, Phased: start, Entries: c.entries, Inquiries: before, Texts: texts, Messages: map[Ref]Message{}, People: map[string]Person{}}
		if _, _, asked := c.why(s, g); asked != c.asked {
			t.Errorf("%s: asked %v", c.name, asked)
		}
	}
}

func TestThreeQuestionsOfANode(t *testing.T) {
	g, start := DefaultGuide(), time.Date(2026, 3, 25, 10, 0, 0, 0, time.UTC)
	tree := func(depth int, kinds ...string) *Session {
		s := &Session{Phase: RootCause, Phased: start, Texts: map[string]string{}}
		for i, stem := range Stems() {
			s.Entries = append(s.Entries, Entry{ID: fmt.Sprintf("E%d", i+1), Kind: Cause, State: Confirmed, Cause: "luck", Stem: stem, Written: start})
		}
		for i, kind := range kinds {
			s.Entries = append(s.Entries, Entry{ID: fmt.Sprintf("F%d", i), Kind: Cause, State: Confirmed, Cause: kind, Stem: "start", Written: start})
		}
		for d := range depth {
			e := Entry{ID: fmt.Sprintf("G%d", d), Kind: Cause, State: Confirmed, Cause: "condition", Stem: "spread", Written: start}
			if d > 0 {
				e.Parents = []string{fmt.Sprintf("G%d", d-1)}
			}
			s.Entries = append(s.Entries, e)
		}
		return s
	}
	for _, c := range []struct {
		name  string
		why   func(*Session, Guide) (string, time.Time, bool)
		s     *Session
		about string
	}{
		{"a condition could go deeper", firstOf(shallow), tree(0, "condition"), "F0"},
		{"a chain of four, its end", firstOf(shallow), tree(4), "G3"},
		{"a chain of five is deep enough", firstOf(shallow), tree(5), ""},
		{"breadth comes first", firstOf(shallow), &Session{Entries: tree(0, "condition").Entries[3:]}, ""},
		{"what stops a trigger", firstOf(unguarded), tree(0, "trigger"), "F0"},
		{"somebody has said what stops it", firstOf(unguarded), tree(0, "trigger", "safeguard_that_worked"), ""},
	} {
		if about, _, asked := c.why(c.s, g); about != c.about || asked != (c.about != "") {
			t.Errorf("%s: asked %v about %q", c.name, asked, about)
		}
	}
}

func TestTheFirstCauseIsAgreedOnAtOnce(t *testing.T) {
	g, said := DefaultGuide(), time.Date(2026, 3, 25, 10, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		change func(*Session)
		asked  bool
	}{
		"within five minutes":       {func(*Session) {}, true},
		"later":                     {func(s *Session) { s.Entries[0].Agreed = said.Add(atOnce + time.Second) }, false},
		"by nobody else":            {func(s *Session) { s.Entries[0].Agreed = time.Time{} }, false},
		"as a hypothesis":           {func(s *Session) { s.Entries[0].Hypothesis = true }, false},
		"while it was not its turn": {func(s *Session) { s.Entries[0].Phase = Timeline }, false},
		"with another beside it":    {func(s *Session) { s.Entries = append(s.Entries, Entry{ID: "E2", Kind: Cause, State: Proposed}) }, false},
		"after one that was left out": {func(s *Session) {
			s.Entries = append(s.Entries, Entry{ID: "E0", Kind: Cause, State: LeftOut, Written: said.Add(-time.Minute)})
		}, false},
		"after the same in other words": {func(s *Session) {
			s.Entries = append(s.Entries, Entry{ID: "E0", Kind: Cause, State: LeftOut, Same: "E1", Written: said.Add(-time.Minute)})
		}, true},
		"over days":           {func(s *Session) { s.Mode = Async }, false},
		"and was asked about": {func(s *Session) { s.Inquiries = []Inquiry{{Name: "closure", Phase: RootCause}} }, false},
	} {
		s := &Session{Phase: RootCause, Phased: said, Messages: map[Ref]Message{{"C1", "1.1"}: {Phase: RootCause, At: said.Add(6 * time.Minute)}},
			Entries: []Entry{{ID: "E1", Kind: Cause, Phase: RootCause, State: Confirmed, Written: said, Agreed: said.Add(atOnce)}}}
		c.change(s)
		if _, _, asked := firstCause(s, g); asked != c.asked {
			t.Errorf("%s: asked %v", name, asked)
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
		if c.ID == "C1" && c.What(nil) != "At least 3 contributing factors with something behind them, how it started, how it spread, how recovery took the time it took" {
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

// firstOf is the first of several things that a question may be about.
func firstOf(each func(*Session, Guide) iter.Seq2[string, time.Time]) func(*Session, Guide) (string, time.Time, bool) {
	return func(s *Session, g Guide) (string, time.Time, bool) {
		return ask{each: each}.reason(s, g, func(string) bool { return false })
	}
}
