package report

import "github.com/remedybot/remedy/internal/postmortem"

type head struct{}
type source struct{}

// Build turns a session into a review.
func Build(s *postmortem.Session, o Options) Review { return Review{ID: string(s.ID)} }

// Markdown returns the review as a Markdown document.
func (r Review) Markdown() []byte { return nil }

// HTML returns the review as one self-contained page.
func (r Review) HTML() []byte { return nil }

// Card returns the review as a message for its thread.
func (r Review) Card(limitRunes int) postmortem.Card { return postmortem.Card{} }
