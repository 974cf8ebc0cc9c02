package postmortem

import "time"

// Due is when the session next needs a [Tick], and whether it needs one at all.
// It follows from the session alone.
func (g Guide) Due(s *Session) (time.Time, bool) {
	if !s.Running() {
		at, ok := s.reminds()
		for _, next := range []func() (time.Time, bool){s.pollEnds, s.callsOwner, s.refiles} {
			if end, due := next(); due && (!ok || end.Before(at)) {
				at, ok = end, true
			}
		}
		return at, ok
	}
	var due time.Time
	sooner := func(t time.Time) {
		if due.IsZero() || t.Before(due) {
			due = t
		}
	}
	for r, m := range s.Messages {
		if !m.Settled && !m.Gone && m.Thread == "" && r.TS != "" {
			sooner(m.Still.Add(g.Settle))
		}
	}
	if at, ok := s.suggests(g); ok {
		sooner(at)
	}
	if at, ok := s.consents(g); ok {
		sooner(at)
	}
	if _, at, ok := s.ripens(); ok {
		sooner(at)
	}
	if _, _, at, ok := s.asks(g); ok {
		sooner(at)
	}
	if i, ok := s.invites(g); ok {
		sooner(i.at)
	}
	if _, m, ok := s.takesAside(g); ok {
		sooner(m.at)
	}
	if _, at, ok := s.lingers(g); ok {
		sooner(at)
	}
	return due, !due.IsZero()
}

// suggests is when the bot would propose to move on: everything a phase needs
// is there, and nobody has said anything for a while.
func (s *Session) suggests(g Guide) (time.Time, bool) {
	if s.Hushed || s.OnPause || s.Suggested[s.Phase] || s.Posts[SlotBoard(s.Phase)].TS == "" || len(s.Open(s.Phase)) > 0 {
		return time.Time{}, false
	}
	last := s.lastWord()
	at := last.Add(g.Quiet)
	if !last.After(s.Phased) { // nobody has said anything in it yet; history alone is no talk
		until, overDays := s.OpenUntil()
		if !overDays {
			return time.Time{}, false
		}
		at = latest(at, until) // but a day is enough to say that there is nothing
	}
	if s.ObjectedAt.After(s.Phased) {
		at = latest(at, s.everybody(s.ObjectedAt, 1))
	}
	if again := s.LastSpoke.Add(g.CapsOf(s).Public); !s.LastSpoke.IsZero() && again.After(at) {
		at = again
	}
	return latest(at, s.fullUntil(perHour)), true
}

// lastWord is when somebody last said something in the review, or when its phase began.
func (s *Session) lastWord() time.Time {
	last := latest(s.Phased, s.ResumedAt)
	for _, m := range s.Messages {
		if m.Phase != "" && m.At.After(last) {
			last = m.At
		}
	}
	return last
}
