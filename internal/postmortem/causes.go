package postmortem

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/evidence"
)

// personal reports whether a cause ends at what somebody did or lacked.
func (s *Session) personal(text string) bool {
	return evidence.Personal(text, s.roles()...)
}

// roles are what the review calls its people.
func (s *Session) roles() []string {
	roles := []string{"participant"}
	for _, p := range s.People {
		if p.Role != "" {
			roles = append(roles, p.Role)
		}
	}
	slices.Sort(roles)
	return roles
}

// likeliest is the cause that an action most likely is about, by its words, or the harm;
// people can say otherwise.
func (s *Session) likeliest(action string) []string {
	causes := slices.DeleteFunc(s.Live(Cause), func(e Entry) bool { return s.against(e) != "" })
	texts := make([]string, len(causes))
	for i, e := range causes {
		texts[i] = s.Text(e.ID)
	}
	i := evidence.Answered(action, texts)
	switch {
	case i >= 0:
		return []string{causes[i].ID}
	case evidence.ForHarmed(action):
		return []string{TheHarm}
	}
	return nil
}

// split makes two causes of one: what stood below stays below the first, and both
// rest on the same messages.
func (t *turn) split(b Split) error {
	e, err := t.editable(b.Entry)
	if err != nil {
		return err
	}
	if e.Kind != Cause {
		return t.refuse("split_causes_only", nil)
	}
	first, second := strings.TrimSpace(b.First), strings.TrimSpace(b.Second)
	switch {
	case first == "":
		return t.refuse("split_needs_both", nil).at("text")
	case second == "":
		return t.refuse("split_needs_both", nil).at("second")
	case utf8.RuneCountInString(first) > LongestEntry:
		return t.refuse("long_text", map[string]any{"most": LongestEntry}).at("text")
	case utf8.RuneCountInString(second) > LongestEntry:
		return t.refuse("long_text", map[string]any{"most": LongestEntry}).at("second")
	}
	t.meet(t.in.By)
	words := sentence(t.plain(first))
	t.keep(e.ID, words)
	e.Lens, e.Act = evidence.LensesOf(words), t.s.personal(words)
	t.event(Changed{e})
	if e.State == Proposed {
		t.event(Judged{e.ID, Confirmed})
	}
	other := Entry{Kind: Cause, Cause: e.Cause, Stem: e.Stem, Parents: slices.Clone(e.Parents), Sources: slices.Clone(e.Sources),
		Phase: t.s.Phase, Author: e.Author, Written: e.Written, State: Confirmed, By: t.in.By.ID}
	t.record(other, sentence(t.plain(second)), "")
	t.stale(t.boardOf(e))
	t.reply("split", nil)
	t.d.Seen = true
	return nil
}

// stub puts the moment of a cause into the timeline, without a time.
func (t *turn) stub(b Stub) error {
	e, err := t.standing(b.Entry, Cause)
	if err != nil {
		return err
	}
	if t.s.inTimeline(e) {
		t.reply("in_timeline", nil)
		return nil
	}
	t.meet(t.in.By)
	t.record(Entry{Kind: Event, Event: "change", Precision: "unknown", Timeless: true, Sources: slices.Clone(e.Sources), State: Confirmed, By: t.in.By.ID,
		Phase: t.s.Phase, Author: e.Author, Written: e.Written}, t.s.Text(e.ID), "")
	t.reply("stub", nil)
	t.d.Seen = true
	return nil
}

// graft puts what hindered, or was luck, among the causes.
func (t *turn) graft(b Graft) error {
	e, err := t.standing(b.Entry, RemedyItem)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(t.s.Live(Cause), func(c Entry) bool { return t.s.Text(c.ID) == t.s.Text(e.ID) }) {
		t.reply("among_causes", nil)
		return nil
	}
	kind := "recovery_hindrance"
	if e.Item == "luck" {
		kind = "luck"
	}
	t.meet(t.in.By)
	t.record(Entry{Kind: Cause, Cause: kind, Stem: "recovery", Sources: slices.Clone(e.Sources), State: Confirmed, By: t.in.By.ID,
		Phase: t.s.Phase, Author: e.Author, Written: e.Written}, t.s.Text(e.ID), "")
	t.reply("among_causes", nil)
	t.d.Seen = true
	return nil
}

// standing finds an entry of a kind that still stands, for somebody who takes part
// in the running review.
func (t *turn) standing(id string, k Kind) (Entry, error) {
	if err := t.takesPart(); err != nil {
		return Entry{}, err
	}
	if !t.s.Running() {
		return Entry{}, t.over()
	}
	e, ok := t.s.Entry(id)
	if !ok || !e.Live() || e.Kind != k {
		return Entry{}, t.refuse("gone", nil)
	}
	return e, nil
}

// look takes in from which sides people have looked at the incident.
func (t *turn) look(b Look) error {
	if err := t.takesPart(); err != nil {
		return err
	}
	if !t.s.Running() {
		return t.over()
	}
	var lenses []string
	for _, l := range evidence.Lenses() {
		if slices.Contains(b.Lenses, l) {
			lenses = append(lenses, l)
		}
	}
	t.event(Looked{lenses})
	t.stale(SlotBoard(t.s.Phase))
	t.reply("looked", map[string]any{"n": len(lenses)})
	t.d.Seen = true
	return nil
}

// Recurrences are the answers to whether it could happen again today.
func Recurrences() []string { return []string{"contained", "partly", "not", "unknown"} }

// weigh takes in whether it could happen again today.
func (t *turn) weigh(b Weigh) error {
	if err := t.takesPart(); err != nil {
		return err
	}
	if !t.s.Running() {
		return t.over()
	}
	if !slices.Contains(Recurrences(), b.Recurrence) {
		return t.refuse("no_recurrence", nil).at("recurrence")
	}
	t.event(Weighed(b))
	t.stale(SlotBoard(t.s.Phase))
	t.reply("weighed", map[string]any{"recurrence": b.Recurrence})
	t.d.Seen = true
	return nil
}

func (Looked) event()  {}
func (Weighed) event() {}
