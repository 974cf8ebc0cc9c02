package postmortem

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Two criteria are met by time alone, and one by a day if by nobody. Nothing ticks for them: when they are met
// follows from the session, and that they were is an event, so that a gate needs
// no clock and what was met stays met when somebody joins later.

// dayID is the criterion that everybody had a full working day for a phase held
// over days, and soakID that the causes were slept on before actions are chosen.
func dayID(p Phase) string { return fmt.Sprintf("W%d", place(p)) }

const soakID = "R8"

// seenID is the criterion that the opening reached people, or that they had a day to see it.
const seenID = "O1"

// byTime reports whether a criterion is met by waiting.
func (c Criterion) byTime() bool { return timed(c.ID) }

func timed(id string) bool {
	return id == soakID || strings.HasPrefix(id, "W")
}

// byTime adds what a phase needs of time.
func (g *gate) byTime() {
	switch id := dayID(g.phase); {
	case g.phase == g.s.Phase && g.s.async(), g.s.Ripe[id], g.s.Rushed[id]:
		g.add(id, true, g.s.Ripe[id], Want{Key: "day"})
	}
	if g.phase != Remedy || g.s.Mode != Async && g.s.Mode != Hybrid {
		return
	}
	if g.s.Phase == Remedy || g.s.Ripe[soakID] || g.s.Rushed[soakID] {
		g.add(soakID, true, g.s.Ripe[soakID], Want{Key: "soak"})
	}
}

// OpenUntil is until when the present phase is open at the least, and whether it
// is one that is held over days: each who takes part has a full working day, or
// has said that they have nothing to add.
func (s *Session) OpenUntil() (time.Time, bool) {
	if !s.Running() || !s.async() {
		return time.Time{}, false
	}
	return s.all(s.waitedFor(), s.openSince(), 1), true
}

// waitedFor are the people it waits for, but for those who have nothing to add.
func (s *Session) waitedFor() []Person {
	return slices.DeleteFunc(s.awaits(), func(p Person) bool { return slices.Contains(s.Content[s.Phase], p.ID) })
}

// staleTimes refreshes what says until when something waits.
func (t *turn) staleTimes() {
	if t.s.Posts[SlotRoot].TS != "" {
		t.stale(SlotRoot)
	}
	if t.s.proposing() {
		t.stale(SlotReady(t.s.Phase))
	}
}

// soakUntil is when everybody has had a working day since the last word on the
// causes and the remedy.
func (s *Session) soakUntil() (time.Time, bool) {
	if !s.Running() || s.Phase != Remedy || s.Mode != Async && s.Mode != Hybrid {
		return time.Time{}, false
	}
	since := latest(s.Phased, s.ResumedAt)
	for _, e := range s.Entries {
		if (e.Kind == Cause || e.Kind == RemedyItem) && e.Phase != "" {
			since = latest(since, e.Written)
		}
	}
	return s.everybody(since, 1), true
}

// ripens is the criterion that time meets next, and when.
func (s *Session) ripens() (id string, at time.Time, ok bool) {
	if s.OnPause {
		return "", at, false
	}
	consider := func(next string, t time.Time, there bool) {
		if there && !s.Ripe[next] && (!ok || t.Before(at)) {
			id, at, ok = next, t, true
		}
	}
	until, there := s.OpenUntil()
	consider(dayID(s.Phase), until, there)
	until, there = s.soakUntil()
	consider(soakID, until, there)
	consider(seenID, s.StartedAt.Add(aDay), s.Running() && !s.welcomed())
	return id, at, ok
}

// ripen takes note of what time has met by now, and reports whether anything was.
func (t *turn) ripen() (any bool) {
	for {
		id, at, ok := t.s.ripens()
		if !ok || t.in.At.Before(at) {
			return any
		}
		t.event(Ripened{id})
		t.stale(SlotBoard(t.s.Phase))
		t.staleTimes()
		t.endRound()
		any = true
	}
}

// nothingToAdd says that somebody need not be waited for in this phase.
func (t *turn) nothingToAdd(b NothingToAdd) error {
	if !t.s.Running() {
		return t.over()
	}
	if t.in.By.Bot {
		return t.takesPart()
	}
	if b.Phase != "" && b.Phase != t.s.Phase || !t.s.async() {
		t.d.Reply = t.g.Words.Say("days/moved_on", map[string]any{"phase": t.s.Phase.Title()})
		return nil
	}
	t.waitNoLonger()
	t.d.Reply = t.g.Words.Say("days/content", map[string]any{"phase": t.s.Phase.Title()})
	return nil
}

// waitNoLonger has a phase held over days wait for everybody but the one who says so.
func (t *turn) waitNoLonger() {
	t.meet(t.in.By)
	if !slices.Contains(t.s.Content[t.s.Phase], t.in.By.ID) {
		t.event(Contented{t.s.Phase})
		t.staleTimes()
	}
	t.ripen()
	t.endRound()
}
