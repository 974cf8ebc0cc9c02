package postmortem

import (
	"time"

	"github.com/remedybot/remedy/prompts"
)

// What we agreed on in the opening is said again to all, as the head of a message that
// is written anyway: where several people were asked about their words, for with one of
// them everybody could guess who is meant. Once in a review.
const (
	framing   = 15 * time.Minute // since then people were asked about their words
	framedBy  = 2                // so many of them
	outOfMind = 2 * time.Minute  // since the last of them was
)

// frame has the message of a slot begin with how we talk, if that is due: enough people
// were asked about their words since a moment, and nobody just now.
func (t *turn) frame(slot string, since time.Time) {
	if f := t.s.Framed; f != "" && t.s.Posts[f].TS != "" {
		return // what was needless before it was posted told nobody
	}
	p := t.s.Private
	if t.in.At.Before(p.Last.Add(outOfMind)) {
		return
	}
	authors := map[string]bool{}
	for _, n := range p.Nudged {
		if !n.At.Before(since) {
			authors[n.Author] = true
		}
	}
	if len(authors) >= framedBy {
		t.event(Framed{slot})
	}
}

// framePart is how we talk, at the head of the message that says so.
func (s *Session) framePart(w *prompts.Words, slot string) []Part {
	if s.Framed != slot {
		return nil
	}
	return []Part{{Kind: Quiet, Text: w.Say("frame", nil)}}
}
