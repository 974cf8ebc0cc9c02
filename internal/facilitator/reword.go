package facilitator

import (
	"context"
	"slices"

	"github.com/remedybot/remedy/internal/draft"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/report"
)

// reword has a model put a section of the draft into words. Without one, or where nothing of its answer holds, the assembled
// text stands.
func (f *Facilitator) reword(ctx context.Context, s *postmortem.Session, section string) (postmortem.InputBody, error) {
	out := postmortem.Reworded{Section: section, Was: map[string]string{}}
	if f.c.Draft == nil {
		return out, nil // the settings have changed since it was ordered
	}
	parts := slices.DeleteFunc(report.Passages(s, f.options(s)), func(p report.Passage) bool { return p.Section != section })
	for _, p := range parts {
		for _, id := range p.Entries() {
			out.Was[id] = s.Text(id)
		}
	}
	var err error
	out.Parts = len(parts)
	out.Sentences, err = f.c.Draft.Word(ctx, draft.Review{ID: string(s.ID), Names: names(s), Parts: parts})
	return out, err
}
