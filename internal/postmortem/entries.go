package postmortem

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/due"
	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/prompts"
)

// maxEntry is the longest entry that a person may write; Slack's own input ends at 3,000.
const maxEntry = 600

// propose records a finding as an entry that waits for a human's hand.
func (t *turn) propose(f evidence.Finding, r Ref, before []Ref, m Message) {
	if f.Refines && t.refine(f, r, before, m) {
		return
	}
	if t.repeats(f, r) {
		return
	}
	e := entryOf(f, m.Author)
	e.State, e.Phase, e.Author, e.Written, e.Sources = Proposed, m.Phase, m.Author, m.At, []Ref{r}
	t.record(e, f.Text, f.DoneWhen)
}

// repeats reports whether the message has already given an entry of that kind
// and text: what was confirmed by hand is not proposed again.
func (t *turn) repeats(f evidence.Finding, r Ref) bool {
	for _, e := range t.s.Entries {
		if e.Live() && e.Kind == Kind(f.Kind) && slices.Contains(e.Sources, r) &&
			(t.s.Text(e.ID) == f.Text || e.At.Equal(f.At) && !f.At.IsZero()) {
			return true
		}
	}
	return false
}

// entryOf carries over what a finding says.
func entryOf(f evidence.Finding, author string) Entry {
	e := Entry{
		Kind: Kind(f.Kind), At: utc(f.At), To: utc(f.To), Precision: string(f.Precision),
		Event: f.Event, Cause: f.Cause, Stem: f.Stem, Item: f.Item,
		Owner: f.Owner, Type: f.Type, Strength: f.Strength, HasDone: f.DoneWhen != "",
	}
	if f.Owner == evidence.OwnerAuthor {
		e.Owner = author
	}
	if !f.Due.IsZero() {
		e.Due = f.Due.In(time.UTC)
	}
	if e.Kind == Action {
		e.Action = Offered
	}
	return e
}

// record gives an entry its number and keeps its words apart from it.
func (t *turn) record(e Entry, text, done string) Entry {
	e.ID = fmt.Sprintf("E%d", len(t.s.Entries)+1)
	switch e.Kind {
	case Action:
		e.Number = t.s.nextAction()
		if len(e.Addresses) == 0 {
			e.Addresses = t.s.likeliest(text)
		}
	case Cause:
		e.Lens, e.Act = evidence.LensesOf(text), t.s.personal(text)
	}
	t.event(Recorded{e})
	t.keep(e.ID, text)
	if done != "" {
		t.keep(e.DoneKey(), done)
	}
	t.stale(t.boardOf(e))
	return e
}

// refine completes an action that was proposed before: "I take that one, by
// Friday". It reports whether there was one to complete.
func (t *turn) refine(f evidence.Finding, r Ref, before []Ref, m Message) bool {
	e, ok := t.meant(f, before, m)
	if !ok {
		return false
	}
	switch f.Owner {
	case "":
	case evidence.OwnerAuthor:
		e.Owner = m.Author
	default:
		e.Owner = f.Owner
	}
	if !f.Due.IsZero() {
		e.Due = f.Due.In(time.UTC)
	}
	if f.DoneWhen != "" {
		e.HasDone = true
		t.keep(e.DoneKey(), f.DoneWhen)
	}
	if e.Kind == Idea { // somebody promises what was only suggested
		e = t.s.asAction(e, t.s.nextAction())
	}
	if !slices.Contains(e.Sources, r) {
		e.Sources = append(slices.Clone(e.Sources), r)
		e.Gave = append(slices.Clone(e.Gave), Gave{Ref: r, Owner: f.Owner != "", Due: !f.Due.IsZero(), Done: f.DoneWhen != ""})
	}
	t.event(Changed{e})
	t.stale(t.boardOf(e))
	return true
}

// meant is the open proposal that a promise speaks of: that of the message it
// answers, or the one that names the same thing, or the newest that is free.
func (t *turn) meant(f evidence.Finding, before []Ref, m Message) (Entry, bool) {
	var open []Entry
	for _, e := range t.s.Live(Action, Idea) {
		// Who has just pressed "I take it" often says by when in the same breath.
		if e.Kind == Idea || e.Action == Offered || e.Action == Owned && e.Owner == m.Author && e.Due.IsZero() {
			open = append(open, e)
		}
	}
	slices.Reverse(open)
	if f.Refers >= 0 && f.Refers < len(before) {
		for _, e := range open {
			if slices.Contains(e.Sources, before[f.Refers]) {
				return e, true
			}
		}
	}
	if f.Subject != "" {
		for _, e := range open {
			if strings.Contains(t.s.Text(e.ID), f.Subject) || slices.ContainsFunc(e.Sources, func(r Ref) bool {
				return strings.Contains(t.s.Text(r.Key()), f.Subject)
			}) {
				return e, true
			}
		}
		return Entry{}, false
	}
	for _, e := range open {
		if e.Kind == Action && (e.Owner == "" || e.Owner == m.Author) {
			return e, true
		}
	}
	return Entry{}, false
}

// nextAction is the number of the next action item.
func (s *Session) nextAction() int {
	n := 0
	for _, e := range s.Entries {
		n = max(n, e.Number)
	}
	return n + 1
}

// add puts something into the review by a person's own hand.
func (t *turn) add(b Add) error {
	if err := t.takesPart(); err != nil {
		return err
	}
	if !t.s.Running() {
		return t.over()
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
	if utf8.RuneCountInString(words) > maxEntry {
		return t.refuse("long_text", map[string]any{"most": maxEntry}).at("text")
	}
	if e.At.After(t.in.At) && e.Kind != Action {
		return t.refuse("in_future", map[string]any{"time": e.At.UTC().Format("2006-01-02 15:04 UTC")}).at("text")
	}
	t.meet(t.in.By)
	t.meet(author)
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
	weak := ""
	if e.Kind == Action {
		weak, _ = evidence.Weak(words)
	}
	t.reply("added", map[string]any{"phase": e.Board().Title(), "text": words, "weak": weak, "time": prompts.Marked(t.s.timed(t.g.Words, e)), "doubt": t.s.doubt(e)})
	return nil
}

// compose reads what a person adds: the same reading that proposes entries, or
// the words as they are where it finds nothing.
func (t *turn) compose(b Add, text string, author Person, m Message) (e Entry, words, done string, err error) {
	e, words = Entry{Kind: b.Kind}, sentence(t.plain(text))
	if b.Kind == Term {
		return e, words, "", nil
	}
	st := t.statement(text, author, m.At)
	st.Phase = phaseFor(b.Kind)
	for _, f := range evidence.Read(st) {
		if Kind(f.Kind) == b.Kind && !f.Refines {
			e, done = entryOf(f, author.ID), f.DoneWhen
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
		day, err := dueDay(b.Due, t.in)
		if err != nil {
			return e, "", "", err
		}
		e.Due = day
	}
	return e, words, done, nil
}

// dueDay reads a due date in words as whoever writes it means it, as UTC midnight.
func dueDay(phrase string, in Input) (time.Time, error) {
	day, err := due.Parse(strings.TrimSpace(phrase), in.At, in.By.Location())
	if err != nil {
		return time.Time{}, Refusal{Field: "due", Text: err.Error()}
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
	n, gone, others := 0, 0, 0
	for _, id := range ids {
		e, ok := t.s.Entry(id)
		if !ok || e.State == Withdrawn {
			gone++ // while the form was open, or before the button was pressed
			continue
		}
		if second := to == Confirmed && t.s.Waits(e) && t.in.By.ID != e.Author; e.State == to && !second {
			continue // a second click, or somebody was quicker
		}
		if to == LeftOut && t.in.By.ID != t.s.Facilitator && t.in.By.ID != e.Author {
			others++
			continue
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

func (t *turn) confirmAll(b ConfirmAll) error {
	if err := t.steers(); err != nil {
		return err
	}
	var ids []string
	for _, e := range t.s.Entries {
		if t.s.Waits(e) && (b.Phase == "" || e.Board() == b.Phase) {
			ids = append(ids, e.ID)
		}
	}
	if len(ids) == 0 {
		t.reply("none_waits", nil)
		return nil
	}
	if err := t.judge(ids, Confirmed); err != nil {
		return err
	}
	if len(t.d.Events) == 0 {
		t.reply("own_words_wait", nil)
		t.d.Seen = false
	}
	return nil
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
	return []Kind{Event, Impact, Cause, RemedyItem, Action, Learning, Detection, Term}
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

var token = regexp.MustCompile(`<([@#!]?)([^>|]*)(?:\|([^>]*))?>`)

// plain is text as people read it: without Slack's escapes, and with roles for
// the people it mentions.
func (t *turn) plain(text string) string { return t.s.plain(text) }

func (s *Session) plain(text string) string {
	text = token.ReplaceAllStringFunc(text, func(found string) string {
		m := token.FindStringSubmatch(found)
		switch {
		case m[1] == "@":
			if role := s.People[m[2]].Role; role != "" {
				return "the " + role
			}
			return "a participant"
		case m[3] != "":
			return m[3]
		}
		return m[2]
	})
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(text)
}

// onlyWordsOf reports whether a reading composes nothing: what somebody adds by
// hand stays in their own words.
func onlyWordsOf(reading, text string) bool {
	own := map[string]bool{}
	split := func(s string) []string {
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	for _, w := range split(text) {
		own[w] = true
	}
	return !slices.ContainsFunc(split(reading), func(w string) bool { return !own[w] })
}

// sentence puts words into the shape of a sentence without changing any of them.
func sentence(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	r, n := utf8.DecodeRuneInString(s)
	s = strings.ToUpper(string(r)) + s[n:]
	if !strings.ContainsAny(s[len(s)-1:], ".!?") {
		s += "."
	}
	return s
}

// TimeOf reads the moment in a message's ts: seconds, a dot, six digits.
func TimeOf(ts string) (time.Time, bool) {
	var sec, micro int64
	if n, err := fmt.Sscanf(ts, "%10d.%6d", &sec, &micro); err != nil || n != 2 {
		return time.Time{}, false
	}
	return time.Unix(sec, micro*1000).UTC(), true
}
