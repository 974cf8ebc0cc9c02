package postmortem

import (
	"strings"

	"github.com/remedybot/remedy/prompts"
)

// shownLeaves is how many causes the board of Prevention lists with their answers.
const shownLeaves = 12

// answersPart shows beside each cause at which the story ends what is done about
// it. Those that nothing answers yet come first.
func (s *Session) answersPart(w *prompts.Words) []Part {
	var open, answered []string
	for _, e := range s.Leaves() {
		cause := said(Escape(s.Text(e.ID)))
		var by []string
		for _, a := range s.AnswersTo(e) {
			if a.Kind == Risk {
				by = append(by, w.Say("board/lived_with", nil))
			} else {
				by = append(by, a.Tag())
			}
		}
		if len(by) == 0 {
			open = append(open, "• "+cause+": "+w.Say("board/unanswered", nil))
		} else {
			answered = append(answered, "• "+cause+": "+strings.Join(by, ", "))
		}
	}
	lines := append(open, answered...)
	if len(lines) == 0 {
		return nil
	}
	if more := len(lines) - shownLeaves; more > 0 {
		lines = append(lines[:shownLeaves], w.Say("board/more", map[string]any{"n": more}))
	}
	return []Part{{Kind: Quiet, Text: w.Say("board/answers", nil) + "\n" + strings.Join(lines, "\n")}}
}
