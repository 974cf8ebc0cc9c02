package tone

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"strings"
)

// sampled is which share of the messages that need no second opinion gets one
// all the same: one in so many, so that what is never asked is not never seen.
const sampled = 100

// Both joins local and m, which may be nil. Local reads every message first.
// What it is sure of stands, and the model may only offer a wording for it. What
// can hold nothing of the kind is never sent, nor is what talks to the model
// instead of the room. On the rest the model decides.
func Both(local *Local, m *Model) Checker {
	if m == nil {
		return local
	}
	return both{local, m}
}

type both struct {
	local *Local
	model *Model
}

// Check never returns an error.
func (b both) Check(ctx context.Context, msg Message) (Report, error) {
	r, need := b.local.Triage(msg)
	if need == Nothing {
		return worded(r, msg.factless), nil
	}
	o, ok := b.model.opinion(ctx, msg)
	o.Language = r.Language
	switch {
	case !ok:
	case need == Opinion:
		return worded(o, msg.factless), nil
	case o.Flag && o.Category == r.Category:
		r.Wording = o.Wording
	}
	return worded(r, msg.factless), nil
}

// A Need is what a model is asked for about a message.
type Need string

// The needs. What Local is sure of needs no opinion.
const (
	Nothing Need = ""
	Wording Need = "wording"
	Opinion Need = "opinion"
)

// Triage reads msg alone, and says what a model would be needed for: of the
// messages that call for a word, all but a few are found here or need an opinion.
// The report lacks the usual wording.
func (l *Local) Triage(msg Message) (Report, Need) {
	r, worth := l.look(msg)
	certain := r.Flag && !r.Unsure && r.Confidence >= sure
	switch {
	case addressed(msg.Text): // it talks to the model instead of the room
		return r, Nothing
	case certain && (r.Wording != "" || r.Category == SelfBlame):
		return r, Nothing
	case certain:
		return r, Wording
	case r.Flag || worth || answers(msg) || drawn(msg.Text):
		return r, Opinion
	}
	return r, Nothing
}

// answers reports whether the message before asks something: whoever answers
// that may be defending themself in words that are harmless elsewhere.
func answers(msg Message) bool {
	return len(msg.Before) > 0 && strings.HasSuffix(strings.TrimRight(msg.Before[len(msg.Before)-1], " \n.!)"), "?")
}

// drawn reports whether a message belongs to the sample, which is always the
// same. A word or two is not worth it.
func drawn(text string) bool {
	sum := sha256.Sum256([]byte(text))
	return len(strings.Fields(text)) > 2 && binary.BigEndian.Uint16(sum[:])%sampled == 0
}
