package postmortem

import (
	"testing"
	"time"
)

// TestCriteria holds what each criterion takes for there, and what it does not.
func TestCriteria(t *testing.T) {
	at := func(clock string) time.Time {
		x, err := time.Parse("2006-01-02 15:04", "2026-03-25 "+clock)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	type entries = []Entry
	event := func(id string, change func(*Entry)) Entry {
		e := Entry{ID: id, Kind: Event, State: Confirmed, Phase: Timeline, Author: "UBO", At: at("08:10"), Written: at("10:00"), Sources: []Ref{{"C1", id}}}
		if change != nil {
			change(&e)
		}
		return e
	}
	entry := func(id string, kind Kind, change func(*Entry)) Entry {
		e := event(id, nil)
		e.Kind, e.At = kind, time.Time{}
		if change != nil {
			change(&e)
		}
		return e
	}
	owned := func(id, owner string) Entry {
		return entry(id, Action, func(e *Entry) { e.Owner, e.Action, e.Due = owner, Owned, at("00:00").AddDate(0, 0, 10) })
	}
	temporary := func(id, written string, by ...string) Entry {
		return entry(id, RemedyItem, func(e *Entry) {
			e.Item, e.Written = "temporary", at(written)
			if len(by) > 0 {
				e.Author = by[0]
			}
		})
	}
	texts := map[string]string{
		"E1": "Checkout failed for 4% of customers, search still worked.", "E2": "We should have rolled back.", "E3": "The team rolled back, since the graph kept rising.",
		"E4": "The team rolled back.", "E5": "The cache is off until the release, PR 88.", "E6": "Nothing.", "E7": "The retry limit was never set.", "E8": "Set a limit for retries.",
		"E10": "The page was an error until 02:10.", "E9": "The error rate was back to normal.",
		"S1": "A failover to the second region was decided on.", "S2": "At the failover to the second region the on-call saw errors in the first, and expected them to stay.",
		"S3": "The manual flag ends on 3 May, and Bo sees to it.",
	}
	for _, c := range []struct {
		id, name string
		severity string
		entries  entries
		change   func(*Session)
		want     Standing
		must     bool
	}{
		{id: "O5", name: "noticed, and nobody said when", entries: entries{entry("E1", Detection, nil)}, want: GateOpen, must: true},
		{id: "O5", name: "noticed at a time", entries: entries{entry("E1", Detection, func(e *Entry) { e.At = at("08:05") })}, want: GateMet, must: true},
		{id: "O6", name: "search still worked", entries: entries{entry("E1", Impact, nil)}, want: GateMet},
		{id: "T3", name: "no time", entries: entries{event("E3", func(e *Entry) { e.At = time.Time{} })}, want: GateOpen, must: true},
		{id: "T3", name: "the words tell until when", entries: entries{event("E10", func(e *Entry) { e.At = time.Time{} })}, want: GateMet, must: true},
		{id: "T3", name: "nobody knows the time", entries: entries{event("E3", func(e *Entry) { e.At, e.Timeless = time.Time{}, true })}, want: GateMet, must: true},
		{id: "T5", name: "one seat of two", entries: entries{event("E3", nil), event("E4", nil)}, want: GateOpen, must: true},
		{id: "T5", name: "two seats", entries: entries{event("E3", nil), event("E4", func(e *Entry) { e.Author = "UCY" })}, want: GateMet, must: true},
		{id: "T5", name: "two people of one team", entries: entries{event("E3", nil), event("E4", func(e *Entry) { e.Author = "UBEA" })}, want: GateOpen, must: true},
		{id: "T5", name: "two people, and there is only one team", entries: entries{event("E3", nil), event("E4", func(e *Entry) { e.Author = "UBEA" })},
			change: func(s *Session) { delete(s.Messages, Ref{"C1", "2.0"}) }, want: GateMet, must: true},
		{id: "T6", name: "nothing to check it against", entries: entries{event("E4", nil)}, want: GateOpen, must: true},
		{id: "T6", name: "little was at stake", severity: "SEV4", entries: entries{event("E4", nil)}, want: GateOpen},
		{id: "T6", name: "memory, and said so", entries: entries{event("E4", func(e *Entry) { e.Memory = true })}, want: GateMet, must: true},
		{id: "T6", name: "the name of a change", entries: entries{event("E5", nil)}, want: GateMet, must: true},
		{id: "T6", name: "a decision without a reason", entries: entries{event("E4", func(e *Entry) { e.Event, e.Linked = "decision", true })}, want: GateOpen, must: true},
		{id: "T6", name: "a decision with its reason", entries: entries{event("E3", func(e *Entry) { e.Event, e.Linked = "decision", true })}, want: GateMet, must: true},
		{id: "T6", name: "its reason stands in the entry beside it", entries: entries{event("S1", func(e *Entry) { e.Event, e.Linked = "decision", true }), event("S2", func(e *Entry) { e.At, e.Linked = time.Time{}, true })}, want: GateMet, must: true},
		{id: "T6", name: "beside it stands a reason for something else", entries: entries{event("S1", func(e *Entry) { e.Event, e.Linked = "decision", true }), event("E3", func(e *Entry) { e.Linked = true })}, want: GateOpen, must: true},
		{id: "T6", name: "a reason an hour later is another", entries: entries{event("S1", func(e *Entry) { e.Event, e.Linked = "decision", true }), event("S2", func(e *Entry) { e.At, e.Linked = at("09:10"), true })}, want: GateOpen, must: true},
		{id: "T7", name: "told apart", entries: entries{event("E3", nil), event("E4", func(e *Entry) { e.State = Proposed }), event("E5", nil)},
			change: func(s *Session) {
				s.Inquiries = []Inquiry{{Name: "conflict", About: "E3 E4"}, {Name: "conflict", About: "E3 E5"}}
				s.Apart = []ToldApart{{Entries: []string{"E3", "E4"}, Times: []time.Time{at("08:10"), at("08:10")}}}
			}, want: GateMet, must: true},
		{id: "T7", name: "told apart, and moved since", entries: entries{event("E3", nil), event("E4", func(e *Entry) { e.State = Proposed })},
			change: func(s *Session) {
				s.Inquiries = []Inquiry{{Name: "conflict", About: "E3 E4"}}
				s.Apart = []ToldApart{{Entries: []string{"E3", "E4"}, Times: []time.Time{at("08:10"), at("08:12")}}}
			}, want: GateOpen, must: true},
		{id: "T7", name: "an account that waits", entries: entries{event("E3", nil), event("E4", func(e *Entry) { e.State = Proposed })},
			change: func(s *Session) { s.Inquiries = []Inquiry{{Name: "conflict", About: "E3 E4"}} }, want: GateOpen, must: true},
		{id: "T7", name: "both stand", entries: entries{event("E3", nil), event("E4", nil)},
			change: func(s *Session) { s.Inquiries = []Inquiry{{Name: "conflict", About: "E3 E4"}} }, want: GateMet, must: true},
		{id: "T10", name: "measured against what did not happen", entries: entries{event("E2", nil)}, want: GateOpen},
		{id: "T10", name: "told as it was", entries: entries{event("E4", nil)}, want: GateMet},
		{id: "C4", name: "it ends at a person", entries: entries{entry("E7", Cause, func(e *Entry) { e.Act, e.Stem = true, "start" })}, want: GateOpen, must: true},
		{id: "C5", name: "one word for it", entries: entries{entry("E7", Cause, func(e *Entry) { e.Sources, e.By, e.Stem = nil, "UBO", "start" })}, want: GateOpen, must: true},
		{id: "C5", name: "a link for it", entries: entries{entry("E7", Cause, func(e *Entry) { e.Sources, e.By, e.Linked = nil, "UBO", true })}, want: GateMet, must: true},
		{id: "C6", name: "much at stake, one lens", severity: "SEV1", entries: entries{entry("E7", Cause, func(e *Entry) { e.Lens = []string{"load"} })}, want: GateOpen, must: true},
		{id: "C6", name: "three lenses ticked", severity: "SEV1", entries: entries{entry("E7", Cause, nil)},
			change: func(s *Session) { s.Lenses = map[string]bool{"load": true, "process": true, "tool": true} }, want: GateMet, must: true},
		{id: "C6", name: "less at stake", entries: entries{entry("E7", Cause, nil)}, want: GateOpen},
		{id: "R2", name: "it holds for now, and nobody sees to its end", entries: entries{entry("E5", RemedyItem, func(e *Entry) { e.Item = "temporary" })}, want: GateOpen, must: true},
		{id: "R2", name: "somebody does", entries: entries{entry("E5", RemedyItem, func(e *Entry) { e.Item, e.Owner = "temporary", "UBO" })}, want: GateMet, must: true},
		{id: "R2", name: "its end was told after it", entries: entries{temporary("E5", "10:00"), temporary("S3", "10:02")}, want: GateMet, must: true},
		{id: "R2", name: "its end, told by another", entries: entries{temporary("E5", "10:00"), temporary("S3", "10:02", "UCY")}, want: GateOpen, must: true},
		{id: "R2", name: "which of two has an end", entries: entries{temporary("E5", "10:00"), temporary("E4", "10:01"), temporary("S3", "10:02")}, want: GateOpen, must: true},
		{id: "R2", name: "nothing holds only for now", entries: entries{entry("E6", RemedyItem, func(e *Entry) { e.Item = "temporary" })}, want: GateMet, must: true},
		{id: "R5", name: "nobody has said", want: GateOpen, must: true},
		{id: "R5", name: "nobody knows, and says so", change: func(s *Session) { s.Recurs = "unknown" }, want: GateMet, must: true},
		{id: "P1", name: "a cause without an answer", entries: entries{entry("E7", Cause, nil), owned("E8", "UBO")}, want: GateOpen, must: true},
		{id: "P1", name: "an action about it", entries: entries{entry("E7", Cause, nil), entry("E8", Action, func(e *Entry) { e.Addresses = []string{"E7"} })}, want: GateMet, must: true},
		{id: "P1", name: "we live with it", entries: entries{entry("E7", Cause, nil), entry("E8", Risk, func(e *Entry) { e.Addresses = []string{"E7"} })}, want: GateMet, must: true},
		{id: "P1", name: "what was dropped answers nothing", entries: entries{entry("E7", Cause, nil), entry("E8", Action, func(e *Entry) { e.Addresses, e.Action = []string{"E7"}, Dropped })}, want: GateOpen, must: true},
		{id: "P8", name: "four for one", entries: entries{owned("E1", "UBO"), owned("E2", "UBO"), owned("E3", "UBO"), owned("E4", "UBO")}, want: GateOpen},
		{id: "P8", name: "three for one", entries: entries{owned("E1", "UBO"), owned("E2", "UBO"), owned("E3", "UBO"), owned("E4", "UCY")}, want: GateMet},
		{id: "L3", name: "a question that waits", entries: entries{entry("E7", Question, func(e *Entry) { e.State = Proposed })}, want: GateOpen, must: true},
		{id: "L3", name: "a question that stays open", entries: entries{entry("E7", Question, nil)}, want: GateMet, must: true},
	} {
		s := &Session{
			Opened: Opened{Severity: c.severity, Began: at("08:00"), Ended: at("09:00")}, Phase: Timeline, Phased: at("10:00"), Entries: c.entries, Texts: texts,
			People: map[string]Person{"UBO": {ID: "UBO", Role: "on-call"}, "UBEA": {ID: "UBEA", Role: "on-call"}, "UCY": {ID: "UCY", Role: "support"}},
			Messages: map[Ref]Message{
				{"C1", "1.0"}: {Author: "UBO", Phase: Timeline}, {"C1", "2.0"}: {Author: "UCY", Phase: Timeline},
			},
		}
		if c.change != nil {
			c.change(s)
		}
		got, ok := s.criterion(c.id)
		if !ok || got.State != c.want || got.Must != c.must {
			t.Errorf("%s, %s: %s (must %v), want %s (must %v)", c.id, c.name, got.State, got.Must, c.want, c.must)
		}
	}
}

// A waiver covers what was missing, a part of it, and nothing beside it.
func TestWaiverCovers(t *testing.T) {
	long := span{time.Date(2026, 3, 25, 9, 0, 0, 0, time.UTC), time.Date(2026, 3, 25, 10, 0, 0, 0, time.UTC)}
	part := span{long.from.Add(10 * time.Minute), long.to}
	past := span{long.from, long.to.Add(time.Minute)}
	w := Waiver{Of: []string{"E1", long.key()}}
	for key, want := range map[string]bool{"E1": true, "E2": false, long.key(): true, part.key(): true, past.key(): false, "T5": false} {
		if got := w.covers(key); got != want {
			t.Errorf("%s: covered %v", key, got)
		}
	}
	if !(Waiver{Whole: true}).covers("anything") {
		t.Error("a waiver of an old log covers all of its criterion")
	}
}
