package postmortem

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// A message whose author has put what rests on it in other words says what it said
// nowhere, unless something else rests on it, and is shown beside nothing.
func TestOtherWordsEraseTheMessage(t *testing.T) {
	st := talk(t,
		"10:01 bo: 09:12 I restarted the wrong database",
		"10:02 bo: 09:20 the first customer wrote to us",
		"10:03 .",
		"10:04 ana /confirmall",
		"10:05 ana /finish",
		"10:06 bo /uncite E1 The primary database was restarted.",
		"10:06 bo /uncite E2 A customer wrote.",
	)
	one, two := st.refs["m1"], st.refs["m2"]
	if text := st.s.Text(one.Key()); text != "" || !st.s.Exposed(one) {
		t.Errorf("the message is kept: %q", text)
	}
	if st.s.Text(two.Key()) == "" || !st.s.Exposed(two) {
		t.Error("what another entry rests on is erased, or is shown")
	}
	st.play("10:07 bo /edit m1 09:12 I restarted the wrong database") // as where Slack adds a preview
	if e, _ := st.s.Entry("E1"); e.State != Confirmed || st.s.Text("E1") != "The primary database was restarted." {
		t.Errorf("the other words are gone: %+v", e)
	}
	st.play("10:08 bo /uncite E3")
	if text := st.s.Text(two.Key()); text != "" {
		t.Errorf("nothing else rests on it, and it is kept: %q", text)
	}
}

// What is taken out does not stay cited to somebody else's message, and does not come
// back from what was merged into it.
func TestTakenOutWordsStayOut(t *testing.T) {
	merged := []string{
		"10:01 bo: 09:12 I restarted the wrong database",
		"10:01 bo: 09:12 I restarted the wrong server",
		"10:02 cy: 08:12 somebody restarted a database",
		"10:03 .",
		"10:04 ana /confirmall",
	}
	for name, c := range map[string]struct {
		then []string
		live map[string]State
	}{
		"another's message backs it": {[]string{"10:05 ana /merge E3 E1", "10:05 ana /finish", "10:06 bo /uncite E1"},
			map[string]State{"E1": Withdrawn, "E2": Confirmed, "E3": Proposed}},
		"its words are another's": {[]string{"10:05 ana /merge E3 E1", "10:05 ana /reword E1 09:12 a database was restarted", "10:05 ana /finish", "10:06 bo /uncite E1"},
			map[string]State{"E1": Proposed, "E2": Confirmed, "E3": LeftOut}},
		"two of their own": {[]string{"10:05 ana /merge E2 E1", "10:05 ana /finish", "10:06 bo /uncite E1"},
			map[string]State{"E1": Withdrawn, "E2": Withdrawn, "E3": Confirmed}},
		"theirs, in another's words": {[]string{"10:05 ana /merge E2 E3", "10:05 ana /finish", "10:06 bo /uncite E3"},
			map[string]State{"E1": Confirmed, "E2": Withdrawn, "E3": Proposed}},
		"merged twice": {[]string{"10:05 ana /merge E3 E2", "10:05 ana /merge E2 E1", "10:05 ana /finish", "10:06 bo /uncite E1"},
			map[string]State{"E1": Withdrawn, "E2": Withdrawn, "E3": Proposed}},
	} {
		t.Run(name, func(t *testing.T) {
			st := talk(t, slices.Concat(merged, c.then)...)
			got := map[string]State{}
			for id := range c.live {
				e, _ := st.s.Entry(id)
				if got[id] = e.State; e.State == Withdrawn && st.s.Text(id) != "" {
					t.Errorf("%s is withdrawn, and its words are kept", id)
				}
			}
			if !maps.Equal(got, c.live) {
				t.Errorf("they are %v, not %v:\n%s", got, c.live, strings.Join(st.told, "\n"))
			}
		})
	}
}

// talk plays a meeting that Ana has started.
func talk(t *testing.T, lines ...string) *stage {
	t.Helper()
	st := newStage(t)
	for _, line := range append([]string{"10:00 ana /start the checkout outage"}, lines...) {
		st.play(line)
	}
	return st
}

// What stands on without what its author took out is not said to be gone, and what was
// left out since it was published is quoted no longer once its author says so.
func TestWhatTheListOfChangesQuotes(t *testing.T) {
	st := talk(t,
		"10:00 cy: 08:12 somebody restarted a database",
		"10:00 bo: 09:12 I restarted the wrong server",
		"10:01 bo: 09:13 I restarted the second server",
		"10:03 .", "10:04 ana /confirmall", "10:04 ana /merge E2 E1", "10:05 ana /finish", "10:06 bo /agree", "10:06 cy /agree",
		"10:07 ana /write means We look first.", "10:07 ana /write not_done Nothing was left.", "10:08 ana /publish company",
		"10:09 ana /leaveout E3")
	if st.s.Publication.Version() != 1 || st.s.Text(BeforeKey(2, "E3")) == "" {
		t.Fatalf("%v, %s", st.publishable(), st.told)
	}
	if !slices.ContainsFunc(st.s.Citing("UBO"), func(e Entry) bool { return e.ID == "E3" }) || slices.ContainsFunc(st.s.Citing("UCY"), func(e Entry) bool { return e.ID == "E3" }) {
		t.Error("what is left out and quoted is not offered to its author alone")
	}
	st.play("10:10 ana /publish company")
	st.play("10:11 bo /uncite E3")
	if text := st.s.Text(BeforeKey(2, "E3")) + st.s.Text("E3") + st.s.Text(st.refs["m3"].Key()); text != "" {
		t.Errorf("it is kept: %q", text)
	}
	if st.s.Pending() || st.s.Publication.Files.IsZero() {
		t.Errorf("what had left the document leaves it again, or the files quote it for ever: %v", st.changes("3"))
	}
	st.play("10:12 bo /uncite E1")
	if e, _ := st.s.Entry("E1"); e.State != Proposed {
		t.Fatalf("it is %s: %s", e.State, st.told)
	}
	if all := st.s.Changes(3); len(all) != 1 || all[0].How != HowExposed || all[0].After == "" {
		t.Errorf("it is said to be gone: %q", st.changes("3"))
	}
}
