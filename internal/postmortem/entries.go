package postmortem

import (
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/due"
	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/prompts"
)

// LongestEntry is the longest entry that a person may write, in characters; Slack's own input ends at 3,000.
const LongestEntry = 600

// add puts something into the review by a person's own hand.
func (t *turn) add(b Add) error {
	if err := t.takesPart(); err != nil {
		return err
	}
	if !t.s.Running() && !t.s.Drafted() {
		return t.over()
	}
	if err := t.corrects(Entry{State: Proposed}); err != nil {
		return err
	}
	if !slices.Contains(Addable(), b.Kind) {
		return t.refuse("no_kind", nil).at("kind")
	}
	text := strings.TrimSpace(b.Text)
	if text == "" {
		return t.refuse("no_text", map[string]any{"example": t.g.Words.Say("example/"+string(b.Kind), nil)}).at("text")
	}
	author := b.Author
	if author.ID == "" {
		author = t.in.By
	}
	if t.hurtful(b.Source, text) {
		return t.refuse("own_words", nil).at("text")
	}
	m, known := t.s.Messages[b.Source]
	if !known {
		m = Message{Author: author.ID, At: t.in.At}
		if b.Source.TS != "" {
			if at, ok := TimeOf(b.Source.TS); ok {
				m.At = at
			}
		}
	}
	m.Phase = t.s.Phase
	if b.Kind == Term {
		short, meaning, ok := evidence.Term(t.plain(text))
		if !ok {
			return t.refuse("no_term", nil).at("text")
		}
		text = term(short, meaning)
	}
	e, words, done, err := t.compose(b, text, author, m)
	if err != nil {
		return err
	}
	if utf8.RuneCountInString(words) > LongestEntry {
		return t.refuse("long_text", map[string]any{"most": LongestEntry}).at("text")
	}
	if e, err = t.moved(e, b.When); err != nil {
		return err
	}
	if e.At.After(t.in.At) && e.Kind != Action {
		return t.refuse("in_future", map[string]any{"time": e.At.UTC().Format("2006-01-02 15:04 UTC")}).at("text")
	}
	t.meet(t.in.By)
	t.meet(author)
	if b.Source.TS == "" {
		e.Hand = t.in.By.ID
	}
	if b.Source.TS != "" {
		e.Sources = []Ref{b.Source}
		if !known {
			// Remembered, so that an edit or a delete of it is followed.
			t.event(Said{Ref: b.Source, Author: author.ID, Read: true, Wrote: utc(m.At)})
		}
		if t.confirmSame(e, words) {
			t.reply("confirmed_same", nil)
			return nil
		}
	}
	e.State, e.By, e.Phase, e.Author, e.Written = Confirmed, t.in.By.ID, t.s.Phase, author.ID, utc(m.At)
	e = t.record(e, words, done)
	t.amend(e, HowAdded, "")
	weak := ""
	if e.Kind == Action {
		weak, _ = evidence.Weak(words)
	}
	told := t.unread(e, text)
	maps.Copy(told, map[string]any{"phase": e.Board().Title(), "text": words, "weak": weak, "time": prompts.Marked(t.s.timed(t.g.Words, e)), "doubt": t.s.doubt(e)})
	t.reply("added", told)
	return nil
}

// compose reads what a person adds: the same reading that proposes entries, or
// the words as they are where it finds nothing.
func (t *turn) compose(b Add, text string, author Person, m Message) (e Entry, words, done string, err error) {
	e, words = Entry{Kind: b.Kind}, sentence(t.plain(text))
	switch b.Kind {
	case Term:
		return e, words, "", nil
	case Question:
		return e, strings.TrimRight(words, ".?!") + "?", "", nil
	}
	st := t.statement(text, author, m.At)
	st.Phase, st.Hand = phaseFor(b.Kind), true
	for _, f := range evidence.Read(st) {
		if Kind(f.Kind) == b.Kind && !f.Refines {
			e, done = entryOf(f, author.ID).readAs(f, t.s.bareIn(author)), f.DoneWhen
			if onlyWordsOf(f.Text, words) {
				words = f.Text // without the time and the promise, which have a place of their own
			}
			break
		}
	}
	if b.Kind == Event && e.At.IsZero() {
		e.Precision = "unknown"
		if t.ofIncident(b) {
			e.At, e.Precision = m.At, "exact" // a message of the incident itself stands at its own time
		}
	}
	if b.Kind == Event && e.Event == "" {
		e.Event = evidence.EventKind(words)
	}
	if b.Kind == RemedyItem && e.Item == "" {
		e.Item = evidence.ItemKind(words)
	}
	if b.Kind != Action {
		e, err = t.sorted(e, b.Sort)
		return e, words, done, err
	}
	e.Action = Offered
	if e.Type == "" {
		e.Type, e.Strength = evidence.ActionType(words), evidence.Strength(words)
	}
	if b.Owner != "" {
		e.Owner = b.Owner
	}
	if strings.TrimSpace(b.Due) != "" {
		day, err := dueDay(b.Due, "due", t.in)
		if err != nil {
			return e, "", "", err
		}
		e.Due = day
	}
	if e.Due.IsZero() {
		e.Due, words = promisedBy(words, t.in)
	}
	if told := strings.TrimSpace(b.Done); told != "" {
		if utf8.RuneCountInString(told) > LongestEntry {
			return e, "", "", t.refuse("long_text", map[string]any{"most": LongestEntry}).at("done")
		}
		done = t.plain(told)
	}
	e.HasDone = done != ""
	return e, words, done, nil
}

// promisedBy takes a day off the end of an action's words: "… by 2026-04-10". Words
// that end in no day stay as they are.
func promisedBy(words string, in Input) (time.Time, string) {
	bare := strings.TrimSuffix(words, ".")
	i := strings.LastIndex(bare, " by ")
	if i < 0 {
		return time.Time{}, words
	}
	day, err := dueDay(bare[i+len(" by "):], "due", in)
	if err != nil {
		return time.Time{}, words
	}
	return day, sentence(bare[:i])
}

// dueDay reads a date in words, from a form's field, as whoever writes it means it,
// as UTC midnight.
func dueDay(phrase, field string, in Input) (time.Time, error) {
	day, err := due.Parse(strings.TrimSpace(phrase), in.At, in.By.Location())
	if err != nil {
		return time.Time{}, Refusal{Field: field, Text: err.Error()}
	}
	return day.In(time.UTC), nil
}

// ofIncident reports whether what is added comes from a message of the incident
// itself: one of its channel that is not part of the review's thread.
func (t *turn) ofIncident(b Add) bool {
	return b.Source.TS != "" && b.Source.Channel == t.s.Incident &&
		b.Source.TS != t.s.Place.Thread && b.Thread != t.s.Place.Thread
}

// confirmSame confirms what the same message has already given, if anything.
func (t *turn) confirmSame(e Entry, words string) bool {
	for _, o := range t.s.Entries {
		if o.Kind == e.Kind && o.Live() && slices.Equal(o.Sources, e.Sources) &&
			(t.s.Text(o.ID) == words || len(e.Sources) == 1 && o.At.Equal(e.At) && !e.At.IsZero()) {
			if o.State == Proposed {
				t.event(Judged{o.ID, Confirmed})
				t.stale(t.boardOf(o))
			}
			return true
		}
	}
	return false
}

func (t *turn) judge(ids []string, to State) error {
	if err := t.takesPart(); err != nil {
		return err
	}
	if t.s.Status == Cancelled {
		return t.over()
	}
	n, gone, others, own := 0, 0, 0, 0
	for _, id := range ids {
		e, ok := t.s.Entry(id)
		if !ok || e.State == Withdrawn {
			gone++ // while the form was open, or before the button was pressed
			continue
		}
		if second := to == Confirmed && t.s.Waits(e) && t.in.By.ID != e.Author; e.State == to && !second {
			if to == Confirmed && t.s.Waits(e) {
				own++ // it waits for anybody but them
			}
			continue // a second click, or somebody was quicker
		}
		mine := t.in.By.ID == e.Author && !t.s.Published() || t.s.Drafted() && t.in.By.ID == t.s.Carrier()
		if to == LeftOut && t.in.By.ID != t.s.Facilitator && !mine {
			others++
			continue
		}
		if to == LeftOut {
			t.amend(e, HowRemoved, t.s.reads(e))
		}
		t.event(Judged{id, to})
		t.stale(t.boardOf(e))
		t.staleDraft()
		n++
	}
	switch {
	case n == 0 && others > 0:
		return t.refuse("leaves_out_not", nil)
	case n == 0 && gone == len(ids) && gone > 0:
		return t.refuse("gone", nil)
	case n == 0 && own > 0:
		t.reply("own_words_wait", nil)
		return nil
	}
	t.d.Seen = gone == 0 && others == 0
	name := "confirmed"
	if to == LeftOut {
		name = "left_out"
	}
	if n > 0 || gone > 0 {
		t.reply(name, map[string]any{"n": n, "gone": gone, "others": others})
	}
	return nil
}

// Waiting are the entries of a phase (empty: of all) that wait for somebody's hand. What
// becomes of an idea is a question of its own.
func (s *Session) Waiting(p Phase) []Entry {
	return without(s.Live(), func(e Entry) bool { return e.Kind == Idea || !s.Waits(e) || p != "" && e.Board() != p })
}

func idsOf(entries []Entry) []string {
	var out []string
	for _, e := range entries {
		out = append(out, e.ID)
	}
	return out
}

func (t *turn) confirmAll(b ConfirmAll) error {
	if t.s.Drafted() {
		return t.confirmDraft(b.Phase)
	}
	if err := t.steers(); err != nil {
		return err
	}
	ids := idsOf(t.s.Waiting(b.Phase))
	if len(ids) == 0 {
		t.reply("none_waits", map[string]any{"ideas": len(t.s.Undecided())})
		return nil
	}
	return t.judge(ids, Confirmed)
}

// accept makes whoever presses it the owner: nobody is volunteered by others.
func (t *turn) accept(b Accept) error {
	if err := t.takesPart(); err != nil {
		return err
	}
	e, ok := t.s.Entry(b.Entry)
	switch {
	case !ok || !e.Live() || e.Kind != Action:
		return t.refuse("action_gone", nil)
	case e.ended():
		return t.refuse("action_ended", map[string]any{"action": e.Tag()})
	case e.Action == Owned && e.Owner == t.in.By.ID:
		return nil
	case e.Action == Owned:
		return t.refuse("action_owned", map[string]any{"action": e.Tag(), "owner": mention(e.Owner)})
	case t.s.Status == Cancelled:
		return t.over()
	}
	t.meet(t.in.By)
	e.Owner, e.Action = t.in.By.ID, Owned
	if e.State == Proposed {
		e.State, e.By = Confirmed, t.in.By.ID
	}
	t.event(Changed{e})
	t.stale(t.boardOf(e))
	t.staleDraft()
	t.reply("accepted", map[string]any{"action": e.Tag()})
	t.d.Seen = true
	return nil
}

// Addable lists what people can add by hand.
func Addable() []Kind {
	return []Kind{Event, Impact, Cause, RemedyItem, Action, Learning, Detection, Question, Term}
}

// phaseFor is the phase in which an entry of that kind is usually said.
func phaseFor(k Kind) evidence.Phase {
	switch k {
	case Impact, Detection:
		return evidence.Opening
	case Event:
		return evidence.Timeline
	case Cause:
		return evidence.RootCause
	case RemedyItem:
		return evidence.Remedy
	case Action:
		return evidence.Prevention
	}
	return evidence.Close
}
