package postmortem

import (
	"cmp"
	"slices"
	"time"
)

// Limits of the start form. Slack cuts a plain text input at 3,000 characters;
// a title has to fit a header of 150
// (https://docs.slack.dev/reference/block-kit/blocks/header-block).
const maxTitle = 120

func (t *turn) start(b Start) error {
	if err := t.takesPart(); err != nil {
		return err
	}
	if t.s.Status != "" {
		return t.refuse("runs_already", map[string]any{"review": string(t.s.ID)})
	}
	title, err := t.titled(b.Title)
	if err != nil {
		return err
	}
	if err := t.lasting(b.Began, b.Ended); err != nil {
		return err
	}
	if b.Mode != "" && !slices.Contains(Modes(), b.Mode) {
		return t.refuse("mode", nil).at("mode")
	}
	if b.Zone != "" {
		if _, err := time.LoadLocation(b.Zone); err != nil {
			return t.refuse("no_zone", nil).at("zone")
		}
	}
	t.event(Opened{
		ID: t.s.ID, Title: title, Severity: b.Severity,
		Began: utc(b.Began), Ended: utc(b.Ended),
		Place:       Place{Team: t.in.Place.Team, Channel: t.in.Place.Channel},
		Incident:    cmp.Or(b.Incident, t.in.Place.Channel),
		Facilitator: cmp.Or(b.Facilitator, t.in.By.ID),
		Zone:        b.Zone,
		Mode:        cmp.Or(b.Mode, ModeFor(b.Severity)),
	})
	t.meet(t.in.By)
	if b.Host.ID == t.s.Facilitator {
		t.meet(b.Host) // their day counts, wherever they live
	}
	for _, o := range b.Off[:min(len(b.Off), mostOff)] {
		t.event(o)
	}
	t.post(SlotRoot)
	t.post(SlotScript)
	t.post(SlotBoard(Opening))
	t.effect(t.readHistory(""))
	t.effect(Acquaint{})
	t.reply("opened", map[string]any{"review": string(t.s.ID)})
	t.d.Seen = true
	return nil
}

// readHistory asks for a page of the incident channel's past.
func (t *turn) readHistory(cursor string) ReadHistory {
	oldest := t.s.StartedAt.Add(-t.g.LookBack)
	if !t.s.Began.IsZero() {
		oldest = t.s.Began.Add(-24 * time.Hour) // what was normal before belongs to the story
	}
	return ReadHistory{Channel: t.s.Incident, Cursor: cursor, Oldest: oldest, Latest: t.s.StartedAt}
}

func utc(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.UTC()
}
