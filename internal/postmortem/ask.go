package postmortem

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/remedybot/remedy/prompts"
)

// An ask is a question about the process that the bot puts to the whole thread by
// itself. When it is due follows from the session, so nothing is stored about it
// but that it was asked.
type ask struct {
	name   string  // of its words in prompts/people/ask
	phases []Phase // in which it may be asked
	most   int     // times in a phase, for all questions of a kin together
	// since says since when there is reason to ask, and what about; each thing is
	// asked about once. Where there may be several at a time, each tells them instead,
	// the more pressing first: one that was left does not stand before the others.
	since func(s *Session, g Guide) (about string, at time.Time, ok bool)
	each  func(s *Session, g Guide) iter.Seq2[string, time.Time]
	data  func(w *prompts.Words, s *Session, about string) map[string]any // nil: none
	kin   string                                                          // questions that stand for one another; empty: it stands for itself
	offer func(w *prompts.Words, s *Session, about string) []Button       // what can be done about it at once; nil: nothing
}

// An Inquiry is a question that the bot has put to the thread by itself.
type Inquiry struct {
	Name, About string
	Phase       Phase
	At          time.Time
}

// perHour is how many messages to all the bot writes by itself within an hour at most:
// questions, and proposals to go on. Questions leave the last of them to a proposal, so
// that a review that has all it needs does not wait for it.
const perHour = 8

// share is how many messages of people come to one question of the bot: a good
// conversation is mostly theirs.
const share = 5

// asks is the question that comes next, if nobody says anything more, and when.
// The bot waits for a pause, and looks for progress before it speaks: whatever
// makes a question needless has it disappear from here.
func (s *Session) asks(g Guide) (next ask, about string, at time.Time, ok bool) {
	sealed := s.Sealed() && !s.Ripe[dayID(s.Phase)] // each speaks for themselves first
	if s.Hushed || s.OnPause || sealed || s.Posts[SlotBoard(s.Phase)].TS == "" || !s.mayAsk() {
		return next, "", at, false
	}
	earliest := latest(s.lastWord().Add(g.lull(s)), s.quietUntil(g))
	for _, a := range questions {
		if !slices.Contains(a.phases, s.Phase) {
			continue
		}
		if s.hasHad(a) {
			continue // without looking for a reason
		}
		what, since, reason := a.reason(s, g, func(about string) bool { return s.wasAsked(a, about) })
		if !reason {
			continue
		}
		if t := latest(since, earliest); !ok || t.Before(at) {
			next, about, at, ok = a, what, t, true
		}
		if !at.After(earliest) {
			break // none comes sooner, and those below are less pressing
		}
	}
	return next, about, at, ok
}

// reason is the first thing to ask about that is not passed over, and since when.
func (a ask) reason(s *Session, g Guide, over func(about string) bool) (about string, at time.Time, ok bool) {
	if a.each == nil {
		about, at, ok = a.since(s, g)
		return about, at, ok && !over(about)
	}
	for about, at := range a.each(s, g) {
		if !over(about) {
			return about, at, true
		}
	}
	return "", time.Time{}, false
}

// mayAsk reports whether people have said enough for one more question: nobody is
// asked twice in a row, and of an hour's messages, up to the last word, at most one in
// six is a question of the bot. Over days, where an hour holds little, people have
// said that much since they were last asked.
func (s *Session) mayAsk() bool {
	n, last := len(s.Inquiries), s.lastWord()
	if n > 0 && !last.After(s.Inquiries[n-1].At) {
		return false
	}
	from := last.Add(-time.Hour)
	if s.async() {
		from = time.Time{}
		if n > 0 {
			from = s.Inquiries[n-1].At
		}
	}
	said := 0
	for _, m := range s.Messages {
		if s.talk(m) && m.At.After(from) {
			said++
		}
	}
	return said >= share*(s.remarks(from)+1)
}

// quietUntil is until when the bot asks nothing, since it has only just spoken,
// or often enough.
func (s *Session) quietUntil(g Guide) time.Time {
	var until time.Time
	if !s.LastSpoke.IsZero() {
		until = s.LastSpoke.Add(g.CapsOf(s).Public)
		if s.async() {
			until = s.tomorrow(s.LastSpoke)
		}
	}
	return latest(until, s.fullUntil(perHour-1))
}

// fullUntil is until when so many messages to all lie within an hour.
func (s *Session) fullUntil(most int) time.Time {
	if n := len(s.Remarks); n >= most {
		return s.Remarks[n-most].Add(time.Hour)
	}
	return time.Time{}
}

// remarked takes note of a message to all; what is asked together is one.
func (s *Session) remarked(at time.Time) {
	if n := len(s.Remarks); n > 0 && s.Remarks[n-1].Equal(at) {
		return
	}
	if s.Remarks = append(s.Remarks, at); len(s.Remarks) > perHour {
		s.Remarks = s.Remarks[1:]
	}
}

func (s *Session) wasAsked(a ask, about string) bool {
	return s.hasHad(a) || slices.ContainsFunc(s.Inquiries, func(q Inquiry) bool { return q.Name == a.name && q.About == about })
}

// hasHad reports whether a question, or those of its kin, was asked as often in this
// phase as it may be.
func (s *Session) hasHad(a ask) bool {
	n := 0
	for _, q := range s.Inquiries {
		if q.Phase == s.Phase && (q.Name == a.name || a.kin != "" && kinOf(q.Name) == a.kin) {
			n++
		}
	}
	return n >= a.most
}

func kinOf(name string) string {
	if i := slices.IndexFunc(questions, func(a ask) bool { return a.name == name }); i >= 0 {
		return questions[i].kin
	}
	return ""
}

// askCard is a question as it is put to the thread.
func (s *Session) askCard(w *prompts.Words, slot string) Card {
	all := s.posed(slot)
	if len(all) == 0 {
		return Card{}
	}
	text, buttons := all[0].said(w, s)
	return Card{Parts: append(s.framePart(w, slot), Part{Kind: Body, Text: text}, Part{Kind: Buttons, Buttons: append(buttons, s.hushButton(w))})}
}

func (s *Session) hushButton(w *prompts.Words) Button {
	return Button{Action: DoHush, Value: s.value(), Label: w.Say("button/hush", nil), Reader: w.Say("button/hush_reader", nil)}
}

// said is the question in words, with what can be done about it at once.
func (p posed) said(w *prompts.Words, s *Session) (text string, buttons []Button) {
	if p.offer != nil && s.Running() {
		buttons = p.offer(w, s, p.about)
	}
	var data map[string]any
	if p.data != nil {
		data = p.data(w, s, p.about)
	}
	return w.Say("ask/"+p.name, data), buttons
}

// A posed question is one that a message holds, and what it is about.
type posed struct {
	ask
	about string
	n     int // of all questions of the bot by itself; 0: not known
}

// posed are the questions that a slot holds, as far as they are known here.
func (s *Session) posed(slot string) []posed {
	if n, ok := strings.CutPrefix(slot, "digest/"); ok {
		return s.posedWith(n)
	}
	rest, ok := strings.CutPrefix(slot, "ask/")
	name, n, _ := strings.Cut(rest, "/")
	i := slices.IndexFunc(questions, func(a ask) bool { return a.name == name })
	if !ok || i < 0 {
		return nil
	}
	p := posed{ask: questions[i]}
	if k, err := strconv.Atoi(n); err == nil && k > 0 && k <= len(s.Inquiries) {
		p.about, p.n = s.Inquiries[k-1].About, k
	}
	return []posed{p}
}

// inquire puts the question that is due to the thread, if there is one.
func (t *turn) inquire() {
	a, about, at, ok := t.s.asks(t.g)
	if !ok || t.in.At.Before(at) {
		return
	}
	if t.g.CapsOf(t.s).Together > 1 {
		t.inquireTogether()
		return
	}
	t.event(Inquired{Name: a.name, About: about})
	if a.name != "heat" { // who is offered a break hears no rules with it
		t.frame(SlotAsk(a.name, len(t.s.Inquiries)), t.in.At.Add(-framing))
	}
	t.post(SlotAsk(a.name, len(t.s.Inquiries)))
}

// Moot reports whether a slot holds a question that need not be asked any more: it
// was answered, or the review went on, while Slack kept it waiting; or a link to a
// canvas that has gone meanwhile.
func (g Guide) Moot(s *Session, slot string) bool {
	if IsCanvas(slot) {
		return !s.Canvas.linked(slot)
	}
	all := s.posed(slot)
	if len(all) == 0 {
		return s.mootReminder(slot)
	}
	return !slices.ContainsFunc(all, func(p posed) bool { return !g.moot(s, p) })
}

func (g Guide) moot(s *Session, p posed) bool {
	if !s.Running() || s.Hushed || s.OnPause || !slices.Contains(p.phases, s.Phase) {
		return true
	}
	if p.n > 0 { // what was asked is no reason against asking it
		before := *s
		before.Inquiries = s.Inquiries[:p.n-1]
		s = &before
	}
	_, _, reason := p.reason(s, g, func(about string) bool {
		return about != p.about && (p.each != nil || p.offer != nil) // it, or what its buttons are about, is settled
	})
	return !reason
}

// SlotAsk is the nth question of the bot by itself.
func SlotAsk(name string, n int) string { return "ask/" + name + "/" + strconv.Itoa(n) }

// SlotPause is the message of the nth pause.
func SlotPause(n int) string { return "pause/" + strconv.Itoa(n) }

// hush turns the bot's own questions off for this review, or on again. Anybody who
// takes part may: a question that is not wanted helps nobody.
func (t *turn) hush(b Hush) error {
	if !t.s.Running() {
		return t.over()
	}
	if err := t.takesPart(); err != nil {
		return err
	}
	if t.s.Hushed != b.On {
		t.event(Hushed(b))
	}
	name := "asking"
	if b.On {
		name = "hushed"
	}
	t.d.Reply = t.g.Words.Say(name, nil)
	return nil
}

// lastEntry is when the last entry of the review was said.
func (s *Session) lastEntry() time.Time {
	var last time.Time
	for _, e := range s.Entries {
		if e.Phase != "" && e.Written.After(last) {
			last = e.Written
		}
	}
	return last
}

// talk reports whether a message is one of people, in the review.
func (s *Session) talk(m Message) bool { return m.Phase != "" && !m.Gone && !s.People[m.Author].Bot }

// spoken are the messages of people in the review, oldest first.
func (s *Session) spoken() []Ref {
	out := make([]Ref, 0, len(s.Refs))
	for _, r := range s.Refs {
		if s.talk(s.Messages[r]) {
			out = append(out, r)
		}
	}
	return out
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
