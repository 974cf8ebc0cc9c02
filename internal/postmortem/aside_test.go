package postmortem

import (
	"testing"
	"time"
)

// TestWhoIsLeftAlone holds when somebody may be asked something alone, and from when.
func TestWhoIsLeftAlone(t *testing.T) {
	now := time.Date(2026, 3, 25, 10, 0, 0, 0, time.UTC)
	said := func(at time.Time) map[Ref]Message {
		return map[Ref]Message{{"C1", "1.0"}: {Author: "UBO", Phase: Timeline, At: at}}
	}
	for _, c := range []struct {
		name   string
		person Person
		author Author
		words  map[Ref]Message
		until  time.Time
		may    bool
	}{
		{"nobody has asked them", Person{ID: "UBO"}, Author{}, nil, time.Time{}, true},
		{"they have just had a whisper", Person{ID: "UBO"}, Author{Last: now}, nil, now.Add(aloneFor), true},
		{"they left the last one", Person{ID: "UBO"}, Author{Aside: now, Asides: 1}, said(now.Add(-time.Minute)), now.Add(aloneFor), false},
		{"they have spoken since", Person{ID: "UBO"}, Author{Aside: now, Asides: 1}, said(now.Add(time.Minute)), now.Add(aloneFor), true},
		{"they were asked often", Person{ID: "UBO"}, Author{Aside: now, Asides: mostAsides}, said(now.Add(time.Minute)), time.Time{}, false},
		{"they want to be left in peace", Person{ID: "UBO"}, Author{Muted: true}, nil, time.Time{}, false},
		{"a bot", Person{ID: "UBO", Bot: true}, Author{}, nil, time.Time{}, false},
		{"from outside", Person{ID: "UBO", Outsider: true}, Author{}, nil, time.Time{}, false},
		{"nobody knows them", Person{}, Author{}, nil, time.Time{}, false},
	} {
		s := &Session{People: map[string]Person{"UBO": c.person}, Messages: c.words, Private: Private{Authors: map[string]Author{"UBO": c.author}}}
		if until, may := s.mayTakeAside("UBO"); may != c.may || !until.Equal(c.until) {
			t.Errorf("%s: may %v, until %s", c.name, may, until)
		}
	}
}

// TestMatters holds what somebody is asked alone, and what they are not.
func TestMatters(t *testing.T) {
	g, now := DefaultGuide(), time.Date(2026, 3, 25, 10, 0, 0, 0, time.UTC)
	action := func(id string, as ActionState) Entry {
		return Entry{ID: id, Kind: Action, State: Confirmed, Owner: "UBO", Action: as, Written: now}
	}
	event := func(change func(*Entry)) Entry {
		e := Entry{ID: "E1", Kind: Event, State: Confirmed, Phase: Timeline, Author: "UBO", At: now.Add(-3 * time.Hour), Written: now}
		change(&e)
		return e
	}
	for _, c := range []struct {
		name    string
		since   func(*Session, Guide) []matter
		entries []Entry
		about   string
	}{
		{"no time", withoutTime, []Entry{event(func(e *Entry) { e.At = time.Time{} })}, "E1"},
		{"nobody knows the time", withoutTime, []Entry{event(func(e *Entry) { e.At, e.Timeless = time.Time{}, true })}, ""},
		{"about then", withoutTime, []Entry{event(func(e *Entry) { e.Precision = "approx" })}, ""},
		{"nothing to check it against", withoutArtefact, []Entry{event(func(*Entry) {})}, "E1"},
		{"it is memory", withoutArtefact, []Entry{event(func(e *Entry) { e.Memory = true })}, ""},
		{"a link", withoutArtefact, []Entry{event(func(e *Entry) { e.Linked = true })}, ""},
		{"offered and not answered", notAccepted, []Entry{action("E1", Offered)}, "E1"},
		{"accepted", notAccepted, []Entry{action("E1", Owned)}, ""},
		{"four of them", overloaded, []Entry{action("E1", Owned), action("E2", Owned), action("E3", Owned), action("E4", Owned)}, "E4"},
		{"three of them", overloaded, []Entry{action("E1", Owned), action("E2", Owned), action("E3", Owned), action("E4", Dropped)}, ""},
	} {
		s := &Session{Opened: Opened{Mode: Live}, Phase: Timeline, Entries: c.entries, Texts: map[string]string{"E1": "The team restarted the workers."}}
		about := ""
		for _, m := range c.since(s, g) {
			about = m.about
		}
		if about != c.about {
			t.Errorf("%s: asked about %q", c.name, about)
		}
	}
}
