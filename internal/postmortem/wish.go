package postmortem

import (
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/prompts"
)

const (
	// shownWishes is how many wishes come back before actions are chosen, each of
	// somebody else.
	shownWishes = 3
	wishLine    = 120
)

// wishes notes that a message of the Opening, which holds nothing that were better
// said otherwise, says what its author would like to understand or have easier. Who
// facilitates asks for such wishes and is not taken for one who has them.
func (t *turn) wishes(r Ref) {
	m, text := t.s.Messages[r], t.s.Text(r.Key())
	if m.Phase != Opening || m.Wish || m.Author == t.s.Facilitator || !t.s.Counts(m.Author) {
		return
	}
	wish := evidence.Wish(text)
	if wish == "" || strings.Contains(wish, "<@") || t.s.namesSomebody(wish) {
		return
	}
	t.event(Wished{r})
	t.staleWishes(t.s.Messages[r])
}

// staleWishes has the board follow a wish that came late, changed or is gone.
func (t *turn) staleWishes(m Message) {
	if slot := SlotBoard(Prevention); m.Wish && t.s.Posts[slot].TS != "" {
		t.stale(slot)
	}
}

// wishesPart holds what is planned against what people said at the start that they
// would like: in their words, without their names.
func (s *Session) wishesPart(w *prompts.Words) []Part {
	var said, authors []string
	for _, r := range s.spoken() {
		m := s.Messages[r]
		wish := evidence.Wish(s.Text(r.Key()))
		if !m.Wish || wish == "" || slices.Contains(authors, m.Author) || len(said) == shownWishes {
			continue
		}
		authors = append(authors, m.Author)
		said = append(said, shortened(s.plain(wish), wishLine))
	}
	if len(said) == 0 {
		return nil
	}
	return []Part{{Kind: Quiet, Text: w.Say("board/wishes", map[string]any{"wishes": said})}}
}
