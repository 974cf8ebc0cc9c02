package postmortem

import (
	"slices"
	"strings"

	"github.com/remedybot/remedy/prompts"
)

// Over days a step can come to rest: everybody has had their day, something is still
// open, and nobody says anything more. The thread is not for reminders, and nobody is
// called by name; whoever facilitates is asked once, alone, what would help.

// atRest is the present step, for whoever facilitates, once everybody has had a working
// day since the last word in it and it is not complete, or its accounts are not shown.
func atRest(s *Session, _ Guide) []matter {
	if !s.async() || len(s.unsaid()) == 0 && !s.Sealed() || s.Suggested[s.Phase] {
		return nil
	}
	return []matter{{s.Facilitator, string(s.Phase), s.everybody(latest(s.lastWord(), s.openSince()), 1)}}
}

// resting says what a step at rest still lacks, and how many accounts it has of how many people.
func (s *Session) resting(w *prompts.Words) map[string]any {
	var what []string
	for _, c := range s.unsaid() {
		what = append(what, c.phrase(w))
	}
	more := max(0, len(what)-shownMissing)
	sealed := 0
	if s.Sealed() {
		sealed = len(s.Accounts[s.Phase])
	}
	return map[string]any{"what": strings.Join(what[:len(what)-more], "; "), "more": more, "phase": s.Phase.Title(),
		"sealed": sealed, "people": len(s.awaits())}
}

// restButtons do what helps a step that rests: show the accounts there are, leave open
// what nobody can say, go on.
func restButtons(w *prompts.Words, s *Session, about string) []Button {
	p := Phase(about)
	var out []Button
	if slices.Contains(s.sealedIn(), p) {
		out = append(out, s.button(w, DoUnseal, "unseal", about))
	}
	if len(s.Open(p)) > 0 {
		out = append(out, s.button(w, DoWaive, "leave_open", about))
	}
	if next, ok := p.step(1); ok {
		b := s.nextButton(w, p, next)
		b.Style, b.Ask = "", s.askToLeave(w, p)
		return append(out, b)
	}
	return append(out, s.finishButton(w))
}
