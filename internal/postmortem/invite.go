package postmortem

import (
	"slices"
	"time"
)

// mostInvited is how often somebody silent is asked for a line in a review.
const mostInvited = 2

// invites finds somebody who was near the incident and has said nothing in the
// review, and when they would be asked for a line, privately: called upon by name,
// people defend themselves.
func (s *Session) invites(g Guide) (id string, at time.Time, ok bool) {
	if !s.Running() || s.Hushed || s.OnPause || s.Phase != Timeline && s.Phase != RootCause {
		return "", at, false
	}
	spoke := map[string]bool{s.Facilitator: true}
	for _, m := range s.Messages {
		if m.Phase != "" {
			spoke[m.Author] = true
		}
	}
	since := s.openSince()
	at = g.into(s, 0.5)
	for _, e := range s.Live() {
		p, a := s.People[e.Author], s.Private.Authors[e.Author]
		if e.Phase != "" || p.ID == "" || p.Bot || p.Outsider || spoke[p.ID] || a.Muted ||
			len(a.Invited) >= mostInvited || slices.Contains(a.Invited, s.Phase) {
			continue
		}
		if s.async() {
			own, here := s.had(p, since, 1) // their own day, not everybody's
			if !here || id != "" && (own.After(at) || own.Equal(at) && p.ID > id) {
				continue
			}
			id, at = p.ID, own
		} else if id == "" || p.ID < id {
			id = p.ID
		}
	}
	if last := s.Private.Invited; !last.IsZero() {
		at = latest(at, last.Add(g.Caps.PerChannel))
	}
	return id, at, id != ""
}

// invite asks somebody silent for a line.
func (t *turn) invite() {
	id, at, ok := t.s.invites(t.g)
	if !ok || t.in.At.Before(at) {
		return
	}
	p := t.private()
	a := p.Authors[id]
	a.Invited = append(a.Invited, t.s.Phase)
	p.Authors[id], p.Invited = a, t.in.At
	t.event(Whispered{})
	t.tell(id, t.g.Words.Say("silent", nil))
}

// warm tells the facilitator once, without author, words or category, that a pause
// may help.
func (t *turn) warm() {
	p := t.private()
	if p.Hot++; p.Hot == 2 {
		t.event(Whispered{})
		t.tell(t.s.Facilitator, t.g.Words.Say("temperature", nil))
	}
}

// tell whispers a few words that are about no message.
func (t *turn) tell(id, words string) {
	t.effect(Whisper{To: id, Channel: t.s.Place.Channel,
		Card:   Card{Parts: []Part{{Kind: Body, Text: words}, {Kind: Quiet, Text: t.g.Words.Say("only_you", nil)}}},
		Before: t.in.At.Add(t.caps().Latest)})
}
