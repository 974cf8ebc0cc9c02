package tone

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"strings"
)

// suspicion is how likely a message has to call for a word, as Local has it, to
// be worth a second opinion. It was chosen for recall: of the labelled messages
// that call for one, 98 of 100 are asked about or found without (TestSuspicion).
const suspicion = .08

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
	r, worth := b.local.look(msg)
	certain := r.Flag && r.Confidence >= sure
	switch {
	case addressed(msg.Text):
		return worded(r, msg.factless), nil
	case certain && (r.Wording != "" || r.Category == SelfBlame):
		return r, nil // the model has nothing to add
	case !r.Flag && !worth && !answers(msg) && !drawn(msg.Text):
		return r, nil
	}
	o, ok := b.model.opinion(ctx, msg)
	o.Language = r.Language
	switch {
	case !ok:
	case !certain:
		return worded(o, msg.factless), nil
	case o.Flag && o.Category == r.Category:
		r.Wording = o.Wording
	}
	return worded(r, msg.factless), nil
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
