package facilitator

import (
	"context"
	"fmt"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/tone"
)

// patience is how long somebody who is writing waits for a second opinion: Slack
// gives a form three seconds in all.
const patience = 1500 * time.Millisecond

// Consider looks at words that nobody has said yet, for whoever wrote them. It
// keeps nothing of them and needs no review; with one, its people's names are kept
// from a model.
func (f *Facilitator) Consider(ctx context.Context, review postmortem.SessionID, text string) (postmortem.Advice, error) {
	m := tone.Message{Text: text, Review: string(review), Within: patience}
	if s, ok := f.c.Store.Session(review); ok {
		m.Phase, m.Names = string(s.Phase), names(s)
	}
	found, err := f.c.Tone.Check(ctx, m)
	if err != nil {
		return postmortem.Advice{}, fmt.Errorf("consider: %w", err)
	}
	return f.c.Guide.Advise(readOf(found), text), nil
}
