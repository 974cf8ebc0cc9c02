package postmortem

import "time"

// Restate corrects how severe it was, and when the impact began and ended; what is
// empty is not known. The title is corrected by [Retitle].
type Restate struct {
	Severity     string
	Began, Ended time.Time
}

func (Restate) input() {}

// Restated is what the start form would say of that from here on.
type Restated struct {
	Severity string    `json:"severity,omitempty"`
	Began    time.Time `json:"began,omitzero"`
	Ended    time.Time `json:"ended,omitzero"`
}

func (Restated) event() {}

// AmendedFacts is what an [Amendment] calls the severity and the times, in the place
// of an entry.
const AmendedFacts = "facts"

// lasting refuses a beginning and an end that cannot be.
func (t *turn) lasting(began, ended time.Time) error {
	switch {
	case !began.IsZero() && ended.Truncate(time.Minute).Equal(began.Truncate(time.Minute)):
		return t.refuse("ends_at_once", nil).at("ended")
	case !began.IsZero() && !ended.IsZero() && ended.Before(began):
		return t.refuse("ends_before", nil).at("ended")
	case began.After(t.in.At):
		return t.refuse("begins_later", nil).at("began")
	case ended.After(t.in.At):
		return t.refuse("ends_later", nil).at("ended")
	}
	return nil
}

// restates refuses anybody but those who may correct what the start form said.
func (t *turn) restates() error {
	if err := t.takesPart(); err != nil {
		return err
	}
	if !t.s.Running() && !t.s.Drafted() {
		return t.over()
	}
	if !t.s.MayRestate(t.in.By.ID) {
		return t.refuse("titles_not", map[string]any{"facilitator": mention(t.s.Facilitator)})
	}
	return nil
}

// restate is for whoever may give the review another title.
func (t *turn) restate(b Restate) error {
	if err := t.restates(); err != nil {
		return err
	}
	if err := t.lasting(b.Began, b.Ended); err != nil {
		return err
	}
	now := Restated{Severity: b.Severity, Began: utc(b.Began), Ended: utc(b.Ended)}
	if now == (Restated{t.s.Severity, t.s.Began, t.s.Ended}) {
		return nil
	}
	t.meet(t.in.By)
	t.event(now)
	t.amend(Entry{ID: AmendedFacts}, HowReworded, "")
	for _, slot := range []string{SlotRoot, SlotBoard(t.s.Phase)} {
		if t.s.Posts[slot].TS != "" {
			t.stale(slot)
		}
	}
	t.staleCheck()
	t.reply("restated", nil)
	return nil
}

// MayRestate reports whether somebody may correct what the start form said.
func (s *Session) MayRestate(id string) bool { return id == s.Facilitator || id == s.Carrier() }
