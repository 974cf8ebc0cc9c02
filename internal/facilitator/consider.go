package facilitator

import (
	"context"
	"fmt"
	"strings"
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

// ofPeople are the categories of what says how somebody is or meant it. What is hard to
// take in another way, such as a complaint about what always happens, may hold a fact.
var ofPeople = map[tone.Category]bool{tone.Blame: true, tone.Motive: true, tone.Hostile: true, tone.Threat: true, tone.HumanError: true, tone.SelfBlame: true}

// judges refuses words that somebody puts into the review by their own hand and that say
// how somebody is or meant it: no entry is made of those where they are said in the
// thread, either. Where it cannot be told they may stand.
func (f *Facilitator) judges(ctx context.Context, in postmortem.Input, text string) (no postmortem.Refusal, judges bool) {
	if strings.TrimSpace(text) == "" || f.seen(in) {
		return no, false
	}
	m := tone.Message{Text: text, Review: string(in.Session), Within: patience}
	s, ok := f.c.Store.Session(in.Session)
	if !ok {
		s, ok = f.Running(in.Place.Team, in.Place.Channel)
	}
	if ok {
		m.Phase, m.Names = string(s.Phase), names(s)
	}
	found, err := f.c.Tone.Check(ctx, m)
	if err != nil || !found.Flag || found.Unsure || !ofPeople[found.Category] {
		return no, false
	}
	no = f.refusal("own_words", nil)
	no.Field = "text"
	return no, true
}
