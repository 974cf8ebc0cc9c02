package postmortem

import (
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/prompts"
)

// Two things that happened may read like one that is told twice. Whoever knows says
// so, and the review asks no more about it.

// tellApart says that what is told by some entries are different things.
func (t *turn) tellApart(b TellApart) error {
	ids := slices.Compact(slices.Sorted(slices.Values(b.Entries)))
	if len(ids) < 2 {
		return t.refuse("gone", nil)
	}
	times := make([]time.Time, 0, len(ids))
	for _, id := range ids {
		e, err := t.standing(id, Event)
		if err != nil {
			return err
		}
		times = append(times, e.At)
	}
	if !t.s.ToldApart(ids) {
		t.event(ToldApart{Entries: ids, Times: times})
		t.stale(SlotBoard(Timeline))
	}
	t.reply("told_apart", nil)
	return nil
}

// ToldApart reports whether people have said of entries that each tells a different
// thing. Once the time of one of them is corrected, that is to be said again.
func (s *Session) ToldApart(ids []string) bool {
	return slices.ContainsFunc(s.Apart, func(a ToldApart) bool {
		return !slices.ContainsFunc(ids, func(id string) bool {
			e, ok := s.Entry(id)
			i := slices.Index(a.Entries, id)
			return !ok || i < 0 || !a.Times[i].Equal(e.At)
		})
	})
}

// apartButton settles a question that is asked of two things as if they were one.
func apartButton(w *prompts.Words, s *Session, about string) []Button {
	ids := strings.Fields(about)
	n := map[string]any{"n": len(ids)}
	return []Button{{Action: DoApart, Value: s.value(ids...), Label: w.Say("button/told_apart", n), Reader: w.Say("button/told_apart_reader", n)}}
}
