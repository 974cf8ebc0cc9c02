package postmortem

import (
	"cmp"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
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
		return Refusal{Text: fmt.Sprintf("%s already runs in this channel; finish or cancel it first.", t.s.ID)}
	}
	title := strings.Join(strings.Fields(b.Title), " ")
	switch {
	case title == "":
		return Refusal{Field: "title", Text: "Give the review a title, such as what users could not do."}
	case utf8.RuneCountInString(title) > maxTitle:
		return Refusal{Field: "title", Text: fmt.Sprintf("Make the title shorter than %d characters.", maxTitle)}
	case !b.Began.IsZero() && !b.Ended.IsZero() && b.Ended.Before(b.Began):
		return Refusal{Field: "ended", Text: "The end lies before the beginning; correct one of the two."}
	case b.Began.After(t.in.At):
		return Refusal{Field: "began", Text: "The beginning lies in the future; correct it or leave it empty."}
	case b.Ended.After(t.in.At):
		return Refusal{Field: "ended", Text: "The end lies in the future; correct it or leave it empty."}
	}
	if b.Zone != "" {
		if _, err := time.LoadLocation(b.Zone); err != nil {
			return Refusal{Field: "zone", Text: "This time zone is not known; choose UTC or each writer's own."}
		}
	}
	t.event(Opened{
		ID: t.s.ID, Title: title, Severity: b.Severity,
		Began: utc(b.Began), Ended: utc(b.Ended),
		Place:       Place{Team: t.in.Place.Team, Channel: t.in.Place.Channel},
		Incident:    cmp.Or(b.Incident, t.in.Place.Channel),
		Facilitator: cmp.Or(b.Facilitator, t.in.By.ID),
		Zone:        b.Zone,
	})
	t.meet(t.in.By)
	t.post(SlotRoot)
	t.post(SlotScript)
	t.post(SlotBoard(Opening))
	t.effect(t.readHistory(""))
	t.d.Reply, t.d.Seen = fmt.Sprintf("%s is open: look for its thread in this channel.", t.s.ID), true
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
