package postmortem

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/evidence"
)

// edit changes an entry by a person's own hand. Its message stays its source.
func (t *turn) edit(b Edit) error {
	e, err := t.editable(b.Entry)
	if err != nil {
		return err
	}
	was, read := e, t.s.reads(e)
	if e, err = t.moved(e, b.When); err != nil {
		return err
	}
	text := t.s.Text(e.ID)
	words := text
	if fresh := strings.TrimSpace(b.Text); fresh != "" && sentence(t.plain(fresh)) != text {
		if e, words, err = t.reworded(e, fresh); err != nil {
			return err
		}
	}
	if e.Kind == Cause {
		if e, err = t.placed(e, b); err != nil {
			return err
		}
	}
	if e, err = t.detailed(e, b); err != nil {
		return err
	}
	if words != text {
		t.keep(e.ID, words)
	}
	if words != text || !same(e, was) {
		e.Hand = t.in.By.ID
		t.event(Changed{e})
		t.amend(e, HowReworded, read)
	}
	if e.State == Proposed || t.s.Waits(e) && t.in.By.ID != e.Author {
		t.event(Judged{e.ID, Confirmed}) // whoever puts it right stands behind it
		t.staleDraft()
	}
	t.stale(t.boardOf(e))
	t.reply("changed", nil)
	t.d.Seen = true
	return nil
}

// MayChange reports whether somebody may change an entry: the facilitator any, others
// what they have said themselves, or what nobody has confirmed yet. After the draft
// so may who carries the review, and what is published is for these two.
func (s *Session) MayChange(id string, e Entry) bool {
	if s.Drafted() {
		return s.mayCorrect(id, e)
	}
	return id == s.Facilitator || id == e.Author || e.State != Confirmed
}

// editable finds an entry that the person may change.
func (t *turn) editable(id string) (Entry, error) {
	if err := t.takesPart(); err != nil {
		return Entry{}, err
	}
	if !t.s.Running() && !t.s.Drafted() {
		return Entry{}, t.over()
	}
	e, ok := t.s.Entry(id)
	if !ok || !e.Live() {
		return Entry{}, t.refuse("gone", nil)
	}
	if t.s.Drafted() {
		return e, t.corrects(e)
	}
	if !t.s.MayChange(t.in.By.ID, e) {
		return Entry{}, t.refuse("changes_not", map[string]any{"facilitator": mention(t.s.Facilitator)})
	}
	return e, nil
}

// reworded reads the new words as it would read an addition, so that "14:05 …"
// moves an event.
func (t *turn) reworded(e Entry, text string) (Entry, string, error) {
	if utf8.RuneCountInString(text) > LongestEntry {
		return e, "", t.refuse("long_text", map[string]any{"most": LongestEntry}).at("text")
	}
	read, words, done, err := t.compose(Add{Kind: e.Kind, Text: text}, text, t.in.By, Message{Author: e.Author, At: e.Written})
	if err != nil {
		return e, "", err
	}
	switch e.Kind {
	case Cause:
		e.Lens, e.Act = evidence.LensesOf(words), t.s.personal(words)
	case Event, Impact:
		if !read.At.IsZero() {
			e.At, e.To, e.Precision, e.Timeless, e.Clock = read.At, read.To, read.Precision, false, read.Clock
			e.Ahead, e.Skipped, e.Spoken, e.Held = time.Time{}, false, read.Spoken, Span{}
		}
	case Action:
		e.Type, e.Strength = read.Type, read.Strength
		// The owner and the date were taken off the words, so they have to go somewhere.
		if read.Owner != "" && e.Action == Offered {
			e.Owner = read.Owner
		}
		if !read.Due.IsZero() {
			e.Due = read.Due
		}
		if done != "" {
			e.HasDone = true
			t.keep(e.DoneKey(), done)
		}
	}
	return e, words, nil
}

// placed puts a cause where it belongs in the tree.
func (t *turn) placed(e Entry, b Edit) (Entry, error) {
	switch {
	case b.Under == "":
	case slices.Contains(Stems(), b.Under):
		e.Stem, e.Parents = b.Under, nil
	default:
		p, ok := t.s.Entry(b.Under)
		if !ok || !p.Live() || p.Kind != Cause {
			return e, t.refuse("no_such_cause", nil).at("under")
		}
		if t.s.above(e.ID, p.ID) {
			return e, t.refuse("below_itself", nil).at("under")
		}
		if t.s.depth(p)+1 >= deepest && !slices.Equal(e.Parents, []string{p.ID}) {
			return e, t.refuse("too_deep", map[string]any{"most": deepest}).at("under")
		}
		e.Stem, e.Parents = t.s.SideOf(p), []string{p.ID}
	}
	if b.Cause != "" {
		e.Cause = b.Cause
	}
	if b.Sure != "" {
		e.Hypothesis = b.Sure == Hypothesis
	}
	return e, nil
}

func same(a, b Entry) bool {
	return a.Stem == b.Stem && slices.Equal(a.Parents, b.Parents) && a.Cause == b.Cause && a.Hypothesis == b.Hypothesis &&
		a.At.Equal(b.At) && a.Precision == b.Precision && a.To.Equal(b.To) &&
		a.Event == b.Event && a.Item == b.Item && a.Linked == b.Linked && a.Timeless == b.Timeless && slices.Equal(a.Addresses, b.Addresses) &&
		slices.Equal(a.Lens, b.Lens) && a.Act == b.Act &&
		a.Type == b.Type && a.Strength == b.Strength && a.HasDone == b.HasDone && a.Owner == b.Owner && a.Due.Equal(b.Due)
}

// merge takes an entry that says the same as another into it: its sources count for
// the other, and what stood below it stands below the other.
func (t *turn) merge(b Merge) error {
	e, err := t.editable(b.Entry)
	if err != nil {
		return err
	}
	into, ok := t.s.Entry(b.Into)
	switch {
	case !ok || !into.Live() || into.ID == e.ID || into.Kind != e.Kind || e.Kind == Action:
		return t.refuse("not_the_same", nil).at("same")
	case t.s.above(e.ID, into.ID):
		return t.refuse("merges_upward", nil).at("same")
	case e.Kind == Event && !e.At.IsZero() && !into.At.IsZero() && !e.At.Equal(into.At):
		return t.refuse("times_differ", nil).at("same")
	}
	for _, r := range e.Sources {
		if !slices.Contains(into.Sources, r) {
			into.Sources = append(slices.Clone(into.Sources), r)
		}
	}
	t.event(Changed{into})
	if e.State == Confirmed && into.State == Proposed {
		t.event(Judged{into.ID, Confirmed})
	}
	t.amend(e, HowRemoved, t.s.reads(e))
	t.hang(e.ID, into.ID)
	e.Same = into.ID
	t.event(Changed{e})
	t.event(Judged{e.ID, LeftOut})
	t.stale(t.boardOf(e))
	t.stale(t.boardOf(into))
	t.reply("merged", nil)
	t.d.Seen = true
	return nil
}

// hang puts below one cause what stood below another, other views of it too.
func (t *turn) hang(from, to string) {
	for _, o := range t.s.Live(Cause) {
		i := slices.Index(o.Parents, from)
		if i < 0 && o.Against != from {
			continue
		}
		if i >= 0 {
			o.Parents = slices.Clone(o.Parents)
			o.Parents[i] = to
		}
		if o.Against == from {
			o.Against = to
		}
		t.event(Changed{o})
	}
}

// release gives back what was merged into an entry that lost its message: those
// words rest on messages of their own. They wait for somebody's hand again.
func (t *turn) release(gone Entry) {
	heir := ""
	for i := range t.s.Entries {
		o := t.s.Entries[i]
		if o.Same != gone.ID || o.State != LeftOut {
			continue
		}
		o.Same = gone.Same // what was merged twice still stands in the second
		t.event(Changed{o})
		if gone.Same != "" || t.s.Text(o.ID) == "" {
			continue
		}
		t.event(Judged{o.ID, Proposed})
		t.stale(t.boardOf(o))
		if heir == "" {
			heir = o.ID
			t.hang(gone.ID, heir)
		}
	}
}

// merged reports whether an entry stands in the review as part of another.
func (s *Session) merged(e Entry) bool {
	for range s.Entries {
		into, ok := s.Entry(e.Same)
		if !ok || into.Live() {
			return ok
		}
		e = into
	}
	return false
}

// dispute puts another view of a cause beside it. Neither wins: both stay, and
// the cause counts as disputed.
func (t *turn) dispute(b Dispute) error {
	if err := t.takesPart(); err != nil {
		return err
	}
	if !t.s.Running() {
		return t.over()
	}
	e, ok := t.s.Entry(b.Entry)
	if !ok || !e.Live() || e.Kind != Cause {
		return t.refuse("cause_gone", nil)
	}
	text := strings.TrimSpace(b.Text)
	switch n := utf8.RuneCountInString(text); {
	case n == 0:
		return t.refuse("no_view", nil).at("view")
	case n > LongestEntry:
		return t.refuse("long_view", map[string]any{"most": LongestEntry}).at("view")
	}
	t.meet(t.in.By)
	view := Entry{Kind: Cause, Cause: e.Cause, Stem: t.s.SideOf(e), Against: e.ID, State: Confirmed, By: t.in.By.ID, Hand: t.in.By.ID,
		Phase: t.s.Phase, Author: t.in.By.ID, Written: utc(t.in.At)}
	t.record(view, sentence(t.plain(text)), "")
	t.reply("disputed", nil)
	t.d.Seen = true
	return nil
}
