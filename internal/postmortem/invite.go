package postmortem

import (
	"maps"
	"slices"
	"time"
)

// mostInvited is how often somebody silent is asked for a line in a review.
const mostInvited = 2

// An invitation asks one person for a line, privately: called upon by name, people
// defend themselves.
type invitation struct {
	to    string // user id
	words string
	at    time.Time
}

// invites finds who would be asked for a line next, and when: somebody who was near
// the incident, or has a seat in the review, and has said nothing in it; and in Root
// cause first whoever came with fresh eyes.
func (s *Session) invites(g Guide) (next invitation, ok bool) {
	if !s.Running() || s.Hushed || s.OnPause || !s.mayBeSilent() {
		return next, false
	}
	if id, found := s.freshEyes(); found {
		at := s.Phased.Add(g.Boxes.RootCause / 4)
		if s.async() {
			at = s.openSince().Add(g.Lull)
		}
		next, ok = invitation{id, askFresh, at}, true
	} else if next, ok = s.silent(g); !ok {
		return next, false
	}
	if last := s.Private.Invited; !last.IsZero() {
		next.at = latest(next.at, last.Add(g.CapsOf(s).PerChannel))
	}
	next.at = s.atWork(next.to, latest(next.at, s.leftAlone(next.to)))
	return next, true
}

// mayBeSilent reports whether the phase is one in which those who are silent are asked:
// where it is told what happened and why. What to do, and what was learnt, everybody
// says of themselves; and the few minutes of an opening are soon over.
func (s *Session) mayBeSilent() bool {
	return slices.Contains([]Phase{Timeline, RootCause, Remedy}, s.Phase) || s.Phase == Opening && s.async()
}

// silent is somebody of whom the review would like to hear, and has not. Over days
// each has a working day first, where they live.
func (s *Session) silent(g Guide) (next invitation, ok bool) {
	spoke := s.heardFrom()
	near := map[string]bool{}
	for _, e := range s.Live() {
		near[e.Author] = near[e.Author] || e.Phase == ""
	}
	for who := range s.Seats {
		near[who] = true
	}
	at := g.into(s, 0.5)
	for _, who := range slices.Sorted(maps.Keys(near)) {
		if !near[who] || spoke[who] || !s.mayInvite(who) || len(s.Private.Authors[who].Invited) >= mostInvited {
			continue
		}
		if s.async() {
			var here bool
			if at, here = s.had(s.People[who], s.openSince(), 1); !here {
				continue
			}
		}
		at := latest(at, s.leftAlone(who))
		if !ok || at.Before(next.at) || !at.After(next.at) && s.unheard(who) && !s.unheard(next.to) {
			next, ok = invitation{who, askSilent, at}, true
		}
	}
	return next, ok
}

// unheard reports whether somebody has said nothing in the whole review, and was not
// asked to either.
func (s *Session) unheard(id string) bool {
	return len(s.Private.Authors[id].Invited) == 0 && s.Private.Authors[id].First == ""
}

// heardFrom are those who have said something in the present phase, or reacted to
// something in it, or of whom the review knows something already; and those of whom the
// phase knows that they have nothing to say or have said it in private.
func (s *Session) heardFrom() map[string]bool {
	heard := s.spokeIn(s.Phase)
	heard[s.Facilitator] = true
	for _, id := range slices.Concat(s.Accounts[s.Phase], s.Content[s.Phase]) {
		heard[id] = true
	}
	for _, m := range s.Messages {
		for _, r := range m.Nods {
			heard[r.By] = heard[r.By] || m.Phase == s.Phase
		}
	}
	for _, r := range s.Greeted {
		heard[r.By] = heard[r.By] || s.Phase == Opening
	}
	for _, e := range s.Live() {
		heard[e.Author] = heard[e.Author] || e.Phase != ""
	}
	return heard
}

// spokeIn are those who have said something in a phase.
func (s *Session) spokeIn(p Phase) map[string]bool {
	spoke := map[string]bool{}
	for _, m := range s.Messages {
		spoke[m.Author] = spoke[m.Author] || m.Phase == p
	}
	return spoke
}

// freshEyes is who has the floor once in Root cause, to ask what nobody asks who
// knows the system, and has not used it.
func (s *Session) freshEyes() (id string, ok bool) {
	if s.Phase != RootCause {
		return "", false
	}
	spoke := s.spokeIn(RootCause)
	for who, seat := range s.Seats {
		if seat == SeatFresh && !spoke[who] && s.mayInvite(who) && (id == "" || who < id) {
			id = who
		}
	}
	return id, id != ""
}

// mayInvite reports whether somebody can be asked for a line in this phase: each
// is asked once, and nobody who wants to be left in peace.
func (s *Session) mayInvite(id string) bool {
	p, a := s.People[id], s.Private.Authors[id]
	return p.ID != "" && !p.Outsider && s.Counts(id) && !a.Muted && !slices.Contains(a.Invited, s.Phase) && !slices.Contains(a.Passed, s.Phase) &&
		!slices.Contains(s.Content[s.Phase], id)
}

// invite asks somebody for a line.
func (t *turn) invite() {
	i, ok := t.s.invites(t.g)
	if !ok || t.in.At.Before(i.at) {
		return
	}
	p := t.private()
	a := p.Authors[i.to]
	a.Invited, a.Aside = append(a.Invited, t.s.Phase), t.in.At
	p.Authors[i.to], p.Invited = a, t.in.At
	t.event(Whispered{})
	say := t.s.button(t.g.Words, DoSay, "say", "")
	if t.s.Sealed() { // a line in the thread would be the first that all others see
		say = t.s.button(t.g.Words, DoAccount, "account", string(t.s.Phase))
	}
	t.ask(i.to, Ask{Name: i.words}, Part{Kind: Body, Text: t.g.Words.Say(i.words, nil)},
		Part{Kind: Buttons, Buttons: []Button{say, t.s.button(t.g.Words, DoAbstain, "pass", string(t.s.Phase))}},
		t.onlyYou())
}

// tell whispers a few words that are about no message, and says that they are kept
// nowhere.
func (t *turn) tell(id, words string) {
	t.whisperTo(id, Part{Kind: Body, Text: words}, Part{Kind: Quiet, Text: t.g.Words.Say("only_you", nil)})
}

// whisperTo whispers something that is about no message.
func (t *turn) whisperTo(id string, parts ...Part) {
	t.effect(Whisper{To: id, Channel: t.s.Place.Channel, Card: Card{Parts: parts}, Before: t.in.At.Add(t.caps().Latest)})
}
