package postmortem

import "github.com/remedybot/remedy/prompts"

// ReadButton offers the review as a page to whoever presses it.
func (s *Session) ReadButton(w *prompts.Words) Part {
	return Part{Kind: Buttons, Buttons: []Button{s.button(w, DoRead, "read", "")}}
}
