package postmortem

import (
	"strings"

	"github.com/remedybot/remedy/prompts"
)

// shownAnswers is how many causes with, and how many without an answer the board
// of Prevention lists: it is read on a phone too. Each takes a line there.
const (
	shownAnswers = 4
	answerLine   = 70
)

// answersPart shows beside each cause at which the story ends what is done about
// it, those that nothing answers yet first.
func (s *Session) answersPart(w *prompts.Words) []Part {
	var open, answered []string
	for _, e := range s.Leaves() {
		cause := "• " + Escape(strings.TrimSuffix(shortened(s.Text(e.ID), answerLine), "."))
		var by []string
		for _, a := range s.AnswersTo(e) {
			if a.Kind == Risk {
				by = append(by, w.Say("board/lived_with", nil))
			} else {
				by = append(by, a.Tag())
			}
		}
		if len(by) == 0 {
			open = append(open, cause+": "+w.Say("board/unanswered", nil))
		} else {
			answered = append(answered, cause+": "+strings.Join(by, ", "))
		}
	}
	if len(open)+len(answered) == 0 {
		return nil
	}
	lines := []string{w.Say("board/answers", map[string]any{"n": len(answered), "all": len(open) + len(answered)})}
	lines = append(lines, open[:min(len(open), shownAnswers)]...)
	lines = append(lines, answered[:min(len(answered), shownAnswers)]...)
	return []Part{{Kind: Quiet, Text: strings.Join(lines, "\n")}}
}
