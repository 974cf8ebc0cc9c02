package postmortem

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
)

func (t *turn) heard(b Heard) error {
	if !t.s.Running() || t.known(b.Ref) {
		return nil
	}
	if th := t.s.Place.Thread; th != "" && t.in.Place.Thread != th {
		return nil // another conversation of the channel
	}
	t.listen(Line{Ref: b.Ref, Author: t.in.By, Text: b.Text}, t.in.Place.Thread)
	return nil
}

// listen takes in a message of the review.
func (t *turn) listen(l Line, thread string) {
	t.meet(l.Author)
	said := Said{Ref: l.Ref, Author: l.Author.ID, Wrote: utc(l.At)}
	if at, ok := TimeOf(l.Ref.TS); ok && said.Wrote.IsZero() && at.Before(t.in.At) {
		said.Wrote = at // Slack may have brought it late
	}
	if t.s.Place.Thread == "" {
		said.Thread = thread
	}
	t.event(said)
	t.keep(l.Ref.Key(), l.Text)
	if p := t.private(); !l.Author.Bot && p.Authors[l.Author.ID].First == "" {
		a := p.Authors[l.Author.ID]
		a.First = l.Ref.Key()
		p.Authors[l.Author.ID] = a
	}
}

func (t *turn) known(r Ref) bool {
	_, ok := t.s.Messages[r]
	return ok
}

func (t *turn) edited(b Edited) error {
	m, known := t.s.Messages[b.Ref]
	if !known && t.here() {
		// Slack promises no order: the message itself is still on its way, and will
		// say what it said before.
		t.listen(Line{Ref: b.Ref, Author: t.in.By, Text: b.Text}, t.in.Place.Thread)
		return nil
	}
	if !known || m.Gone || t.s.Status == Cancelled || t.s.Text(b.Ref.Key()) == b.Text {
		return nil // not ours, or a link preview or a reply count that changed
	}
	if t.s.Drafted() && t.s.Text(b.Ref.Key()) == "" && t.s.Exposed(b.Ref) {
		return nil // its author stands behind other words, and what it said is not known any more
	}
	t.staleWishes(m)
	t.event(Revised{b.Ref})
	t.withdraw(b.Ref)
	if t.s.Drafted() {
		t.keep(b.Ref.Key(), "") // the meeting is over; nothing new is read
		return nil
	}
	t.keep(b.Ref.Key(), b.Text)
	return nil
}

func (t *turn) retracted(r Ref) error {
	m, known := t.s.Messages[r]
	if m.Gone || !known && !t.here() {
		return nil
	}
	t.staleWishes(m)
	t.event(Unsaid{r}) // also of a message that is still on its way
	t.keep(r.Key(), "")
	if w, ok := t.s.Private.Whispers[r.Key()]; ok && w.Wording != "" {
		w.Wording = ""
		t.private().Whispers[r.Key()] = w
	}
	t.withdraw(r)
	return nil
}

// here reports whether the input comes from the thread of this running review.
func (t *turn) here() bool {
	return t.s.Running() && t.s.Place.Thread != "" && t.in.Place.Thread == t.s.Place.Thread
}

// withdraw takes back what rests on a message; its words count no longer,
// whoever confirmed them, and even where they were left out.
func (t *turn) withdraw(r Ref) {
	for i := range t.s.Entries {
		e := t.s.Entries[i]
		if e.State == Withdrawn || !slices.Contains(e.Sources, r) {
			continue
		}
		how := HowTakenOut
		if e.Sources[0] == r && !e.completedBy(r) { // it gave the words
			t.event(Judged{e.ID, Withdrawn})
			t.release(e)
			t.keep(e.ID, "")
			if e.HasDone {
				t.keep(e.DoneKey(), "")
			}
		} else {
			t.event(Changed{t.without(e, r)})
			how = HowExposed
		}
		t.stale(t.boardOf(e))
		if e.Live() {
			t.amend(e, how, "")
		} else {
			t.forgetBefore(e.ID) // an older version said it
			t.staleDraft()
		}
	}
}

// completedBy reports whether a message gave no more than a part of what others had said,
// though it may be the first of those under an entry that was added by hand.
func (e Entry) completedBy(r Ref) bool {
	return slices.ContainsFunc(e.Gave, func(g Gave) bool { return g.Ref == r })
}

// without is an entry as it is when a later message no longer completes it.
// What its owner has accepted by their own click stays theirs.
func (t *turn) without(e Entry, r Ref) Entry {
	e.Sources = slices.DeleteFunc(slices.Clone(e.Sources), func(s Ref) bool { return s == r })
	i := slices.IndexFunc(e.Gave, func(g Gave) bool { return g.Ref == r })
	if i < 0 {
		return e
	}
	g := e.Gave[i]
	e.Gave = slices.Delete(slices.Clone(e.Gave), i, i+1)
	if g.Owner && e.Action == Offered {
		e.Owner = ""
	}
	if g.Due {
		e.Due = time.Time{}
	}
	if !g.Was.IsZero() {
		e.At = g.Was
	}
	if g.Done {
		e.HasDone = false
		t.keep(e.DoneKey(), "")
	}
	return e
}

// staleDraft has what was posted of the document follow what changed after it, and
// the document examined anew.
func (t *turn) staleDraft() {
	if t.s.Drafted() {
		t.stale(SlotReview)
		t.examine()
	}
}

// settle has messages read that were left alone long enough, and reports whether
// there were any; all is true when the meeting ends and nothing may wait.
func (t *turn) settle(all bool) (any bool) {
	for _, r := range t.s.unsettled() {
		m := t.s.Messages[r]
		if !all && t.in.At.Before(m.Still.Add(t.g.Settle)) {
			continue
		}
		any = true
		t.event(Settled{r})
		if t.s.People[m.Author].Bot {
			t.read(r)
			continue
		}
		t.endanger(r, m)
		t.effect(CheckTone{Ref: r, Version: m.Version})
	}
	return any
}

// unsettled returns the messages that nobody has read yet, oldest first.
func (s *Session) unsettled() []Ref {
	var out []Ref
	for _, r := range s.Refs {
		if m := s.Messages[r]; !m.Settled && !m.Gone && m.Thread == "" {
			out = append(out, r)
		}
	}
	return out
}

func compareRefs(a, b Ref) int {
	if c := strings.Compare(a.TS, b.TS); c != 0 {
		return c
	}
	return strings.Compare(a.Channel, b.Channel)
}

// read proposes entries from a message of the review.
func (t *turn) read(r Ref) {
	m := t.s.Messages[r]
	if t.explains(r, m) {
		return
	}
	st := t.statement(t.s.Text(r.Key()), t.s.People[m.Author], m.At)
	st.Phase = evidence.Phase(m.Phase)
	if m.Phase == "" {
		st.Phase = evidence.History
	}
	if t.correctsOwn(st, r, m) || t.jested(r, m) {
		return
	}
	before := t.context(r)
	for _, b := range before {
		st.Before = append(st.Before, t.s.mentioning(t.s.Text(b.Key())))
		st.Led = append(st.Led, t.s.Messages[b].Author == t.s.Facilitator)
	}
	st.Question = t.s.mentioning(t.question(r))
	st.Stem = t.stemAsked(r, m)
	known := len(t.s.Entries)
	for _, f := range evidence.Read(st) {
		t.propose(f, r, before, m, known)
	}
	t.concedes(r, m, known)
	if slices.ContainsFunc(t.s.Entries[known:], func(e Entry) bool { return e.Clock != "" }) {
		t.reckon()
	}
	t.noteUrging(r, st)
	t.readEnds(r, m)
}

// answers is how many messages are read as answers to a question of the bot's.
const answers = 3

// stemAsked is the side of the causes that the bot's last question asks for, "" where it
// asked for none, or what came since is no answer any more.
func (t *turn) stemAsked(r Ref, m Message) string {
	i := len(t.s.Inquiries) - 1
	for i >= 0 && t.s.Inquiries[i].At.After(m.At) {
		i--
	}
	if i < 0 || t.s.Inquiries[i].Phase != RootCause || m.Phase != RootCause {
		return ""
	}
	since := 0
	for q, o := range t.s.Messages {
		if q.Channel == r.Channel && q.TS < r.TS && o.Phase == RootCause && !o.Gone && o.At.After(t.s.Inquiries[i].At) {
			since++
		}
	}
	if q := t.s.Inquiries[i]; q.Name == "breadth" && since < answers {
		return q.About
	}
	return ""
}

// statement is what evidence.Read needs to know around a text.
func (t *turn) statement(text string, by Person, at time.Time) evidence.Statement {
	st := evidence.Statement{
		Text: t.s.mentioning(text), At: at, Zone: by.Location(), Clock: by.Location(), Role: by.Role, Bot: by.Bot, Leads: by.ID == t.s.Facilitator,
		From: t.s.Began, To: t.s.Ended, Day: t.s.day(), Roles: map[string]string{},
	}
	st.Clock = Person{Zone: t.s.bareIn(by)}.Location()
	for id, p := range t.s.Everybody() {
		st.Roles[id] = p.Role
	}
	return st
}

// dated is a day in a title, as people write it: "the outage of 2026-03-20".
var dated = regexp.MustCompile(`\b20\d\d-\d\d-\d\d\b`)

// day is the day of the incident: when it began if somebody said so, else the
// day on which most of the incident channel's entries lie, else that of the title.
func (s *Session) day() time.Time {
	if !s.Began.IsZero() {
		return midnight(s.Began)
	}
	count, best := map[time.Time]int{}, time.Time{}
	for _, e := range s.Entries {
		if e.Kind == Event && e.Phase == "" && e.Live() && !e.At.IsZero() {
			day := midnight(e.At)
			count[day]++
			if count[day] > count[best] || count[day] == count[best] && day.Before(best) {
				best = day
			}
		}
	}
	if best.IsZero() {
		best = Day(dated.FindString(s.Title)).date()
	}
	return best
}

func midnight(t time.Time) time.Time {
	y, m, d := t.UTC().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// before returns up to three messages of the thread before r, oldest first.
func (t *turn) before(r Ref) []Ref {
	var out []Ref
	for q, m := range t.s.Messages {
		if q.Channel == r.Channel && q.TS < r.TS && m.Phase != "" && !m.Gone {
			out = append(out, q)
		}
	}
	slices.SortFunc(out, compareRefs)
	return out[max(0, len(out)-3):]
}

// context is what a short message may refer back to: those just before it, and
// those whose proposals still wait for somebody.
func (t *turn) context(r Ref) []Ref {
	out := t.before(r)
	for _, e := range t.s.Live(Action, Idea) {
		if e.Action == Owned && !e.Due.IsZero() || e.Action == Done || len(e.Sources) == 0 {
			continue
		}
		if src := e.Sources[0]; src.TS < r.TS && !slices.Contains(out, src) {
			out = append(out, src)
		}
	}
	slices.SortFunc(out, compareRefs)
	return out
}

// Preceding returns the texts of up to n messages of the thread before r, oldest first.
func (s *Session) Preceding(r Ref, n int) []string {
	t := turn{s: s}
	refs := t.before(r)
	var out []string
	for _, b := range refs[max(0, len(refs)-n):] {
		out = append(out, s.Text(b.Key()))
	}
	return out
}

// question is the last question that the facilitator asked before r.
func (t *turn) question(r Ref) string {
	var last, topic Ref // topic is where the step was opened without a question mark: "remedy, what only holds for now".
	for q, m := range t.s.Messages {
		if m.Author != t.s.Facilitator || q.Channel != r.Channel || q.TS >= r.TS || m.Phase != t.s.Messages[r].Phase {
			continue
		}
		switch text := t.s.Text(q.Key()); {
		case strings.Contains(text, "?"):
			if q.TS > last.TS {
				last = q
			}
		case q.TS > topic.TS && strings.Contains(" "+strings.ToLower(text), " what "):
			topic = q
		}
	}
	if last == (Ref{}) {
		last = topic
	}
	return t.s.Text(last.Key())
}
