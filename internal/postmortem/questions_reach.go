package postmortem

import (
	"iter"
	"regexp"
	"slices"
	"time"

	"github.com/remedybot/remedy/prompts"
)

// A branch may stop where it leaves what people can change: at a vendor, or at the weather.
// What is theirs there is what they rely on, and how they would notice.

// beyond are words for what is in nobody's hands here.
var beyond = regexp.MustCompile(`(?i)\b(?:vendor|supplier|provider|third[-\s]part(?:y|ies)|aws|azure|gcp|cloudflare|fastly|akamai|carrier|telco|` +
	`utility\scompany|power\s(?:cut|failure|grid|outage)|lightning|earthquake|heat\s?wave|leap\ssecond)(?:['’]s|s)?\b`)

// within are words for what people do about it, or leave.
var within = regexp.MustCompile(`(?i)\b(?:we|our|ours|us|nobody|no\sone|rel(?:y|ies|ied|iance)|depend(?:s|ed|ence|ency)?|fall\s?back|failover|status\spage|` +
	`watch(?:es|ed)?|monitor(?:s|ed|ing)?|alert(?:s|ed|ing)?|probes?|contract|sla|(?:second|other)\s(?:vendor|supplier|provider))\b`)

// outOfReach are the causes at which a branch ends beyond what people can change, while
// nothing beside or below them says what they rely on.
func outOfReach(s *Session, _ Guide) iter.Seq2[string, time.Time] {
	return func(yield func(string, time.Time) bool) {
		for _, e := range s.Leaves() {
			if s.foreign(e) && !s.reliesOn(e) && !yield(e.ID, s.lastEntry().Add(2*time.Minute)) {
				return
			}
		}
	}
}

// foreign reports whether a cause lies beyond what people here can change, and says nothing
// of what they did or left.
func (s *Session) foreign(e Entry) bool {
	text := s.Text(e.ID)
	return beyond.MatchString(text) && !within.MatchString(text)
}

// reliesOn reports whether another cause says what people rely on there, or how they notice.
func (s *Session) reliesOn(e Entry) bool {
	return slices.ContainsFunc(s.Live(Cause), func(o Entry) bool {
		text := s.Text(o.ID)
		return o.ID != e.ID && within.MatchString(text) && beyond.MatchString(text)
	})
}

// addCause opens the form in which a cause is added.
func addCause(w *prompts.Words, s *Session, _ string) []Button {
	return []Button{s.button(w, DoAdd, "add", string(RootCause))}
}
