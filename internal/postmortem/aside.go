package postmortem

import (
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/prompts"
)

// An aside is a question to one person about one thing that only they can add to,
// seen by nobody else. It is asked once, and whoever leaves it is not asked again
// before they have said something.
type aside struct {
	name   string // of its words in prompts/people/aside.md
	phases []Phase
	// since says whom it would be put to, about what and since when.
	since func(s *Session, g Guide) []matter
	offer func(w *prompts.Words, s *Session, about string) []Button // nil: nothing but an answer
}

// A matter is what somebody would be asked about, and since when.
type matter struct {
	to, about string // user id; the id of an entry, the key of a message, or a phase
	at        time.Time
}

// The caps of asides: how many somebody hears in a review, and how long they are
// left alone in between, by any remark of the bot to them.
const (
	mostAsides  = 3
	aloneFor    = 10 * time.Minute
	heavyLoad   = 4 // actions of one person
	timeToMend  = time.Minute
	timeToProve = 3 * time.Minute
)

// asides lists them, the more pressing first.
var asides = []aside{
	{"clock", []Phase{Opening, Timeline, RootCause, Remedy}, ownClocks, clockButtons},
	{"slip", []Phase{Opening, Timeline}, slips, slipButtons},
	{"when", []Phase{Timeline}, withoutTime, timeButtons},
	{"asked", Phases(), askedByName, nil},
	{"yours", []Phase{Prevention, Close}, notAccepted, ownerButtons},
	{"many", []Phase{Prevention, Close}, overloaded, ownerButtons},
	{"care", []Phase{Prevention}, urgedToCare, nil},
	{"artefact", []Phase{Timeline, RootCause}, withoutArtefact, memoryButtons},
	{"rests", Phases(), atRest, restButtons},
}

// takesAside finds the question that is next put to somebody alone, and when.
func (s *Session) takesAside(g Guide) (next aside, m matter, ok bool) {
	if !s.Running() || s.Hushed || s.OnPause || s.Posts[SlotBoard(s.Phase)].TS == "" {
		return next, m, false
	}
	var between time.Time // between two of them, to whomever
	for _, a := range s.Private.Authors {
		if !a.Aside.IsZero() {
			between = latest(between, a.Aside.Add(g.CapsOf(s).PerChannel))
		}
	}
	for _, a := range asides {
		if !slices.Contains(a.phases, s.Phase) {
			continue
		}
		for _, x := range a.since(s, g) {
			alone, may := s.mayTakeAside(x.to)
			if !may || s.Private.Asides[a.name+" "+x.about] {
				continue
			}
			if x.at = s.atWork(x.to, latest(latest(x.at, alone), between)); !ok || x.at.Before(m.at) {
				next, m, ok = a, x, true
			}
		}
	}
	return next, m, ok
}

// mayTakeAside says until when somebody is left alone, and whether they may be
// asked at all.
func (s *Session) mayTakeAside(id string) (until time.Time, ok bool) {
	p, a := s.People[id], s.Private.Authors[id]
	if p.ID == "" || p.Bot || p.Outsider || !s.Counts(id) || a.Muted || a.Asides >= mostAsides {
		return until, false
	}
	until = s.leftAlone(id)
	if !a.Aside.IsZero() {
		spoke := id == s.Facilitator && s.Phased.After(a.Aside) // who goes on to the next step has answered
		for _, m := range s.Messages {
			spoke = spoke || m.Author == id && m.At.After(a.Aside)
		}
		if !spoke {
			return until, false
		}
	}
	return until, true
}

// takeAside puts the question that is due to one person.
func (t *turn) takeAside() {
	a, m, ok := t.s.takesAside(t.g)
	if !ok || t.in.At.Before(m.at) {
		return
	}
	p := t.private()
	if p.Asides == nil {
		p.Asides = map[string]bool{}
	}
	p.Asides[a.name+" "+m.about] = true
	author := p.Authors[m.to]
	author.Aside, author.Asides = t.in.At, author.Asides+1
	p.Authors[m.to] = author
	t.event(Whispered{})
	w := t.g.Words
	parts := []Part{{Kind: Body, Text: w.Say("aside/"+a.name, t.s.matterOf(w, m.about))}}
	switch {
	case a.offer != nil:
		parts = append(parts, Part{Kind: Buttons, Buttons: a.offer(w, t.s, m.about)})
	case t.s.async(): // there is no thread below it to answer in
		parts = append(parts, Part{Kind: Buttons, Buttons: []Button{t.s.button(w, DoSay, "say", "")}})
	}
	t.ask(m.to, Ask{Name: a.name, About: m.about}, append(parts, t.onlyYou())...)
}

// matterOf is what an aside is about, in words.
func (s *Session) matterOf(w *prompts.Words, about string) map[string]any {
	if place(Phase(about)) > 0 {
		return s.resting(w)
	}
	if strings.HasPrefix(about, aboutClock) {
		c, _ := s.clockOf(about)
		return map[string]any{"what": said(s.Text(c.entry.ID)), "action": "", "time": prompts.Marked(moment(c.entry.At)), "read": inWords(c.read), "zone": inWords(c.zone)}
	}
	if strings.HasPrefix(about, aboutSlip) {
		return s.slipIn(about)
	}
	if key, ok := strings.CutPrefix(about, aboutCare); ok {
		return map[string]any{"what": said(s.plain(strings.Join(strings.Fields(s.Text(key)), " "))), "action": ""}
	}
	if e, ok := s.Entry(about); ok {
		return map[string]any{"what": said(s.Text(e.ID)), "action": actionTag(e)}
	}
	return map[string]any{"what": s.plain(evidence.Asked(s.Text(about))), "action": ""}
}

func actionTag(e Entry) string {
	if e.Kind != Action {
		return ""
	}
	return e.Tag()
}

// withoutTime are events that somebody told without saying when.
func withoutTime(s *Session, _ Guide) []matter {
	var out []matter
	for _, e := range s.Live(Event) {
		if s.hasTime(e) || !e.Held.At.IsZero() {
			continue // Of what is held back its author is asked by which clock.
		}
		if _, slipped := s.slipOf(e); !slipped {
			out = append(out, matter{e.Author, e.ID, e.Written.Add(timeToMend)})
		}
	}
	return out
}

// hasTime reports whether an event says when it was, if only in its words, needs no
// time since it tells what was normal, or says that nobody knows it.
func (s *Session) hasTime(e Entry) bool {
	return !e.At.IsZero() || e.Timeless || evidence.TellsTime(s.Text(e.ID)) || evidence.Usual(s.Text(e.ID))
}

// withoutArtefact are events told from memory, while the timeline has too little
// that can be checked.
func withoutArtefact(s *Session, _ Guide) []matter {
	var out []matter
	events := s.Live(Event)
	if len(without(events, s.checkable))*2 <= len(events) {
		return nil
	}
	for _, e := range events {
		if e.Phase != "" && !e.At.IsZero() && !s.checkable(e) {
			out = append(out, matter{e.Author, e.ID, e.Written.Add(timeToProve)})
		}
	}
	return out
}

// askedByName are questions put to somebody by name that nobody has taken up.
func askedByName(s *Session, g Guide) []matter {
	var out []matter
	refs := s.spoken()
	for i, r := range refs {
		m, text := s.Messages[r], s.Text(r.Key())
		if m.Phase != s.Phase || !m.Settled || !strings.Contains(text, "<@") {
			continue
		}
		q := evidence.Asked(text)
		if _, found := s.Private.Whispers[r.Key()]; found || q == "" {
			continue
		}
		for id := range s.People {
			if id == m.Author || !strings.Contains(text, "<@"+id) {
				continue
			}
			answered := slices.ContainsFunc(refs[i+1:], func(l Ref) bool {
				return s.Messages[l].Author == id || evidence.Alike(q, s.Text(l.Key())) >= 2
			})
			if at, here := s.ignored(g, refs[i+1:], s.People[id], m.At); !answered && here {
				out = append(out, matter{id, r.Key(), at})
			}
		}
	}
	slices.SortFunc(out, func(a, b matter) int { return strings.Compare(a.to, b.to) })
	return out
}

// ignored is since when somebody has not taken up a question: after some messages or
// minutes of others, or over days once they had a working day of their own.
func (s *Session) ignored(g Guide, later []Ref, p Person, asked time.Time) (at time.Time, here bool) {
	if s.async() {
		return s.had(p, asked, 1)
	}
	at = asked.Add(g.Stall)
	if len(later) >= unheard {
		if t := s.Messages[later[unheard-1]].At; t.Before(at) {
			at = t
		}
	}
	return at, true
}

// notAccepted are actions that somebody was offered by name and has not answered:
// live for a few minutes, over days for a working day of theirs.
func notAccepted(s *Session, _ Guide) []matter {
	var out []matter
	for _, e := range s.plan() {
		if e.Owner == "" || e.Action != Offered {
			continue
		}
		at := e.Written.Add(5 * time.Minute)
		if s.async() {
			var here bool
			if at, here = s.had(s.People[e.Owner], e.Written, 1); !here {
				continue
			}
		}
		out = append(out, matter{e.Owner, e.ID, at})
	}
	return out
}

// overloaded are the last actions of those who hold more than a person can do well.
func overloaded(s *Session, _ Guide) []matter {
	held := map[string][]Entry{}
	var out []matter
	for _, e := range s.plan() {
		if e.Action == Owned {
			if held[e.Owner] = append(held[e.Owner], e); len(held[e.Owner]) == heavyLoad {
				out = append(out, matter{e.Owner, e.ID, s.lastEntry().Add(time.Minute)})
			}
		}
	}
	return out
}

func timeButtons(w *prompts.Words, s *Session, about string) []Button {
	return []Button{s.button(w, DoEdit, "give_time", about), s.button(w, DoTimeless, "timeless", about)}
}

func memoryButtons(w *prompts.Words, s *Session, about string) []Button {
	return []Button{s.button(w, DoEdit, "give_link", about), s.button(w, DoRecalled, "recalled", about)}
}

func ownerButtons(w *prompts.Words, s *Session, about string) []Button {
	return []Button{s.button(w, DoAccept, "mine", about), s.button(w, DoPass, "not_mine", about), s.button(w, DoPostpone, "later", about)}
}
