package postmortem

import (
	"slices"
	"time"

	"github.com/remedybot/remedy/prompts"
)

// An Ask is what a [Whisper] asks of somebody who need not be looking at that
// moment: in a step over days it goes to the bot's conversation with them.
type Ask struct {
	Name  string `json:"name"`            // of its words, as in [aside], or one of the names below
	About string `json:"about,omitempty"` // the id of an entry, the key of a message, or a user id
	Phase Phase  `json:"phase,omitempty"` // in which it was asked
}

// What is asked that is no aside.
const (
	askSilent = "silent"
	askFresh  = "fresh_eyes"
	askOwner  = "owner_asked"
	askAgree  = "owner_offers"
	askPerson = "person"
)

// askFor is how long an ask that Slack does not take is kept. Later the day is
// another, and the question perhaps too.
const askFor = 24 * time.Hour

// ask puts something to one person: by a whisper while people sit together, which
// is gone when nobody looks, and over days in their conversation with the bot. The
// log tells neither: as of any whisper it says that somebody was spoken to.
func (t *turn) ask(to string, a Ask, parts ...Part) {
	if !t.s.async() {
		t.whisperTo(to, parts...)
		return
	}
	a.Phase = t.s.Phase
	about := Part{Kind: Quiet, Text: t.g.Words.Say("direct", map[string]any{
		"review": string(t.s.ID), "title": t.s.Title, "channel": prompts.Marked("<#" + t.s.Place.Channel + ">"),
	})}
	t.effect(Whisper{To: to, Channel: t.s.Place.Channel, Ask: &a, Before: t.in.At.Add(askFor),
		Card: Card{Parts: append([]Part{about}, parts...)}})
}

// askHere whispers in the thread what somebody was to be asked in a conversation that
// the bot cannot have with them. It reaches them if they look just now; nobody else is
// told that they could not be reached.
func (t *turn) askHere(w Whisper) {
	if w.Ask == nil || t.g.Answered(t.s, w) {
		return
	}
	// Which review it is about, and that it stands in a conversation, goes without saying.
	parts := slices.DeleteFunc(slices.Clone(w.Card.Parts), func(p Part) bool { return p.Kind == Quiet })
	t.event(Whispered{})
	t.whisperTo(w.To, append(parts, Part{Kind: Quiet, Text: t.g.Words.Say("only_you", nil)})...)
}

// onlyYou says who sees a question, and what becomes of it.
func (t *turn) onlyYou() Part {
	words := "only_you"
	if t.s.async() {
		words = "only_you_direct"
	}
	return Part{Kind: Quiet, Text: t.g.Words.Say(words, nil)}
}

// Answered reports whether what a whisper asks need not be asked any more: the
// person has spoken since, the matter is settled, or its step is over.
func (g Guide) Answered(s *Session, w Whisper) bool {
	a := w.Ask
	switch {
	case a == nil, a.Name == askPerson:
		return false
	case (a.Name == askOwner || a.Name == askAgree) && (s.Running() || s.Drafted()):
		return s.Offer.To != a.About
	case !s.Running():
		return true
	case s.Phase != a.Phase || s.Hushed || s.OnPause || !s.Counts(w.To):
		return true
	case a.Name == askSilent:
		return s.heardFrom()[w.To] || slices.Contains(s.Private.Authors[w.To].Passed, s.Phase)
	case a.Name == askFresh:
		return s.spokeIn(s.Phase)[w.To] || slices.Contains(s.Content[s.Phase], w.To) || slices.Contains(s.Private.Authors[w.To].Passed, s.Phase)
	}
	for _, x := range asides {
		if x.name == a.Name {
			return !slices.ContainsFunc(x.since(s, g), func(m matter) bool { return m.to == w.To && m.about == a.About })
		}
	}
	return true
}

// leftAlone is until when somebody is asked nothing more: for a while after any
// remark of the bot to them, for longer after they said that it was no moment for one,
// and over days for the rest of the day on which they were asked something.
func (s *Session) leftAlone(id string) (until time.Time) {
	a := s.Private.Authors[id]
	until = a.Paused
	if last := a.spokenTo(); !last.IsZero() {
		until = latest(until, last.Add(aloneFor))
	}
	if s.async() && !a.Aside.IsZero() {
		l := s.zoneOf(s.People[id]).Location()
		until = latest(until, dayOf(a.Aside, l).next().hour(0, l))
	}
	return until
}

// atWork is the first moment from then on at which somebody can be asked: in one
// sitting at once, over days between nine and five of a day on which they work.
func (s *Session) atWork(id string, from time.Time) time.Time {
	if !s.async() {
		return from
	}
	p := s.zoneOf(s.People[id])
	l, off := p.Location(), s.off(p)
	from = latest(from, s.openSince())
	day := dayOf(from, l)
	for range longestAway {
		if !day.weekend() && !free(day, off) && from.Before(day.hour(closes, l)) {
			break
		}
		day = day.next()
	}
	return latest(from, day.hour(opens, l)).UTC()
}
